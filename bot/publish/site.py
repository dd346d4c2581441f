"""Where the record is published: the addresses of its files, and of the posts it points to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from bot.locales import ENGLISH
from storage.readings.load import Key
from storage.views.readings import Source

# RFC 2606: a name that nobody owns, for a record without an address.
NO_HOST = "overnight.invalid"
# RFC 4151: a year from which on the authority of a tag was its owner's.
TAG_YEAR = "2026"
FEED, JSON_FEED, CORRECTIONS_FEED = "feed.atom", "feed.json", "corrections.atom"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the record is published, and of what.

    ``base_url`` is the address of the folder's root, None where it has none. ``channels`` are those followed, in their
    order; ``languages`` the codes of those it speaks. ``reader_version`` is that of the reader that reads posts now.
    Posts with numbers below ``made_up_below`` are made up (a demo); None where all are real.
    """

    base_url: str | None
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    reader_version: int
    made_up_below: int | None = None

    def address(self, path: str) -> str:
        """Return the address of a file: absolute, or relative to the folder's root where it has no address."""
        return f"{self.base_url.rstrip('/')}/{path}" if self.base_url else path

    def post_url(self, post: Source | Key) -> str | None:
        """Return the address of a post; None where it is made up."""
        if self.made_up_below is not None and post.message_id < self.made_up_below:
            return None
        return f"https://t.me/{post.channel}/{post.message_id}"

    def tag(self, name: str) -> str:
        """Return an identifier (RFC 4151) that stays the same whatever the file is called: ``tag:a.org,2026:feed``."""
        parts = urlsplit(self.base_url or "")
        folder = parts.path.strip("/")
        return f"tag:{parts.hostname or NO_HOST},{TAG_YEAR}:{folder and folder + '/'}{name}"


def short_hash(sha256: str) -> str:
    """Return as much of a text's SHA-256 as tells it from every other version of its post, for names that last: a
    version's number is another one where an earlier version is found later.
    """
    return sha256[:10]


def night_file(day: date) -> str:
    """Return the path of a night's JSON in the folder."""
    return f"v1/night/{day}.json"


def night_page(day: date, language: str = ENGLISH) -> str:
    """Return the path of a night's page in the folder."""
    return f"{'' if language == ENGLISH else language + '/'}night/{day}.html"
