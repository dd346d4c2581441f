"""The short message about a side that reported after the digest went out."""

from __future__ import annotations

from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.messages.night_parts import night_title, sources_pieces
from bot.chat.messages.sentences import side_sentence
from bot.chat.rich_text import block, bold, line
from storage.views.readings import TallyView


def late_side_message(audience: Audience, night: date, view: TallyView) -> Message:
    """What the late side says, in a sentence, with its post; it answers the digest, which has the rest by then."""
    words = audience.words
    below = line(*sources_pieces(audience, [view.source]), " · ", words.say("A claim of one party, not verified."))
    return Message(
        (block(bold(night_title(words, night))), block(side_sentence(words, view)), block(below)),
        ((Button(words.say("Full answer"), data("night", night)),),),
        (view.source,),
    )
