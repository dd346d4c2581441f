"""The leases of one replica: taken, renewed each second, and believed in for less time than they last.

What a replica believes is reckoned by a clock of its own that never stops, from the moment when the last renewal that
succeeded began. So one that was frozen, or that cannot reach the database, knows by itself, at once, that its leases
may be others' by now; and the database refuses what it writes under them all the same (``storage.fleet.fencing``).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.fleet.holding import Work, nothing
from bot.fleet.role import ReplicaRole
from bot.fleet.under import SIGN_SECONDS, causes_of, while_held
from bot.log import LogThrottle
from storage import StorageError, Store, Transaction
from storage.errors import LeaseLostError
from storage.fleet import leases
from storage.fleet.fencing import Fence
from storage.fleet.leases import LEASE_SECONDS, LeasesNow

log = logging.getLogger(__name__)

RENEW_SECONDS = 1.0
# After a renewal that failed.
SOON_SECONDS = 0.25
# Another's lease is over so soon after it should be.
AFTER_SECONDS = 0.05
# Half a second for what was begun while a lease was believed in.
BELIEVED_SECONDS = LEASE_SECONDS - 0.5


def ever_running() -> float:
    """Return seconds that are counted while the machine sleeps, too, where the system has such a clock."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(frozen=True, slots=True)
class _Held:
    """A lease of ours: since when it was renewed last, by our clock."""

    fence: Fence
    since: float


class LeaseKeeper:
    """Keeps the leases of the replica called ``replica``. ``clock`` counts seconds and never stops.

    It writes on a thread of its own, so that no long write lets the leases run out.
    """

    def __init__(
        self,
        store: Store,
        replica: str,
        clock: Callable[[], float] = ever_running,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        database_clock: Callable[[Transaction], int] = leases.by_its_clock,
    ) -> None:
        self.replica: str | None = replica
        self._name = replica
        self._opened = store
        self._store = store
        self._clock, self._sleep, self._database_clock = clock, sleep, database_clock
        self._throttle = LogThrottle(clock)
        self._wanted: dict[str, None] = {}
        self._asked = asyncio.Event()  # another lease is wanted than before
        self._held: dict[str, _Held] = {}
        self._elsewhere: dict[str, str] = {}
        self._looked_at = clock()
        self._begun = self._tried = self._confirmed = 0  # numbers of renewals
        self._rest = RENEW_SECONDS
        self._next_look: asyncio.Future[None] | None = None

    def want(self, *wanted: str) -> None:
        """Have these leases taken, whenever they are free."""
        if not self._wanted.keys() >= set(wanted):
            self._asked.set()
        self._wanted.update(dict.fromkeys(wanted))

    def held(self, lease: str) -> bool:
        """Return whether this replica may do that work at this very moment, by its own clock."""
        one = self._held.get(lease)
        return one is not None and self._clock() - one.since < BELIEVED_SECONDS

    def fence(self, lease: str) -> Fence | None:
        """Return what work under a lease writes under; None where the lease is known to be another's."""
        one = self._held.get(lease)
        return one.fence if one else None

    def elsewhere(self) -> Mapping[str, str]:
        """Return the leases that others held at the last look, with who holds them; none where that is long ago."""
        return self._elsewhere if self.silent_for < 2 * LEASE_SECONDS else {}

    def role(self) -> ReplicaRole:
        """Return what this replica does, as far as it is sure, and what others do."""
        holds, elsewhere = [name for name in self._wanted if self.held(name)], dict(self.elsewhere())
        free = [name for name in self._wanted if name not in holds and name not in elsewhere]
        return ReplicaRole(self._name, tuple(holds), elsewhere, tuple(free))

    @property
    def silent_for(self) -> float:
        """Return for how many seconds the database has confirmed no lease."""
        return self._clock() - self._looked_at

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Take and renew leases until the block ends; then give them back, so that others go on at once."""
        self._store = self._opened.beside()
        keeping = asyncio.create_task(self._keep(), name="leases")
        try:
            yield
        finally:
            await self.give_back()
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)
            await asyncio.to_thread(self._store.close)

    async def give_back(self, *some: str) -> None:
        """Give back these leases, or all, and take them no more until they are wanted again."""
        names = some or tuple(self._wanted)
        for name in names:
            self._wanted.pop(name, None)
        try:
            if names:
                await self._store.write(leases.give_back, self._name, names)
        except StorageError as error:
            log.warning("leases could not be given back; others take them over in %g s: %s", LEASE_SECONDS, error)
        for name in names:
            self._held.pop(name, None)

    async def under(self, lease: str, work: Work, *, waits: Callable[[], None] = nothing, fenced: bool = True) -> None:
        """Do some work whenever a lease is held (see ``Holding``)."""
        self.want(lease)
        while True:
            fence = await self._until_held(lease, waits)
            try:
                if await while_held(work, fence, self._until_lost(fence), fenced=fenced):
                    return
            except Exception as error:
                if not await self._passes(error, fence):
                    raise

    async def renew_once(self) -> None:
        """Renew what is held and take what is free. Raises ``StorageError`` where the database does not answer."""
        began, number = self._clock(), self._begun + 1
        self._begun = number
        try:
            now = await self._store.write(leases.renew, tuple(self._wanted), self._name, self._database_clock)
            self._see(now, began)
            self._confirmed = number
        finally:
            self._tried = number
            if self._next_look and not self._next_look.done():
                self._next_look.set_result(None)

    async def _keep(self) -> None:
        while True:
            rest = SOON_SECONDS
            try:
                await self.renew_once()
                rest = self._rest
            except StorageError as error:
                self._throttle.warn(log, "leases", "no lease can be renewed: %s", error)
            except Exception as error:  # without leases this replica would do nothing any more
                self._throttle.warn(log, "leases", "no lease can be renewed", exc_info=error)
            await self._pause(rest)

    async def _pause(self, seconds: float) -> None:
        """Wait for so long, or until another lease is wanted."""
        asked, sleeping = asyncio.ensure_future(self._asked.wait()), asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait({asked, sleeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
            sleeping.cancel()
        self._asked.clear()

    def _see(self, now: LeasesNow, began: float) -> None:
        """Take note of how the leases stand."""
        self._looked_at, self._rest, gained = began, RENEW_SECONDS, []
        for one in now.leases:
            if one.name not in self._wanted:
                continue  # given back meanwhile
            before, left = self._held.get(one.name), (one.until - now.now_ms) / 1000
            if one.holder == self._name:
                self._elsewhere.pop(one.name, None)
                fence = Fence(one.name, one.holder, one.epoch)
                gained += [one.name] if before is None or before.fence != fence else []
                self._held[one.name] = _Held(fence, began)
                continue
            if self._held.pop(one.name, None):
                log.warning("another replica, %s, has taken over '%s'", one.holder, one.name)
            if left > 0:
                self._elsewhere[one.name] = one.holder
            else:
                self._elsewhere.pop(one.name, None)
            self._rest = min(self._rest, max(left, 0.0) + AFTER_SECONDS)
        if gained:
            log.info("this replica, %s, does now: %s", self._name, ", ".join(gained))

    async def _until_held(self, lease: str, waits: Callable[[], None]) -> Fence:
        while not self.held(lease):
            waits()
            await self._look(SIGN_SECONDS)
        return self._held[lease].fence

    async def _until_lost(self, fence: Fence) -> None:
        """Return once the lease is not believed in any more, or is another's, or ours anew."""
        while self.held(fence.name) and self.fence(fence.name) == fence:
            await self._look(self._held[fence.name].since + BELIEVED_SECONDS - self._clock())

    async def _look(self, seconds: float) -> None:
        """Return after the next look at the leases, whether or not it succeeds, or after so many seconds."""
        if self._next_look is None or self._next_look.done():
            self._next_look = asyncio.get_running_loop().create_future()
        sleeping = asyncio.ensure_future(self._sleep(max(seconds, 0.0)))
        try:
            await asyncio.wait({self._next_look, sleeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()

    async def _passes(self, error: Exception, fence: Fence) -> bool:
        """Return whether some work failed only because its lease was lost, or the database does not answer."""
        causes = causes_of(error)
        if any(isinstance(one, LeaseLostError) for one in causes):
            self._held.pop(fence.name, None)
            return True
        if not all(isinstance(one, StorageError) and not one.is_broken for one in causes):
            return False
        before = self._begun
        while self._tried <= before:
            await self._look(SIGN_SECONDS)
        # where the lease was renewed since, the database answers, and the fault is the work's own
        return not (self._confirmed > before and self.held(fence.name))
