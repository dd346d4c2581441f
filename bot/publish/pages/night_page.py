"""The page of a night: both sides, every version of their words, and how to cite them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.chat.audience import Audience
from bot.chat.language import Language
from bot.chat.messages.citation import full_quote, reference
from bot.publish.pages.history import permanent_anchor
from bot.publish.pages.night_parts import NightLead, side_of
from bot.publish.site import Site, night_page
from storage.views.record import NightRecord, RecordSide


@dataclass(frozen=True, slots=True)
class NightLink:
    """A night beside this one: the path of its page and its short name."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Permalink:
    """The version that tells the night on a channel, and its anchor."""

    name: str
    anchor: str


def night_values(
    audience: Audience, site: Site, record: NightRecord, lead: NightLead, around: tuple[date | None, date | None]
) -> dict[str, Any]:
    """Return what the template of a night needs; ``around`` are the nights before and after it that have a page."""
    words = audience.words
    nights = [side.night for side in record.sides if side.night]
    sentences = [one.text for one in lead.said if one.is_claim]
    return {
        "night": lead,
        "sides": [
            side_of(audience, site, record, side, said) for side, said in zip(record.sides, lead.said, strict=True)
        ],
        "before": _link(words, around[0]),
        "after": _link(words, around[1]),
        "quote": full_quote(audience, record.day, nights, sentences) if nights else "",
        "references": [reference(audience, night) for night in nights],
        "this_page": _this_page(words, site, record),
        "permalinks": [_permalink(words, side) for side in record.sides if side.night],
    }


def _permalink(words: Language, side: RecordSide) -> Permalink:
    assert side.night, "one that tells it"
    key = side.night.source.key
    sha256 = next((one.sha256 for one in side.versions if one.key == key), "")
    name = words.say("post {number}, version {version}", number=key.message_id, version=key.revision)
    return Permalink(name, permanent_anchor(key, sha256))


def _link(words: Language, day: date | None) -> NightLink | None:
    return NightLink(night_page(day), words.short_night(day)) if day else None


def _this_page(words: Language, site: Site, record: NightRecord) -> str:
    """Return how the page is cited: its name, its state and its address."""
    night = words.say("Night of {night}", night=words.night(record.day))
    state = words.say("settled") if record.settled else words.say("provisional")
    return f"overnight. {night} ({state}). {site.address(night_page(record.day, words.code))}"
