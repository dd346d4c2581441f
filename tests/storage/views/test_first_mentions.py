"""Which regions of a report are news: first named, or with their highest number, among enough reports."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from parsers.records import Outcome, RegionCount
from storage import Store
from storage.readings.load import Key
from storage.views.first_mentions import ENOUGH_DATES, regions_in_the_news
from tests.storage.builders import line, night

DAY = date(2026, 9, 22)


def named(store: Store, number: int, day: date, *regions: tuple[str, int | None]) -> None:
    rows = tuple(RegionCount(code, count, (0, 0)) for code, count in regions)
    store.write_now(night, "mod_russia", number, day.isoformat(), line(Outcome.DOWNED, 90), regions=rows)


def before(store: Store, dates: int, *regions: tuple[str, int | None]) -> None:
    for step in range(dates):
        named(store, step + 1, DAY - timedelta(days=step + 1), *regions)


def news(store: Store) -> frozenset[str]:
    return store.read_now(regions_in_the_news, Key("mod_russia", 100, 1), DAY)


def test_a_region_no_earlier_report_names_is_news(store: Store) -> None:
    before(store, ENOUGH_DATES, ("RU-BEL", None))
    named(store, 100, DAY, ("RU-BEL", None), ("RU-PER", None))
    named(store, 101, DAY + timedelta(days=1), ("RU-PER", None))
    assert news(store) == {"RU-PER"}


def test_a_region_with_its_highest_number_is_news_and_an_equal_one_is_not(store: Store) -> None:
    before(store, ENOUGH_DATES, ("RU-BEL", 40), ("RU-BRY", 7), ("UA-43", None))
    named(store, 100, DAY, ("RU-BEL", 41), ("RU-BRY", 7), ("UA-43", 3))
    assert news(store) == {"RU-BEL"}


@pytest.mark.parametrize("dates", [0, 1, ENOUGH_DATES - 1])
def test_among_few_reports_nothing_is_news(store: Store, dates: int) -> None:
    before(store, dates, ("RU-BEL", None))
    named(store, 100, DAY, ("RU-PER", None))
    assert news(store) == frozenset()


def test_the_other_side_naming_a_region_does_not_make_it_known(store: Store) -> None:
    before(store, ENOUGH_DATES, ("RU-BEL", None))
    store.write_now(night, "kpszsu", 1, "2026-09-01", line(Outcome.LAUNCHED, 9), targets=("UA-63",))
    named(store, 100, DAY, ("UA-63", None))
    assert news(store) == {"UA-63"}
