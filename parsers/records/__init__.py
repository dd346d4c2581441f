"""The glossary as frozen records: what a post is, and what reading it produces.

Times are timezone-aware UTC; a window known only by its dates holds plain dates. Every ``words`` is ``(start, end)`` in
code points of the post's text as posted, before any cleaning.
"""

from __future__ import annotations

from parsers.records.host import RECORDED, HostChannel, HostHead, HostRevision, recorded
from parsers.records.post import Forward, Post, Sighting, Words
from parsers.records.reader import Nights, Reader
from parsers.records.rulings import (
    HISTORY,
    IMPLAUSIBLE,
    IMPLAUSIBLE_NIGHT,
    NIGHT_TOLD_TWICE,
    Claim,
    Decision,
    Held,
    Ruling,
    Verdict,
    as_they_stand,
)
from parsers.records.tally import (
    Count,
    Doubt,
    Headline,
    Line,
    NotAReport,
    Reading,
    RegionCount,
    Tally,
    Unreadable,
    Window,
)
from parsers.records.terms import Attacker, Claimant, Hedge, Kind, Outcome, Precision, Scope

__all__ = [
    "HISTORY",
    "IMPLAUSIBLE",
    "IMPLAUSIBLE_NIGHT",
    "NIGHT_TOLD_TWICE",
    "RECORDED",
    "Attacker",
    "Claim",
    "Claimant",
    "Count",
    "Decision",
    "Doubt",
    "Forward",
    "Headline",
    "Hedge",
    "Held",
    "HostChannel",
    "HostHead",
    "HostRevision",
    "Kind",
    "Line",
    "Nights",
    "NotAReport",
    "Outcome",
    "Post",
    "Precision",
    "Reader",
    "Reading",
    "RegionCount",
    "Ruling",
    "Scope",
    "Sighting",
    "Tally",
    "Unreadable",
    "Verdict",
    "Window",
    "Words",
    "as_they_stand",
    "recorded",
]
