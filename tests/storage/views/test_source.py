"""Every number leads back to its sentence in the post."""

from __future__ import annotations

import pytest

from parsers.records import Count, Hedge, NotAReport, Outcome, RegionCount
from storage import Store
from storage.readings.load import Key
from storage.views.source import Field, sentence_around, words_view
from tests.storage.builders import line, post, reading, tally

TEXT = "Звіт за ніч\n\nВорог запустив 108 дронів. Збито 35 т. з. дронів, влучання на 8.\n• Суми 3"


def at_words(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_numbers_are_quoted_in_their_sentences_in_text_order(store: Store) -> None:
    said = tally(
        "kpszsu",
        "2026-09-21 15:00",
        "2026-09-22 05:00",
        line(Outcome.DOWNED, 35, words=at_words("35")),
        line(Outcome.LAUNCHED, 108, words=at_words("108")),
        hit_sites=Count(8, Hedge.EXACT, at_words("8.")),
        regions=(RegionCount("UA-59", 3, at_words("Суми 3")),),
    )
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", TEXT)
    store.write_now(reading, "kpszsu", 5, said, night="2026-09-22")
    view = store.read_now(words_view, Key("kpszsu", 5, 1))
    assert view is not None
    assert [(one.field, one.before, one.said, one.after) for one in view.quotes] == [
        (Field.WINDOW, "", "Звіт за ні", "ч"),
        (Field.LINE, "Ворог запустив ", "108", " дронів."),
        (Field.LINE, "Збито ", "35", " т. з. дронів, влучання на 8."),
        (Field.HIT_SITES, "Збито 35 т. з. дронів, влучання на ", "8.", ""),
        (Field.REGION, "• ", "Суми 3", ""),
    ]
    assert all(TEXT[one.sentence[0] : one.sentence[1]] == one.before + one.said + one.after for one in view.quotes)


@pytest.mark.parametrize(
    ("text", "number", "sentence"),
    [
        ("Одне. Два 7 слова! Три", "7", "Два 7 слова!"),
        ("станом на 08.30 збито 9 цілей", "9", "станом на 08.30 збито 9 цілей"),
        ("  перший рядок 4  \nдругий", "4", "перший рядок 4"),
        ("😀 Збито 12.\n", "12", "😀 Збито 12."),
    ],
)
def test_a_sentence_ends_at_a_line_break_or_full_stop(text: str, number: str, sentence: str) -> None:
    start = text.index(number)
    begin, finish = sentence_around(text, (start, start + len(number)))
    assert text[begin:finish] == sentence


def test_a_report_without_a_text_has_no_quotes(store: Store) -> None:
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", None)
    store.write_now(reading, "kpszsu", 5, tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00"))
    view = store.read_now(words_view, Key("kpszsu", 5, 1))
    assert view is not None
    assert (view.text, view.quotes) == (None, ())


def test_a_post_that_is_no_report_has_no_quotes(store: Store) -> None:
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", TEXT)
    store.write_now(reading, "kpszsu", 5, NotAReport())
    assert store.read_now(words_view, Key("kpszsu", 5, 1)) is None
