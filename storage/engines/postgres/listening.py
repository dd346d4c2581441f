"""What other programs changed, as PostgreSQL tells it (LISTEN and NOTIFY; the triggers are in ``schema``)."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import psycopg

from storage.engines.engine import EVERYTHING
from storage.engines.postgres.connection import ALIVE, CONNECT_SECONDS
from storage.engines.postgres.errors import telling
from storage.engines.postgres.schema import CHANNEL
from storage.location import PostgresAddress


async def changes(location: PostgresAddress) -> AsyncGenerator[str, None]:
    """Yield the name of each table that a commit changed, by whichever program, and ``EVERYTHING`` at the beginning.

    A commit that changes a table by many statements tells it once. Raises ``StorageError`` where the connection cannot
    be made or is lost: whoever listens anew begins with ``EVERYTHING``, since nobody tells what was missed.
    """
    with telling(location):
        conn = await psycopg.AsyncConnection.connect(
            location.url, autocommit=True, connect_timeout=CONNECT_SECONDS, application_name="overnight", **ALIVE
        )
        try:
            await conn.execute(f"LISTEN {CHANNEL}".encode())
            yield EVERYTHING
            async for one in conn.notifies():
                yield one.payload
        finally:
            await conn.close()
