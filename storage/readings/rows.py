"""Convert readings to rows and back: records of the core on one side, plain SQL values on the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from parsers.records import (
    Attacker,
    Claimant,
    Count,
    Doubt,
    Headline,
    Hedge,
    Kind,
    Line,
    NotAReport,
    Outcome,
    Precision,
    Reading,
    RegionCount,
    Scope,
    Tally,
    Unreadable,
    Window,
    Words,
)

Row = dict[str, Any]

# The columns of ``readings`` that only a tally fills.
TALLY_COLUMNS = (
    "format",
    "scope",
    "claimant",
    "attacker",
    "window_start",
    "window_end",
    "window_precision",
    "window_words_start",
    "window_words_end",
    "hit_sites_number",
    "hit_sites_hedge",
    "hit_sites_words_start",
    "hit_sites_words_end",
    "debris_sites_number",
    "debris_sites_hedge",
    "debris_sites_words_start",
    "debris_sites_words_end",
    "headline_number",
    "headline_what",
    "headline_words_start",
    "headline_words_end",
    "itemises_regions",
)
LINE_COLUMNS = (
    "outcome",
    "kind",
    "weapons",
    "number",
    "hedge",
    "is_share",
    "is_total",
    "origins",
    "words_start",
    "words_end",
)
PLACE_COLUMNS = ("role", "place", "number", "words_start", "words_end")


def moment_text(value: datetime | date | None) -> str | None:
    """Return a time as ISO text in UTC, a date as its ISO text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if value else None


def moment_of(text: str | None) -> datetime | date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def reading_row(reading: Reading) -> Row:
    """Return the columns of ``readings`` besides the key; those of a tally only where there is one."""
    match reading:
        case Tally():
            return {"reading": "tally", "reason": None} | tally_row(reading)
        case Unreadable(reason, partial):
            return {"reading": "unreadable", "reason": reason} | (tally_row(partial) if partial else {})
        case NotAReport():
            return {"reading": "not_a_report", "reason": None}


def tally_row(tally: Tally) -> Row:
    headline = tally.headline
    return {
        "format": tally.format,
        "scope": tally.scope.value,
        "claimant": tally.claimant.value,
        "attacker": tally.attacker.value,
        **_window_row(tally.window),
        **_sites_row("hit_sites", tally.hit_sites),
        **_sites_row("debris_sites", tally.debris_sites),
        "headline_number": headline and headline.number,
        "headline_what": headline and headline.what,
        **_words_row("headline", headline.words if headline else None),
        "itemises_regions": int(tally.regions is not None),
        "drones": tally.drones,
    }


def _window_row(window: Window | None) -> Row:
    return {
        "window_start": window and moment_text(window.start),
        "window_end": window and moment_text(window.end),
        "window_precision": window and window.precision.value,
        **_words_row("window", window.words if window else None),
    }


def _sites_row(name: str, sites: Count | None) -> Row:
    return {
        f"{name}_number": sites and sites.number,
        f"{name}_hedge": sites and sites.hedge.value,
        **_words_row(name, sites.words if sites else None),
    }


def _words_row(name: str, words: Words | None) -> Row:
    start, end = words or (None, None)
    return {f"{name}_words_start": start, f"{name}_words_end": end}


def line_row(line: Line) -> Row:
    return {
        "outcome": line.outcome.value,
        "kind": line.kind.value,
        "weapons": " ".join(line.weapons),
        "number": line.number,
        "hedge": line.hedge.value,
        "is_share": int(line.share),
        "is_total": int(line.total),
        "origins": " ".join(line.origins),
        "words_start": line.words[0],
        "words_end": line.words[1],
    }


def place_rows(tally: Tally) -> list[Row]:
    """Return every place a tally names, with its role; only regions have a number and words."""
    named = (("origin", tally.origins), ("target", tally.targets), ("downed_over", tally.downed_over))
    rows: list[Row] = [
        {"role": role, "position": position, "place": place, "number": None, "words_start": None, "words_end": None}
        for role, places in named
        for position, place in enumerate(places)
    ]
    for position, region in enumerate(tally.regions or ()):
        start, end = region.words
        rows.append({"role": "region", "position": position, "place": region.region, "number": region.number})
        rows[-1] |= {"words_start": start, "words_end": end}
    return rows


def line_of(values: Sequence[Any]) -> Line:
    """Return a line from the values of ``LINE_COLUMNS``."""
    outcome, kind, weapons, number, hedge, share, total, origins, start, end = values
    return Line(
        outcome=Outcome(outcome),
        kind=Kind(kind),
        weapons=tuple(weapons.split()),
        number=number,
        hedge=Hedge(hedge),
        words=(start, end),
        share=bool(share),
        total=bool(total),
        origins=tuple(origins.split()),
    )


def tally_of(row: Row, lines: Sequence[Line], places: Sequence[Row], doubts: Sequence[Doubt]) -> Tally:
    """Return a tally from the row of its reading and its rows in other tables, each in the order of the post."""
    regions = tuple(
        RegionCount(place["place"], place["number"], (place["words_start"], place["words_end"]))
        for place in places
        if place["role"] == "region"
    )
    return Tally(
        format=row["format"],
        scope=Scope(row["scope"]),
        claimant=Claimant(row["claimant"]),
        attacker=Attacker(row["attacker"]),
        window=_window_of(row),
        lines=tuple(lines),
        hit_sites=_sites_of(row, "hit_sites"),
        debris_sites=_sites_of(row, "debris_sites"),
        headline=_headline_of(row),
        origins=_named(places, "origin"),
        targets=_named(places, "target"),
        downed_over=_named(places, "downed_over"),
        regions=regions if row["itemises_regions"] else None,
        doubts=tuple(doubts),
    )


def _named(places: Sequence[Row], role: str) -> tuple[str, ...]:
    return tuple(place["place"] for place in places if place["role"] == role)


def _window_of(row: Row) -> Window | None:
    if row["window_precision"] is None:
        return None
    return Window(
        start=moment_of(row["window_start"]),
        end=moment_of(row["window_end"]),
        precision=Precision(row["window_precision"]),
        words=(row["window_words_start"], row["window_words_end"]),
    )


def _sites_of(row: Row, name: str) -> Count | None:
    hedge = row[f"{name}_hedge"]
    if hedge is None:
        return None
    return Count(row[f"{name}_number"], Hedge(hedge), (row[f"{name}_words_start"], row[f"{name}_words_end"]))


def _headline_of(row: Row) -> Headline | None:
    if row["headline_number"] is None:
        return None
    words = (row["headline_words_start"], row["headline_words_end"])
    return Headline(row["headline_number"], row["headline_what"], words)
