"""What happens to the fleet: processes are killed and come back, the database is killed, a sender stands still."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.proofs.fleet.scene import Fleet, Replica, times_taken

KILLED, STOOD_STILL = "killed", "frozen"
DATABASE_AWAY = 5.0
FROZEN = 20.0
AFTER_WAKING = 15.0
# A killed process comes back after a while, as under systemd or an orchestrator.
BACK_AFTER = (4.0, 10.0)


@dataclass
class Incident:
    """What happened at a second (``time.time``), to whom, and the leases it held. ``until`` is when it was over.

    ``epochs`` are those of the leases as it happened, ``claimed`` the keys of the deliveries that a frozen sender began
    once it was woken.
    """

    kind: str
    at: float
    pid: int = 0
    place: int | None = None
    held: tuple[str, ...] = ()
    until: float = 0.0
    epochs: dict[str, int] = field(default_factory=dict)
    claimed: frozenset[str] = frozenset()


@dataclass
class Troubles:
    """Makes trouble for a fleet; ``happened`` is what it made."""

    scene: Fleet
    chance: random.Random
    happened: list[Incident] = field(default_factory=list)
    _coming_back: set[asyncio.Task[None]] = field(default_factory=set)

    async def kill_sender(self) -> None:
        await self._kill(self.scene.holder("send"))

    async def kill_follower(self) -> None:
        await self._kill(self.scene.holder("follow"))

    async def kill_anybody(self) -> None:
        await self._kill(None)

    async def kill_database(self) -> None:
        """Kill PostgreSQL's first process; it is started again a little later."""
        await self._database_away("PostgreSQL killed", self.scene.server.kill)

    async def stop_database(self) -> None:
        """Stop PostgreSQL at once, without letting anybody end their work."""
        await self._database_away("PostgreSQL stopped at once", self._stop)

    async def freeze_sender(self) -> None:
        """Stop the sender's process, and let it go on after its lease has been another's for long."""
        victim = await self._present("send")
        found = self._note(STOOD_STILL, victim)
        found.epochs = await self._epochs()
        victim.bot.process.send_signal(signal.SIGSTOP)
        await asyncio.sleep(FROZEN)
        before = await self._claimed(found.epochs["send"])
        found.until = time.time()
        victim.bot.process.send_signal(signal.SIGCONT)
        await asyncio.sleep(AFTER_WAKING)  # less than the minute in which nothing is begun a second time
        found.claimed = await self._claimed(found.epochs["send"]) - before

    async def all_back(self) -> None:
        """Wait until every killed process is there again."""
        await asyncio.gather(*self._coming_back)

    async def _kill(self, wanted: Replica | None) -> None:
        await self.scene.until(lambda: sum(not one.is_down for one in self.scene.replicas) > 1, 60)
        victim = wanted if wanted and not wanted.is_down else self.chance.choice(self._up())
        found = self._note(KILLED, victim)
        found.at = await self.scene.kill(victim)
        task = asyncio.create_task(self._back(victim, found))
        self._coming_back.add(task)
        task.add_done_callback(self._coming_back.discard)

    async def _back(self, victim: Replica, found: Incident) -> None:
        await asyncio.sleep(self.chance.uniform(*BACK_AFTER))
        await self.scene.start(victim)
        found.until = time.time()

    async def _database_away(self, kind: str, end: Callable[[], object]) -> None:
        found = Incident(kind, time.time())
        self.happened.append(found)
        await asyncio.to_thread(end)
        await asyncio.sleep(DATABASE_AWAY)
        await asyncio.to_thread(self.scene.server.start)
        found.until = time.time()

    def _stop(self) -> None:
        self.scene.server.run("pg_ctl", "-D", self.scene.server.data, "-m", "immediate", "-s", "stop")

    def _note(self, kind: str, victim: Replica) -> Incident:
        held = tuple(lease for lease in ("send", "follow", "tick") if self.scene.holder(lease) is victim)
        found = Incident(kind, time.time(), victim.pid, victim.number, held)
        self.happened.append(found)
        return found

    def _up(self) -> list[Replica]:
        return [one for one in self.scene.replicas if not one.is_down]

    async def _present(self, lease: str) -> Replica:
        await self.scene.until(lambda: self._holds(lease), 30)
        found = self._holds(lease)
        assert found, f"somebody takes the lease {lease} within 30 s"
        return found

    def _holds(self, lease: str) -> Replica | None:
        found = self.scene.holder(lease)
        return None if found is None or found.is_down else found

    async def _epochs(self) -> dict[str, int]:
        return dict(await self.scene.rows("SELECT name, epoch FROM leases"))

    async def _claimed(self, epoch: int) -> frozenset[str]:
        rows = await self.scene.rows(f"SELECT key, epoch FROM deliveries WHERE epoch = {epoch}")
        return frozenset(key for key, _ in rows)


def new_holder_after(scene: Fleet, incident: Incident, lease: str) -> float:
    """Seconds from an incident until another process said that it has the lease; infinity where none did."""
    bots = [bot for one in scene.replicas for bot in one.bots if bot.process.pid != incident.pid]
    later = [at - incident.at for bot in bots for at in times_taken(bot, lease) if at > incident.at]
    return min(later, default=float("inf"))


Trouble = Callable[[], Awaitable[None]]
