"""The short message about a side that reported after the digest went out."""

from __future__ import annotations

from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.messages.sentences import side_sentence
from bot.chat.rich_text import block, line, link
from storage.views.readings import TallyView


def late_side_message(audience: Audience, night: date, view: TallyView) -> Message:
    """What the late side says, in a sentence, with its post; it answers the digest, which has the rest by then."""
    words, source = audience.words, view.source
    post = link(f"{source.channel}/{source.message_id}", audience.address(source))
    return Message(
        (
            block(side_sentence(words, view)),
            block(line(words.say("This is a claim by one of the parties."), " ", post)),
        ),
        ((Button(words.say("Full answer"), data("night", night)),),),
        (source,),
    )
