"""Two replicas on one database, whose seconds pass only when a test says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.fleet.keeper import LeaseKeeper
from storage import Store
from tests.bot.fleet.seconds import Seconds


@dataclass
class Two:
    """Two replicas, each with a store of its own; the seconds of both, and of the database."""

    a: LeaseKeeper
    b: LeaseKeeper
    seconds: Seconds
    store: Store


@pytest.fixture
def two(store: Store) -> Iterator[Two]:
    seconds = Seconds()
    with store.beside() as first, store.beside() as second:
        a, b = (keeper(one, name, seconds) for one, name in ((first, "a"), (second, "b")))
        yield Two(a, b, seconds, store)


def keeper(store: Store, name: str, seconds: Seconds) -> LeaseKeeper:
    return LeaseKeeper(store, name, seconds, seconds.sleep, lambda db: round(seconds() * 1000))
