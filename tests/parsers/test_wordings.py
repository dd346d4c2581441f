"""The tables of wordings that the bench puts into posts: every row can be filled, and says what an honest reader makes
of it."""

from __future__ import annotations

import re
from random import Random

import pytest

from tests.benchmarks import variants_words_fate, variants_words_parts, variants_words_time, variants_words_veto
from tests.benchmarks.variants_added import Row, Table, labels_of
from tests.benchmarks.variants_nouns import Facts, filled

MODULES = (variants_words_fate, variants_words_parts, variants_words_time, variants_words_veto)
TABLES: dict[str, Table] = {
    name: table for module in MODULES for name, table in vars(module).items() if name.isupper() and table
}
OUTCOMES = {"launched", "downed", "suppressed", "downed_or_suppressed", "lost", "hit", "airborne", "left", "missed"}
OTHER_LETTERS = {"kpszsu": re.compile("[ыэъё]"), "mod_russia": re.compile("[іїєґ]")}
LANGUAGES = {"kpszsu": "uk", "mod_russia": "ru"}


def words_of(row: Row) -> tuple[str, str]:
    return (row, "-") if isinstance(row, str) else row


@pytest.mark.parametrize("channel", sorted(LANGUAGES))
@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_row_can_be_filled_and_gives_labelled_lines(name: str, channel: str) -> None:
    told = Facts(LANGUAGES[channel], "27 x", ("drone",), {"drone": 9}, 30, "downed_or_suppressed")
    for words, adds in map(words_of, TABLES[name][channel]):
        said = filled(words, told, Random(1))
        assert "{" not in said.text, words
        assert not OTHER_LETTERS[channel].search(said.text), words
        labels = [*labels_of({"lines": []}, adds, said, told)]
        assert labels, words
        assert {line["outcome"] for label in labels for line in label["lines"]} <= OUTCOMES, words


@pytest.mark.parametrize("name", sorted(TABLES))
def test_rows_are_unique_and_both_channels_have_at_least_ten(name: str) -> None:
    for channel in LANGUAGES:
        rows = TABLES[name][channel]
        assert len({*rows}) == len(rows) >= 10


def test_a_row_with_two_readings_gives_two_labels_without_changing_the_original() -> None:
    told = Facts("uk", "27 x", ("drone",), {"drone": 9}, 30, "downed")
    said = filled("{s} з них – реактивні, {s}", told, Random(2))
    own = {"lines": [{"outcome": "downed", "number": 30}]}

    none, share = labels_of(own, "- | stopped* D s", said, told)

    assert none == own
    assert share["lines"][1:] == [
        {
            "outcome": "downed",
            "kind": "drone",
            "weapons": [],
            "number": said.numbers["s"],
            "hedge": "exact",
            "share": True,
            "total": False,
        }
    ]
    assert said.text.count(str(said.numbers["s"])) == 2
