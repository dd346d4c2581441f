"""Tables of typed questions: ``text | what it means``, as lines of words.

``day DATE``, ``span DATE DATE``, ``versus DATE DATE``, ``place CODE …``, ``weapon SLUG``, ``kind KIND``,
``command NAME``, ``post CHANNEL NUMBER``, ``mended WORD``, ``alert``; or ``error`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from parsers.ask import DateRange, NoSuchDayError, Question, understood

_NAMES = {"day", "span", "versus", "place", "weapon", "kind", "command", "post", "mended", "alert"}


def rows(table: str) -> Iterator[tuple[str, str]]:
    """Yield the typed text and its meaning, of every line."""
    for line in table.strip().splitlines():
        text, _, meaning = line.rpartition("|")
        yield text.strip(), " ".join(meaning.split())


def meaning_of(text: str, today: date) -> str:
    """Return what a text is understood as, in the words of the tables; "none" if it is not."""
    try:
        asked = understood(text, today)
    except NoSuchDayError:
        return "error"
    return told(asked) if asked else "none"


def told(asked: Question) -> str:
    """Return a question in the words of the tables, in their order."""
    parts = [
        f"command {asked.command}" if asked.command else "",
        "alert" if asked.is_alert else "",
        f"place {' '.join(asked.places)}" if asked.places else "",
        f"weapon {asked.weapon}" if asked.weapon else "",
        f"day {asked.day}" if asked.day else "",
        _range("span", asked.span),
        _range("versus", asked.versus),
        f"kind {asked.kind}" if asked.kind else "",
        f"post {asked.post[0]} {asked.post[1]}" if asked.post else "",
        f"mended {asked.mended.meant}" if asked.mended else "",
    ]
    return " ".join(filter(None, parts))


def in_order(meaning: str) -> str:
    """Return a meaning of a table with its parts in the order of ``told``."""
    words, parts = meaning.split(), list[list[str]]()
    for word in words:
        if word in _NAMES:
            parts.append([word])
        elif parts:
            parts[-1].append(word)
        else:
            return meaning
    order = ["command", "alert", "place", "weapon", "day", "span", "versus", "kind", "post", "mended"]
    return " ".join(" ".join(part) for part in sorted(parts, key=lambda part: order.index(part[0])))


def bare(asked: Question) -> Question:
    """Return a question without what its tables do not tell."""
    return replace(asked, argument="")


def _range(name: str, dates: DateRange | None) -> str:
    return f"{name} {dates.first} {dates.last}" if dates else ""
