"""What was known at any time is told as a host told it then."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from storage import Store
from storage.as_of.copying import known_then
from storage.as_of.past_store import past_store
from storage.as_of.vintages import stated_figures, vintages_between
from storage.engines.choosing import engine_of
from tests.storage.as_of.histories import (
    CHANNEL,
    NIGHTS,
    READERS,
    START,
    Answer,
    Step,
    figures_of_nights,
    histories,
    lived,
)

FIRST, LAST = START.date() - timedelta(days=2), START.date() + timedelta(days=NIGHTS + 2)


def rebuilt(store: Store, answer: Answer) -> dict[date, object]:
    """What the vintages say of the moment of an answer."""
    found: dict[date, object] = {}
    for night, vintages in store.read_now(vintages_between, CHANNEL, FIRST, LAST, READERS[1]).items():
        for one in vintages:
            if one.known_from <= answer.at and (one.known_to is None or answer.at < one.known_to) and one.tally:
                found[night] = stated_figures(one.tally)
    return found


@pytest.fixture(scope="module")
def schema(empty_database: bytes) -> Callable[[Path], None]:
    """Writes an empty database; a function, as hypothesis prints what a test is given."""

    def write(path: Path) -> None:
        path.write_bytes(empty_database)

    return write


@settings(max_examples=int(os.environ.get("HISTORIES", "8")), suppress_health_check=[HealthCheck.too_slow])
@given(steps=histories())
def test_every_answer_of_a_host_can_be_given_again_later(schema: Callable[[Path], None], steps: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "overnight.db"
        schema(path)
        with Store(engine_of(path)) as store:
            answers = lived(store, steps)
            # Of two things in one minute the later one is what was known.
            for answer in {one.at: one for one in answers}.values():
                known = store.read_now(known_then, answer.at)
                with past_store(known, READERS[1]) as then:
                    assert then.read_now(figures_of_nights) == answer.nights
                assert rebuilt(store, answer) == answer.nights
