"""After the reader was improved: every revision that an older reader read, again, while the bot goes on answering."""

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
    """Read again all that an older reader read; how many readings became another.

    Returns at once where nothing is outdated. May be cancelled at any time: what is done is kept, and the next start
    goes on with the rest. Raises only what the database raises.
    """
    after, done, changed = reprocess.BEFORE_ALL, 0, 0
    while stored := await store.read(reprocess.texts, reader.version, PORTION, after):
        made = await asyncio.to_thread(reprocess.read_again, reader, stored)
        changes = await store.write(reprocess.keep, reader, stored, made)
        after, done, changed = stored[-1].key, done + len(stored), changed + len(changes)
        await sleep(REST_SECONDS)
    await store.write(reprocess.ended)
    if done:
        log.info("reader %d: read %d stored versions again, %d are read otherwise", reader.version, done, changed)
    return changed
