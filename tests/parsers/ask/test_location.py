"""A place on the map is in a region where its towns tell, and in none abroad."""

from __future__ import annotations

import pytest

from parsers.ask.location import located
from parsers.vocabulary.places import RUSSIA, UKRAINE
from parsers.vocabulary.towns import TOWNS


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (50.4501, 30.5234, "UA-30"),  # Khreshchatyk
        (46.4825, 30.7233, "UA-51"),  # Odesa, the opera
        (49.9935, 36.2304, "UA-63"),  # Kharkiv
        (44.6167, 33.5254, "UA-40"),  # Sevastopol
        (47.0951, 37.5413, "UA-14"),  # Mariupol
        (48.6208, 22.2879, "UA-21"),  # Uzhhorod
        (50.5997, 36.5983, "RU-BEL"),  # Belgorod
        (55.7558, 37.6173, "RU-MOW"),  # the Kremlin
        (59.9343, 30.3351, "RU-SPE"),  # Saint Petersburg
    ],
)
def test_a_place_in_a_large_town_is_in_its_region(latitude: float, longitude: float, code: str) -> None:
    assert located(latitude, longitude) == (code,)


def test_between_two_towns_both_regions_are_possible() -> None:
    assert located(48.88, 33.28) == ("UA-53", "UA-35")


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(52.23, 21.01), (47.01, 28.86), (53.9, 27.56), (41.0, 28.97), (0.0, 0.0), (-90.0, 180.0), (90.0, -180.0)],
)
def test_a_place_elsewhere_is_in_no_region(latitude: float, longitude: float) -> None:
    assert located(latitude, longitude) == ()


def test_every_region_of_ukraine_has_a_town_and_every_code_is_a_region() -> None:
    codes = [code for code, _ in TOWNS]
    assert len(codes) == len(set(codes))
    assert {row.code for row in UKRAINE} - set(codes) == set()
    assert set(codes) - {row.code for row in (*UKRAINE, *RUSSIA)} == set()
