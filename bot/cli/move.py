"""``overnight move``: copy the whole database to PostgreSQL, or from there into a file."""

from __future__ import annotations

import click

from bot.cli.interrupts import interrupted_by_any_signal
from bot.cli.open_database import settings_or_fail
from bot.cli.output import tell, tell_json
from bot.cli.progress import MoveBar
from storage.location import Location, LocationError, PostgresAddress, location_of
from storage.moving import Moved, move

# So many digits of a hash are enough to see that two are the same.
DIGITS = 16


class DatabaseOption(click.ParamType[Location]):
    """An option that names a database. No error repeats what was typed: it may hold a password."""

    name = "database"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Location:
        if isinstance(value, PostgresAddress):
            return value
        text = str(value)
        if not text:
            self.fail("It is empty; name a file, or an address such as postgresql://host/overnight.", param, ctx)
        if "://" not in text and text.lower().startswith(("postgres:", "postgresql:")):
            self.fail("An address of PostgreSQL's begins with postgresql://.", param, ctx)
        try:
            return location_of(text)
        except LocationError as error:
            self.fail(f"It {error}.", param, ctx)


@click.command("move", short_help="Copy the whole database to PostgreSQL, or back into a file.")
@click.option("--from", "source", metavar="DATABASE", type=DatabaseOption(), help="The database that is copied.")
@click.option(
    "--to", "target", metavar="DATABASE", type=DatabaseOption(), help="An empty one, or a file that does not exist."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was moved as one JSON object.")
def move_command(source: Location | None, target: Location | None, as_json: bool) -> None:
    """Copy everything from one database into an empty one: a file's into PostgreSQL's, or back.

    DATABASE is a file, or an address such as postgresql://overnight@db/overnight; the one you leave out is
    OVERNIGHT_DATABASE, where a password is not seen by others on this machine.

    No bot may run on either, and whatever else would write meanwhile is refused. What was copied is read back and
    compared before it counts; a move that fails or is ended has changed nothing. The source stays as it is.

    \b
    Example:
      overnight move --from overnight.db --to postgresql://overnight@db/overnight
      overnight move --to overnight-copy.db
    """
    if source is None and target is None:
        raise click.UsageError("Name --from, --to or both; the one you leave out is OVERNIGHT_DATABASE.")
    source, target = source or settings_or_fail().database, target or settings_or_fail().database
    with MoveBar() as bar, interrupted_by_any_signal():
        moved = move(source, target, bar.show)
    if as_json:
        tell_json(_as_json(source, target, moved))
    else:
        tell(_in_words(source, target, moved))


def _in_words(source: Location, target: Location, moved: Moved) -> str:
    names = max(len(table.name) for table in moved.tables)
    lines = [f"{'table':{names}}  {'rows':>12}  sha256 of the rows"]
    lines += [f"{one.name:{names}}  {one.rows:12,}  {one.sha256[:DIGITS]}…" for one in moved.tables if one.rows]
    lines.append(f"{sum(not one.rows for one in moved.tables)} more tables have no rows. All tables: {moved.sha256}")
    if moved.passed_over:
        lines.append(f"Not overnight's, and not moved: {', '.join(moved.passed_over)}.")
    lines.append(f"Moved {moved.rows:,} rows from {source} to {target} and read them back: they are the same.")
    return "\n".join([*lines, f"{source} is as it was. The bot uses {target} once OVERNIGHT_DATABASE names it."])


def _as_json(source: Location, target: Location, moved: Moved) -> dict[str, object]:
    return {
        "from": str(source),
        "to": str(target),
        "rows": moved.rows,
        "sha256": moved.sha256,
        "tables": {one.name: {"rows": one.rows, "sha256": one.sha256} for one in moved.tables},
        "not_moved": list(moved.passed_over),
    }
