"""A report of another period than the night: by day, or other hours; and reports that overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from bot.chat.language import N_, Language
from bot.chat.messages.sentences import side_sentence
from bot.chat.messages.tally import window_text
from parsers.channels import CHANNELS
from parsers.records import Claimant, Tally, Window
from storage.views.readings import TallyView

OVERLAPPING = {
    Claimant.UA_AIR_FORCE: N_("Two reports by Ukraine's Air Force overlap by {length}, so they are not added."),
    Claimant.RU_MOD: N_("Two reports by Russia's Defence Ministry overlap by {length}, so they are not added."),
}
# A day report begins after the night, at 06:00 at the earliest, and ends before it begins again (both sides' habit).
DAY_BEGINS, DAY_ENDS = 5, 22


def window_sentence(words: Language, view: TallyView, day: date, told_in: ZoneInfo) -> str:
    """Return the sentence of a report of other hours, which stand before it: ``By day, 08:00–18:30, …``.

    The date stands there, too, if the report does not end on ``day``.
    """
    hours, said = window_text(words, view.tally, told_in), side_sentence(words, view)
    when = words.long_day(view.ends_on) if view.ends_on and view.ends_on != day else ""
    if is_by_day(view.tally):
        if when:
            return words.say("By day on {day}, {hours}, {said}", day=when, hours=hours, said=said)
        return words.say("By day, {hours}, {said}", hours=hours, said=said)
    period = ", ".join(filter(None, [hours, when])) or words.say("hours not given")
    return words.say("For another period, {period}, {said}", period=period, said=said)


def period_name(words: Language, tally: Tally) -> str:
    """Return what stands in the details before the hours: ``by day``, ``another period``."""
    return words.say("by day") if is_by_day(tally) else words.say("another period")


def is_by_day(tally: Tally) -> bool:
    """Return whether the hours of a tally lie within one day, in its claimant's zone."""
    times = _times(tally.window)
    if times is None:
        return False
    zone = next(row.zone for row in CHANNELS.values() if row.claimant is tally.claimant)
    start, end = (one.astimezone(zone) for one in times)
    return start.date() == end.date() and start.hour >= DAY_BEGINS and end.hour < DAY_ENDS


def overlaps(views: Sequence[TallyView]) -> Iterator[tuple[TallyView, TallyView, timedelta]]:
    """Yield the pairs of one side's reports that share time, and how much."""
    for one, other in combinations(views, 2):
        first, second = _times(one.tally.window), _times(other.tally.window)
        if one.source.channel == other.source.channel and first and second:
            shared = min(first[1], second[1]) - max(first[0], second[0])
            if shared > timedelta():
                yield one, other, shared


def overlap_text(words: Language, one: TallyView, other: TallyView, shared: timedelta) -> str:
    """Say which reports overlap, by how long, and what follows from it."""
    length = words.length(shared)
    if (one.night is None) != (other.night is None) and is_by_day((other if one.night else one).tally):
        return words.say(
            "The day report overlaps the night report by {length}, so they are not added.", length=length
        )  # fmt: skip
    return words.say(OVERLAPPING[one.tally.claimant], length=length)


def _times(window: Window | None) -> tuple[datetime, datetime] | None:
    if window and isinstance(window.start, datetime) and isinstance(window.end, datetime):
        return window.start, window.end
    return None
