"""Load the settings and open the database of a command, or end with one clear line and exit status 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.settings import Settings, SettingsError, load_settings
from storage import StorageError, Store, open_store
from storage.engines.choosing import engine_of


def settings_or_fail() -> Settings:
    """Return the settings of the environment; if any is wrong, report all faults and end the command."""
    try:
        return load_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def database_file(settings: Settings, instead: str) -> Path:
    """Return the database's file; where it is none, end the command with what to use ``instead``."""
    if not isinstance(settings.database, Path):
        raise click.ClickException(f"{settings.database} is no file: {instead}")
    return settings.database


@contextmanager
def kept_store(settings: Settings) -> Iterator[Store]:
    """Yield the database that the settings name. Commands that only answer do not create one."""
    try:
        if not engine_of(settings.database).exists():
            raise click.ClickException(
                f"There is no database at {settings.database} yet; 'overnight follow --once' creates and fills one."
            )
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        yield store
