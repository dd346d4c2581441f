"""The core: takes the text of a post, returns a reading. No clock, no network, no disk, no settings.

Only the fingerprint looks at files: its own, as Python loads them.
"""

from __future__ import annotations

from dataclasses import replace

from parsers.channels import CHANNELS
from parsers.fingerprint import reader_fingerprint
from parsers.formats import formats_of
from parsers.judge import judge
from parsers.prefilter import may_count
from parsers.records import NotAReport, Post, Reader, Reading, Unreadable
from parsers.text.footers import without_footer
from parsers.text.quotations import read_own_words
from parsers.text.tokens import tokens
from parsers.time.night import nights_of, rule
from parsers.time.plausible import is_possible

READER_VERSION = 3
# No Telegram post can be longer; no tally was ever longer than 4,096.
MOST_CHARACTERS = 32_768


def read(post: Post) -> Reading:
    """Return what a post of a known channel states itself: a Tally, Unreadable with a reason, or NotAReport."""
    if not may_count(post.text, CHANNELS[post.channel].language):
        return NotAReport()  # the other 98 % of @kpszsu: an alert needs nothing more
    if post.posted and not is_possible(post.posted):
        post = replace(post, posted=None)  # an impossible time must not define «yesterday»
    return read_own_words(post, _by_format)


def _by_format(post: Post) -> Reading:
    """Return the reading of the first format of the channel that recognises the post and finds a report in it.

    A format that finds none passes the post on to the next, so that the drift alarm is always asked. A post longer than
    Telegram allows is ``too_long``.
    """
    channel = CHANNELS[post.channel]
    if not may_count(post.text, channel.language):
        return NotAReport()
    if len(post.text) > MOST_CHARACTERS:
        return Unreadable("too_long")
    post_tokens = tokens(post.text)
    text = without_footer(post.text, post.channel, post_tokens)
    if len(text) < len(post.text):
        post, post_tokens = replace(post, text=text), [token for token in post_tokens if token.end <= len(text)]
    for layout in formats_of(channel.room):
        if layout.recognises(post, post_tokens):
            reading = layout.read(post, channel, post_tokens)
            if not isinstance(reading, NotAReport):
                return reading
    return NotAReport()


READER = Reader(
    version=READER_VERSION, read=read, nights=nights_of, judge=judge, rule=rule, code_fingerprint=reader_fingerprint
)
