"""Publish a database into a folder: the wiring of one run, for the command line and for a running bot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.chat.languages import our_languages
from bot.clock import utc_now
from bot.publish.lock import publishing_alone
from bot.publish.pages.site_pages import KYIV, Pages
from bot.publish.publishing import PublishReport, publish
from bot.publish.request import PublishError, PublishRequest, unwritable
from bot.publish.site import Site
from parsers import READER
from storage.location import Location
from storage.read_only import read_beside


@dataclass(frozen=True, slots=True)
class PublishingJob:
    """A database, the folder its record is published in, and the address of that folder (None: none).

    Its dates are those of the attacked, wherever the bot's chats are: by the clock of Los Angeles the newest night
    would still be to come when its report comes.
    """

    database: Location
    folder: Path
    channels: tuple[str, ...]
    base_url: str | None = None
    may_drop: bool = False


def run(job: PublishingJob, progress: Callable[[int, int], None] = lambda done, all_: None) -> PublishReport:
    """Publish what the database knows now. Raises ``PublishError`` and ``StorageError``, each with a sentence."""
    if isinstance(job.database, Path) and job.database.absolute().resolve().is_relative_to(job.folder.resolve()):
        raise PublishError(f"{job.folder} has the database in it; publish into a folder of its own.")
    languages = our_languages()
    site = Site(job.base_url, job.channels, languages.codes, READER.version)
    request = PublishRequest(site, languages, Pages(site, languages), READER, utc_now(), KYIV, may_drop=job.may_drop)
    try:
        with publishing_alone(job.folder):
            return read_beside(job.database, publish, job.folder, request, progress)
    except OSError as error:
        raise unwritable(job.folder, error) from error
