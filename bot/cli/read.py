"""``read``: read posts from standard input, without a database or a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import click

from bot.cli.output import tell_json
from parsers import READER_VERSION, read
from parsers.channels import CHANNELS, find
from parsers.json_reading import as_json
from parsers.records import Post
from parsers.time.plausible import is_possible


class BadLineError(ValueError):
    """A line of input that is not a post; the message says why."""


@click.command("read", short_help="Read posts from standard input; print one JSON reading per line.")
@click.option("--jsonl", is_flag=True, help="Standard input has one JSON object per line instead of one post's text.")
@click.option("--channel", metavar="NAME", help="The channel of the posts, where the input does not name it.")
@click.option("--posted", metavar="TIME", help="When they were posted, such as 2026-09-14T05:10:00Z.")
def read_command(jsonl: bool, channel: str | None, posted: str | None) -> None:
    """Read posts from standard input and print one JSON reading per line.

    \b
    Example:
      overnight read --channel kpszsu --posted 2026-09-14T05:10:00Z < post.txt
      overnight read --jsonl < posts.jsonl > readings.jsonl
    """
    given = {"channel": _channel(channel), "posted": posted}
    if posted is not None:
        _checked_time(posted)
    given_bytes = sys.stdin.buffer
    lines: Iterable[bytes | str] = given_bytes if jsonl else [json.dumps({"text": _text(given_bytes.read())})]
    failed = False
    for line in lines:
        if line.strip():
            reading = _reading(line, given)
            failed = failed or "error" in reading
            tell_json(reading)
    if failed:
        sys.exit(1)


def _channel(name: str | None) -> str | None:
    if name is None:
        return None
    row = find(name)
    if row is None:
        raise click.BadParameter(
            f"{name} is not a channel this reader knows ({', '.join(CHANNELS)}).", param_hint="--channel"
        )
    return row.name


def _checked_time(posted: str) -> datetime:
    try:
        return _time(posted)
    except BadLineError as error:
        raise click.BadParameter(str(error), param_hint="--posted") from error


def _text(given: bytes) -> str:
    """Decode one post's text. Ends the command where it is not UTF-8."""
    try:
        return _decoded(given)
    except BadLineError as error:
        raise click.ClickException(f"Standard input is {error}; 'iconv -f WINDOWS-1251 -t UTF-8' may help.") from error


def _decoded(given: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark. Raises BadLineError."""
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadLineError(f"not UTF-8 (byte {error.start + 1} is 0x{given[error.start]:02X})") from error


def _reading(line: bytes | str, given: dict[str, str | None]) -> dict[str, Any]:
    """Return the reading of one line of input, or its key and what is wrong with it."""
    key = None
    try:
        fields = _fields(line if isinstance(line, str) else _decoded(line))
        key = fields.get("key")
        post = _post(fields, given)
    except BadLineError as error:
        return {"key": key, "error": str(error)}
    return as_json(post, read(post), READER_VERSION)


def _fields(line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except ValueError as error:
        raise BadLineError(f"not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise BadLineError("not a JSON object")
    return fields


def _post(fields: dict[str, Any], given: dict[str, str | None]) -> Post:
    text, posted = fields.get("text"), fields.get("posted") or given["posted"]
    name = fields.get("channel") or given["channel"]
    if not isinstance(text, str):
        raise BadLineError("no text")
    row = find(name) if isinstance(name, str) else None
    if row is None:
        raise BadLineError(
            f"unknown channel {name!r}" if name else "no channel (give it in the line, or with --channel)"
        )
    return Post(row.name, fields.get("message_id"), _time(posted) if posted else None, text, fields.get("key"))


def _time(posted: object) -> datetime:
    """Parse an ISO time; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(posted if isinstance(posted, str) else "")
    except ValueError as error:
        raise BadLineError(f"posted {posted!r} is not a time such as 2026-09-14T05:10:00Z") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if not is_possible(moment):
        raise BadLineError(f"posted {posted!r} is before 2013 or after 2099, when no channel posted")
    return moment
