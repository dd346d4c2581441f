"""The drift alarm: drones counted, stopped and placed in a layout that no other format of the ministry's knows."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.reading import places_stopped_drones
from parsers.records import Post, Reading, Unreadable
from parsers.text import Token

NAME = "ministry_unknown"


def recognises(post: Post, found: Sequence[Token]) -> bool:
    """Whether drones are counted as stopped over a region, though nobody on duty is named."""
    return places_stopped_drones(found)


def read(post: Post, channel: Channel, found: Sequence[Token]) -> Reading:
    """Always a refusal, for the operator's eyes."""
    return Unreadable("unknown_format")
