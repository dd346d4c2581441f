"""What one of several replicas does, and what the others do, for those who look after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReplicaRole:
    """The leases that the replica called ``name`` ``holds``, and those held ``elsewhere``, each with who holds it.

    ``free`` are those it would take that nobody is known to hold.
    """

    name: str
    holds: tuple[str, ...]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    free: tuple[str, ...] = ()

    def sentences(self) -> list[str]:
        """Return a sentence for each replica, this one first."""
        mine = f"it does: {', '.join(sorted(self.holds))}" if self.holds else "it waits to take over from others"
        return [f"This is replica {self.name}; {mine}.", *told(self.elsewhere)]


def by_replica(holders: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the leases of each replica, by its name; ``holders`` says who holds each lease."""
    return {one: sorted(lease for lease, by in holders.items() if by == one) for one in sorted(set(holders.values()))}


def told(holders: Mapping[str, str]) -> list[str]:
    """Return a sentence for each replica that holds any of these leases."""
    return [f"Replica {one} does: {', '.join(leases)}." for one, leases in by_replica(holders).items()]
