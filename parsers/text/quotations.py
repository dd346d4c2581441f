"""Separates a post's own words from forwarded and quoted ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from parsers.records import Doubt, NotAReport, Post, Reading, Tally, Unreadable
from parsers.text.marks import has_quotation, quotations_alone, without_bars, without_quotations

# The reason to refuse a report with all its figures in a quotation, and the doubt of one with only some there.
QUOTED = "quoted"
NOT_COUNTED = "a quotation with words of a report was not counted"


def read_own_words(post: Post, read: Callable[[Post], Reading]) -> Reading:
    """Return the reading that ``read`` makes of a post's own words.

    A forward is never the channel's own report, not even one of its own older post: it is not a new statement, and the
    night it reports is in that older post.

    A quotation is another post's words and is not counted. But a channel may one day set its own figures as a
    quotation, to fold a long list, and no transport tells one from the other. So if the quotation would change the
    reading, that is not passed over in silence: a report beside it gets a doubt, and a post that is a report only with
    its quotation is refused.
    """
    if post.forward is not None:
        return NotAReport()
    if not has_quotation(post.text):
        return read(post)
    own = read(replace(post, text=without_quotations(post.text)))
    whole = read(replace(post, text=without_bars(post.text)))
    match own:
        case NotAReport():
            alone = read(replace(post, text=quotations_alone(post.text)))
            return _refused(alone if isinstance(whole, NotAReport) else whole)
        case Tally() if own != whole:
            return replace(own, doubts=(*own.doubts, Doubt(QUOTED, NOT_COUNTED)))
    return own


def _refused(reading: Reading) -> Reading:
    """Return the refusal of a post that is a report only with its quotations."""
    match reading:
        case Tally():
            return Unreadable(QUOTED, reading)
        case Unreadable(_, partial):
            return Unreadable(QUOTED, partial)
    return reading
