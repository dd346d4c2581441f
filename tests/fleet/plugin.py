"""The tests of storage and of the bot on PostgreSQL: pytest -p tests.fleet.plugin, as ``make fleet-test`` does it.

Each database file that a test opens is a database of the throw-away server; see ``tests.fleet.databases``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.engines import choosing
from storage.engines.engine import Engine
from storage.engines.postgres.connection import PostgresDatabase
from storage.location import Location
from tests.fleet.asked_order import execute_for_tests
from tests.fleet.databases import Databases
from tests.fleet.file_engine import FileEngine
from tests.fleet.one_engine import reason
from tests.fleet.server import VARIABLE

engine_of = choosing.engine_of
databases: list[Databases] = []


def fleet_engine_of(location: Location) -> Engine:
    """As ``engine_of``, but that a path is kept on the server."""
    if not isinstance(location, Path):
        return engine_of(location)
    if not databases:
        databases.append(Databases(os.environ[VARIABLE]))
    return FileEngine(location, databases[0])


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Take the place of the choice of an engine, before anything of the bot is imported."""
    if VARIABLE not in os.environ:
        raise pytest.UsageError(f"{VARIABLE} names no server; 'make fleet-test' starts one and says so")
    choosing.engine_of = fleet_engine_of
    PostgresDatabase.execute = execute_for_tests  # type: ignore[method-assign, assignment]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about SQLite's file alone."""
    for item in items:
        if told := reason(item.nodeid):
            item.add_marker(pytest.mark.skip(reason=told))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Take back the test's databases when everything that used them has ended."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    yield
    if databases:
        databases[0].release(folder)


def pytest_unconfigure() -> None:
    """Close the connection to the server."""
    if databases:
        databases.pop().close()
