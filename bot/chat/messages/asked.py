"""What is said around a question: that it was not understood, what it was taken for, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.keyboards import data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS
from bot.chat.messages.days import range_name
from bot.chat.messages.static import fault, repeated
from bot.chat.messages.weapon import CALLED
from bot.chat.names import place_name, weapon_name
from bot.chat.rich_text import block
from parsers.ask import Question


def not_understood(words: Language) -> Message:
    """Say what can be asked, with buttons to begin with."""
    return offered(
        words,
        fault(words.say("I answer dates, regions and commands: try /latest, 22.09 or Odesa; /help lists the rest.")),
    )


def not_an_alert(words: Language) -> Message:
    """Say that nothing here warns of an attack, and where warnings are."""
    sentence = words.say(
        "This is not an air-raid warning, and I don't know what is in the air now. Warnings are in the Air Alert app "
        "and in the channels of the regional administrations; I tell what both sides report afterwards."
    )
    return offered(words, fault(sentence))


def suggested(words: Language, question: Question) -> Message:
    """Name the command that a mistyped word looks like; it sets something, so it is not done by a guess."""
    command = f"{question.command} {repeated(question.argument)}".rstrip()
    return offered(words, fault(words.say("Did you mean /{command}?", command=command)))


def offered(words: Language, message: Message) -> Message:
    """Return the message with buttons to go on with, where it is one sentence without any."""
    if not message.brief or message.buttons:
        return message
    last, more = Button(words.say("Last night"), data("latest")), Button(words.say("Help"), data("help"))
    return replace(message, buttons=((last, more),))


def taken_for(words: Language, code: str, others: Sequence[str], message: Message) -> Message:
    """Return a region's answer with a first line that it was taken for that one, and a button for the others."""
    if not others:
        return message
    note = words.say("Taken for {region}, the nearest that I know:", region=place_name(words, code))
    row = tuple(Button(place_name(words, other), data("region", other)) for other in others)
    return replace(message, blocks=(block(note), *message.blocks), buttons=(row, *message.buttons))


def mended_as(words: Language, question: Question, message: Message) -> Message:
    """Return the message with a first line that says what a mistyped word was taken for, if one was."""
    if question.mended is None:
        return message
    typed = repeated(question.mended.typed)
    note = words.say("{meant} (you typed “{typed}”):", meant=_meant(words, question), typed=typed)
    return replace(message, blocks=(block(note), *message.blocks))


def _meant(words: Language, question: Question) -> str:
    """Name what was understood, in the reader's language."""
    if question.command:
        return f"/{question.command}"
    if question.places:
        return place_name(words, question.places[0])
    if question.weapon:
        return weapon_name(words, question.weapon)
    if question.span:
        return range_name(words, *question.span)
    if question.kind and not question.day:
        return words.say(KINDS[CALLED[question.kind]])
    assert question.day, "a typo is mended in a command, a place, a weapon, a kind or a time"
    return words.day(question.day)
