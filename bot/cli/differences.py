"""Show on the terminal how the reading of a revision changed: the old number and the new one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from parsers.channels import CHANNELS
from parsers.records import Count, Hedge, Line, Tally, Unreadable, Window
from storage.readings.load import StoredReading
from storage.readings.reprocess import Changed

NOTHING = "nothing"
HEDGES = {Hedge.AT_LEAST: "≥ ", Hedge.ABOUT: "≈ ", Hedge.AT_MOST: "≤ "}


def differences(changed: Changed) -> list[str]:
    """Return what changed, a line per figure; none where only words or doubts differ."""
    old, new = _facts(changed.before), _facts(changed.after)
    return [
        f"{name}: {old.get(name, NOTHING)} → {new.get(name, NOTHING)}"
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def heading(changed: Changed) -> str:
    """Return the night of a change, or the window of a tally that is no night, and the revision it comes from."""
    key = changed.after.key
    post = f"{key.channel}/{key.message_id} revision {key.revision}"
    nights = [kept.nights for kept in (changed.after, changed.before) if kept]
    night = next((one.night for one in nights if one.night), None)
    ends_on = next((one.ends_on for one in nights if one.ends_on), None)
    if night:
        return f"night to {night} · {post}"
    return f"window to {ends_on} · {post}" if ends_on else post


def _facts(kept: StoredReading | None) -> dict[str, str]:
    """Return what a reading states, by name. What was understood of an unreadable report counts nowhere."""
    match kept and kept.reading:
        case Tally() as tally:
            assert kept
            return _tally_facts(tally, kept, CHANNELS[kept.key.channel].zone)
        case Unreadable(reason, _):
            return {"reading": f"unreadable ({reason})"}
    return {}


def _tally_facts(tally: Tally, kept: StoredReading, zone: ZoneInfo) -> dict[str, str]:
    facts = {"reading": "tally", "scope": (kept.scope or tally.scope).value, "window": _window(tally.window, zone)}
    for line in tally.lines:
        name = _name(line)
        facts[name] = f"{facts[name]}, {_number(line)}" if name in facts else _number(line)
    sites = {"hit sites": tally.hit_sites, "debris sites": tally.debris_sites}
    facts |= {name: _number(count) for name, count in sites.items() if count}
    for region in tally.regions or ():
        facts[f"region {region.region}"] = "named" if region.number is None else str(region.number)
    return facts


def _name(line: Line) -> str:
    marks = [mark for mark, holds in (("share", line.share), ("total", line.total)) if holds]
    return " ".join([line.outcome.value, ", ".join(line.weapons) or line.kind.value, *marks])


def _number(count: Line | Count) -> str:
    return "not stated" if count.number is None else f"{HEDGES.get(count.hedge, '')}{count.number}"


def _window(window: Window | None, zone: ZoneInfo) -> str:
    if window is None:
        return "none"
    edges = (window.start, window.end)
    return " to ".join(
        edge.astimezone(zone).strftime("%Y-%m-%d %H:%M") if isinstance(edge, datetime) else str(edge or "unstated")
        for edge in edges
    )
