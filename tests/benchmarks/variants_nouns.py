"""Wordings with numbers left open, and what fills them: counts drawn at random, with the noun in the form they ask for.

``{n W}`` in a wording is a number and a weapon of the post. The letter before the blank says which number is drawn, the
letter after it what is counted: ``W`` a weapon that the post names, ``D`` drones; with ``i`` in the instrumental, with
``g`` in the genitive. ``{none}`` is «жодної ракети», ``{not_one}`` «жодна ракета». One letter is one number throughout.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import NamedTuple

from parsers.channels import CHANNELS
from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_figures import DOWN, LANGUAGES
from tests.benchmarks.variants_label import Line, is_plain
from tests.benchmarks.variants_moved import MONTHS
from tests.benchmarks.variants_numerals import agreement, written

_SLOT = re.compile(r"\{(\w+)(?: (\w+))?\}")
_WORDS_SHARE = 0.25


class Noun(NamedTuple):
    """The forms of a weapon's name: after 2, after 5, instrumental, «жодного …», «жоден …»; and its gender."""

    few: str
    many: str
    instrumental: str
    none: str
    not_one: str
    gender: str = "plain"


def _missiles(few: str, many: str, instrumental: str, none: str, not_one: str) -> Noun:
    """A Ukrainian adjective in its five forms, before «ракета»."""
    return Noun(
        f"{few} ракети",
        f"{many} ракет",
        f"{instrumental} ракетами",
        f"жодної {none} ракети",
        f"жодна {not_one} ракета",
        "feminine",
    )


NOUNS: dict[str, dict[str, list[Noun]]] = {
    "uk": {
        "drone": [
            Noun("ворожі БпЛА", "ворожих БпЛА", "ворожими БпЛА", "жодного ворожого БпЛА", "жоден ворожий БпЛА"),
            Noun("ударні БпЛА", "ударних БпЛА", "ударними БпЛА", "жодного ударного БпЛА", "жоден ударний БпЛА"),
            Noun("БпЛА", "БпЛА", "БпЛА", "жодного БпЛА", "жоден БпЛА"),
            Noun("дрони", "дронів", "дронами", "жодного дрона", "жоден дрон"),
            Noun("безпілотники", "безпілотників", "безпілотниками", "жодного безпілотника", "жоден безпілотник"),
        ],
        "ballistic_missile": [_missiles("балістичні", "балістичних", "балістичними", "балістичної", "балістична")],
        "cruise_missile": [_missiles("крилаті", "крилатих", "крилатими", "крилатої", "крилата")],
        "guided_air_missile": [
            _missiles(
                "керовані авіаційні",
                "керованих авіаційних",
                "керованими авіаційними",
                "керованої авіаційної",
                "керована авіаційна",
            )
        ],
        "anti_ship_missile": [
            _missiles("протикорабельні", "протикорабельних", "протикорабельними", "протикорабельної", "протикорабельна")
        ],
        "anti_radar_missile": [
            _missiles(
                "протирадіолокаційні",
                "протирадіолокаційних",
                "протирадіолокаційними",
                "протирадіолокаційної",
                "протирадіолокаційна",
            )
        ],
    },
    "ru": {
        "drone": [
            Noun("БПЛА", "БПЛА", "БПЛА", "ни одного БПЛА", "ни один БПЛА"),
            Noun("беспилотника", "беспилотников", "беспилотниками", "ни одного беспилотника", "ни один беспилотник"),
            Noun("аппарата", "аппаратов", "аппаратами", "ни одного аппарата", "ни один аппарат"),
            Noun(
                "украинских беспилотных летательных аппарата",
                "украинских беспилотных летательных аппаратов",
                "украинскими беспилотными летательными аппаратами",
                "ни одного украинского беспилотного летательного аппарата",
                "ни один украинский беспилотный летательный аппарат",
            ),
        ],
    },
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a wording may refer to: the post's language, its counts by kind, the outcome of what it stopped."""

    language: str
    yesterday: str
    kinds: tuple[str, ...]
    left: dict[str, int]
    stopped: int
    outcome: str


def facts(case: Case) -> Facts | None:
    """The facts of a labelled case; None where it states nothing stopped."""
    lines = [line for line in (case.label or {}).get("lines", []) if is_plain(line)]
    down = [line for line in lines if line["outcome"] in DOWN]
    if not down or case.posted is None:
        return None
    language = LANGUAGES[case.channel]
    day = case.posted.astimezone(CHANNELS[case.channel].zone) - timedelta(days=1)
    launched = _by_kind([line for line in lines if line["outcome"] == "launched"])
    gone = _by_kind([line for line in lines if line["outcome"] not in {"launched", "airborne"}])
    main = max(down, key=lambda line: (line["kind"] == "drone", line["number"]))
    return Facts(
        language,
        f"{day.day} {MONTHS[case.channel].split()[day.month - 1]}",
        tuple(sorted({*launched} & {*NOUNS[language]} | {"drone"})),
        {kind: number - gone.get(kind, 0) for kind, number in launched.items()},
        main["number"],
        main["outcome"],
    )


def _by_kind(lines: list[Line]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line["kind"]] = found.get(line["kind"], 0) + line["number"]
    return found


@dataclass(slots=True)
class Filled:
    """A wording with its open places filled: the text, the numbers by their letters, and the weapon of ``W``."""

    text: str
    numbers: dict[str, int]
    kind: str


def _counts(told: Facts, kind: str) -> dict[str, Callable[[Random], int]]:
    """The numbers that a letter may stand for."""
    left = min(30, told.left.get(kind, 12))
    return {
        "n": _between(2, max(4, left)),  # so few that no sum of the post speaks against them
        "s": _between(2, max(4, told.stopped - 1)),  # a part of what was stopped
        "y": _between(20, 400),  # another night's count
        "z": _between(20, 400),
        "b": _between(22, 150),  # bombs
        "f": lambda dice: dice.randrange(2, 5),  # two to four, for nouns that stand in that form
        "k": lambda dice: dice.randrange(5, 21),  # five to twenty
        "j": lambda dice: dice.randrange(5, 21),
        "p": lambda dice: dice.randrange(60, 99),  # per cent
        "d": lambda dice: told.stopped,  # told again
    }


def _between(low: int, high: int) -> Callable[[Random], int]:
    """A number that asks for the plural, so that verbs of the wordings agree with it."""
    return lambda dice: dice.choice([n for n in range(low, high + 1) if agreement(n) != "one"])


def filled(words: str, told: Facts, dice: Random) -> Filled:
    """A wording with every open place filled."""
    kind = dice.choice(told.kinds)
    nouns = {"W": dice.choice(NOUNS[told.language][kind]), "D": dice.choice(NOUNS[told.language]["drone"])}
    counts, numbers = _counts(told, kind), dict[str, int]()

    def fill(match: re.Match[str]) -> str:
        name, noun = match.groups()
        if name in {"none", "not_one"}:
            return str(getattr(nouns["W"], name))
        if name == "t":
            return f"{dice.randrange(1, 7):02}:{dice.randrange(60):02}"
        if name == "yesterday":
            return told.yesterday
        number = numbers.setdefault(name, counts[name](dice))
        return _counted(number, noun, nouns[noun[0]], told.language, dice) if noun else str(number)

    text = _SLOT.sub(fill, words)
    return Filled(text, numbers, kind)


def _counted(number: int, slot: str, noun: Noun, language: str, dice: Random) -> str:
    case = slot[1:]
    form = {"i": "instrumental", "g": "genitive"}.get(case, noun.gender)
    told = (written(number, form, language) if dice.random() < _WORDS_SHARE else None) or str(number)
    if case:
        return f"{told} {noun.instrumental if case == 'i' else noun.many}"
    return f"{told} {noun.few if agreement(number) == 'few' else noun.many}"
