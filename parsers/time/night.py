"""Which night a tally speaks for, by its window and clock, and which of several tallies represents a night."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from parsers.channels import CHANNELS
from parsers.records import (
    HISTORY,
    IMPLAUSIBLE_NIGHT,
    NIGHT_TOLD_TWICE,
    Claim,
    Decision,
    Doubt,
    Nights,
    Ruling,
    Scope,
    Tally,
)

NIGHT_HOURS = (time(0), time(6))
HALF_THE_NIGHT = time(3)
# No night of four years is above three times the highest of the 14 nights known before it (1,049 nights of the attack
# on Ukraine and 441 claimed over Russia; with twelve known, nine times were seen). If nights are small, a wave is
# normal.
FACTOR = 5
NIGHTS_NEEDED = 14
FEW_DRONES = 50


def nights_of(channel: str, tally: Tally) -> Nights:
    """Return the night of a national tally, and the local date on which its window ends.

    The night of a date is that of the tally whose window covers most of 00:00-06:00 local time on that date: more than
    half of those hours is required. A window known by its dates alone is the night to its end if it spans two days.
    """
    window = tally.window
    if window is None or window.end is None:
        return Nights(None, None)
    zone = CHANNELS[channel].zone
    if not isinstance(window.end, datetime):
        ends_on: date = window.end
        night = ends_on if _begins_before_the_night_is_half_over(window.start, ends_on, zone) else None
    else:
        end = window.end.astimezone(zone)
        ends_on = end.date()
        night = ends_on if _covers_the_night(window.start, end, ends_on) else None
    return Nights(night if tally.scope is Scope.NATIONAL else None, ends_on)


def _begins_before_the_night_is_half_over(start: datetime | date | None, day: date, zone: ZoneInfo) -> bool:
    """Return whether a window that ends on ``day``, at an unknown hour, may be its night.

    «С 8.00 до обеда» is not.
    """
    if isinstance(start, datetime):
        return start.astimezone(zone) < datetime.combine(day, HALF_THE_NIGHT, tzinfo=zone)
    return start is not None and start < day


def _covers_the_night(start: datetime | date | None, end: datetime, day: date) -> bool:
    """Return whether a window ending at ``end`` covers more than half of the small hours of ``day``."""
    first, last = (datetime.combine(day, hour, tzinfo=end.tzinfo) for hour in NIGHT_HOURS)
    if not isinstance(start, datetime):
        return start is not None and start < day and end > first + (last - first) / 2
    covered = min(end, last) - max(start.astimezone(end.tzinfo), first)
    return covered > timedelta(hours=3)


def rule(claims: Sequence[Claim], known: Mapping[date, int]) -> list[Ruling]:
    """Return a ruling for each claim of one channel to a night: held back, the night's report, or beside it.

    ``claims`` are night by night, and each night's in the order of their posts; ``known`` are the drones of the nights
    before the first of them. A night of more than five times the drones of any of the 90 days before is held back until
    the operator releases it, and does not count as history for later ones. Of several tallies of a night, the later one
    represents it while both have one shape, as a corrected post has. One of another shape is kept beside it, and both
    are doubted, until a later post agrees with either or the operator decides.
    """
    drones_by_night = dict(known)
    rulings: list[Ruling] = []
    for night, some in groupby(claims, key=lambda claim: claim.night):
        group = list(some)
        beyond = [
            None if claim.implausible else _beyond_history(claim.drones, night, drones_by_night) for claim in group
        ]
        standing = [n for n, claim in enumerate(group) if _stands(claim, held=bool(beyond[n]))]
        teller, aside, open_ = _teller(group, standing)
        if teller is not None and (drones := group[teller].drones) is not None:
            drones_by_night[night] = drones
        for n, claim in enumerate(group):
            doubts = [doubt for doubt in (beyond[n], _told_twice(claim, group, teller, open_, n)) if doubt]
            rulings.append(Ruling(tuple(doubts), held=beyond[n] is not None, beside=n in aside))
    return rulings


def _stands(claim: Claim, *, held: bool) -> bool:
    """Return whether a claim is shown: as the operator decided, else if none of its numbers is implausible."""
    if claim.decision is not None:
        return claim.decision is Decision.RELEASED
    return not claim.implausible and not held


def _beyond_history(drones: int | None, night: date, drones_by_night: Mapping[date, int]) -> Doubt | None:
    """Return a doubt if a night has far more drones than every night of the 90 days before, or None."""
    history = [number for day, number in drones_by_night.items() if night - HISTORY <= day < night]
    if drones is None or drones <= FEW_DRONES or len(history) < NIGHTS_NEEDED or drones <= FACTOR * max(history):
        return None
    return Doubt(
        IMPLAUSIBLE_NIGHT,
        f"{drones} drones, at most {max(history)} on the {len(history)} nights known of the 90 days before",
    )


def _teller(group: Sequence[Claim], standing: Sequence[int]) -> tuple[int | None, set[int], list[int]]:
    """Return which claim represents the night, which ones are beside it, and which of those are not settled yet."""
    teller: int | None = None
    aside: set[int] = set()
    unsettled: list[int] = []
    for n in standing:
        sides = [one for one in unsettled if _shape(group[one]) == _shape(group[n])]
        if teller is None or group[n].decision is Decision.RELEASED or _shape(group[teller]) == _shape(group[n]):
            teller, unsettled = n, []
        elif sides:
            teller, unsettled = n, []
            aside -= set(sides)
        else:
            unsettled.append(n)
            aside.add(n)
    return teller, aside, unsettled


def _shape(claim: Claim) -> tuple[object, ...]:
    """Return what two posts of one night share if the later one only corrects the earlier (@kpszsu, @mod_russia)."""
    return claim.format, claim.start, claim.end


def _told_twice(
    claim: Claim, group: Sequence[Claim], teller: int | None, unsettled: Sequence[int], n: int
) -> Doubt | None:
    if teller is None or (n != teller and n not in unsettled) or not unsettled:
        return None
    other = group[unsettled[-1] if n == teller else teller]
    when = "later" if n == teller else "first"
    what = _window(other) if _window(other) != _window(claim) else f"another layout ({other.format})"
    return Doubt(NIGHT_TOLD_TWICE, f"the night to {claim.night} is told {when} by a report of {what}")


def _window(claim: Claim) -> str:
    start, end = (f"{edge:%Y-%m-%d %H:%M} UTC" if isinstance(edge, datetime) else str(edge or "no stated hour")
                  for edge in (claim.start, claim.end))  # fmt: skip
    return f"{start} to {end}"
