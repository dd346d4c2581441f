"""Time the views at 400,000 stored posts and 1,100 nights a side: ``python tests/benchmarks/bench_views.py``."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from parsers.records import (
    Attacker,
    Claimant,
    Count,
    Hedge,
    Kind,
    Line,
    Nights,
    Outcome,
    Precision,
    RegionCount,
    Scope,
    Tally,
    Window,
)
from storage import open_store
from storage.engines.engine import Database
from storage.readings import reprocess, tallies
from storage.views import (
    averages,
    comparison,
    latest,
    missing_nights,
    night,
    posting_hours,
    ranges,
    rank,
    records,
    region,
    trend,
)
from storage.views.series import Measure

POSTS = 200_000
NIGHTS = 1_100
FIRST = date(2023, 10, 1)
LAST = FIRST + timedelta(days=NIGHTS - 1)
NOW = datetime(LAST.year, LAST.month, LAST.day, 9, tzinfo=UTC)
KYIV = ZoneInfo("Europe/Kyiv")
CHANNELS = ("kpszsu", "mod_russia")
AIR_FORCE = (
    (Outcome.LAUNCHED, Kind.DRONE, ("shahed", "gerbera", "parody"), 400),
    (Outcome.DOWNED_OR_SUPPRESSED, Kind.DRONE, ("shahed", "gerbera", "other-drone"), 300),
    (Outcome.LAUNCHED, Kind.CRUISE_MISSILE, ("kh-101",), 30),
    (Outcome.DOWNED_OR_SUPPRESSED, Kind.CRUISE_MISSILE, ("kh-101",), 20),
    (Outcome.LAUNCHED, Kind.BALLISTIC_MISSILE, ("iskander-m", "kn-23"), 8),
    (Outcome.LAUNCHED, Kind.LOITERING_MUNITION, ("banderol", "dan-t"), 9),
)
MINISTRY = ((Outcome.DOWNED, Kind.DRONE, (), 150),)
QUICK_MS = 2.0


def fill(db: Database, dice: Random) -> None:
    """Both channels with alerts around a night a day, all of it read."""
    for channel in CHANNELS:
        db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))
        begin = int(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC).timestamp())
        step = NIGHTS * 86_400 // POSTS
        posts = [(channel, number, begin + number * step) for number in range(1, POSTS + 1)]
        db.executemany("INSERT INTO posts (channel, message_id, published_at, is_edited) VALUES (?, ?, ?, 0)", posts)
        texts = [(channel, number, 1, "text " * 30, "sum", at, at, "preview") for _, number, at in posts]
        db.executemany("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", texts)
        alerts = [(channel, number, 1, 1, "one", "not_a_report") for _, number, _ in posts]
        db.executemany(
            """INSERT INTO readings (channel, message_id, revision, reader_version, reader, reading)
                VALUES (?, ?, ?, ?, ?, ?)""",
            alerts,
        )
        for day in range(NIGHTS):
            number = min(POSTS, (day * 86_400 + 6 * 3600) // step)
            said = tally(channel, FIRST + timedelta(days=day), dice)
            nights = Nights(FIRST + timedelta(days=day), FIRST + timedelta(days=day))
            tallies.save(db, channel, number, 1, said, reader_version=1, reader="one", nights=nights, judged=None)
        db.execute("INSERT INTO freshness VALUES (?, ?, ?, ?, NULL, 0, 0)", (channel, *[int(NOW.timestamp())] * 3))


def tally(channel: str, day: date, dice: Random) -> Tally:
    ours = channel == "kpszsu"
    end = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    regions = tuple(RegionCount(f"RU-{name}", dice.randrange(9), (9, 10)) for name in ("BEL", "BRY", "KRS", "ROS"))
    return Tally(
        format="air_force_night" if ours else "ministry_flat",
        scope=Scope.NATIONAL,
        claimant=Claimant.UA_AIR_FORCE if ours else Claimant.RU_MOD,
        attacker=Attacker.RUSSIA if ours else Attacker.UKRAINE,
        window=Window(end - timedelta(hours=14), end, Precision.MINUTE, (0, 30)),
        lines=tuple(
            Line(outcome, kind, weapons, dice.randrange(most), Hedge.EXACT, (40, 43))
            for outcome, kind, weapons, most in (AIR_FORCE if ours else MINISTRY)
        ),
        hit_sites=Count(dice.randrange(20), Hedge.EXACT, (90, 92)) if ours else None,
        origins=("kursk", "oryol", "millerovo") if ours else (),
        targets=tuple(f"UA-{dice.choice((12, 14, 32, 51, 53, 59, 63, 65))}" for _ in range(4)) if ours else (),
        regions=None if ours else regions,
    )


def _timed(db: Database, run: Callable[[Database], object]) -> list[float]:
    return milliseconds(lambda: run(db), 40)


def milliseconds(run: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begin) * 1000)
    return sorted(taken)


def main() -> None:
    """Print the median and the slowest twentieth of each view, and fail where ``latest`` is not quick."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
        store.write_now(fill, Random(1))
        month = (LAST - timedelta(days=29), LAST)
        before = (LAST - timedelta(days=59), LAST - timedelta(days=30))
        launched = Measure.DRONES_LAUNCHED
        asked: dict[str, Callable[[Database], object]] = {
            "latest": lambda db: latest.latest_view(db, CHANNELS, NOW, KYIV, timedelta(minutes=5)),
            "night": lambda db: night.night_view(db, CHANNELS, LAST, KYIV),
            "average of 7": lambda db: averages.average_view(db, "kpszsu", LAST, launched),
            "rank of 1,100": lambda db: rank.rank_view(db, "kpszsu", LAST, launched),
            "month": lambda db: ranges.span_view(db, CHANNELS, *month),
            "two months": lambda db: comparison.comparison_view(db, CHANNELS, before, month),
            "records": lambda db: records.records_view(db, "kpszsu", LAST),
            "region": lambda db: region.region_view(db, CHANNELS, "UA-63", LAST),
            "posting": lambda db: posting_hours.posting_view(db, "kpszsu", LAST, KYIV),
            "missing": lambda db: missing_nights.missing_view(db, "kpszsu", FIRST, LAST, KYIV),
            "trend of 365": lambda db: trend.trend_view(db, "kpszsu", LAST, 365, launched),
            "unread": lambda db: tallies.unread(db, 20),
            "outdated, 1,000": lambda db: reprocess.outdated(db, "two", 1000),
            "outdated, none": lambda db: reprocess.outdated(db, "one", 1000),
        }
        print(f"{2 * POSTS:,} posts, {NIGHTS:,} nights a side; milliseconds on the reading thread")
        quick = 0.0
        for name, run in asked.items():
            taken = store.read_now(_timed, run)
            late = taken[int(len(taken) * 0.95)]
            print(f"  {name:16} median {statistics.median(taken):7.2f}   95th {late:7.2f}")
            quick = statistics.median(taken) if name == "latest" else quick
    if quick > QUICK_MS:
        raise SystemExit(f"latest took {quick:.2f} ms, more than {QUICK_MS} ms")


if __name__ == "__main__":
    main()
