"""The reader on text made to be slow: every pattern of ``parsers`` and both channels' reading, at growing lengths."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from random import Random

import parsers
from parsers import ask, read
from parsers.ask.watches import wish
from parsers.channels import CHANNELS
from parsers.records import Post, Reading
from parsers.text.tokens import tokens

Work = Callable[[str], object]

LENGTHS = (512, 1024, 2048, 4096)
MOST_MS = 5.0
MOST_GROWTH = 2.2
# Shorter times than this say nothing about growth.
_MEASURABLE_MS = 0.3
# No longer text is tried after this.
_TOO_LONG_MS = 1000.0
HOPELESS = float("inf")
_POSTED = datetime(2026, 9, 22, 6, tzinfo=UTC)
_OPENING = {
    "kpszsu": "⚡️ ЗБИТО/ПОДАВЛЕНО 85 ВОРОЖИХ БПЛА\nУ ніч на 14 вересня (з 18:00 13 вересня) противник атакував 90 "
    "БпЛА. Збито/подавлено 85 БпЛА ",
    "mod_russia": "В течение прошедшей ночи дежурными средствами ПВО уничтожены 67 украинских БПЛА ",
}

PIECES = {
    "figures": "7",
    "figures with spaces": "1 234 567 ",
    "brackets": "(",
    "brackets in pairs": "()",
    "quotes": "«",
    "mixed quotes": "\"«“”»'",
    "slashes": "/",
    "slashed names": "Іскандер-М/KN-23/С-400/",
    "dashes": "- ",
    "hyphenated letters": "а-",
    "line breaks": "\n",
    "bullets": "\n- 5",
    "spaces": " ",
    "full stops": ".",
    "clock times": "18:00 ",
    "dotted figures": "1.",
    "dates": "14 вересня з 18:00 13 вересня ",
    "months": "сентября ",
    "number words": "двадцять один ",
    "Russian number words": "двадцать ",
    "hedges": "понад близько ",
    "each": "по 2 над ",
    "weapons": "Shahed ",
    "weapons with counts": "5 ракет Х-59/69, ",
    "drone words": "БпЛА ",
    "outcomes": "збито ",
    "outcomes with counts": "збито 5 БпЛА, влучання 3 на 2 локаціях, ",
    "regions": "Брянской, ",
    "region sentences": "над территорией Курской области и ",
    "counted regions": "5 БПЛА над территорией Курской области, ",
    "launch places": "із напрямків: Курськ, Орел – рф., ",
    "shares": "(82 із них - реактивні) ",
    "capitals": "ЗБИТО ",
    "combining marks": "и\u0306",
    "soft hyphens": "з\u00ad",
    "one long word": "збито",
    "emoji": "❗️",
}


def inputs() -> Iterator[tuple[str, str]]:
    """What the evil texts repeat: the pieces alone, and mixed with each other."""
    yield from PIECES.items()
    dice = Random(7)
    for number in range(12):
        mixed = "".join(dice.choice([*PIECES.values()]) for _ in range(60))
        yield f"mixed {number}", mixed


def grown(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def patterns() -> Iterator[tuple[str, Work]]:
    """Every compiled pattern that a module of ``parsers`` holds, as a search through a whole text.

    Those of ``parsers.ask`` are asked for the whole text only, and measured there.
    """
    seen = set()
    for module in pkgutil.walk_packages(parsers.__path__, "parsers."):
        found = {} if module.name.startswith(ask.__name__) else vars(importlib.import_module(module.name))
        for name, value in found.items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and id(value) not in seen:
                seen.add(id(value))
                yield f"{module.name}.{name}", value.findall


def entries() -> Iterator[tuple[str, Work]]:
    """The ways a text comes in: cut into tokens, asked, read bare, and read after the opening of a report."""
    yield "parsers.text.tokens.tokens", tokens
    for question in (ask.region, ask.weapon, ask.clock, wish):
        yield f"asked, {question.__name__}", question
    for dated in (ask.day, ask.span, ask.pair):
        yield f"asked, {dated.__name__}", partial(_dated, dated)
    for channel in CHANNELS:
        yield f"read, {channel}", partial(_read, channel, "")
        yield f"read, {channel}, in a report", partial(_read, channel, _OPENING[channel])


def _dated(question: Callable[[str, date], object], text: str) -> None:
    with suppress(ask.NoSuchDayError):
        question(text, _POSTED.date())


def _read(channel: str, opening: str, text: str) -> Reading:
    return read(Post(channel, None, _POSTED, (opening + text)[: len(text)]))


def milliseconds(work: Work, text: str) -> float:
    """CPU time of the quickest of up to five runs."""
    taken = []
    for _ in range(5):
        begin = time.process_time()
        work(text)
        taken.append((time.process_time() - begin) * 1000)
        if taken[0] > 50:
            break
    return min(taken)


def evil() -> bool:
    """Print the slowest text of each pattern and entry, and how its time grows; False where a goal is missed.

    The garbage collector rests meanwhile: its rounds come by the number of objects and would look like growth.
    """
    print(f"\nEvil text of 4,096 characters (goal {MOST_MS} ms, t(2n)/t(n) {MOST_GROWTH})")
    gc.disable()
    try:
        return all([*map(_measured, [*patterns(), *entries()])])
    finally:
        gc.enable()


def _times(work: Work, text: str) -> list[float]:
    """Milliseconds at each length; once a time is past bearing, the longer texts are not tried."""
    taken: list[float] = []
    for length in LENGTHS:
        late = bool(taken) and taken[-1] > _TOO_LONG_MS
        taken.append(HOPELESS if late else milliseconds(work, grown(text, length)))
    return taken


def _growth(work: Work, text: str, first: float) -> float:
    """t(2n)/t(n) at the longest text; the best of three more where it looks too great, for other work disturbs it."""
    if first <= MOST_GROWTH:
        return first
    full, half = (min(milliseconds(work, grown(text, length)) for _ in range(3)) for length in LENGTHS[:-3:-1])
    return full / half


def _measured(entry: tuple[str, Work]) -> bool:
    name, work = entry
    worst, growth = (0.0, ""), (0.0, "")
    crashed = ""
    for piece, text in inputs():
        try:
            taken = _times(work, text)
        except Exception as error:  # a crash is an answer here
            crashed = f"  CRASH on {piece}: {error!r}"
            continue
        worst = max(worst, (taken[-1], piece))
        if taken[-1] == HOPELESS:
            break
        if taken[-2] >= _MEASURABLE_MS:
            growth = max(growth, (_growth(work, text, taken[-1] / taken[-2]), piece))
    good = worst[0] <= MOST_MS and growth[0] <= MOST_GROWTH and not crashed
    mark = "" if good else "  <--"
    print(f"{name:46}{worst[0]:8.2f} ms ({worst[1]}){growth[0]:7.2f} × ({growth[1] or 'too quick'}){mark}{crashed}")
    return good
