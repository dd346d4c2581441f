"""The sample nights: every report is there, in its time and in good grammar."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.nights import REAL_FROM, Sample, sample_nights
from bot.demo.templates import text_of
from bot.demo.templates.words import by_number
from parsers.records import Hedge

KYIV = ZoneInfo("Europe/Kyiv")
SAMPLES = {(sample.channel, sample.number): sample for sample in sample_nights()}


def night(day: str, channel: str = "kpszsu") -> Sample:
    """The night report that ends on a date."""
    found = [s for s in SAMPLES.values() if s.channel == channel and s.is_night and s.end.isoformat()[:10] == day]
    assert len(found) == 1
    return found[0]


def test_there_are_151_sample_reports_in_order_of_posting() -> None:
    samples = sample_nights()
    assert Counter(sample.channel for sample in samples) == {"kpszsu": 116, "mod_russia": 35}
    assert [sample.posted for sample in samples] == sorted(sample.posted for sample in samples)
    assert len(SAMPLES) == 151


def test_of_the_two_months_before_the_demo_nine_nights_of_the_air_force_are_not_known() -> None:
    known = {s.end.isoformat()[:10] for s in SAMPLES.values() if s.channel == "kpszsu" and s.is_night}
    days = [(date(2026, 8, 6) + timedelta(days=step)).isoformat() for step in range(63)]
    assert days[-1] == "2026-10-07"
    assert [day for day in days if day not in known] == [
        "2026-08-07", "2026-08-08", "2026-09-05", "2026-09-07", "2026-09-08", "2026-09-09",
        "2026-09-14", "2026-09-20", "2026-09-28",
    ]  # fmt: skip


def test_the_sample_of_22_august_2026_has_the_real_figures() -> None:
    sample = night("2026-08-22")
    assert (sample.number, sample.launched, sample.downed, sample.hit_sites) == (73939, 217, 182, 41)
    assert (sample.jets, sample.hedge("jets"), sample.hedge("launched")) == (50, Hedge.AT_LEAST, Hedge.EXACT)
    assert [(one.weapons, one.launched, one.downed) for one in sample.missiles] == [
        (("iskander-m", "s-400"), None, None),
        (("kh-31p", "kh-59"), 3, 3),
        (("banderol",), None, 6),
    ]


def test_the_ministry_gave_no_hours_of_the_night_to_18_august_2026() -> None:
    sample = night("2026-08-18", "mod_russia")
    assert (sample.start, sample.end, sample.downed) == (date(2026, 8, 17), date(2026, 8, 18), 791)
    assert sample.posted == datetime(2026, 8, 18, 4, 25, tzinfo=UTC)


def test_post_ids_rise_with_time_in_each_channel() -> None:
    for channel in ("kpszsu", "mod_russia"):
        numbers = [sample.number for sample in sample_nights() if sample.channel == channel]
        assert numbers == sorted(numbers)


def test_real_post_ids_are_marked_and_above_the_made_up_ones() -> None:
    known = [sample.number for sample in SAMPLES.values() if sample.is_known]
    assert len(known) == 98
    assert min(known) == 66367 > REAL_FROM


def test_the_sample_of_20_may_2025_has_the_real_figures() -> None:
    sample = night("2025-05-20")
    assert (sample.launched, sample.downed, sample.lost, sample.hit_sites) == (108, 35, 58, None)
    assert sample.places == ("UA-59", "UA-18", "UA-14", "UA-12")
    assert night("2025-05-20", "mod_russia").downed == 8


def test_a_sample_is_posted_after_its_window_in_local_time() -> None:
    assert night("2026-10-07").posted == datetime(2026, 10, 7, 6, 35, tzinfo=UTC)
    assert night("2026-10-07", "mod_russia").posted == datetime(2026, 10, 7, 4, 25, tzinfo=UTC)


def test_a_daytime_report_is_not_a_night() -> None:
    days = [sample.number for sample in SAMPLES.values() if not sample.is_night]
    assert {82167, 67999, 68026} < set(days)
    assert len(days) == 31


def test_texts_of_spring_2025_state_lost_drones_separately() -> None:
    text = text_of(night("2025-05-20"))
    assert text.startswith("⚡️ ЗБИТО 35 ВОРОЖИХ БПЛА\n")
    assert "У ніч на 20 травня (з 19.00 19 травня) противник атакував 108 ударними БпЛА" in text
    assert "58 ворожих безпілотників-імітаторів – локаційно втрачені" in text
    assert "постраждали Сумщина, Житомирщина, Донеччина та Дніпропетровщина." in text


def test_missiles_with_a_withheld_number_are_worded_without_one() -> None:
    text = text_of(night("2026-10-07"))
    assert "\n- балістичними ракетами;\n" in text
    assert "\n- 5 балістичних ракет;\n" in text
    assert text.startswith("⚡️ ЗБИТО/ПОДАВЛЕНО 161 ЦІЛЬ ПРОТИВНИКА\n")


def test_weapons_that_the_drones_take_in_are_named_among_them_and_downed_apart() -> None:
    text = text_of(night("2026-08-09"))
    assert "202 ударними БпЛА типу Shahed, Гербера, баражуючими боєприпасами «Бандероль» та дронами" in text
    assert "- 5 баражуючих боєприпасів «Бандероль»;\n- 174 ворожі БпЛА" in text


def test_hedged_numbers_keep_their_hedge() -> None:
    day = text_of(SAMPLES["kpszsu", 75065])
    assert "96 ударними БпЛА типу Shahed (понад 70 із них - реактивні)" in day
    assert "збито/подавлено 6 баражуючих боєприпасів «Бандероль», 73 ударні БпЛА." in day
    assert "в повітряному просторі близько 10 ворожих БпЛА." in day


def test_ministry_texts_list_regions_in_the_genitive() -> None:
    text = text_of(SAMPLES["mod_russia", 67874])
    assert text.startswith("2 октября в период с 8.00 до 20.00 мск дежурными средствами ПВО")
    assert "уничтожены 209 украинских беспилотных летательных аппаратов самолетного типа над территориями Астр" in text
    assert "Тульской областей, Чувашской Республики, Республики Крым, а также над акваторией Черного моря." in text


def test_ministry_texts_spell_small_numbers_and_invent_no_region() -> None:
    first = text_of(night("2025-05-20", "mod_russia")).splitlines()[0]
    assert first == (
        "В течение прошедшей ночи дежурными средствами ПВО перехвачены и уничтожены восемь украинских"
        " беспилотных летательных аппаратов самолетного типа."
    )


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "ціль"), (2, "цілі"), (5, "цілей"), (11, "цілей"), (12, "цілей"), (21, "ціль"), (111, "цілей"), (134, "цілі")],
)
def test_nouns_agree_with_numbers(number: int, word: str) -> None:
    assert by_number(number, "ціль", "цілі", "цілей") == word


@pytest.mark.parametrize("key", sorted(SAMPLES))
def test_every_post_is_marked_as_a_sample_and_has_no_unfilled_placeholder(key: tuple[str, int]) -> None:
    text = text_of(SAMPLES[key])
    assert text.splitlines()[-1].startswith("ℹ️ ")
    assert "None" not in text and "  " not in text and " ." not in text and "()" not in text
