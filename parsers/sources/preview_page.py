"""Reads a channel's preview page (``/s/NAME``): what kind of page it is, and the messages it shows.

All selectors are here and in ``page_text``; the structure is that of pages of 2023-2026. Blocks are read one by one,
because a pattern over the whole page pairs one message's time with the next one's text.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.records import Sighting
from parsers.sources.page_text import forward_of, text_of
from parsers.time.plausible import is_possible

TRANSPORT = "preview"

HISTORY = "section.tgme_channel_history"
BLOCK = "div[data-post]"
TIME = "a.tgme_widget_message_date time[datetime]"
ALBUM_ITEM = 'a[href$="?single"]'
CARD_TITLE = ".tgme_page_title"
CARD = ".tgme_page"

# A render time later than this after the fetch is not believed.
LATEST_RENDER = timedelta(days=2)

_SINGLE = re.compile(r"/(\d+)\?single$")
_POST = re.compile(r"([A-Za-z][A-Za-z0-9_]{3,31})/([1-9]\d{0,15})")


class PageKind(StrEnum):
    """The kind of a preview host's answer, decided before anything on it is trusted."""

    FEED = "feed"
    EMPTY = "empty"
    NO_PREVIEW = "no_preview"
    NOT_FOUND = "not_found"
    BLOCKED = "blocked"
    LAYOUT_CHANGED = "layout_changed"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Page:
    """A page's kind and, if it is a feed, its messages from the oldest.

    ``unread`` are the ids of messages without a readable time; their content is not trusted. ``numeric_ids`` are the
    channel ids in its messages: usually one. ``rendered_at`` is when the page was made.
    """

    kind: PageKind
    sightings: tuple[Sighting, ...] = ()
    unread: frozenset[int] = frozenset()
    numeric_ids: frozenset[int] = frozenset()
    rendered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """One message block. ``sighting`` is None without an id or a time; ``is_known`` says that we know its shape."""

    message_id: int | None
    sighting: Sighting | None
    is_known: bool
    numeric_id: int | None
    rendered_at: datetime | None


def read_page(html: str, fetched_at: datetime) -> Page:
    """Return what a page shows; ``fetched_at`` replaces the render time of messages that have none.

    A truncated page is not trusted at all: its last text may be cut in the middle of a number.
    """
    if not _is_whole(html):
        return Page(PageKind.CUT_OFF)
    tree = LexborHTMLParser(html)
    blocks = [_read_block(node, fetched_at) for node in tree.css(BLOCK)]
    if not blocks:
        return Page(_kind_without_posts(tree))
    if sum(block.is_known for block in blocks) * 2 < len(blocks):
        return Page(PageKind.LAYOUT_CHANGED)
    sightings = [block.sighting for block in blocks if block.sighting]
    return Page(
        kind=PageKind.FEED,
        sightings=tuple(sorted(sightings, key=lambda sighting: sighting.message_id)),
        unread=frozenset(block.message_id for block in blocks if block.message_id and not block.sighting),
        numeric_ids=frozenset(block.numeric_id for block in blocks if block.numeric_id is not None),
        rendered_at=max((block.rendered_at for block in blocks if block.rendered_at), default=None),
    )


def _is_whole(html: str) -> bool:
    """Return whether the history, or the document, is closed after the last message."""
    last = html.rfind("data-post=")
    return html.find("</html>", max(last, 0)) >= 0 or (last >= 0 and html.find("</section>", last) >= 0)


def _kind_without_posts(tree: LexborHTMLParser) -> PageKind:
    if tree.css_first(HISTORY):
        return PageKind.EMPTY
    if tree.css_first(CARD_TITLE):
        return PageKind.NO_PREVIEW
    return PageKind.NOT_FOUND if tree.css_first(CARD) else PageKind.BLOCKED


def _read_block(node: LexborNode, fetched_at: datetime) -> _Block:
    attributes = node.attributes
    view = _view(attributes.get("data-view"), fetched_at)
    post = _POST.fullmatch(attributes.get("data-post") or "")
    message_id = int(post[2]) if post else None
    time = node.css_first(TIME)
    published_at = _moment(time.attributes.get("datetime")) if time else None
    if message_id is None or time is None or published_at is None:
        return _Block(message_id, None, False, view.numeric_id, view.rendered_at)
    is_service = "service_message" in (attributes.get("class") or "").split()
    # «… pinned «…»» quotes another post, which has its own time.
    is_known, text = (True, "") if is_service else text_of(node)
    sighting = Sighting(
        message_id=message_id,
        published_at=published_at,
        text=text,
        observed_at=view.rendered_at or fetched_at,
        transport=TRANSPORT,
        edited=_edited(time),
        members=_members(node, message_id) if view.may_be_album else (),
        forward=forward_of(node),
    )
    return _Block(message_id, sighting, is_known, view.numeric_id, view.rendered_at)


class _View(NamedTuple):
    numeric_id: int | None = None
    rendered_at: datetime | None = None
    may_be_album: bool = True


def _view(value: str | None, fetched_at: datetime) -> _View:
    """Return the content of ``data-view`` (base64 of JSON without padding): ``c`` the channel, ``t`` the render time.

    ``p`` is the post's id, with a "g" if it is an album.
    """
    try:
        view = json.loads(base64.urlsafe_b64decode((value or "") + "=="))
        told = datetime.fromtimestamp(int(view["t"]), UTC)
        rendered_at = told if told < fetched_at + LATEST_RENDER else None
        return _View(abs(int(view["c"])), rendered_at, str(view.get("p", "g")).endswith("g"))
    except (binascii.Error, ValueError, TypeError, KeyError, OverflowError, OSError, RecursionError):
        return _View()


def _moment(value: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value or "")
        return moment.astimezone(UTC) if moment.tzinfo and is_possible(moment) else None
    except (ValueError, OverflowError):
        return None


def _edited(time: LexborNode) -> bool:
    """Return whether the block is marked as edited.

    The author's signature is beside the mark, in a tag of its own.
    """
    date = time.parent
    meta = date.parent if date is not None else None
    return meta is not None and "edited" in meta.text(deep=False)


def _members(node: LexborNode, message_id: int) -> tuple[int, ...]:
    """Return the ids of an album's items, which only their links show."""
    links = (_SINGLE.search(link.attributes.get("href") or "") for link in node.css(ALBUM_ITEM))
    ids = {int(match[1]) for match in links if match}
    return tuple(sorted(ids | {message_id})) if ids else ()
