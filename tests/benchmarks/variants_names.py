"""Variants with another name in the text and in the label: another region, another weapon of the same kind."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from random import Random

from tests.benchmarks.variants_cases import Case

# Regions by the adjective of «… области», in the form that genitive, instrumental and prepositional share.
REGIONS = {
    "Архангельской": "RU-ARK",
    "Астраханской": "RU-AST",
    "Белгородской": "RU-BEL",
    "Брянской": "RU-BRY",
    "Владимирской": "RU-VLA",
    "Волгоградской": "RU-VGG",
    "Вологодской": "RU-VLG",
    "Воронежской": "RU-VOR",
    "Ивановской": "RU-IVA",
    "Калужской": "RU-KLU",
    "Кировской": "RU-KIR",
    "Костромской": "RU-KOS",
    "Курской": "RU-KRS",
    "Ленинградской": "RU-LEN",
    "Липецкой": "RU-LIP",
    "Мурманской": "RU-MUR",
    "Нижегородской": "RU-NIZ",
    "Новгородской": "RU-NGR",
    "Оренбургской": "RU-ORE",
    "Орловской": "RU-ORL",
    "Пензенской": "RU-PNZ",
    "Псковской": "RU-PSK",
    "Ростовской": "RU-ROS",
    "Рязанской": "RU-RYA",
    "Самарской": "RU-SAM",
    "Саратовской": "RU-SAR",
    "Свердловской": "RU-SVE",
    "Смоленской": "RU-SMO",
    "Тамбовской": "RU-TAM",
    "Тверской": "RU-TVE",
    "Тульской": "RU-TUL",
    "Тюменской": "RU-TYU",
    "Ульяновской": "RU-ULY",
    "Челябинской": "RU-CHE",
    "Ярославской": "RU-YAR",
}
# Names of one kind of weapon, any of which may stand for any other, with what a label calls them.
WEAPONS: tuple[dict[str, tuple[str, ...]], ...] = (
    {"Гербера": ("gerbera",), "Італмас": ("italmas",)},
    {"Х-101": ("kh-101",), "Калібр": ("kalibr",), "Іскандер-К": ("iskander-k",), "Х-22/32": ("kh-22", "kh-32")},
    {"Іскандер-М": ("iskander-m",), "KN-23": ("kn-23",)},
    {"Циркон": ("zircon",), "Онікс": ("oniks",)},
    {"Х-59/69": ("kh-59", "kh-69"), "Х-35": ("kh-35",), "Х-59": ("kh-59",), "Х-69": ("kh-69",)},
    {"Бандероль": ("banderol",), "Дань-Т": ("dan-t",)},
)
# They name a weapon by themselves, whatever name stands after them.
_INDICES = ("S8000", "3М22")


def another_region(case: Case, dice: Random) -> Case | None:
    """One region of the ministry's list become another that the post does not name."""
    if case.channel != "mod_russia" or case.label is None or not case.label.get("regions"):
        return None
    stated = [row["region"] for row in case.label["regions"]]
    named = [name for name, code in REGIONS.items() if case.text.count(name) == 1 and stated.count(code) == 1]
    free = [name for name in REGIONS if name not in case.text and REGIONS[name] not in stated]
    if not named:
        return None
    old, new = dice.choice(named), dice.choice(free)
    label = copy.deepcopy(case.label)
    for row in label["regions"]:
        if row["region"] == REGIONS[old]:
            row["region"] = REGIONS[new]
    return replace(case, text=case.text.replace(old, new), label=label)


def another_weapon(case: Case, dice: Random) -> Case | None:
    """One weapon become another of its kind that the post does not name."""
    if case.label is None or "lines" not in case.label:
        return None
    if any(index in case.text for index in _INDICES):
        return None
    said = {slug for line in case.label["lines"] for slug in line["weapons"]}
    choice = [
        (old, new, family)
        for family in WEAPONS
        for old in family
        for new in family
        if _named(old, case) and not _named(new, case) and not said & {*family[new]} - {*family[old]}
        if not any(other != old and _named(other, case) and {*family[other]} & {*family[old]} for other in family)
    ]
    if not choice:
        return None
    old, new, family = dice.choice(choice)
    label = copy.deepcopy(case.label)
    for line in label["lines"]:
        if {*family[old]} <= {*line["weapons"]}:
            line["weapons"] = [slug for slug in line["weapons"] if slug not in family[old]] + [*family[new]]
    text, times = _pattern(old).subn(new, case.text)
    told = sum({*family[old]} <= {*line["weapons"]} for line in case.label["lines"])
    return replace(case, text=text, label=label) if times >= told else None


def _named(name: str, case: Case) -> bool:
    return _pattern(name).search(case.text) is not None


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){re.escape(name)}(?![\w/-])|(?<=[\w\"”»]/){re.escape(name)}(?![\w/-])")


NAMES = {"another region": another_region, "another weapon": another_weapon}
