"""Questions written by people who had not seen the grammar, each with what it had to mean before it was tried.

Their tables name the place, the weapon and the time, or the command, or that it asks for an alert; what the question
says besides (a kind, the other places that people mean as one) is told by ``test_questions``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsers.ask import NoSuchDayError, understood
from tests.parsers.ask import typed_by_strangers
from tests.parsers.ask.reading_tables import rows, told

TODAY = date(2026, 11, 29)  # a Sunday


def main_meaning(text: str) -> str:
    """Return what a text is understood as, without its kind, the neighbours of its place and the mended word."""
    try:
        asked = understood(text, TODAY)
    except NoSuchDayError:
        return "error"
    if asked is None:
        return "none"
    if asked.is_alert:
        return "alert"
    kind = asked.kind if told(asked) == f"kind {asked.kind}" else None
    return told(replace(asked, kind=kind, places=asked.places[:1], mended=None))


@pytest.mark.parametrize(("text", "meaning"), [*rows(typed_by_strangers.QUESTIONS)])
def test_a_strangers_question_means_what_it_should(text: str, meaning: str) -> None:
    assert main_meaning(text) == meaning
