"""The running bot's daily backup."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import datetime
from pathlib import Path

from bot.operate.alerts import Alerts
from storage.backup import Backup, back_up_dated
from storage.errors import StorageError

log = logging.getLogger(__name__)

KEEP_DAYS = 14


async def daily_backup(path: Path, folder: Path, now: datetime, keep_days: int = KEEP_DAYS) -> Backup:
    """Copy the database at ``path`` into ``folder`` under a name dated ``now``; keep the copies of the newest days.

    Runs on a thread and a connection of its own: neither the event loop nor a write waits for it. When cancelled it
    ends at once and leaves nothing behind. Raises ``StorageError`` before any older backup is deleted.
    """
    stop = threading.Event()
    try:
        return await asyncio.to_thread(
            back_up_dated, path, folder, now, keep_days=keep_days, stopped=stop.is_set
        )  # fmt: skip
    finally:
        stop.set()


async def backed_up(path: Path, folder: Path, now: datetime, alerts: Alerts, keep_days: int = KEEP_DAYS) -> None:
    """Run ``daily_backup``, and tell the operators once when it fails and once when it works again."""
    try:
        made = await daily_backup(path, folder, now, keep_days)
    except StorageError as error:
        await alerts.begin("backup", f"The daily backup failed: {error}")
        return
    log.info("backed up to %s, %d bytes; %d older ones deleted", made.path, made.size, len(made.deleted))
    await alerts.end("backup", f"The daily backup was made: {made.path}.")
