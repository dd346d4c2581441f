"""A chat's own settings and stored data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from bot.actions import Length, Sides
from bot.chat.charts.requests import THEMES
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.preferences import StoredData, forgotten, mydata_message, settings_message
from bot.chat.messages.static import fault

# What is turned on and off.
STATES = ("on", "off")


async def language(services: Services, request: Request) -> Message:
    """Answer this chat in the language named."""
    return await _chosen(services, request, services.languages.codes, services.actions.choose_language)


async def silent(services: Services, request: Request) -> Message:
    """Turn the sound of the digest off or on: silent is without one."""
    return await _chosen(services, request, STATES, lambda chat, name: services.actions.set_silent(chat, name == "on"))


async def no_digest(services: Services, request: Request) -> Message:
    """No more digests here; the settings as they are then, so that the tick is at what is chosen."""
    await services.actions.unsubscribe(request.chat_id)
    return await shown(services, request)


async def late_side(services: Services, request: Request) -> Message:
    """Set whether a side that comes after the digest is told by a message of its own."""
    choose = services.actions.choose_late_side
    return await _chosen(services, request, STATES, lambda chat, name: choose(chat, name == "on"))


async def with_picture(services: Services, request: Request) -> Message:
    """Set whether a chart comes with the digest."""
    choose = services.actions.choose_picture
    return await _chosen(services, request, STATES, lambda chat, name: choose(chat, name == "on"))


async def topic(services: Services, request: Request) -> Message:
    """Have the digest come in the topic this is asked in."""
    await services.actions.choose_topic(request.chat_id, request.thread_id)
    return await shown(services, request)


async def theme(services: Services, request: Request) -> Message:
    """Draw this chat's pictures on light paper, or on dark."""
    return await _chosen(services, request, THEMES, services.actions.choose_theme)


async def length(services: Services, request: Request) -> Message:
    """Set how much answers here tell."""
    return await _chosen(
        services, request, Length, lambda chat, name: services.actions.choose_length(chat, Length(name))
    )


async def sides(services: Services, request: Request) -> Message:
    """Set whether answers here show both sides or one."""
    return await _chosen(services, request, Sides, lambda chat, name: services.actions.choose_sides(chat, Sides(name)))


async def _chosen(
    services: Services, request: Request, choices: Iterable[str], choose: Callable[[int, str], Awaitable[None]]
) -> Message:
    """Choose what a button names; the settings as they are then."""
    if request.text in set(choices):
        await choose(request.chat_id, request.text)
    return await shown(services, request)


async def shown(services: Services, request: Request) -> Message:
    """The settings as they are, with their buttons."""
    kept = await services.actions.chat(request.chat_id)
    return settings_message(services.reader_with(kept, request.told_language), kept, request.thread_id)


async def mydata(services: Services, request: Request) -> Message:
    """Show everything stored about this chat."""
    about = await services.actions.all_of(request.chat_id)
    return mydata_message(
        request.audience, about.chat, StoredData(about.watches, about.shown, about.owed, about.set_up, about.title)
    )


async def forget(services: Services, request: Request) -> Message:
    """Delete everything stored about this chat; the channels and groups that a person set up keep their digest."""
    left = await services.actions.own_chats(request.chat_id)
    await services.actions.forget(request.chat_id)
    return fault(forgotten(request.audience.words, [own.title for own in left]))
