"""What a chart is drawn of, read in one snapshot; and its sheet and caption in the words of a language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.chat.charts.captions import calendar_caption, night_caption, trend_caption
from bot.chat.charts.night import NightChart, night_sheet
from bot.chat.charts.region import NamedDays, calendar_sheet, named, year_before
from bot.chat.charts.requests import ChartLook, NightRequest, PictureRequest, RegionRequest, TrendRequest
from bot.chat.charts.sheets import Sheet
from bot.chat.charts.trend import trend_sheet
from bot.chat.language import Language
from parsers.channels import CHANNELS
from parsers.records import Attacker
from storage.views import Snapshot
from storage.views.missing_nights import days_without_report, missing_view
from storage.views.night import night_view
from storage.views.region import RegionView, region_view
from storage.views.series import Measure
from storage.views.trend import TrendView, trend_view

# A claim without a number launched stands beside so many of its own nights.
STRIP_NIGHTS = 30


@dataclass(frozen=True, slots=True)
class RegionYear:
    """A region's year, the way of being named that is shown of it, and the days without a report of that channel."""

    view: RegionView
    shown: NamedDays
    without_report: tuple[date, ...]


Subject = TrendView | NightChart | RegionYear


def subject_of(
    snapshot: Snapshot, request: PictureRequest, channels: tuple[str, ...], house: ZoneInfo
) -> Subject | None:
    """Return what to draw; None where nothing is known. ``house`` is the zone of the nights."""
    match request:
        case TrendRequest(channel, length, last):
            ours = CHANNELS[channel].attacker is Attacker.RUSSIA
            measure = Measure.DRONES_LAUNCHED if ours else Measure.DRONES_DOWN
            view = trend_view(snapshot, channel, last, length, measure)
            return view if len(view.missing) < length or view.unconfirmed else None
        case RegionRequest():
            return _region(snapshot, request, channels, house)
        case NightRequest(day):
            return _night(snapshot, day, channels, house)


def _night(snapshot: Snapshot, day: date, channels: tuple[str, ...], house: ZoneInfo) -> NightChart | None:
    view = night_view(snapshot, channels, day, house)
    told = [side.channel for side in view.sides if side.night]
    before = {channel: trend_view(snapshot, channel, day, STRIP_NIGHTS, Measure.DRONES_DOWN) for channel in told}
    return NightChart(view, before) if told else None


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


def sheet_of(words: Language, look: ChartLook, subject: Subject) -> tuple[Sheet, str]:
    """Return the drawing of a subject and its caption."""
    match subject:
        case TrendView():
            trend = trend_sheet(words, look, subject)
            return trend, trend_caption(words, trend, subject)
        case NightChart():
            one_night = night_sheet(words, look, subject)
            return one_night, night_caption(words, one_night, subject.view)
        case RegionYear(view, shown, without_report):
            year = calendar_sheet(words, look, view, shown, without_report)
            days = [(words.short_day(day), shown.counts.get(day)) for day in sorted(shown.days, reverse=True)]
            return year, calendar_caption(words, year, days)
