"""After the reader changed: every revision that another reader read, again, while the bot goes on answering."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from parsers.records import Reader
from storage import Store
from storage.readings import reprocess

log = logging.getLogger(__name__)

# So few at a time that whoever waits for the writing thread or for the interpreter hardly notices, with a rest in
# between that leaves half of a core to the rest of the bot.
PORTION = 50
REST_SECONDS = 0.05


async def bring_up_to_date(
    store: Store, reader: Reader, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> int:
    """Read again all that another reader read, the newest posts first; how many readings became another.

    Rests nowhere where nothing is outdated. May be cancelled at any time: what is done is kept, and the next start
    goes on with the rest. Raises only what the database raises.
    """
    below: reprocess.Place | None = reprocess.NEWEST
    done = changed = 0
    while below is not None:
        stored, below = await store.read(reprocess.outdated, reader.fingerprint, PORTION, below)
        if stored:
            made = await asyncio.to_thread(reprocess.read_again, reader, stored)
            changed += len(await store.write(reprocess.keep, reader, stored, made))
            done += len(stored)
            await sleep(REST_SECONDS)
    await store.write(reprocess.ended)
    if done:
        log.info("reader %s: read %d stored versions again, %d are read otherwise", reader.fingerprint, done, changed)
    return changed
