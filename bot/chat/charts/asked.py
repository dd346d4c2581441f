"""Which chart a person's words ask for: the same words in the chat and on the command line."""

from __future__ import annotations

from datetime import date

from bot.chat.charts.requests import LENGTHS, NightRequest, RegionRequest
from parsers import ask

# The kinds of charts, as people name them before the rest.
TREND, NIGHT, REGION = KINDS = ("trend", "night", "region")


def chart_asked(text: str, today: date) -> int | NightRequest | RegionRequest | None:
    """Return what to draw: a number of nights up to the newest one, a night, or a region's year; None if the text names
    none of them. ``today`` is the reader's date. Raises ``ask.NoSuchDayError``.

    ``90``, ``yesterday``, ``Odesa``; with the kind before it, ``region Odesa``; nothing at all is the last 30 nights.
    """
    kind, rest = _split(text)
    if kind in {TREND, ""} and (not rest or rest in map(str, LENGTHS)):
        return int(rest or LENGTHS[0])
    question = ask.understood(rest, today)
    code = question.places[0] if question and question.places else ask.place_code(rest)
    if kind in {REGION, ""} and code:
        return RegionRequest(code, today)
    if kind in {NIGHT, ""} and question and question.day and not code:
        return NightRequest(question.day)
    return None


def _split(text: str) -> tuple[str, str]:
    """The kind that the text begins with, empty where it names none, and the rest."""
    first, _, rest = text.strip().partition(" ")
    return (first.lower(), rest.strip()) if first.lower() in KINDS else ("", text.strip())
