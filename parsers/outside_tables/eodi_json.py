"""The published JSON of the European Observatory of Drone Incidents (EODI): ``{"ataques": [record, …]}``.

A record is one report (``parte``) of a channel: ``periodo`` with the precision of each edge, ``lanzados``,
``derribados`` and the like as ``{min, max}`` or "desconocido", and ``fuentes``, the posts it rests on, by ids such as
``kpszsu-2004`` (seen in the copy of 27 September 2026).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from parsers.channels import CHANNELS
from parsers.outside_tables.cells import BadCellError, TableError, between, moment, night_of, post_of
from parsers.records.outside import Edge, FigureRange, OutsideField, OutsideReport, OutsideTable
from parsers.vocabulary.outside_tables import EODI

UNKNOWN = "desconocido"
# Edges less certain than this are guessed from the time of the post.
CERTAIN = "minuto"
# A record that they have withdrawn.
WITHDRAWN = "desmentido"

# Field -> where it stands in a record. Its totals take in Banderol and the like.
PLACES: dict[OutsideField, tuple[str, ...]] = {
    OutsideField.ALL_DRONES_LAUNCHED: ("lanzados", "total"),
    OutsideField.ALL_DRONES_DOWN: ("derribados",),
    OutsideField.DRONES_LOST: ("perdidos_guerra_electronica",),
    OutsideField.HIT_SITES: ("localizaciones_impacto",),
    OutsideField.DEBRIS_SITES: ("localizaciones_restos",),
}


def read(text: str) -> OutsideTable:
    """Return the reports of the published file. Raises ``TableError``."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TableError(f"is not JSON: {error}") from error
    records = found.get("ataques") if isinstance(found, dict) else None
    if not isinstance(records, list):
        raise TableError("is not EODI's published JSON, which has a list “ataques”")
    reports: list[OutsideReport] = []
    skipped: list[str] = []
    for number, record in enumerate(records, start=1):
        try:
            reports += _reports(record)
        except (BadCellError, TypeError, AttributeError, KeyError) as error:
            skipped.append(f"record {number}: {error if isinstance(error, BadCellError) else 'is not a record'}")
    return OutsideTable(EODI, tuple(reports), tuple(skipped))


def _reports(record: Mapping[str, Any]) -> Iterator[OutsideReport]:
    """Yield the report of a record: that of its newest post, which has the last word. None where it is withdrawn."""
    if (record.get("estado") or {}).get("actual") == WITHDRAWN:
        return
    post = newest_post(record["fuentes"])
    if post is None:
        return
    channel, message_id = post
    start, end = (_edge(record["periodo"][name]) for name in ("inicio", "fin"))
    told = {field: figure for field, place in PLACES.items() if (figure := _figure(record, place))}
    yield OutsideReport(channel, message_id, start, end, night_of(channel, start, end), told)


def newest_post(sources: Iterable[Mapping[str, Any]]) -> tuple[str, int] | None:
    """Return the newest post of a channel of ours among a record's sources."""
    posts = (_post(source) for source in sources)
    return max((post for post in posts if post), key=lambda post: post[1], default=None)


def _post(source: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return a source's post, by its id or its link."""
    channel, _, number = str(source.get("id", "")).rpartition("-")
    if channel in CHANNELS and number.isascii() and number.isdecimal():
        return channel, int(number)
    return post_of(str(source.get("enlace", "")))


def _edge(told: Mapping[str, str]) -> Edge | None:
    return moment(told["valor"]) if told["precision"] == CERTAIN else None


def _figure(record: Mapping[str, Any], place: tuple[str, ...]) -> FigureRange | None:
    """Return the range at a place of a record; None where it is missing or unknown."""
    found: Any = record
    for name in place:
        found = found.get(name) if isinstance(found, Mapping) else None
    if found is None or found == UNKNOWN:
        return None
    if not isinstance(found, Mapping) or not all(type(found.get(edge)) is int for edge in ("min", "max")):
        raise BadCellError(f"{'.'.join(place)} is no range")
    return between(found["min"], found["max"])
