"""``overnight restore``: a backup in the place of the database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.backup import counted
from bot.cli.open_database import settings_or_fail
from storage.restore import restore


@click.command("restore", short_help="Put a backup in the place of the database.")
@click.argument("backup", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Also where there is a database; that one is kept aside.")
def restore_command(backup: Path, force: bool) -> None:
    """Put a copy of a backup where OVERNIGHT_DATABASE says. The bot must not run.

    The backup is checked before anything is touched. With --force a database that is there is kept beside it as
    NAME-replaced-TIME.db. A backup of an older overnight is brought up to date by the next start; one of a newer
    overnight is refused.

    \b
    Example:
      overnight restore /srv/backups/overnight-2026-11-29T030000Z.db
    """
    database = settings_or_fail().database
    restored = restore(backup, database, datetime.now(UTC), force=force)
    click.echo(f"{database} is restored from {backup}: {counted(restored.rows)}.")
    if restored.aside:
        click.echo(f"What was there is kept as {restored.aside}.")
