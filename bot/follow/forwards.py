"""Telling the operator that a channel forwarded a report, whose figures count nowhere and may be missed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from parsers.records import Forward
from storage.posts.intake import ForwardedReport, Intake

# A forward found among old posts is no news.
NEWS = timedelta(days=2)


async def tell_forwards(taken: Intake, now: datetime, on_alarm: Callable[[str, str], Awaitable[None]]) -> None:
    """Tell the operator of each new forward whose text reads like a report."""
    for one in taken.forwarded:
        if now - one.published_at < NEWS:
            await on_alarm(one.channel, sentence(one))


def sentence(one: ForwardedReport) -> str:
    """Return the sentence for the operator."""
    post = f"https://t.me/{one.channel}/{one.message_id}"
    return f"@{one.channel} forwards a report {_origin(one.forward)}; it is not read as the channel's own: {post}"


def _origin(forward: Forward) -> str:
    address = f"https://t.me/{forward.address}" if forward.address else None
    if forward.name:
        return f"of {forward.name} ({address})" if address else f"of {forward.name}"
    return f"of {address}" if address else "whose origin is hidden"
