"""``overnight health``: whether the bot that runs on this database does its work."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.open_database import settings_or_fail
from bot.operate.health import Health, Signs, health_of, length, patience_with, tasks_of
from bot.operate.signs import GONE_SECONDS, as_json, last_told, signs_kept
from storage import StorageError
from storage.look_beside import read_beside
from storage.views.running import RunningView, running_view


@click.command("health", short_help="Tell whether the bot does its work; status 0 or 1.")
@click.option("--json", "as_text", is_flag=True, help="Print one JSON object.")
def health_command(*, as_text: bool) -> None:
    """Tell whether the bot that runs on this database does its work: status 0 where it does, else 1.

    It looks from beside the bot at what that wrote down within the last two minutes, and changes nothing. A fault is a
    sentence.

    \b
    Example:
      overnight health
      overnight health --json
    """
    settings = settings_or_fail()
    health, signs = looked_at(settings.database, settings.channels, settings.poll_seconds, datetime.now(UTC))
    if as_text:
        click.echo(json.dumps(as_json(health, signs), ensure_ascii=False))
    else:
        click.echo("\n".join(("All is well.", *health.notes) if health.ok else (*health.faults, *health.notes)))
    if not health.ok:
        raise click.exceptions.Exit(1)


def looked_at(path: Path, channels: Sequence[str], poll_seconds: float, now: datetime) -> tuple[Health, Signs]:
    """The health of the bot on the database at ``path``, and the signs of it."""
    try:
        view = read_beside(path, running_view, channels, now)
    except StorageError as error:
        return Health((str(error),), ()), Signs({})
    wait = (view.waits_until - now).total_seconds() if view.waits_until else 0.0
    signs = signs_kept(view, now, wait)
    gone = _gone(view, now)
    return Health((gone,), ()) if gone else health_of(signs, tasks_of(channels), patience_with(poll_seconds)), signs


def _gone(view: RunningView, now: datetime) -> str | None:
    """A sentence where the bot does not run; what else is wrong then follows from that."""
    age = last_told(view, now)
    if age is None:
        return "The bot does not run: it never did on this database."
    return f"The bot does not run: it was last heard of {length(age)} ago." if age > GONE_SECONDS else None
