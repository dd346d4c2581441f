"""A quote of a night: a short one to copy, the whole one, and references, in the reader's language and another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.citation import full_quote, quote, reference
from bot.chat.messages.night_parts import left_out, night_title, no_report_text, notes_block
from bot.chat.rich_text import Piece, block, bold
from storage.views.night import NightView


def cite_message(audience: Audience, view: NightView, others: Sequence[Language] = ()) -> Message:
    """Build the quote: short, whole and as references; in ``others`` as well, the sentences after the reader's own."""
    words = audience.words
    nights = [side.night for side in view.sides if side.night]
    notes = notes_block(audience, nights, [other for side in view.sides for other in side.not_confirmed])
    back = (Button(words.say("‹ Back"), data("night", view.day)),)
    title = block(bold(words.say("Quote")), night_title(words, view.day))
    if not nights:
        nothing = [no_report_text(words, side.channel) for side in view.sides]
        return Message((title, block(*nothing), *notes), (back,))
    every = [replace(audience, words=one) for one in (words, *others)]
    shorts = [quote(one, view.day, nights) for one in every]
    blocks = [title, *(block(Piece(short, "code")) for short in shorts), *notes, block(bold(words.say("In full")))]
    blocks += [block(Piece(full_quote(one, view.day, nights), "code")) for one in every]
    blocks.append(block(bold("APA"), *(Piece(reference(audience, one), "code") for one in nights)))
    blocks += [block(text) for text in left_out(audience)]
    copies = tuple(
        Button(words.say("Copy ({language})", language=one.words.own_name), copy=short)
        for one, short in zip(every, shorts, strict=True)
    )
    return Message(tuple(blocks), (copies, back), tuple(night.source for night in nights))
