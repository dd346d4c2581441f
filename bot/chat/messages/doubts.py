"""Doubts in plain words."""

from __future__ import annotations

from bot.chat.language import N_, Language
from bot.locales import ENGLISH
from parsers.records import Doubt

# By the code of a doubt; the detail is the parser's own text for the operator, in English.
DOUBTS = {
    "headline_differs": N_("the headline gives a different number from the list"),
    "total_differs": N_("the total is not the sum of its parts"),
    "more_than_launched": N_("more were shot down and lost than were launched"),
    "number_left_over": N_("a number in the post was not counted"),
    "range": N_("a number is given as a range"),
    "window_covered": N_("another report covers the same period"),
    "window_overlaps": N_("its period overlaps that of another report"),
    "outlier": N_("a number is far outside what is usual"),
    "date_mended": N_("the post's date has a typo; we corrected it from the time of the post"),
    "misspelt": N_("a word next to a number or a date looks misspelt"),
    "hour_left_over": N_("a time in the post belongs to none of the periods we read"),
    "long_window": N_("its period is longer than a day and a night"),
    "window_open": N_("only the start or the end of its period is given"),
    "window_backwards": N_("its period ends before it begins"),
    "ends_after_post": N_("its period ends after the post"),
    "long_before_post": N_("its period ended long before the post"),
    "second_window": N_("it covers another period as well"),
    "weekday_differs": N_("the day of the week does not match the date"),
    "day_unsure": N_("it is not clear which day is meant"),
    "date_left_over": N_("a date in the post is outside its period"),
    "hour_unread": N_("a time of day could not be read"),
    "other_clock": N_("its hours are in another time zone"),
    "clock_change": N_("its period starts or ends in the hour when clocks change"),
    "word_left_over": N_("a word next to its numbers was not understood"),
    "fate_untold": N_("it says more about some weapons than these figures show"),
    "other_account": N_("some of its numbers may belong to another day or to someone else's actions"),
    "share_differs": N_("a part is larger than its whole"),
    "counted_twice": N_("the same weapons are counted twice"),
    "unknown_place": N_("it names an unknown launch site"),
    "place_unsure": N_("it is not clear how many were over which place"),
    "unknown_weapon": N_("it names an unknown weapon"),
    "unknown_region": N_("it names an unknown place"),
    "no_window": N_("its period is not given"),
    "quoted": N_("the text it quotes was not counted"),
    "implausible": N_("a number is larger than in any report of its kind"),
    "implausible_night": N_("it reports far more drones than any night in the previous 90 days"),
    "night_told_twice": N_("another post describes the same night differently"),
}


# Why a report could not be read, by its slug.
REASONS = {
    "no_window": N_("its period is not given"),
    "no_date": N_("its date is not clear"),
    "no_launched": N_("it does not say what was launched"),
    "no_downed": N_("it does not say what was shot down"),
    "unknown_format": N_("its layout is unknown"),
    "unknown_weapon": N_("it names an unknown weapon"),
    "unknown_region": N_("it names an unknown place"),
    "far_from_post": N_("its period is far from the time of the post"),
    "not_a_window": N_("its period is neither a night nor a day"),
    "no_text_on_page": N_("the channel's page does not show its text"),
    "reader_failed": N_("our parser failed on it"),
    "too_long": N_("it is too long"),
    "look_alike": N_("it says itself that it is not a report"),
    "quoted": N_("its figures are in a quotation"),
    "implausible": N_("it has a figure we could not confirm"),
}


def reason_text(words: Language, reason: str) -> str:
    """Say why a report could not be read; an unknown reason by its slug."""
    known = REASONS.get(reason)
    return words.say(known) if known else reason


def doubt_text(words: Language, doubt: Doubt) -> str:
    """Word a doubt for readers, with its English detail if they read English; an unknown code by the detail alone."""
    known = DOUBTS.get(doubt.code)
    if known is None:
        return doubt.detail
    if doubt.detail and words.code == ENGLISH:
        return f"{words.say(known)} ({doubt.detail})"
    return words.say(known)
