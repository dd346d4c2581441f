"""Which work a process may do, by where its database is."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

from bot.fleet.holding import Holding, SoleHolder
from bot.fleet.keeper import LeaseKeeper
from storage import Store


def holding_of(store: Store) -> Holding:
    """Return who holds what: everything on a database file, else what this replica has leases for."""
    return SoleHolder() if isinstance(store.location, Path) else LeaseKeeper(store, replica_name())


def replica_name() -> str:
    """Return a name that no other replica has, and no other start of this one: the machine's, and a random word."""
    return f"{socket.gethostname()[:40]}-{secrets.token_hex(3)}"
