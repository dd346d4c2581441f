"""Ukrainian is complete; every language has the same placeholders and no unused sentence.

A language may leave sentences untranslated: they fall back to English.
"""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment
from jinja2.ext import extract_from_ast

from bot.chat.languages import IN_THIS_LANGUAGE, our_languages, words_of
from bot.chat.names import CITY, LAUNCH_PLACE, REGION, SEA, WEAPON
from bot.locales import ENGLISH, catalogue_files
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE
from parsers.vocabulary.weapons import WEAPONS

BOT = Path(__file__).parents[3] / "bot"
# Where sentences for people stand: in code, and in the templates of pages.
SAYING = (BOT / "chat", BOT / "publish")
PLACES = re.compile(r"\{(\w*)\}")
ARGUMENTS = {"say": 1, "N_": 1, "NN_": 2, "count": 2}
OTHERS = [code for code in our_languages().codes if code != ENGLISH]
# What a catalogue may name: msgctxt and English name.
NAMES = {
    (kind, row.en)
    for kind, rows in (
        (WEAPON, WEAPONS), (REGION, (*UKRAINE, *RUSSIA)), (SEA, SEAS), (CITY, CITIES), (LAUNCH_PLACE, LAUNCH_PLACES)
    )
    for row in rows
}  # fmt: skip

Key = str | tuple[str, str]


def sentences() -> set[Key]:
    """What the code says: a sentence, or both forms of one that counts."""
    paths = (path for folder in SAYING for path in folder.rglob("*.py"))
    calls = (node for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found: set[Key] = {*sentences_of_templates()}
    for call in calls:
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = [one.value for one in call.args[: ARGUMENTS.get(name, 0)] if isinstance(one, ast.Constant)]
            texts = [text for text in given if isinstance(text, str)]
            if texts and len(texts) == ARGUMENTS[name]:
                found.add(texts[0] if len(texts) == 1 else (texts[0], texts[1]))
    return found


def sentences_of_templates() -> Iterator[Key]:
    """What the templates of pages say."""
    for path in (path for folder in SAYING for path in folder.rglob("*.html")):
        template = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
        for _, name, given in extract_from_ast(template, ("say", "count"), babel_style=False):
            texts = [text for text in given or () if isinstance(text, str)]
            if len(texts) == ARGUMENTS[name]:
                yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


@cache
def catalogue(code: str) -> Catalog:
    return read_po(io.StringIO(catalogue_files()[code].read_text(encoding="utf-8")), locale=code, abort_invalid=True)


def translated(code: str) -> dict[Key, tuple[str, ...]]:
    """The sentences of a catalogue, without names, with all forms of what is said for each."""
    found: dict[Key, tuple[str, ...]] = {}
    for message in catalogue(code):
        if message.id and message.context in {None, IN_THIS_LANGUAGE}:
            key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return found


def test_every_sentence_is_translated_into_ukrainian() -> None:
    said = {key for key, texts in translated("uk").items() if all(texts)}
    assert sorted(map(str, sentences() - said)) == []


@pytest.mark.parametrize("code", OTHERS)
def test_catalogues_have_no_unused_sentences(code: str) -> None:
    assert sorted(map(str, set(translated(code)) - sentences())) == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_translated_name_belongs_to_a_row_of_the_vocabulary(code: str) -> None:
    names = {(message.context, message.id) for message in catalogue(code) if message.context} - {
        (IN_THIS_LANGUAGE, "In English")
    }
    assert names - NAMES == set()


@pytest.mark.parametrize("code", OTHERS)
def test_every_translation_has_the_same_placeholders(code: str) -> None:
    wrong = {
        key: texts
        for key, texts in translated(code).items()
        for text in filter(None, texts)
        if set(PLACES.findall(text)) != set(PLACES.findall(key if isinstance(key, str) else key[1]))
    }
    assert wrong == {}


@pytest.mark.parametrize("code", OTHERS)
def test_plural_forms_are_translated_all_or_none(code: str) -> None:
    forms = {"uk": 3}.get(code, catalogue(code).num_plurals)
    assert {
        key: texts
        for key, texts in translated(code).items()
        if isinstance(key, tuple) and sum(map(bool, texts)) not in {0, forms}
    } == {}


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 день тому"), (2, "2 дні тому"), (5, "5 днів тому"), (11, "11 днів тому"), (21, "21 день тому")],
)
def test_ukrainian_counts_days(number: int, said: str) -> None:
    assert words_of("uk").count("{n} day ago", "{n} days ago", number) == said


@pytest.mark.parametrize(
    ("place", "said"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (21, "21st"), (112, "112th")]
)
def test_english_places_in_a_row(place: int, said: str) -> None:
    assert words_of("en").ordinal(place) == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (1, "1-ша"), (2, "2-га"), (3, "3-тя"), (4, "4-та"), (7, "7-ма"), (8, "8-ма"), (10, "10-та"), (11, "11-та"),
        (12, "12-та"), (13, "13-та"), (17, "17-та"), (21, "21-ша"), (28, "28-ма"), (40, "40-ва"), (43, "43-тя"),
        (100, "100-та"), (111, "111-та"), (140, "140-ва"),
    ],
)  # fmt: skip
def test_ukrainian_places_in_a_row_agree_with_a_night(place: int, said: str) -> None:
    assert words_of("uk").ordinal(place) == said


def test_numbers_and_changes_by_language() -> None:
    assert (words_of("en").number(1096), words_of("uk").number(1096)) == ("1,096", "1\u00a0096")
    assert [words_of("en").change(share) for share in (0.12, -0.084, 0.0)] == ["+12%", "−8%", "0%"]
