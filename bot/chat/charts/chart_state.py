"""The state of a chart, read in one snapshot: its stamp, the chart cached under it, else what to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.chat.charts.region import year_before
from bot.chat.charts.requests import NightRequest, PictureRequest, RegionRequest, TrendRequest
from bot.chat.charts.subjects import STRIP_NIGHTS, Subject, subject_of
from storage.chart_cache import Basis, ChartSlot, KeptPicture, find
from storage.views import Snapshot
from storage.views.averages import NIGHTS
from storage.views.days import shifted
from storage.views.night import night_view
from storage.views.readings import Source

# Raise it with every change of what is drawn, so that no cached chart keeps the old look.
HAND = 3


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


@dataclass(frozen=True, slots=True)
class Maker:
    """Who draws: of which channels, in the zone of which nights, under which bot's name."""

    channels: tuple[str, ...]
    house: ZoneInfo
    made_by: str = ""


def chart_state(snapshot: Snapshot, request: PictureRequest, place: ChartSlot, maker: Maker) -> ChartState:
    """What the picture at a place is made of now."""
    channels, house = maker.channels, maker.house
    stamp, kept = find(snapshot, place, _basis(request, channels, maker.made_by))
    subject = None if kept else subject_of(snapshot, request, channels, house)
    return ChartState(stamp, kept, subject, _shows(snapshot, request, channels, house))


def _basis(request: PictureRequest, channels: tuple[str, ...], made_by: str) -> Basis:
    match request:
        case TrendRequest(channel, length, last):
            return Basis((channel,), last - timedelta(days=length - 1 + NIGHTS), last, HAND, made_by)
        case RegionRequest(_, last):
            return Basis(channels, year_before(last), last, HAND, made_by)
        case NightRequest(day):
            return Basis(channels, shifted(day, 1 - STRIP_NIGHTS - NIGHTS), day, HAND, made_by)


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
