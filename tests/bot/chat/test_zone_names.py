"""Time zones as people type them, in either language."""

from __future__ import annotations

import pytest

from bot.chat.zone_names import find_zone


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
    ],
)
def test_a_zone_is_found_by_its_name_or_its_city(text: str, zone: str) -> None:
    found = find_zone(text, ("en", "uk"))
    assert found is not None
    assert found.key == zone


@pytest.mark.parametrize("text", ["Mars/Base", "", "nowhere", "нема такого", "../etc/passwd", "🎉" * 64])
def test_text_that_names_no_zone_is_not_understood(text: str) -> None:
    assert find_zone(text, ("en", "uk")) is None
