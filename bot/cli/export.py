"""``overnight export``: write the tallies of a range to a file."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.as_of import as_of_option, known_at
from bot.cli.asking import named_day
from bot.cli.open_database import kept_store, settings_or_fail
from bot.export import FORMS, About, write_export
from storage import Store
from storage.views.export import export_edges


@click.command("export")
@click.argument("form", type=click.Choice(sorted(FORMS)))
@click.option("--from", "since", metavar="DATE", help="The first date on which a report's period ends.")
@click.option("--to", "until", metavar="DATE", help="The last such date.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; by default a new one here."
)
@as_of_option
def export_command(form: str, since: str | None, until: str | None, output: Path | None, as_of: str | None) -> None:
    """Write all known tallies, or those of a range, to a file.

    CSV comes in a zip with a datapackage.json that says what its columns mean; JSON is that of the public contract.

    \b
    Example:
      overnight export csv
      overnight export json --from 2026-05-01 --to yesterday --output since-may.json
    """
    settings = settings_or_fail()
    today = datetime.now(ZoneInfo(settings.timezone)).date()
    first = named_day(since, today, "--from") if since else None
    last = named_day(until, today, "--to") if until else None
    with kept_store(settings) as kept, known_at(kept, settings, as_of) as asked:
        store, made_at = asked.store, asked.now()
        edges = store.read_now(export_edges, settings.channels)
        if edges is None:
            raise click.ClickException("No report is known yet; 'overnight backfill' walks back through the channels.")
        about = About(settings.channels, first or edges[0], last or edges[1], made_at)
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
