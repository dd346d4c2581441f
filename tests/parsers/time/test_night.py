"""Which night a tally belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from parsers.records import Attacker, Claimant, Precision, Scope, Tally, Window
from parsers.time.night import nights_of

NIGHT = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("start", "night"),
    [
        (datetime(2026, 11, 27, 16, tzinfo=UTC), NIGHT),
        (datetime(2026, 11, 27, 22, tzinfo=UTC), NIGHT),
        (datetime(2026, 11, 28, 6, tzinfo=UTC), None),
        (date(2026, 11, 27), NIGHT),
        (date(2026, 11, 28), None),
        (None, None),
    ],
    ids=["18:00 before", "0:00", "8:00, a day", "the day before", "the same day", "no start"],
)
def test_a_window_ending_on_a_date_is_its_night_only_if_it_began_the_day_before(
    start: datetime | date | None, night: date | None
) -> None:
    window = Window(start, NIGHT, Precision.DAY, (0, 1))
    tally = Tally("air_force_report", Scope.NATIONAL, Claimant.UA_AIR_FORCE, Attacker.RUSSIA, window, ())
    got = nights_of("kpszsu", tally)
    assert (got.night, got.ends_on) == (night, NIGHT)
