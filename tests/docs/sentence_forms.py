"""Every form of the sentences, as the builder of sentences words it: the table of their tests, for the docs."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.chat.languages import words_of
from bot.chat.messages.periods import window_sentence
from bot.chat.messages.sentences import side_sentence
from parsers.records import Outcome
from storage.views.readings import TallyView
from tests.bot.chat.test_sentences import CASES, TYPES, seen
from tests.storage.builders import line, tally

LANGUAGES = ("en", "uk")
KYIV = ZoneInfo("Europe/Kyiv")
WINDOWS = {
    "13 May 2026: a report of the day": seen(
        tally("kpszsu", "2026-05-13 05:00", "2026-05-13 15:30", line(Outcome.LAUNCHED, 753, *TYPES),
              line(Outcome.DOWNED_OR_SUPPRESSED, 710)), None,
    ),
    "other hours, of another zone": seen(
        tally("mod_russia", "2026-10-06 17:00", "2026-10-06 20:30", line(Outcome.DOWNED, 12)), None
    ),
}  # fmt: skip


def sentence_forms() -> str:
    """Each form by its name, in English and in Ukrainian."""
    told = [(name, *(side_sentence(words_of(code), view) for code in LANGUAGES)) for name, (view, *_) in CASES.items()]
    told += [(name, *(_of_window(code, view) for code in LANGUAGES)) for name, view in WINDOWS.items()]
    return "\n\n".join(f"> {name}\n{english}\n{ukrainian}" for name, english, ukrainian in told)


def _of_window(code: str, view: TallyView) -> str:
    return window_sentence(words_of(code), view, view.ends_on or date.max, KYIV)
