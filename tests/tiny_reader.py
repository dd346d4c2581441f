"""A reader of three invented kinds of post, for tests that are not about the words of posts.

``TALLY 2026-10-05 launched 80 downed 60`` is a national night report, ``BROKEN …`` one that cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from parsers.records import (
    Attacker,
    Claimant,
    Doubt,
    Hedge,
    Kind,
    Line,
    NotAReport,
    Outcome,
    Post,
    Precision,
    Reader,
    Reading,
    Scope,
    Tally,
    Unreadable,
    Verdict,
    Window,
)
from parsers.time.night import nights_of

PATTERN = re.compile(r"TALLY (\d{4}-\d\d-\d\d) launched (\d+) downed (\d+)")


def read(post: Post) -> Reading:
    if post.forward is not None:
        return NotAReport()
    if post.text.startswith("BROKEN"):
        return Unreadable("no_window")
    match = PATTERN.search(post.text)
    if match is None:
        return NotAReport()
    day = date.fromisoformat(match[1])
    end = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    return Tally(
        format="tiny",
        scope=Scope.NATIONAL,
        claimant=Claimant.UA_AIR_FORCE,
        attacker=Attacker.RUSSIA,
        window=Window(end - timedelta(hours=14), end, Precision.MINUTE, match.span(1)),
        lines=(
            Line(Outcome.LAUNCHED, Kind.DRONE, ("shahed",), int(match[2]), Hedge.EXACT, match.span(2)),
            Line(Outcome.DOWNED, Kind.DRONE, ("shahed",), int(match[3]), Hedge.EXACT, match.span(3)),
        ),
    )


def judge(tally: Tally, neighbours: Sequence[Tally]) -> Verdict:
    """Doubt a window that another tally has too, which only the neighbours can show."""
    same = [other for other in neighbours if other.window == tally.window]
    return Verdict(tally.scope, (Doubt("window_covered", f"{len(same)} more"),) if same else ())


TINY_READER = Reader(version=1, read=read, nights=nights_of, judge=judge)
