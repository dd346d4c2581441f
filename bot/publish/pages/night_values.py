"""A night of a channel as charts and tables show it, from its record or from its row of ``nights.csv``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records import Attacker, Hedge, Kind, Outcome
from storage.readings.load import Key
from storage.views.figures import DOWN, MISSILES, Figure, Part, figure, lines_figure
from storage.views.record import NightRecord, NightStatus, RecordSide

JAMMED = (Outcome.SUPPRESSED, Outcome.LOST)
NOWHERE = Key("", 0, 0)


@dataclass(frozen=True, slots=True)
class NightValue:
    """A night of one side: its drones and missiles, None where the report does not speak of them.

    ``down`` is what was shot down, or shot down or jammed where that is one figure (``down_as_one``). ``lost`` is
    what was lost to jamming, or jammed, and told apart from it.
    """

    day: date
    attacker: Attacker
    status: NightStatus
    launched: Figure | None = None
    down: Figure | None = None
    down_as_one: bool = False
    lost: Figure | None = None
    lost_as: Outcome = Outcome.LOST
    missiles: Figure | None = None
    settled: bool = True

    @property
    def is_known(self) -> bool:
        return self.status is NightStatus.TALLY

    @property
    def main(self) -> Figure | None:
        """Return the figure by which nights are compared: the launched, or what was brought down."""
        return self.launched if self.attacker is Attacker.RUSSIA else self.down


def value_of_side(record: NightRecord, side: RecordSide) -> NightValue:
    """Return a night of one side of a record."""
    if side.night is None:
        return NightValue(record.day, side.attacker, side.status, settled=record.settled)
    key, lines, drones = side.night.source.key, side.night.tally.lines, (Kind.DRONE,)
    as_one = lines_figure(key, lines, (Outcome.DOWNED_OR_SUPPRESSED,), drones)
    return NightValue(
        record.day,
        side.attacker,
        side.status,
        launched=lines_figure(key, lines, (Outcome.LAUNCHED,), drones),
        down=lines_figure(key, lines, DOWN, drones),
        down_as_one=as_one is not None,
        lost=lines_figure(key, lines, JAMMED, drones),
        lost_as=Outcome.LOST if lines_figure(key, lines, (Outcome.LOST,), drones) else Outcome.SUPPRESSED,
        missiles=lines_figure(key, lines, (Outcome.LAUNCHED,), MISSILES),
        settled=record.settled,
    )


def values_of_records(records: Iterable[NightRecord], channel: str) -> dict[date, NightValue]:
    """Return the nights of a channel by their dates."""
    return {record.day: value_of_side(record, side) for record in records for side in record.sides
            if side.channel == channel}  # fmt: skip


def values_of_rows(rows: Iterable[Mapping[str, str]], channel: str) -> dict[date, NightValue]:
    """Return the nights of a channel by their dates, from the rows of ``nights.csv``."""
    found = (_value_of_row(row) for row in rows if row["channel"] == channel)
    return {one.day: one for one in found}


def _value_of_row(row: Mapping[str, str]) -> NightValue:
    return NightValue(
        date.fromisoformat(row["night"]),
        Attacker(row["attacker"]),
        NightStatus(row["status"]),
        launched=_figure(row, "drones_launched"),
        down=_figure(row, "drones_downed", "drones_downed_or_suppressed"),
        down_as_one=bool(row["drones_downed_or_suppressed_hedge"]),
        lost=_figure(row, "drones_suppressed", "drones_lost"),
        lost_as=Outcome.LOST if row["drones_lost_hedge"] else Outcome.SUPPRESSED,
        missiles=_figure(row, "missiles_launched"),
        settled=row["settled"] == "true",
    )


def _figure(row: Mapping[str, str], *names: str) -> Figure | None:
    """Return the sum of some columns; None where the report states none of them."""
    return figure(_parts(row, names))


def _parts(row: Mapping[str, str], names: Sequence[str]) -> Iterator[Part]:
    for name in names:
        if hedge := row[f"{name}_hedge"]:
            number = int(row[name]) if row[name] else None
            yield Part(NOWHERE, (0, 0), number, Hedge(hedge))
