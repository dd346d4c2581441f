"""A weapon or a kind of weapons: the last nights that name it, or those of a range."""

from __future__ import annotations

from bot.chat.context import Request, Services
from bot.chat.handlers import ranges
from bot.chat.message import Message
from bot.chat.messages.ranges import FIRST_NIGHT
from bot.chat.messages.static import old_button
from bot.chat.messages.weapon import weapon_message
from parsers.vocabulary.weapons import WEAPONS
from storage.views.weapon import KINDS, weapon_view

SLUGS = frozenset(row.slug for row in WEAPONS) | KINDS.keys()


async def weapon(services: Services, request: Request) -> Message:
    """The last nights that name a weapon, given by its slug, or a kind, by its name; of two ISO dates where given."""
    words = request.audience.words
    slug, _, dates = request.text.partition(" ")
    found = ranges.two_days(dates) if dates else None
    if slug not in SLUGS or (dates and not found):
        return old_button(words)
    if found and (wrong := ranges.outside(words, found, services.today)):
        return wrong
    first = max(found.first, FIRST_NIGHT) if found else None
    last = min(found.last, services.today) if found else services.today
    channels = services.told(request.audience.sides)
    return weapon_message(request.audience, await services.actions.store.read(weapon_view, channels, slug, last, first))
