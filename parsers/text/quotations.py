"""Which words of a post are its channel's own: not those of a forward, and not those that it quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from parsers.records import Doubt, NotAReport, Post, Reading, Tally, Unreadable
from parsers.text.marks import has_quotation, quotations_alone, without_bars, without_quotations

# Why a report is refused whose figures stand in a quotation alone, and the doubt of one that has others beside it.
QUOTED = "quoted"
NOT_COUNTED = "a quotation with words of a report was not counted"


def read_own_words(post: Post, read: Callable[[Post], Reading]) -> Reading:
    """What ``read`` makes of a post's own words.

    A forward is never the channel's own report, not even one of an older post of its own: what was said once is
    not said again, and the night it told stands in that older post.

    A quotation is another post's words and is not counted. But a channel may set its own figures as a quotation one
    day, to fold a long list, and no transport tells the one from the other. So where the quotation would change what
    is read, the post is not read in silence: a report beside it gets a doubt, and a post that is a report only with
    it is refused.
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


def _refused(found: Reading) -> Reading:
    """What is a report only with the words that it quotes."""
    match found:
        case Tally():
            return Unreadable(QUOTED, found)
        case Unreadable(_, partial):
            return Unreadable(QUOTED, partial)
    return found
