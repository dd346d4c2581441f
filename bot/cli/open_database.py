"""The settings and the database of a command, or one clear line and exit status 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.settings import Settings, SettingsError, load_settings
from storage import StorageError, Store, open_store


def settings_or_fail() -> Settings:
    """The settings of the environment; where any is wrong, all faults are told and the command ends."""
    try:
        return load_settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def kept_store(settings: Settings) -> Iterator[Store]:
    """The database that the settings name. A command that only answers does not make one where there is none."""
    if not settings.database.exists():
        raise click.ClickException(
            f"There is no database at {settings.database} yet; 'overnight follow --once' makes and fills one."
        )
    try:
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        yield store
