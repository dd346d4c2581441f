"""Doubts in plain words."""

from __future__ import annotations

from bot.chat.words import N_, Words
from parsers.records import Doubt

# By the code of a doubt; the detail is the reader's own words for the operator, in English.
DOUBTS = {
    "headline_differs": N_("the headline gives another number than the list"),
    "total_differs": N_("the total is not the sum of its parts"),
    "more_down_than_launched": N_("more are downed and lost than were launched"),
    "number_left_over": N_("a number of the post was not taken up"),
    "odd_window": N_("the period is neither a night nor a day"),
    "date_mended": N_("the post's date was mistyped and was mended by its time"),
}


def doubt_text(words: Words, doubt: Doubt) -> str:
    """A doubt as a reader understands it, with its figures; an unknown code by its own detail."""
    known = DOUBTS.get(doubt.code)
    if known is None:
        return doubt.detail
    return f"{words.say(known)} ({doubt.detail})" if doubt.detail else words.say(known)
