"""Our figures beside those of others' tables: how often they agree, and the newest that differ."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.audience import Audience
from bot.chat.keyboards import other_language
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.agreement import agreement_text, difference_text
from bot.chat.rich_text import Block, Line, block, bold, line, link
from parsers.vocabulary.outside_tables import KNOWN
from storage.views.accuracy import AccuracyView, TableAccuracy

# Of each table.
MOST_DIFFERENCES = 3


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
    yield block(head, matched, *(agreement_text(words, one) for one in table.totals))
    if table.disagreements:
        yield block(words.say("The newest that differ:"), *_differences(audience, table))


def _differences(audience: Audience, table: TableAccuracy) -> Iterator[Line | str]:
    words = audience.words
    for one in table.disagreements[:MOST_DIFFERENCES]:
        yield line(f"{words.short_date(one.ends_on)} · {difference_text(audience, one)} · ", audience.post(one.source))
    more = len(table.disagreements) - MOST_DIFFERENCES
    if more > 0:
        yield words.count("and {n} more", "and {n} more", more)
