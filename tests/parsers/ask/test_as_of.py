"""The moment as of which something is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from parsers.ask import AsOf, as_of

TODAY = date(2026, 10, 8)
SEVENTH = date(2025, 9, 7)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2025-09-07 as of 2025-09-07 09:00", AsOf("2025-09-07", day=SEVENTH, at=time(9))),
        ("2025-09-07 as of 9:00", AsOf("2025-09-07", at=time(9))),
        ("7.09.2025 AS OF 7.09.2025 at 9:05 pm", AsOf("7.09.2025", day=SEVENTH, at=time(21, 5))),
        ("as of 2025-09-07", AsOf("", day=SEVENTH)),
        ("вчора станом на 9:00", AsOf("вчора", at=time(9))),
        ("7 вересня 2025 станом на 7 вересня 2025 о 9:00", AsOf("7 вересня 2025", day=SEVENTH, at=time(9))),
        ("вчера по состоянию на вчера 09:00", AsOf("вчера", day=date(2026, 10, 7), at=time(9))),
        ("2025-09-07 as of 2025-09-07T06:00Z", AsOf("2025-09-07", moment=datetime(2025, 9, 7, 6, tzinfo=UTC))),
        ("2025-09-07 as of the other day", AsOf("2025-09-07")),
        ("2025-09-07 as of 29:00", AsOf("2025-09-07")),
        ("2025-09-07 as of", AsOf("2025-09-07")),
        ("2025-09-07", None),
        ("yesterday", None),
    ],
)
def test_a_moment_is_understood(text: str, wanted: AsOf | None) -> None:
    assert as_of(text, TODAY) == wanted
