"""One digest a local date, in every zone, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.digest_schedule import DueDigest, next_morning, night_not_over, night_told, this_morning

KYIV = ZoneInfo("Europe/Kyiv")
HALF_PAST_THREE = 3 * 60 + 30


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_next_digest_is_today_while_its_time_is_ahead() -> None:
    assert next_morning(570, KYIV, KYIV, utc("2026-09-22 06:29")) == DueDigest(
        date(2026, 9, 22), utc("2026-09-22 06:30")
    )
    assert next_morning(570, KYIV, KYIV, utc("2026-09-22 06:30")) == DueDigest(
        date(2026, 9, 23), utc("2026-09-23 06:30")
    )


def test_a_time_that_occurs_twice_gives_one_digest() -> None:
    first = next_morning(HALF_PAST_THREE, KYIV, KYIV, utc("2026-10-24 12:00"))
    assert first == DueDigest(date(2026, 10, 25), utc("2026-10-25 00:30"))
    assert next_morning(HALF_PAST_THREE, KYIV, KYIV, first.at).day == date(2026, 10, 26)


def test_a_time_skipped_by_the_clock_gives_one_digest() -> None:
    first = next_morning(HALF_PAST_THREE, KYIV, KYIV, utc("2026-03-28 12:00"))
    assert first == DueDigest(date(2026, 3, 29), utc("2026-03-29 01:30"))
    assert next_morning(HALF_PAST_THREE, KYIV, KYIV, first.at) == DueDigest(date(2026, 3, 30), utc("2026-03-30 00:30"))


def test_an_asap_digest_is_possible_from_the_morning_in_the_zone_of_the_channels() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert next_morning(None, tokyo, KYIV, utc("2026-09-22 12:00")) == DueDigest(
        date(2026, 9, 23), utc("2026-09-23 03:00")
    )


@pytest.mark.parametrize(
    ("moment", "begun"),
    [
        ("2026-09-22 02:59", False),
        ("2026-09-22 03:00", True),
        ("2026-09-22 17:00", True),
        ("2026-09-22 17:01", False),
    ],
)
def test_an_asap_digest_is_for_today_until_the_evening(moment: str, begun: bool) -> None:
    today = DueDigest(date(2026, 9, 22), utc("2026-09-22 03:00"))
    assert this_morning(KYIV, utc(moment)) == (today if begun else None)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        ("2026-09-22 06:30", date(2026, 9, 22)),
        ("2026-09-22 03:00", date(2026, 9, 22)),
        ("2026-09-22 02:59", date(2026, 9, 21)),
        ("2026-09-21 22:00", date(2026, 9, 21)),
    ],
)
def test_before_the_morning_the_last_night_is_that_of_the_day_before(moment: str, night: date) -> None:
    assert night_told(utc(moment), KYIV) == night


def test_every_local_date_has_one_digest_in_every_zone() -> None:
    wrong = []
    for zone in different_zones():
        for change in changes(zone):
            for minute in range(0, 1440, 30):
                wrong += [(zone.key, minute, day) for day in doubled_or_missing(minute, zone, change)]
    assert wrong == []


def different_zones() -> list[ZoneInfo]:
    """One zone for each way in which clocks change in 2026."""
    found: dict[tuple[object, ...], ZoneInfo] = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        found.setdefault(tuple((change, offset(change, zone)) for change in changes(zone)), zone)
    return list(found.values())


def changes(zone: ZoneInfo) -> list[datetime]:
    """The days of 2026 within which the zone changes its offset; at a change of the hour, sought by halving."""
    start, end = utc("2026-01-01 00:00"), utc("2027-01-01 00:00")
    months = [start + (end - start) / 24 * step for step in range(25)]
    return [
        _day_of_change(*edges, zone) for edges in pairwise(months) if offset(edges[0], zone) != offset(edges[1], zone)
    ]


def _day_of_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    while after - before > timedelta(hours=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if offset(middle, zone) == offset(before, zone) else (before, middle)
    return before


def offset(moment: datetime, zone: ZoneInfo) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


def doubled_or_missing(minute: int, zone: ZoneInfo, change: datetime) -> list[date]:
    """The dates around a change that have no digest, or more than one."""
    moment, days = change - timedelta(days=2), []
    while moment < change + timedelta(days=3):
        morning = next_morning(minute, zone, zone, moment)
        days.append(morning.day)
        moment = morning.at
    expected = [days[0] + timedelta(days=step) for step in range(len(days))]
    return [] if days == expected else days


@pytest.mark.parametrize(
    ("moment", "told", "not_over"),
    [
        # 23:59, midnight, 05:59 and 06:00 in Kyiv, three hours ahead
        ("2026-09-22 20:59", date(2026, 9, 22), None),
        ("2026-09-22 21:00", date(2026, 9, 22), date(2026, 9, 23)),
        ("2026-09-23 02:59", date(2026, 9, 22), date(2026, 9, 23)),
        ("2026-09-23 03:00", date(2026, 9, 23), None),
    ],
)
def test_until_six_in_kyiv_the_night_is_not_over_and_the_one_before_is_told(
    moment: str, told: date, not_over: date | None
) -> None:
    assert (night_told(utc(moment), KYIV), night_not_over(utc(moment), KYIV)) == (told, not_over)
