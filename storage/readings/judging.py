"""Judging tallies by their neighbours: a late arrival can change the verdict on those around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from parsers.records import IMPLAUSIBLE, Decision, Held, Reader, Scope, Tally
from storage.engines.engine import Database
from storage.readings import decisions, tallies
from storage.readings.load import Key, StoredReading
from storage.readings.night_claims import own_verdict, rule_nights, ruled_verdict, save_verdict

# Neighbours of a tally are those whose windows end within this many days of its own: enough for a history of figures
# even for the newest tally, which has neighbours on one side only.
NEIGHBOUR_DAYS = 14
REACH = timedelta(days=NEIGHBOUR_DAYS)

Standing = tuple[date, StoredReading, Tally]


def judge_around(
    db: Database, channel: str, changed: Collection[date], reader: Reader, besides: Collection[Key] = ()
) -> list[StoredReading]:
    """Judge again the current tallies near the days on which something changed, and those of ``besides``.

    Call it in the transaction of the change. Returns those whose verdict changed, as they were before.
    """
    near = _near(db, channel, changed, besides)
    national = [one for one in near if one[2].scope is Scope.NATIONAL and _counts(one[1])]
    ends = [ends_on for ends_on, _, _ in national]
    days = {day + timedelta(days=step) for day in changed for step in range(-NEIGHBOUR_DAYS, NEIGHBOUR_DAYS + 1)}
    judged = {}
    for ends_on, one, tally in near:
        if ends_on in days or one.key in besides:
            around = national[bisect_left(ends, ends_on - REACH) : bisect_right(ends, ends_on + REACH)]
            verdict = reader.judge(tally, [other for _, kept, other in around if kept is not one])
            if verdict != own_verdict(one):
                save_verdict(db, one, ruled_verdict(one, verdict), reader)
                judged[one.key] = one
    nights = {*changed, *(day for day, one, _ in near if one.key in besides or one.key in judged)}
    for one in rule_nights(db, channel, nights, reader):
        judged.setdefault(one.key, one)
    return list(judged.values())


def decide(db: Database, key: Key, decision: Decision | None, reader: Reader, now: datetime) -> None:
    """Release or drop a version of a post, or take that back (None); its neighbours are judged again."""
    decisions.decide(db, key, decision, now)
    kept = tallies.load_all(db, [key]).get(key)
    if kept is None or not isinstance(kept.reading, Tally):
        return
    save_verdict(db, kept, ruled_verdict(kept, own_verdict(kept)), reader)
    day = kept.nights.ends_on
    judge_around(db, key.channel, {day} if day else (), reader, {key})


def _counts(one: StoredReading) -> bool:
    """Return whether a tally counts as a neighbour: not if it is implausible by itself or the operator dropped it."""
    own = any(doubt.code == IMPLAUSIBLE for doubt in one.judged)
    return one.held is None or (one.held is Held.IMPLAUSIBLE and not own)


def _near(db: Database, channel: str, changed: Collection[date], besides: Collection[Key]) -> Sequence[Standing]:
    """Return the current tallies to judge and their neighbours, by the days on which their windows end."""
    own = [one.nights.ends_on for one in tallies.current(db, channel, {key.message_id for key in besides})]
    edges = [day + step * REACH for day in changed for step in (-2, 2)]
    edges += [day + step * REACH for day in own if day for step in (-1, 1)]
    if not edges:
        return ()
    found = tallies.between(db, channel, min(edges), max(edges))
    standing = [
        (one.nights.ends_on, one, one.reading) for one in found if one.nights.ends_on and isinstance(one.reading, Tally)
    ]
    return sorted(standing, key=lambda one: one[0])
