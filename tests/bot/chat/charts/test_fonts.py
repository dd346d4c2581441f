"""The fonts of charts have a glyph for every character in our texts."""

from __future__ import annotations

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from bot.chat.languages import our_languages
from bot.locales import ENGLISH, catalogue_files
from parsers.vocabulary.places import LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE
from parsers.vocabulary.weapons import WEAPONS

MANROPE = files("font_manrope").joinpath("files/Manrope-Regular.ttf")
DEJAVU = files("matplotlib").joinpath("mpl-data/fonts/ttf/DejaVuSans.ttf")


def signs(font: object) -> set[str]:
    return {chr(code) for code in TTFont(str(font)).getBestCmap()}


@pytest.mark.parametrize("code", [words.code for words in our_languages().all_drawn if words.code != ENGLISH])
def test_the_fonts_have_a_glyph_for_every_character_of_the_catalogues_and_names(code: str) -> None:
    catalogue = catalogue_files()[code].read_text(encoding="utf-8")
    names = "".join(row.uk + row.en for table in (WEAPONS, UKRAINE, RUSSIA, SEAS, LAUNCH_PLACES) for row in table)
    assert set(catalogue + names) - {"\n"} <= signs(MANROPE) | signs(DEJAVU)


@pytest.mark.parametrize("letters", ["äöüßñçøåłžőşğıəŋđạ", "αβγδεζηθώ", "ђљњћџыэъё", "აბგდ", "աբգդ"])
def test_the_scripts_that_charts_support_have_glyphs(letters: str) -> None:
    assert set(letters) <= signs(MANROPE) | signs(DEJAVU)


def test_the_ukrainian_alphabet_is_written_in_manrope() -> None:
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    assert set(alphabet + alphabet.upper() + "’«»–—·→") <= signs(MANROPE)
