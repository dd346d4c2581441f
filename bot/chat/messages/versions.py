"""The versions of a post, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.message import Message
from bot.chat.messages.static import fault
from bot.chat.names import post_address
from bot.chat.rich_text import Block, block, bold, line, link
from parsers.records import Held
from storage.views.versions import VersionView

HELD = {
    Held.IMPLAUSIBLE: N_("It has a figure we could not confirm, so its words are not repeated here."),
    Held.DROPPED: N_("This bot's operator withholds its figures, so its words are not repeated here."),
}


def versions_message(audience: Audience, channel: str, message_id: int, found: Sequence[VersionView]) -> Message:
    """Show each version as posted, folded, with when it was first seen; a version held back says only that it is."""
    words = audience.words
    if not found:
        return fault(words.say("We don't have this post."))
    made_up = audience.real_from is not None and message_id < audience.real_from
    post = link(f"{channel}/{message_id}", None if made_up else post_address(channel, message_id))
    blocks = [block(line(bold(words.say("Versions of ")), post))]
    for one in found:
        day = words.long_day(one.seen_at.astimezone(audience.zone).date())
        seen = words.say("seen {time}", time=f"{day} {audience.clock(one.seen_at)}")
        head = words.say("version {number}", number=one.revision)
        blocks.append(block(f"{head} · {seen}"))
        blocks.append(Block(block(_text(words, one)).lines, quoted=True))
    return Message(tuple(blocks))


def _text(words: Language, one: VersionView) -> str:
    """What the version says, or why it is not repeated: a figure that nobody is shown stands in it."""
    if one.held:
        return words.say(HELD[one.held])
    return words.say("The page showed it without its text.") if one.text is None else one.text
