"""Doing some work while a lease is held: it is cancelled when the lease is lost, and waited for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable

from bot.fleet.holding import Work
from storage import StorageError
from storage.fleet import fencing
from storage.fleet.fencing import Fence

log = logging.getLogger(__name__)

# Who waits says that it is alive this often; what does not end when it is cancelled is cancelled again.
SIGN_SECONDS = 15.0


async def while_held(work: Work, fence: Fence, until_lost: Awaitable[None], *, fenced: bool) -> bool:
    """Do the work until it ends or the lease is lost; return whether it has ended. Raises what it raises.

    What it writes is refused once the lease is another's, where it is ``fenced``.
    """
    doing, lost = _begun(work, fence, fence if fenced else None), asyncio.ensure_future(until_lost)
    try:
        await asyncio.wait({doing, lost}, return_when=asyncio.FIRST_COMPLETED)
        has_ended = doing.done()
    finally:
        lost.cancel()
        while not doing.done():
            doing.cancel()
            await asyncio.wait({doing}, timeout=SIGN_SECONDS)
    if has_ended:
        await doing
        return True
    log.warning("this replica stops '%s': it is not sure any more that no other does it", fence.name)
    error = None if doing.cancelled() else doing.exception()
    if error and not all(isinstance(one, StorageError) for one in causes_of(error)):
        log.error("'%s' failed when it was stopped", fence.name, exc_info=error)
    return False


def _begun(work: Work, fence: Fence, written_under: Fence | None) -> asyncio.Future[None]:
    with fencing.fenced(written_under):
        return asyncio.ensure_future(work(fence))


def causes_of(error: BaseException) -> list[BaseException]:
    """Return an error, or those of a group of tasks."""
    if isinstance(error, BaseExceptionGroup):
        return [cause for one in error.exceptions for cause in causes_of(one)]
    return [error]
