"""Variants with two windows: one beside the report's own, or the report's own told in two parts."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from tests.benchmarks.variants_added import added
from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_figures import DOWN
from tests.benchmarks.variants_label import Line
from tests.benchmarks.variants_moved import MONTHS
from tests.benchmarks.variants_words_parts import WINDOWS

# A whole report anew. ``{a}`` and ``{b}`` are the parts, ``{c}`` their sum; ``{h1} {d1}`` and ``{h2} {d2}`` the edges.
TWO_PARTS = {
    "kpszsu": (
        "Із {h1} {d1} до опівночі збито/подавлено {a} ворожих БпЛА, з опівночі до {h2} {d2} – ще {b}.",
        "У ніч на {d2} (з {h1} {d1}) противник атакував {c} ударними БпЛА.\n\n💥 До опівночі збито/подавлено "
        "{a} ворожих БпЛА, з опівночі до {h2} – ще {b}.",
        "У ніч на {d2} (з {h1} {d1}) ворог атакував Україну ударними БпЛА.\n\n💥 З {h1} до 00:00 "
        "збито/подавлено {a} ворожих БпЛА, з 00:00 до {h2} – {b} ворожих БпЛА.",
        "У ніч на {d2} (з {h1} {d1} до {h2} {d2}) противник атакував {c} ударними БпЛА.\n\n💥 "
        "Збито/подавлено: до опівночі – {a}, після опівночі – {b} ворожих БпЛА.",
        "⚡️ У ніч на {d2} ППО працювала двічі: з {h1} до 23:59 {d1} збито/подавлено {a} ворожих БпЛА, з "
        "00:00 до {h2} {d2} збито/подавлено {b} ворожих БпЛА.",
    ),
    "mod_russia": (
        "⚡️ С {h1} мск {d1} до полуночи дежурными средствами ПВО уничтожены {a} украинских БПЛА, с полуночи "
        "до {h2} мск {d2} – ещё {b}.",
        "⚡️ С {h1} мск до 24.00 мск {d1} дежурными средствами ПВО уничтожены {a} украинских БПЛА. С 0.00 до "
        "{h2} мск {d2} уничтожены ещё {b} БПЛА.",
        "⚡️ С {h1} мск {d1} до полуночи дежурными средствами ПВО перехвачены и уничтожены {a} украинских "
        "беспилотных летательных аппаратов, после полуночи и до {h2} мск {d2} – {b}.",
        "🎖🎖🎖🎖 В период с {h1} до 23.59 мск {d1} сбиты {a} украинских БПЛА, а с 0.00 до {h2} мск {d2} "
        "дежурными средствами ПВО сбиты ещё {b}.",
        "⚡️ {d1} с {h1} мск до полуночи уничтожены {a} украинских беспилотных летательных аппаратов, {d2} с "
        "полуночи до {h2} мск дежурными средствами ПВО уничтожены {b} аппаратов.\n🔹 Минобороны России",
    ),
}
WHOLE_AND_PARTS = {
    "kpszsu": (
        "У ніч на {d2} (з {h1} {d1} до {h2} {d2}) збито/подавлено {c} ворожих БпЛА: до опівночі – {a}, після – {b}.",
        "У ніч на {d2} (з {h1} {d1} до {h2} {d2}) збито/подавлено {c} ворожих БпЛА, із них {a} – до опівночі.",
        "У ніч на {d2} (з {h1} {d1} до {h2} {d2}) збито/подавлено {c} ворожих БпЛА ({a} до опівночі та {b} після).",
    ),
    "mod_russia": (
        "⚡️ С {h1} мск {d1} до {h2} мск {d2} дежурными средствами ПВО уничтожены {c} украинских БПЛА: до "
        "полуночи – {a}, после полуночи – {b}.",
        "⚡️ С {h1} мск {d1} до {h2} мск {d2} дежурными средствами ПВО уничтожены {c} украинских БПЛА, из них "
        "{a} – до полуночи.",
        "⚡️ С {h1} мск {d1} до {h2} мск {d2} дежурными средствами ПВО уничтожены {c} украинских БПЛА ({a} до "
        "полуночи и {b} после).",
    ),
}
_ADDED = added(WINDOWS)


def second_window(case: Case, dice: Random) -> Case | None:
    """Another window beside the post's own, or the post's own window as a report of two parts."""
    make: Callable[[Case, Random], Case | None] = dice.choice([_ADDED, _two_parts, _whole_and_parts])
    return make(case, dice) or _ADDED(case, dice)


def _two_parts(case: Case, dice: Random) -> Case | None:
    told = _edges(case)
    if told is None:
        return None
    words = dice.choice(TWO_PARTS[case.channel])
    numbers = _parts(dice)
    lines = [_stopped(case, numbers["a"]), _stopped(case, numbers["b"])]
    if "{c} ударними" in words:
        lines.append(_stopped(case, numbers["c"], outcome="launched"))
    return _anew(case, words.format(**told, **numbers), lines)


def _whole_and_parts(case: Case, dice: Random) -> Case | None:
    told = _edges(case)
    if told is None:
        return None
    words = dice.choice(WHOLE_AND_PARTS[case.channel])
    numbers = _parts(dice)
    whole = _stopped(case, numbers["c"])
    shares = [_stopped(case, numbers[name], share=True) for name in "ab" if f"{{{name}}}" in words]
    if len(shares) == 1:
        return _anew(case, words.format(**told, **numbers), [whole, *shares])
    parts = [{**share, "share": False} for share in shares]
    return _anew(
        case, words.format(**told, **numbers), [whole, *shares], [whole], [{**whole, "total": True}, *parts]
    )  # fmt: skip


def _parts(dice: Random) -> dict[str, int]:
    """Two numbers and their sum that ask for the genitive plural in all their nouns."""
    a, b = (dice.choice([5, 6, 8, 10, 15, 19, 26, 30, 48, 57]) for _ in range(2))
    return {"a": a, "b": b, "c": a + b} if (a + b) % 10 in {0, 5, 6, 7, 8, 9} else {"a": 12, "b": b, "c": 12 + b}


def _stopped(case: Case, number: int, outcome: str = "", share: bool = False) -> Line:
    own = next(line["outcome"] for line in (case.label or {})["lines"] if line["outcome"] in DOWN)
    if case.channel == "kpszsu":
        own = "downed_or_suppressed"
    return {
        "outcome": outcome or ("downed" if case.channel == "mod_russia" else own),
        "kind": "drone",
        "weapons": [],
        "number": number,
        "hedge": "exact",
        "share": share,
        "total": False,
    }


def _edges(case: Case) -> dict[str, str] | None:
    """The edges of a window over midnight as both channels print them; None where the case has no such window."""
    window = (case.label or {}).get("window") or {}
    edges = [window.get("start") or "", window.get("end") or ""]
    if not case.whole or not all("T" in edge for edge in edges):
        return None
    start, end = (datetime.fromisoformat(edge) for edge in edges)
    if (end.date() - start.date()).days != 1 or not any(x["outcome"] in DOWN for x in (case.label or {})["lines"]):
        return None
    months = MONTHS[case.channel].split()
    mark = ":" if case.channel == "kpszsu" else "."
    told = {}
    for name, edge in (("1", start), ("2", end)):
        told[f"h{name}"] = f"{edge:%H}{mark}{edge:%M}"
        told[f"d{name}"] = f"{edge.day} {months[edge.month - 1]}"
    return told


def _anew(case: Case, text: str, *ways: list[Line]) -> Case:
    """The case with a text of its own, of which only the window is that of the case."""
    window: Any = copy.deepcopy((case.label or {})["window"])
    labels = [{"window": window, "lines": lines, "hit_sites": None, "debris_sites": None} for lines in ways]
    if case.channel == "mod_russia":
        labels = [{**label, "regions": []} for label in labels]
    return replace(case, text=text, label=labels[0], alts=tuple(labels[1:]))


SECOND = {"a second window": second_window}
