"""A weapon without a date: the last nights that name it."""

from __future__ import annotations

from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.static import old_button
from bot.chat.messages.weapon import weapon_message
from parsers.vocabulary.weapons import WEAPONS
from storage.views.weapon import weapon_view

SLUGS = frozenset(row.slug for row in WEAPONS)


async def weapon(services: Services, request: Request) -> Message:
    """The last nights that name a weapon, given by its slug."""
    if request.text not in SLUGS:
        return old_button(request.audience.words)
    channels = services.told(request.audience.sides)
    view = await services.actions.store.read(weapon_view, channels, request.text, services.today)
    return weapon_message(request.audience, view)
