"""Load the settings and open the database of a command, or end with one clear line and exit status 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.settings import Settings, SettingsError, load_settings
from storage import StorageError, Store, open_store


def settings_or_fail() -> Settings:
    """Return the settings of the environment; if any is wrong, report all faults and end the command."""
    try:
        return load_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def kept_store(settings: Settings) -> Iterator[Store]:
    """Yield the database that the settings name. Commands that only answer do not create one."""
    if not settings.database.exists():
        raise click.ClickException(
            f"There is no database at {settings.database} yet; 'overnight follow --once' creates and fills one."
        )
    try:
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        yield store
