"""A night in short: a sentence or two per side, the rest behind a button."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import data, leaves, night_buttons
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.digest import DigestSide, side_text
from bot.chat.messages.held import held_line, later_line, unsettled
from bot.chat.messages.latest import Around, footer, head, left_out, side_notes, unknown_block, updated
from bot.chat.messages.staleness import raw_block
from bot.chat.messages.tally import source_line
from bot.chat.rich_text import Block, Line, block
from storage.views.latest import LatestSide, LatestView
from storage.views.night import NightSide, NightView


def short_latest(audience: Audience, view: LatestView, around: Around) -> Message:
    """Build the newest night in short: each side's drones, its other weapons by name, its silence."""
    words = audience.words
    nights = [side.night for side in view.sides if side.night]
    blocks = [head(audience, view.newest, updated(view))]
    for side in view.sides:
        blocks.append(_side(audience, side, side_notes(audience, side, view, around)))
        if raw := raw_block(audience, side, around.texts.get(side.channel)):
            blocks.append(raw)
    if any(side.after for side in view.sides):
        blocks.append(block(words.say("A report for another period has come out since: see the full answer.")))
    blocks.append(footer(audience, around.standing, nights))
    full = (Button(words.say("Full answer"), data("latest", "full")),)
    buttons = (full, *night_buttons(words, view.newest, None)) if view.newest else (full,)
    return Message(tuple(blocks), buttons, tuple(night.source for night in nights), night=view.newest)


def _side(audience: Audience, side: LatestSide, notes: Sequence[Line | str]) -> Block:
    if side.night is None:
        return unknown_block(audience.words, side, notes)
    sentence = side_text(audience.words, DigestSide(side.channel, side.night, side.silence), short=True)
    later = [later_line(audience, one) for one in unsettled(side.after)]
    return block(*notes, sentence, source_line(audience, side.night.source), *later)


def short_night(audience: Audience, view: NightView, later: date | None) -> Message:
    """Build the night of a date in short: a sentence to cite and its post for each side that reports it."""
    words = audience.words
    told = [side.night for side in view.sides if side.night]
    sentences = [one for side in view.sides for one in _night_side(audience, side)]
    claim = block(words.say("Each side's own claim, not verified."), *left_out(audience))
    return Message(
        (
            head(audience, view.day, None),
            *(sentences or [block(words.say("We have no report for this night."))]),
            claim,
        ),
        (leaves(words, "short", view.day, later),),
        tuple(one.source for one in told),
    )


def _night_side(audience: Audience, side: NightSide) -> Iterator[Block]:
    lines: list[Line | str] = [held_line(audience, one) for one in side.not_confirmed]
    if side.night:
        said = side_text(audience.words, DigestSide(side.channel, side.night, None), short=True)
        later = [later_line(audience, one) for one in unsettled(side.windows)]
        lines = [said, source_line(audience, side.night.source), *lines, *later]
    if lines:
        yield block(*lines)


def short_title(words: Language, day: date) -> str:
    """``In short: night to 22 September``."""
    return words.say("In short: night to {day}", day=words.long_day(day))
