"""Struck text and quotations as marks in a text: the same for every transport, and not read as the post's own words."""

from __future__ import annotations

import pytest

from parsers.text.marks import MarkedSpan, Run, quoted, spelled, struck_out, with_spans
from parsers.text.tokens import tokens


def said(text: str) -> list[tuple[str, str]]:
    """The tokens of a text as folded and as they stand in it."""
    return [(token.text, text[token.start : token.end]) for token in tokens(text)]


def test_a_struck_text_has_a_stroke_on_every_letter_and_no_space() -> None:
    assert struck_out("107 БпЛА\n") == "1\u03360\u03367\u0336 Б\u0336п\u0336Л\u0336А\u0336\n"


def test_every_line_of_a_quotation_has_a_bar() -> None:
    assert quoted("\none\n\ntwo\n") == "▎one\n▎\n▎two"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([Run("said 5"), Run("quoted 7", quotation=1), Run("after 9")], "said 5\n▎quoted 7\nafter 9"),
        ([Run("said 5\n"), Run("quoted 7\n", quotation=1), Run("\nafter 9")], "said 5\n▎quoted 7\nafter 9"),
        ([Run("5", quotation=1), Run("7", quotation=2)], "▎5\n▎7"),
        ([Run("5", quotation=1), Run("7", quotation=1)], "▎57"),
        ([Run("4"), Run("\n", quotation=1), Run("")], "4"),
        ([Run("4 "), Run("5", struck=True, quotation=1)], "4 \n▎5\u0336"),
        ([], ""),
    ],
    ids=["glued", "on lines of its own", "two in a row", "one in two looks", "empty", "struck inside", "nothing"],
)
def test_a_quotation_is_put_on_separate_lines(runs: list[Run], text: str) -> None:
    assert spelled(runs) == text


@pytest.mark.parametrize(
    ("spans", "text"),
    [
        ([], "🛡 107 108"),
        ([MarkedSpan("bold", 0, 6)], "🛡 107 108"),
        ([MarkedSpan("strikethrough", 3, 3)], "🛡 1\u03360\u03367\u0336 108"),
        ([MarkedSpan("bold", 0, 10), MarkedSpan("strikethrough", 3, 3)], "🛡 1\u03360\u03367\u0336 108"),
        ([MarkedSpan("strikethrough", 3, 2), MarkedSpan("strikethrough", 4, 2)], "🛡 1\u03360\u03367\u0336 108"),
        ([MarkedSpan("blockquote", 3, 3)], "🛡 \n▎107\n 108"),
        (
            [MarkedSpan("expandable_blockquote", 0, 10), MarkedSpan("strikethrough", 7, 3)],
            "▎🛡 107 1\u03360\u03368\u0336",
        ),
        ([MarkedSpan("strikethrough", 7, 300)], "🛡 107 1\u03360\u03368\u0336"),
        ([MarkedSpan("strikethrough", -5, 3)], "🛡 107 108"),
    ],
    ids=[
        "none",
        "another look",
        "after an emoji of two units",
        "inside bold",
        "overlapping",
        "quoted",
        "struck in a quotation",
        "past the end",
        "before the beginning",
    ],
)
def test_bot_api_entity_offsets_count_utf_16_units(spans: list[MarkedSpan], text: str) -> None:
    assert with_spans("🛡 107 108", spans) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1̶0̶7̶ 108", [("108", "108")]),
        ("1̶0̶7̶108", [("108", "108")]),
        ("107 1̶0̶8̶", [("107", "107")]),
        ("107̶8 з", [("108", "107̶8"), ("з", "з")]),
        ("107̶", [("10", "10")]),
        ("5-̶7", [("5", "5"), ("7", "7")]),
        ("5т̶а̶7", [("5", "5"), ("7", "7")]),
        ("збо̶ито", [("збито", "збо̶ито")]),
        ("збито/̶подавлено", [("збито", "збито"), ("подавлено", "подавлено")]),
        ("108м̶и̶-ма 5", [("108-ма", "108м̶и̶-ма"), ("5", "5")]),
        ("1\u03350\u03377\u0338 108", [("108", "108")]),
        ("и\u0306\u0336о\u0336 108", [("108", "108")]),
        ("и\u0336\u0306\u0336 108", [("108", "108")]),
        ("1̶0̶7̶\n1̶0̶8̶", [("\n", "\n")]),
        ("\u0336 108", [("\u0336", "\u0336"), ("108", "108")]),
    ],
    ids=[
        "before another",
        "glued to another",
        "behind another",
        "inside a number",
        "the end of a number",
        "a dash between numbers",
        "a word between numbers",
        "inside a word",
        "a slash between words",
        "before an ending",
        "other strokes, as people type them",
        "over a letter of two parts",
        "over both parts of one",
        "two lines",
        "through nothing",
    ],
)
def test_struck_text_is_not_read(text: str, told: list[tuple[str, str]]) -> None:
    assert said(text) == told
