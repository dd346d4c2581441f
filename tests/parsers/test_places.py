"""Places: every row is found by the words of posts, in each case form, and hides no other."""

from __future__ import annotations

import unicodedata

import pytest

from parsers.places import ORIGINS, REGIONS, TARGETS, spelled
from parsers.text.phrases import Phrases
from parsers.text.tokens import tokens
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE, Place

# As they stand after «над территорией»: the genitive of every region and sea that the ministry may name.
GENITIVE = {
    "RU-AD": "Республики Адыгея",
    "RU-AL": "Республики Алтай",
    "RU-ALT": "Алтайского края",
    "RU-AMU": "Амурской области",
    "RU-ARK": "Архангельской области",
    "RU-AST": "Астраханской области",
    "RU-BA": "Республики Башкортостан",
    "RU-BEL": "Белгородской области",
    "RU-BRY": "Брянской области",
    "RU-BU": "Республики Бурятия",
    "RU-CE": "Чеченской Республики",
    "RU-CHE": "Челябинской области",
    "RU-CHU": "Чукотского автономного округа",
    "RU-CU": "Чувашской Республики",
    "RU-DA": "Республики Дагестан",
    "RU-IN": "Республики Ингушетия",
    "RU-IRK": "Иркутской области",
    "RU-IVA": "Ивановской области",
    "RU-KAM": "Камчатского края",
    "RU-KB": "Кабардино-Балкарской Республики",
    "RU-KC": "Карачаево-Черкесской Республики",
    "RU-KDA": "Краснодарского края",
    "RU-KEM": "Кемеровской области",
    "RU-KGD": "Калининградской области",
    "RU-KGN": "Курганской области",
    "RU-KHA": "Хабаровского края",
    "RU-KHM": "Ханты-Мансийского автономного округа",
    "RU-KIR": "Кировской области",
    "RU-KK": "Республики Хакасия",
    "RU-KL": "Республики Калмыкия",
    "RU-KLU": "Калужской области",
    "RU-KO": "Республики Коми",
    "RU-KOS": "Костромской области",
    "RU-KR": "Республики Карелия",
    "RU-KRS": "Курской области",
    "RU-KYA": "Красноярского края",
    "RU-LEN": "Ленинградской области",
    "RU-LIP": "Липецкой области",
    "RU-MAG": "Магаданской области",
    "RU-ME": "Республики Марий Эл",
    "RU-MO": "Республики Мордовия",
    "RU-MOS": "Московской области",
    "RU-MOW": "Новой Москвы",
    "RU-MUR": "Мурманской области",
    "RU-NEN": "Ненецкого автономного округа",
    "RU-NGR": "Новгородской области",
    "RU-NIZ": "Нижегородской области",
    "RU-NVS": "Новосибирской области",
    "RU-OMS": "Омской области",
    "RU-ORE": "Оренбургской области",
    "RU-ORL": "Орловской области",
    "RU-PER": "Пермского края",
    "RU-PNZ": "Пензенской области",
    "RU-PRI": "Приморского края",
    "RU-PSK": "Псковской области",
    "RU-ROS": "Ростовской области",
    "RU-RYA": "Рязанской области",
    "RU-SA": "Республики Саха",
    "RU-SAK": "Сахалинской области",
    "RU-SAM": "Самарской области",
    "RU-SAR": "Саратовской области",
    "RU-SE": "Республики Северная Осетия – Алания",
    "RU-SMO": "Смоленской области",
    "RU-SPE": "Санкт-Петербурга",
    "RU-STA": "Ставропольского края",
    "RU-SVE": "Свердловской области",
    "RU-TA": "Республики Татарстан",
    "RU-TAM": "Тамбовской области",
    "RU-TOM": "Томской области",
    "RU-TUL": "Тульской области",
    "RU-TVE": "Тверской области",
    "RU-TY": "Республики Тыва",
    "RU-TYU": "Тюменской области",
    "RU-UD": "Удмуртской Республики",
    "RU-ULY": "Ульяновской области",
    "RU-VGG": "Волгоградской области",
    "RU-VLA": "Владимирской области",
    "RU-VLG": "Вологодской области",
    "RU-VOR": "Воронежской области",
    "RU-YAN": "Ямало-Ненецкого автономного округа",
    "RU-YAR": "Ярославской области",
    "RU-YEV": "Еврейской автономной области",
    "RU-ZAB": "Забайкальского края",
    "moscow-region": "Московского региона",
    "GE-AB": "Абхазии",
    "UA-05": "Винницкой области",
    "UA-07": "Волынской области",
    "UA-09": "Луганской Народной Республики",
    "UA-12": "Днепропетровской области",
    "UA-14": "Донецкой Народной Республики",
    "UA-18": "Житомирской области",
    "UA-21": "Закарпатской области",
    "UA-23": "Запорожской области",
    "UA-26": "Ивано-Франковской области",
    "UA-30": "Киева",
    "UA-32": "Киевской области",
    "UA-35": "Кировоградской области",
    "UA-40": "Севастополя",
    "UA-43": "Республики Крым",
    "UA-46": "Львовской области",
    "UA-48": "Николаевской области",
    "UA-51": "Одесской области",
    "UA-53": "Полтавской области",
    "UA-56": "Ровненской области",
    "UA-59": "Сумской области",
    "UA-61": "Тернопольской области",
    "UA-63": "Харьковской области",
    "UA-65": "Херсонской области",
    "UA-68": "Хмельницкой области",
    "UA-71": "Черкасской области",
    "UA-74": "Черниговской области",
    "UA-77": "Черновицкой области",
    "black-sea": "Чёрного моря",
    "sea-of-azov": "Азовского моря",
    "caspian-sea": "Каспийского моря",
    "baltic-sea": "Балтийского моря",
}


def codes(table: Phrases[Place], text: str) -> list[str]:
    return [hit.row.code for _, hit in table.search(tokens(text))]


def test_every_region_has_a_genitive_in_this_test() -> None:
    assert set(GENITIVE) == {row.code for row in (*RUSSIA, *UKRAINE, *SEAS)}


@pytest.mark.parametrize(("code", "words"), GENITIVE.items())
def test_a_region_is_found_by_the_words_of_the_ministry(code: str, words: str) -> None:
    assert codes(REGIONS, f"над территорией {words}") == [code]


@pytest.mark.parametrize("row", (*UKRAINE, *CITIES), ids=lambda row: row.code)
def test_a_target_is_found_by_its_ukrainian_name(row: Place) -> None:
    assert codes(TARGETS, row.uk) == [row.code]


@pytest.mark.parametrize("row", LAUNCH_PLACES, ids=lambda row: row.code)
def test_a_launch_place_is_found_by_its_ukrainian_name(row: Place) -> None:
    assert codes(ORIGINS, row.uk) == [row.code]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("над Курской областью, Крымом и Московским регионом", ["RU-KRS", "UA-43", "moscow-region"]),
        ("в Белгородской, Брянской и Курской областях", ["RU-BEL", "RU-BRY", "RU-KRS"]),
        ("над акваториями Азовского и Черного морей", ["sea-of-azov", "black-sea"]),
        ("над Черным и Каспийским морем", ["black-sea", "caspian-sea"]),
        ("над Крымским полуостровом", ["UA-43"]),
        ("над полуостровом Крым", ["UA-43"]),
        ("над Подмосковьем и Новой Москвой", ["RU-MOS", "RU-MOW"]),
        ("над Краснодарским и Ставропольским краями", ["RU-KDA", "RU-STA"]),
    ],
)
def test_regions_are_found_in_every_case_form_of_the_ministry(text: str, found: list[str]) -> None:
    assert codes(REGIONS, text) == found


@pytest.mark.parametrize("text", ["над Брянском", "над Курском", "из Липецка", "над Луганском", "Черноморского флота"])
def test_a_town_or_a_fleet_is_not_read_as_a_region(text: str) -> None:
    assert codes(REGIONS, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Основні напрямки удару - Одещина, Київщина", ["UA-51", "UA-32"]),
        ("на Одещину та у Дніпропетровську область", ["UA-51", "UA-12"]),
        ("у Харківській, Донецькій та Луганській областях", ["UA-63", "UA-14", "UA-09"]),
        ("по Київщині та Полтавщині", ["UA-32", "UA-53"]),
        ("атакував Запоріжжя та Київ", ["zaporizhzhia", "UA-30"]),
        ("Одеса, Суми й Кривий Ріг", ["odesa", "sumy", "kryvyi-rih"]),
        ("на Закарпатті, Прикарпатті, Буковині, Волині", ["UA-21", "UA-26", "UA-77", "UA-07"]),
    ],
)
def test_targets_are_found_in_every_case_form(text: str, found: list[str]) -> None:
    assert codes(TARGETS, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("із напрямків: Орел, Курськ, Шаталово – рф", ["oryol", "kursk", "shatalovo"]),
        ("Приморсько - Ахтарськ, Приморсько- Ахтарськ, Приморсько-Ахтарськ", ["primorsko-akhtarsk"] * 3),
        ("Міллерово, Міллєрово, Мілерово, Міллерове", ["millerovo"] * 4),
        ("Брянської, Бринської області", ["bryansk", "bryansk"]),
        ("ТОТ Донецьк, Гвардійське – ТОТ АР Крим", ["donetsk", "hvardiiske", "crimea"]),
        ("мису Чауда – Крим, районів Курськ, Єйськ", ["chauda", "crimea", "kursk", "yeysk"]),
        ("з акваторії Чорного моря", ["black-sea"]),
    ],
)
def test_launch_places_are_found_in_every_spelling(text: str, found: list[str]) -> None:
    assert codes(ORIGINS, text) == found


@pytest.mark.parametrize("group", [UKRAINE, RUSSIA, SEAS, CITIES, LAUNCH_PLACES])
def test_place_codes_are_unique_in_their_group(group: tuple[Place, ...]) -> None:
    listed = [row.code for row in group]
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("row", (*UKRAINE, *RUSSIA, *CITIES, *LAUNCH_PLACES), ids=lambda row: f"{row.code}-{row.en}")
def test_place_words_are_lower_case_nfc(row: Place) -> None:
    for phrase in spelled(row, "uk", "ru"):
        assert phrase == unicodedata.normalize("NFC", phrase).lower()
        assert "ё" not in phrase
        assert phrase.strip()
