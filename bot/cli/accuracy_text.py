"""The comparison with others' tables as text; its tables are Markdown, so that they can stand in a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from parsers.channels import CHANNELS
from parsers.records import Claimant
from parsers.records.outside import Credit, OutsideField
from parsers.vocabulary.outside_tables import KNOWN
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, TableAccuracy

FIELDS = {
    OutsideField.WINDOW: "window",
    OutsideField.DRONES_LAUNCHED: "drones launched",
    OutsideField.DRONES_DOWN: "drones down",
    OutsideField.DRONES_LOST: "drones lost",
    OutsideField.ALL_DRONES_LAUNCHED: "drones and loitering munitions launched",
    OutsideField.ALL_DRONES_DOWN: "drones and loitering munitions down",
    OutsideField.MISSILES_LAUNCHED: "missiles launched",
    OutsideField.MISSILES_DOWN: "missiles down",
    OutsideField.HIT_SITES: "places hit",
    OutsideField.DEBRIS_SITES: "places with debris",
}
CHANNEL_NAMES = {Claimant.UA_AIR_FORCE: "Air Force", Claimant.RU_MOD: "ministry"}
MOST_SKIPPED = 5

NONE_STORED = (
    "No table has been read in. Nothing is fetched: get one of "
    + ", ".join(f"“{one.title}” ({one.address})" for one in KNOWN)
    + ", or write a CSV with the columns night, claimant, field, number, source; "
    "then: overnight accuracy --table FILE."
)


def accuracy_text(view: AccuracyView) -> Iterator[str]:
    """Yield the lines of the comparison: of each table what agrees, by month, and each disagreement."""
    for table in view.tables:
        yield from _heading(table)
        yield from _agreements(table)
        yield from _disagreements(table.disagreements)
    yield "Agreement says that both read the posts alike; whether a claim is true is not judged by it."


def skipped_text(name: str, skipped: Sequence[str]) -> Iterator[str]:
    """Yield what could not be used of a file, the first rows by their lines."""
    for one in skipped[:MOST_SKIPPED]:
        yield f"{name}: {one}"
    if len(skipped) > MOST_SKIPPED:
        yield f"{name}: {len(skipped) - MOST_SKIPPED} more rows could not be used"


def credit_text(credit: Credit) -> str:
    """``By author, licence: address.``; nothing of a table of one's own."""
    by = ", ".join(part for part in (credit.author, credit.licence) if part)
    return f"By {by}: {credit.address}. " if by else ""


def _heading(table: TableAccuracy) -> Iterator[str]:
    yield f"### {table.credit.title}"
    yield ""
    yield f"{credit_text(table.credit)}Read on {table.read_at:%Y-%m-%d}."
    skipped = f" Rows that could not be used: {table.skipped}." if table.skipped else ""
    yield f"Its reports: {table.reports}; of these we have too: {table.matched}.{skipped}"
    yield ""


def _agreements(table: TableAccuracy) -> Iterator[str]:
    """Yield a row a month and channel, a column a field: ``18 of 20`` agree."""
    fields = [one.field for one in table.totals]
    if not fields:
        return
    yield f"| month | channel | {' | '.join(FIELDS[field] for field in fields)} |"
    yield f"|---|---|{'--:|' * len(fields)}"
    by_month: dict[tuple[date, str], dict[OutsideField, Agreement]] = {}
    for one in table.months:
        by_month.setdefault((one.month, one.channel), {})[one.agreement.field] = one.agreement
    for (month, channel), found in by_month.items():
        told = " | ".join(agreement_text(found.get(field)) for field in fields)
        yield f"| {month:%Y-%m} | {CHANNEL_NAMES[CHANNELS[channel].claimant]} | {told} |"
    yield f"| **all** | | {' | '.join(agreement_text(one) for one in table.totals)} |"
    yield ""


def agreement_text(one: Agreement | None) -> str:
    """``44 of 45 = 97.7 %``; no per cent below 30, ranges apart, a dash where nothing is compared."""
    if one is None:
        return "–"
    told = [f"{one.agreed} of {one.compared}" + (f" = {one.per_cent} %" if one.per_cent is not None else "")]
    told = told if one.compared else []
    return "; ".join(told + ([f"in a range {one.within} of {one.ranges}"] if one.ranges else []))


def _disagreements(found: Sequence[Disagreement]) -> Iterator[str]:
    if not found:
        yield "No figure differs."
        yield ""
        return
    yield "| report | field | ours | theirs | verdict | why |"
    yield "|---|---|--:|--:|---|---|"
    for one in found:
        address = f"https://t.me/{one.source.channel}/{one.source.message_id}"
        verdict = one.cause.value.replace("_", " ")
        yield (
            f"| {one.ends_on}, [{one.place}]({address}) | {FIELDS[one.field]} | {one.ours} | {one.theirs} "
            f"| {verdict} | {one.why or '–'} |"
        )
    yield ""
