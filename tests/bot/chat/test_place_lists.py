"""Lists of places: what a reader looks for stands first, in both languages, with the form that belongs to each."""

from __future__ import annotations

from bot.chat.languages import words_of
from bot.chat.messages.places import counted_names, listed_names, regions_text
from bot.chat.messages.sites import regions
from parsers.records import Outcome, RegionCount
from tests.storage.builders import line, tally

EN, UK = words_of("en"), words_of("uk")
LIST = ("RU-BEL", "sea-of-azov", "moscow-region", "RU-BRY", "black-sea", "RU-PER", "UA-43", "RU-MOW", "UA-30")


def test_moscow_crimea_kyiv_and_the_seas_stand_first_and_the_rest_in_the_order_of_the_post() -> None:
    assert (
        listed_names(EN, LIST)
        == "Moscow, Moscow region, Crimea, Kyiv, the Black Sea, the Sea of Azov, Belgorod, Bryansk, Perm"
    )
    assert listed_names(UK, LIST) == (
        "Москва, Московський регіон, Крим, Київ, Чорне море, Азовське море, Пермський край, Бєлгородська, Брянська "
        "області"
    )


def test_a_region_in_the_news_stands_behind_those_and_before_the_rest() -> None:
    assert listed_names(EN, LIST, {"RU-PER", "UA-43"}).endswith("the Sea of Azov, Perm, Belgorod, Bryansk")
    rows = [RegionCount("RU-BEL", 40, (0, 0)), RegionCount("RU-PER", 2, (0, 0)), RegionCount("UA-43", 9, (0, 0))]
    assert counted_names(EN, rows, {"RU-PER"}) == "Crimea 9, Perm 2, Belgorod 40"


def test_a_single_region_keeps_its_noun() -> None:
    assert listed_names(UK, ["RU-BEL"]) == "Бєлгородська область"
    assert regions_text(EN, ["UA-59"]) == "Sumy region"
    assert regions_text(EN, ["UA-59", "UA-63"]) == "Sumy and Kharkiv regions"
    assert regions_text(EN, ["UA-59", "UA-30"]) == "Kyiv and Sumy region"
    assert regions_text(UK, ["UA-59", "UA-30", "UA-63"]) == "Київ, Сумщина і Харківщина"


def test_a_list_that_is_cut_on_a_chart_keeps_what_a_reader_looks_for() -> None:
    codes = [
        "RU-BEL",
        "RU-BRY",
        "RU-KRS",
        "RU-TUL",
        "RU-ORL",
        "RU-LIP",
        "RU-VOR",
        "RU-SMO",
        "RU-TAM",
        "UA-43",
        "RU-MOS",
    ]
    rows = tuple(RegionCount(code, None, (0, 0)) for code in codes)
    told = tally("mod_russia", "2026-10-06 17:00", "2026-10-07 05:00", line(Outcome.DOWNED, 311), regions=rows)
    assert [*regions(EN, told)] == [
        "Named without numbers: Moscow Oblast, Crimea, Belgorod, Bryansk, Kursk, Tula, Oryol, Lipetsk and 3 more"
    ]
