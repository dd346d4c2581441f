"""``reread``: read every stored revision with the current reader, and report what changes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.differences import differences, heading
from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import DIFFERS, tell
from bot.cli.progress import MoveBar
from parsers import READER
from parsers.channels import find
from parsers.records import Reader
from storage import StorageError, Store, open_store
from storage.backup import back_up
from storage.moving import copy_beside
from storage.readings import reprocess
from storage.readings.load import Key

BATCH = 1000
# Of a post's number.
MOST_DIGITS = 12


def as_post(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Key:
    """Return the key just before the first revision of a post given as ``CHANNEL/POST``."""
    if value is None:
        return reprocess.BEFORE_ALL
    name, _, number = value.partition("/")
    channel = find(name)
    if channel is None or not (number.isascii() and number.isdecimal()) or len(number) > MOST_DIGITS:
        raise click.BadParameter(f"{value!r} is not a post; give it as CHANNEL/POST, such as kpszsu/79455.")
    return Key(channel.name, int(number), 0)


@click.command("reread", short_help="Read every stored version again and show what changes.")
@click.option("--diff", is_flag=True, help="Only show what would change; exit status 3 if anything would.")
@click.option("--from", "after", callback=as_post, metavar="CHANNEL/POST", help="Continue from this post.")
def reread_command(diff: bool, after: Key) -> None:
    """Read every stored version of every post again and show each night whose numbers change.

    Readings are saved at once, in portions; an interrupted command says where to continue. With --diff everything is
    done on a copy of the database. Exit status: 0, or with --diff 3 if a number would change; 1 if it cannot be done.

    \b
    Example:
      overnight reread --diff
      overnight reread --from kpszsu/79455
    """
    settings = settings_or_fail()
    with kept_store(settings) as store:
        if not diff:
            _reread(store, after, "changed")
            return
        with _copy_of(store) as copy:
            changed = _reread(copy, after, "would change")
    if changed:
        sys.exit(DIFFERS)


@contextmanager
def _copy_of(store: Store) -> Iterator[Store]:
    """Yield a copy of the database that is deleted at the end."""
    with TemporaryDirectory(prefix="overnight-") as folder:
        path = Path(folder) / "copy.db"
        try:
            if isinstance(store.location, Path):
                back_up(store.location, path)
            else:
                with MoveBar() as bar:
                    copy_beside(store.location, path, bar.show)
        except StorageError as error:
            raise click.ClickException(f"Cannot copy the database: {error}") from error
        with open_store(path) as copy:
            yield copy


def _portions(store: Store, reader: Reader, after: Key) -> Iterator[tuple[Key, list[reprocess.Changed]]]:
    """Read every revision after ``after`` again; yield the last key of each saved portion, and what changed."""
    total = store.read_now(reprocess.how_many, after)
    with _progress() as progress:
        task = progress.add_task("reading again", total=total)
        while stored := store.read_now(reprocess.texts, BATCH, after):
            made = reprocess.read_again(reader, stored)
            changes = store.write_now(reprocess.keep, reader, stored, made, datetime.now(UTC))
            after = stored[-1].key
            progress.advance(task, len(stored))
            yield after, changes


def _progress() -> Progress:
    console = Console(stderr=True, highlight=False, markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        # Redirected output would go where the progress goes, and so not into the user's file.
        redirect_stdout=sys.stdout.isatty(),
    )


def _reread(store: Store, after: Key, verb: str) -> int:
    """Read all again, print each change as it comes, and return how many versions' figures change."""
    told = otherwise = 0
    try:
        for done, changes in _portions(store, READER, after):
            after = done
            figures = [_tell(changed) for changed in changes]
            told, otherwise = told + figures.count(True), otherwise + figures.count(False)
        store.write_now(reprocess.ended)
    except KeyboardInterrupt:
        if after.channel:
            click.echo(f"\n'overnight reread --from {after.channel}/{after.message_id}' continues from here.", err=True)
        raise
    click.echo(f"Figures of {told} versions {verb}; {otherwise} more differ only in their words or doubts.")
    return told


def _tell(changed: reprocess.Changed) -> bool:
    """Print what changed in a version; return whether a figure did."""
    lines = differences(changed)
    if lines:
        tell("\n".join([heading(changed), *(f"  {line}" for line in lines)]))
    return bool(lines)
