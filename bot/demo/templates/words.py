"""The words of the made posts: names in the cases the sentences ask for."""

from __future__ import annotations

from typing import NamedTuple

from parsers.records import Hedge

MONTHS_UK = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
]
MONTHS_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


class Missile(NamedTuple):
    """A group of missiles: the beginning of its adjective («балістичн»), its names after the noun.

    ``munition`` is whether the noun is «боєприпас», not «ракета».
    """

    adjective: str
    names: str
    munition: bool = False


MISSILES: dict[tuple[str, ...], Missile] = {
    ("iskander-m",): Missile("балістичн", "Іскандер-М"),
    ("iskander-m", "s-400"): Missile("балістичн", "Іскандер-М/С-400"),
    ("iskander-k",): Missile("крилат", "Іскандер-К"),
    ("kalibr",): Missile("крилат", "«Калібр»"),
    ("kh-101", "kh-555"): Missile("крилат", "Х-101/Х-555"),
    ("kh-101", "kh-555", "kalibr", "iskander-k"): Missile("крилат", "Х-101/Х-555/Калібр/Іскандер-К"),
    ("kh-31",): Missile("протирадіолокаційн", "Х-31"),
    ("kh-31p",): Missile("протирадіолокаційн", "Х-31П"),
    ("kh-35",): Missile("керован авіаційн", "Х-35"),
    ("kh-59", "kh-69"): Missile("керован авіаційн", "Х-59/69"),
    ("kinzhal",): Missile("аеробалістичн", "Х-47М2 «Кинджал»"),
    ("zircon",): Missile("протикорабельн", "3М22 «Циркон»"),
    ("iskander-m", "kn-23"): Missile("балістичн", "Іскандер-М/KN-23"),
    ("iskander-m", "kn-23", "s-400"): Missile("балістичн", "Іскандер-М/KN-23/С-400"),
    ("iskander-m", "s-400", "kn-23"): Missile("балістичн", "Іскандер-М/С-400/KN-23"),
    ("oniks", "zircon", "iskander-m", "s-400"): Missile("балістичн", "Онікс/Циркон/Іскандер-М/С-400"),
    ("kh-101", "iskander-k", "kh-59"): Missile("крилат", "Х-101/Іскандер-К/Х-59"),
    ("kh-31p", "kh-59"): Missile("керован авіаційн", "Х-31П/Х-59"),
    ("kh-59",): Missile("керован авіаційн", "Х-59"),
    ("oniks",): Missile("протикорабельн", "«Онікс»"),
    ("banderol",): Missile("баражуюч", "«Бандероль»", munition=True),
    ("banderol", "dan-t"): Missile("баражуюч", "«Бандероль»/«Дань-Т»", munition=True),
    ("icbm",): Missile("міжконтинентальн балістичн", ""),
    ("cruise_missile",): Missile("крилат", ""),
    ("ballistic_missile",): Missile("балістичн", ""),
}

# endings of the adjective and the noun «ракета» -> of the adjective and «боєприпас»
MUNITIONS = {
    "ою ракетою": "им боєприпасом",
    "у ракету": "ий боєприпас",
    "і ракети": "і боєприпаси",
    "их ракет": "их боєприпасів",
    "ими ракетами": "ими боєприпасами",
}

HEDGES_UK = {Hedge.EXACT: "", Hedge.AT_LEAST: "понад ", Hedge.ABOUT: "близько ", Hedge.AT_MOST: "до "}

# where drones were launched, as the list after «із напрямків» names it: Russia's places, then occupied ones
LAUNCHED_IN_RUSSIA = {
    "kursk": "Курськ",
    "oryol": "Орел",
    "bryansk": "Брянськ",
    "millerovo": "Міллерово",
    "shatalovo": "Шаталово",
    "primorsko-akhtarsk": "Приморсько-Ахтарськ",
}
LAUNCHED_IN_CRIMEA = {"hvardiiske": "Гвардійське", "chauda": "Чауда"}
LAUNCHED_ELSEWHERE = {
    "donetsk": "ТОТ Донецьк",
    "crimea": "ТОТ АР Крим",
    "sea-of-azov": "акваторія Азовського моря",
}

# where missiles were launched: oblasts of Russia in the genitive, other places whole
OBLASTS_UK = {
    "kursk": "Курської",
    "bryansk": "Брянської",
    "rostov": "Ростовської",
    "voronezh": "Воронезької",
    "vologda": "Вологодської",
    "lipetsk": "Липецької",
    "astrakhan": "Астраханської",
}
ELSEWHERE_UK = {
    "crimea": "ТОТ АР Крим",
    "zaporizhzhia": "ТОТ Запорізької обл.",
    "black-sea": "акваторії Чорного моря",
    "caspian-sea": "акваторії Каспійського моря",
}

# regions of Ukraine as those that suffered
REGIONS_UK = {
    "UA-12": "Дніпропетровщина",
    "UA-14": "Донеччина",
    "UA-18": "Житомирщина",
    "UA-23": "Запорізька обл.",
    "UA-26": "Івано-Франківщина",
    "UA-30": "Київ",
    "UA-32": "Київщина",
    "UA-35": "Кіровоградщина",
    "UA-48": "Миколаївщина",
    "UA-51": "Одещина",
    "UA-53": "Полтавщина",
    "UA-59": "Сумщина",
    "UA-63": "Харківщина",
    "UA-71": "Черкащина",
    "UA-74": "Чернігівщина",
}

# regions of Russia in the genitive: oblasts share their noun, the others bring their own
OBLASTS_RU = {
    "RU-AST": "Астраханской",
    "RU-BEL": "Белгородской",
    "RU-BRY": "Брянской",
    "RU-CHE": "Челябинской",
    "RU-KLU": "Калужской",
    "RU-KOS": "Костромской",
    "RU-KRS": "Курской",
    "RU-LIP": "Липецкой",
    "RU-NIZ": "Нижегородской",
    "RU-ORE": "Оренбургской",
    "RU-ORL": "Орловской",
    "RU-PNZ": "Пензенской",
    "RU-ROS": "Ростовской",
    "RU-RYA": "Рязанской",
    "RU-SAM": "Самарской",
    "RU-SAR": "Саратовской",
    "RU-SMO": "Смоленской",
    "RU-TAM": "Тамбовской",
    "RU-TUL": "Тульской",
    "RU-TVE": "Тверской",
    "RU-TYU": "Тюменской",
    "RU-ULY": "Ульяновской",
    "RU-VGG": "Волгоградской",
    "RU-VLA": "Владимирской",
    "RU-VOR": "Воронежской",
}
OTHERS_RU = {
    "RU-AD": "Республики Адыгея",
    "RU-BA": "Республики Башкортостан",
    "RU-CU": "Чувашской Республики",
    "RU-KDA": "Краснодарского края",
    "RU-PER": "Пермского края",
    "RU-STA": "Ставропольского края",
    "RU-TA": "Республики Татарстан",
    "UA-43": "Республики Крым",
    "moscow-region": "Московского региона",
}
SEAS_RU = {"black-sea": "Черного", "sea-of-azov": "Азовского"}


def by_number(number: int, one: str, few: str, many: str) -> str:
    """Return the plural form for a number, the same in Ukrainian and Russian: 1, 21 · 2, 34 · 5, 11, 12, 100."""
    if number % 10 == 1 and number % 100 != 11:
        return one
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return few
    return many


def listed(words: list[str], last: str) -> str:
    """Join names as «А, Б та В»."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
