"""``accuracy``: compare the readings with others' tables of the same reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from bot.accuracy_json import accuracy_json
from bot.cli.accuracy_text import NONE_STORED, accuracy_text, skipped_text
from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell, tell_json
from parsers.outside_tables import TableError, read_table, read_verdicts
from parsers.records.outside import OutsideTable, TableVerdict
from storage import Store
from storage.accuracy.outside_figures import replace_table
from storage.accuracy.verdicts import replace_verdicts
from storage.views.accuracy import accuracy_view

MOST_BYTES = 256 * 1024**2

Read = TypeVar("Read")


@click.command("accuracy", short_help="Compare the readings with others' tables of the same reports.")
@click.option(
    "--table",
    "tables",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Read a table in, in place of what an earlier reading of it brought.",
)
@click.option(
    "--verdicts", metavar="FILE", type=click.Path(path_type=Path), help="Read in what was found about disagreements."
)
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as one JSON object.")
def accuracy_command(tables: tuple[Path, ...], verdicts: Path | None, *, as_json: bool) -> None:
    """Compare today's readings with the tables that were read in, report by report, and print where they differ.

    A table is Ivaniuk's missile_attacks_daily.csv, EODI's published JSON, or a CSV with the columns night, claimant,
    field, number, source. Nothing is fetched: get the file yourself.

    \b
    Example:
      overnight accuracy --table missile_attacks_daily.csv --verdicts docs/accuracy/verdicts.csv
      overnight accuracy
      overnight accuracy --json | jq .tables[].totals
    """
    found = [_read(path, partial(read_table, path.stem)) for path in tables]
    judged = _read(verdicts, read_verdicts) if verdicts else None
    with kept_store(settings_or_fail()) as store:
        _keep(store, found, judged)
        view = store.read_now(accuracy_view)
    for path, table in zip(tables, found, strict=True):
        for sentence in skipped_text(path.name, table.skipped):
            tell(sentence, err=True)
    if as_json:
        tell_json(accuracy_json(view))
    else:
        tell("\n".join(accuracy_text(view)) if view.tables else NONE_STORED)


def _read(path: Path, read: Callable[[bytes], Read]) -> Read:
    """Return what is read of a file, or end the command with one sentence about it."""
    try:
        with path.open("rb") as file:
            given = file.read(MOST_BYTES + 1)  # a pipe does not tell beforehand how much there is
        if len(given) > MOST_BYTES:
            raise click.ClickException(f"{path} is larger than {MOST_BYTES // 1024**2} MB.")
        return read(given)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from error
    except TableError as error:
        first = f" ({error.skipped[0]})" if error.skipped else ""
        raise click.ClickException(f"{path} {error}{first}.") from error


def _keep(store: Store, tables: list[OutsideTable], verdicts: list[TableVerdict] | None) -> None:
    for table in tables:
        store.write_now(replace_table, table, datetime.now(UTC))
    if verdicts is not None:
        store.write_now(replace_verdicts, verdicts)
