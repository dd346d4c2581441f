"""Pictures asked for: from the kept ones where what they show is the same still, else drawn and kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.charts.captions import calendar_caption, night_caption, trend_caption
from bot.chat.charts.night import night_sheet
from bot.chat.charts.process import Draw, DrawingStopped
from bot.chat.charts.region import NamedDays, calendar_sheet, named, year_before
from bot.chat.charts.requests import LENGTHS, THEMES, NightRequest, Picture, PictureRequest, RegionRequest, TrendRequest
from bot.chat.charts.sheets import Sheet
from bot.chat.charts.trend import trend_sheet
from bot.chat.language import LANGUAGES, Language, words_of
from bot.clock import bounded
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.chart_cache import Basis, ChartSlot, KeptPicture, find, forget_older, keep, keep_file_id
from storage.database import Store
from storage.views.averages import NIGHTS
from storage.views.missing_nights import days_without_report, missing_view
from storage.views.night import NightView, night_view
from storage.views.region import RegionView, region_view
from storage.views.series import Measure, newest_night
from storage.views.trend import TrendView, trend_view

# Grows with every change of what is drawn, so that no kept picture looks as pictures used to.
HAND = 1
KEPT_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Order:
    """A picture that has to be drawn."""

    place: ChartSlot
    stamp: str
    sheet: Sheet
    caption: str


class Pictures:
    """The pictures of one database. ``house`` is the zone of the nights; ``channels`` are shown in this order."""

    def __init__(
        self, store: Store, draw: Draw, channels: tuple[str, ...], house: ZoneInfo, now: Callable[[], datetime]
    ) -> None:
        self._store, self._draw, self._channels, self._house, self._now = store, draw, channels, house, bounded(now)
        # One drawing at a time for people who wait; the usual pictures are drawn beside it, in one process too.
        self._waiting, self._ahead = asyncio.Lock(), asyncio.Lock()
        self._stopped = asyncio.Event()

    async def picture(self, request: PictureRequest, words: Language, theme: str) -> Picture | None:
        """The picture, kept or drawn; None where there is nothing to draw. Raises ``DrawingError``."""
        kept = await self._kept(request, words, theme)
        if isinstance(kept, Picture):
            return kept
        async with self._waiting:
            # Someone before in the queue may have had it drawn.
            kept = await self._kept(request, words, theme)
            return kept if isinstance(kept, Picture) else await self._drawn(request, words, theme, kept)

    def stop(self) -> None:
        """End what is being drawn and draw no more: from now on ``DrawingStopped`` is raised for it."""
        self._stopped.set()

    async def newest_trend(self, channel: str, length: int) -> TrendRequest | None:
        """The request for the ``length`` nights up to the newest one of a channel; None where no night is known."""
        newest = await self._store.read(newest_night, channel, self._today)
        return TrendRequest(channel, length, newest) if newest else None

    async def sent(self, picture: Picture, file_id: str | None) -> None:
        """Remember Telegram's name for a picture; None where Telegram refused the name it was sent by."""
        if file_id != picture.file_id:
            await self._store.write(keep_file_id, picture.place, picture.stamp, file_id)

    async def after_intake(self) -> int:
        """Draw the usual pictures that are not kept as they would be now, and forget old ones; how many were drawn.

        To be called when a tally came or changed; doing it again draws nothing. Raises ``DrawingError``.
        """
        async with self._ahead:
            await self._store.write(forget_older, self._now() - KEPT_FOR)
            orders = [order for request in await self._usual() for order in await self._orders(request)]
            if orders:
                pngs = await self._unless_stopped([order.sheet for order in orders])
                for order, png in zip(orders, pngs, strict=True):
                    await self._keep(order, png)
            return len(orders)

    async def _usual(self) -> list[PictureRequest]:
        """The trends of the attack on Ukraine, and the newest night of either side."""
        requests: list[PictureRequest] = []
        for channel in self._channels:
            newest = await self._store.read(newest_night, channel, self._today)
            if newest is None:
                continue
            requests.append(NightRequest(newest))
            if CHANNELS[channel].attacker is Attacker.RUSSIA:
                requests += [TrendRequest(channel, length, newest) for length in LENGTHS]
        return list(dict.fromkeys(requests))

    async def _orders(self, request: PictureRequest) -> Iterable[Order]:
        """What is to be drawn for a request in every language and theme."""
        orders = []
        for words, theme in ((words_of(code), theme) for code in LANGUAGES for theme in THEMES):
            kept = await self._kept(request, words, theme)
            if isinstance(kept, str) and (made := await self._sheet(request, words, theme)):
                orders.append(Order(ChartSlot(request.what, words.code, theme), kept, *made))
        return orders

    @property
    def _today(self) -> date:
        return self._now().astimezone(self._house).date()

    async def _kept(self, request: PictureRequest, words: Language, theme: str) -> Picture | str:
        """The kept picture, or the stamp under which it is to be kept."""
        place = ChartSlot(request.what, words.code, theme)
        stamp, kept = await self._store.read(find, place, self._basis(request))
        return Picture(kept.png, kept.caption, kept.file_id, place, stamp) if kept else stamp

    def _basis(self, request: PictureRequest) -> Basis:
        match request:
            case TrendRequest(channel, length, last):
                return Basis((channel,), last - timedelta(days=length - 1 + NIGHTS), last, HAND)
            case RegionRequest(_, last):
                return Basis(self._channels, year_before(last), last, HAND)
            case NightRequest(day):
                return Basis(self._channels, day, day, HAND)

    async def _drawn(self, request: PictureRequest, words: Language, theme: str, stamp: str) -> Picture | None:
        made = await self._sheet(request, words, theme)
        if made is None:
            return None
        order = Order(ChartSlot(request.what, words.code, theme), stamp, *made)
        (png,) = await self._unless_stopped([order.sheet])
        return await self._keep(order, png)

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

    async def _keep(self, order: Order, png: bytes) -> Picture:
        await self._store.write(keep, order.place, order.stamp, KeptPicture(png, order.caption, None), self._now())
        return Picture(png, order.caption, None, order.place, order.stamp)

    async def _sheet(self, request: PictureRequest, words: Language, theme: str) -> tuple[Sheet, str] | None:
        """What to draw, and its caption; None where there is nothing."""
        match request:
            case TrendRequest():
                return await self._trend(request, words, theme)
            case RegionRequest():
                return await self._region(request, words, theme)
            case NightRequest(day):
                view = await self._store.read(night_view, self._channels, day, self._house)
                if all(side.night is None for side in view.sides):
                    return None
                return await asyncio.to_thread(_night, words, theme, view)

    async def _trend(self, request: TrendRequest, words: Language, theme: str) -> tuple[Sheet, str]:
        ours = CHANNELS[request.channel].attacker is Attacker.RUSSIA
        measure = Measure.DRONES_LAUNCHED if ours else Measure.DRONES_DOWN
        view = await self._store.read(trend_view, request.channel, request.last, request.length, measure)
        return await asyncio.to_thread(_trend, words, theme, view)

    async def _region(self, request: RegionRequest, words: Language, theme: str) -> tuple[Sheet, str] | None:
        first = year_before(request.last)
        dates = (request.last - first).days + 1
        view = await self._store.read(region_view, self._channels, request.region, request.last, dates)
        shown = named(view)
        if shown is None:
            return None
        missing = await self._store.read(missing_view, shown.channel, first, request.last, self._house)
        return await asyncio.to_thread(_calendar, words, theme, view, shown, days_without_report(missing))


# A year in words takes some ten milliseconds, for which nobody else should wait.


def _trend(words: Language, theme: str, view: TrendView) -> tuple[Sheet, str]:
    sheet = trend_sheet(words, theme, view)
    return sheet, trend_caption(words, sheet, view)


def _calendar(
    words: Language, theme: str, view: RegionView, shown: NamedDays, without_report: Sequence[date]
) -> tuple[Sheet, str]:
    sheet = calendar_sheet(words, theme, view, shown, without_report)
    days = [(words.short_day(day), shown.counts.get(day)) for day in sorted(shown.days, reverse=True)]
    return sheet, calendar_caption(words, sheet, days)


def _night(words: Language, theme: str, view: NightView) -> tuple[Sheet, str]:
    sheet = night_sheet(words, theme, view)
    return sheet, night_caption(sheet)
