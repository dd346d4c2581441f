"""The letters pictures are written in have every sign our words use."""

from __future__ import annotations

from importlib.resources import files

from fontTools.ttLib import TTFont

from parsers.vocabulary.places import LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE
from parsers.vocabulary.weapons import WEAPONS

MANROPE = files("font_manrope").joinpath("files/Manrope-Regular.ttf")
DEJAVU = files("matplotlib").joinpath("mpl-data/fonts/ttf/DejaVuSans.ttf")


def signs(font: object) -> set[str]:
    return {chr(code) for code in TTFont(str(font)).getBestCmap()}


def test_every_sign_of_the_ukrainian_words_and_names_has_a_letter() -> None:
    catalogue = files("bot.chat.locales").joinpath("uk.po").read_text(encoding="utf-8")
    names = "".join(row.uk + row.en for table in (WEAPONS, UKRAINE, RUSSIA, SEAS, LAUNCH_PLACES) for row in table)
    assert set(catalogue + names) - {"\n"} <= signs(MANROPE) | signs(DEJAVU)


def test_the_ukrainian_alphabet_is_written_in_manrope() -> None:
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    assert set(alphabet + alphabet.upper() + "’«»–—·→") <= signs(MANROPE)
