"""``overnight status``: how up to date each channel is, and what is stored of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell_json
from bot.safe_text import marked
from parsers.json_reading import moment
from storage import Snapshot
from storage.channels.cursors import freshness, requests
from storage.channels.gaps import gaps
from storage.views.channel_contents import holdings_view

Standing = dict[str, Any]

# the name in JSON -> in the table, and what is said where there is none
ROWS = {
    "paused": ("paused", "no"),
    "last_good_read": ("last good read", "never"),
    "newest_post": ("newest post", "never"),
    "failures": ("failures since", ""),
    "last_failure": ("last failure", "none"),
    "restarts": ("restarts", ""),
    "requests_last_hour": ("requests in the last full hour", ""),
    "open_gaps": ("open gaps", ""),
    "posts": ("posts", ""),
    "versions": ("versions", ""),
    "tallies": ("tallies", ""),
    "unreadable": ("unreadable", ""),
    "held_back": ("held back", ""),
    "nights": ("nights", ""),
    "first_night": ("first night", "none"),
    "last_night": ("last night", "none"),
}


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def status_command(as_json: bool) -> None:
    """Show how up to date each channel is and what is stored of it.

    \b
    Example:
      overnight status
      overnight status --json | jq .channels.kpszsu.last_good_read
    """
    settings = settings_or_fail()
    with kept_store(settings) as store:
        columns = store.read_now(_standings, settings.channels, datetime.now(UTC))
    if as_json:
        channels = {name: _as_json(one) for name, one in columns.items()}
        tell_json({"database": str(settings.database), "channels": channels})
        return
    zone = ZoneInfo(settings.timezone)
    table = Table("", *settings.channels, title=str(settings.database), title_justify="left")
    for row, (name, without) in ROWS.items():
        table.add_row(name, *(_shown(column[row], zone, without) for column in columns.values()))
    Console(highlight=False, markup=False, soft_wrap=True).print(table)


def _standings(snapshot: Snapshot, channels: Sequence[str], now: datetime) -> dict[str, Standing]:
    asked = requests(snapshot, now)
    return {channel: _standing(snapshot, channel, asked.get(channel, 0)) for channel in channels}


def _standing(snapshot: Snapshot, channel: str, asked: int) -> Standing:
    """Return the state of a channel, in the order of ROWS; None for what there is not."""
    fresh, held = freshness(snapshot, channel), holdings_view(snapshot, channel)
    return {
        "paused": fresh.paused_reason,
        "last_good_read": fresh.last_good_at,
        "newest_post": fresh.last_post_at,
        "failures": fresh.failures,
        "last_failure": fresh.last_error,
        "restarts": fresh.restarts,
        "requests_last_hour": asked,
        "open_gaps": len(gaps(snapshot, channel)),
        "posts": held.posts,
        "versions": held.revisions,
        "tallies": held.tallies,
        "unreadable": held.unreadable,
        "held_back": held.held,
        "nights": held.nights,
        "first_night": held.first_night,
        "last_night": held.last_night,
    }


def _as_json(standing: Standing) -> Standing:
    """Moments in UTC, dates as YYYY-MM-DD."""
    return {name: moment(value) if isinstance(value, date) else value for name, value in standing.items()}


def _shown(value: object, zone: ZoneInfo, without: str) -> str:
    """Return a value for the table; ``without`` where there is none."""
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%Y-%m-%d %H:%M %Z}"
    return marked(str(value)) if value or isinstance(value, int) else without
