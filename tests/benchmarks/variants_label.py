"""What a post states by its label, and where a reading differs from it.

A label is a dict in the words of the public contract, with local window times and without ``words``. A field that a
label does not have is not compared. The comparison is that of the published score: what states a number, who says so,
when and where; not the launch places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from parsers.channels import CHANNELS

Label = dict[str, Any]
Line = dict[str, Any]

# Words that name no type, and types that the labels do not tell apart.
_VAGUE = {"other-drone", "drone", "kab"}
_MERGED = {"kh-31p": "kh-31", "kh-555": "kh-55", "parody": "decoy"}
_OWN_FAMILY = {"drone", "recon_drone", "loitering_munition", "target", "guided_bomb", "rocket", "boat"}


def national(got: Label) -> bool:
    """Whether a reading would count as a national tally."""
    return (got["reading"], got["scope"]) == ("tally", "national")


def wrong_fields(label: Label, got: Label, channel: str, refused_too: bool = False) -> list[str]:
    """The fields in which a national tally differs from the label; ["scope"] where it is none.

    With ``refused_too`` what a refusal understood is compared all the same: an excerpt may lack what a report needs.
    """
    if not national(got) and not (refused_too and got["reading"] == "unreadable"):
        return ["scope"]
    wrong = [name for name, of in _BAGS.items() if "lines" in label and of(label["lines"]) != of(got["lines"])]
    wrong += _wrong_edges(label, got, channel)
    wrong += [
        name for name in ("hit_sites", "debris_sites") if name in label and _count(label, name) != _count(got, name)
    ]
    if label.get("headline") and label["headline"]["number"] != (got["headline"] or {}).get("number"):
        wrong.append("headline")
    if got["claimant"] != CHANNELS[channel].claimant.value:
        wrong.append("claimant")
    if label.get("regions") is not None and _regions(label) != _regions(got):
        wrong.append("regions")
    return wrong


def is_plain(line: Line) -> bool:
    """Whether a line states a number that is neither a share nor a sum."""
    return line["number"] is not None and not line["share"] and not line["total"]


def family(kind: str) -> str:
    return kind if kind in _OWN_FAMILY else "missile"


def _names(line: Line) -> frozenset[str]:
    return frozenset(_MERGED.get(slug, slug) for slug in line["weapons"] if slug not in _VAGUE)


def _bag(keep: Callable[[Line], bool], key: Callable[[Line], object]) -> Callable[[list[Line]], Counter[object]]:
    return lambda lines: Counter(key(line) for line in lines if keep(line))


_BAGS = {
    "figures": _bag(is_plain, lambda x: (x["outcome"], family(x["kind"]), x["number"], x["hedge"])),
    "typed": _bag(is_plain, lambda x: (x["outcome"], _names(x), x["number"])),
    "withheld": _bag(
        lambda x: x["number"] is None and x["outcome"] == "launched" and not x["share"] and bool(_names(x)),
        lambda x: (x["outcome"], _names(x)),
    ),
    "totals": _bag(
        lambda x: x["total"] and x["number"] is not None, lambda x: (x["outcome"], family(x["kind"]), x["number"])
    ),
    "shares": _bag(lambda x: x["share"] and x["number"] is not None, lambda x: (x["outcome"], x["number"], x["hedge"])),
}


def _wrong_edges(label: Label, got: Label, channel: str) -> list[str]:
    wrong = []
    for edge in ("start", "end"):
        want = (label.get("window") or {}).get(edge)
        found = _local((got["window"] or {}).get(edge), channel)
        if want is None:
            continue
        if "T" not in want:
            found = found.date() if isinstance(found, datetime) else found
            wrong += [f"window {edge}"] if found != date.fromisoformat(want) else []
        elif found != datetime.fromisoformat(want):
            wrong.append(f"window {edge}")
    return wrong


def _local(moment: str | None, channel: str) -> datetime | date | None:
    if moment is None:
        return None
    if "T" not in moment:
        return date.fromisoformat(moment)
    return datetime.fromisoformat(moment).astimezone(CHANNELS[channel].zone).replace(tzinfo=None)


def _count(reading: Label, name: str) -> tuple[int | None, str] | None:
    value = reading[name]
    return None if value is None else (value.get("number"), value.get("hedge", "exact"))


def _regions(reading: Label) -> Counter[tuple[str, int | None]]:
    return Counter((row["region"], row["number"]) for row in reading.get("regions") or [])
