"""The exact words of a post behind each number of its reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from parsers.records import Count, Headline, Line, RegionCount, Tally, Window, Words
from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.readings import HeldView, Report, TallyView, shown

# A sentence ends with its line, or with a stop before a space and no small letter ("8. Information" ends one,
# "т. г." does not).
STOP = re.compile(r"\n|[.!?…]+(?=\s)")

Value = Line | Window | Count | Headline | RegionCount


class Field(StrEnum):
    """The field of a tally that a number is in."""

    WINDOW = "window"
    HEADLINE = "headline"
    LINE = "line"
    HIT_SITES = "hit_sites"
    DEBRIS_SITES = "debris_sites"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Quote:
    """A number as it was read (``value``), and the sentence it stands in, as posted.

    ``words`` is the position of the number and ``sentence`` that of the sentence, both in code points of the post's
    text; ``before``, ``said`` and ``after`` are the sentence split at the number.
    """

    field: Field
    value: Value
    words: Words
    sentence: Words
    before: str
    said: str
    after: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A report with its text and a quote for each of its numbers, in the order of the text.

    ``text`` is None where the post was shown without it or is held back; there are no quotes then.
    """

    report: Report
    text: str | None
    quotes: tuple[Quote, ...]


def words_view(db: Database, key: Key) -> SourceView | None:
    """Return the words behind one version of a post; None where it is not stored or not a report."""
    views = shown(db, [key])
    if not views:
        return None
    report = views[0]
    if isinstance(report, HeldView):
        return SourceView(report, None, ())
    text = text_of(db, key)
    tally = report.tally if isinstance(report, TallyView) else report.reading.partial
    return SourceView(report, text, quotes(text, tally) if text is not None and tally else ())


def text_of(db: Database, key: Key) -> str | None:
    """Return the text of one version of a post, as posted; None where it is not stored or was shown without text."""
    row = db.execute(
        "SELECT text FROM revisions WHERE channel = ? AND message_id = ? AND revision = ?", tuple(key)
    ).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def quotes(text: str, tally: Tally) -> tuple[Quote, ...]:
    """Return a quote for each number of a tally, in the order of the text."""
    found = [quote(text, field, value) for field, value in values(tally)]
    return tuple(sorted(found, key=lambda one: one.words))


def quote(text: str, field: Field, value: Value) -> Quote:
    """Return the sentence of one number, split at its words."""
    start, end = value.words
    begin, finish = sentence_around(text, value.words)
    return Quote(field, value, value.words, (begin, finish), text[begin:start], text[start:end], text[end:finish])


def sentence_around(text: str, words: Words) -> Words:
    """Return the start and end of the sentence (or the line, if shorter) around some words, without outer spaces."""
    start, end = words
    ends = [stop.end() for stop in STOP.finditer(text) if _ends_a_sentence(text, stop)]
    begin = max((one for one in ends if one <= start), default=0)
    finish = min((one for one in ends if one > end), default=len(text))
    before, after = text[begin:start], text[end:finish]
    return begin + len(before) - len(before.lstrip()), finish - (len(after) - len(after.rstrip()))


def _ends_a_sentence(text: str, stop: re.Match[str]) -> bool:
    following = text[stop.end() :].lstrip()[:1]
    return stop[0] == "\n" or not following.islower()


def values(tally: Tally) -> list[tuple[Field, Value]]:
    """Return every number of a tally that has a place in the text, with the field it is in."""
    single: list[tuple[Field, Value | None]] = [
        (Field.WINDOW, tally.window),
        (Field.HEADLINE, tally.headline),
        (Field.HIT_SITES, tally.hit_sites),
        (Field.DEBRIS_SITES, tally.debris_sites),
    ]
    stated: list[tuple[Field, Value]] = [(field, value) for field, value in single if value is not None]
    stated += [(Field.LINE, line) for line in tally.lines]
    return stated + [(Field.REGION, region) for region in tally.regions or ()]
