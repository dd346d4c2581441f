"""What is doubtful in the reports of an answer: a sentence each that says what, and why nothing is added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.language import N_, Language
from bot.chat.messages.doubts import DOUBTS
from bot.chat.messages.held import is_told_twice
from bot.chat.messages.periods import overlap_text, overlaps
from parsers.records import NIGHT_TOLD_TWICE, Claimant
from storage.views.readings import TallyView

OVERLAPPING = frozenset({"window_covered", "window_overlaps"})
DOUBTFUL = {
    Claimant.UA_AIR_FORCE: N_("Doubtful in the report by Ukraine's Air Force: {what}."),
    Claimant.RU_MOD: N_("Doubtful in the report by Russia's Defence Ministry: {what}."),
}


def doubt_lines(words: Language, shown: Sequence[TallyView]) -> Iterator[str]:
    """Yield the overlaps of the reports shown, then what is doubtful in each; two reports of a night have their own."""
    once = [view for view in shown if not is_told_twice(view)]
    found = [*overlaps(once)]
    for one, other, shared in found:
        yield overlap_text(words, one, other, shared)
    told = {view.source.key for one, other, _ in found for view in (one, other)}
    for view in shown:
        codes = dict.fromkeys(doubt.code for doubt in view.doubts)
        left = [code for code in codes if not _is_told(code, view, told_overlap=view.source.key in told)]
        what = "; ".join(words.say(DOUBTS[code]) if code in DOUBTS else code for code in left)
        if what:
            yield words.say(DOUBTFUL[view.tally.claimant], what=what)


def _is_told(code: str, view: TallyView, *, told_overlap: bool) -> bool:
    if code == NIGHT_TOLD_TWICE:
        return True
    return code in OVERLAPPING and (told_overlap or is_told_twice(view))
