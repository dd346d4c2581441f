"""Labelled posts for the benches: a folder of hand-labelled ones, or our own corpus where no folder is given."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from parsers import READER_VERSION, read
from parsers.json_reading import as_json
from parsers.records import Post
from tests.benchmarks.variants_label import Label, wrong_fields

OWN = Path(__file__).parent.parent / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """A post and what it states; ``label`` is None where it is no national tally.

    ``whole`` is False for an excerpt, ``alert`` is True for what fills the channel between its reports, and
    ``must_doubt`` says that the numbers do not agree with each other. ``alts`` are other labels that are as good.
    """

    key: str
    channel: str
    posted: datetime | None
    text: str
    label: Label | None
    whole: bool = True
    alert: bool = False
    must_doubt: bool = False
    alts: tuple[Label, ...] = ()


def reading_of(case: Case) -> Label:
    """The reading of a case's text, in the words of the contract."""
    post = Post(case.channel, None, case.posted, case.text, case.key)
    return as_json(post, read(post), READER_VERSION)


def exact(case: Case) -> bool:
    """Whether a labelled case is read as a national tally, just as its label has it, without a doubt."""
    if case.label is None:
        return False
    got = reading_of(case)
    return not got["doubts"] and not wrong_fields(case.label, got, case.channel)


def cases(folder: Path | None, score: Path | None) -> list[Case]:
    """All cases of the folder, or of our own corpus without one.

    ``score`` is the scorer that belongs to the folder: it turns the names of regions in the labels into codes.
    """
    if folder is None:
        return _own_cases()
    assert score is not None
    code_of = _region_codes(score)
    return [case for side in ("ua", "ru") for case in (*_labelled(folder, side, code_of), *_negatives(folder, side))]


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON lines file; none where there is no file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.exists() else []


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _labelled(folder: Path, side: str, code_of: Callable[[str], str]) -> list[Case]:
    labels = {row["key"]: row for row in rows(folder / f"{side}-dev.gold.jsonl")}
    found = []
    for post in rows(folder / f"{side}-dev.posts.jsonl"):
        label = labels[post["key"]]
        if any(line["outcome"] is None for line in label["lines"]):
            continue
        if label["reading"] != "tally" or label.get("scope", "national") != "national":
            found.append(Case(post["key"], post["channel"], moment(post["posted"]), post["text"], None))
            continue
        for region in label.get("regions") or []:
            region["region"] = code_of(region["region"])
        window = label.get("window") or {}
        whole = label.get("whole", True) and bool(window.get("start") or window.get("end"))
        found.append(Case(post["key"], post["channel"], moment(post["posted"]), post["text"], label, whole))
    return found


def _negatives(folder: Path, side: str) -> list[Case]:
    return [
        Case(
            post["key"],
            post["channel"],
            moment(post["posted"]),
            post["text"],
            None,
            alert=side == "ua" and not post["key"].startswith("made#"),
        )
        for post in rows(folder / f"{side}-dev.negatives.jsonl")
    ]


def _region_codes(score: Path) -> Callable[[str], str]:
    spec = importlib.util.spec_from_file_location("score", score)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    region: Callable[[str], str] = module.region
    return region


def _own_cases() -> list[Case]:
    found = []
    for path in sorted(OWN.rglob("*.toml")):
        case = tomllib.loads(path.read_text("utf-8"))
        expect = case["expect"]
        posted = case.get("posted")
        if posted is not None and posted.tzinfo is None:
            posted = posted.replace(tzinfo=UTC)
        stated = expect.get("reading", "tally"), expect.get("scope", "national")
        if stated[0] == "unreadable" or "xfail" in case or (stated[0] == "tally" and stated[1] != "national"):
            continue
        label = _own_label(expect) if stated[0] == "tally" else None
        found.append(Case(f"{path.parent.name}/{path.stem}", case["channel"], posted, case["text"].strip("\n"), label))
    return found


def _own_label(expect: dict[str, Any]) -> Label:
    """The label of a case of our own; fields that its file does not tell are left out and not compared."""
    label: Label = {name: expect[name] or None for name in ("window", "headline") if name in expect}
    if "lines" in expect:
        label["lines"] = [_own_line(line) for line in expect["lines"]]
    for name in ("hit_sites", "debris_sites"):
        if name in expect:
            label[name] = {"hedge": "exact", "number": None, **expect[name]} if expect[name] else None
    if "regions" in expect:
        label["regions"] = [
            {"region": code, "number": number[0] if number else None} for code, *number in expect["regions"]
        ]
    return label


def _own_line(line: dict[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {"weapons": [], "number": None, "share": False, "total": False}
    return plain | {"hedge": "exact" if "number" in line else "not_stated"} | line
