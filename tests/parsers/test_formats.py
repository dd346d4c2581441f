"""In which order the layouts of a room are asked."""

from __future__ import annotations

import pytest

from parsers.channels import CHANNELS
from parsers.formats import formats_of

ROOMS = sorted({channel.room for channel in CHANNELS.values()})


@pytest.mark.parametrize("room", ROOMS)
def test_each_layout_has_a_turn_of_its_own_and_the_drift_alarm_the_last(room: str) -> None:
    formats = formats_of(room)
    assert len({layout.ORDER for layout in formats}) == len({layout.NAME for layout in formats}) == len(formats)
    assert formats[-1].NAME.endswith("_unknown")


def test_a_later_word_on_a_night_is_asked_before_the_report_of_a_night() -> None:
    names = [layout.NAME for layout in formats_of("air_force")]
    assert names == ["air_force_update", "air_force_region", "air_force_report", "air_force_unknown"]
