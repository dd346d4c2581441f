"""``unread``: list the reports that could not be read completely, and the tallies with a doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell, tell_json, tell_raw
from bot.cli.progress import known_channel
from bot.settings import Settings
from parsers.json_reading import moment
from storage.channels.raw_pages import newest
from storage.readings.tallies import UnreadReport, unread

MOST_LISTED = 1_000_000


@click.command("unread", short_help="List refused reports and tallies with a doubt, newest first.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(1, MOST_LISTED), default=50, show_default=True, help="At most N posts."
)
@click.option(
    "--page",
    metavar="CHANNEL",
    callback=lambda _ctx, _param, name: name and known_channel(name),
    help="Print the channel's newest page that could not be parsed.",
)
@click.option("--json", "as_text", is_flag=True, help="Print one JSON object per post, newest first.")
def unread_command(limit: int, page: str | None, as_text: bool) -> None:
    """List refused reports and tallies with a doubt, by reason, newest posts first.

    A post with several doubts is listed under each. The newest page of each channel whose layout has changed is saved
    unchanged; --page prints its HTML.

    \b
    Example:
      overnight unread --limit 10
      overnight unread --json | jq .link
      overnight unread --page kpszsu > page.html
    """
    settings = settings_or_fail()
    if page is not None:
        _write_page(settings, page)
        return
    with kept_store(settings) as store:
        found = store.read_now(unread, limit)
    if as_text:
        for one in found:
            tell_json(as_fields(one))
    else:
        tell("\n".join(_told(found, ZoneInfo(settings.timezone))))


def _write_page(settings: Settings, channel: str) -> None:
    """Print the page on standard output and what is known of it on standard error."""
    with kept_store(settings) as store:
        kept = store.read_now(newest, channel)
    if kept is None:
        raise click.ClickException(f"Every page of @{channel} could be read.")
    cut = f", the first {len(kept.html)} of its {kept.length} characters" if len(kept.html) < kept.length else ""
    fetched = kept.fetched_at.astimezone(ZoneInfo(settings.timezone))
    tell(f"@{channel}: {kept.reason}, fetched {fetched:%Y-%m-%d %H:%M %Z}{cut}", err=True)
    tell_raw(kept.html)


def as_fields(one: UnreadReport) -> dict[str, Any]:
    """Return one post as JSON: its address, when it was posted, why it was refused or doubted."""
    channel, message_id, revision = one.key
    return {
        "channel": channel,
        "message_id": message_id,
        "revision": revision,
        "link": link(one),
        "posted": moment(one.posted_at),
        "reason": one.reason,
        "doubts": [{"code": doubt.code, "detail": doubt.detail} for doubt in one.doubts],
    }


def link(one: UnreadReport) -> str:
    return f"https://t.me/{one.key.channel}/{one.key.message_id}"


def _told(found: Sequence[UnreadReport], zone: ZoneInfo) -> list[str]:
    """Return a heading per reason, in the order of their newest posts, each with its posts."""
    if not found:
        return ["Nothing was refused and nothing is in doubt."]
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        posted = one.posted_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        reasons = {f"refused: {one.reason}": ""} if one.reason else {}
        reasons |= {f"doubt: {doubt.code}": f"  {doubt.detail}" for doubt in one.doubts}
        for reason, detail in reasons.items():
            by_reason[reason].append(f"  {posted}  {link(one)}{detail}")
    return [told for reason, posts in by_reason.items() for told in (f"{reason} ({_posts(len(posts))})", *posts)]


def _posts(number: int) -> str:
    return "1 post" if number == 1 else f"{number} posts"
