"""``overnight restore``: replace the database with a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.backup import counted
from bot.cli.open_database import database_file, settings_or_fail
from storage.restore import restore

# What there is instead of restoring a file.
INSTEAD = (
    "PostgreSQL's own pg_restore restores what pg_dump made; 'overnight move --from FILE' fills an empty database "
    "from a file."
)


@click.command("restore", short_help="Replace the database with a backup.")
@click.argument("backup", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace an existing database, which is kept aside.")
def restore_command(backup: Path, force: bool) -> None:
    """Copy a backup to where OVERNIGHT_DATABASE says. The bot must not run.

    The backup is checked before anything is touched. With --force an existing database is kept beside it as
    NAME-replaced-TIME.db. A backup of an older overnight is updated by the next start; one of a newer overnight is
    refused.

    \b
    Example:
      overnight restore /srv/backups/overnight-2026-11-29T030000Z.db
    """
    database = database_file(settings_or_fail(), INSTEAD)
    restored = restore(backup, database, datetime.now(UTC), force=force)
    click.echo(f"{database} is restored from {backup}: {counted(restored.rows)}.")
    if restored.aside:
        click.echo(f"The former database is kept as {restored.aside}.")
