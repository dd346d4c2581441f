"""The feeds: an entry for each night, which is updated when what stands for it changes, and one for each correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET  # nosec B405: written, never parsed

from bot.chat.languages import words_of
from bot.chat.messages.sentences import side_sentence
from bot.locales import ENGLISH
from bot.publish.data.about import NOT_VERIFIED, TITLE
from bot.publish.data.corrections import PublishedCorrection, WhatStands, corrections_of
from bot.publish.data.corrections_file import newest_first
from bot.publish.data.terms import CLAIMANTS, WHYS
from bot.publish.site import CORRECTIONS_FEED, FEED, JSON_FEED, Site, night_page
from parsers.json_reading import moment
from storage.views.record import NightRecord, NightStatus, RecordSide

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"
AUTHOR = "overnight"
# How many a feed holds, the newest; the files have them all.
NIGHTS, CORRECTIONS = 60, 100
# A feed has to have a time; an empty one has been what it is for ever.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
PROVISIONAL, SETTLED = "provisional", "settled"
UNTIL_SETTLED = "Provisional: the figures may still change until 48 hours after the night."
NO_REPORT = "We have no report by {who} for this night."
SILENT = {
    NightStatus.UNREADABLE: "There is a report by {who} that could not be read whole or is held back.",
    NightStatus.GAP: "Posts of {who} from that time are missing here.",
    NightStatus.NOT_YET: "{who} has not reported yet.",
}
# What a correction says besides its numbers.
CHANGED_TO = {
    WhatStands.NO_FIGURES: "No figures stand any more",
    WhatStands.WITHDRAWN: "The figures stand, the post is gone",
    WhatStands.FIGURES: "Figures stand since then",
}


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed, in plain text. ``tags`` are its categories."""

    id: str
    title: str
    page: str
    published: datetime
    updated: datetime
    text: str
    tags: tuple[str, ...]


def night_entries(records: Iterable[NightRecord], site: Site) -> list[FeedEntry]:
    """Return an entry for each night that a side has told, the last changed first."""
    found = [_night(record, site) for record in records if any(side.vintages for side in record.sides)]
    return sorted(found, key=lambda one: (one.updated, one.id), reverse=True)


def _night(record: NightRecord, site: Site) -> FeedEntry:
    times = [vintage.known_from for side in record.sides for vintage in side.vintages]
    told = [*_said(record), *([] if record.settled else [UNTIL_SETTLED]), NOT_VERIFIED]
    changes = [f"Changed {_minute(one.known_from)}: {correction_text(one)}" for one in corrections_of(record, site)]
    return FeedEntry(
        id=site.tag(f"night/{record.day}"),
        title=words_of(ENGLISH).say("Night of {night}", night=words_of(ENGLISH).night(record.day)),
        page=site.address(night_page(record.day)),
        published=min(times),
        updated=max(times),
        text="\n".join([*told, *changes]),
        tags=(SETTLED if record.settled else PROVISIONAL,),
    )


def _said(record: NightRecord) -> Iterator[str]:
    for side in record.sides:
        yield side_sentence(words_of(ENGLISH), side.night) if side.night else _silent(side)


def _silent(side: RecordSide) -> str:
    return SILENT.get(side.status, NO_REPORT).format(who=CLAIMANTS[side.claimant.value])


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def correction_text(one: PublishedCorrection) -> str:
    """Return a correction in English: what changed, whose figures they are, and why."""
    changed = "; ".join(filter(None, (CHANGED_TO[one.now] if one.was is not one.now else "", one.texts.get(ENGLISH))))
    return f"{changed} ({CLAIMANTS[one.claimant]}; {WHYS[one.why]})."


def correction_entries(corrections: Iterable[PublishedCorrection], site: Site) -> list[FeedEntry]:
    """Return an entry for each correction, the newest first."""
    return [_correction(one) for one in newest_first(corrections)]


def _correction(one: PublishedCorrection) -> FeedEntry:
    night = words_of(ENGLISH).night(one.night)
    return FeedEntry(
        id=one.id,
        title=f"Correction: night of {night}, {CLAIMANTS[one.claimant]}",
        page=one.page,
        published=one.known_from,
        updated=one.known_from,
        text=correction_text(one),
        tags=(one.why, SETTLED if one.is_after_settled else PROVISIONAL),
    )


def feed_atom(records: Iterable[NightRecord], site: Site) -> str:
    """Return ``feed.atom``, of the newest nights (RFC 4287)."""
    return _atom(FEED, TITLE, night_entries(records, site)[:NIGHTS], site)


def corrections_atom(corrections: Iterable[PublishedCorrection], site: Site) -> str:
    """Return ``corrections.atom``, of the newest corrections."""
    return _atom(CORRECTIONS_FEED, f"{TITLE}: corrections", correction_entries(corrections, site)[:CORRECTIONS], site)


def feed_json(records: Iterable[NightRecord], site: Site) -> dict[str, Any]:
    """Return ``feed.json``, of the newest nights (JSON Feed 1.1). It has addresses only where the record has one."""
    has_address = site.base_url is not None
    at = {"home_page_url": site.address("index.html"), "feed_url": site.address(JSON_FEED)} if has_address else {}
    return {
        "version": JSON_FEED_VERSION,
        "title": TITLE,
        **at,
        "description": NOT_VERIFIED,
        "language": ENGLISH,
        "authors": [{"name": AUTHOR}],
        "items": [_item(one, has_address) for one in night_entries(records, site)[:NIGHTS]],
    }


def _item(entry: FeedEntry, has_address: bool) -> dict[str, Any]:
    return {
        "id": entry.id,
        **({"url": entry.page} if has_address else {}),
        "title": entry.title,
        "content_text": entry.text,
        "date_published": moment(entry.published),
        "date_modified": moment(entry.updated),
        "tags": [*entry.tags],
    }


def _atom(path: str, title: str, entries: Sequence[FeedEntry], site: Site) -> str:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": ENGLISH})
    _add(feed, "id", site.tag(path.partition(".")[0]))
    _add(feed, "title", title)
    _add(feed, "subtitle", NOT_VERIFIED)
    _add(feed, "updated", moment(max((one.updated for one in entries), default=NEVER)))
    _add(_add(feed, "author"), "name", AUTHOR)
    _add(feed, "link", rel="self", type="application/atom+xml", href=site.address(path))
    _add(feed, "link", rel="alternate", type="text/html", href=site.address("index.html"))
    for one in entries:
        entry = _add(feed, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "published", moment(one.published))
        _add(entry, "updated", moment(one.updated))
        _add(entry, "link", rel="alternate", type="text/html", href=one.page)
        for tag in one.tags:
            _add(entry, "category", term=tag)
        _add(entry, "content", one.text, type="text")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text
    return child
