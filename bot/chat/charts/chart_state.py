"""The state of a chart, read in one snapshot: its stamp, the chart cached under it, else what to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.chat.charts.region import NamedDays, named, year_before
from bot.chat.charts.requests import NightRequest, PictureRequest, RegionRequest, TrendRequest
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.chart_cache import Basis, ChartSlot, KeptPicture, find
from storage.views import Snapshot
from storage.views.averages import NIGHTS
from storage.views.missing_nights import days_without_report, missing_view
from storage.views.night import NightView, night_view
from storage.views.readings import Source
from storage.views.region import RegionView, region_view
from storage.views.series import Measure
from storage.views.trend import TrendView, trend_view

# Raise it with every change of what is drawn, so that no cached chart keeps the old look.
HAND = 2


@dataclass(frozen=True, slots=True)
class RegionYear:
    """A region's year, the way of being named that is shown of it, and the days without a report of that channel."""

    view: RegionView
    shown: NamedDays
    without_report: tuple[date, ...]


Subject = TrendView | NightView | RegionYear


@dataclass(frozen=True, slots=True)
class ChartState:
    """The state of a chart: the ``stamp`` it is cached under, and the chart, if cached.

    ``subject`` is what to draw if it is not; None if there is nothing. ``shows`` are the posts of the night whose
    numbers the chart shows, so that a correction finds who saw it.
    """

    stamp: str
    kept: KeptPicture | None
    subject: Subject | None
    shows: tuple[Source, ...]


def chart_state(
    snapshot: Snapshot, request: PictureRequest, place: ChartSlot, channels: tuple[str, ...], house: ZoneInfo
) -> ChartState:
    """What the picture at a place is made of now. ``house`` is the zone of the nights."""
    stamp, kept = find(snapshot, place, _basis(request, channels))
    subject = None if kept else _subject(snapshot, request, channels, house)
    return ChartState(stamp, kept, subject, _shows(snapshot, request, channels, house))


def _basis(request: PictureRequest, channels: tuple[str, ...]) -> Basis:
    match request:
        case TrendRequest(channel, length, last):
            return Basis((channel,), last - timedelta(days=length - 1 + NIGHTS), last, HAND)
        case RegionRequest(_, last):
            return Basis(channels, year_before(last), last, HAND)
        case NightRequest(day):
            return Basis(channels, day, day, HAND)


def _subject(snapshot: Snapshot, request: PictureRequest, channels: tuple[str, ...], house: ZoneInfo) -> Subject | None:
    match request:
        case TrendRequest(channel, length, last):
            ours = CHANNELS[channel].attacker is Attacker.RUSSIA
            measure = Measure.DRONES_LAUNCHED if ours else Measure.DRONES_DOWN
            return trend_view(snapshot, channel, last, length, measure)
        case RegionRequest():
            return _region(snapshot, request, channels, house)
        case NightRequest(day):
            view = night_view(snapshot, channels, day, house)
            return view if any(side.night for side in view.sides) else None


def _region(
    snapshot: Snapshot, request: RegionRequest, channels: tuple[str, ...], house: ZoneInfo
) -> RegionYear | None:
    first = year_before(request.last)
    view = region_view(snapshot, channels, request.region, request.last, (request.last - first).days + 1)
    shown = named(view)
    if shown is None:
        return None
    missing = missing_view(snapshot, shown.channel, first, request.last, house)
    return RegionYear(view, shown, tuple(days_without_report(missing)))


def _shows(
    snapshot: Snapshot, request: PictureRequest, channels: tuple[str, ...], house: ZoneInfo
) -> tuple[Source, ...]:
    match request:
        case TrendRequest(channel, _, day):
            view = night_view(snapshot, (channel,), day, house)
        case NightRequest(day):
            view = night_view(snapshot, channels, day, house)
        case RegionRequest():
            return ()
    return tuple(side.night.source for side in view.sides if side.night)
