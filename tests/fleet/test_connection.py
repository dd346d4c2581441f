"""What each connection of the store asks of the server."""

from __future__ import annotations

import pytest

from storage.engines.postgres.connection import connect
from tests.fleet.postgres import address_of, fresh_name, needs_server

pytestmark = needs_server


@pytest.mark.parametrize(
    ("of_the_server", "ours"),
    [
        ("off", "on"),
        ("on", "on"),
        ("local", "local"),
        ("remote_write", "remote_write"),
        ("remote_apply", "remote_apply"),
    ],
)
def test_a_commit_waits_for_the_disk_whatever_the_server_has_set(of_the_server: str, ours: str) -> None:
    with fresh_name() as name:
        db = connect(address_of(name, f"-c synchronous_commit={of_the_server}"), read_only=False)
        try:
            assert db.execute("SHOW synchronous_commit").fetchone() == (ours,)
        finally:
            db.conn.close()
