"""``overnight run`` as it is, on a clock that the proof sets: ``python -m tests.proofs.delivery.bot_process``.

``PROOF_AT`` is the moment (UTC) at which the proof began, ``PROOF_BEGUN`` the same by the machine's clock, in seconds,
``PROOF_SPEED`` how many seconds pass in one. With ``PROOF_FOLLOWS=no`` it follows no channel and reads nothing again,
for a database of made-up posts. All else is read from the environment, as the program reads it.
"""

from __future__ import annotations

import asyncio
import os
import time
from datetime import datetime, timedelta
from functools import partial
from unittest.mock import patch

from bot import run
from bot.cli import main
from bot.world import World

AT = datetime.fromisoformat(os.environ["PROOF_AT"])
BEGUN = float(os.environ["PROOF_BEGUN"])
SPEED = float(os.environ["PROOF_SPEED"])
FOLLOWS = os.environ.get("PROOF_FOLLOWS") != "no"
TICK_SECONDS = 5.0
PEACE_SECONDS = 3.0


def now() -> datetime:
    return AT + timedelta(seconds=(time.time() - BEGUN) * SPEED)


async def sleep(seconds: float) -> None:
    await asyncio.sleep(seconds / SPEED)


def clock() -> float:
    return time.monotonic() * SPEED


if __name__ == "__main__":
    world = World(
        now=now, sleep=sleep, clock=clock, tick_seconds=TICK_SECONDS / SPEED, draws_ahead=False,
        peace_seconds=PEACE_SECONDS / SPEED,
    )  # fmt: skip
    with patch("bot.run.real_world", lambda: world), patch("bot.run.running", partial(run.running, follows=FOLLOWS)):
        main(["run"])
