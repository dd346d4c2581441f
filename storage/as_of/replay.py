"""What told each night, over time: the versions of a channel's posts in the order in which they were known. Pure.

The verdicts that are stored are those of now. Here every version that appeared is judged beside what was known then, by
the same rules, so that a night is told as it was told at any time, also of history that was read in later.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from parsers.records import HISTORY, Claim, Decision, Reader, Scope, Tally
from storage.as_of.stated import Stated
from storage.readings.night_claims import RulingRounds

# A post is replaced by one that ends on the same local date; times of two zones may be a day apart.
NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """Which version told a night from ``since`` on, because of ``cause``; None where none did."""

    since: int
    cause: Stated
    by: Stated | None


@dataclass(slots=True)
class _Standing:
    """A post as it stands, and what its neighbours make of it."""

    stated: Stated
    tally: Tally
    decision: Decision | None
    drones: int | None
    scope: Scope
    implausible: bool
    held: bool = False
    beside: bool = False

    @property
    def night(self) -> date | None:
        """Return the night it claims."""
        return self.stated.claims if self.scope is Scope.NATIONAL else None

    @property
    def counts(self) -> bool:
        """Return whether it is a neighbour of others."""
        own = self.implausible and self.decision is not Decision.RELEASED
        return not own and self.decision is not Decision.DROPPED

    @property
    def tells(self) -> bool:
        return not self.held and not self.beside


class Replay:
    """One channel's posts, taken in version by version; ``told`` has what told each night, oldest first."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._standing: dict[int, _Standing] = {}
        self._by_end: defaultdict[date, set[int]] = defaultdict(set)
        self._by_night: defaultdict[date, set[int]] = defaultdict(set)
        self._nights: list[date] = []
        self.told: defaultdict[date, list[Told]] = defaultdict(list)

    def take_all(self, stated: Sequence[Stated]) -> None:
        """Take in all versions, those of one second together."""
        for since, group in groupby(_moments(stated), key=lambda one: one[0]):
            self._take(since, [one for _, one in group])

    def _take(self, since: int, changes: Sequence[Stated]) -> None:
        nights: set[date] = set()
        days: set[date] = set()
        for one in changes:
            before = self._standing.get(one.key.message_id)
            nights |= {day for day in (before.night if before else None,) if day}
            days |= {day for day in (before and before.stated.ends_on, one.ends_on) if day}
            self._put(one, since)
        for message_id in {number for day in days for number in self._near(day)}:
            nights |= self._judge(message_id)
        nights |= {one.night for one in self._these(changes) if one.night}
        for night in sorted(nights | self._rule(nights)):
            self._tell(since, night, changes)

    def _these(self, changes: Iterable[Stated]) -> Iterable[_Standing]:
        return (self._standing[one.key.message_id] for one in changes if one.key.message_id in self._standing)

    def _put(self, one: Stated, since: int) -> None:
        """Let a version stand in place of the one before."""
        number = one.key.message_id
        before = self._standing.pop(number, None)
        if before:
            self._move(number, before.night, None)
            if before.stated.ends_on:
                self._by_end[before.stated.ends_on].discard(number)
        if one.tally is None or one.ends_on is None:
            return
        verdict = self._reader.judge(one.tally, ())
        decision = one.decision[1] if one.decision and one.decision[0] <= since else None
        standing = _Standing(one, one.tally, decision, one.tally.drones, verdict.scope, verdict.held)
        standing.held = _is_held(standing)
        self._standing[number] = standing
        self._by_end[one.ends_on].add(number)
        self._move(number, None, standing.night)

    def _move(self, number: int, old: date | None, new: date | None) -> None:
        if old:
            self._by_night[old].discard(number)
        if new:
            if new not in self._by_night:
                insort(self._nights, new)
            self._by_night[new].add(number)

    def _near(self, day: date) -> Iterable[int]:
        return (number for step in (-NEAR, 0 * NEAR, NEAR) for number in self._by_end.get(day + step, ()))

    def _judge(self, number: int) -> set[date]:
        """Judge a post's scope again beside its neighbours; return the nights that this concerns."""
        one = self._standing[number]
        assert one.stated.ends_on, "stands by its end"
        others = (self._standing[other] for other in self._near(one.stated.ends_on) if other != number)
        around = [other.tally for other in others if other.tally.scope is Scope.NATIONAL and other.counts]
        scope, before = self._reader.judge(one.tally, around).scope, one.night
        if scope is one.scope:
            return set()
        one.scope = scope
        self._move(number, before, one.night)
        return {night for night in (before, one.night) if night}

    def _rule(self, nights: set[date]) -> set[date]:
        """Rule again on which post tells these nights, and later ones that this changes; return all that changed."""
        changed: set[date] = set()
        rounds = RulingRounds(nights)
        for first, last in rounds:
            fresh = [one for night in self._between(first, last + HISTORY) for one in self._claims(night)]
            known = {night: drones for night in self._between(first - HISTORY, first - NEAR)
                     if (drones := self._drones(night)) is not None}  # fmt: skip
            rulings = self._reader.rule([_claim(one) for one in fresh], known)
            others: set[date] = set()
            for one, ruling in zip(fresh, rulings, strict=True):
                held = _is_held(one, by_night=ruling.held)
                if (held, ruling.beside) != (one.held, one.beside):
                    one.held, one.beside = held, ruling.beside
                    others |= {one.night} if one.night else set()
            rounds.changed(others)
            changed |= others
        return changed

    def _between(self, first: date, last: date) -> list[date]:
        return self._nights[bisect_left(self._nights, first) : bisect_right(self._nights, last)]

    def _claims(self, night: date) -> list[_Standing]:
        return [self._standing[number] for number in sorted(self._by_night.get(night, ()))]

    def _drones(self, night: date) -> int | None:
        found = [one.drones for one in self._claims(night) if one.tells]
        return found[-1] if found else None

    def _tell(self, since: int, night: date, changes: Sequence[Stated]) -> None:
        """Record what tells a night now, if it is another version than before."""
        telling = [one.stated for one in self._claims(night) if one.tells]
        by = max(telling, key=lambda one: (one.published_at, one.key.message_id), default=None)
        before = self.told[night][-1].by if self.told[night] else None
        if by is before:
            return
        own = [one for one in changes if by and one.key.message_id == by.key.message_id]
        old = [one for one in changes if before and one.key.message_id == before.key.message_id]
        self.told[night].append(Told(since, (own or old or list(changes))[-1], by))


def _moments(stated: Sequence[Stated]) -> list[tuple[int, Stated]]:
    """Return when what changes, in order: a version appears, or the operator decides about it while it stands."""
    found = [(one.since, one) for one in stated]
    until: dict[int, int] = {}
    for one in reversed(stated):
        end = until.get(one.key.message_id)
        if one.decision and one.since < one.decision[0] and (end is None or one.decision[0] < end):
            found.append((one.decision[0], one))
        until[one.key.message_id] = one.since
    return sorted(found, key=lambda one: (one[0], one[1].since, one[1].key))


def _is_held(one: _Standing, *, by_night: bool = False) -> bool:
    if one.decision is not None:
        return one.decision is Decision.DROPPED
    return one.implausible or by_night


def _claim(one: _Standing) -> Claim:
    window, night = one.tally.window, one.night
    assert night, "it claims one"
    return Claim(
        night=night,
        format=one.tally.format,
        start=window.start if window else None,
        end=window.end if window else None,
        drones=one.drones,
        implausible=one.implausible,
        decision=one.decision,
    )
