"""``v1/latest.json``: the newest night of each side in at most 10 kB, with a sentence that can be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.chat.languages import words_of
from bot.chat.messages.sentences import WHOLE, Brevity, side_sentence
from bot.publish.data.about import FORMAT_VERSION, LICENCE, NOT_VERIFIED
from bot.publish.data.figures import figures_json, figures_of_tally
from bot.publish.data.json_text import json_text
from bot.publish.data.nights import regimes_of
from bot.publish.data.reports import post_json
from bot.publish.site import Site, night_file, night_page
from parsers.json_reading import moment, window_fields
from storage.views.record import NightRecord, RecordSide

LONGEST = 10_000
# What the sentences leave out, in this order, until the file is short enough; None leaves out the sentences.
SHORTER = (
    WHOLE,
    Brevity(shares=False, places=False),
    Brevity(kinds=4, shares=False, places=False),
    Brevity(kinds=1, stopped=False, shares=False, places=False),
    None,
)


def latest_json(records: Sequence[NightRecord], site: Site) -> dict[str, Any]:
    """Return the newest night of each side. ``records`` are the newest nights, the newest first.

    A side's ``status`` is that of the newest night, its ``night`` the newest one that is told.
    """
    made: dict[str, Any] = {}
    for brevity in SHORTER:
        made = _latest(records, site, brevity)
        if len(json_text(made).encode()) <= LONGEST:
            break
    return made


def _latest(records: Sequence[NightRecord], site: Site, brevity: Brevity | None) -> dict[str, Any]:
    newest = records[0] if records else None
    return {
        "$schema": "schema/latest.json",
        "format_version": FORMAT_VERSION,
        "claim": NOT_VERIFIED,
        "licence": LICENCE["path"],
        "night": newest.day.isoformat() if newest else None,
        "sides": {side.claimant.value: _side(records, side, site, brevity) for side in newest.sides} if newest else {},
        "links": {
            name: site.address(path)
            for name, path in {
                "nights": "v1/nights.csv",
                "corrections": "v1/corrections.json",
                "status": "v1/status.json",
                "meta": "v1/meta.json",
                "feed": "feed.atom",
            }.items()
        },
    }


def _side(records: Sequence[NightRecord], newest: RecordSide, site: Site, brevity: Brevity | None) -> dict[str, Any]:
    head = {"channel": newest.channel, "attacker": newest.attacker.value, "status": newest.status.value}
    for record in records:
        side = next((one for one in record.sides if one.channel == newest.channel), None)
        if side and side.night:
            return head | _told(record, side, site, brevity)
    return head | {"night": None}


def _told(record: NightRecord, side: RecordSide, site: Site, brevity: Brevity | None) -> dict[str, Any]:
    view, standing = side.night, side.standing
    assert view is not None, "asked for by the caller"
    source, window = view.source, view.tally.window
    return {
        "night": record.day.isoformat(),
        "settled": record.settled,
        "known_from": moment(standing.known_from) if standing else None,
        "known_from_is": standing.known_from_is.value if standing else None,
        "gone_since": moment(side.gone_since),
        "sentences": {code: side_sentence(words_of(code), view, brevity) for code in site.languages if brevity},
        "figures": figures_json(figures_of_tally(source.key, view.tally)),
        "window": window_fields(window) if window else None,
        "doubts": list(dict.fromkeys(doubt.code for doubt in view.doubts)),
        "regimes": regimes_of(record, side),
        "post": post_json(source.key, site, source.posted_at),
        "reader_version": view.reader_version,
        "links": {
            "json": site.address(night_file(record.day)),
            "pages": {code: site.address(night_page(record.day, code)) for code in site.languages},
        },
    }
