"""``overnight export``: write the tallies of a range to a file."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.cli.answers import as_day
from bot.cli.open_database import kept_store, settings_or_fail
from bot.export import FORMS, About, write_export
from storage import Store
from storage.views.export import export_edges


@click.command("export")
@click.argument("form", type=click.Choice(sorted(FORMS)))
@click.option(
    "--from", "first", callback=as_day, metavar="DATE", help="The first date on which a report's period ends."
)
@click.option("--to", "last", callback=as_day, metavar="DATE", help="The last such date.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; by default a new one here."
)
def export_command(form: str, first: date | None, last: date | None, output: Path | None) -> None:
    """Write all known tallies, or those of a range, to a file.

    CSV comes in a zip with a datapackage.json that says what its columns mean; JSON is that of the public contract.

    \b
    Example:
      overnight export csv
      overnight export json --from 2026-05-01 --to 2026-06-30 --output may-june.json
    """
    settings = settings_or_fail()
    with kept_store(settings) as store:
        edges = store.read_now(export_edges, settings.channels)
        if edges is None:
            raise click.ClickException("No report is known yet; 'overnight backfill' walks back through the channels.")
        about = About(settings.channels, first or edges[0], last or edges[1], datetime.now(UTC))
        if about.first > about.last:
            raise click.ClickException(f"--from {about.first} is after --to {about.last}.")
        path = output or Path(about.name + FORMS[form].ending)
        count = _written(store, about, form, path)
    click.echo(f"{count} reports from {about.first} to {about.last}: {path}")


def _written(store: Store, about: About, form: str, path: Path) -> int:
    """Write the file; never overwrite an existing one."""
    try:
        with path.open("xb") as out:
            return asyncio.run(write_export(store, about, FORMS[form], out))
    except FileExistsError as error:
        raise click.ClickException(f"{path} already exists; name another file with --output.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
