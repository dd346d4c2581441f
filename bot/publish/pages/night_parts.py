"""What pages about a night are made of: its title and sentences, and each side's figures, history and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from bot.chat.audience import Audience
from bot.chat.language import N_
from bot.chat.messages.night_parts import night_title, uncounted_lines, window_texts
from bot.chat.messages.periods import period_name
from bot.chat.messages.regimes import regime_sentence
from bot.chat.messages.tally import ABOUT, source_line, window_text
from bot.publish.pages.certainty import certainty, notes_of, settled_text
from bot.publish.pages.figures import FiguresPart, figures_part
from bot.publish.pages.history import HistoryRow, history_rows
from bot.publish.pages.lines import line_html, moment_html
from bot.publish.pages.said import SaidPart, said_of
from bot.publish.pages.versions import PostPart, posts_of
from bot.publish.site import Site, night_file, night_page
from storage.views.readings import TallyView
from storage.views.record import NightRecord, RecordSide
from storage.views.regimes import REGIMES

GONE = N_("The channel's page has not shown post {number} since {since}; the figures here are those it stated last.")
LAST_SEEN = N_("It was last seen {time}.")


@dataclass(frozen=True, slots=True)
class NightLead:
    """The head of a page about a night: ``path`` is that of its page, ``json`` that of its data, from the root."""

    day: date
    title: str
    path: str
    json: str
    settled: bool
    status: str
    said: tuple[SaidPart, ...]
    windows: tuple[str, ...]
    certainty: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class TallyPart:
    """The figures of a night, or of another period, under its hours; ``source`` is the post's line."""

    title: str
    figures: FiguresPart
    source: Markup


@dataclass(frozen=True, slots=True)
class SidePart:
    """Everything a page shows of one side of a night."""

    channel: str
    claimant: str
    name: str
    about: str
    gone: Markup
    silence: Markup
    parts: tuple[TallyPart, ...]
    notes: tuple[Markup, ...]
    history: tuple[HistoryRow, ...]
    starts_unseen: bool
    posts: tuple[PostPart, ...]
    regimes: tuple[str, ...]


def lead_of(audience: Audience, record: NightRecord) -> NightLead:
    """Return the head of a page about a night."""
    windows = [
        text
        for side in record.sides
        for text in window_texts(audience, side.night, side.windows, record.day)
    ]  # fmt: skip
    return NightLead(
        day=record.day,
        title=night_title(audience.words, record.day),
        path=night_page(record.day),
        json=night_file(record.day),
        settled=record.settled,
        status=settled_text(audience, record),
        said=said_of(audience, record),
        windows=tuple(windows),
        certainty=certainty(audience, record),
    )


def side_of(audience: Audience, site: Site, record: NightRecord, side: RecordSide, said: SaidPart) -> SidePart:
    """Return a side of a night."""
    words = audience.words
    posts = posts_of(audience, site, record, side)
    return SidePart(
        channel=side.channel,
        claimant=side.claimant.value,
        name=said.name,
        about=words.say(ABOUT[side.attacker]),
        gone=_gone(audience, side, posts),
        silence=Markup() if side.night else said.html,
        parts=tuple(_tallies(audience, side)),
        notes=tuple(_notes(audience, side)),
        history=history_rows(audience, side, record.day),
        starts_unseen=side.starts_unseen,
        posts=posts,
        regimes=tuple(
            regime_sentence(words, one) for one in REGIMES if one.channel == side.channel and one.since <= record.day
        ),
    )


def _tallies(audience: Audience, side: RecordSide) -> Iterator[TallyPart]:
    for view in [*([side.night] if side.night else []), *side.windows]:
        source = line_html(source_line(audience, view.source))
        yield TallyPart(_hours(audience, view), figures_part(audience.words, view), source)


def _hours(audience: Audience, view: TallyView) -> str:
    """``Night, 18:00–09:00 Kyiv``, ``by day, 08:00–18:30 Kyiv``."""
    words = audience.words
    hours = window_text(words, view.tally) or words.say("hours not given")
    title = f"{words.say('the night') if view.night else period_name(words, view.tally)}, {hours}"
    return title[:1].upper() + title[1:]


def _notes(audience: Audience, side: RecordSide) -> Iterator[Markup]:
    """Yield what is doubtful, and which posts count in no total; what a silence already says is not said twice."""
    yield from notes_of(audience, side, doubts_alone=side.night is None)
    yield from map(line_html, uncounted_lines(audience, side.others))


def _gone(audience: Audience, side: RecordSide, posts: tuple[PostPart, ...]) -> Markup:
    telling = next((one for one in posts if one.tells), None)
    if side.gone_since is None or telling is None:
        return Markup()
    since = moment_html(audience, side.gone_since)
    said = escape(audience.words.say(GONE, number=telling.number, since="{since}")).format(since=since)
    if not telling.last_seen:
        return said
    return said + " " + escape(audience.words.say(LAST_SEEN, time="{time}")).format(time=telling.last_seen)
