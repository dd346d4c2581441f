"""One attributed sentence per side, ready to copy."""

from __future__ import annotations

from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.messages.digest import DigestSide, side_text
from bot.chat.messages.held import held_line, later_line, unsettled
from bot.chat.messages.latest import left_out, night_title
from bot.chat.rich_text import Block, block, bold, units
from storage.views.night import NightView
from storage.views.readings import TallyView

COPY_LIMIT = 256


def cite_message(audience: Audience, view: NightView) -> Message:
    """Build a sentence for each side with its post, version and time in UTC."""
    words = audience.words
    nights = [side.night for side in view.sides if side.night]
    texts = {night.source.channel: cite_text(audience, view.day, night) for night in nights}
    blocks: list[Block] = [block(bold(words.say("To cite")), night_title(words, view.day))]
    blocks += [block(text) for text in texts.values()]
    blocks += [block(held_line(audience, held)) for side in view.sides for held in side.not_confirmed]
    blocks += [block(later_line(audience, one)) for side in view.sides for one in unsettled(side.windows)]
    if len(blocks) == 1:
        blocks.append(block(words.say("We have no report for this night.")))
    blocks += [block(text) for text in left_out(audience)]
    copies = tuple(
        Button(words.say("Copy {channel}", channel=f"@{channel}"), copy=text)
        for channel, text in texts.items()
        if units(text) <= COPY_LIMIT
    )
    back = (Button(words.say("‹ Back"), data("night", view.day)),)
    return Message(tuple(blocks), (copies, back), tuple(night.source for night in nights))


def cite_text(audience: Audience, day: date, night: TallyView) -> str:
    """``Overnight to 22 September 2026, by Ukraine's Air Force: … (@kpszsu, post 79455, version 1, 2026-09-22)``."""
    words, source = audience.words, night.source
    said = side_text(words, DigestSide(source.channel, night, None))
    where = audience.address(source) or words.say("post {number}", number=source.message_id)
    return words.say(
        "{said} Night to {day}; {where}, version {version}, posted {posted}.",
        said=said, day=words.day(day), where=where, version=source.revision,
        posted=f"{source.posted_at:%Y-%m-%d %H:%M} UTC",
    )  # fmt: skip
