"""Checking a page before it is accepted: that it is a feed, and of the channel we mean."""

from __future__ import annotations

from bot.follow.errors import NothingOlderError, PageError
from parsers.channels import CHANNELS
from parsers.sources.preview_page import Page, PageKind
from storage.channels import cursors
from storage.database import Store

IDENTITY = "identity"

# The sentences for pages that are not a feed.
NOT_A_FEED = {
    PageKind.EMPTY: "the page shows no posts; the host may be limiting us, so nothing is concluded.",
    PageKind.NO_PREVIEW: "the channel shows no preview on the web.",
    PageKind.NOT_FOUND: "there is no channel of this name.",
    PageKind.BLOCKED: "the host answers with something that is not a channel page; it may be refusing us.",
    PageKind.LAYOUT_CHANGED: "the page has posts we cannot read: its layout has changed.",
    PageKind.CUT_OFF: "the page is cut off before its end and is not used.",
}

# Of these kinds the page itself is saved, for fixing the parser.
KEPT_PAGES = frozenset({PageKind.LAYOUT_CHANGED, PageKind.BLOCKED, PageKind.EMPTY})
TO_BE_MENDED = "'overnight unread --page {name}' shows the page."


def check_kind(channel: str, page: Page, below: int | None) -> None:
    """Raise ``PageError`` for a page that is not a feed, ``NothingOlderError`` for an empty one below an id."""
    if page.kind is PageKind.FEED:
        return
    refusal = NothingOlderError if page.kind is PageKind.EMPTY and below is not None else PageError
    hint = f" {TO_BE_MENDED.format(name=channel)}" if page.kind is PageKind.LAYOUT_CHANGED else ""
    raise refusal(page.kind, f"@{channel}: {NOT_A_FEED[page.kind]}{hint}")


async def check_identity(channel: str, page: Page, store: Store) -> None:
    """Pin the id of a channel that has none yet; pause it and raise ``PageError`` if the page shows another id.

    A name can be sold or renamed: only the numeric id says that this is still the channel we mean.
    """
    if not page.numeric_ids:
        sentence = f"@{channel}: the page no longer tells the channel's id."
        raise PageError(PageKind.LAYOUT_CHANGED, f"{sentence} {TO_BE_MENDED.format(name=channel)}")
    row = CHANNELS.get(channel)
    pinned = (row and row.numeric_id) or await store.read(cursors.pinned, channel)
    if page.numeric_ids != {pinned or min(page.numeric_ids)}:
        shown = ", ".join(map(str, sorted(page.numeric_ids)))
        ours = f"is pinned to id {pinned}" if pinned else "has no id yet"
        sentence = f"{IDENTITY}: @{channel} {ours}, the page shows {shown}; nothing is taken."
        await store.write(cursors.pause, channel, sentence)
        raise PageError(IDENTITY, sentence)
    await store.write(cursors.identified, channel, min(page.numeric_ids), IDENTITY)
