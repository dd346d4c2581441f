"""What is said of channels and groups of one's own, with any title; and what Telegram shows of the bot itself."""

from __future__ import annotations

from random import Random

from bot.actions import Length, OwnChat
from bot.chat.audience import Audience
from bot.chat.message import Message
from bot.chat.messages import own_chat_setup, own_chats, profile
from bot.chat.messages.own_chat_setup import PickedChat
from bot.chat.rich_text import block
from bot.chat.standing import Missing
from tests.proofs.generated import tallies
from tests.proofs.generated.letters import spoken
from tests.proofs.generated.tallies import maybe, moment

ANSWERS = ("uk", "0900", "1")


def own_chat(dice: Random) -> OwnChat:
    return OwnChat(
        chat_id=-dice.randrange(1, 2**52),
        title=spoken(dice),
        is_channel=dice.random() < 0.5,
        paused=dice.random() < 0.3,
        at_minute=maybe(dice, dice.randrange(24 * 60)),
        thread_id=maybe(dice, dice.randrange(1, 2**31)),
        language=dice.choice(("en", "uk", None)),
        zone=None,
        length=dice.choice((None, *Length)),
        with_picture=dice.random() < 0.5,
        lost=dice.random() < 0.3,
    )


def asked(asks: Audience, dice: Random) -> Message:
    """A step of the set-up."""
    own, words = own_chat(dice), asks.words
    place = PickedChat(own.chat_id, dice.choice(("", own.title)))
    missing = own_chat_setup.missing_message(words, place, dice.choice(tuple(Missing)), dice.choice(("new", "again")))
    question = own_chat_setup.question(asks, place, ANSWERS[: dice.randrange(4)])
    change = own_chat_setup.change_question(asks, own, dice.choice(("language", "hour", "length")))
    first = Message((own_chat_setup.chosen_line(words, own.title), *question.blocks), question.buttons)
    return dice.choice(
        (missing, question, change, first, own_chat_setup.pick_message(words), own_chat_setup.cancelled(words))
    )


def shown(asks: Audience, dice: Random) -> Message:
    """What is set up."""
    own, words = own_chat(dice), asks.words
    at = moment(dice, tallies.day(dice))
    return dice.choice(
        (
            own_chats.set_up_message(asks, own, at, is_forum=dice.random() < 0.5),
            own_chats.card(words, own, asks.zone, dice.choice(("", words.say("Changed.")))),
            own_chats.list_message(words, [own_chat(dice) for _ in range(dice.choice((1, 2, 40)))]),
            own_chats.ended_message(words, own),
        )
    )


def lost(asks: Audience, dice: Random) -> Message:
    own = own_chat(dice)
    return own_chats.lost_message(asks.words, PickedChat(own.chat_id, own.title))


def of_the_bot(asks: Audience, dice: Random) -> Message:
    """What stands in an empty chat, and on the bot's profile."""
    if dice.random() < 0.5:
        return own_chat_setup.only_in_private(asks.words)
    return Message((block(profile.description(asks.words)), block(profile.short_description(asks.words))))
