"""Databases of one's own on the throw-away server, for tests that are about PostgreSQL itself."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from urllib.parse import quote, urlsplit

import psycopg
import pytest

from storage.database import open_engine
from storage.engines.postgres.engine import PostgresEngine
from storage.location import PostgresAddress
from tests.fleet.server import VARIABLE

needs_server = pytest.mark.skipif(VARIABLE not in os.environ, reason="'make fleet-test' starts the server for it")

_numbers = itertools.count()


def address_of(name: str, options: str = "") -> PostgresAddress:
    """The address of a database of the server, with PostgreSQL's options (``-c enable_seqscan=off``), if any."""
    parts = urlsplit(os.environ[VARIABLE])._replace(path=f"/{name}")
    query = "&".join([*([parts.query] if parts.query else []), *([f"options={quote(options)}"] if options else [])])
    return PostgresAddress(parts._replace(query=query).geturl())


@contextmanager
def fresh_name() -> Iterator[str]:
    """The name of an empty database of today's schema, which is dropped afterwards, whoever uses it."""
    with psycopg.connect(os.environ[VARIABLE], autocommit=True) as admin:
        name = _made(admin, _template())
        try:
            yield name
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def fresh_database() -> Iterator[PostgresAddress]:
    """As ``fresh_name``, its address."""
    with fresh_name() as name:
        yield address_of(name)


@contextmanager
def bare_database() -> Iterator[PostgresAddress]:
    """The address of a database without tables, which is dropped afterwards."""
    with psycopg.connect(os.environ[VARIABLE], autocommit=True) as admin:
        name = _made(admin, "template0")
        try:
            yield address_of(name)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _template() -> str:
    with psycopg.connect(os.environ[VARIABLE], autocommit=True) as admin:
        name = _made(admin, "template0")
    open_engine(PostgresEngine(address_of(name))).close()
    return name


def _made(admin: psycopg.Connection[tuple[object, ...]], template: str) -> str:
    name = f"own_{os.getpid()}_{next(_numbers)}"
    admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return name
