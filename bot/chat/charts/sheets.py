"""The drawing process's input as JSON: finished texts and positions, so that it knows nothing of nights or languages.

Columns of a trend are counted from 0, its first date. A mark is a list of numbers, the column first.
"""

from __future__ import annotations

from typing import Literal, TypedDict

# The drawing process writes the length of each picture before it, in this many bytes, big-endian.
LENGTH_BYTES = 4

# Column and number; column, where it begins and number.
Mark = tuple[int, float]
Segment = tuple[int, float, float]
Tick = tuple[float, str]
Label = tuple[int, float, str]
# The name of a colour or a mark, and its words.
Entry = tuple[str, str]


class Head(TypedDict):
    """The title and foot of a chart. ``theme`` is "light" or "dark", ``shape`` "portrait" or "landscape", ``form``
    "png" or "svg". The last line of ``foot`` is the source."""

    theme: str
    shape: str
    form: str
    title: str
    subtitle: str
    foot: list[str]


class Panel(TypedDict):
    """A panel over the dates. ``stacks`` are segments by the name of their colour; ``unsaid`` are the columns where
    something was used and no number given; ``borders`` are where counting changes, with words."""

    title: str
    top: float
    ticks: list[Tick]
    stacks: dict[str, list[Segment]]
    unsaid: list[int]
    hedged: list[Mark]
    average: list[list[Mark]]
    labels: list[Label]
    borders: list[Tick]
    legend: list[Entry]


class TrendSheet(TypedDict):
    """Nights or weeks. ``gaps`` are runs of columns (first, last) that are not known."""

    kind: Literal["trend"]
    head: Head
    columns: int
    dates: list[Tick]
    gaps: list[tuple[int, int]]
    panels: list[Panel]


class Cell(TypedDict):
    """A day of a calendar: its place in the month (week, weekday), its state and the count printed for it."""

    week: int
    weekday: int
    state: str
    text: str


class Month(TypedDict):
    """A month of a calendar. ``count`` is on how many days the region is named, in words; empty without a report."""

    name: str
    count: str
    cells: list[Cell]


class CalendarSheet(TypedDict):
    """A year of days. ``weekdays`` are the letters of Monday to Sunday."""

    kind: Literal["calendar"]
    head: Head
    weekdays: list[str]
    months: list[Month]
    legend: list[Entry]


class Row(TypedDict):
    """Weapons counted together: ``whole`` is the number launched, ``parts`` are colours and numbers, on one scale."""

    name: str
    text: str
    whole: float
    parts: list[tuple[str, float]]
    unsaid: bool


class Scale(TypedDict):
    """Rows that share a scale ending at ``top``; 0 if no row has a number."""

    top: float
    rows: list[Row]


class Strip(TypedDict):
    """A claim beside its own last nights: a small bar a night, this night the last. ``label`` is its number."""

    columns: int
    top: float
    bars: list[Mark]
    gaps: list[tuple[int, int]]
    label: str
    text: str
    dates: tuple[str, str]


class Side(TypedDict):
    """What one claimant says of a night; without scales ``notes`` say why."""

    title: str
    about: str
    scales: list[Scale]
    strip: Strip | None
    notes: list[str]


class NightSheet(TypedDict):
    """A night, side by side and never added."""

    kind: Literal["night"]
    head: Head
    sides: list[Side]
    legend: list[Entry]


Sheet = TrendSheet | CalendarSheet | NightSheet
