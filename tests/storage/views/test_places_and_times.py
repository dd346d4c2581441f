"""Regions, missing nights and posting times."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from parsers.records import Outcome, RegionCount, Scope, Unreadable
from storage import Store
from storage.views.missing_nights import days_without_report, missing_view
from storage.views.posting_hours import deadline_view, posting_view
from storage.views.region import RegionRole, region_view
from tests.storage.builders import at, line, night, post, reading, tally

KYIV = ZoneInfo("Europe/Kyiv")


def test_a_region_is_shown_as_named_with_a_number_only_if_one_is_printed(store: Store) -> None:
    counted = (RegionCount("RU-BEL", 3, (40, 41)), RegionCount("RU-KRS", None, (50, 56)))
    store.write_now(night, "mod_russia", 1, "2026-09-20", regions=counted)
    store.write_now(night, "mod_russia", 2, "2026-09-22", regions=(RegionCount("RU-BEL", None, (8, 14)),))
    store.write_now(night, "kpszsu", 3, "2026-09-22", targets=("UA-63",))
    view = store.read_now(region_view, ("kpszsu", "mod_russia"), "RU-BEL", date(2026, 9, 22), 3)
    ours, theirs = view.sides
    assert (ours.named, ours.reported, ours.last) == (0, 1, ())
    assert (theirs.named, theirs.reported) == (2, 2)
    assert [(one.key.message_id, one.number, one.words) for one in theirs.mentions] == [
        (2, None, (8, 14)),
        (1, 3, (40, 41)),
    ]
    assert [one.key.message_id for one in theirs.last] == [2]
    assert theirs.last[0].role is RegionRole.REGION


def test_the_last_mention_of_a_region_is_given_however_old(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-01-05", targets=("UA-63",), downed_over=("UA-63",))
    (ours,) = store.read_now(region_view, ("kpszsu",), "UA-63", date(2026, 9, 22)).sides
    assert (ours.named, ours.mentions) == (0, ())
    assert [(one.role, one.night) for one in ours.last] == [
        (RegionRole.DOWNED_OVER, date(2026, 1, 5)),
        (RegionRole.TARGET, date(2026, 1, 5)),
    ]


def test_a_regional_post_does_not_count_as_naming_a_region(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-22", targets=("UA-63",), scope=Scope.REGIONAL)
    (ours,) = store.read_now(region_view, ("kpszsu",), "UA-63", date(2026, 9, 22)).sides
    assert (ours.last, ours.named, ours.reported) == ((), 0, 0)


def test_every_missing_night_is_listed_with_what_exists_instead(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-19")
    store.write_now(post, "kpszsu", 2, "2026-09-20 16:00", "text")
    day = tally("kpszsu", "2026-09-20 05:00", "2026-09-20 15:30", line(Outcome.LAUNCHED, 30))
    store.write_now(reading, "kpszsu", 2, day, ends_on="2026-09-20")
    store.write_now(post, "kpszsu", 3, "2026-09-21 05:30", "text")
    store.write_now(reading, "kpszsu", 3, Unreadable("no_window"))
    found = store.read_now(missing_view, "kpszsu", date(2026, 9, 19), date(2026, 9, 22), KYIV)
    told = [(one.day.day, [key[1] for key in one.windows], [key[1] for key in one.refused]) for one in found]
    assert told == [(20, [2], []), (21, [], [3]), (22, [], [])]
    assert days_without_report(found) == (date(2026, 9, 21), date(2026, 9, 22))


def test_usual_and_late_posting_times_are_quantiles_of_the_nights(store: Store) -> None:
    for step in range(20):
        day = (date(2026, 9, 1) + timedelta(days=step)).isoformat()
        store.write_now(night, "kpszsu", step + 1, day, posted=f"05:{10 + step}")
    found = store.read_now(posting_view, "kpszsu", date(2026, 9, 22), KYIV)
    assert (found.nights, found.median, found.late) == (
        20,
        timedelta(hours=8, minutes=19),
        timedelta(hours=8, minutes=28),
    )
    assert found.later == 1


def test_a_second_post_of_a_night_does_not_count_as_late(store: Store) -> None:
    store.write_now(night, "kpszsu", 1, "2026-09-21", posted="05:10")
    store.write_now(night, "kpszsu", 2, "2026-09-21", posted="09:00")
    found = store.read_now(posting_view, "kpszsu", date(2026, 9, 22), KYIV)
    assert (found.nights, found.median) == (1, timedelta(hours=8, minutes=10))


def test_a_channel_without_nights_has_no_usual_posting_time(store: Store) -> None:
    found = store.read_now(posting_view, "kpszsu", date(2026, 9, 22), KYIV)
    assert (found.nights, found.median, found.late) == (0, None, None)


@pytest.mark.parametrize(
    ("nights", "late"),
    [
        # of 20 nights, posted at 05:10 to 05:29, all but one came by 05:28
        (20, "2026-09-22 05:28"),
        # one fewer tells nothing: 11:00 in Kyiv
        (19, "2026-09-22 08:00"),
        (0, "2026-09-22 08:00"),
    ],
)
def test_a_report_is_late_after_the_hour_by_which_95_of_100_came_or_at_eleven(
    store: Store, nights: int, late: str
) -> None:
    for step in range(nights):
        day = (date(2026, 9, 1) + timedelta(days=step)).isoformat()
        store.write_now(night, "kpszsu", step + 1, day, posted=f"05:{10 + step}")
    # the night itself and those after it tell nothing of its hour
    store.write_now(night, "kpszsu", 50, "2026-09-22", posted="20:00")
    assert store.read_now(deadline_view, "kpszsu", date(2026, 9, 22), KYIV) == at(late)


def test_a_deadline_is_an_hour_of_the_clock_across_its_change(store: Store) -> None:
    """On 25 October Kyiv goes from three hours ahead to two; the reports come at the same hour of the clock."""
    for step in range(20):
        day = (date(2026, 10, 5) + timedelta(days=step)).isoformat()
        store.write_now(night, "kpszsu", step + 1, day, posted="06:00")
    assert store.read_now(deadline_view, "kpszsu", date(2026, 10, 25), KYIV) == at("2026-10-25 07:00")
