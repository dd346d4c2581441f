"""``overnight import``: take in a file of posts, an export of Telegram Desktop or the record of another host."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.follow import opened
from bot.cli.output import tell
from bot.cli.progress import ImportBar
from bot.cli.taken import import_json, import_told, merge_json, merge_told
from bot.follow.exports import import_export
from bot.hosts.archive import is_record
from bot.hosts.checks import known_id
from bot.hosts.merge import merge_record
from parsers import READER
from parsers.sources.desktop_messages import ExportError, NotFollowedError
from storage import Store
from storage.channels import cursors


@click.command(short_help="Read a Telegram Desktop export, or another host's record.")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what it brought as one JSON object.")
def import_command(path: Path, as_json: bool) -> None:
    """Read a Telegram Desktop export (result.json, its folder, or a zip of it), or a record that another host wrote.

    Only followed channels are imported, recognised by their numeric ids. It may be repeated, before or after following.
    Posts that an export names without showing them (without_text) fill no gap.

    A record ('overnight export record') is merged: its versions take their places among ours by the time they were
    seen, nothing is overwritten, and our reader reads them. Versions whose text does not have its hash are refused.

    \b
    Example:
      overnight import ChatExport_2026-10-07/result.json
      overnight import overnight-record-2026-05-01-2026-10-07.zip
    """
    with opened() as (settings, store), ImportBar() as bar:
        known = {name: known_id(name, store.read_now(cursors.pinned, name)) for name in settings.channels}
        try:
            if is_record(path):
                merged = merge_record(path, known, store, READER, _now, progress=bar.show)
                fields: dict[str, object] = {name: merge_json(one) for name, one in merged.channels.items()}
                told = merge_told(merged)
            else:
                fields, told = _export(path, known, store, bar)
        except ExportError as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(fields))
    else:
        tell(told)


def _export(path: Path, known: Mapping[str, int | None], store: Store, bar: ImportBar) -> tuple[dict[str, object], str]:
    """Import an export of Telegram Desktop; return what it brought as JSON's values and in words."""
    followed = {numeric_id: name for name, numeric_id in known.items() if numeric_id is not None}
    try:
        done = import_export(path, followed, store, READER, _now, progress=bar.show)
    except NotFollowedError as error:
        raise NotFollowedError(f"{error}{not_yet_known(known)}") from error
    told = "\n".join(import_told(name, one) for name, one in done.items())
    return {name: import_json(one) for name, one in done.items()}, told


def not_yet_known(known: Mapping[str, int | None]) -> str:
    """Return a sentence on channels whose numeric id is not known yet, so that their exports cannot be recognised."""
    names = [f"@{name}" for name, numeric_id in known.items() if numeric_id is None]
    return f" The id of {', '.join(names)} is not known yet; 'overnight follow --once' learns it." if names else ""


def _now() -> datetime:
    return datetime.now(UTC)
