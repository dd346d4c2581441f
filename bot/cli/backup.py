"""``overnight backup``: copy the database while the bot runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.open_database import database_file, settings_or_fail
from storage.backup import Backup, back_up, back_up_dated

# What there is instead of a backup of a file.
INSTEAD = "PostgreSQL's own pg_dump backs it up; 'overnight move --to FILE' makes a portable copy while no bot runs."


@click.command("backup", short_help="Copy the database to a file or a folder, while the bot runs.")
@click.argument("target", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="In a folder: delete all but the newest N.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
def backup_command(target: Path, keep: int | None, force: bool) -> None:
    """Copy the database, as it is now, to a file, or into a folder under a dated name.

    The copy is checked before it gets its name, and only its owner may read it. The bot may run meanwhile. With
    --keep the target is a folder (created if missing), and all but the newest N dated copies of this database in it
    are deleted; nothing else there is touched.

    \b
    Example:
      overnight backup /srv/backups/before-upgrade.db
      overnight backup /srv/backups --keep 14
    """
    database = database_file(settings_or_fail(), INSTEAD)
    if keep is not None or target.is_dir():
        if force:
            raise click.UsageError("--force is for a file; in a folder each copy has a name of its own.")
        made = back_up_dated(database, target, datetime.now(UTC), keep=keep)
    else:
        made = back_up(database, target, force=force)
    click.echo(f"{made.path}: {counted(made.rows)}, {made.size:,} bytes, checked.{_deleted(made)}")


def counted(rows: dict[str, int]) -> str:
    """Return the two counts of a copy that a person can compare with what they know."""
    return f"{rows.get('posts', 0):,} posts, {rows.get('chats', 0):,} chats"


def _deleted(made: Backup) -> str:
    if not made.deleted:
        return ""
    return f" Deleted: {', '.join(path.name for path in made.deleted)}."
