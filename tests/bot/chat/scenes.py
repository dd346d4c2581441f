"""Databases for the golden transcripts: invented posts in the channels' shapes, real figures where a post is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import parsers
from bot.demo.nights import sample_nights
from bot.demo.templates import text_of
from parsers.records import Count, Hedge, Kind, NotAReport, Outcome, RegionCount, Sighting, Unreadable
from storage.channels import cursors
from storage.engines.engine import Database
from storage.posts.intake import take_in
from tests.bot.chat.scenes_held import held_back, two_shapes
from tests.storage.builders import at, followed, line, night, post, reading, tally

LAUNCHED, DOWN, DOWNED, LOST = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.DOWNED, Outcome.LOST
TYPES = ("shahed", "gerbera", "decoy")


def sites(number: int) -> Count:
    return Count(number, Hedge.EXACT, (0, 0))


def named(*codes: str) -> tuple[RegionCount, ...]:
    return tuple(RegionCount(code, None, (0, 0)) for code in codes)


def nights_before(db: Database, day: str, *launched: int) -> None:
    """Store one night per number; the last is the one before ``day``."""
    first = date.fromisoformat(day) - timedelta(days=len(launched))
    for step, number in enumerate(launched):
        night(db, "kpszsu", 1000 + step, (first + timedelta(days=step)).isoformat(), line(LAUNCHED, number, *TYPES))


def whole_night(db: Database) -> None:
    """The night of 21–22 September 2026; the Air Force's figures are those of its post 79455."""
    nights_before(db, "2026-09-22", 100, 110, 120, 130, 140, 150, 160)
    night(
        db, "kpszsu", 79455, "2026-09-22",
        line(LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE),
        line(LAUNCHED, None, "iskander-m", "s-400", "kn-23", kind=Kind.BALLISTIC_MISSILE),
        line(LAUNCHED, None, "oniks", kind=Kind.ANTI_SHIP_MISSILE),
        line(LAUNCHED, 8, "banderol", "dan-t", kind=Kind.LOITERING_MUNITION),
        line(LAUNCHED, 212, *TYPES),
        line(DOWN, 186, kind=Kind.TARGET, total=True),
        line(DOWN, 1, "kalibr", kind=Kind.CRUISE_MISSILE),
        line(DOWN, 8, "banderol", "dan-t", kind=Kind.LOITERING_MUNITION),
        line(DOWN, 177, *TYPES),
        posted="05:31", hit_sites=sites(22), debris_sites=sites(4), targets=("UA-12", "UA-35", "UA-53"),
    )  # fmt: skip
    night(
        db, "mod_russia", 67001, "2026-09-22", line(DOWNED, 91),
        posted="04:48", regions=named("RU-BRY", "RU-BEL", "UA-43"),
    )  # fmt: skip
    for channel in ("kpszsu", "mod_russia"):
        followed(db, channel, "2026-09-22 06:12")


def older_layout(db: Database) -> None:
    """The night of 19–20 May 2025, which states lost drones separately."""
    night(
        db, "kpszsu", 34001, "2025-05-20",
        line(LAUNCHED, 108, *TYPES), line(DOWNED, 35, *TYPES), line(LOST, 58, *TYPES),
        targets=("UA-59", "UA-18", "UA-14", "UA-12"),
    )  # fmt: skip
    night(db, "mod_russia", 52001, "2025-05-20", line(DOWNED, 8))


def day_beside_night(db: Database) -> None:
    """A night with jet-powered drones, then a day of its own; the ministry's evening and night overlap."""
    night(
        db, "kpszsu", 80253, "2026-09-26",
        line(LAUNCHED, 173, *TYPES), line(LAUNCHED, 50, "jet-drone", hedge=Hedge.AT_LEAST, share=True),
        line(DOWN, 134, "shahed", "gerbera", "other-drone"), hit_sites=sites(19), debris_sites=sites(8),
    )  # fmt: skip
    post(db, "kpszsu", 80300, "2026-09-26 16:05")
    day = tally("kpszsu", "2026-09-26 06:00", "2026-09-26 15:30", line(LAUNCHED, 41, *TYPES), line(DOWN, 38, *TYPES))
    reading(db, "kpszsu", 80300, day, ends_on="2026-09-26")
    post(db, "mod_russia", 68000, "2026-09-26 04:10")
    evening = tally("mod_russia", "2026-09-25 17:00", "2026-09-25 21:30", line(DOWNED, 12))
    reading(db, "mod_russia", 68000, evening, ends_on="2026-09-26")
    night(db, "mod_russia", 68001, "2026-09-26", line(DOWNED, 63), regions=(RegionCount("RU-BEL", 40, (0, 0)),))
    for channel in ("kpszsu", "mod_russia"):
        followed(db, channel, "2026-09-26 16:10")


def silences(db: Database) -> None:
    """The morning of 22 September: the Air Force has not posted yet and the ministry's channel cannot be reached."""
    nights_before(db, "2026-09-22", *range(100, 112))
    post(db, "kpszsu", 1012, "2026-09-22 07:29", "Загроза застосування дронів.")
    reading(db, "kpszsu", 1012, NotAReport())
    followed(db, "kpszsu", "2026-09-22 07:30")
    night(db, "mod_russia", 67000, "2026-09-21", line(DOWNED, 30))
    followed(db, "mod_russia", "2026-09-22 05:02")


def paused(db: Database) -> None:
    """The same morning; the operator paused the Air Force's channel an hour ago, the ministry's on the eve."""
    silences(db)
    followed(db, "kpszsu", "2026-09-22 06:30")
    followed(db, "mod_russia", "2026-09-21 18:02")
    for channel in ("kpszsu", "mod_russia"):
        cursors.pause(db, channel, "operator: paused with /pause following")


def not_understood(db: Database) -> None:
    """An Air Force report that could not be read completely."""
    nights_before(db, "2026-09-22", 100)
    post(db, "kpszsu", 79455, "2026-09-22 05:31", "Збито багато <цілей> & ще 7.\nДеталі згодом.")
    reading(db, "kpszsu", 79455, Unreadable("no_launched"))
    for channel in ("kpszsu", "mod_russia"):
        followed(db, channel, "2026-09-22 07:30")


def two_weeks(db: Database) -> None:
    """Fourteen nights of which two are missing, a region named now and then, one report refused, missiles withheld."""
    for day, launched, down in (
        (9, 100, 80), (10, 120, 90), (11, 90, 70), (12, 200, 150), (13, 110, 100), (15, 130, 104),
        (16, 150, 120), (17, 95, 76), (18, 140, 112), (19, 160, 128), (21, 175, 140), (22, 212, 177),
    ):  # fmt: skip
        places = ("UA-51", "UA-63") if day in {12, 19} else ("UA-59",)
        missiles = line(LAUNCHED, None if day == 22 else 4, "kalibr", kind=Kind.CRUISE_MISSILE)
        found = [line(LAUNCHED, launched, *TYPES), line(DOWN, down, *TYPES)] + [missiles] * (day in {12, 22})
        night(db, "kpszsu", 79000 + day, f"2026-09-{day:02}", *found, targets=places)
    post(db, "kpszsu", 79020, "2026-09-20 05:31")
    reading(db, "kpszsu", 79020, Unreadable("no_window"))
    for day, down in ((20, 31), (21, 44), (22, 91)):
        regions = (RegionCount("UA-43", 12, (0, 0)), RegionCount("RU-BEL", None, (0, 0)))
        night(db, "mod_russia", 67000 + day, f"2026-09-{day}", line(DOWNED, down), regions=regions)


def samples(db: Database) -> None:
    """The sample nights posted by then, from the texts of their posts through the reader: May 2025 to October 2026."""
    now = at("2026-10-07 09:00")
    for channel in ("kpszsu", "mod_russia"):
        shown = [
            Sighting(one.number, one.posted, text_of(one), one.posted, "preview")
            for one in sample_nights()
            if one.channel == channel and one.posted <= now
        ]
        take_in(db, channel, shown, parsers.READER)
        followed(db, channel, "2026-10-07 09:00")


def empty(db: Database) -> None:
    """Nothing followed yet."""


# Scene -> the function that fills its database, and the time of the questions (UTC).
SCENES: dict[str, tuple[Callable[[Database], None], datetime]] = {
    "whole_night": (whole_night, at("2026-09-22 06:12")),
    "older_layout": (older_layout, at("2026-09-22 06:12")),
    "day_beside_night": (day_beside_night, at("2026-09-26 16:10")),
    "silences": (silences, at("2026-09-22 07:32")),
    "paused": (paused, at("2026-09-22 07:32")),
    "not_understood": (not_understood, at("2026-09-22 07:32")),
    "two_weeks": (two_weeks, at("2026-09-22 07:32")),
    "samples": (samples, at("2026-10-07 09:02")),
    "empty": (empty, at("2026-09-22 07:32")),
    "bad_input": (empty, at("2026-09-22 07:32")),
    "watches": (empty, at("2026-09-22 07:32")),
    "export": (two_weeks, at("2026-09-22 07:32")),
    "chosen": (whole_night, at("2026-09-22 06:12")),
    "own": (empty, at("2026-09-22 07:32")),
    "held_back": (held_back, at("2026-09-22 07:32")),
    "two_shapes": (two_shapes, at("2026-09-22 07:32")),
}
