"""How fresh the data is, and how much there is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.chat.audience import Audience
from bot.chat.message import Message
from bot.chat.messages.staleness import when
from bot.chat.names import channel_address
from bot.chat.rich_text import block, bold, line, link
from storage.views.channel_contents import ChannelContentsView
from storage.views.latest import LatestSide, LatestView, Silence


def status_message(audience: Audience, view: LatestView, held: Mapping[str, ChannelContentsView]) -> Message:
    """A block a channel."""
    words = audience.words
    blocks = [block(bold(words.say("How fresh the data is")), audience.clock_and_city(view.as_of))]
    for side in view.sides:
        found = held[side.channel]
        read = _read(audience, side, view.as_of)
        lines = [read, words.count("{n} night stored", "{n} nights stored", found.nights)]
        if found.last_night:
            lines.append(words.say("newest night: {day}", day=words.day(found.last_night)))
        if found.unreadable:
            unread = words.count("{n} report could not be read", "{n} reports could not be read", found.unreadable)
            lines.append(unread)
        if found.held:
            lines.append(
                words.count(
                    "{n} report with a figure we could not confirm",
                    "{n} reports with a figure we could not confirm",
                    found.held,
                )
            )
        blocks.append(block(line(link(f"@{side.channel}", channel_address(side.channel))), *lines))
    return Message(tuple(blocks))


def _read(audience: Audience, side: LatestSide, now: datetime) -> str:
    words = audience.words
    if side.last_good_at is None:
        return words.say("never read")
    time = when(audience, side.last_good_at, now)
    if side.silence is Silence.UNREACHABLE:
        return words.say("last read: {time}; cannot be reached now", time=time)
    if side.silence is Silence.PAUSED:
        return words.say("last read: {time}; paused by the bot's operator", time=time)
    return words.say("last read: {time}", time=time)
