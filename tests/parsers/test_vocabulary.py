"""The tables of words: stems are written so that they can be found, and no row hides another."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from parsers.counting.words import WEAPON
from parsers.outcomes import cues
from parsers.text.phrases import Phrases
from parsers.text.tokens import tokens
from parsers.time.atoms import atoms
from parsers.vocabulary.air_force import GATE, OF_THE_COUNTRY, SIGNS, UNMISTAKABLE
from parsers.vocabulary.numbers import (
    FACTORS,
    HALVES,
    HEDGES,
    MULTIPLIERS,
    NO_SLIPS,
    NUMERALS,
    ORDINAL_WORDS,
    ORDINALS,
    VAGUE,
)
from parsers.vocabulary.outcomes import CUES, DEBRIS, THINGS
from parsers.vocabulary.vetoes import AIR_FORCE, MINISTRY
from parsers.vocabulary.weapons import ADJECTIVES, COMMANDS, NOUN_FORMS, NOUNS, SHARES, WEAPONS
from parsers.vocabulary.windows import CLOCKS, HOUR_ORDINALS, MONTHS, PERIODS, ROLES, WEEKDAYS


def split(phrases: str) -> list[str]:
    return [phrase.strip() for phrase in phrases.split(";")]


def phrases() -> Iterator[tuple[str, str]]:
    """Every phrase of the tables with the name of its table."""
    tables = {
        "weapons": [row.stems for row in WEAPONS],
        "nouns": [words for _, words in NOUNS],
        "adjectives": [words for _, words in ADJECTIVES],
        "shares": [SHARES],
        "commands": [COMMANDS],
        "cues": [words for _, _, words in CUES],
        "debris": [DEBRIS],
        "things": [words for _, words in THINGS],
        "roles": [words for _, words in ROLES],
        "periods": [words for _, words in PERIODS],
        "clocks": [words for _, words in CLOCKS],
        "signs": [words for _, words in SIGNS],
        "look-alikes": [UNMISTAKABLE, OF_THE_COUNTRY, *(words for _, words in (*AIR_FORCE, *MINISTRY))],
    }
    for name, rows in tables.items():
        yield from ((name, phrase) for words in rows for phrase in split(words))


@pytest.mark.parametrize("name", sorted({name for name, _ in phrases()}))
def test_every_phrase_is_lower_case_nfc_and_not_empty(name: str) -> None:
    for _, phrase in (row for row in phrases() if row[0] == name):
        assert phrase
        assert phrase == phrase.lower() == unicodedata.normalize("NFC", phrase)
        assert "ё" not in phrase


def test_no_phrase_names_two_weapons() -> None:
    told = Counter(stem for row in WEAPONS for stem in split(row.stems))
    assert [stem for stem, times in told.items() if times > 1] == []


def test_no_two_outcomes_share_a_phrase() -> None:
    told = Counter(phrase for _, _, words in CUES for phrase in set(split(words)))
    assert [phrase for phrase, times in told.items() if times > 1] == []


@pytest.mark.parametrize("row", WEAPONS, ids=lambda row: row.slug)
def test_every_weapon_is_found_by_each_of_its_phrases(row: object) -> None:
    assert row in WEAPONS
    for stem in split(row.stems):
        found = tokens(stem.replace("=", ""))
        hit = WEAPON.match(found, 0)
        assert hit is not None, stem
        assert hit.row is row, f"{stem} is hidden by {hit.row.slug}"


@pytest.mark.parametrize("row", CUES, ids=lambda row: f"{row[0].value}: {row[2][:20]}")
def test_every_outcome_is_found_by_each_of_its_phrases(row: tuple[object, object, str]) -> None:
    outcome, _, words = row
    for phrase in split(words):
        found = tokens("вдалося " * phrase.split()[0].endswith("ти") + phrase.replace("=", ""))
        assert [cue.outcome for cue in cues(found, 0, len(found))] == [outcome], phrase


@pytest.mark.parametrize("row", [*ROLES, *PERIODS], ids=lambda row: row[0].value)
def test_every_word_of_time_is_found_by_each_of_its_phrases(row: tuple[object, str]) -> None:
    what, words = row
    for phrase in split(words):
        found = tokens(phrase.replace("=", ""))
        assert what in [atom.what for atom in atoms(found, 0, len(found))], phrase


# Numerals of every sort; what may stand behind a multiplier is told by its row alone.
NUMERAL_ROWS = (*NUMERALS, *MULTIPLIERS, *FACTORS, *HALVES, *ORDINALS)


@pytest.mark.parametrize("value, forms", [(value, " ".join(map(str, sides))) for value, *sides in NUMERAL_ROWS])
def test_every_numeral_is_one_word_in_lower_case(value: int, forms: str) -> None:
    assert value > 0
    assert forms == forms.lower() == unicodedata.normalize("NFC", forms)
    assert "'" not in forms


def test_no_form_means_two_numerals() -> None:
    cardinals = (*NUMERALS, *((1000 * value, *sides) for value, *sides in MULTIPLIERS), *FACTORS, *HALVES)
    for table in (cardinals, ORDINALS):
        told = {(form, value) for value, *sides in table for side in sides for form in str(side).split()}
        assert [form for form, times in Counter(form for form, _ in told).items() if times > 1] == []


def test_no_form_means_two_multipliers() -> None:
    told = Counter(form for _, *columns in MULTIPLIERS for column in columns for form in set(column.split()))
    assert [form for form, times in told.items() if times > 1] == []


def test_numerals_are_kept_apart_from_ordinals_and_the_typo_exceptions() -> None:
    numerals = {form for row in (*NUMERALS, *MULTIPLIERS, *HALVES) for side in row[1:] for form in str(side).split()}
    assert not numerals & (ORDINAL_WORDS | set(NO_SLIPS.split()))
    assert {form for _, *sides in ORDINALS for side in sides for form in side.split()} <= ORDINAL_WORDS


def test_hedges_and_vague_words_are_not_numerals() -> None:
    numerals = {form for row in (*NUMERALS, *MULTIPLIERS, *HALVES) for side in row[1:] for form in str(side).split()}
    vague = {form for sides in VAGUE for side in sides for form in side.split()}
    hedges = {phrase for _, *sides in HEDGES for side in sides for phrase in split(side)}
    assert not (numerals & vague or numerals & hedges or vague & hedges)


def test_both_languages_have_twelve_months() -> None:
    assert [month for month, *_ in MONTHS] == list(range(1, 13))
    assert all(side.split() for _, *sides in MONTHS for side in sides)


def test_no_form_means_two_hours_or_two_weekdays() -> None:
    hours = [(form, hour) for hour, *sides in HOUR_ORDINALS for side in sides for form in side.split()]
    days = [(form, day) for day, sides in enumerate(WEEKDAYS) for side in sides for form in side.split()]
    for told in (set(hours), set(days)):
        assert [form for form, times in Counter(form for form, _ in told).items() if times > 1] == []


def test_noun_form_marks_do_not_refer_to_each_other() -> None:
    assert all(mark.endswith("~") and mark not in forms for mark, forms in NOUN_FORMS.items())


def test_the_prefilter_passes_every_unmistakable_phrase() -> None:
    for phrase in split(UNMISTAKABLE):
        assert any(stem in phrase for stem in GATE), phrase


def test_the_longest_phrase_wins_whatever_the_order_of_the_rows() -> None:
    rows = [("чорн мор", "sea"), ("чорн", "black"), ("чорн мор флот", "fleet")]
    for order in (rows, rows[::-1]):
        hit = Phrases(order).match(tokens("Чорного моря флоту"), 0)
        assert hit is not None
        assert (hit.row, hit.after) == ("fleet", 3)
