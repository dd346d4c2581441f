"""Folding loses no place: every token points at the very characters of the post it was read from."""

from __future__ import annotations

import pytest

from parsers.text.tokens import tokens


def said(text: str) -> list[tuple[str, str]]:
    """The tokens of a text as folded and as they stand in it."""
    return [(token.text, text[token.start : token.end]) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("БпЛА\u00a0типу", [("бпла", "БпЛА"), ("типу", "типу")]),
        ("зби\u00adто 5", [("збито", "зби\u00adто"), ("5", "5")]),
        ("\ufeffзбито", [("збито", "збито")]),
        ("украї\u0301нських", [("українських", "украї\u0301нських")]),
        ("Мии\u0306", [("мий", "Мии\u0306")]),
        ("сбито ещё", [("сбито", "сбито"), ("еще", "ещё")]),
        ("«Онікс»", [('"', "«"), ("онікс", "Онікс"), ('"', "»")]),
        ("5 – 6", [("5", "5"), ("-", "–"), ("6", "6")]),
        ("п'ять", [("п’ять", "п'ять")]),
    ],
    ids=[
        "no-break space",
        "soft hyphen",
        "byte order mark",
        "stress",
        "breve apart",
        "ё",
        "quotes",
        "dash",
        "apostrophe",
    ],
)
def test_a_token_points_at_its_characters_in_the_post(text: str, told: list[tuple[str, str]]) -> None:
    assert said(text) == told


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("c", "с"),
        ("Shаhed", "shahed"),
        ("X-101", "х-101"),
        ("KN-23", "kn-23"),
        ("S8000", "s8000"),
        ("Герберa", "гербера"),
    ],
)
def test_look_alike_letters_make_a_word_of_one_script(text: str, folded: str) -> None:
    assert [token.text for token in tokens(text)] == [folded]


@pytest.mark.parametrize(
    ("text", "value"),
    [("181-м", 181), ("118-та", 118), ("16-ю", 16), ("559-ти", 559), ("81-го", 81), ("8ма", 8), ("1 200", 1200)],
)
def test_a_case_ending_does_not_change_the_value_of_a_figure(text: str, value: int) -> None:
    assert [token.value for token in tokens(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.016", [1016]),
        ("1,016", [1016]),
        ("1'016", [1016]),
        ("1 016.", [1016, None]),
        ("1\u00a0016", [1016]),
        ("1\u2006016", [1016]),
        ("24.03.2026", [None]),
        ("1.2.3", [None]),
        ("15 100", [None]),
        ("2026 101", [2026, 101]),
        ("08 100", [8, 100]),
        ("1016,5", [None]),
        ("85, 101", [85, None, 101]),
        ("Shahed-131,136", [None, None, 136]),
    ],
)
def test_thousands_are_one_number_with_any_separator(text: str, values: list[int | None]) -> None:
    assert [token.value for token in tokens(text)] == values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("п'ять–сім", [("п’ять", "п'ять"), ("-", "–"), ("сім", "сім")]),
        ("БпЛА–85", [("бпла", "БпЛА"), ("-", "–"), ("85", "85")]),
        ("збито—85.", [("збито", "збито"), ("-", "—"), ("85", "85"), (".", ".")]),
        ("п'я\u00adть-сім", [("п’ять", "п'я\u00adть"), ("-", "-"), ("сім", "сім")]),
        ("Shahed–136", [("shahed-136", "Shahed–136")]),
        ("Герань-2", [("герань-2", "Герань-2")]),
        ("дрони-камікадзе", [("дрони-камікадзе", "дрони-камікадзе")]),
    ],
)
def test_numbers_joined_by_a_dash_stay_numbers(text: str, told: list[tuple[str, str]]) -> None:
    assert said(text) == told


def test_a_clock_time_is_one_token() -> None:
    assert [(token.kind, token.text) for token in tokens("з 18:00 по 6.30 24.03.23")] == [
        ("word", "з"),
        ("dotted", "18:00"),
        ("word", "по"),
        ("dotted", "6.30"),
        ("dotted", "24.03.23"),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("двома\nракетами", False),
        ("типу Shahed,\nГербера", True),
        ("типу Shahed,\nбезпілотниками", False),
        ("збито:\n- 5", True),
        ("збито.\nще", True),
        ("та\n94 ворожих", False),
        ("Онікс\n94 ворожих", True),
    ],
)
def test_a_line_break_within_a_sentence_gives_no_token(text: str, kept: bool) -> None:
    assert any(token.kind == "line" for token in tokens(text)) is kept
