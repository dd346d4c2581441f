"""Commands that bring posts in: a pass over the channels, the gaps, the history, an export."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from bot.cli.opening import settings_or_fail
from bot.follow.channel import Requests, Source, Tools
from bot.follow.forever import Rhythm, follow_forever
from bot.follow.gate import Gate
from bot.follow.one_pass import PassReport, follow_once
from bot.follow.preview import open_preview
from bot.settings import Settings
from parsers import READER
from storage import StorageError, Store, open_store
from storage.intake import Intake


@contextmanager
def opened() -> Iterator[tuple[Settings, Store]]:
    """The settings and the database, made where there is none; what is wrong with either is told in a sentence."""
    settings = settings_or_fail()
    try:
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        yield settings, store


@click.command()
@click.option("--once", is_flag=True, help="One pass over every channel, then end.")
def follow_command(once: bool) -> None:
    """Read the channels' pages into the database.

    With --once, one JSON object is printed with what the pass brought for each channel; the exit status is 1 if a
    channel could not be read. Without it, the channels are followed until the command is interrupted.

    \b
    Example: overnight follow --once
    """
    with opened() as (settings, store):
        if not once:
            asyncio.run(_forever(settings, store))
            return
        reports = asyncio.run(_once(settings, store))
    click.echo(json.dumps({name: _as_json(report) for name, report in reports.items()}))
    if any(report.error for report in reports.values()):
        sys.exit(1)


async def _once(settings: Settings, store: Store) -> dict[str, PassReport]:
    async with open_preview(settings.preview_hosts, _now) as source:
        tools = _tools(store, source)
        return await follow_once(settings.channels, tools, settings.page_pause_seconds, asyncio.sleep)


async def _forever(settings: Settings, store: Store) -> None:
    async with open_preview(settings.preview_hosts, _now) as source:
        rhythm = Rhythm(settings.poll_seconds, settings.page_pause_seconds, asyncio.sleep, random.uniform)
        await follow_forever(settings.channels, _tools(store, source), rhythm)


def _tools(store: Store, source: Source) -> Tools:
    return Tools(
        store=store,
        reader=READER,
        source=source,
        gate=Gate(_now, asyncio.sleep),
        requests=Requests(),
        now=_now,
        on_intake=_nobody_to_tell,
        on_alarm=_tell_terminal,
    )


async def _nobody_to_tell(channel: str, taken: Intake) -> None:
    """Corrections go out from the running bot, which finds them in the database."""


async def _tell_terminal(channel: str, sentence: str) -> None:
    click.echo(sentence, err=True)


def _as_json(report: PassReport) -> dict[str, object]:
    counts: dict[str, object] = {
        "pages": report.pages,
        "new": report.taken.new,
        "edited": report.taken.edited,
        "tallies": report.taken.tallies,
        "unreadable": report.taken.unreadable,
        "gaps": report.gaps,
    }
    return counts | ({"error": report.error} if report.error else {})


def _now() -> datetime:
    return datetime.now(UTC)
