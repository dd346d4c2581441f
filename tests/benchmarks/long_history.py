"""A database of many nights in the channels' own shapes, with made-up figures: what a host of some years holds.

python -m tests.benchmarks.long_history NIGHTS FILE
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.demo.nights import Sample, SampleGroup
from bot.demo.templates import text_of
from parsers import READER
from parsers.channels import CHANNELS
from parsers.records import Sighting
from storage import open_store
from storage.posts.intake import take_in

PORTION = 100
ATTACKED = ("UA-51", "UA-59", "UA-63", "UA-23", "UA-18", "UA-74")
OVER = ("RU-BEL", "RU-BRY", "RU-KRS", "RU-ROS", "RU-ORL", "RU-KLU")
ORIGINS = ("kursk", "oryol", "bryansk", "millerovo", "primorsko-akhtarsk")


def air_force(number: int, day: datetime, chance: random.Random) -> Sample:
    """A night of the Air Force: every third one with missiles."""
    zone = CHANNELS["kpszsu"].zone
    launched = chance.randint(60, 240)
    downed = launched - chance.randint(5, 30)
    groups = (
        SampleGroup(("iskander-m",), 4, 1, ("voronezh",)),
        SampleGroup(("kalibr",), 8, 7, ("black-sea",)),
    )
    return Sample(
        channel="kpszsu",
        number=number,
        start=(day - timedelta(hours=6)).replace(tzinfo=zone),
        end=(day + timedelta(hours=8)).replace(tzinfo=zone),
        launched=launched,
        downed=downed,
        lost=None,
        jets=None,
        jets_downed=None,
        missiles=groups if number % 3 == 0 else (),
        airborne=None,
        hit_sites=chance.randint(2, 20),
        debris_sites=chance.randint(1, 9),
        origins=tuple(chance.sample(ORIGINS, 3)),
        places=tuple(chance.sample(ATTACKED, 3)),
    )


def ministry(number: int, day: datetime, chance: random.Random) -> Sample:
    """A night of the ministry."""
    zone = CHANNELS["mod_russia"].zone
    places = tuple(chance.sample(OVER, 4))
    return Sample(
        channel="mod_russia",
        number=number,
        start=(day - timedelta(hours=1)).replace(tzinfo=zone),
        end=(day + timedelta(hours=7)).replace(tzinfo=zone),
        launched=None,
        downed=chance.randint(20, 130),
        lost=None,
        jets=None,
        jets_downed=None,
        missiles=(),
        airborne=None,
        hit_sites=None,
        debris_sites=None,
        origins=(),
        places=places,
    )


WRITERS = {"kpszsu": air_force, "mod_russia": ministry}


def sightings(channel: str, nights: int, last: date) -> Iterator[Sighting]:
    """The posts of a channel up to a date: every twentieth is edited half an hour later, every fiftieth is lacking."""
    chance = random.Random(channel)
    for step in range(nights):
        day = datetime.combine(last - timedelta(days=nights - 1 - step), time())
        number = 20_000 + 10 * step
        if step % 50 == 49:
            continue
        sample = WRITERS[channel](number, day, chance)
        text = text_of(sample)
        yield Sighting(number, sample.posted, text, sample.posted + timedelta(minutes=1), "preview")
        if step % 20 == 0:
            edited = text_of(WRITERS[channel](number, day, chance))
            yield Sighting(number, sample.posted, edited, sample.posted + timedelta(minutes=30), "preview", edited=True)


def fill(path: Path, nights: int, last: date) -> None:
    """Write the database: the nights up to a date."""
    with open_store(path) as store:
        for channel in WRITERS:
            told = list(sightings(channel, nights, last))
            for start in range(0, len(told), PORTION):
                store.write_now(take_in, channel, told[start : start + PORTION], READER)


if __name__ == "__main__":
    fill(Path(sys.argv[2]), int(sys.argv[1]), datetime.now(UTC).date())
