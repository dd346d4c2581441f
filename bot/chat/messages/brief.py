"""A night in short: the sentences, their posts and the buttons; the details are one press away."""

from __future__ import annotations

from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import data, leaves
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.latest import Around, latest_message
from bot.chat.messages.night_parts import (
    claims_lines,
    night_title,
    no_report_text,
    notes_block,
    said_block,
    sources_pieces,
    window_texts,
)
from bot.chat.rich_text import block, bold, line
from storage.views.latest import LatestView
from storage.views.night import NightView


def short_latest(audience: Audience, view: LatestView, around: Around) -> Message:
    """Build the newest night in short: what it says above the details, and the posts instead of them."""
    message = latest_message(audience, view, around)
    if view.newest is None:
        return message
    full = (Button(audience.words.say("Full answer"), data("latest", "full")),)
    return Message(message.blocks, (full, *message.buttons), message.shows, night=message.night)


def short_night(audience: Audience, view: NightView, later: date | None) -> Message:
    """Build the night of a date in short: a sentence to quote for each side that reports it, and its post."""
    words = audience.words
    told = [side.night for side in view.sides if side.night]
    windows = [text for side in view.sides for text in window_texts(audience, side.night, side.windows, view.day)]
    shown = (*told, *(window for side in view.sides for window in side.windows))
    blocks = [block(bold(night_title(words, view.day))), *said_block(words, told)]
    if not told:
        blocks.append(block(*(no_report_text(words, side.channel) for side in view.sides)))
    blocks += [block(*windows)] if windows else []
    blocks += notes_block(audience, shown, [other for side in view.sides for other in side.not_confirmed])
    sources = sources_pieces(audience, [one.source for one in shown])
    blocks.append(block(*([line(*sources)] if sources else []), *claims_lines(audience)))
    return Message(tuple(blocks), (leaves(words, "short", view.day, later),), tuple(one.source for one in shown))


def short_title(words: Language, day: date) -> str:
    """``In short: night of 21–22 September``."""
    return words.say("In short: night of {night}", night=words.night(day, year=False))
