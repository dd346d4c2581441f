"""Everything a ministry's post counts, collected sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.records import Doubt, Line, RegionCount, Words


@dataclass(slots=True)
class MinistryContents:
    """Everything a post counts.

    ``unknown`` are the words of places missing from the tables, ``fates`` the words of counts that no line states.
    ``unread`` says that a sentence reports something stopped over a place, but no count was found in it.
    """

    lines: list[Line] = field(default_factory=list)
    regions: list[RegionCount] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unknown: list[Words] = field(default_factory=list)
    unread: bool = False
    fates: list[Words] = field(default_factory=list)
