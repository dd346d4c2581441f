"""The lines of answers as HTML: the same pieces that a chat gets, with the elements of a page."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from markupsafe import Markup

from bot.chat.audience import Audience
from bot.chat.rich_text import Line, Piece


def line_html(line: Line) -> Markup:
    """Return a line of an answer as HTML, escaped."""
    return Markup("".join(map(_piece, line)))  # nosec B704: every piece is escaped below


def plain(line: Line) -> str:
    """Return a line as text alone."""
    return "".join(one.text for one in line)


def moment_html(audience: Audience, moment: datetime) -> Markup:
    """``7 October 2026, 09:35 Kyiv``, with the moment for programs."""
    local = moment.astimezone(audience.zone)
    text = f"{audience.words.day(local.date())}, {audience.clock_and_city(moment)}"
    return Markup(_time(moment, escape(text)))  # nosec B704: escaped


def stamp(moment: datetime) -> str:
    """Return a moment as RFC 3339 has it, in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _piece(piece: Piece) -> str:
    inner = escape(piece.text)
    if piece.tag:
        inner = f"<{piece.tag}>{inner}</{piece.tag}>"
    if piece.unix:
        inner = _time(datetime.fromtimestamp(piece.unix, UTC), inner)
    return f'<a href="{escape(piece.link)}">{inner}</a>' if piece.link else inner


def _time(moment: datetime, html: str) -> str:
    return f'<time datetime="{stamp(moment)}">{html}</time>'
