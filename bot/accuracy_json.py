"""The comparison with others' tables as plain JSON: for the command line and for what is published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parsers.channels import CHANNELS
from parsers.json_reading import moment
from parsers.records.outside import OutsideField
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, TableAccuracy

NOTE = (
    "Agreement says that we and the table read the posts alike. Whether a claim is true is not judged by it. "
    "A figure is compared only where both sides give it exactly; no per cent is told of fewer than 30."
)


def accuracy_json(view: AccuracyView) -> dict[str, Any]:
    """Return the comparison as dicts and lists, ready for ``json.dumps``; ``tables`` is empty where none was read."""
    return {"note": NOTE, "tables": [_table(one) for one in view.tables]}


def _table(table: TableAccuracy) -> dict[str, Any]:
    credit = table.credit
    return {
        "table": credit.slug,
        "title": credit.title,
        "author": credit.author or None,
        "licence": credit.licence or None,
        "address": credit.address or None,
        "read": moment(table.read_at),
        "reports": table.reports,
        "reports_of_ours": table.matched,
        "rows_skipped": table.skipped,
        "totals": [_agreement(one) for one in table.totals],
        "months": [
            {
                "month": f"{one.month:%Y-%m}",
                "claimant": CHANNELS[one.channel].claimant.value,
                **_agreement(one.agreement),
            }
            for one in table.months
        ],
        "disagreements": [_disagreement(one) for one in table.disagreements],
    }


def _agreement(one: Agreement) -> dict[str, Any]:
    return {
        "field": one.field.value,
        "agreed": one.agreed,
        "compared": one.compared,
        "per_cent": one.per_cent,
        "ranges": {"within": one.within, "told": one.ranges},
    }


def _disagreement(one: Disagreement) -> dict[str, Any]:
    source = one.source
    return {
        "ends_on": one.ends_on.isoformat(),
        "claimant": CHANNELS[source.channel].claimant.value,
        "report": one.place,
        "field": one.field.value,
        "ours": _figure(one.field, one.ours),
        "theirs": _figure(one.field, one.theirs),
        "post": {
            "channel": source.channel,
            "message_id": source.message_id,
            "url": f"https://t.me/{source.channel}/{source.message_id}",
            "revision": source.revision,
        },
        "verdict": one.cause.value,
        "why": one.why or None,
    }


def _figure(field: OutsideField, told: str) -> dict[str, Any]:
    """Return a number as its range, a window as its edges; ``text`` is how a file of verdicts has it."""
    if field is OutsideField.WINDOW:
        edges: Sequence[str] = told.split("/")
        return {"text": told, "start": edges[0], "end": edges[1]}
    ends = [int(part) for part in told.split("–")]
    return {"text": told, "low": ends[0], "high": ends[-1]}
