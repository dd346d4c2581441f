"""Compute the versions of a post's text from its sightings. Pure: no SQL.

The order in which sightings arrive does not matter: a version is a run of one text along the time of observation, so
A, then B, then A again are three, and a late sighting is inserted where it belongs.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from parsers.records import recorded

WITHOUT_TEXT = ""
# The page shows the channel's own posts; other transports may know a text that it never shows.
PAGE = "preview"
# The same page, shown to us or to a host whose record we read.
PAGES = frozenset({PAGE, recorded(PAGE)})

_SPACES = re.compile(r"[ \t\u00a0\u2002-\u200a\u202f]+")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\ufe0e\ufe0f]")
_LINE_ENDS = re.compile(r" *(?:\r\n|\r|\n) *")


def fingerprint(text: str | None) -> str:
    """Return the SHA-256 of a normalised text: spaces of any width and invisible characters make no new version."""
    if text is None:
        return WITHOUT_TEXT
    alike = _LINE_ENDS.sub("\n", _SPACES.sub(" ", _INVISIBLE.sub("", text))).strip()
    return hashlib.sha256(alike.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Version:
    """One run of one text: when it was seen first, last, and ``between`` (seconds since 1970)."""

    text: str | None
    sha256: str
    first: int
    last: int
    transports: frozenset[str]
    between: tuple[int, ...] = ()


@dataclass(slots=True)
class Timeline:
    """All sightings of one post, gathered in any order."""

    points: set[tuple[int, str]] = field(default_factory=set)
    texts: dict[str, str | None] = field(default_factory=dict)
    transports: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, text: str | None, sha256: str, moments: tuple[int, ...], transports: frozenset[str]) -> None:
        self.points |= {(moment, sha256) for moment in moments}
        self.texts.setdefault(sha256, text)
        self.transports[sha256] = self.transports.get(sha256, frozenset()) | transports

    def add_version(self, version: Version) -> None:
        moments = (version.first, *version.between, version.last)
        self.add(version.text, version.sha256, moments, version.transports)

    def forget(self, sha256: str) -> None:
        """Delete every sighting of one text: that of an album's items without a caption, once the album is known."""
        self.points = {point for point in self.points if point[1] != sha256}
        self.transports.pop(sha256, None)

    def versions(self) -> list[Version]:
        """Return the runs of one text in order of time.

        A page without a text tells nothing new about a text from another transport that no page ever showed.
        """
        runs: list[tuple[str, list[int]]] = []
        for moment, sha256 in sorted(self.points):
            current = runs[-1][0] if runs else WITHOUT_TEXT
            if sha256 == WITHOUT_TEXT and current != WITHOUT_TEXT and not PAGES & self.transports[current]:
                continue
            if runs and current == sha256:
                runs[-1][1].append(moment)
            else:
                runs.append((sha256, [moment]))
        return [
            Version(self.texts[sha], sha, seen[0], seen[-1], self.transports[sha], tuple(seen[1:-1]))
            for sha, seen in runs
        ]
