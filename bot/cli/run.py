"""``overnight run``: run the bot."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from bot.cli.backup import INSTEAD
from bot.cli.interrupts import run_until_stopped
from bot.cli.open_database import settings_or_fail
from bot.env_file import env_file_warning
from bot.log import set_up_log
from bot.settings import Settings
from storage import StorageError, Store, open_store
from storage.backup import ready_folder
from storage.engines.files import mode_for_others
from storage.engines.locking import only_instance
from storage.verify import check_at_start

log = logging.getLogger(__name__)


@click.command("run", short_help="Run the bot until it is interrupted.")
def run_command() -> None:
    """Run the bot until it is interrupted: by long polling, or by webhook where OVERNIGHT_WEBHOOK_URL is set.

    Only one bot may run on a database file: a second one says so and ends with status 1. On PostgreSQL any number may.

    \b
    Example:
      OVERNIGHT_BOT_TOKEN=… overnight run
    """
    settings = settings_or_fail()
    set_up_log(settings.log_level, settings.log_format)
    if warning := env_file_warning():
        log.warning("%s", warning)
    if settings.bot_token is None:
        raise click.ClickException("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    with _own_store(settings) as store:
        # Only now: these import Telegram's library, and a second bot should be refused at once.
        from bot.app import StartError  # noqa: PLC0415
        from bot.run import serve  # noqa: PLC0415

        try:
            run_until_stopped(serve(settings, store))
        except StartError as error:
            raise click.ClickException(str(error)) from error


@contextmanager
def _own_store(settings: Settings) -> Iterator[Store]:
    """Yield the database; a file is locked and checked, while one of PostgreSQL's may have many replicas."""
    try:
        with _own_file(settings.database) if isinstance(settings.database, Path) else nullcontext():
            if settings.backup_dir and isinstance(settings.database, Path):
                ready_folder(settings.backup_dir)
            elif settings.backup_dir:
                log.warning("no backups are made in OVERNIGHT_BACKUP_DIR: %s", INSTEAD)
            with open_store(settings.database) as store:
                yield store
    except StorageError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _own_file(path: Path) -> Iterator[None]:
    """Keep a database file to this program. The lock comes first: a refused start changes nothing."""
    with only_instance(path):
        check_at_start(path)
        if path.exists() and (mode := mode_for_others(path)):
            log.warning(
                "others may read %s, and people's chats in it (its mode is %s); 'chmod 600' keeps it to you", path, mode
            )
        yield
