"""Text from outside made safe to show: characters that would control the display become marks, ``⟨U+202E⟩``."""

from __future__ import annotations

import json
import re

# Control characters except line break and tab, many of which a terminal obeys; characters that change the writing
# direction, so that digits are read in another order; separators at which some displays break a line; lone
# surrogates, which cannot be sent. Soft hyphens and joiners are harmless, and emoji are made with them.
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)


def marked(text: str) -> str:
    """Return the text with every character that controls a display as a visible mark of its code."""
    return STEERING.sub(_mark, text)


def marked_line(text: str) -> str:
    """As ``marked``, in one line: line breaks become marks too."""
    return marked(text).replace("\n", "⟨U+000A⟩")


def marked_json(value: object) -> str:
    """Return JSON in one line, with characters that control a display escaped as ``\\u202e``; it loads the same."""
    return STEERING.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _mark(found: re.Match[str]) -> str:
    return f"⟨U+{ord(found[0]):04X}⟩"


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
