"""Petro Ivaniuk's ``missile_attacks_daily.csv``: a row is one model in one attack, hours are Kyiv time.

Its datapackage says UTC; the windows are those that the Air Force prints, in Kyiv time. ``source`` names the Facebook
post of a command: only those of the Air Force (``kpszsu/…``) count what @kpszsu counts, regional commands tell parts of
it again. Since August 2026 ``status_data`` marks withheld counts as *hidden*: they stand there as 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from parsers.channels import CHANNELS
from parsers.outside_tables.cells import BadCellError, Row, day, line, moment, night_of, whole
from parsers.outside_tables.ivaniuk_models import families
from parsers.records.outside import Edge, FigureRange, OutsideField, OutsideReport, OutsideTable
from parsers.vocabulary.outside_tables import DRONES, IVANIUK, MISSILES

COLUMNS = ("time_start", "time_end", "model", "launched", "destroyed", "source")
CHANNEL = "kpszsu"
ZONE = CHANNELS[CHANNEL].zone
HIDDEN = "hidden"
# A row that ends before noon of its one date and has no hour to begin with is the night to that date.
NOON = time(12)
# No report of the Air Force covers more; longer rows are sums.
LONGEST = timedelta(hours=36)

# Field -> the column of its numbers and the family they are added over.
SUMS = {
    OutsideField.DRONES_LAUNCHED: ("launched", DRONES),
    OutsideField.DRONES_DOWN: ("destroyed", DRONES),
    OutsideField.DRONES_LOST: ("not_reach_goal", DRONES),
    OutsideField.MISSILES_LAUNCHED: ("launched", MISSILES),
    OutsideField.MISSILES_DOWN: ("destroyed", MISSILES),
}
SITES = {
    OutsideField.HIT_SITES: "num_hit_location",
    OutsideField.DEBRIS_SITES: "num_fall_fragment_location",
}


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when; a date is a day without hours."""

    start: Edge
    end: Edge

    @property
    def first(self) -> datetime:
        """Return the beginning as a moment: of a night without its hour the noon before, else a day's beginning."""
        if isinstance(self.start, datetime):
            return self.start
        is_night = isinstance(self.end, datetime) and self.start < self.last.astimezone(ZONE).date()
        return datetime.combine(self.start, NOON if is_night else time(), ZONE)

    @property
    def last(self) -> datetime:
        return self.end if isinstance(self.end, datetime) else datetime.combine(self.end, time(), ZONE)

    @property
    def dates(self) -> Iterator[date]:
        """Return the dates that it touches."""
        first, last = self.first.astimezone(UTC).date(), self.last.astimezone(UTC).date()
        return (first + timedelta(days=step) for step in range((last - first).days + 1))

    def holds(self, other: _Span) -> bool:
        return self.last - self.first <= LONGEST and self.first <= other.first and other.last <= self.last

    def shares_time(self, other: _Span) -> bool:
        return self.first < other.last and other.first < self.last


@dataclass(frozen=True, slots=True)
class _Attack:
    """One row: a model, or several under one number, in a window; ``families`` are theirs."""

    span: _Span
    model: str
    families: frozenset[str]
    source: str
    is_hidden: bool
    numbers: dict[str, int | None]


@dataclass(slots=True)
class _Group:
    """The rows of what one report tells; ``span`` is the longest of their windows."""

    span: _Span
    attacks: list[_Attack] = field(default_factory=list)

    @property
    def sources(self) -> set[str]:
        return {one.source for one in self.attacks}

    @property
    def has_drones(self) -> bool:
        return any(DRONES in one.families for one in self.attacks)


def read(_name: str, rows: Sequence[Row]) -> OutsideTable:
    """Return the Air Force's reports, each the sum of its rows; a sum with a part that is not told is not told.

    Where a row could not be used, or stands there twice, neither are the sums of its post.
    """
    attacks: list[_Attack] = []
    skipped: list[str] = []
    incomplete: set[str] = set()
    lines: dict[tuple[str, ...], int] = {}
    for number, cells in rows:
        if cells["source"].split("/")[0] != CHANNEL:
            continue
        try:
            if (first := lines.setdefault(tuple(cells.values()), number)) != number:
                raise BadCellError(f"it is line {first} once more")
            attacks.append(_attack(cells))
        except BadCellError as error:
            skipped.append(line(number, error))
            incomplete.add(cells["source"])
    reports = (_report(group, incomplete) for group in _groups(attacks))
    return OutsideTable(IVANIUK, tuple(reports), tuple(skipped))


def _attack(cells: dict[str, str]) -> _Attack:
    kinds = families(cells["model"])
    if kinds is None:
        raise BadCellError(f"the model {cells['model']!r} is not known")
    columns = {*(column for column, _ in SUMS.values()), *SITES.values()}
    return _Attack(
        span=_window(cells["time_start"], cells["time_end"]),
        model=cells["model"],
        families=kinds,
        source=cells["source"],
        is_hidden=HIDDEN in cells.get("status_data", "").lower(),
        numbers={column: whole(cells.get(column, "")) for column in columns},
    )


def _window(start: str, end: str) -> _Span:
    """Return a row's window: moments, or dates where it has no hours. Raises BadCellError."""
    span = _Span(_edge(start), _edge(end))
    if isinstance(span.end, datetime) and not isinstance(span.start, datetime):
        ends = span.end.astimezone(ZONE)
        if span.start == ends.date() and ends.time() <= NOON:
            return _Span(span.start - timedelta(days=1), span.end)
    if span.last < span.first:
        raise BadCellError(f"{end!r} is before {start!r}")
    return span


def _edge(cell: str) -> Edge:
    """Return a date, or a moment in UTC; he writes ``2023-05-16 3:30`` too."""
    named, _, hour = cell.partition(" ")
    return moment(f"{named} {hour.strip():0>5}", ZONE) if hour.strip() else day(named)


def _groups(attacks: Sequence[_Attack]) -> list[_Group]:
    """Group the rows by report: those of a window, of shorter ones inside it, of others of its post that overlap it.

    A row with dates alone belongs to the report of its post that ends on its date; without one it is its own.
    """
    timed = [one for one in attacks if isinstance(one.span.end, datetime)]
    groups: list[_Group] = []
    # Only what shares a date can share time: a table of years is not compared row by row.
    on_date: defaultdict[date, list[int]] = defaultdict(list)
    for one in sorted(timed, key=lambda one: one.span.first - one.span.last):
        dates = list(one.span.dates)
        near = (groups[number] for number in sorted({number for each in dates for number in on_date[each]}))
        around = next((group for group in near if group.span.holds(one.span) or _is_beside(one, group)), None)
        if around is None:
            around = _Group(one.span)
            for each in dates:
                on_date[each].append(len(groups))
            groups.append(around)
        around.attacks.append(one)
    of_post: defaultdict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        for source in group.sources:
            of_post[source].append(group)
    without_hours = (one for one in attacks if not isinstance(one.span.end, datetime))
    left = [one for one in without_hours if not _has_joined(one, of_post[one.source])]
    return groups + list(_by_date(left))


def _is_beside(one: _Attack, group: _Group) -> bool:
    """Return whether a row of the same post shares time with a group: its missiles may fly on after its drones."""
    other_drones = group.has_drones and DRONES in one.families
    return group.span.shares_time(one.span) and one.source in group.sources and not other_drones


def _has_joined(one: _Attack, of_post: Sequence[_Group]) -> bool:
    """Add a row with dates alone to the one report of its post that ends on its date; return whether there is one."""
    same = [group for group in of_post if group.span.last.astimezone(ZONE).date() == one.span.end]
    if len(same) == 1:
        same[0].attacks.append(one)
    return len(same) == 1


def _by_date(attacks: Sequence[_Attack]) -> Iterator[_Group]:
    """Yield the rows of each date that has no hours."""
    found: defaultdict[_Span, list[_Attack]] = defaultdict(list)
    for one in attacks:
        found[one.span].append(one)
    yield from (_Group(span, some) for span, some in found.items())


def _report(group: _Group, incomplete: Collection[str]) -> OutsideReport:
    is_whole = group.sources.isdisjoint(incomplete)
    told: dict[OutsideField, int | None] = {
        wanted: _sum(group.attacks, column, family) if is_whole else None for wanted, (column, family) in SUMS.items()
    }
    told |= {wanted: _only(one.numbers[column] for one in group.attacks) for wanted, column in SITES.items()}
    figures = {wanted: FigureRange(number, number) for wanted, number in told.items() if number is not None}
    span = _told_window(group)
    return OutsideReport(CHANNEL, None, span.start, span.end, night_of(CHANNEL, span.start, span.end), figures)


def _told_window(group: _Group) -> _Span:
    """Return the window of the report: its drones have it, missiles often have hours of their own."""
    drones = {one.span for one in group.attacks if one.families == frozenset({DRONES})}
    return drones.pop() if len(drones) == 1 else group.span


def _sum(attacks: Sequence[_Attack], column: str, family: str) -> int | None:
    """Return the sum over a family, None where a part of it is hidden, not told, told twice, or of others as well."""
    parts = [one for one in attacks if family in one.families]
    numbers = [one.numbers[column] for one in parts]
    unclear = any(one.is_hidden or one.families != frozenset({family}) for one in parts) or _is_told_twice(parts)
    if not parts or unclear or None in numbers:
        return None
    return sum(number for number in numbers if number is not None)


def _is_told_twice(parts: Sequence[_Attack]) -> bool:
    """Return whether two posts tell the same model of one window: the second may tell the first's again."""
    sources = {(one.model, one.source) for one in parts}
    return len(sources) > len({model for model, _ in sources})


def _only(numbers: Iterable[int | None]) -> int | None:
    """Return the one number that rows of a report agree on."""
    found = {number for number in numbers if number is not None}
    return found.pop() if len(found) == 1 else None
