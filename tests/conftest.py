"""Fixtures for every test."""

from __future__ import annotations

import gc
import signal
import ssl
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from storage import Store, open_store

# A busy machine is no fault of what is tested: speed is proved by ratios in one run.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# What nohup, or a shell in the background, has the tests ignore, the programs that they start would ignore, too; a
# signal that is heeded here, by doing nothing, has its usual effect there.
for one in (signal.SIGHUP, signal.SIGINT):
    if signal.getsignal(one) is signal.SIG_IGN:
        signal.signal(one, lambda *_: None)

# Of what is collected nothing becomes garbage: half a million objects, half a second each time they are looked through.
gc.disable()


def pytest_collection_finish() -> None:
    """Collect garbage from the first test on, among what came after the collection; rarely, for there is memory."""
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def certificates_once() -> Iterator[None]:
    """Every HTTP client loads the certificates anew, 30 ms each; on loopback nobody looks at them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of today's schema with nothing in it: every migration takes a moment, and there are thousands of tests."""
    path = tmp_path_factory.mktemp("empty") / "overnight.db"
    open_store(path).close()
    return path.read_bytes()


@pytest.fixture
def store(tmp_path: Path, empty_database: bytes) -> Iterator[Store]:
    """An empty database of today's schema, in a folder of its own."""
    path = tmp_path / "overnight.db"
    path.write_bytes(empty_database)
    path.chmod(0o600)
    with open_store(path) as opened:
        yield opened
