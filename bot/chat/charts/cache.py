"""Pictures asked for: from the kept ones where what they show is the same still, else drawn and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from bot.chat.charts.chart_state import ChartState, Maker, chart_state
from bot.chat.charts.process import Draw, DrawingStopped
from bot.chat.charts.requests import (
    LENGTHS,
    PNG,
    PORTRAIT,
    THEMES,
    ChartLook,
    NightRequest,
    Picture,
    PictureRequest,
    TrendRequest,
)
from bot.chat.charts.sheets import Sheet
from bot.chat.charts.subjects import sheet_of
from bot.chat.language import Language
from bot.chat.languages import Languages
from bot.clock import bounded
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.chart_cache import ChartSlot, KeptPicture, delete_older, keep, save_file_id
from storage.database import Store
from storage.views import Snapshot
from storage.views.series import newest_night

KEPT_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Order:
    """A picture that has to be drawn."""

    place: ChartSlot
    stamp: str
    sheet: Sheet
    caption: str


class Pictures:
    """The charts of one database. ``house`` is the zone of the nights; ``channels`` are shown in this order.

    A chart in a language our fonts cannot write is in English. ``made_by`` tells the bot's name for the last line of a
    chart, None while it is not known.
    """

    def __init__(
        self,
        store: Store,
        draw: Draw,
        channels: tuple[str, ...],
        house: ZoneInfo,
        now: Callable[[], datetime],
        *,
        languages: Languages,
    ) -> None:
        self._store, self._draw, self._channels, self._house, self._now = store, draw, channels, house, bounded(now)
        self._languages = languages
        self.made_by: Callable[[], str | None] = lambda: None
        # One drawing at a time for people who wait; the usual charts are drawn concurrently, also in one process.
        self._waiting, self._ahead = asyncio.Lock(), asyncio.Lock()
        self._stopped = asyncio.Event()

    async def picture(self, request: PictureRequest, words: Language, theme: str) -> Picture | None:
        """Return the chart as chats see it, cached or drawn; None if there is nothing to draw. Raises
        ``DrawingError``."""
        return await self.file(request, words, ChartLook(theme))

    async def file(self, request: PictureRequest, words: Language, look: ChartLook) -> Picture | None:
        """Return the chart in the shape and form of ``look``, like ``picture``."""
        words = self._languages.drawn(words)
        place = _place(request, words, look)
        if kept := _kept(place, await self._look(request, place)):
            return kept
        async with self._waiting:
            # An earlier request in the queue may have drawn it.
            found = await self._look(request, place)
            return _kept(place, found) or await self._drawn(words, look, place, found)

    def stop(self) -> None:
        """Stop drawing: from now on ``DrawingStopped`` is raised."""
        self._stopped.set()

    async def newest_trend(self, channel: str, length: int) -> TrendRequest | None:
        """The request for the ``length`` nights up to the newest one of a channel; None where no night is known."""
        newest = await self._store.read(newest_night, channel, self._today)
        return TrendRequest(channel, length, newest) if newest else None

    async def sent(self, picture: Picture, file_id: str | None) -> None:
        """Remember Telegram's name for a picture; None where Telegram refused the name it was sent by."""
        if file_id != picture.file_id:
            await self._store.write(save_file_id, picture.place, picture.stamp, file_id)

    async def after_intake(self) -> int:
        """Draw the usual charts whose cached state is outdated, delete old ones; return how many were drawn.

        Call it when a tally came or changed; calling it again draws nothing. Raises ``DrawingError``.
        """
        async with self._ahead:
            await self._store.write(delete_older, self._now() - KEPT_FOR)
            orders = [order for request in await self._usual() for order in await self._orders(request)]
            if orders:
                pngs = await self._unless_stopped([order.sheet for order in orders])
                for order, png in zip(orders, pngs, strict=True):
                    await self._keep(order, png)
            return len(orders)

    async def _usual(self) -> list[PictureRequest]:
        """The trends of the attack on Ukraine, and the newest night of either side."""
        requests: list[PictureRequest] = []
        nights = await self._store.read(_newest_nights, self._channels, self._today)
        for channel in self._channels:
            newest = nights[channel]
            if newest is None:
                continue
            requests.append(NightRequest(newest))
            if CHANNELS[channel].attacker is Attacker.RUSSIA:
                requests += [TrendRequest(channel, length, newest) for length in LENGTHS]
        return list(dict.fromkeys(requests))

    async def _orders(self, request: PictureRequest) -> Iterable[Order]:
        """Return the sheets of a request in every language and theme."""
        orders = []
        for words, theme in product(self._languages.all_drawn, THEMES):
            look = ChartLook(theme)
            place = _place(request, words, look)
            found = await self._look(request, place)
            if order := await self._order(words, look, place, found):
                orders.append(order)
        return orders

    @property
    def _today(self) -> date:
        return self._now().astimezone(self._house).date()

    async def _look(self, request: PictureRequest, place: ChartSlot) -> ChartState:
        maker = Maker(self._channels, self._house, self.made_by() or "")
        return await self._store.read(chart_state, request, place, maker)

    async def _order(self, words: Language, look: ChartLook, place: ChartSlot, found: ChartState) -> Order | None:
        """Return the sheet to draw and its caption; None if there is nothing."""
        if found.subject is None:
            return None
        named = replace(look, made_by=self.made_by() or "")
        # Wording a year takes about ten milliseconds, for which nobody else should wait.
        return Order(place, found.stamp, *await asyncio.to_thread(sheet_of, words, named, found.subject))

    async def _drawn(self, words: Language, look: ChartLook, place: ChartSlot, found: ChartState) -> Picture | None:
        order = await self._order(words, look, place, found)
        if order is None:
            return None
        (png,) = await self._unless_stopped([order.sheet])
        await self._keep(order, png)
        return Picture(png, order.caption, None, place, order.stamp, found.shows)

    async def _unless_stopped(self, sheets: Sequence[Sheet]) -> list[bytes]:
        """The sheets drawn; a stop ends the drawing, however long it would take yet."""
        if self._stopped.is_set():
            raise DrawingStopped
        drawing, stop = asyncio.ensure_future(self._draw(sheets)), asyncio.create_task(self._stopped.wait())
        try:
            await asyncio.wait((drawing, stop), return_when=asyncio.FIRST_COMPLETED)
            if not drawing.done():
                raise DrawingStopped
            return drawing.result()
        finally:
            drawing.cancel()
            stop.cancel()
            await asyncio.gather(drawing, stop, return_exceptions=True)

    async def _keep(self, order: Order, png: bytes) -> None:
        await self._store.write(keep, order.place, order.stamp, KeptPicture(png, order.caption, None), self._now())


def _newest_nights(snapshot: Snapshot, channels: Sequence[str], today: date) -> dict[str, date | None]:
    return {channel: newest_night(snapshot, channel, today) for channel in channels}


def _kept(place: ChartSlot, found: ChartState) -> Picture | None:
    kept = found.kept
    return Picture(kept.png, kept.caption, kept.file_id, place, found.stamp, found.shows) if kept else None


def _place(request: PictureRequest, words: Language, look: ChartLook) -> ChartSlot:
    """Where a chart is kept: the usual shape and form under the request's own name."""
    usual = look.shape == PORTRAIT and look.form == PNG
    return ChartSlot(request.what if usual else f"{request.what}:{look.shape}:{look.form}", words.code, look.theme)
