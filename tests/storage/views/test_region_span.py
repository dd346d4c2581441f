"""Whether each side names a place in its reports of a range."""

from __future__ import annotations

from datetime import date

from parsers.records import Outcome, RegionCount, Scope
from storage import Store
from storage.views.region_span import region_span_sources, region_span_view
from tests.storage.builders import line, night, post, reading, tally

FIRST, LAST = date(2026, 9, 20), date(2026, 9, 22)
CHANNELS = ("kpszsu", "mod_russia")


def test_each_report_of_the_range_is_there_with_what_it_names(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-19", targets=("UA-30",))
    store.write_now(night, "kpszsu", 2, "2026-09-20", targets=("UA-32", "UA-63"))
    store.write_now(night, "kpszsu", 3, "2026-09-22", targets=("UA-30",), downed_over=("UA-30",))
    store.write_now(night, "mod_russia", 4, "2026-09-21", regions=(RegionCount("RU-BEL", 3, (4, 5)),))
    store.write_now(night, "mod_russia", 5, "2026-09-23", regions=(RegionCount("UA-30", 3, (4, 5)),))
    view = store.read_now(region_span_view, CHANNELS, ("UA-30", "UA-32"), FIRST, LAST)
    ours, theirs = view.sides
    assert [(key.message_id, day.day) for key, day in ours.reports] == [(2, 20), (3, 22)]
    assert {code: [one.key.message_id for one in found] for code, found in ours.mentions.items()} == {
        "UA-32": [2],
        "UA-30": [3, 3],
    }
    assert [(key.message_id, day.day) for key, day in theirs.reports] == [(4, 21)]
    assert theirs.mentions == {}
    assert sorted(key.message_id for key in store.read_now(region_span_sources, view)) == [2, 3, 4]


def test_a_day_report_counts_and_a_regional_one_does_not(store: Store) -> None:
    store.write_now(post, "kpszsu", 1, "2026-09-20 16:00", "text")
    day = tally("kpszsu", "2026-09-20 05:00", "2026-09-20 15:30", line(Outcome.LAUNCHED, 30), targets=("UA-51",))
    store.write_now(reading, "kpszsu", 1, day, ends_on="2026-09-20")
    store.write_now(night, "kpszsu", 2, "2026-09-21", targets=("UA-51",), scope=Scope.REGIONAL)
    (side,) = store.read_now(region_span_view, ("kpszsu",), ("UA-51",), FIRST, LAST).sides
    assert [key.message_id for key, _ in side.reports] == [1]
    assert [one.key.message_id for one in side.mentions["UA-51"]] == [1]
