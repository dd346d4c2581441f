"""How a channel's counting changed, as data: for whoever adds or compares figures over such a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from storage.views.regimes import REGIMES, Regime, borders


def regimes_json(changes: Iterable[Regime] = REGIMES) -> list[dict[str, Any]]:
    """Return changes of counting, oldest first, each with the first night it holds for.

    ``measures`` are those whose figures do not compare over it, ``weapons`` the types whose part in a figure does not;
    ``first_post`` is the address of the post that has it first, None where only others' tables tell the date.
    """
    return [
        {
            "slug": one.change.value,
            "channel": one.channel,
            "since": one.since.isoformat(),
            "measures": sorted(measure.value for measure in one.measures),
            "weapons": sorted(one.weapons),
            "first_post": f"https://t.me/{one.channel}/{one.first_post}" if one.first_post else None,
        }
        for one in sorted(changes, key=lambda one: one.since)
    ]


def regimes_between(channels: Iterable[str], first: date, last: date) -> list[dict[str, Any]]:
    """Return the changes of counting that lie between two nights."""
    return regimes_json(one for channel in channels for one in borders(channel, first, last))
