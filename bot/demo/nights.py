"""The sample nights: real reports of 2025 and 2026, kept as a table of figures.

``nights.csv`` has a row a report. Figures are the channels' own as ISW and news agencies passed them on; an empty cell
is "not stated", never zero. Times are local to the claimant, a date alone where no hour is known. ``missiles`` holds
``WEAPONS LAUNCHED/DOWNED ORIGINS`` with ``;`` between groups, ``+`` inside a group and ``-`` for what is not stated.
Places are slugs and ISO 3166-2 codes. One figure is left out: on 13 May 2026 the attack was said to be on "the west".

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

# The first real number among the sample nights is 67797; the channels' own posts below 1000 are years older.
REAL_FROM = 1000

ZONES = {"kpszsu": ZoneInfo("Europe/Kyiv"), "mod_russia": ZoneInfo("Europe/Moscow")}
# Whole posts of 2026 come 25 to 60 minutes after the time they state.
POSTED_AFTER = timedelta(minutes=35)
# A report whose window begins on the same date is of the day from this hour on.
FIRST_DAY_HOUR = 6
# When a report that states no hours came out, local time.
POSTED_AT = time(7, 25)


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """Missiles counted together: weapon slugs (or a kind alone), numbers, launch places."""

    weapons: tuple[str, ...]
    launched: int | None
    downed: int | None
    origins: tuple[str, ...]


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
        launched=_number(row["launched"]),
        downed=_number(row["downed"]),
        lost=_number(row["lost"]),
        jets=_number(row["jets"]),
        jets_downed=_number(row["jets_downed"]),
        missiles=tuple(_group(text) for text in row["missiles"].split("; ") if text),
        airborne=_number(row["airborne"]),
        hit_sites=_number(row["hit_sites"]),
        debris_sites=_number(row["debris_sites"]),
        origins=tuple(row["origins"].split()),
        places=tuple(row["places"].split()),
    )


def _number(cell: str) -> int | None:
    return int(cell) if cell not in ("", "-") else None


def _moment(cell: str, zone: ZoneInfo) -> datetime | date:
    return datetime.fromisoformat(cell).replace(tzinfo=zone) if "T" in cell else date.fromisoformat(cell)


def _group(text: str) -> SampleGroup:
    weapons, counts, origins = text.split()
    launched, downed = counts.split("/")
    places = () if origins == "-" else tuple(origins.split("+"))
    return SampleGroup(tuple(weapons.split("+")), _number(launched), _number(downed), places)
