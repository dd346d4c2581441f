"""The sample nights: real reports of 2025 and 2026, kept as a table of figures.

``nights.csv`` has a row a report. Figures are the channels' own as ISW and news agencies passed them on; those of
August and September 2026 were read by hand or are EODI's (QuantuSync/droneobservatory, CC BY 4.0), which counts
loitering munitions among the drones. A night of which no figure is known has no row: it is a gap.

An empty cell is "not stated", never zero; ``>``, ``~`` and ``<`` before a number mean "over", "about" and "up to".
Times are local to the claimant, a date alone where no hour is known. ``missiles`` holds ``WEAPONS LAUNCHED/DOWNED
ORIGINS`` with ``;`` between groups, ``+`` inside a group, ``-`` for what is not stated and ``in`` for weapons that the
number of drones takes in. Places are slugs and ISO 3166-2 codes. Left out are: "the west", which was attacked on 13 May
2026; the report of the day of 18 August 2026, whose figures are of jet-powered drones alone; that of the night to 20
September 2026, of which nobody passed on what was downed; how many of each weapon hit.

A report whose number in its channel is known carries it in ``post``. The others get numbers below ``REAL_FROM`` in
the order of their time, so that a channel's page shows them in the right place; such a number is made up, and an answer
must give no link to it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from importlib.resources import files
from zoneinfo import ZoneInfo

from parsers.records import Hedge

# The first real number among the sample nights is 66367; the channels' own posts below 1000 are years older.
REAL_FROM = 1000

ZONES = {"kpszsu": ZoneInfo("Europe/Kyiv"), "mod_russia": ZoneInfo("Europe/Moscow")}
# Whole posts of 2026 come 25 to 60 minutes after the time they state.
POSTED_AFTER = timedelta(minutes=35)
# A report whose window begins on the same date is of the day from this hour on.
FIRST_DAY_HOUR = 6
# When a report that states no hours came out, local time.
POSTED_AT = time(7, 25)
HEDGES = {">": Hedge.AT_LEAST, "~": Hedge.ABOUT, "<": Hedge.AT_MOST}
AMONG_DRONES = "in"
COUNTS = ("launched", "downed", "lost", "jets", "jets_downed", "airborne", "hit_sites", "debris_sites")


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """Missiles counted together: weapon slugs (or a kind alone), numbers, launch places.

    ``among_drones`` is whether the number of drones launched takes them in.
    """

    weapons: tuple[str, ...]
    launched: int | None
    downed: int | None
    origins: tuple[str, ...]
    among_drones: bool = False


@dataclass(frozen=True)
class Sample:
    """One report: its figures, and where and when it was posted. ``start`` and ``end`` are local."""

    channel: str
    number: int
    start: datetime | date
    end: datetime | date
    launched: int | None
    downed: int | None
    lost: int | None
    jets: int | None
    jets_downed: int | None
    missiles: tuple[SampleGroup, ...]
    airborne: int | None
    hit_sites: int | None
    debris_sites: int | None
    origins: tuple[str, ...]
    places: tuple[str, ...]
    hedges: tuple[tuple[str, Hedge], ...] = ()

    def hedge(self, name: str) -> Hedge:
        """Return how firmly a number is stated; ``name`` is that of its field."""
        return dict(self.hedges).get(name, Hedge.EXACT)

    @property
    def launches(self) -> tuple[SampleGroup, ...]:
        """The groups that were launched beside the drones."""
        return tuple(group for group in self.missiles if not group.among_drones)

    @property
    def zone(self) -> ZoneInfo:
        return ZONES[self.channel]

    @property
    def is_known(self) -> bool:
        """Whether the number of the post is its real one."""
        return self.number >= REAL_FROM

    @property
    def is_night(self) -> bool:
        """Whether the report is of a night, not of a day."""
        if not isinstance(self.start, datetime) or not isinstance(self.end, datetime):
            return True
        return self.start.date() < self.end.date() or self.start.hour < FIRST_DAY_HOUR

    @cached_property
    def posted(self) -> datetime:
        """Return when the post came out, in UTC: a little after the time it states."""
        if isinstance(self.end, datetime):
            return (self.end + POSTED_AFTER).astimezone(UTC)
        return datetime.combine(self.end, POSTED_AT, self.zone).astimezone(UTC)


def sample_nights() -> list[Sample]:
    """Every report of the table, in the order in which they were posted."""
    text = files("bot.demo").joinpath("nights.csv").read_text(encoding="utf-8")
    made_up = dict.fromkeys(ZONES, 0)
    samples = []
    for row in csv.DictReader(text.splitlines()):
        made_up[row["channel"]] += 1
        samples.append(_sample(row, made_up[row["channel"]]))
    return sorted(samples, key=lambda sample: sample.posted)


def _sample(row: dict[str, str], made_up: int) -> Sample:
    zone = ZONES[row["channel"]]
    return Sample(
        channel=row["channel"],
        number=_number(row["post"]) or made_up,
        start=_moment(row["start"], zone),
        end=_moment(row["end"], zone),
        **{name: _number(row[name]) for name in COUNTS},
        missiles=tuple(_group(text) for text in row["missiles"].split("; ") if text),
        origins=tuple(row["origins"].split()),
        places=tuple(row["places"].split()),
        hedges=tuple((name, HEDGES[row[name][0]]) for name in COUNTS if row[name][:1] in HEDGES),
    )


def _number(cell: str) -> int | None:
    return int(cell.lstrip("".join(HEDGES))) if cell not in ("", "-", AMONG_DRONES) else None


def _moment(cell: str, zone: ZoneInfo) -> datetime | date:
    return datetime.fromisoformat(cell).replace(tzinfo=zone) if "T" in cell else date.fromisoformat(cell)


def _group(text: str) -> SampleGroup:
    weapons, counts, origins = text.split()
    launched, downed = counts.split("/")
    places = () if origins == "-" else tuple(origins.split("+"))
    return SampleGroup(
        tuple(weapons.split("+")), _number(launched), _number(downed), places, among_drones=launched == AMONG_DRONES
    )
