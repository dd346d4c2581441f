"""What a chat sets for itself, and what is kept of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from bot.actions import Length, Sides
from bot.chat.charts.requests import THEMES
from bot.chat.context import Request, Services
from bot.chat.language import LANGUAGES
from bot.chat.message import Message
from bot.chat.messages.preferences import StoredData, forgotten, mydata_message, settings_message
from bot.chat.messages.static import fault
from bot.chat.messages.subscription import admins_only, bad_zone
from bot.chat.zone_names import find_zone

# The digest without a sound, and with one.
SOUNDS = ("on", "off")


async def settings(desk: Services, asked: Request) -> Message:
    """What is set here, with buttons; ``/settings zone Europe/Warsaw`` sets the zone."""
    words = asked.reader.words
    name, _, value = asked.text.strip().partition(" ")
    if name.lower() in {"zone", "зона", "пояс"} and value.strip():
        if not await asked.may_set():
            return admins_only(words)
        zone = find_zone(value)
        if zone is None:
            return bad_zone(words, value.strip())
        await desk.actions.choose_zone(asked.chat_id, zone)
    return await _settings(desk, asked)


async def language(desk: Services, asked: Request) -> Message:
    """Answer this chat in the language named."""
    return await _chosen(desk, asked, LANGUAGES, desk.actions.choose_language)


async def silent(desk: Services, asked: Request) -> Message:
    """Let the digest come without a sound, or with one."""
    return await _chosen(desk, asked, SOUNDS, lambda chat, name: desk.actions.set_silent(chat, name == "on"))


async def theme(desk: Services, asked: Request) -> Message:
    """Draw this chat's pictures on light paper, or on dark."""
    return await _chosen(desk, asked, THEMES, desk.actions.choose_theme)


async def length(desk: Services, asked: Request) -> Message:
    """Tell this chat little of a night, or all."""
    return await _chosen(desk, asked, Length, lambda chat, name: desk.actions.choose_length(chat, Length(name)))


async def sides(desk: Services, asked: Request) -> Message:
    """Tell this chat what both sides say, or one of them."""
    return await _chosen(desk, asked, Sides, lambda chat, name: desk.actions.choose_sides(chat, Sides(name)))


async def _chosen(
    desk: Services, asked: Request, choices: Iterable[str], choose: Callable[[int, str], Awaitable[None]]
) -> Message:
    """Choose what a button names, where the person may; the settings as they are then."""
    if not await asked.may_set():
        return admins_only(asked.reader.words)
    if asked.text in set(choices):
        await choose(asked.chat_id, asked.text)
    return await _settings(desk, asked)


async def _settings(desk: Services, asked: Request) -> Message:
    reader = await desk.reader_of(asked.chat_id, asked.told_language)
    return settings_message(reader, await desk.actions.chat(asked.chat_id))


async def mydata(desk: Services, asked: Request) -> Message:
    """All that is kept of this chat."""
    kept = await desk.actions.chat(asked.chat_id)
    watches, shown = await desk.actions.watches(asked.chat_id), await desk.actions.shown_to(asked.chat_id)
    owed = await desk.actions.owed_to(asked.chat_id)
    return mydata_message(asked.reader, kept, StoredData(watches, shown, owed))


async def forget(desk: Services, asked: Request) -> Message:
    """Delete all that is kept about this chat."""
    if not await asked.may_set():
        return admins_only(asked.reader.words)
    await desk.actions.forget(asked.chat_id)
    return fault(forgotten(asked.reader.words))
