"""How fast posts are read on one core, beside a bare loop of nine patterns over the same posts."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from parsers import read
from parsers.records import Post
from tests.benchmarks.variants_cases import Case

ROUNDS = 7
# Where the bare loop does 20,000 reports a second: 2,000 reports and 60,000 alerts.
GOALS = {"reports": 0.1, "alerts": 3.0}
CHANNEL_POSTS = 80_000
REPORTS_SHARE = 0.013

# What a reader made of nine patterns would look for; nobody reads a post right with these.
NINE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:збито|знищено|подавлено|уничтожен\w*|перехвачен\w*)\D{0,40}(\d+)",
        r"атакував[^\d\n]{0,40}(\d+)",
        r"(\d+)(?:-?\w{1,2})? (?:ударн\w+|ворож\w+|украинск\w+)? ?(?:бпла|беспилотн\w+)",
        r"[ув] ніч на (\d{1,2}) (\w+)",
        r"[зс]\w? (\d{1,2})[.:](\d\d)",
        r"станом на (\d{1,2})[.:](\d\d)",
        r"на (\d+) локаці\w+",
        r"напрямк\w+:? ([^.\n]+)",
        r"над (?:территори\w+|акватори\w+) ([^,.\n]+)",
    )
)
# Alerts of the shapes that fill the channel, for where no real ones are given.
_ALERTS = (
    "🛵 БпЛА на {0}, курс на {1}.",
    "🏍 Реактивний БпЛА з півночі в напрямку {1}!",
    "🚀 КАБи на {0} та {1}!",
    "☄️ Загроза застосування балістичного озброєння зі сходу.",
    "📢 Відбій загрози по МіГ-31К.",
    "⚠ Увага!\n🛫 Активність ворожої тактичної авіації на східному напрямку!\n🚀 Загроза пусків!",
    "🛵 {0}: БпЛА ➡️ на {1} з півдня.",
    "🏍 Ситуація по реактивних БпЛА:\n- на півночі {0}, курс на південь;\n- повз {1} на захід.",
)
_NAMES = ("Сумщину", "Полтавщину", "Харківщину", "Чернігівщину", "Ніжин", "Лубни", "Ромни", "Ізюм", "Умань")


def alerts(given: Sequence[Case], count: int) -> list[Post]:
    """Real posts of the Air Force that are no reports, where some are given; invented alerts otherwise."""
    real = [case for case in given if case.alert]
    found = [Post(case.channel, None, case.posted, case.text) for case in real]
    dice = Random(1)
    while len(found) < count and not real:
        found.append(Post("kpszsu", None, None, dice.choice(_ALERTS).format(*dice.sample(_NAMES, 2))))
    return (found * (count // max(1, len(found)) + 1))[:count]


def cpu(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Seconds of CPU that each work takes, the best of several rounds in turn, to share good and bad times."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, seconds in zip(works, taken, strict=True):
            begin = time.process_time()
            work()
            seconds.append(time.process_time() - begin)
    return [min(seconds) for seconds in taken]


def _read_all(posts: Sequence[Post]) -> None:
    for post in posts:
        read(post)


def _bare_loop(posts: Sequence[Post]) -> None:
    for post in posts:
        for pattern in NINE:
            pattern.findall(post.text)


def speed(everything: Sequence[Case]) -> None:
    """Print reports and alerts a second, their ratio to the bare loop, and a whole channel read again."""
    reports = [Post(case.channel, None, case.posted, case.text) for case in everything if case.label]
    kinds = {
        "reports": reports,
        "  of the Air Force": [post for post in reports if post.channel == "kpszsu"],
        "  of the ministry": [post for post in reports if post.channel == "mod_russia"],
        "alerts": alerts(everything, 2000),
    }
    works = [partial(_read_all, posts) for posts in kinds.values()]
    bare, *taken = cpu(partial(_bare_loop, reports), *works)
    rate = len(reports) / bare
    print(
        f"\nPosts a second on one core (CPU time, best of {ROUNDS}); nine bare patterns do {rate:,.0f} reports a second"
    )
    for (name, posts), seconds in zip(kinds.items(), taken, strict=True):
        if posts:
            goal = f" (goal {GOALS[name]})" if name in GOALS else ""
            print(f"{name:20}{len(posts) / seconds:10,.0f}{len(posts) / seconds / rate:8.2f} × the bare loop{goal}")
    ours = kinds["  of the Air Force"] or reports
    number = round(CHANNEL_POSTS * REPORTS_SHARE)
    channel = (ours * (number // len(ours) + 1))[:number] + alerts(everything, CHANNEL_POSTS - number)
    (whole,) = cpu(partial(_read_all, channel), rounds=2)
    print(f"a channel of {len(channel):,} posts, {number:,} of them reports: {whole:.1f} s of CPU (goal 10)")
