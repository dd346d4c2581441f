"""The schemas that are published beside the JSON files (JSON Schema 2020-12), by their paths."""

from __future__ import annotations

from functools import cache
from typing import Any

from bot.publish.data.schema_parts import (
    ATTACKER,
    BY_CLAIMANT,
    CLAIMANT,
    DATE,
    LINK,
    MOMENT,
    NUMBER,
    PARTS,
    POST_LINK,
    REGIMES,
    STATUS,
    TEXT,
    TEXTS,
    YES_OR_NO,
    Schema,
    by_name,
    each,
    obj,
    one_of,
    or_null,
    ref,
)
from bot.publish.data.terms import KNOWN_FROM
from parsers.records import Hedge

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LICENCE = obj({"name": TEXT, "path": TEXT, "title": TEXT})
PAGES = {**by_name(LINK), "description": "the night's page, by language"}
CLOCK = or_null({"type": "string", "pattern": r"^\d\d:\d\d$"})
NO_NUMBER = each(obj({"status": STATUS, "hedge": one_of(Hedge, or_null=True), "meaning": TEXT}))

ASSERTION = obj(
    {
        "channel": TEXT,
        "attacker": ATTACKER,
        "status": STATUS,
        "figures": or_null(ref("figures")),
        "reading": or_null(ref("reading")),
        "windows": each(ref("reading")),
        "others": each(ref("reading")),
        "overlapping": each(TEXTS),
        "regimes": REGIMES,
    }
)
PROVENANCE = obj(
    {
        "post": or_null(ref("post")),
        "known_from": or_null(MOMENT),
        "known_from_is": one_of(KNOWN_FROM, or_null=True),
        "gone_since": or_null(MOMENT),
        "earlier_version_unseen": YES_OR_NO,
        "vintages": each(ref("vintage")),
        "versions": each(ref("version")),
    }
)
PUBLICATION = obj(
    {
        "settled": YES_OR_NO,
        "format_version": TEXT,
        "claim": TEXT,
        "licence": LICENCE,
        "corrections": each(ref("correction")),
        "links": obj({"self": LINK, "pages": PAGES, "vintages": LINK, "meta": LINK}),
    }
)
NIGHT = obj(
    {
        "$schema": TEXT,
        "night": DATE,
        "assertion": by_name(ASSERTION, BY_CLAIMANT),
        "provenance": by_name(PROVENANCE, BY_CLAIMANT),
        "publication": PUBLICATION,
    }
)
_ALWAYS = ["channel", "attacker", "status", "night"]
LATEST_SIDE = obj(
    {
        "channel": TEXT,
        "attacker": ATTACKER,
        "status": STATUS,
        "night": or_null(DATE),
        "settled": YES_OR_NO,
        "known_from": or_null(MOMENT),
        "known_from_is": one_of(KNOWN_FROM, or_null=True),
        "gone_since": or_null(MOMENT),
        "sentences": by_name(TEXT),
        "figures": ref("figures"),
        "window": or_null(ref("window")),
        "doubts": TEXTS,
        "regimes": REGIMES,
        "post": ref("post"),
        "reader_version": NUMBER,
        "links": obj({"json": LINK, "pages": PAGES}),
    }
)
LATEST_SIDE["required"] = _ALWAYS
LATEST = obj(
    {
        "$schema": TEXT,
        "format_version": TEXT,
        "claim": TEXT,
        "licence": TEXT,
        "night": or_null(DATE),
        "sides": by_name(LATEST_SIDE, BY_CLAIMANT),
        "links": by_name(LINK),
    }
)
CORRECTIONS = obj({"$schema": TEXT, "claim": TEXT, "feed": LINK, "corrections": each(ref("correction"))})
SOURCE = obj(
    {
        "channel": TEXT,
        "url": TEXT,
        "newest_post": or_null(MOMENT),
        "last_change": or_null(MOMENT),
        "usual_times": obj({"from": CLOCK, "to": CLOCK, "zone": TEXT}),
    }
)
STATUS_FILE = obj({"$schema": TEXT, "reader_version": NUMBER, "sources": by_name(SOURCE, BY_CLAIMANT)})
REGIME = obj(
    {
        "slug": TEXT,
        "claimant": CLAIMANT,
        "since": DATE,
        "meaning": TEXT,
        "figures": TEXTS,
        "weapons": TEXTS,
        "first_post": POST_LINK,
    }
)
META = obj(
    {
        "$schema": TEXT,
        "format_version": TEXT,
        "title": TEXT,
        "description": TEXT,
        "stability": TEXT,
        "licence": LICENCE,
        "reader_version": NUMBER,
        "nights": obj({"first": or_null(DATE), "newest": or_null(DATE)}),
        "settles_after_hours": NUMBER,
        "nights_undercount": TEXT,
        "floor": TEXT,
        "claimants": each(
            obj({"claimant": CLAIMANT, "name": TEXT, "attacker": ATTACKER, "channel": TEXT, "url": TEXT, "zone": TEXT})
        ),
        "regimes": each(REGIME),
        "figures": each(obj({"name": TEXT, "unit": TEXT, "meaning": TEXT, "outcomes": TEXTS, "kinds": TEXTS})),
        "no_number": NO_NUMBER,
        "status": by_name(TEXT),
        "hedge": by_name(TEXT),
        "relation": by_name(TEXT),
        "why": by_name(TEXT),
        "known_from_is": by_name(TEXT),
        "files": by_name(TEXT),
    }
)


AGREEMENT: dict[str, Schema] = {
    "field": TEXT,
    "agreed": NUMBER,
    "compared": NUMBER,
    "per_cent": {"type": ["number", "null"], "description": "null where fewer than 30 were compared"},
    "ranges": obj({"within": NUMBER, "told": NUMBER}),
}
# A number as its range, or a window as its edges.
COMPARED = obj(
    {"text": TEXT, "low": NUMBER, "high": NUMBER, "start": MOMENT, "end": MOMENT}, ("low", "high", "start", "end")
)
ACCURACY = obj(
    {
        "$schema": TEXT,
        "note": TEXT,
        "tables": each(
            obj(
                {
                    "table": TEXT,
                    "title": TEXT,
                    "author": or_null(TEXT),
                    "licence": or_null(TEXT),
                    "address": or_null(TEXT),
                    "read": MOMENT,
                    "reports": NUMBER,
                    "reports_of_ours": NUMBER,
                    "rows_skipped": NUMBER,
                    "totals": each(obj(AGREEMENT)),
                    "months": each(obj({"month": TEXT, "claimant": CLAIMANT, **AGREEMENT})),
                    "disagreements": each(
                        obj(
                            {
                                "ends_on": DATE,
                                "claimant": CLAIMANT,
                                "report": TEXT,
                                "field": TEXT,
                                "ours": COMPARED,
                                "theirs": COMPARED,
                                "post": obj({"channel": TEXT, "message_id": NUMBER, "url": TEXT, "revision": NUMBER}),
                                "verdict": TEXT,
                                "why": or_null(TEXT),
                            }
                        )
                    ),
                }
            )
        ),
    }
)


def _schema(title: str, of: Schema) -> Schema:
    named = {name: part for name, part in PARTS.items() if name in _used(of)}
    return {"$schema": DIALECT, "title": title, **of, **({"$defs": named} if named else {})}


def _used(schema: Any) -> set[str]:
    """Return the shared parts that a schema refers to, and those that these refer to."""
    if isinstance(schema, dict):
        name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
        own = {name} | _used(PARTS[name]) if name else set()
        return own | {used for value in schema.values() for used in _used(value)}
    return {used for value in schema for used in _used(value)} if isinstance(schema, list) else set()


@cache
def schemas() -> dict[str, Schema]:
    """Return the schemas by the paths of their files. They are built when first asked for: few runs write any."""
    return {
        "v1/schema/night.json": _schema(
            "A night: what each side states, where it comes from, what is known of it", NIGHT
        ),
        "v1/schema/latest.json": _schema("The newest night of each side", LATEST),
        "v1/schema/corrections.json": _schema("All corrections, the newest first", CORRECTIONS),
        "v1/schema/accuracy.json": _schema("How the figures compare with others' tables", ACCURACY),
        "v1/schema/status.json": _schema("How far each source is known", STATUS_FILE),
        "v1/schema/meta.json": _schema("What the files mean", META),
    }
