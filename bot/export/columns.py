"""The columns of the CSV, which has one row per line of a tally. A row of this table is a column with its meaning.

Names are the glossary's. Where Petro Ivaniuk's ``missile_attacks_daily.csv`` has the same thing, the name is his:
``time_start``, ``time_end``, ``model``, ``num_hit_location``, ``num_fall_fragment_location``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.export.about import About
from parsers.json_reading import moment
from parsers.records import Count, Line
from storage.views.readings import TallyView

Cell = str | int | bool | None
# Characters with which a spreadsheet begins a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

# Column of his table -> the outcomes whose numbers it holds.
REFERENCE = {
    "launched": ["launched"],
    "destroyed": ["downed", "downed_or_suppressed"],
    "not_reach_goal": ["lost", "missed"],
}


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is one of Table Schema; ``cell`` takes the tally, the line's place in it from 0, and the about."""

    name: str
    type: str
    meaning: str
    cell: Callable[[TallyView, int, About], Cell]


def line_of(view: TallyView, place: int) -> Line:
    return view.tally.lines[place]


def _window(view: TallyView, edge: str) -> Cell:
    window = view.tally.window
    return moment(getattr(window, edge)) if window else None


def _number(count: Count | None) -> Cell:
    return count.number if count else None


def _regions(view: TallyView) -> str:
    rows = view.tally.regions or ()
    return " ".join(one.region if one.number is None else f"{one.region}:{one.number}" for one in rows)


COLUMNS = (
    Column("channel", "string", "The channel's public name on Telegram.", lambda v, n, a: v.source.channel),
    Column("message_id", "integer", "The post's number in its channel.", lambda v, n, a: v.source.message_id),
    Column("revision", "integer", "Which version of the post's text, from 1.", lambda v, n, a: v.source.revision),
    Column("url", "string", "Where the post can be read.", lambda v, n, a: a.address(v.source)),
    Column("posted", "datetime", "When it was posted, UTC.", lambda v, n, a: moment(v.source.posted_at)),
    Column("claimant", "string", "Who says so: ua_air_force or ru_mod.", lambda v, n, a: v.tally.claimant.value),
    Column("attacker", "string", "Whose weapons: russia or ukraine.", lambda v, n, a: v.tally.attacker.value),
    Column(
        "scope", "string",
        "national, regional, interim, correction or daily; only national tallies belong in totals.",
        lambda v, n, a: v.scope.value,
    ),
    Column(
        "night", "date", "The date on which the night ends that is told of; empty where it is another period.",
        lambda v, n, a: v.night.isoformat() if v.night else None,
    ),
    Column(
        "time_start", "string", "Where the window begins, UTC; a bare date where the post gives no hour.",
        lambda v, n, a: _window(v, "start"),
    ),
    Column("time_end", "string", "Where the window ends, likewise.", lambda v, n, a: _window(v, "end")),
    Column("line", "integer", "The line's place in its post, from 1.", lambda v, n, a: n + 1),
    Column(
        "outcome", "string",
        "launched, downed, suppressed, downed_or_suppressed (one figure since July 2025), lost (to jamming), hit, "
        "airborne, left, missed or neutralised (downed and lost together).",
        lambda v, n, a: line_of(v, n).outcome.value,
    ),
    Column("kind", "string", "The family of the weapon.", lambda v, n, a: line_of(v, n).kind.value),
    Column(
        "model", "string", "Every type named for this one number, with a space between; the number is of all together.",
        lambda v, n, a: " ".join(line_of(v, n).weapons),
    ),
    Column(
        "number", "integer", "Empty where the post names the weapon and gives no number, which is not zero.",
        lambda v, n, a: line_of(v, n).number,
    ),
    Column(
        "hedge", "string", "exact, at_least, about, at_most or not_stated.", lambda v, n, a: line_of(v, n).hedge.value
    ),
    Column(
        "share", "boolean", "Part of another line: not to be added.", lambda v, n, a: line_of(v, n).share
    ),
    Column("total", "boolean", "A sum over other lines: not to be added.", lambda v, n, a: line_of(v, n).total),
    Column("origins", "string", "Where these were launched.", lambda v, n, a: " ".join(line_of(v, n).origins)),
    Column(
        "words_start", "integer", "Where the number stands in the post's text, in code points from 0.",
        lambda v, n, a: line_of(v, n).words[0],
    ),
    Column("words_end", "integer", "Where it ends.", lambda v, n, a: line_of(v, n).words[1]),
    Column(
        "num_hit_location", "integer", "Places hit, of the whole tally: the same on each of its rows.",
        lambda v, n, a: _number(v.tally.hit_sites),
    ),
    Column(
        "num_fall_fragment_location", "integer", "Places where debris fell, of the whole tally.",
        lambda v, n, a: _number(v.tally.debris_sites),
    ),
    Column(
        "targets", "string", "Regions named as attacked, of the whole tally (ISO 3166-2).",
        lambda v, n, a: " ".join(v.tally.targets),
    ),
    Column(
        "downed_over", "string", "Regions named for where drones were downed, of the whole tally.",
        lambda v, n, a: " ".join(v.tally.downed_over),
    ),
    Column(
        "regions", "string", "The ministry's itemised regions, as RU-BEL:3 where a number is printed, else RU-BEL.",
        lambda v, n, a: _regions(v),
    ),
    Column(
        "doubts", "string", "What in the tally does not agree, as codes.",
        lambda v, n, a: " ".join(dict.fromkeys(doubt.code for doubt in v.doubts)),
    ),
    Column("reader_version", "integer", "Which version of the reader read it.", lambda v, n, a: v.reader_version),
)  # fmt: skip


def rows_of(view: TallyView, about: About) -> list[list[str | int | None]]:
    """Return the rows of a tally, one per line, in the order of ``COLUMNS``."""
    return [[plain(column.cell(view, place, about)) for column in COLUMNS] for place in range(len(view.tally.lines))]


def plain(value: Cell) -> str | int | None:
    """Return a cell as it is written: booleans as words, and no text that a spreadsheet would run as a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
