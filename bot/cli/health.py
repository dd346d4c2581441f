"""``overnight health``: check whether the bot on this database works."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import click

from bot.cli.open_database import settings_or_fail
from bot.fleet.role import told
from bot.operate.health import Health, Signs, chosen_tasks, health_of, length, patience_with, tasks_of
from bot.operate.signs import GONE_SECONDS, as_json, last_told, signs_kept
from bot.settings import Settings
from storage import StorageError
from storage.read_only import read_beside
from storage.views.running import RunningView, running_view


@click.command("health", short_help="Check whether the bot works; status 0 or 1.")
@click.option("--json", "as_text", is_flag=True, help="Print one JSON object.")
def health_command(*, as_text: bool) -> None:
    """Check whether the bot on this database works: status 0 if it does, else 1.

    It reads what the bot recorded within the last two minutes, and changes nothing. Each fault is a sentence.

    \b
    Example:
      overnight health
      overnight health --json
    """
    settings = settings_or_fail()
    health, signs = looked_at(settings, datetime.now(UTC))
    if as_text:
        click.echo(json.dumps(as_json(health, signs), ensure_ascii=False))
    else:
        click.echo("\n".join(("All is well.", *health.notes) if health.ok else (*health.faults, *health.notes)))
    if not health.ok:
        raise click.exceptions.Exit(1)


def looked_at(settings: Settings, now: datetime) -> tuple[Health, Signs]:
    """Return the health of the bot with these settings, and the signs it is judged by."""
    try:
        view = read_beside(settings.database, running_view, settings.channels, now)
    except StorageError as error:
        return Health((str(error),), ()), Signs({})
    wait = (view.waits_until - now).total_seconds() if view.waits_until else 0.0
    signs = signs_kept(view, now, wait)
    gone = _gone(view, now)
    if gone:
        return Health((gone,), ()), signs
    tasks = (*tasks_of(settings.channels), *chosen_tasks(settings))
    health = health_of(signs, tasks, patience_with(settings.poll_seconds))
    return replace(health, notes=(*health.notes, *told(view.health.holders))), signs


def _gone(view: RunningView, now: datetime) -> str | None:
    """Return a sentence if the bot does not run; all other faults then follow from that."""
    age = last_told(view, now)
    if age is None:
        return "The bot is not running: it never did on this database."
    return f"The bot is not running: its last sign of life is {length(age)} old." if age > GONE_SECONDS else None
