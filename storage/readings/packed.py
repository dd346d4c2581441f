"""A reading as one text, for those that only history needs."""

from __future__ import annotations

import json
from typing import Any

from parsers.records import Doubt, NotAReport, Reading, Tally, Unreadable
from storage.readings.rows import LINE_COLUMNS, PLACE_COLUMNS, Row, line_of, line_row, place_rows, tally_of, tally_row


def pack_reading(reading: Reading) -> str:
    """Return a reading as JSON, by the columns of its tables."""
    match reading:
        case Tally():
            return _json({"tally": _packed_tally(reading)})
        case Unreadable(reason, partial):
            return _json({"reason": reason, "tally": _packed_tally(partial) if partial else None})
        case NotAReport():
            return _json({})


def unpack_reading(text: str) -> Reading:
    """Return the reading that was packed."""
    kept: dict[str, Any] = json.loads(text)
    tally = _unpacked_tally(kept["tally"]) if kept.get("tally") else None
    if "reason" in kept:
        return Unreadable(kept["reason"], tally)
    return tally or NotAReport()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed_tally(tally: Tally) -> Row:
    return {
        "row": tally_row(tally),
        "lines": [[line_row(line)[name] for name in LINE_COLUMNS] for line in tally.lines],
        "places": [[place[name] for name in PLACE_COLUMNS] for place in place_rows(tally)],
        "doubts": [[doubt.code, doubt.detail] for doubt in tally.doubts],
    }


def _unpacked_tally(kept: Row) -> Tally:
    return tally_of(
        kept["row"],
        [line_of(values) for values in kept["lines"]],
        [dict(zip(PLACE_COLUMNS, values, strict=True)) for values in kept["places"]],
        [Doubt(*one) for one in kept["doubts"]],
    )
