"""Text from outside, made fit to be shown: what would steer the display stands there as a mark, ``⟨U+202E⟩``."""

from __future__ import annotations

import json
import re

# Control characters but the line break and the tab, of which a terminal obeys many; what turns the direction of
# writing, so that digits are read in another order; separators that some displays break a line at; halves of a
# character, which cannot be sent. Soft hyphens and joiners steer nothing, and emoji are made with them.
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)


def marked(text: str) -> str:
    """The text with every character that steers a display as a visible mark of its code."""
    return STEERING.sub(_mark, text)


def marked_line(text: str) -> str:
    """As ``marked``, in one line: a line break is a mark too."""
    return marked(text).replace("\n", "⟨U+000A⟩")


def marked_json(value: object) -> str:
    """JSON in one line, the same when it is read back; what steers a display is written by its code, ``\\u202e``."""
    return STEERING.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _mark(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
