"""The ministry's posts: rules of their readings beyond the corpus cases."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from parsers import read
from parsers.ministry.unwrapped import joined
from parsers.records import NotAReport, Post, Reading, Tally, Unreadable
from parsers.text.tokens import tokens
from parsers.vocabulary import ministry

NIGHT = (
    "В период с 20.00 мск 13 мая до 8.00 мск 14 мая дежурными средствами ПВО перехвачены и уничтожены "
    "{head} украинских беспилотных летательных аппаратов самолетного типа"
)
POSTED = datetime(2026, 5, 14, 5, 20, tzinfo=UTC)


def reading(text: str) -> Reading:
    return read(Post("mod_russia", 1, POSTED, text))


def tally(text: str) -> Tally:
    got = reading(text)
    assert isinstance(got, Tally), got
    return got


def test_every_line_and_region_points_at_its_words_in_the_text() -> None:
    text = NIGHT.format(head="31") + ": двадцать – над территорией Республики Крым, 11 – над акваторией Чёрного моря."
    got = tally(text)
    assert [text[slice(*line.words)] for line in got.lines] == ["31"]
    assert [text[slice(*row.words)] for row in got.regions or ()] == ["Крым", "Чёрного моря"]
    assert got.window
    assert text[slice(*got.window.words)] == "с 20.00 мск 13 мая до 8.00 мск 14 мая"


@pytest.mark.parametrize(
    "noun", ["БПЛА", "БпЛА", "БПЛA", "беспилотников", "беспилотных летательных аппаратов", "дронов"]
)
def test_drones_are_counted_under_any_noun(noun: str) -> None:
    got = tally(
        f"В течение прошедшей ночи дежурными средствами ПВО уничтожены 6 {noun} над территорией Курской области."
    )
    assert [(line.number, line.kind.value) for line in got.lines] == [(6, "drone")]


@pytest.mark.parametrize(
    "verb",
    ["перехвачены и уничтожены", "уничтожены и перехвачены", "были уничтожены", "сбито", "обнаружены и уничтожены"],
)
def test_every_verb_of_downing_is_understood(verb: str) -> None:
    got = tally(f"В течение прошедшей ночи дежурными силами ПВО {verb} 6 БПЛА над территорией Курской области.")
    assert [(line.outcome.value, line.number) for line in got.lines] == [("downed", 6)]


@pytest.mark.parametrize("dash", ["-", "–", "—", "−", ""])
def test_number_and_place_may_be_joined_by_any_dash_or_none(dash: str) -> None:
    got = tally(NIGHT.format(head="9") + f": 5 {dash} над территорией Курской области, 4 {dash} над Крымом.")
    assert [(row.region, row.number) for row in got.regions or ()] == [("RU-KRS", 5), ("UA-43", 4)]
    assert not got.doubts


@pytest.mark.parametrize("mark", ["▫️", "▪️", "◾️", "•", "-", "—"])
def test_lists_may_use_any_bullet(mark: str) -> None:
    items = f"{mark} 5 БПЛА – над территорией Курской области\n{mark} 4 БПЛА – над территорией Республики Крым"
    got = tally(NIGHT.format(head="9") + ":\n" + items + "\n🔹 Минобороны России")
    assert [line.number for line in got.lines] == [9]
    assert [(row.region, row.number) for row in got.regions or ()] == [("RU-KRS", 5), ("UA-43", 4)]


def test_a_headline_number_in_words_equals_one_in_figures() -> None:
    words = tally(NIGHT.format(head="сто двадцать один") + " над территорией Курской области.")
    figures = tally(NIGHT.format(head="121") + " над территорией Курской области.")
    assert [line.number for line in words.lines] == [line.number for line in figures.lines] == [121]


def test_regions_that_add_up_to_more_than_the_headline_are_doubted() -> None:
    got = tally(NIGHT.format(head="8") + ": 5 – над Курской областью, 4 – над Крымом.")
    assert [doubt.code for doubt in got.doubts] == ["total_differs"]


def test_regions_introduced_by_including_need_not_add_up() -> None:
    assert not tally(NIGHT.format(head="9") + ", в том числе 4 – над акваторией Черного моря.").doubts


def test_an_unknown_region_raises_a_doubt() -> None:
    got = reading(NIGHT.format(head="9") + " над территориями Курской, Энской и Тульской областей.")
    assert isinstance(got, Tally)
    assert [(doubt.code, doubt.detail) for doubt in got.doubts] == [("unknown_region", "Энской")]
    assert [row.region for row in got.regions or ()] == ["RU-KRS", "RU-TUL"]


def test_a_post_whose_only_region_is_unknown_is_refused() -> None:
    got = reading(NIGHT.format(head="9") + " над территорией Энской области.")
    assert isinstance(got, Unreadable)
    assert got.reason == "unknown_region"


@pytest.mark.parametrize(
    "text",
    [
        "Штурмовые группы заняли окраину села и закрепились на рубеже",
        "Операторы дронов сожгли 4 грузовика, пушку и узел связи БПЛА противника под Сумами.",
        "Летчики уничтожили склад: 12 пусковых установок и 30 беспилотников в ящиках.",
        "Мэр сообщил: над рекой сбиты семь БПЛА, осколки собраны.",
        "Росавиация: с 21.10 до 06.20 мск закрыты 5 аэропортов, дежурные смены усилены.",
        "Рядовой из пулемета сбил три беспилотника и награжден орденом Мужества.",
        "В течение июня дежурными средствами ПВО отработаны учебные задачи по прикрытию неба.",
    ],
)
def test_a_post_without_a_tally_is_no_report(text: str) -> None:
    assert isinstance(reading(text), NotAReport)


def test_lines_are_joined_only_within_a_sentence() -> None:
    words = [token.text for token in joined(tokens("над территорией\nКурской области.\nДвое\n\nсмелых"))]
    assert words == ["над", "территорией", "курской", "области", ".", "\n", "двое", "смелых"]


def test_stems_are_lower_case_nfc_without_yo() -> None:
    rows = (ministry.ATTEMPTS, ministry.AGENTS, ministry.TOTALS, ministry.ON_DUTY, *(w for _, w in ministry.SORTS))
    for stem in (*";".join(rows).split(";"), *ministry.COUNTED, *ministry.STOPPED, *ministry.SHOOTERS):
        assert stem == unicodedata.normalize("NFC", stem).lower()
        assert "ё" not in stem


@pytest.mark.parametrize(
    ("later", "doubts"),
    [
        (" Уничтожено 5 БПЛА.", ["counted_twice"]),
        (" Киевский режим запустил 40 БПЛА.", ["counted_twice"]),
        (" Дежурными средствами ПВО уничтожены еще 5 украинских беспилотных летательных аппаратов.", []),
    ],
)
def test_a_later_count_is_doubted_unless_it_plainly_adds(later: str, doubts: list[str]) -> None:
    assert [doubt.code for doubt in tally(NIGHT.format(head="31") + "." + later).doubts] == doubts
