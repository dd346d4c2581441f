"""Time zones as people type them, in either language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from bot.chat.zone_names import find_zone
from bot.zones import kept_zone, zone_or
from tests.storage.builders import at

KNOWN = ("en", "uk")
SUMMER = datetime(2026, 7, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        ("europe/kyiv", "Europe/Kyiv"),
        ("london", "Europe/London"),
        ("New York", "America/New_York"),
        ("Київ", "Europe/Kyiv"),
        ("Варшава", "Europe/Warsaw"),
        ("лондон", "Europe/London"),
        ("Нью-Йорк", "America/New_York"),
        ("Лос-Анджелес", "America/Los_Angeles"),
        ("UTC", "UTC"),
        # cities of Ukraine, and Kyiv as it stands behind a time
        ("Одеса", "Europe/Kyiv"),
        ("Lviv", "Europe/Kyiv"),
        ("Києвом", "Europe/Kyiv"),
        ("gmt", "UTC"),
        # Russian too
        ("Киев", "Europe/Kyiv"),
        ("Берлин", "Europe/Berlin"),
        # names of before are kept as those of today
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Kiev", "Europe/Kyiv"),
        ("Europe/Zaporozhye", "Europe/Kyiv"),
        # letters, as people mean them
        ("MSK", "Europe/Moscow"),
        ("МСК", "Europe/Moscow"),
        ("EET", "EET"),
        ("eest", "EET"),
        ("CEST", "CET"),
        ("EST", "America/New_York"),
        ("BST", "Europe/London"),
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, zone: str) -> None:
    found = find_zone(text, KNOWN)
    assert found is not None
    assert found.key == zone


@pytest.mark.parametrize(
    ("text", "name", "hours"),
    [
        ("GMT+3", "UTC+03:00", 3),
        ("gmt +3", "UTC+03:00", 3),
        ("UTC+3", "UTC+03:00", 3),
        ("UTC+03:00", "UTC+03:00", 3),
        ("+3", "UTC+03:00", 3),
        ("+03", "UTC+03:00", 3),
        ("+0300", "UTC+03:00", 3),
        ("utc 2", "UTC+02:00", 2),
        ("UTC2", "UTC+02:00", 2),
        ("GMT-5", "UTC-05:00", -5),
        ("UTC−5", "UTC-05:00", -5),
        ("+5:30", "UTC+05:30", 5.5),
        ("UTC+5.5", "UTC+05:30", 5.5),
        ("-3:30", "UTC-03:30", -3.5),
        ("МСК+2", "UTC+05:00", 5),
        ("MSK-1", "UTC+02:00", 2),
        ("UTC+14", "UTC+14:00", 14),
        ("UTC-12", "UTC-12:00", -12),
        ("UTC+0", "UTC", 0),
    ],
)
def test_an_offset_means_what_people_mean_by_it_and_is_kept_by_a_name(text: str, name: str, hours: float) -> None:
    """Not what the database of zones does: its Etc/GMT+3 is three hours west."""
    found = find_zone(text, KNOWN)
    assert found is not None
    assert (found.key, SUMMER.astimezone(found).utcoffset()) == (name, timedelta(hours=hours))
    kept = kept_zone(found.key)
    assert kept is not None
    assert at("2026-01-01 06:00").astimezone(kept).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    [
        "Mars/Base", "", "nowhere", "нема такого", "../etc/passwd", "🎉" * 64,
        # names of the database of zones that are no places
        "localtime", "Factory", "posixrules", "Etc/GMT+3", "etc/gmt-3", "Etc/UTC", "right/Europe/Kyiv", "PST8PDT",
        "posix/Europe/Kyiv",
        # no offset that any place has, or no offset
        "UTC+15", "UTC-13", "+3:60", "3", "UTC+", "+3+3", "GMT+3:5",
    ],
)  # fmt: skip
def test_text_that_names_no_zone_is_not_understood(text: str) -> None:
    assert find_zone(text, KNOWN) is None


def test_every_zone_that_is_found_is_found_again_by_the_name_it_is_kept_by() -> None:
    house = kept_zone("Europe/Kyiv")
    assert house
    for text in (*available_timezones(), "GMT+3", "+5:45"):
        if found := find_zone(text, KNOWN):
            assert zone_or(found.key, house) == (found, True)


@pytest.mark.parametrize("name", ["UTC+15:00", "UTC+3", "UTC+03:60", "UTC+03:00 ", "localtime/x"])
def test_a_stored_name_that_is_no_zone_is_unknown(name: str) -> None:
    assert kept_zone(name) is None
