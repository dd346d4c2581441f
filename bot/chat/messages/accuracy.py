"""Our figures beside those of others' tables: how often they agree, and the newest that differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.chat.audience import Audience
from bot.chat.keyboards import other_language
from bot.chat.language import N_, Language
from bot.chat.message import Message
from bot.chat.rich_text import Block, Line, block, bold, line, link
from parsers.records.outside import Cause, OutsideField
from parsers.vocabulary.outside_tables import KNOWN
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, TableAccuracy

# Of each table.
MOST_DIFFERENCES = 3

FIELDS = {
    OutsideField.WINDOW: N_("times of the attack"),
    OutsideField.DRONES_LAUNCHED: N_("drones launched"),
    OutsideField.DRONES_DOWN: N_("drones shot down"),
    OutsideField.DRONES_LOST: N_("drones lost to jamming"),
    OutsideField.ALL_DRONES_LAUNCHED: N_("drones and loitering munitions launched"),
    OutsideField.ALL_DRONES_DOWN: N_("drones and loitering munitions shot down"),
    OutsideField.MISSILES_LAUNCHED: N_("missiles launched"),
    OutsideField.MISSILES_DOWN: N_("missiles shot down"),
    OutsideField.HIT_SITES: N_("places hit"),
    OutsideField.DEBRIS_SITES: N_("places with debris"),
}
CAUSES = {
    Cause.READER: N_("our mistake"),
    Cause.TABLE: N_("the table's mistake"),
    Cause.DEFINITION: N_("they count something else"),
    Cause.POST_EDITED: N_("the post was edited"),
    Cause.OPEN: N_("not looked into yet"),
}


def accuracy_message(audience: Audience, view: AccuracyView) -> Message:
    """Say of each table how often it agrees with us, and show the newest disagreements with both figures."""
    words = audience.words
    blocks = [block(bold(words.say("Our figures beside others' tables")))]
    for table in view.tables:
        blocks += _table(audience, table)
    if view.tables:
        blocks.append(
            block(words.say("Agreement means that we both read the posts alike, not that what the posts say is true."))
        )
    else:
        blocks += _where(words)
    shown = {one.source.key: one.source for table in view.tables for one in table.disagreements[:MOST_DIFFERENCES]}
    return Message(tuple(blocks), (other_language(words, "accuracy"),), tuple(shown.values()))


def _where(words: Language) -> Iterator[Block]:
    """Say that nothing was compared, and where tables are to be had."""
    yield block(words.say("Whoever runs this bot has not read in any table to compare with. Such tables exist:"))
    yield block(*(line(link(one.title, one.address), f" · {one.author}") for one in KNOWN))
    yield block(words.say("The bot does not fetch them by itself."))


def _table(audience: Audience, table: TableAccuracy) -> Iterator[Block]:
    words, credit = audience.words, table.credit
    by = " · ".join(part for part in ("", credit.author, credit.licence) if part)
    head = line(link(credit.title, credit.address), f" · {by}" if by else "")
    matched = words.count("{n} report in common", "{n} reports in common", table.matched)
    yield block(head, matched, *(_agreement(words, one) for one in table.totals))
    if table.disagreements:
        yield block(words.say("The newest that differ:"), *_differences(audience, table))


def _agreement(words: Language, one: Agreement) -> str:
    """``drones launched: 44 of 45 agree (97%)``; no per cent where few are compared, ranges apart."""
    told = []
    if one.compared:
        told = [
            words.say(
                "{agreed} of {compared} agree", agreed=words.number(one.agreed), compared=words.number(one.compared)
            )
        ]
    if one.per_cent is not None:
        told[0] += f" ({words.percent(int(one.per_cent) / 100)})"
    if one.ranges:
        told.append(
            words.count(
                "within {within} of {n} range given", "within {within} of {n} ranges given", one.ranges,
                within=words.number(one.within),
            )
        )  # fmt: skip
    return words.say("{field}: {figures}", field=words.say(FIELDS[one.field]), figures=" · ".join(told))


def _differences(audience: Audience, table: TableAccuracy) -> Iterator[Line | str]:
    words = audience.words
    for one in table.disagreements[:MOST_DIFFERENCES]:
        yield line(f"{words.short_date(one.ends_on)} · {_figures(audience, one)} · ", audience.post(one.source))
    more = len(table.disagreements) - MOST_DIFFERENCES
    if more > 0:
        yield words.count("and {n} more", "and {n} more", more)


def _figures(audience: Audience, one: Disagreement) -> str:
    """``places hit: 22 by us, 9 in the table (the table's mistake)``."""
    words = audience.words
    return words.say(
        "{field}: {ours} by us, {theirs} in the table ({cause})",
        field=words.say(FIELDS[one.field]),
        ours=_figure(audience, one.field, one.ours),
        theirs=_figure(audience, one.field, one.theirs),
        cause=words.say(CAUSES[one.cause]),
    )


def _figure(audience: Audience, field: OutsideField, told: str) -> str:
    """``1,024``, ``5–9``, or a window in the reader's time: ``18 Aug 18:00 – 19 Aug 08:30 Kyiv``."""
    words = audience.words
    if field is not OutsideField.WINDOW:
        return "–".join(words.number(int(part)) for part in told.split("–"))
    start, end = (datetime.fromisoformat(edge).astimezone(audience.zone) for edge in told.split("/"))
    first, last = (
        f"{words.short_day(start)} {audience.clock(start)}",
        f"{words.short_day(end)} {audience.clock_and_city(end)}",
    )
    return f"{first} – {last}"
