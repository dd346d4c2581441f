"""Telling the operator that a channel forwards a report: its figures count nowhere, and somebody may miss them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from parsers.records import Forward
from storage.posts.intake import ForwardedReport, Intake

# What is found on a walk through old posts is no news.
NEWS = timedelta(days=2)


async def tell_forwards(taken: Intake, now: datetime, on_alarm: Callable[[str, str], Awaitable[None]]) -> None:
    """Tell of each forward that came in now and whose words read like a report."""
    for one in taken.forwarded:
        if now - one.published_at < NEWS:
            await on_alarm(one.channel, sentence(one))


def sentence(one: ForwardedReport) -> str:
    """What the operator is told of it."""
    post = f"https://t.me/{one.channel}/{one.message_id}"
    return f"@{one.channel} forwards a report {_origin(one.forward)}; it is not read as the channel's own: {post}"


def _origin(forward: Forward) -> str:
    address = f"https://t.me/{forward.address}" if forward.address else None
    if forward.name:
        return f"of {forward.name} ({address})" if address else f"of {forward.name}"
    return f"of {address}" if address else "whose origin is hidden"
