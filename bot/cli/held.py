"""``held``: list the posts that wait for the operator's decision, and decide about one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell, tell_json
from parsers import READER
from parsers.channels import find
from parsers.json_reading import moment
from parsers.records import Decision, Held
from storage import Store
from storage.readings import judging
from storage.views.held import Judged, judged_post, waiting_posts

POST = re.compile(r"(?:https?://)?(?:t\.me/)?(?:s/)?@?(?P<channel>\w+)/(?P<number>\d{1,12})(?:\?\S*)?", re.IGNORECASE)
STATES = {
    Decision.RELEASED: "Released: its figures are shown from now on.",
    Decision.DROPPED: "Dropped: nobody is shown its figures.",
    None: "Undone: it is judged as if nothing had been decided.",
}

MOST_LISTED = 1_000_000

Post = tuple[str, int]


def as_post(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Post | None:
    """Return a post from what a person typed: ``kpszsu/79455`` or its link."""
    if value is None:
        return None
    named = POST.fullmatch(value.strip())
    row = find(named["channel"]) if named else None
    if named is None or row is None:
        raise click.BadParameter(f"{value!r} is not a post of a known channel; give it as kpszsu/79455.")
    return row.name, int(named["number"])


@click.command("held", short_help="List figures that are held back; release or drop one.")
@click.option("--release", metavar="POST", callback=as_post, help="Show the figures of POST.")
@click.option("--drop", metavar="POST", callback=as_post, help="Leave POST out for good.")
@click.option("--undo", metavar="POST", callback=as_post, help="Take back the decision about POST.")
@click.option(
    "--limit",
    metavar="N",
    type=click.IntRange(1, MOST_LISTED),
    default=50,
    show_default=True,
    help="List at most N posts.",
)
@click.option("--json", "as_text", is_flag=True, help="Print one JSON object per post, newest first.")
def held_command(release: Post | None, drop: Post | None, undo: Post | None, limit: int, *, as_text: bool) -> None:
    """List figures far beyond any night before and nights that two posts tell, or decide about one.

    A decision is about the exact text of a post: an edit is judged again. Answers say of what is held back only that it
    could not be confirmed.

    \b
    Example:
      overnight held
      overnight held --release kpszsu/79455
      overnight held --undo https://t.me/kpszsu/79455
    """
    wanted = [(post, what) for post, what in ((release, Decision.RELEASED), (drop, Decision.DROPPED), (undo, None))
              if post]  # fmt: skip
    if len(wanted) > 1:
        raise click.UsageError("Give one of --release, --drop and --undo.")
    settings = settings_or_fail()
    with kept_store(settings) as store:
        found = [_settled(store, *wanted[0])] if wanted else store.read_now(waiting_posts, limit)
    if as_text:
        for one in found:
            tell_json(as_fields(one))
    elif wanted:
        click.echo(f"{link(found[0])}\n{STATES[found[0].decision]}")
    else:
        tell("\n".join(_told(found, ZoneInfo(settings.timezone))))


def _settled(store: Store, post: Post, decision: Decision | None) -> Judged:
    """Decide and return the post afterwards. Raises ``click.ClickException`` where there is nothing to decide."""
    found = store.read_now(judged_post, *post)
    if found is None:
        raise click.ClickException(f"We don't have {post[0]}/{post[1]}, or it gives no figures.")
    if not found.takes(decision):
        raise click.ClickException(_undecidable(found, decision))
    store.write_now(judging.decide, found.key, decision, READER, datetime.now(UTC))
    return store.read_now(judged_post, *post) or found


def _undecidable(post: Judged, decision: Decision | None) -> str:
    """Say why there is nothing to decide, as the bot says it in a chat."""
    name = f"{post.key.channel}/{post.key.message_id}"
    if decision is None:
        return f"Nothing was decided about {name}."
    if post.decision is Decision.RELEASED:
        return f"{name} is already released."
    if post.held is Held.DROPPED:
        return f"{name} is already dropped."
    return f"Nothing in {name} is held back."


def as_fields(one: Judged) -> dict[str, Any]:
    """Return one post as JSON: its address, its state, and why."""
    channel, message_id, revision = one.key
    return {
        "channel": channel,
        "message_id": message_id,
        "revision": revision,
        "link": link(one),
        "posted": moment(one.posted_at),
        "held": one.held and one.held.value,
        "decision": one.decision and one.decision.value,
        "why": [{"code": doubt.code, "detail": doubt.detail} for doubt in one.why],
    }


def link(one: Judged) -> str:
    return f"https://t.me/{one.key.channel}/{one.key.message_id}"


def _told(found: Sequence[Judged], zone: ZoneInfo) -> list[str]:
    if not found:
        return ["Nothing is waiting for a decision."]
    lines = []
    for one in found:
        lines.append(f"{one.posted_at.astimezone(zone):%Y-%m-%d %H:%M}  {link(one)}")
        lines += [f"  {doubt.code}: {doubt.detail}" for doubt in one.why]
    return lines
