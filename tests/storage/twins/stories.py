"""Random stories of a bot: what happens to its database, one transaction after another.

Each happening is drawn as a value, which can be printed; it is a function of the database and of the time, and the same
for whichever database it happens to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.storage.builders import at
from tests.storage.twins import of_channels, of_chats, of_outbox
from tests.storage.twins.drawing import builds, one_of, sampled_from

START = at("2026-09-02 07:00")
# What may happen, each as likely as it is often named here.
HAPPENINGS = (
    *[of_channels.PAGES] * 4,
    of_channels.SIGHTINGS,
    *[of_channels.REREADS] * 3,
    of_channels.DECISIONS,
    *[of_channels.FOLLOWING] * 2,
    of_channels.OUTSIDE,
    *[of_chats.SHOWN] * 2,
    of_chats.SUBSCRIPTIONS,
    *[of_chats.CHANGES] * 4,
    of_chats.WATCHES,
    of_chats.INLINE,
    *[of_outbox.OWED] * 2,
    *[of_outbox.SENDING] * 2,
    *[of_outbox.DOING] * 4,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What happens, so many minutes after what happened before."""

    minutes: int
    what: Any


STEPS = builds(Step, sampled_from([0, 1, 7, 60, 600, 1440]), one_of(*HAPPENINGS))
# A few reports first, so that there is a history; then anything.
BEGINNING = tuple(
    Step(1440, of_channels.Page(channel, (one,))) for one in of_channels.QUIET for channel in of_channels.CHANNELS
)


def story(seed: int, length: int) -> list[tuple[datetime, Any]]:
    """Return what happens when, in a story of so many steps behind its beginning."""
    random, now, found = Random(seed), START, []
    for step in (*BEGINNING, *(STEPS(random) for _ in range(length))):
        now += timedelta(minutes=step.minutes)
        found.append((now, step.what))
    return found
