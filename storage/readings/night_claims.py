"""Rule which tallies tell the nights of a channel, again where something changed and for as many nights as it affects.

A night is compared with the nights before it, so a change is carried forward, night by night, until nothing changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from parsers.records import (
    HISTORY,
    IMPLAUSIBLE,
    IMPLAUSIBLE_NIGHT,
    NIGHT_TOLD_TWICE,
    Claim,
    Decision,
    Doubt,
    Held,
    Reader,
    Ruling,
    Tally,
    Verdict,
)
from storage.engines.engine import Database
from storage.readings import tallies
from storage.readings.load import Key, StoredReading, load_all
from storage.readings.rows import moment_of

# The doubts that only a ruling raises.
RULED = frozenset({IMPLAUSIBLE_NIGHT, NIGHT_TOLD_TWICE})


@dataclass(frozen=True, slots=True)
class RuledClaim:
    """A claim with the version that makes it, and the stored ruling on it."""

    key: Key
    claim: Claim
    ruling: Ruling
    held: Held | None

    @property
    def tells(self) -> bool:
        return self.held is None and not self.ruling.beside


def rule_nights(db: Database, channel: str, days: Collection[date], reader: Reader) -> list[StoredReading]:
    """Rule again on the nights from the first of ``days`` to the last, and on later ones that this changes.

    Call it in the transaction of the change. Returns the tallies whose ruling changed, as they were before.
    """
    changed: list[StoredReading] = []
    rounds = RulingRounds(days)
    for first, last in rounds:
        found = _claims(db, channel, first - HISTORY, last + HISTORY)
        fresh = [one for one in found if one.claim.night >= first]
        known = _known([one for one in found if one.claim.night < first])
        ruled = zip(fresh, reader.rule([one.claim for one in fresh], known), strict=True)
        other = [(one, ruling) for one, ruling in ruled if _differs(one, ruling)]
        changed += _keep(db, other, reader)
        rounds.changed({one.claim.night for one, _ in other})
    return changed


class RulingRounds:
    """The ranges of nights to rule again: those of a change, then the later ones that it changed, until none are."""

    def __init__(self, nights: Collection[date]) -> None:
        self._first, self._last = min(nights, default=date.max), max(nights, default=date.min)

    def __iter__(self) -> Iterator[tuple[date, date]]:
        while self._first <= self._last:
            first, last = self._first, self._last
            self._first, self._last = last + timedelta(days=1), date.min
            yield first, last

    def changed(self, nights: Collection[date]) -> None:
        """Go on with the nights after this range of which a ruling changed."""
        self._last = max(nights, default=date.min)


def _known(before: Sequence[RuledClaim]) -> dict[date, int]:
    """Return how many drones each night told of before; of several tallies of a night the later one counts."""
    told = {one.claim.night: one.claim.drones for one in before if one.tells}
    return {night: drones for night, drones in told.items() if drones is not None}


def _differs(one: RuledClaim, ruling: Ruling) -> bool:
    held = Held.IMPLAUSIBLE if one.claim.implausible or ruling.held else None
    if one.claim.decision is not None:
        held = Held.DROPPED if one.claim.decision is Decision.DROPPED else None
    return (held, ruling.beside, ruling.doubts) != (one.held, one.ruling.beside, one.ruling.doubts)


def _keep(db: Database, other: Sequence[tuple[RuledClaim, Ruling]], reader: Reader) -> list[StoredReading]:
    before = load_all(db, [one.key for one, _ in other])
    for one, ruling in other:
        kept = before[one.key]
        verdict = replace(
            own_verdict(kept),
            doubts=own_verdict(kept).doubts + ruling.doubts,
            held=one.claim.implausible or ruling.held,
            beside=ruling.beside,
        )
        save_verdict(db, kept, verdict, reader)
    return list(before.values())


def own_verdict(kept: StoredReading) -> Verdict:
    """Return the verdict of a tally's neighbours, without the ruling on its night."""
    assert kept.scope, "of a tally"
    doubts = tuple(doubt for doubt in kept.judged if doubt.code not in RULED)
    return Verdict(kept.scope, doubts, held=any(doubt.code == IMPLAUSIBLE for doubt in doubts))


def ruled_verdict(kept: StoredReading, own: Verdict) -> Verdict:
    """Return a new verdict of the neighbours, with the stored ruling on the night until it is ruled on again."""
    ruled = tuple(doubt for doubt in kept.judged if doubt.code in RULED)
    held = own.held or any(doubt.code == IMPLAUSIBLE_NIGHT for doubt in ruled)
    return replace(own, doubts=own.doubts + ruled, held=held, beside=kept.beside)


def save_verdict(db: Database, kept: StoredReading, verdict: Verdict, reader: Reader) -> None:
    """Save a tally as it was read, with another verdict on it."""
    assert isinstance(kept.reading, Tally), "only tallies are judged"
    nights = reader.nights(kept.key.channel, kept.reading)
    tallies.save(
        db,
        *kept.key,
        kept.reading,
        reader_version=kept.reader_version,
        reader=kept.reader,
        nights=nights,
        judged=verdict,
    )


def _claims(db: Database, channel: str, first: date, last: date) -> list[RuledClaim]:
    """Return the current tallies that would speak for the nights from first to last, each night's ordered by post."""
    edges = (channel, first.isoformat(), last.isoformat())
    rows = db.execute(
        """SELECT claimed_night, message_id, revision, format, window_start, window_end, drones, held, is_beside,
            decision FROM current_readings LEFT JOIN revisions USING (channel, message_id, revision)
            LEFT JOIN decisions USING (channel, message_id, sha256)
            WHERE channel = ? AND claimed_night BETWEEN ? AND ? ORDER BY claimed_night, message_id""",
        edges,
    ).fetchall()
    doubts = _doubts(db, edges)
    return [_standing(channel, row, doubts[row[1], row[2]]) for row in rows]


def _standing(channel: str, row: Sequence[Any], doubts: Sequence[Doubt]) -> RuledClaim:
    night, message_id, revision, layout, start, end, drones, held, beside, decision = row
    ruled = tuple(doubt for doubt in doubts if doubt.code in RULED)
    return RuledClaim(
        key=Key(channel, message_id, revision),
        claim=Claim(
            night=date.fromisoformat(night),
            format=layout,
            start=moment_of(start),
            end=moment_of(end),
            drones=drones,
            implausible=any(doubt.code == IMPLAUSIBLE for doubt in doubts),
            decision=Decision(decision) if decision else None,
        ),
        ruling=Ruling(ruled, beside=bool(beside)),
        held=Held(held) if held else None,
    )


def _doubts(db: Database, edges: tuple[str, str, str]) -> defaultdict[tuple[int, int], list[Doubt]]:
    """Return the doubts that hold a claim back or come from a ruling, by the version that makes the claim."""
    found: defaultdict[tuple[int, int], list[Doubt]] = defaultdict(list)
    rows = db.execute(
        f"""SELECT message_id, revision, code, detail FROM current_readings
            JOIN doubts USING (channel, message_id, revision)
            WHERE channel = ? AND claimed_night BETWEEN ? AND ? AND told_by = 'neighbours'
                AND code IN ({", ".join("?" * (len(RULED) + 1))})
            ORDER BY position""",  # nosec B608: marks
        (*edges, *sorted(RULED), IMPLAUSIBLE),
    ).fetchall()
    for message_id, revision, code, detail in rows:
        found[message_id, revision].append(Doubt(code, detail))
    return found
