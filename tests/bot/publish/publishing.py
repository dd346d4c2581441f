"""Publishing into a folder in a test, as of a moment."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.chat.languages import our_languages
from bot.publish.pages.site_pages import Pages
from bot.publish.publishing import PublishReport, publish
from bot.publish.request import PublishRequest
from bot.publish.site import Site
from parsers import READER
from parsers.channels import CHANNELS
from parsers.records import Reader
from storage import Store

CHANNELS_IN_ORDER = ("kpszsu", "mod_russia")


@cache
def request_parts(base_url: str | None, channels: tuple[str, ...]) -> tuple[Site, Pages]:
    site = Site(base_url, channels, ("en", "uk"), READER.version)
    return site, Pages(site, our_languages())


def published(
    store: Store,
    folder: Path,
    now: datetime,
    *,
    reader: Reader = READER,
    base_url: str | None = None,
    channels: tuple[str, ...] = CHANNELS_IN_ORDER,
    may_drop: bool = False,
) -> PublishReport:
    """Publish what a database knows at a moment."""
    folder.mkdir(exist_ok=True)
    site, pages = request_parts(base_url, channels)
    request = PublishRequest(site, our_languages(), pages, reader, now, CHANNELS["kpszsu"].zone, may_drop=may_drop)
    return store.read_now(publish, folder, request)


def contents(folder: Path) -> dict[str, str]:
    """The fingerprint of every file, by its path; those of our own state, too."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
