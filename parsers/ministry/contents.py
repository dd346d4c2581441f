"""All that a ministry's post counts, as its sentences are gone through."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.records import Doubt, Line, RegionCount, Words


@dataclass(slots=True)
class MinistryContents:
    """All that a post counts; ``unknown`` are the words of places that no row names.

    ``fates`` are the words of counts of which no line tells. ``unread`` says that a
    sentence tells of something stopped over a place, and that nothing counted was found in it.
    """

    lines: list[Line] = field(default_factory=list)
    regions: list[RegionCount] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unknown: list[Words] = field(default_factory=list)
    unread: bool = False
    fates: list[Words] = field(default_factory=list)
