"""The pictures shown with a link, and the style sheet: sizes, colours, contrast."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest
from PIL import Image

from bot.chat.charts.themes import THEMES
from bot.chat.languages import words_of
from bot.publish.pages import cards
from storage.views.record import NightRecord
from tests.bot.publish.pages.made import LANGUAGES, pages
from tests.bot.publish.records import HELD_NUMBER, every_night, held_night, seed_night, withheld_night

CARD_BYTES = 60_000
# WCAG 2.2, AA: of text, and of parts of a drawing that carry meaning.
TEXT, DRAWN = 4.5, 3.0


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("night", every_night(), ids=lambda one: str(one.day))
def test_a_card_is_a_small_png_of_the_size_that_is_shown(code: str, night: NightRecord) -> None:
    card = pages().card(night, words_of(code))
    image = Image.open(io.BytesIO(card))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(card) <= CARD_BYTES
    assert pages().card(night, words_of(code)) == card, "the same night gives the same picture"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_card_of_the_site_is_one_too(code: str) -> None:
    card = pages().site_card(words_of(code))
    assert Image.open(io.BytesIO(card)).size == (1200, 630)
    assert len(card) <= CARD_BYTES


def written(monkeypatch: pytest.MonkeyPatch, night: NightRecord, code: str = "en") -> list[str]:
    """What stands on a card."""
    texts: list[str] = []
    monkeypatch.setattr(cards, "_write", lambda draw, at, text, font, colour: texts.append(text))
    pages().card(night, words_of(code))
    return texts


def test_a_card_says_who_claims_what_of_which_night(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(monkeypatch, seed_night()) == [
        "overnight", "Night of 19–20 May 2025",
        "Ukraine's Air Force says:", "108", "drones launched at Ukraine", "35 shot down", "58 lost to jamming",
        "Russia's Defence Ministry says:", "8", "Ukrainian drones shot down",
        "Claims of the parties, not verified. Settled.",
    ]  # fmt: skip
    texts = written(monkeypatch, withheld_night())
    assert {"at least 150", "missiles launched: at least 2", "Claims of the parties, not verified. Provisional."} <= {
        *texts
    }
    assert "Russia's Defence Ministry has not reported yet." in " ".join(texts)
    assert written(monkeypatch, seed_night(), "uk")[1] == "Ніч на 20 травня 2025\u202fр."


def test_a_card_of_a_held_report_tells_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    assert str(HELD_NUMBER) not in " ".join(written(monkeypatch, held_night()))


def colours(scheme: str) -> dict[str, str]:
    sheet = pages().style().decode()
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark))
    return found


def contrast(one: str, other: str) -> float:
    first, second = sorted((luminance(one), luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read_in_light_and_dark(scheme: str) -> None:
    found = colours(scheme)
    for ink, papers in {
        "ink": ("paper", "soft", "mark", "warn"),
        "muted": ("paper", "soft"),
        "link": ("paper", "soft", "warn"),
        "ins-ink": ("ins", "mark"),
        "del-ink": ("del", "mark"),
        "average": ("paper",),
        "warn-edge": ("paper",),
    }.items():
        for paper in papers:
            least = DRAWN if ink == "average" else TEXT
            assert contrast(found[ink], found[paper]) >= least, (ink, paper)
    for drawn in ("down", "shot", "whole", "missiles", "unsaid", "edge", "warn-edge"):
        assert contrast(found[drawn], found["paper"]) >= DRAWN, drawn


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_have_the_colours_of_those_in_the_chat(scheme: str) -> None:
    theme, found = THEMES[scheme], colours(scheme)
    same = {
        "down": "down",
        "shot": "shot",
        "lost": "lost",
        "average": "average",
        "unsaid": "unsaid",
        "missiles": "cruise",
    }
    assert {name: found[name] for name in same} == {name: theme[other] for name, other in same.items()}


def test_the_sheet_loads_nothing() -> None:
    sheet = pages().style().decode()
    assert "@import" not in sheet and "url(" not in sheet


def test_the_pages_need_neither_telegram_nor_matplotlib() -> None:
    told = "import sys, bot.publish.pages; print(sorted({'telegram', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
