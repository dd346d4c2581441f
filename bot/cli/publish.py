"""``overnight publish``: the record as a folder of static files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from bot.cli.open_database import settings_or_fail
from bot.publish.job import PublishingJob, run
from bot.publish.request import PublishError
from bot.setting_values import PublishedAddress


@click.command("publish", short_help="Write the record as a folder of static files.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--base-url", metavar="URL", help="The address the folder is reached at.  [default: OVERNIGHT_PUBLISH_URL]"
)
@click.option(
    "--drop-nights", is_flag=True, help="Also remove nights that the folder has and this database does not know."
)
def publish_command(folder: Path, base_url: str | None, drop_nights: bool) -> None:
    """Write everything that is known into DIR, as files that any web server can serve.

    Pages for people in two languages, JSON, CSV with its description, feeds. Only what changed is written; a command
    that was ended goes on where it was. Links are relative where no address is known.

    \b
    Example:
      overnight publish public --base-url https://record.example.org
    """
    settings = settings_or_fail()
    try:
        address = TypeAdapter(PublishedAddress).validate_python(base_url) if base_url else settings.publish_url
    except ValidationError as error:
        why = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise click.BadParameter(f"{why}.", param_hint="--base-url") from error
    job = PublishingJob(settings.database, folder, settings.channels, address, may_drop=drop_nights)
    try:
        with _progress() as show:
            report = run(job, show)
    except PublishError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{report.nights} nights in {folder}: {report.changed} made anew, {report.written} files written, "
        f"{report.removed} removed."
    )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Yield what shows how many nights are done: a bar on a terminal, else nothing.

    rich is imported for a bar alone: a new post is to be published within a second.
    """
    if not sys.stderr.isatty():
        yield lambda done, all_: None
        return
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, highlight=False, markup=False)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("publishing nights", total=None)
        yield lambda done, all_: progress.update(task, completed=done, total=all_)
