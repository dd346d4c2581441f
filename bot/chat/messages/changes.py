"""What changed between two sets of figures, in words: ``Drones: 108 → 112 launched``.

Corrections, the messages about a better reader and the published record say it alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.chat.language import N_, Language
from bot.chat.messages.amounts import KINDS, OUTCOMES, stated
from bot.chat.messages.tally import TOTALS
from bot.chat.names import place_name, weapon_name
from parsers.channels import CHANNELS
from parsers.records import Window
from storage.views.shown_figures import (
    DEBRIS_SITES,
    HIT_SITES,
    Difference,
    Figures,
    ShownCount,
    Stated,
    differences,
)

SITES = {HIT_SITES: N_("Places hit: {number}"), DEBRIS_SITES: N_("Places with debris: {number}")}


def changes_text(words: Language, old: Figures, new: Figures | None) -> str:
    """``Drones: 108 → 112 launched · Drones: 35 → 37 downed``; empty if nothing differs or there are no new figures."""
    if new is None:
        return ""
    found = [change_text(words, one) for one in differences(old, new)]
    return " · ".join([*found, *_period(words, old, new)])


def change_text(words: Language, change: Difference) -> str:
    """``Drones: 177 → 181 shot down or jammed``."""
    number = f"{stated_text(words, change.old)} → {stated_text(words, change.new)}"
    what = change.what
    if isinstance(what, str):
        if what in SITES:
            return words.say(SITES[what], number=number)
        return words.say("{what}: {figures}", what=place_name(words, what), figures=number)
    if what.total and what.outcome in TOTALS:
        return words.say(TOTALS[what.outcome], number=number)
    return f"{_name(words, what)}: {words.say(OUTCOMES[what.outcome], number=number)}"


def _name(words: Language, what: ShownCount) -> str:
    return " / ".join(weapon_name(words, slug) for slug in what.weapons) or words.say(KINDS[what.kind])


def stated_text(words: Language, one: Stated | None) -> str:
    """``at least 50``, ``not given``; a dash where nothing is stated."""
    if one is None:
        return "–"
    number, hedge = one
    return words.say("not given") if number is None else stated(words, number, hedge)


def _period(words: Language, old: Figures, new: Figures) -> Iterator[str]:
    before, after = _window(words, old), _window(words, new)
    if before != after:
        yield words.say("Period: {number}", number=f"{before} → {after}")


def _window(words: Language, figures: Figures) -> str:
    """``21 Sep 18:00 – 22 Sep 09:00``, by the claimant's clock."""
    window: Window | None = figures.window
    if window is None:
        return words.say("not given")
    zone = next(row.zone for row in CHANNELS.values() if row.claimant is figures.claimant)

    def edge(value: datetime | date | None) -> str:
        if isinstance(value, datetime):
            return f"{words.short_day(value.astimezone(zone).date())} {words.clock(value, zone)}"
        return words.short_day(value) if value else "…"

    return f"{edge(window.start)} – {edge(window.end)}"
