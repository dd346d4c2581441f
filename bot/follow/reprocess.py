"""Reprocessing after the reader changed: read every revision of another reader again while the bot answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.clock import utc_now
from parsers.records import Reader
from storage import Store
from storage.readings import reprocess

log = logging.getLogger(__name__)

# Few at a time, so that others hardly wait for the writing thread or the interpreter, with a pause in between that
# leaves half of a core to the rest of the bot.
PORTION = 50
REST_SECONDS = 0.05


async def bring_up_to_date(
    store: Store,
    reader: Reader,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    now: Callable[[], datetime] = utc_now,
    may_go_on: Callable[[], Awaitable[bool]] | None = None,
) -> int:
    """Read again everything that another reader read, newest posts first; return how many readings changed.

    ``may_go_on`` is asked before each portion; whoever goes on then tells chats of what has changed.
    Does not pause where nothing is outdated. May be cancelled at any time: what is done is saved, and the next start
    continues with the rest. Raises only what the database raises.
    """
    below: reprocess.Place | None = reprocess.NEWEST
    done = changed = 0
    while below is not None:
        if may_go_on and not await may_go_on():
            return changed
        stored, below = await store.read(reprocess.outdated, reader.fingerprint, PORTION, below)
        if stored:
            made = await asyncio.to_thread(reprocess.read_again, reader, stored)
            changed += len(await store.write(reprocess.keep, reader, stored, made, now()))
            done += len(stored)
            await sleep(REST_SECONDS)
    await store.write(reprocess.ended)
    if done:
        log.info("reader %s: read %d stored versions again, %d readings changed", reader.fingerprint, done, changed)
    return changed
