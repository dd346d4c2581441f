"""``overnight export``: write the tallies of a range to a file, or the texts for another host."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, TypeVar
from zoneinfo import ZoneInfo

import click

from bot.cli.as_of import AskedStore, as_of_option, known_at
from bot.cli.asking import named_day
from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.taken import many
from bot.export import FORMS, About, write_export
from bot.hosts.write import head_for, last_day, name_of, write_record
from storage import Store
from storage.views.export import export_edges
from storage.views.host_record import holdings

T = TypeVar("T")
# The first and the last day of a range, where they are named.
Days = tuple[date | None, date | None]

NOTHING = "No report is known yet; 'overnight backfill' walks back through the channels."
RECORD = "record"


@click.command("export")
@click.argument("form", type=click.Choice(sorted((*FORMS, RECORD))))
@click.option("--from", "since", metavar="DATE", help="The first date on which a report's period ends.")
@click.option("--to", "until", metavar="DATE", help="The last such date.")
@click.option("--all", "every", is_flag=True, help="With record: every stored post, not only reports.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; by default a new one here."
)
@as_of_option
def export_command(
    form: str, since: str | None, until: str | None, *, every: bool, output: Path | None, as_of: str | None
) -> None:
    """Write all known tallies, or those of a range, to a file.

    CSV comes in a zip with a datapackage.json that says what its columns mean; JSON is that of the public contract.

    A record is for another host of yours, or for checking what somebody else's saw: a zip with every version of every
    report word for word, by the dates (UTC) of publication, and the table of the CSV. It is not for publishing.
    'overnight import' merges it, 'overnight compare' tells where it differs.

    \b
    Example:
      overnight export csv
      overnight export json --from 2026-05-01 --to yesterday --output since-may.json
      overnight export record
    """
    if every and form != RECORD:
        raise click.UsageError("--all goes with record.")
    if as_of and form == RECORD:
        raise click.UsageError("--as-of goes with csv and json: a record has every version with its times.")
    settings = settings_or_fail()
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    first = named_day(since, today, "--from") if since else None
    last = named_day(until, today, "--to") if until else None
    with kept_store(settings) as kept:
        if form == RECORD:
            _export_record(kept, settings.channels, (first, last), every, output)
            return
        with known_at(kept, settings, as_of) as asked:
            _export_tallies(asked, settings.channels, (first, last), form, output)


def _export_tallies(asked: AskedStore, channels: tuple[str, ...], days: Days, form: str, output: Path | None) -> None:
    made_at, edges = asked.now(), asked.store.read_now(export_edges, channels)
    if edges is None:
        raise click.ClickException(NOTHING)
    about = About(channels, days[0] or edges[0], days[1] or edges[1], made_at)
    _check_order(about.first, about.last)
    path = output or Path(about.name + FORMS[form].ending)
    count = _written(path, lambda out: asyncio.run(write_export(asked.store, about, FORMS[form], out)))
    click.echo(f"{count} reports from {about.first} to {about.last}: {path}")


def _export_record(store: Store, channels: tuple[str, ...], days: Days, every: bool, output: Path | None) -> None:
    known = store.read_now(holdings, channels, every)
    if known is None:
        raise click.ClickException(NOTHING)
    head = head_for(known, *days, every, datetime.now(UTC))
    _check_order(head.first.date(), last_day(head))
    path = output or Path(name_of(head))
    written = _written(path, lambda out: write_record(store, head, out))
    click.echo(
        f"{many(written.versions, 'version')} of {many(written.posts, 'post' if every else 'report')} "
        f"published from {head.first.date()} to {last_day(head)}: {path}"
    )


def _check_order(first: date, last: date) -> None:
    if first > last:
        raise click.ClickException(f"--from {first} is after --to {last}.")


def _written(path: Path, write: Callable[[BinaryIO], T]) -> T:
    """Write the file; never overwrite an existing one."""
    try:
        with path.open("xb") as out:
            return write(out)
    except FileExistsError as error:
        raise click.ClickException(f"{path} already exists; name another file with --output.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
