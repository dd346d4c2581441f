"""Setting up the digest in a channel or group of one's own, by buttons in the private chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.actions import Length, OwnChat
from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.static import fault, repeated
from bot.chat.picker import picker
from bot.chat.rich_text import Block, block, bold
from bot.chat.standing import Missing

VERB = "own"
ASAP = "asap"
HOURS = (("07:00", "08:00", "09:00"), ("10:00", "11:00", "12:00"), (ASAP,))
YES, NO = "1", "0"
LENGTHS = {
    Length.SHORT: N_("Short digest"),
    Length.USUAL: N_("Usual digest"),
    Length.FULL: N_("Full digest"),
}
MISSING = {
    Missing.NOT_THERE: N_(
        "I am not there: add me – to a channel as an admin who may post, to a group as a member – and try again."
    ),
    Missing.NO_ADMIN: N_("I am not an admin there: make me one, with the right to post messages, and try again."),
    Missing.MAY_NOT_POST: N_(
        "I am an admin there, but without the right to post messages: give me that right and try again."
    ),
    Missing.MAY_NOT_WRITE: N_("I may not write there: let members send messages, or make me an admin, and try again."),
    Missing.UNANSWERED: N_("Telegram does not say what I may do there: try again in a minute."),
    Missing.YOU_ARE_NO_ADMIN: N_(
        "You are not an admin there, and only admins can set this up: become one and try again, or ask one to "
        "send me /post."
    ),
    Missing.YOU_MAY_NOT_POST: N_(
        "You are an admin there, but without the right to post messages: ask the owner for it and try again."
    ),
}

Choices = tuple[tuple[tuple[str, str], ...], ...]
Asking = Callable[[Audience], tuple[str, Choices]]


@dataclass(frozen=True, slots=True)
class PickedChat:
    """The chat that is asked about."""

    chat_id: int
    title: str


def pick_message(words: Language) -> Message:
    """Ask for a channel or a group, with Telegram's picker."""
    return Message(
        (
            block(
                words.say(
                    "In which channel or group of yours should the digest appear? Telegram adds me there; in "
                    "a channel I ask only for the right to post messages."
                )
            ),
        ),
        picker=picker(words),
    )


def cancelled(words: Language) -> Message:
    return Message((block(words.say("Nothing was set up. /post starts again.")),), ends_picker=True)


def only_in_private(words: Language) -> Message:
    return fault(words.say("Send me /post in a private chat: there you choose the channel or group."))


def chosen_line(words: Language, title: str) -> Block:
    return block(words.say("Chosen: {title}", title=repeated(title)))


def missing_message(words: Language, place: PickedChat, missing: Missing, again: str = "new") -> Message:
    """Say what is missing and how to mend it, with a button to try again."""
    buttons = ((Button(words.say("Try again"), data(VERB, again, place.chat_id)),),)
    return Message((*heading(place.title), block(words.say(MISSING[missing]))), buttons)


def question(audience: Audience, place: PickedChat, answers: Sequence[str]) -> Message:
    """Ask for what comes after these answers: the language, the hour, a chart, the length."""
    ask: Asking = (_language, _hour, _chart, _length)[len(answers)]
    return _asked(audience, place, ask, ("new", place.chat_id, *answers))


def change_question(audience: Audience, own: OwnChat, field: str) -> Message:
    """Ask for another language, hour or length of what is set up."""
    ask: Asking = {"language": _language, "hour": _hour, "length": _length}[field]
    return _asked(audience, PickedChat(own.chat_id, own.title), ask, ("set", own.chat_id, field))


def _asked(audience: Audience, place: PickedChat, ask: Asking, before: tuple[object, ...]) -> Message:
    sentence, choices = ask(audience)
    rows = tuple(tuple(Button(label, data(VERB, *before, value)) for label, value in row) for row in choices)
    return Message((*heading(place.title), block(sentence)), rows)


def _language(audience: Audience) -> tuple[str, Choices]:
    words = audience.words
    return words.say("In which language?"), tuple(((one.button, one.code),) for one in words.choices)


def _hour(audience: Audience) -> tuple[str, Choices]:
    words = audience.words
    rows = tuple(
        tuple((words.say("As soon as it comes") if hour == ASAP else hour, hour.replace(":", "")) for hour in row)
        for row in HOURS
    )
    city = words.place_of(audience.zone)
    return words.say("At what hour ({city} time)?", city=city), rows


def _chart(audience: Audience) -> tuple[str, Choices]:
    words = audience.words
    return words.say("With a chart?"), (((words.say("With a chart"), YES), (words.say("Text alone"), NO)),)


def _length(audience: Audience) -> tuple[str, Choices]:
    words = audience.words
    return words.say("How long?"), tuple(((words.say(LENGTHS[one]), one.value),) for one in Length)


def heading(title: str) -> tuple[Block, ...]:
    """Return the title of the chat that is spoken of; nothing where Telegram does not tell it."""
    return (block(bold(repeated(title))),) if title else ()
