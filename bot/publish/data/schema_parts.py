"""The parts that the schemas of several JSON files share, in JSON Schema 2020-12.

Objects are open: fields may be added under v1/, and who reads a file passes over those that it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.publish.data.corrections import WhatStands
from bot.publish.data.figures import FIGURES
from bot.publish.data.terms import KNOWN_FROM, WHYS
from parsers.records import Attacker, Claimant, Hedge, Kind, Outcome, Precision, Scope
from storage.views.record import NightStatus
from storage.views.regimes import CountingChange

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
NUMBER: Schema = {"type": "integer", "minimum": 0}
YES_OR_NO: Schema = {"type": "boolean"}
DATE: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", "description": "UTC"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of a version's normalised text"}
LINK: Schema = {"type": "string", "description": "an address, or a path from the folder's root where it has none"}
POST_LINK: Schema = {"type": ["string", "null"], "description": "of the post; null where it is made up"}


def obj(properties: dict[str, Schema], optional: Iterable[str] = ()) -> Schema:
    """Return the schema of an object, all of whose fields are there but the ``optional`` ones."""
    left_out = set(optional)
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in left_out],
    }


def each(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def by_name(values: Schema, names: Iterable[str] | None = None) -> Schema:
    """Return the schema of an object with any of these names, each with such a value."""
    named = {"propertyNames": {"enum": list(names)}} if names else {}
    return {"type": "object", "additionalProperties": values, **named}


def one_of(values: Iterable[str], *, or_null: bool = False) -> Schema:
    return {"enum": [*map(str, values), *([None] if or_null else [])]}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


WORDS: Schema = {
    "type": "array",
    "items": NUMBER,
    "minItems": 2,
    "maxItems": 2,
    "description": "where it stands in the post's text: [start, end) in code points",
}
COUNT = or_null(obj({"number": or_null(NUMBER), "hedge": one_of(Hedge), "words": WORDS}))
EDGE = or_null({"type": "string", "description": "UTC, or a bare date where the report gives no hour"})
CLAIMANT, ATTACKER = one_of(Claimant), one_of(Attacker)
BY_CLAIMANT = [one.value for one in Claimant]
STATED = or_null(obj({"number": or_null(NUMBER), "hedge": one_of(Hedge)}))
REGIMES = each(one_of(CountingChange))

FIGURE = {
    **obj({"number": or_null(NUMBER), "hedge": one_of(Hedge), "is_floor": YES_OR_NO}),
    "description": "number is null where the report names them without one; is_floor: there may have been more",
}
WINDOW = obj({"start": EDGE, "end": EDGE, "precision": one_of(Precision), "words": WORDS})
LINE = obj(
    {
        "outcome": one_of(Outcome),
        "kind": one_of(Kind),
        "weapons": TEXTS,
        "number": or_null(NUMBER),
        "hedge": one_of(Hedge),
        "share": YES_OR_NO,
        "total": YES_OR_NO,
        "origins": TEXTS,
        "words": WORDS,
    }
)
POST = obj(
    {"channel": TEXT, "message_id": NUMBER, "revision": NUMBER, "url": POST_LINK, "posted": MOMENT}, optional=["posted"]
)
READING = obj(
    {
        "key": TEXT,
        "channel": TEXT,
        "reader_version": NUMBER,
        "reading": one_of(["tally", "unreadable", "not_a_report"]),
        "reason": or_null(TEXT),
        "format": or_null(TEXT),
        "scope": one_of(Scope, or_null=True),
        "claimant": one_of(Claimant, or_null=True),
        "attacker": one_of(Attacker, or_null=True),
        "window": or_null(ref("window")),
        "lines": each(ref("line")),
        "hit_sites": COUNT,
        "debris_sites": COUNT,
        "headline": or_null(obj({"number": NUMBER, "what": TEXT, "words": WORDS})),
        "origins": TEXTS,
        "targets": TEXTS,
        "downed_over": TEXTS,
        "regions": each(obj({"region": TEXT, "number": or_null(NUMBER), "words": WORDS})),
        "doubts": each(obj({"code": TEXT, "detail": TEXT})),
        "post": ref("post"),
    },
    optional=["regions"],
)
VINTAGE = obj(
    {
        "why": one_of(WHYS),
        "known_from": MOMENT,
        "known_from_is": one_of(KNOWN_FROM),
        "known_to": or_null(MOMENT),
        "post": ref("post"),
        "sha256": HASH,
        "reader_version": NUMBER,
        "window": or_null(ref("window")),
        "figures": or_null(ref("figures")),
    }
)
VERSION = obj(
    {
        **POST["properties"],
        "sha256": HASH,
        "seen_from": MOMENT,
        "seen_to": {**or_null(MOMENT), "description": "null while the channel's page shows it"},
        "known_from": MOMENT,
        "known_from_is": one_of(KNOWN_FROM),
        "reading": one_of(["tally", "unreadable", "not_a_report"]),
        "reader_version": or_null(NUMBER),
        "held": YES_OR_NO,
    }
)
_COUNTED = {
    "outcome": one_of(Outcome),
    "kind": one_of(Kind),
    "weapons": {**TEXTS, "description": "empty for drones that are no share: one sum, whatever types the post lists"},
    "share": YES_OR_NO,
    "total": YES_OR_NO,
}
CHANGE = obj({"place": TEXT, **_COUNTED, "old": STATED, "new": STATED}, optional=["place", *_COUNTED])
CORRECTION = obj(
    {
        "id": TEXT,
        "night": DATE,
        "claimant": CLAIMANT,
        "attacker": ATTACKER,
        "why": one_of(WHYS),
        "known_from": MOMENT,
        "known_from_is": one_of(KNOWN_FROM),
        "stood_from": MOMENT,
        "after_settled": YES_OR_NO,
        "was": one_of(WhatStands),
        "now": one_of(WhatStands),
        "changes": each(CHANGE),
        "window": or_null(obj({"old": or_null(each(EDGE)), "new": or_null(each(EDGE))})),
        "text": {**by_name(TEXT), "description": "the changes in words, by language; empty where no number changed"},
        "channel": TEXT,
        "message_id": NUMBER,
        "revision": NUMBER,
        "reader_version": NUMBER,
        "old": obj({"message_id": NUMBER, "revision": NUMBER, "reader_version": NUMBER}),
        "url": POST_LINK,
        "page": LINK,
    }
)
STATUS = one_of(NightStatus)
PARTS: dict[str, Schema] = {
    "figure": FIGURE,
    "figures": obj({one.name: or_null(ref("figure")) for one in FIGURES}),
    "window": WINDOW,
    "line": LINE,
    "post": POST,
    "reading": READING,
    "vintage": VINTAGE,
    "version": VERSION,
    "correction": CORRECTION,
}
