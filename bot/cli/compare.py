"""``overnight compare``: where another host saw other texts of the same posts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.open_database import settings_or_fail
from bot.cli.output import DIFFERS, tell, tell_json
from bot.cli.taken import refused_told
from bot.hosts.archive import HostRecord, opened_record
from bot.hosts.checks import REFUSALS
from bot.hosts.compare import Alike, Comparison, PostDifference, Texts, compared
from parsers.json_reading import moment
from parsers.records import HostHead
from parsers.sources.desktop_messages import ExportError
from storage.read_only import read_beside

COUNTED = {
    Alike.SAME: "the same",
    Alike.OTHER_TEXT: "with other texts",
    Alike.ONLY_THEIRS: "only there",
    Alike.ONLY_OURS: "only here",
}


@click.command("compare", short_help="Compare another host's record with what is stored.")
@click.argument("path", metavar="RECORD", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the differences as one JSON object.")
def compare_command(path: Path, as_json: bool) -> None:
    """Tell where another host saw other texts of the same posts, from its record ('overnight export record').

    Texts are compared by their hashes. First how many posts of each channel and month agree, then each post that does
    not: the versions that only the other host saw (there), and those that only we saw (here), with the times (UTC) at
    which they were seen. Nothing is written, and the bot may run meanwhile. Exit status: 0 if the texts are the same; 3
    if they differ; 1 if it cannot be done.

    \b
    Example:
      overnight compare overnight-record-2026-05-01-2026-10-07.zip
    """
    settings = settings_or_fail()
    try:
        with opened_record(path) as record:
            found = read_beside(settings.database, compared, record, datetime.now(UTC))
            head = record.head
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        tell_json(_fields(record, found))
    else:
        tell("\n".join(_told(head, found)))
    if not found.is_equal:
        sys.exit(DIFFERS)


def _told(head: HostHead, found: Comparison) -> Iterator[str]:
    what = "posts" if head.every else "reports"
    yield f"The record has {what} published from {_minute(head.first)} to {_minute(head.until)} UTC."
    for (channel, month), counted in sorted(found.months.items()):
        yield f"@{channel} {month}: {_counted(counted)}"
    yield from refused_told(found.refused)
    if found.is_equal:
        yield "Both hosts saw the same texts."
    yield from map(_line, found.differences)


def _counted(counted: Counter[Alike]) -> str:
    return ", ".join(f"{counted[alike]} {words}" for alike, words in COUNTED.items() if counted[alike])


def _line(one: PostDifference) -> str:
    """``https://t.me/kpszsu/83263 with other texts · there version 2, seen 2026-10-06 07:30 to 07:45``"""
    sides = [("there", one.theirs), ("here", one.ours)]
    seen = [f"{side} {_versions(texts)}" for side, texts in sides if texts]
    return " · ".join([f"{_url(one)} {COUNTED[one.alike]}", *seen])


def _versions(texts: Texts) -> str:
    return "; ".join(
        f"version {one.revision}, seen {_minute(one.observed_at)}"
        + (f" to {_minute(one.last_observed_at)}" if one.last_observed_at > one.observed_at else "")
        + ("" if sha256 else ", without its text")
        for sha256, one in texts.items()
    )


def _minute(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M}"


def _url(one: PostDifference) -> str:
    return f"https://t.me/{one.channel}/{one.message_id}"


def _fields(record: HostRecord, found: Comparison) -> dict[str, object]:
    head = record.head
    return {
        "record": {
            "file": str(record.path),
            "made_at": moment(head.made_at),
            "first": moment(head.first),
            "until": moment(head.until),
            "posts": "all" if head.every else "reports",
        },
        "equal": found.is_equal,
        "months": [
            {"channel": channel, "month": month} | {alike.value: counted[alike] for alike in Alike}
            for (channel, month), counted in sorted(found.months.items())
        ],
        "refused": {why: found.refused[why] for why in REFUSALS},
        "differences": [
            {
                "channel": one.channel,
                "message_id": one.message_id,
                "url": _url(one),
                "published_at": moment(one.published_at),
                "alike": one.alike.value,
                "there": _texts(one.theirs),
                "here": _texts(one.ours),
            }
            for one in found.differences
        ],
    }


def _texts(texts: Texts) -> list[dict[str, object]]:
    return [
        {
            "revision": one.revision,
            "sha256": sha256,
            "observed_at": moment(one.observed_at),
            "last_observed_at": moment(one.last_observed_at),
        }
        for sha256, one in texts.items()
    ]
