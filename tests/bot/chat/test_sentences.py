"""What a side says as one sentence, in both languages and of every layout: each sentence typed by hand.

The figures are those of the nights named; where none is named they are made up.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.chat.languages import words_of
from bot.chat.messages.periods import window_sentence
from bot.chat.messages.sentences import Brevity, side_sentence
from parsers.records import Hedge, Kind, Line, Outcome, Scope, Tally
from storage.views.readings import Source, TallyView
from tests.storage.builders import at, line, tally

LAUNCHED, DOWN, DOWNED = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.DOWNED
LOST, AIRBORNE, SUPPRESSED = Outcome.LOST, Outcome.AIRBORNE, Outcome.SUPPRESSED
TYPES = ("shahed", "gerbera", "decoy")
KYIV = ZoneInfo("Europe/Kyiv")
EN, UK = words_of("en"), words_of("uk")


def seen(what: Tally, night: date | None = date(2026, 10, 7)) -> TallyView:
    channel = "kpszsu" if what.attacker == "russia" else "mod_russia"
    source = Source(channel, 1, 1, 1, at("2026-10-07 06:35"), at("2026-10-07 06:36"))
    return TallyView(source, what, Scope.NATIONAL, (), night, date(2026, 10, 7), 1)


def air_force(*lines: Line, targets: tuple[str, ...] = ()) -> TallyView:
    return seen(tally("kpszsu", "2026-10-06 15:00", "2026-10-07 06:00", *lines, targets=targets))


def ministry(*lines: Line) -> TallyView:
    return seen(tally("mod_russia", "2026-10-06 17:00", "2026-10-07 05:00", *lines))


def missiles(outcome: Outcome, number: int | None, *weapons: str, kind: Kind = Kind.CRUISE_MISSILE) -> Line:
    return line(outcome, number, *weapons, kind=kind)


CASES = {
    "7 October 2026: a number is withheld": (
        air_force(
            missiles(LAUNCHED, 48),
            missiles(LAUNCHED, None, kind=Kind.BALLISTIC_MISSILE),
            line(LAUNCHED, 130, *TYPES),
            line(LAUNCHED, 46, "jet-drone", share=True),
            line(DOWN, 161, kind=Kind.TARGET, total=True),
            missiles(DOWN, 39),
            missiles(DOWN, 5, kind=Kind.BALLISTIC_MISSILE),
            line(DOWN, 117, *TYPES),
            line(DOWN, 38, "jet-drone", share=True),
        ),
        "Ukraine's Air Force says Russia launched 130 drones (46 of them jet-powered), 48 cruise missiles and "
        "ballistic missiles whose number it does not give; 161 were shot down or jammed.",
        "Повітряні сили України повідомляють, що Росія запустила 130 дронів (46 із них – реактивні), 48 крилатих ракет "
        "і балістичні ракети, кількість яких не названо; збито або подавлено 161.",
    ),
    "20 May 2025: lost to jamming stays apart": (
        air_force(
            line(LAUNCHED, 108, *TYPES), line(DOWNED, 35, *TYPES), line(LOST, 58, *TYPES),
            targets=("UA-59", "UA-18", "UA-14", "UA-12"),
        ),
        "Ukraine's Air Force says Russia launched 108 drones; 35 were shot down and 58 were lost to jamming. The "
        "attack affected Sumy, Zhytomyr, Donetsk and Dnipropetrovsk regions.",
        "Повітряні сили України повідомляють, що Росія запустила 108 дронів; збито 35 і локаційно втрачено 58. "
        "Постраждали: Сумщина, Житомирщина, Донеччина і Дніпропетровщина.",
    ),
    "2025, one region affected": (
        air_force(line(LAUNCHED, 31, *TYPES), line(DOWNED, 1, *TYPES), line(LOST, 22, *TYPES), targets=("UA-63",)),
        "Ukraine's Air Force says Russia launched 31 drones; 1 was shot down and 22 were lost to jamming. The attack "
        "affected Kharkiv region.",
        "Повітряні сили України повідомляють, що Росія запустила 31 дрон; збито 1 і локаційно втрачено 22. "
        "Постраждали: Харківщина.",
    ),
    "2025, the city stands before the regions": (
        air_force(line(LAUNCHED, 52, *TYPES), line(DOWNED, 30, *TYPES), line(LOST, 20, *TYPES),
                  targets=("UA-59", "UA-30", "UA-32")),
        "Ukraine's Air Force says Russia launched 52 drones; 30 were shot down and 20 were lost to jamming. The attack "
        "affected Kyiv, Kyiv region and Sumy region.",
        "Повітряні сили України повідомляють, що Росія запустила 52 дрони; збито 30 і локаційно втрачено 20. "
        "Постраждали: Київ, Київщина і Сумщина.",
    ),
    "2022: only what was shot down": (
        air_force(line(DOWNED, 21, "shahed"), missiles(DOWNED, 3, "kh-59", kind=Kind.GUIDED_AIR_MISSILE)),
        "Ukraine's Air Force says it shot down 21 Shahed drones and 3 Kh-59 guided air missiles launched by Russia.",
        "Повітряні сили України повідомляють, що збили 21 дрон Shahed і 3 керовані авіаційні ракети Х-59 з боку Росії.",
    ),
    "2022: drones of no named type": (
        air_force(line(DOWNED, 1)),
        "Ukraine's Air Force says it shot down 1 Russian drone.",
        "Повітряні сили України повідомляють, що збили 1 російський дрон.",
    ),
    "missiles beside drones, no sum": (
        air_force(
            missiles(LAUNCHED, 2, "iskander-m", kind=Kind.BALLISTIC_MISSILE), line(LAUNCHED, 108, *TYPES),
            line(DOWN, 89, *TYPES), line(AIRBORNE, 10),
        ),
        "Ukraine's Air Force says Russia launched 108 drones and 2 Iskander-M ballistic missiles; 89 drones were shot "
        "down or jammed and 10 were still in the air.",
        "Повітряні сили України повідомляють, що Росія запустила 108 дронів і 2 балістичні ракети «Іскандер-М»; збито "
        "або подавлено 89 дронів і 10 ще були в повітрі.",
    ),
    "missiles and drones stopped, no sum": (
        air_force(
            missiles(LAUNCHED, 4, "kalibr"), line(LAUNCHED, 96, *TYPES), missiles(DOWN, 1, "kalibr"),
            line(DOWN, 73, *TYPES),
        ),
        "Ukraine's Air Force says Russia launched 96 drones and 4 Kalibr cruise missiles; 73 drones and 1 Kalibr "
        "cruise missile were shot down or jammed.",
        "Повітряні сили України повідомляють, що Росія запустила 96 дронів і 4 крилаті ракети «Калібр»; збито або "
        "подавлено 73 дрони і 1 крилату ракету «Калібр».",
    ),
    "several kinds without a number": (
        air_force(
            line(LAUNCHED, 212, *TYPES), missiles(LAUNCHED, 4, "kalibr"),
            missiles(LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE),
            missiles(LAUNCHED, None, "oniks", kind=Kind.ANTI_SHIP_MISSILE),
        ),
        "Ukraine's Air Force says Russia launched 212 drones and 4 Kalibr cruise missiles, as well as Iskander-M "
        "ballistic missiles and Oniks anti-ship missiles, whose numbers it does not give.",
        "Повітряні сили України повідомляють, що Росія запустила 212 дронів і 4 крилаті ракети «Калібр», а також "
        "балістичні ракети «Іскандер-М» і протикорабельні ракети «Онікс», кількість яких не названо.",
    ),
    "a hedge stays a hedge": (
        air_force(
            line(LAUNCHED, 173, *TYPES), line(LAUNCHED, 50, "jet-drone", hedge=Hedge.AT_LEAST, share=True),
            line(DOWN, 134, *TYPES, hedge=Hedge.ABOUT),
        ),
        "Ukraine's Air Force says Russia launched 173 drones (at least 50 of them jet-powered); about 134 were shot "
        "down or jammed.",
        "Повітряні сили України повідомляють, що Росія запустила 173 дрони (щонайменше 50 із них – реактивні); збито "
        "або подавлено приблизно 134.",
    ),
    "an upper bound": (
        air_force(line(LAUNCHED, 40, *TYPES, hedge=Hedge.AT_MOST)),
        "Ukraine's Air Force says Russia launched up to 40 drones.",
        "Повітряні сили України повідомляють, що Росія запустила щонайбільше 40 дронів.",
    ),
    "nothing numbered": (
        air_force(line(LAUNCHED, None, *TYPES), line(DOWN, None, *TYPES)),
        "Ukraine's Air Force says Russia launched drones whose number it does not give; drones whose number it does "
        "not give were shot down or jammed.",
        "Повітряні сили України повідомляють, що Росія запустила дрони, кількість яких не названо; збито або подавлено "
        "дрони, кількість яких не названо.",
    ),
    "downed and jammed stated apart": (
        air_force(line(LAUNCHED, 60, *TYPES), line(DOWNED, 40, *TYPES), line(SUPPRESSED, 12, *TYPES)),
        "Ukraine's Air Force says Russia launched 60 drones; 40 were shot down and 12 were jammed.",
        "Повітряні сили України повідомляють, що Росія запустила 60 дронів; збито 40 і подавлено 12.",
    ),
    "7 October 2026, the other side": (
        ministry(line(DOWNED, 311)),
        "Russia's Defence Ministry says it shot down 311 Ukrainian drones.",
        "Міноборони Росії заявляє, що збило 311 українських дронів.",
    ),
    "the ministry, one drone": (
        ministry(line(DOWNED, 1)),
        "Russia's Defence Ministry says it shot down 1 Ukrainian drone.",
        "Міноборони Росії заявляє, що збило 1 український дрон.",
    ),
    "the ministry, drones and others": (
        ministry(
            line(DOWNED, 22), missiles(DOWNED, 2, "neptune", kind=Kind.ANTI_SHIP_MISSILE),
            missiles(DOWNED, 3, "jdam", kind=Kind.GUIDED_BOMB),
        ),
        "Russia's Defence Ministry says it shot down 22 Ukrainian drones, 2 Neptune anti-ship missiles and 3 JDAM "
        "guided bombs.",
        "Міноборони Росії заявляє, що збило 22 українські дрони, 2 протикорабельні ракети «Нептун» і 3 керовані "
        "авіабомби JDAM.",
    ),
    "the ministry, no drones": (
        ministry(missiles(DOWNED, 4, "himars", kind=Kind.ROCKET)),
        "Russia's Defence Ministry says it shot down 4 HIMARS rockets launched by Ukraine.",
        "Міноборони Росії заявляє, що збило 4 реактивні снаряди HIMARS з боку України.",
    ),
    "the ministry, a floor": (
        ministry(line(DOWNED, 100, hedge=Hedge.AT_LEAST)),
        "Russia's Defence Ministry says it shot down at least 100 Ukrainian drones.",
        "Міноборони Росії заявляє, що збило щонайменше 100 українських дронів.",
    ),
    "a report that says nothing of what became of any": (
        air_force(line(Outcome.HIT, 6, *TYPES)),
        "Ukraine's Air Force does not say what was launched or shot down.",
        "Повітряні сили України не кажуть, що запущено і що збито.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_side_is_worded_in_a_sentence(name: str) -> None:
    view, english, ukrainian = CASES[name]
    assert side_sentence(EN, view) == english
    assert side_sentence(UK, view) == ukrainian


@pytest.mark.parametrize(
    ("start", "end", "ends_on", "english", "ukrainian"),
    [
        ("05:00", "15:30", 7, "By day, 08:00–18:30, ", "Удень, 08:00–18:30: "),
        ("05:00", "15:30", 8, "By day on 8 October, 08:00–18:30, ", "Удень 8 жовтня, 08:00–18:30: "),
        ("17:00", "20:30", 7, "For another period, 20:00–23:30, ", "За інший період, 20:00–23:30: "),
        ("17:00", "20:30", 6, "For another period, 20:00–23:30, 6 October, ",
         "За інший період, 20:00–23:30, 6 жовтня: "),
    ],
)  # fmt: skip
def test_other_hours_stand_before_their_sentence(
    start: str, end: str, ends_on: int, english: str, ukrainian: str
) -> None:
    what = tally("kpszsu", f"2026-10-07 {start}", f"2026-10-07 {end}", line(LAUNCHED, 753, *TYPES), line(DOWN, 710))
    source = Source("kpszsu", 2, 1, 1, at("2026-10-07 16:05"), at("2026-10-07 16:06"))
    view = TallyView(source, what, Scope.NATIONAL, (), None, date(2026, 10, ends_on), 1)
    told = window_sentence(EN, view, date(2026, 10, 7), KYIV)
    assert told == english + ("Ukraine's Air Force says Russia launched 753 drones; 710 were shot down or jammed.")
    assert window_sentence(UK, view, date(2026, 10, 7), KYIV).startswith(ukrainian + "Повітряні сили України")


def test_hours_of_another_zone_name_their_city() -> None:
    what = tally("mod_russia", "2026-10-07 05:00", "2026-10-07 17:00", line(DOWNED, 110))
    said = window_sentence(EN, seen(what, None), date(2026, 10, 7), KYIV)
    assert said == ("By day, 08:00–20:00 Moscow, Russia's Defence Ministry says it shot down 110 Ukrainian drones.")


@pytest.mark.parametrize(
    ("brevity", "said"),
    [
        (Brevity(shares=False), "launched 130 drones, 48 cruise missiles and ballistic missiles whose number it does "
                                "not give; 161 were shot down or jammed."),
        (Brevity(kinds=2, shares=False), "launched 130 drones, 48 cruise missiles and other weapons; 161 were shot "
                                         "down or jammed."),
        (Brevity(kinds=2, shares=False, stopped=False), "launched 130 drones, 48 cruise missiles and other weapons."),
        (Brevity(kinds=1, shares=False, stopped=False), "launched 130 drones and other weapons."),
    ],
)  # fmt: skip
def test_what_gives_way_is_named_as_other_weapons(brevity: Brevity, said: str) -> None:
    view, _, _ = CASES["7 October 2026: a number is withheld"]
    assert side_sentence(EN, view, brevity) == f"Ukraine's Air Force says Russia {said}"
