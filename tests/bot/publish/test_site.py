"""Where the record is published."""

from __future__ import annotations

from datetime import date

from bot.publish.site import Site, night_file, night_page
from storage.readings.load import Key

DAY = date(2025, 5, 20)


def site(base_url: str | None, made_up_below: int | None = None) -> Site:
    return Site(base_url, ("kpszsu", "mod_russia"), ("en", "uk"), 3, made_up_below)


def test_addresses_are_absolute_only_where_the_folder_has_an_address() -> None:
    assert site("https://a.org/war/").address(night_file(DAY)) == "https://a.org/war/v1/night/2025-05-20.json"
    assert site("https://a.org").address(night_page(DAY, "uk")) == "https://a.org/uk/night/2025-05-20.html"
    assert site(None).address(night_page(DAY)) == "night/2025-05-20.html"


def test_a_made_up_post_has_no_address() -> None:
    assert site(None, 50000).post_url(Key("kpszsu", 49999, 1)) is None
    assert site(None, 50000).post_url(Key("kpszsu", 50000, 1)) == "https://t.me/kpszsu/50000"
    assert site(None).post_url(Key("kpszsu", 7, 2)) == "https://t.me/kpszsu/7"


def test_tags_name_the_host_and_the_folder_or_a_host_that_nobody_owns() -> None:
    assert site("https://a.org:8443/war/").tag("night/2025-05-20") == "tag:a.org,2026:war/night/2025-05-20"
    assert site(None).tag("feed") == "tag:overnight.invalid,2026:feed"
