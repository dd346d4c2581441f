"""Axes in round numbers, dates under them, runs of neighbours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.chat.charts.captions import fitted
from bot.chat.charts.scale import axis, dates_under, runs
from bot.chat.languages import words_of

ENGLISH = words_of("en")


@pytest.mark.parametrize(
    ("highest", "numbers"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (11, [0, 5, 10]),
        (90, [0, 50, 100]),
        (675, [0, 200, 400, 600]),
        # a fifth line would stand at 400
        (360, [0, 200, 400]),
        (10**9, [0, 500_000_000, 1_000_000_000]),
    ],
)
def test_an_axis_has_few_round_numbers(highest: int, numbers: list[int]) -> None:
    top, ticks = axis(ENGLISH, highest)
    assert [number for number, _ in ticks] == numbers
    assert top > highest


def test_axis_numbers_are_formatted_for_the_language() -> None:
    assert axis(ENGLISH, 1100)[1][-1] == (1000, "1,000")
    assert axis(words_of("uk"), 1100)[1][-1] == (1000, "1\N{NO-BREAK SPACE}000")


def test_thirty_nights_have_a_tick_a_week_counted_back_from_the_last() -> None:
    days = [date(2026, 9, 1) + timedelta(days=step) for step in range(30)]
    ticks = [(1, "2 Sep"), (8, "9 Sep"), (15, "16 Sep"), (22, "23 Sep"), (29, "30 Sep")]
    assert dates_under(ENGLISH, days) == ticks


def test_ninety_nights_have_a_tick_every_half_month() -> None:
    days = [date(2026, 8, 20) + timedelta(days=step) for step in range(90)]
    assert [text for _, text in dates_under(ENGLISH, days)][:3] == ["1 Sep", "16 Sep", "1 Oct"]


def test_consecutive_indexes_are_joined_into_runs() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []


def test_a_shortened_caption_still_names_the_claimant() -> None:
    caption = fitted([*(["x" * 99] * 20), "as posted; not verified"])
    assert caption.endswith("\n…\nas posted; not verified")
    assert 900 < len(caption) <= 1024
