"""A quote always fits the copy button, and always says who says what about whom."""

from __future__ import annotations

from datetime import date
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.chat.audience import Audience
from bot.chat.languages import words_of
from bot.chat.messages.citation import COPY_LIMIT, quote
from bot.chat.messages.nouns import NOUNS
from bot.chat.rich_text import units
from parsers.records import Kind, Outcome
from storage.views.readings import TallyView
from tests.bot.chat.test_sentences import CASES, air_force, ministry
from tests.storage.builders import line

DAY = date(2026, 10, 7)
UKRAINE = [view for view, *_ in CASES.values() if view.source.channel == "kpszsu"]
RUSSIA = [view for view, *_ in CASES.values() if view.source.channel == "mod_russia"]
# Every kind of weapon, launched and stopped, each with its number.
EVERYTHING = air_force(
    *(line(outcome, 1000 + number, kind=kind) for number, kind in enumerate(NOUNS)
      for outcome in (Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED)),
    targets=("UA-05", "UA-12", "UA-23", "UA-26", "UA-35", "UA-48", "UA-68", "UA-71"),
)  # fmt: skip
MUCH = ministry(*(line(Outcome.DOWNED, 1000 + number, kind=kind) for number, kind in enumerate(NOUNS)))
SIDES = {"en": ("Ukraine's Air Force says", "Russia's Defence Ministry says"),
         "uk": ("Повітряні сили України повідомляють", "Міноборони Росії заявляє")}  # fmt: skip


def reader(language: str) -> Audience:
    return Audience(words_of(language), ZoneInfo("Europe/Kyiv"))


@pytest.mark.parametrize("language", ["en", "uk"])
def test_every_pair_of_reports_fits_and_names_both_sides(language: str) -> None:
    for ours, theirs in product([*UKRAINE[:-1], EVERYTHING], [*RUSSIA, MUCH]):
        text = quote(reader(language), DAY, [ours, theirs])
        assert units(text) <= COPY_LIMIT
        assert all(said in text for said in SIDES[language]), text


@pytest.mark.parametrize(
    ("nights", "said"),
    [
        (
            [CASES["7 October 2026: a number is withheld"][0], RUSSIA[0]],
            "Night of 6–7 October 2026: Ukraine's Air Force says Russia launched 130 drones, 48 cruise missiles and "
            "other weapons; 161 were shot down or jammed. Russia's Defence Ministry says it shot down 311 Ukrainian "
            "drones. t.me/kpszsu/1 t.me/mod_russia/1",
        ),
        (
            [RUSSIA[0]],
            "Night of 6–7 October 2026: Russia's Defence Ministry says it shot down 311 Ukrainian drones. "
            "t.me/mod_russia/1",
        ),
    ],
)
def test_kinds_of_weapons_give_way_before_the_links_and_the_sum(nights: list[TallyView], said: str) -> None:
    assert quote(reader("en"), DAY, nights) == said


def withheld(*kinds: tuple[Kind, tuple[str, ...]]) -> TallyView:
    """A night of 218 drones, 199 stopped, and weapons whose numbers are not given."""
    others = [line(Outcome.LAUNCHED, None, *weapons, kind=kind) for kind, weapons in kinds]
    return air_force(line(Outcome.LAUNCHED, 218), *others, line(Outcome.DOWNED_OR_SUPPRESSED, 199))


def test_a_second_kind_with_a_long_name_gives_way_before_the_link_and_the_sum() -> None:
    night = withheld(
        (Kind.LOITERING_MUNITION, ("banderol",)),
        (Kind.CRUISE_MISSILE, ("kalibr", "kh-101", "kh-555", "iskander-k")),
        (Kind.BALLISTIC_MISSILE, ("iskander-m", "kn-23", "s-400")),
        (Kind.ANTI_SHIP_MISSILE, ("zircon", "oniks")),
    )
    assert quote(reader("en"), DAY, [night, RUSSIA[0]]) == (
        "Night of 6–7 October 2026: Ukraine's Air Force says Russia launched 218 drones and other weapons; 199 drones "
        "were shot down or jammed. Russia's Defence Ministry says it shot down 311 Ukrainian drones. "
        "t.me/kpszsu/1 t.me/mod_russia/1"
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "1 intercontinental ballistic missile"), ("uk", "1 міжконтинентальну балістичну ракету")],
)
def test_an_intercontinental_missile_is_not_named_twice(language: str, said: str) -> None:
    night = air_force(line(Outcome.LAUNCHED, 600), line(Outcome.LAUNCHED, 1, "icbm", kind=Kind.BALLISTIC_MISSILE))
    text = quote(reader(language), DAY, [night])
    assert said in text
    assert "ICBM" not in text
    assert "МБР" not in text
