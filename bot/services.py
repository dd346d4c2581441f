"""What handlers use, built from settings and a database."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.actions import Actions
from bot.chat.charts.cache import Pictures
from bot.chat.charts.process import drawing_in
from bot.chat.context import HistoryFetching, Origins, Services
from bot.clock import SteadyClock
from bot.export import Exports
from bot.past import Past
from bot.settings import Settings
from bot.world import World
from storage import Store
from storage.views.latest import patience_of


def make_services(
    settings: Settings, store: Store, world: World, origins: Origins, history: HistoryFetching
) -> Services:
    """Build the services for handlers."""
    house = ZoneInfo(settings.timezone)
    fonts = settings.own_folder / "overnight-fonts"
    return Services(
        actions=Actions(store, world.now, house),
        channels=settings.channels,
        house=house,
        languages=world.languages,
        language=settings.language,
        patience=patience_of(settings.poll_seconds),
        real_from=world.real_from,
        operators=frozenset(settings.admin_ids),
        exports=Exports(store, settings.channels, world.real_from, world.now),
        pictures=Pictures(store, drawing_in(fonts), settings.channels, house, world.now, languages=world.languages),
        origin_of=origins,
        history=history,
        past=Past(store),
        is_settled=world.now.is_settled if isinstance(world.now, SteadyClock) else lambda: True,
    )
