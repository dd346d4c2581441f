"""``/post``: the digest in a channel or group of one's own.

Every step is in the data of its buttons, so that nothing is kept until all is answered, and a restart loses nothing.
A client may send any data: what a step does is checked at Telegram first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.actions import Length, OwnChat, OwnChatWish
from bot.chat.context import Request, Services
from bot.chat.handlers.digest import still_due
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages import own_chat_setup as asking
from bot.chat.messages import own_chats as told
from bot.chat.messages.own_chat_setup import ASAP, HOURS, NO, YES, PickedChat
from bot.chat.messages.static import fault
from bot.chat.messages.subscription import forgotten_meanwhile
from bot.chat.standing import Missing, Standing
from bot.zones import zone_or
from parsers import ask

OFFERED = frozenset(hour.replace(":", "") for row in HOURS for hour in row)
ANSWERS = 4

Step = Callable[[Services, Request, int, list[str]], Awaitable[Message]]


async def post(services: Services, request: Request) -> Message:
    """List what this person set up; where there is nothing, offer Telegram's picker."""
    if not request.private:
        return asking.only_in_private(request.audience.words)
    return await _all(services, request) or asking.pick_message(request.audience.words)


async def picked(services: Services, request: Request) -> Message:
    """A channel or group was picked (its id and title are the text): ask the first question, or say what is missing."""
    number, _, title = request.text.partition(" ")
    standing = await services.standing(int(number), request.chat_id)
    place = PickedChat(standing.chat_id, standing.title or title)
    message = _refused(request.audience.words, place, standing) or asking.question(request.audience, place, ())
    first = asking.chosen_line(request.audience.words, place.title)
    return Message((first, *message.blocks), message.buttons, ends_picker=True)


async def cancelled(services: Services, request: Request) -> Message:
    """Nothing was picked."""
    return asking.cancelled(request.audience.words)


async def own(services: Services, request: Request) -> Message:
    """A button of the set-up or of the list."""
    action, *rest = request.text.split() or [""]
    if not request.private:
        return asking.only_in_private(request.audience.words)
    if action == "pick":
        return asking.pick_message(request.audience.words)
    if action == "all":
        return await post(services, request)
    step = STEPS.get(action)
    if step is None or not rest or not rest[0].lstrip("-").isdecimal():
        return _stale(request.audience.words)
    return await step(services, request, int(rest[0]), rest[1:])


async def _all(services: Services, request: Request) -> Message | None:
    owns = await services.actions.own_chats(request.chat_id)
    return told.list_message(request.audience.words, owns) if owns else None


async def _new(services: Services, request: Request, chat_id: int, answers: list[str]) -> Message:
    """Ask the next question of the set-up; after the last one, set it up."""
    words = request.audience.words
    if not _are_offered(services, answers):
        return _stale(words)
    standing = await services.standing(chat_id, request.chat_id)
    place = PickedChat(standing.chat_id, standing.title)
    if refused := _refused(words, place, standing):
        return refused
    if len(answers) < ANSWERS:
        return asking.question(request.audience, place, answers)
    return await _set_up(services, request, standing, answers)


async def _set_up(services: Services, request: Request, standing: Standing, answers: list[str]) -> Message:
    language, hour, chart, length = answers
    minute = _minute(hour)
    wish = OwnChatWish(
        standing.chat_id, standing.title, standing.is_channel, language, minute, chart == YES, Length(length),
        still_due=minute is None and await still_due(services, request.audience),
    )  # fmt: skip
    first = await services.actions.set_up(request.chat_id, wish)
    own_chat = await _own(services, request, standing.chat_id) if first else None
    if first is None or own_chat is None:
        return forgotten_meanwhile(request.audience.words)
    return told.set_up_message(request.audience, own_chat, first.at, is_forum=standing.is_forum)


async def _card(services: Services, request: Request, chat_id: int, rest: list[str]) -> Message:
    return await _shown(services, request, chat_id)


async def _pause(services: Services, request: Request, chat_id: int, rest: list[str]) -> Message:
    """Pause: also where the bot may not post any more, but not for somebody who is no admin there any more."""
    found = await _theirs(services, request, chat_id, though_lost=True)
    if isinstance(found, Message):
        return found
    await services.actions.pause_own(chat_id)
    return await _shown(services, request, chat_id, request.audience.words.say("Paused until you resume it."))


async def _resume(services: Services, request: Request, chat_id: int, rest: list[str]) -> Message:
    words = request.audience.words
    found = await _theirs(services, request, chat_id)
    if isinstance(found, Message):
        return found
    first = await services.actions.resume_own(found, found.at_minute)
    if first is None:
        return await _shown(services, request, chat_id)
    day = words.long_day(first.at.astimezone(_zone(services, found)).date())
    return await _shown(services, request, chat_id, words.say("It will appear again, first on {day}.", day=day))


async def _again(services: Services, request: Request, chat_id: int, rest: list[str]) -> Message:
    """Look once more whether the bot may post there; if so, all goes on."""
    found = await _theirs(services, request, chat_id)
    if isinstance(found, Message):
        return found
    return await _shown(services, request, chat_id, request.audience.words.say("I may post there again."))


async def _end(services: Services, request: Request, chat_id: int, rest: list[str]) -> Message:
    found = await _theirs(services, request, chat_id, though_lost=True)
    if isinstance(found, Message):
        return found
    await services.actions.end_own(chat_id)
    return told.ended_message(request.audience.words, found)


async def _set(services: Services, request: Request, chat_id: int, rest: list[str]) -> Message:
    """Ask for a new value, or save it."""
    field, value, *_ = (*rest, "", "")
    found = await _theirs(services, request, chat_id)
    if isinstance(found, Message):
        return found
    if not value and field in ("language", "hour", "length"):
        return asking.change_question(replace(request.audience, zone=_zone(services, found)), found, field)
    if not await _saved(services, found, field, value):
        return _stale(request.audience.words)
    return await _shown(services, request, chat_id, request.audience.words.say("Changed."))


async def _saved(services: Services, found: OwnChat, field: str, value: str) -> bool:
    actions = services.actions
    match field:
        case "language" if value in services.languages.codes:
            await actions.choose_language(found.chat_id, value)
        case "hour" if value in OFFERED:
            await actions.resume_own(found, _minute(value))
        case "chart" if value in (YES, NO):
            await actions.choose_picture(found.chat_id, value == YES)
        case "length" if value in set(Length):
            await actions.choose_length(found.chat_id, Length(value))
        case _:
            return False
    return True


async def _theirs(
    services: Services, request: Request, chat_id: int, *, though_lost: bool = False
) -> OwnChat | Message:
    """Return what this person set up, once it is certain that they may change it; else what to say instead.

    Where the bot was lost and may post again, Telegram's update of that may never have come: it is recorded here.
    ``though_lost``: also where the bot itself may not post there any more.
    """
    found = await _own(services, request, chat_id)
    if found is None:
        return fault(request.audience.words.say("You have not set anything up there; /post lists what you have."))
    standing = await services.standing(chat_id, request.chat_id)
    missing = standing.missing
    if missing is None and found.lost:
        await services.actions.came_back(chat_id, None)
    if missing is None or (though_lost and not missing.is_persons and missing is not Missing.UNANSWERED):
        return found
    again = "again" if found.lost or not missing.is_persons else "card"
    return asking.missing_message(request.audience.words, PickedChat(chat_id, found.title), missing, again)


async def _own(services: Services, request: Request, chat_id: int) -> OwnChat | None:
    owns = await services.actions.own_chats(request.chat_id)
    return next((one for one in owns if one.chat_id == chat_id), None)


async def _shown(services: Services, request: Request, chat_id: int, said: str = "") -> Message:
    found = await _own(services, request, chat_id)
    words = request.audience.words
    if found is None:
        return fault(words.say("You have not set anything up there; /post lists what you have."))
    return told.card(words, found, _zone(services, found), said)


def _refused(words: Language, place: PickedChat, standing: Standing) -> Message | None:
    return asking.missing_message(words, place, standing.missing) if standing.missing else None


def _are_offered(services: Services, answers: list[str]) -> bool:
    allowed = (services.languages.codes, OFFERED, (YES, NO), tuple(Length))
    return len(answers) <= ANSWERS and all(one in some for one, some in zip(answers, allowed, strict=False))


def _minute(hour: str) -> int | None:
    """Return the minutes after midnight of ``0900``; None for as soon as possible."""
    return None if hour == ASAP else ask.clock(f"{hour[:2]}:{hour[2:]}")


def _zone(services: Services, own_chat: OwnChat) -> ZoneInfo:
    return zone_or(own_chat.zone, services.house)[0]


def _stale(words: Language) -> Message:
    return fault(words.say("This button no longer works; ask again with /post."))


STEPS: dict[str, Step] = {
    "new": _new, "card": _card, "set": _set, "pause": _pause, "resume": _resume, "again": _again, "end": _end,
}  # fmt: skip
