"""What the rest of the bot asks about leases; and the bot that has its database to itself, which holds them all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from bot.fleet.role import ReplicaRole
from storage.fleet.fencing import Fence

# A piece of work, given the fence that it writes under: None where the database is the bot's own.
Work = Callable[[Fence | None], Awaitable[None]]


def nothing() -> None:
    """Do nothing: nobody wants to know that some work waits."""


class Holding(Protocol):
    """Which work this process may do."""

    @property
    def replica(self) -> str | None:
        """Return the name of this replica; None where there is only one bot."""

    @property
    def silent_for(self) -> float:
        """Return for how many seconds the database has confirmed nothing; 0 where it need not."""

    def want(self, *leases: str) -> None:
        """Have these leases taken, whenever they are free."""

    def held(self, lease: str) -> bool:
        """Return whether this process may do that work at this very moment, by its own clock."""

    def fence(self, lease: str) -> Fence | None:
        """Return what work under a lease writes under; None where the database is the bot's own, or it is not held."""

    def elsewhere(self) -> Mapping[str, str]:
        """Return the leases that others held at the last look, with who holds them."""

    def role(self) -> ReplicaRole | None:
        """Return what this replica does and what others do; None where there is only one bot."""

    def at_work(self) -> AbstractAsyncContextManager[None]:
        """Return the context in which leases are taken; they are given back at its end."""

    async def give_back(self, *some: str) -> None:
        """Give back these leases, or all, and take them no more until they are wanted again."""

    async def under(self, lease: str, work: Work, *, waits: Callable[[], None] = nothing, fenced: bool = True) -> None:
        """Do some work while a lease is held, until it ends by itself: cancel it when the lease is lost, and begin it
        anew when it is held again. ``waits`` is called while it waits. With ``fenced`` what it writes is refused once
        the lease is another's.

        Raises what the work raises, but for errors of a database that does not answer: then it waits, too.
        """


class SoleHolder:
    """Holds everything: the database's lock file keeps any other bot away."""

    replica: str | None = None
    silent_for = 0.0

    def want(self, *leases: str) -> None:
        """Do nothing: all are held."""

    def held(self, lease: str) -> bool:
        """Return True."""
        return True

    def fence(self, lease: str) -> Fence | None:
        """Return None: nobody else writes."""
        return None

    def elsewhere(self) -> Mapping[str, str]:
        """Return nothing: there is nobody else."""
        return {}

    def role(self) -> ReplicaRole | None:
        """Return None: there is nobody else."""
        return None

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Do nothing: there are no leases."""
        yield

    async def give_back(self, *some: str) -> None:
        """Do nothing: there are no leases."""

    async def under(self, lease: str, work: Work, *, waits: Callable[[], None] = nothing, fenced: bool = True) -> None:
        """Do the work."""
        await work(None)
