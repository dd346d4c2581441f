"""Chart requests, and the charts returned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.chart_cache import ChartSlot
from storage.views.readings import Source

LIGHT, DARK = THEMES = ("light", "dark")
PORTRAIT, LANDSCAPE = ("portrait", "landscape")
PNG, SVG = FORMS = ("png", "svg")
LENGTHS = (30, 90, 365)


@dataclass(frozen=True, slots=True)
class ChartLook:
    """How a chart is drawn: its theme, the shape of its paper, the form of its file, the bot's name (without ``@``) in
    its last line; no name where none is known."""

    theme: str
    shape: str = PORTRAIT
    form: str = PNG
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class TrendRequest:
    """The ``length`` nights of a channel up to ``last``; up to the newest night, ``Pictures.newest_trend`` makes it.

    ``is_named`` where people named the dates, so that they stay the same while new nights come.
    """

    channel: str
    length: int
    last: date
    is_named: bool = False

    @property
    def what(self) -> str:
        if self.is_named:
            return f"range:{self.channel}:{self.length}:{self.last}"
        return f"trend:{self.channel}:{self.length}"


@dataclass(frozen=True, slots=True)
class RegionRequest:
    """The twelve months of a region (ISO 3166-2, or a slug) that end with the month of ``last``."""

    region: str
    last: date

    @property
    def what(self) -> str:
        return f"region:{self.region}"


@dataclass(frozen=True, slots=True)
class NightRequest:
    """The night to ``day``, both sides."""

    day: date

    @property
    def what(self) -> str:
        return f"night:{self.day.isoformat()}"


PictureRequest = TrendRequest | RegionRequest | NightRequest


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart to send: by ``file_id`` if Telegram has it already, else as ``png``.

    ``caption`` is its alt text. ``place`` and ``stamp`` are for recording that it was sent (``Pictures.sent``).
    ``shows`` are the posts of the night whose numbers it shows.
    """

    png: bytes
    caption: str
    file_id: str | None
    place: ChartSlot
    stamp: str
    shows: tuple[Source, ...] = ()
