"""Commands that read posts in: one pass over the channels, the gaps, the history."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import UNREACHABLE, tell
from bot.cli.progress import BackfillBar, Until, known_channel
from bot.cli.taken import pass_json, pass_told, walk_json, walk_told
from bot.follow.backfill import Goal, Pace, Walked, backfill
from bot.follow.channel import ChannelSource, Tools
from bot.follow.errors import PageError
from bot.follow.followers import Rhythm, follow_forever
from bot.follow.gate import Gate
from bot.follow.one_pass import PassReport, follow_once
from bot.follow.preview import open_preview
from bot.follow.requests import RequestBudget
from bot.settings import Settings
from parsers import READER
from storage import StorageError, Store, open_store
from storage.channels.gaps import gaps
from storage.posts.intake import Intake


@contextmanager
def opened() -> Iterator[tuple[Settings, Store]]:
    """Yield the settings and the database, created if missing; faults of either are reported in a sentence."""
    settings = settings_or_fail()
    try:
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        yield settings, store


@click.command()
@click.option("--once", is_flag=True, help="One pass over every channel, then end.")
@click.option("--json", "as_json", is_flag=True, help="With --once: print what the pass brought as one JSON object.")
def follow_command(once: bool, as_json: bool) -> None:
    """Read the channels' pages into the database.

    With --once, what the pass brought is told for each channel; the exit status is 1 if a channel could not be read, 4
    if none could. Without it, the channels are followed until the command is interrupted.

    \b
    Example:
      overnight follow --once
      overnight follow --once --json
    """
    if as_json and not once:
        raise click.UsageError("--json goes with --once.")
    with opened() as (settings, store):
        if not once:
            asyncio.run(_forever(settings, store))
            return
        reports = asyncio.run(_once(settings, store))
    if as_json:
        click.echo(json.dumps({name: pass_json(report) for name, report in reports.items()}))
    else:
        tell("\n".join(pass_told(name, report) for name, report in reports.items()))
    failed = [report for report in reports.values() if report.error]
    if failed:
        sys.exit(UNREACHABLE if len(failed) == len(reports) else 1)


async def _once(settings: Settings, store: Store) -> dict[str, PassReport]:
    async with open_preview(settings.preview_hosts, _now, settings.contact, settings.proxy_to) as source:
        tools = _tools(store, source)
        return await follow_once(settings.channels, tools, settings.page_pause_seconds, asyncio.sleep)


async def _forever(settings: Settings, store: Store) -> None:
    async with open_preview(settings.preview_hosts, _now, settings.contact, settings.proxy_to) as source:
        rhythm = Rhythm(settings.poll_seconds, settings.page_pause_seconds, asyncio.sleep, random.uniform)
        await follow_forever(settings.channels, _tools(store, source), rhythm)


def _tools(store: Store, source: ChannelSource) -> Tools:
    return Tools(
        store=store,
        reader=READER,
        source=source,
        gate=Gate(_now, asyncio.sleep),
        requests=RequestBudget(),
        now=_now,
        on_intake=_nobody_to_tell,
        on_alarm=_tell_terminal,
    )


async def _nobody_to_tell(channel: str, taken: Intake) -> None:
    """Do nothing: the running bot finds the corrections in the database and sends them."""


async def _tell_terminal(channel: str, sentence: str) -> None:
    tell(sentence, err=True)


@click.command()
@click.option("--all", "closed", is_flag=True, help="Also show gaps that were filled.")
def gaps_command(closed: bool) -> None:
    """Show the ranges of posts that are known to be missing.

    They are retried automatically. An import that covers one fills it.

    \b
    Example: overnight gaps
    """
    with kept_store(settings_or_fail()) as store:
        found = store.read_now(gaps, closed=closed)
    for gap in found:
        filled = f", filled {gap.closed_at:%Y-%m-%d %H:%M}" if gap.closed_at else f", tried {gap.tries} times"
        click.echo(f"@{gap.channel} {gap.from_id}-{gap.to_id}, since {gap.opened_at:%Y-%m-%d %H:%M} UTC{filled}")
    if not found:
        click.echo("No gaps.")


@click.command(short_help="Read a channel's history, back to its first post.")
@click.argument("channel", callback=lambda _ctx, _param, name: known_channel(name))
@click.option("--until", metavar="DATE|ID", type=Until(), help="Stop at posts before this day, or at this post.")
@click.option("--pages", type=click.IntRange(min=1), help="Read at most this many pages of 20 posts.")
@click.option("--pause", type=click.FloatRange(min=0), help="Seconds from one page to the next.  [default: 3]")
@click.option("--json", "as_json", is_flag=True, help="Print what it brought as one JSON object.")
def backfill_command(
    channel: str, until: datetime | int | None, pages: int | None, pause: float | None, as_json: bool
) -> None:
    """Read a channel's history back to its first post, or as far as you like.

    It can be stopped at any time and continues from there when started again; a running bot is not disturbed.

    \b
    Example: overnight backfill kpszsu --until 2026-01-01
    """
    goal = Goal(
        published=until if isinstance(until, datetime) else None,
        message_id=until if isinstance(until, int) else None,
        pages=pages,
    )
    with opened() as (settings, store), BackfillBar(goal) as bar:
        seconds = settings.page_pause_seconds if pause is None else pause
        pace = Pace(seconds, time.monotonic, asyncio.sleep)
        try:
            walked, why = asyncio.run(
                _with_pages(settings, store, lambda tools: backfill(channel, tools, goal, pace, bar.show))
            )
        except PageError as error:
            raise click.ClickException(f"{error} What was read is saved; start again to continue.") from error
    tell(f"@{channel}: {why}", err=True)
    if as_json:
        click.echo(json.dumps({channel: walk_json(walked)}))
    else:
        tell(walk_told(channel, walked))


async def _with_pages(
    settings: Settings, store: Store, work: Callable[[Tools], Awaitable[tuple[Walked, str]]]
) -> tuple[Walked, str]:
    async with open_preview(settings.preview_hosts, _now, settings.contact, settings.proxy_to) as source:
        return await work(_tools(store, source))


def _now() -> datetime:
    return datetime.now(UTC)
