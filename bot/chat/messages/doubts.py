"""Doubts in plain words."""

from __future__ import annotations

from bot.chat.language import N_, Language
from bot.locales import ENGLISH
from parsers.records import Doubt

# By the code of a doubt; the detail is the reader's own words for the operator, in English.
DOUBTS = {
    "headline_differs": N_("the headline gives another number than the list"),
    "total_differs": N_("the total is not the sum of its parts"),
    "more_than_launched": N_("more are downed and lost than were launched"),
    "number_left_over": N_("a number of the post was not taken up"),
    "range": N_("a number is told as a range"),
    "window_covered": N_("another report tells of the same period"),
    "window_overlaps": N_("its period overlaps that of another report"),
    "outlier": N_("a number is far outside what is usual"),
    "date_mended": N_("the post's date was mistyped and was mended by its time"),
    "misspelt": N_("a word beside a number or a date seems misspelt"),
    "hour_left_over": N_("an hour of the post belongs to no period that was read"),
    "long_window": N_("its period is longer than a night and a day"),
    "window_open": N_("only one edge of its period is stated"),
    "window_backwards": N_("its period ends before it begins"),
    "ends_after_post": N_("its period ends after the post"),
    "long_before_post": N_("its period ended long before the post"),
    "second_window": N_("it tells of another period too"),
    "weekday_differs": N_("the day of the week does not fit the date"),
    "day_unsure": N_("it is not clear which day is meant"),
    "date_left_over": N_("a date of the post lies outside its period"),
    "hour_unread": N_("a time of day could not be read"),
    "other_clock": N_("its hours are told by another clock"),
    "clock_change": N_("an edge of its period is in the hour when clocks change"),
    "word_left_over": N_("a word beside its numbers was not understood"),
    "fate_untold": N_("it says of some weapons what no figure here tells"),
    "other_account": N_("some of its numbers may be of another day or of others' doing"),
    "share_differs": N_("a part is larger than its whole"),
    "counted_twice": N_("the same weapons are counted twice"),
    "unknown_place": N_("it names a launch place that is not known"),
    "place_unsure": N_("it is not clear how many were over which place"),
    "unknown_weapon": N_("it names a weapon that is not known"),
    "unknown_region": N_("it names a place that is not known"),
    "no_window": N_("its period is not stated"),
    "quoted": N_("what it quotes was not counted"),
    "implausible": N_("a number is larger than any report of its kind tells"),
    "implausible_night": N_("it tells of far more drones than any night of the 90 days before"),
    "night_told_twice": N_("another post tells of the same night in another way"),
}


# Why a report could not be read, by its slug.
REASONS = {
    "no_window": N_("its period is not stated"),
    "no_date": N_("its date is not clear"),
    "no_launched": N_("it does not say what was launched"),
    "no_downed": N_("it does not say what was downed"),
    "unknown_format": N_("its layout is not known"),
    "unknown_weapon": N_("it names a weapon that is not known"),
    "unknown_region": N_("it names a place that is not known"),
    "far_from_post": N_("its period lies far from the time of the post"),
    "not_a_window": N_("its period is no night and no day"),
    "no_text_on_page": N_("the channel's page does not show its text"),
    "reader_failed": N_("the reader failed on it"),
    "too_long": N_("it is too long"),
    "look_alike": N_("it says of itself that it is no report"),
    "quoted": N_("its figures stand in a quotation"),
    "implausible": N_("it has a figure we could not confirm"),
}


def reason_text(words: Language, reason: str) -> str:
    """Why a report could not be read; an unknown reason by its slug."""
    known = REASONS.get(reason)
    return words.say(known) if known else reason


def doubt_text(words: Language, doubt: Doubt) -> str:
    """A doubt as a reader understands it, with its detail for those who read English; an unknown code by that alone."""
    known = DOUBTS.get(doubt.code)
    if known is None:
        return doubt.detail
    if doubt.detail and words.code == ENGLISH:
        return f"{words.say(known)} ({doubt.detail})"
    return words.say(known)
