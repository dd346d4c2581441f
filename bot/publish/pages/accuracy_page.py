"""The page of how often the figures are right: the reader on labelled posts, and our figures beside others' tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.agreement import FIELDS, difference_text
from bot.chat.rich_text import line
from bot.publish.pages.lines import line_html, moment_html
from bot.publish.pages.said import NAMES
from parsers.channels import CHANNELS
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, MonthAgreement, TableAccuracy

# As docs/accuracy.md has them, which a test compares.
MEASURED_ON, MEASURED_VERSION = date(2026, 11, 29), 3
# The newest that differ; v1/accuracy.json has them all.
DIFFERENCES = 50


@dataclass(frozen=True, slots=True)
class MeasuredPosts:
    """Labelled posts of a kind: how many of them are read exactly, and how many wrongly without a doubt."""

    what: str
    posts: int
    exact: int
    silent: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A row of a table of this page: its name and its cells."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutsideTablePart:
    """An outside table beside ours. ``key`` names its anchors; ``more`` is how many differences are left out."""

    key: str
    title: str
    address: str
    by: str
    read_at: Markup
    matched: str
    totals: tuple[AgreementRow, ...]
    months: tuple[AgreementRow, ...]
    differences: tuple[tuple[Markup, str], ...]
    more: int


MEASURED = (
    MeasuredPosts(N_("Air Force, whole posts of 2026"), 64, 64, 0),
    MeasuredPosts(N_("Air Force, excerpts of 2023–2026"), 32, 31, 0),
    MeasuredPosts(N_("Russia's ministry, whole posts of 2023–2025"), 127, 127, 0),
    MeasuredPosts(N_("Russia's ministry, excerpts"), 13, 13, 0),
    MeasuredPosts(N_("real posts with sentences nobody had written yet"), 32127, 25958, 6),
)


def accuracy_values(audience: Audience, view: AccuracyView | None) -> dict[str, Any]:
    """Return what the template of the page needs; ``view`` is None where no table was compared."""
    words = audience.words
    return {
        "measured": [
            AgreementRow(words.say(one.what), tuple(words.number(many) for many in (one.posts, one.exact, one.silent)))
            for one in MEASURED
        ],
        "measured_on": words.day(MEASURED_ON),
        "measured_version": MEASURED_VERSION,
        "tables": [_table(audience, one) for one in view.tables] if view else [],
    }


def _table(audience: Audience, table: TableAccuracy) -> OutsideTablePart:
    words, credit = audience.words, table.credit
    return OutsideTablePart(
        key=credit.slug,
        title=credit.title,
        address=credit.address,
        by=" · ".join(filter(None, (credit.author, credit.licence))),
        read_at=moment_html(audience, table.read_at),
        matched=words.count("{n} report in common", "{n} reports in common", table.matched),
        totals=tuple(AgreementRow(words.say(FIELDS[one.field]), _cells(words, one)) for one in table.totals),
        months=tuple(AgreementRow(_month_name(words, one), _cells(words, one.agreement)) for one in table.months),
        differences=tuple(_difference(audience, one) for one in table.disagreements[:DIFFERENCES]),
        more=max(len(table.disagreements) - DIFFERENCES, 0),
    )


def _month_name(words: Language, one: MonthAgreement) -> str:
    claimant = words.say(NAMES[CHANNELS[one.channel].claimant])
    return f"{words.month(one.month)} · {claimant} · {words.say(FIELDS[one.agreement.field])}"


def _cells(words: Language, one: Agreement) -> tuple[str, ...]:
    """Return agreed, compared, per cent (none of few), and how often our number lay in a range."""
    per_cent = "–" if one.per_cent is None else words.percent(int(one.per_cent) / 100)
    ranges = words.say("{part} of {whole}", part=words.number(one.within), whole=words.number(one.ranges))
    return words.number(one.agreed), words.number(one.compared), per_cent, ranges if one.ranges else "–"


def _difference(audience: Audience, one: Disagreement) -> tuple[Markup, str]:
    """Return a difference in a line with its post, and what the person found who looked."""
    said = f"{audience.words.short_date(one.ends_on)} · {difference_text(audience, one)} · "
    return line_html(line(said, audience.post(one.source))), one.why
