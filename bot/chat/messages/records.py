"""The largest nights of each side, with the posts they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import NN_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, OUTCOMES, bounded
from bot.chat.messages.days import folded, is_short, runs_text, unconfirmed_lines
from bot.chat.messages.latest import left_out
from bot.chat.messages.nouns import counted_drones_of, counted_kind
from bot.chat.messages.range_sentences import IN_A_NIGHT
from bot.chat.messages.regimes import regime_sentence
from bot.chat.messages.sentences import LAUNCHED_BY, STOPPED_BY
from bot.chat.messages.tally import heading
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Kind, Outcome
from storage.views.figures import MISSILES, Figure
from storage.views.readings import Sources
from storage.views.records import Record, RecordsView

MOST = NN_("{said}, the most of {n} night known since {day}", "{said}, the most of the {n} nights known since {day}")
LARGEST = NN_(
    "{said}, the largest number given for {n} night known since {day}",
    "{said}, the largest number given for the {n} nights known since {day}",
)
BUTTONS_SHOWN = 6
BUTTONS_A_ROW = 2


def records_message(audience: Audience, views: Sequence[RecordsView], sources: Sources) -> Message:
    """List the largest nights of each side; they are called records only if no night is missing.

    ``sources`` are the posts of all their figures.
    """
    words = audience.words
    blocks = [block(bold(words.say("Largest nights")))]
    if said := [text for view in views if (text := record_sentence(words, view))]:
        blocks.append(block(*said))
    for view in views:
        blocks += [_side(audience, view, sources), *folded(words, view.missing)]
        kinds = [record for record in view.records if _is_single(record)]
        if kinds:
            lines = [one for record in kinds for one in _record(audience, record, sources)]
            blocks.append(block(words.say("Missiles by kind"), *lines, *_changes(words, kinds), quoted=True))
    blocks.append(block(words.say("Each side's own claim, not verified."), *left_out(audience)))
    return Message(tuple(blocks), _buttons(words, views), tuple(sources.values()))


def _is_single(record: Record) -> bool:
    """Return whether a record is of a single kind of missile; those are folded below."""
    return len(record.counted.kinds) == 1 and record.counted.kinds[0] in MISSILES


def record_sentence(words: Language, view: RecordsView) -> str:
    """Say in a sentence which night was the largest of what a side counts first, and of how many known nights; where a
    hedge or a withheld number leaves that open, that no larger number was given. "" where it counts nothing."""
    row = CHANNELS[view.channel]
    said_of = {Outcome.LAUNCHED, *STOPPED_BY[row.claimant]}
    record = next((one for one in view.records if one.counted.outcomes[0] in said_of), None)
    if record is None or view.first is None:
        return ""
    (day, figure), *others = record.nights
    outcome, kind = record.counted.outcomes[0], record.counted.kinds[0]
    kind = Kind.MISSILE if record.counted.kinds == MISSILES else kind
    if outcome is Outcome.LAUNCHED:
        head = words.say(LAUNCHED_BY[row.attacker][row.claimant], what=counted_kind(words, kind, figure))
    else:
        head = words.say(STOPPED_BY[row.claimant][outcome], what=counted_drones_of(words, figure, row.attacker))
    is_most = record.is_sorted and not record.withheld and not (others and others[0][1].told == figure.told)
    said = words.say(IN_A_NIGHT, said=head, night=words.night(day))
    rank = MOST if is_most else LARGEST
    alone = view.nights == 1
    text = said if alone else words.count(*rank, view.nights, said=said, day=words.day(view.first))
    return f"{text.removesuffix('.')}."


def _side(audience: Audience, view: RecordsView, sources: Sources) -> Block:
    words, row = audience.words, CHANNELS[view.channel]
    head = heading(words, row.claimant, row.attacker)
    if view.first is None:
        return block(*head, words.say("No night is known yet."))
    shown = [record for record in view.records if not _is_single(record)]
    lines = [one for record in shown for one in _record(audience, record, sources)]
    return block(*head, *_base(words, view, view.first), *lines, *_changes(words, shown))


def _base(words: Language, view: RecordsView, first: date) -> Iterator[str]:
    """Yield which nights were ranked, and whether the largest may be called a record."""
    since = words.short_date(first)
    if not view.missing:
        yield words.count("{n} night since {day}, known", "all {n} nights since {day} known", view.nights, day=since)
        return
    dates, known = view.nights + len(view.missing), words.number(view.nights)
    yield words.count(
        "{known} of {n} night since {day} known", "{known} of {n} nights since {day} known", dates,
        known=known, day=since,
    )  # fmt: skip
    if is_short(view.missing):
        yield words.say("missing: {days}", days=runs_text(words, view.missing))
    yield from unconfirmed_lines(words, view.unconfirmed)
    yield words.say("A missing night may have been larger, so none of these is called a record.")


def _record(audience: Audience, record: Record, sources: Sources) -> Iterator[Line | str]:
    words = audience.words
    yield line(bold(record_name(words, record)))
    yield from (_night(audience, day, figure, sources) for day, figure in record.nights)
    yield from (f"  {text}" for text in _in_doubt(words, record))


def _in_doubt(words: Language, record: Record) -> Iterator[str]:
    """Say why the order of the nights is not certain."""
    if record.withheld:
        yield words.count(
            "number not given, or not all of it, on {n} night: it may have been larger",
            "number not given, or not all of it, on {n} nights: one of them may have been larger",
            len(record.withheld),
        )
    if not record.is_sorted:
        yield words.say("Not every number is exact, so the order is not certain.")


def _changes(words: Language, records: Sequence[Record]) -> Iterator[str]:
    """Say where the way of counting changed between the nights of a record."""
    changes = dict.fromkeys(one for record in records for one in record.borders)
    return (regime_sentence(words, one) for one in changes)


def record_name(words: Language, record: Record) -> str:
    """``Drones launched``, as the outcome and the kind are called elsewhere."""
    kinds = record.counted.kinds
    name = words.say(KINDS[Kind.MISSILE if kinds == MISSILES else kinds[0]])
    what = words.say(OUTCOMES[record.counted.outcomes[0]], number="").strip(" :")
    return f"{name}: {what}"


def _night(audience: Audience, day: date, figure: Figure, sources: Sources) -> Line:
    """``212 · 22 Sep 2026 · post 79455``."""
    words = audience.words
    return line(f"  {bounded(words, figure)} · {words.short_date(day)} · ", audience.post(sources[figure.parts[0].key]))


def _buttons(words: Language, views: Sequence[RecordsView]) -> Rows:
    """The largest night of each record."""
    first = [record.nights[0][0] for view in views for record in view.records if not _is_single(record)]
    days = list(dict.fromkeys(first))[:BUTTONS_SHOWN]
    to = [Button(words.short_date(day), data("night", day)) for day in days]
    rows = [tuple(to[start : start + BUTTONS_A_ROW]) for start in range(0, len(to), BUTTONS_A_ROW)]
    return (*rows, (*other_language(words, "records"),))
