"""Every case of ``tests/corpus``: a post written anew in a channel's shape, and what a person reads in it.

A case is a TOML file; ``tests/corpus/README.md`` tells how to write one.
"""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from parsers import read
from parsers.channels import CHANNELS
from parsers.json_reading import as_json
from parsers.records import Post, Reading

CORPUS = Path(__file__).parent.parent / "corpus"
FIGURES = re.compile(r"\d+(?:[ .,'’]\d{3})*(?:-?[^\W\d]{1,3})?")
KNOWN = {"why", "channel", "posted", "text", "xfail", "expect"}
LINE: dict[str, Any] = {"weapons": [], "number": None, "share": False, "total": False, "origins": []}
# What is expected where a post does not speak of it: a case writes what differs, and no field is left uncompared.
UNSAID: dict[str, Any] = {
    "reading": "tally",
    "reason": None,
    "window": {},
    "lines": [],
    "hit_sites": {},
    "debris_sites": {},
    "headline": {},
    "origins": [],
    "targets": [],
    "downed_over": [],
    "regions": [],
    "doubts": [],
}
# Whom a tally of a claimant speaks for. A post that could not be read speaks for nobody, whatever was understood of it.
SPEAKER: dict[str, dict[str, Any]] = {
    "ua_air_force": {
        "format": "air_force_report",
        "scope": "national",
        "claimant": "ua_air_force",
        "attacker": "russia",
    },
    "ru_mod": {
        "format": "ministry_night",
        "scope": "national",
        "claimant": "ru_mod",
        "attacker": "ukraine",
    },
}
# Of the contract's fields those that are not read in the post's words.
UNREAD = {"key", "channel", "reader_version"}


def cases(*, gaps: bool = False) -> list[Any]:
    """One parameter a file; with ``gaps`` a case with ``xfail`` must fail, until the gap it tells of is closed."""
    params = []
    for path in sorted(CORPUS.rglob("*.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if gaps and "xfail" in case else []
        params.append(pytest.param(case, marks=marks, id=f"{path.parent.name}/{path.stem}"))
    return params


@pytest.mark.parametrize("case", cases(gaps=True))
def test_a_post_is_read_as_its_case_expects(case: dict[str, Any]) -> None:
    post = Post(case["channel"], None, case.get("posted"), case["text"].strip("\n"), None)
    assert as_told(post, read(post)) == expected(case["channel"], case["expect"])


@pytest.mark.parametrize("case", cases())
def test_a_case_has_a_reason_and_only_known_fields(case: dict[str, Any]) -> None:
    assert case["why"].strip()
    assert set(case) <= KNOWN


@pytest.mark.parametrize("case", cases())
def test_every_line_points_at_its_words_in_the_text(case: dict[str, Any]) -> None:
    text = case["text"].strip("\n")
    reading = as_json(post := Post(case["channel"], None, case.get("posted"), text, None), read(post), 0)
    for line in reading["lines"]:
        words = text[slice(*line["words"])]
        assert words.strip()
        assert not FIGURES.fullmatch(words) or int("".join(filter(str.isdigit, words))) == line["number"]


def expected(channel: str, expect: dict[str, Any]) -> dict[str, Any]:
    """Every field of a reading: what a case states, and of the rest that the post does not speak of it."""
    want = {**UNSAID, **expect}
    if want["reading"] == "tally":
        want = {**speaker(channel), **want}
    want["lines"] = [told_line(line) for line in want["lines"]]
    want["regions"] = [[code, *(number or [None])] for code, *number in want["regions"]]
    if edges := want["window"]:
        hours = [edge for edge in edges.values() if "T" in edge]
        want["window"] = {"precision": "minute" if len(hours) == 2 else "day", **edges}
    for sites in ("hit_sites", "debris_sites"):
        if want[sites]:
            want[sites] = {"hedge": "exact", **want[sites]}
    return want


def speaker(channel: str) -> dict[str, Any]:
    return SPEAKER[CHANNELS[channel].claimant.value]


def told_line(line: dict[str, Any]) -> dict[str, Any]:
    hedge = "exact" if "number" in line else "not_stated"
    return {**LINE, "hedge": hedge, **line}


def as_told(post: Post, reading: Reading) -> dict[str, Any]:
    """A reading in the words of a case: local times, no ``words``, doubts by their codes, ``{}`` for what is unsaid."""
    got = {field: value for field, value in as_json(post, reading, 0).items() if field not in UNREAD}
    if got["reading"] != "tally":
        got = {field: value for field, value in got.items() if field not in speaker(post.channel)}
    got["lines"] = [{key: value for key, value in line.items() if key != "words"} for line in got["lines"]]
    got["doubts"] = [doubt["code"] for doubt in got["doubts"]]
    got["regions"] = [[row["region"], row["number"]] for row in got.get("regions") or []]
    for field in ("window", "hit_sites", "debris_sites", "headline"):
        told = {key: value for key, value in (got[field] or {}).items() if key != "words"}
        got[field] = {key: value for key, value in told.items() if value is not None}
    for edge in {"start", "end"} & set(got["window"]):
        got["window"][edge] = local(post.channel, got["window"][edge])
    return got


def local(channel: str, moment: str) -> str:
    """``2026-09-14T05:00:00Z`` as the claimant's clock has it, ``2026-09-14T08:00``; a date stays as it is."""
    if "T" not in moment:
        return moment
    return datetime.fromisoformat(moment).astimezone(CHANNELS[channel].zone).strftime("%Y-%m-%dT%H:%M")
