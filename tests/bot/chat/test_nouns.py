"""Weapons with their numbers, in both languages: every form typed by hand."""

from __future__ import annotations

import pytest

from bot.chat.languages import words_of
from bot.chat.messages.nouns import counted, counted_drones_of, unnumbered
from parsers.records import Attacker, Hedge, Kind, Outcome
from storage.readings.load import Key
from storage.views.figures import Figure, Part, figure
from storage.views.weapon_groups import WeaponGroup

EN, UK = words_of("en"), words_of("uk")


def summed(number: int | None, hedge: Hedge = Hedge.EXACT) -> Figure:
    found = figure([Part(Key("kpszsu", 1, 1), (0, 1), number, hedge)])
    assert found
    return found


def group(kind: Kind, *weapons: str) -> WeaponGroup:
    return WeaponGroup(kind, weapons, {Outcome.LAUNCHED: summed(1)}, (), None, None, None)


@pytest.mark.parametrize(
    ("kind", "weapons", "number", "english", "ukrainian"),
    [
        (Kind.DRONE, (), 1, "1 drone", "1 дрон"),
        (Kind.DRONE, (), 2, "2 drones", "2 дрони"),
        (Kind.DRONE, (), 5, "5 drones", "5 дронів"),
        (Kind.DRONE, (), 11, "11 drones", "11 дронів"),
        (Kind.DRONE, (), 14, "14 drones", "14 дронів"),
        (Kind.DRONE, (), 21, "21 drones", "21 дрон"),
        (Kind.DRONE, (), 22, "22 drones", "22 дрони"),
        (Kind.DRONE, (), 101, "101 drones", "101 дрон"),
        (Kind.DRONE, (), 111, "111 drones", "111 дронів"),
        (Kind.DRONE, (), 112, "112 drones", "112 дронів"),
        (Kind.DRONE, (), 123, "123 drones", "123 дрони"),
        (Kind.DRONE, (), 810, "810 drones", "810 дронів"),
        (Kind.DRONE, (), 1001, "1,001 drones", "1\u00a0001 дрон"),
        (Kind.DRONE, (), 0, "0 drones", "0 дронів"),
        (Kind.DRONE, ("shahed",), 21, "21 Shahed drones", "21 дрон Shahed"),
        (Kind.DRONE, ("shahed", "decoy"), 21, "21 drones", "21 дрон"),
        (Kind.DRONE, ("decoy",), 3, "3 drones", "3 дрони"),
        (Kind.DRONE, ("lyutyi",), 3, "3 Liutyi drones", "3 дрони «Лютий»"),
        (Kind.CRUISE_MISSILE, (), 1, "1 cruise missile", "1 крилату ракету"),
        (Kind.CRUISE_MISSILE, (), 3, "3 cruise missiles", "3 крилаті ракети"),
        (Kind.CRUISE_MISSILE, (), 48, "48 cruise missiles", "48 крилатих ракет"),
        (Kind.CRUISE_MISSILE, ("kh-101", "kalibr"), 13,
         "13 Kh-101/Kalibr cruise missiles", "13 крилатих ракет Х-101/«Калібр»"),
        (Kind.BALLISTIC_MISSILE, ("iskander-m",), 1,
         "1 Iskander-M ballistic missile", "1 балістичну ракету «Іскандер-М»"),
        (Kind.BALLISTIC_MISSILE, ("iskander-m", "kn-23"), 4,
         "4 Iskander-M/KN-23 ballistic missiles", "4 балістичні ракети «Іскандер-М»/KN-23"),
        (Kind.BALLISTIC_MISSILE, (), 12, "12 ballistic missiles", "12 балістичних ракет"),
        (Kind.AEROBALLISTIC_MISSILE, ("kinzhal",), 2,
         "2 Kinzhal aeroballistic missiles", "2 аеробалістичні ракети «Кинджал»"),
        (Kind.AEROBALLISTIC_MISSILE, ("kinzhal",), 21,
         "21 Kinzhal aeroballistic missiles", "21 аеробалістичну ракету «Кинджал»"),
        (Kind.GUIDED_AIR_MISSILE, ("kh-59",), 1, "1 Kh-59 guided air missile", "1 керовану авіаційну ракету Х-59"),
        (Kind.GUIDED_AIR_MISSILE, ("kh-59",), 4, "4 Kh-59 guided air missiles", "4 керовані авіаційні ракети Х-59"),
        (Kind.GUIDED_AIR_MISSILE, ("kh-59", "kh-69"), 5,
         "5 Kh-59/Kh-69 guided air missiles", "5 керованих авіаційних ракет Х-59/Х-69"),
        (Kind.ANTI_RADAR_MISSILE, ("kh-31p",), 1, "1 Kh-31P anti-radar missile", "1 протирадіолокаційну ракету Х-31П"),
        (Kind.ANTI_RADAR_MISSILE, (), 2, "2 anti-radar missiles", "2 протирадіолокаційні ракети"),
        (Kind.ANTI_RADAR_MISSILE, (), 6, "6 anti-radar missiles", "6 протирадіолокаційних ракет"),
        (Kind.ANTI_SHIP_MISSILE, ("oniks",), 1, "1 Oniks anti-ship missile", "1 протикорабельну ракету «Онікс»"),
        (Kind.ANTI_SHIP_MISSILE, ("neptune",), 2, "2 Neptune anti-ship missiles", "2 протикорабельні ракети «Нептун»"),
        (Kind.ANTI_SHIP_MISSILE, ("zircon",), 10, "10 Zircon anti-ship missiles", "10 протикорабельних ракет «Циркон»"),
        (Kind.MISSILE, (), 1, "1 missile", "1 ракету"),
        (Kind.MISSILE, (), 22, "22 missiles", "22 ракети"),
        (Kind.MISSILE, ("patriot",), 5, "5 Patriot missiles", "5 ракет Patriot"),
        (Kind.LOITERING_MUNITION, ("lancet",), 1, "1 Lancet loitering munition", "1 баражувальний боєприпас «Ланцет»"),
        (Kind.LOITERING_MUNITION, ("lancet",), 2, "2 Lancet loitering munitions", "2 баражувальні боєприпаси «Ланцет»"),
        (Kind.LOITERING_MUNITION, ("banderol", "dan-t"), 8,
         "8 Banderol/Dan-T loitering munitions", "8 баражувальних боєприпасів «Бандероль»/«Дань-Т»"),
        (Kind.GUIDED_BOMB, ("kab",), 1, "1 guided bomb", "1 керовану авіабомбу"),
        (Kind.GUIDED_BOMB, ("kab",), 3, "3 guided bombs", "3 керовані авіабомби"),
        (Kind.GUIDED_BOMB, ("jdam",), 7, "7 JDAM guided bombs", "7 керованих авіабомб JDAM"),
        (Kind.ROCKET, ("himars",), 1, "1 HIMARS rocket", "1 реактивний снаряд HIMARS"),
        (Kind.ROCKET, ("himars",), 4, "4 HIMARS rockets", "4 реактивні снаряди HIMARS"),
        (Kind.ROCKET, (), 15, "15 rockets", "15 реактивних снарядів"),
        (Kind.BOAT, ("uncrewed-boat",), 1, "1 uncrewed boat", "1 безекіпажний катер"),
        (Kind.BOAT, ("uncrewed-boat",), 2, "2 uncrewed boats", "2 безекіпажні катери"),
        (Kind.BOAT, (), 10, "10 uncrewed boats", "10 безекіпажних катерів"),
        (Kind.RECON_DRONE, ("zala",), 1, "1 ZALA reconnaissance drone", "1 розвідувальний дрон ZALA"),
        (Kind.RECON_DRONE, ("orlan-10",), 2, "2 Orlan-10 reconnaissance drones", "2 розвідувальні дрони «Орлан-10»"),
        (Kind.RECON_DRONE, (), 9, "9 reconnaissance drones", "9 розвідувальних дронів"),
        (Kind.TARGET, (), 1, "1 target", "1 ціль"),
        (Kind.TARGET, (), 3, "3 targets", "3 цілі"),
        (Kind.TARGET, (), 36, "36 targets", "36 цілей"),
        (Kind.TARGET, ("balloon",), 1, "1 balloon", "1 повітряну кулю"),
        (Kind.TARGET, ("balloon",), 3, "3 balloons", "3 повітряні кулі"),
        (Kind.TARGET, ("balloon",), 8, "8 balloons", "8 повітряних куль"),
    ],
)  # fmt: skip
def test_a_number_agrees_with_its_noun(
    kind: Kind, weapons: tuple[str, ...], number: int, english: str, ukrainian: str
) -> None:
    one = group(kind, *weapons)
    assert counted(EN, one, summed(number)) == english
    assert counted(UK, one, summed(number)) == ukrainian


@pytest.mark.parametrize(
    ("hedge", "number", "english", "ukrainian"),
    [
        (Hedge.AT_LEAST, 50, "at least 50 drones", "щонайменше 50 дронів"),
        (Hedge.AT_LEAST, 22, "at least 22 drones", "щонайменше 22 дрони"),
        (Hedge.ABOUT, 41, "about 41 drones", "приблизно 41 дрон"),
        (Hedge.AT_MOST, 3, "up to 3 drones", "щонайбільше 3 дрони"),
        (Hedge.NOT_STATED, None, "drones whose number it does not give", "дрони, кількість яких не названо"),
    ],
)
def test_a_hedge_stays_with_its_number(hedge: Hedge, number: int | None, english: str, ukrainian: str) -> None:
    assert counted(EN, group(Kind.DRONE), summed(number, hedge)) == english
    assert counted(UK, group(Kind.DRONE), summed(number, hedge)) == ukrainian


@pytest.mark.parametrize(
    ("number", "english", "ukrainian"),
    [
        (1, "1 Ukrainian drone", "1 український дрон"),
        (2, "2 Ukrainian drones", "2 українські дрони"),
        (5, "5 Ukrainian drones", "5 українських дронів"),
        (11, "11 Ukrainian drones", "11 українських дронів"),
        (21, "21 Ukrainian drones", "21 український дрон"),
        (63, "63 Ukrainian drones", "63 українські дрони"),
        (101, "101 Ukrainian drones", "101 український дрон"),
        (868, "868 Ukrainian drones", "868 українських дронів"),
    ],
)
def test_the_adjective_of_a_country_agrees_too(number: int, english: str, ukrainian: str) -> None:
    assert counted_drones_of(EN, summed(number), Attacker.UKRAINE) == english
    assert counted_drones_of(UK, summed(number), Attacker.UKRAINE) == ukrainian


def test_weapons_without_a_number_are_named_and_never_zero() -> None:
    ballistic = group(Kind.BALLISTIC_MISSILE, "iskander-m", "s-400")
    ships = group(Kind.ANTI_SHIP_MISSILE, "oniks")
    assert unnumbered(EN, [group(Kind.BALLISTIC_MISSILE)]) == "ballistic missiles whose number it does not give"
    assert unnumbered(UK, [group(Kind.BALLISTIC_MISSILE)]) == "балістичні ракети, кількість яких не названо"
    assert unnumbered(EN, [ballistic, ships]) == (
        "Iskander-M/S-400 ballistic missiles and Oniks anti-ship missiles, whose numbers it does not give"
    )
    assert unnumbered(UK, [ballistic, ships]) == (
        "балістичні ракети «Іскандер-М»/С-400 і протикорабельні ракети «Онікс», кількість яких не названо"
    )
