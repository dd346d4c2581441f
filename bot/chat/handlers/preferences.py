"""A chat's own settings and stored data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from bot.actions import Length, Sides
from bot.chat.charts.requests import THEMES
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.preferences import StoredData, forgotten, mydata_message, settings_message
from bot.chat.messages.static import fault
from bot.chat.messages.subscription import admins_only, bad_zone
from bot.chat.zone_names import find_zone

# The digest without a sound, and with one.
SOUNDS = ("on", "off")


async def settings(services: Services, request: Request) -> Message:
    """Show the settings with buttons; ``/settings zone Europe/Warsaw`` sets the zone."""
    words = request.audience.words
    name, _, value = request.text.strip().partition(" ")
    if name.lower() in {"zone", "зона", "пояс"} and value.strip():
        if not await request.may_set():
            return admins_only(words)
        zone = find_zone(value, services.languages.codes)
        if zone is None:
            return bad_zone(words, value.strip())
        await services.actions.choose_zone(request.chat_id, zone)
    return await _settings(services, request)


async def language(services: Services, request: Request) -> Message:
    """Answer this chat in the language named."""
    return await _chosen(services, request, services.languages.codes, services.actions.choose_language)


async def silent(services: Services, request: Request) -> Message:
    """Turn the sound of the digest off or on."""
    return await _chosen(services, request, SOUNDS, lambda chat, name: services.actions.set_silent(chat, name == "on"))


async def theme(services: Services, request: Request) -> Message:
    """Draw this chat's pictures on light paper, or on dark."""
    return await _chosen(services, request, THEMES, services.actions.choose_theme)


async def length(services: Services, request: Request) -> Message:
    """Set whether answers here are short or full."""
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
    return await _settings(services, request)


async def _settings(services: Services, request: Request) -> Message:
    kept = await services.actions.chat(request.chat_id)
    return settings_message(services.reader_with(kept, request.told_language), kept)


async def mydata(services: Services, request: Request) -> Message:
    """Show everything stored about this chat."""
    about = await services.actions.all_of(request.chat_id)
    return mydata_message(request.audience, about.chat, StoredData(about.watches, about.shown, about.owed))


async def forget(services: Services, request: Request) -> Message:
    """Delete everything stored about this chat."""
    await services.actions.forget(request.chat_id)
    return fault(forgotten(request.audience.words))
