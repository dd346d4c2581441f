"""Corrections of the published figures: each change between two vintages of a night, old → new, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from bot.chat.languages import words_of
from bot.chat.messages.changes import changes_text
from bot.publish.site import Site, night_page, short_hash
from parsers.json_reading import moment
from storage.views.record import NightRecord, RecordSide, Vintage, Why
from storage.views.settling import settles_at
from storage.views.shown_figures import Difference, Figures, ShownCount, Stated, differences, figures_of


class WhatStands(StrEnum):
    """What stands of a night: its figures, none, or those of a post that the channel's page leaves out."""

    FIGURES = "figures"
    NO_FIGURES = "no_figures"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class CorrectedNumber:
    """A number that changed, as JSON: what it counts, ``old`` and ``new``, either None where it was not stated."""

    counted: dict[str, Any]
    old: dict[str, Any] | None
    new: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class PublishedCorrection:
    """A change of what stands for a night on one side.

    ``known_from`` is since when it stands, ``stood_from`` since when the old did; ``was`` and ``now`` are what stood
    and stands. ``is_after_settled``: the figures were no longer provisional. ``window`` are the old and the new period
    where they differ. ``texts`` say it in words, by language; ``url`` is that of the post.
    """

    id: str
    night: date
    claimant: str
    attacker: str
    channel: str
    message_id: int
    revision: int
    old_message_id: int
    old_revision: int
    reader_version: int
    old_reader_version: int
    why: str
    known_from: datetime
    known_from_is: str
    stood_from: datetime
    is_after_settled: bool
    was: WhatStands
    now: WhatStands
    changes: tuple[CorrectedNumber, ...]
    window: dict[str, Any] | None
    texts: dict[str, str]
    url: str | None
    page: str


def corrections_of(record: NightRecord, site: Site) -> list[PublishedCorrection]:
    """Return the corrections of a night, oldest first on each side. An edit that changed no figure is none."""
    found = (_correction(record, side, old, new, site) for side in record.sides for old, new in pairwise(side.vintages))
    return [one for one in found if one]


def _correction(
    record: NightRecord, side: RecordSide, old: Vintage, new: Vintage, site: Site
) -> PublishedCorrection | None:
    before, after = (figures_of(one.tally) if one.tally else None for one in (old, new))
    window = _windows(before, after)
    before, after = (one or _nothing(side, before or after) for one in (before, after))
    changed = differences(before, after)
    if not changed and not window and _standing(old) is _standing(new):
        return None
    return PublishedCorrection(
        id=site.tag(_name(record.day, side, new)),
        night=record.day,
        claimant=side.claimant.value,
        attacker=side.attacker.value,
        channel=side.channel,
        message_id=new.key.message_id,
        revision=new.key.revision,
        old_message_id=old.key.message_id,
        old_revision=old.key.revision,
        reader_version=new.reader_version,
        old_reader_version=old.reader_version,
        why=new.why.value,
        known_from=new.known_from,
        known_from_is=new.known_from_is.value,
        stood_from=old.known_from,
        is_after_settled=new.known_from >= settles_at(record.day),
        was=_standing(old),
        now=_standing(new),
        changes=tuple(CorrectedNumber(_counted(one), _stated(one.old), _stated(one.new)) for one in changed),
        window=window,
        texts={code: _text(code, before, after) for code in site.languages},
        url=site.post_url(new.key),
        page=site.address(night_page(record.day)),
    )


def _name(day: date, side: RecordSide, new: Vintage) -> str:
    """Name a correction by what does not change when an earlier version is found later."""
    since = new.known_from.astimezone(UTC)
    version = f"{new.key.message_id}.{short_hash(new.sha256)}.{new.reader_version}"
    gone = "/withdrawn" if new.why is Why.WITHDRAWN else ""
    return f"correction/{day}/{side.claimant.value}/{since:%Y%m%dT%H%M%SZ}/{version}{gone}"


def _standing(vintage: Vintage) -> WhatStands:
    if vintage.tally is None:
        return WhatStands.NO_FIGURES
    return WhatStands.WITHDRAWN if vintage.why is Why.WITHDRAWN else WhatStands.FIGURES


def _windows(before: Figures | None, after: Figures | None) -> dict[str, Any] | None:
    if not before or not after or before.window == after.window:
        return None
    edges = [one.window and [moment(one.window.start), moment(one.window.end)] for one in (before, after)]
    return {"old": edges[0], "new": edges[1]}


def _counted(change: Difference) -> dict[str, Any]:
    """Return what a number counts: an outcome of weapons, or places by name, or a region by its code."""
    what = change.what
    if not isinstance(what, ShownCount):
        return {"place": what}
    return {
        "outcome": what.outcome.value,
        "kind": what.kind.value,
        "weapons": list(what.weapons),
        "share": what.share,
        "total": what.total,
    }


def _stated(stated: Stated | None) -> dict[str, Any] | None:
    return stated and {"number": stated[0], "hedge": stated[1].value}


def _nothing(side: RecordSide, other: Figures | None) -> Figures:
    """Return what takes the place of figures where none stood: no numbers, of the same period as the other figures."""
    return Figures(side.claimant, {}, other.window if other else None)


def _text(code: str, before: Figures, after: Figures) -> str:
    if before.window == after.window:
        before, after = replace(before, window=None), replace(after, window=None)  # to word equal ones costs time
    return changes_text(words_of(code), before, after)
