"""Commands that answer from the database: ``latest``, ``night``, ``status``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell_json
from bot.export.readings import post_json, report_json
from bot.safe_text import marked
from parsers.channels import CHANNELS
from parsers.json_reading import moment
from parsers.records import Count, Line, Tally
from storage import Snapshot
from storage.channels.cursors import freshness, requests
from storage.channels.gaps import gaps
from storage.views.channel_contents import holdings_view
from storage.views.latest import LatestSide, LatestView, latest_view, patience_of
from storage.views.night import NightView, night_view
from storage.views.readings import HeldView, Report, TallyView

ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def as_day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """Return a date from the command line, YYYY-MM-DD; None where an option is not given."""
    if value is None:
        return None
    if not ISO_DATE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a date; give it as YYYY-MM-DD, such as 2026-09-22.")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"There is no such date: {value}.") from error


@click.command("latest")
@click.option("--json", "as_text", is_flag=True, help="Print the answer as one JSON object.")
def latest_command(as_text: bool) -> None:
    """Show the newest night of each side.

    \b
    Example:
      overnight latest
      overnight latest --json | jq .sides.ua_air_force.night
    """
    settings = settings_or_fail()
    now, zone, patience = datetime.now(UTC), ZoneInfo(settings.timezone), patience_of(settings.poll_seconds)
    with kept_store(settings) as store:
        view = store.read_now(latest_view, settings.channels, now, zone, patience)
    if as_text:
        _print_json(latest_json(view))
    else:
        _print_latest(view, zone)


@click.command("night")
@click.argument("day", callback=as_day, metavar="DATE")
@click.option("--json", "as_text", is_flag=True, help="Print the answer as one JSON object.")
def night_command(day: date, as_text: bool) -> None:
    """Show what each side reports of the night to DATE.

    \b
    Example:
      overnight night 2025-05-20
      overnight night 2025-05-20 --json
    """
    settings = settings_or_fail()
    zone = ZoneInfo(settings.timezone)
    with kept_store(settings) as store:
        view = store.read_now(night_view, settings.channels, day, zone)
    if as_text:
        _print_json(night_json(view))
    else:
        _print_night(view, zone)


@click.command("status")
def status_command() -> None:
    """Show how up to date each channel is and what is stored of it.

    \b
    Example:
      overnight status
    """
    settings = settings_or_fail()
    with kept_store(settings) as store:
        now, zone = datetime.now(UTC), ZoneInfo(settings.timezone)
        columns = store.read_now(_standings, settings.channels, now, zone)
    table = Table("", *settings.channels, title=str(settings.database), title_justify="left")
    for name in columns[0]:
        table.add_row(name, *(column[name] for column in columns))
    _console().print(table)


def _standings(snapshot: Snapshot, channels: Sequence[str], now: datetime, zone: ZoneInfo) -> list[dict[str, str]]:
    return [_standing(snapshot, channel, now, zone) for channel in channels]


def _standing(snapshot: Snapshot, channel: str, now: datetime, zone: ZoneInfo) -> dict[str, str]:
    """Return the state of a channel as rows of a table."""
    fresh, held = freshness(snapshot, channel), holdings_view(snapshot, channel)
    return {
        "paused": marked(fresh.paused_reason or "no"),
        "last good read": _clock(fresh.last_good_at, zone),
        "newest post": _clock(fresh.last_post_at, zone),
        "failures since": str(fresh.failures),
        "last failure": marked(fresh.last_error or "none"),
        "restarts": str(fresh.restarts),
        "requests in the last full hour": str(requests(snapshot, now).get(channel, 0)),
        "open gaps": str(len(gaps(snapshot, channel))),
        "posts": str(held.posts),
        "versions": str(held.revisions),
        "tallies": str(held.tallies),
        "unreadable": str(held.unreadable),
        "held back": str(held.held),
        "nights": str(held.nights),
        "first night": str(held.first_night or "none"),
        "last night": str(held.last_night or "none"),
    }


def latest_json(view: LatestView) -> dict[str, Any]:
    """Return the newest nights as the public JSON; sides are named by their claimants."""
    return {
        "as_of": moment(view.as_of),
        "sides": {
            CHANNELS[side.channel].claimant.value: {
                "night": side.night.night.isoformat() if side.night and side.night.night else None,
                "tallies": [report_json(report) for report in _reports(side)],
                "silence": side.silence.value if side.silence else None,
                "not_confirmed": post_json(side.not_confirmed.source) if side.not_confirmed else None,
            }
            for side in view.sides
        },
    }


def night_json(view: NightView) -> dict[str, Any]:
    """Return a night as the public JSON: the tallies of all sides, each side's night first, and what counts nowhere."""
    nights = [side.night for side in view.sides if side.night]
    windows = [window for side in view.sides for window in side.windows]
    return {
        "night": view.day.isoformat(),
        "tallies": [report_json(report) for report in (*nights, *windows)],
        "others": [report_json(report) for side in view.sides for report in side.others],
    }


def _reports(side: LatestSide) -> list[TallyView]:
    return [*([side.night] if side.night else []), *side.after]


def _print_json(answer: dict[str, Any]) -> None:
    tell_json(answer)


def _print_latest(view: LatestView, zone: ZoneInfo) -> None:
    console = _console()
    for side in view.sides:
        console.print(CHANNELS[side.channel].claimant.value, style="bold")
        _print_reports(console, _reports(side), zone)
        if side.silence:
            console.print(f"  silence: {side.silence.value}")
        if side.not_confirmed:
            console.print(f"  {_counted_nowhere(side.not_confirmed)}: {post_json(side.not_confirmed.source)['url']}")


def _print_night(view: NightView, zone: ZoneInfo) -> None:
    console = _console()
    if not any(side.night or side.windows or side.others for side in view.sides):
        console.print(f"No report of the night to {view.day} is known.")
    for side in view.sides:
        console.print(CHANNELS[side.channel].claimant.value, style="bold")
        _print_reports(console, [*([side.night] if side.night else []), *side.windows], zone)
        for other in side.others:
            console.print(f"  {_counted_nowhere(other)}: {post_json(other.source)['url']}")


def _counted_nowhere(other: Report) -> str:
    match other:
        case TallyView():
            return other.scope.value
        case HeldView():
            return f"a figure we could not confirm ({other.held.value})"
    return f"unreadable: {other.reading.reason}"


def _print_reports(console: Console, reports: Iterable[TallyView], zone: ZoneInfo) -> None:
    for report in reports:
        source = report.source
        what = f"night to {report.night}" if report.night else f"window to {report.ends_on}"
        console.print(f"  {what}, posted {_clock(source.posted_at, zone)}: {post_json(source)['url']}")
        for line in _lines_told(report.tally):
            console.print(f"    {marked(line)}")


def _lines_told(tally: Tally) -> list[str]:
    told = [
        f"{line.outcome.value}: {_number(line)} {', '.join(line.weapons) or line.kind.value}{_standing_of(line)}"
        for line in tally.lines
    ]
    sites = (("hit sites", tally.hit_sites), ("debris sites", tally.debris_sites))
    return told + [f"{name}: {_number(count)}" for name, count in sites if count]


def _standing_of(line: Line) -> str:
    """Return why a number must not be added to the others."""
    return " (a part of another)" if line.share else " (a sum)" if line.total else ""


def _number(count: Line | Count) -> str:
    """Return the number with its hedge, or that it is withheld."""
    if count.number is None:
        return "number not stated"
    return str(count.number) if count.hedge.value == "exact" else f"{count.hedge.value} {count.number}"


def _clock(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z") if at else "never"


def _console() -> Console:
    return Console(highlight=False, markup=False, soft_wrap=True)
