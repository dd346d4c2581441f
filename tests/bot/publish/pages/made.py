"""A whole folder of pages, made of the hand-built records, in both languages."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser

from bot.chat.languages import our_languages, words_of
from bot.publish.data.columns import csv_text
from bot.publish.data.nights import NIGHTS
from bot.publish.pages import Pages
from bot.publish.pages.frame import ABOUT, ACCURACY, INDEX, NOT_FOUND, SITE_CARD, TREND, card_path, in_language
from bot.publish.site import Site, night_page
from storage.views.record import NightRecord
from tests.bot.publish.records import AIR_FORCE, MINISTRY, every_night

LANGUAGES = ("en", "uk")
SITE = Site("https://record.example.org", (AIR_FORCE, MINISTRY), LANGUAGES, reader_version=3)
NOWHERE = Site(None, (AIR_FORCE, MINISTRY), LANGUAGES, reader_version=3)


@cache
def pages(site: Site = SITE) -> Pages:
    return Pages(site, our_languages())


def night_html(record: NightRecord, code: str = "en", site: Site = SITE) -> str:
    """The page of a night between two others."""
    return pages(site).night(record, words_of(code), before=None, after=None)


def rows_of(records: Sequence[NightRecord]) -> list[dict[str, str]]:
    """The rows of ``nights.csv``, as they are read from the file."""
    text = csv_text([NIGHTS.header, *(row for record in records for row in NIGHTS.rows(record, SITE))])
    return list(csv.DictReader(text.splitlines()))


@cache
def folder(site: Site = SITE) -> dict[str, str]:
    """Every page by its path."""
    return dict(_made(site, every_night()))


def _made(site: Site, records: Sequence[NightRecord]) -> Iterator[tuple[str, str]]:
    made, days = pages(site), [record.day for record in records]
    for code in LANGUAGES:
        words = words_of(code)
        yield in_language(INDEX, code), made.index(records[::-1], words)
        yield in_language(TREND, code), made.trend(rows_of(records), words)
        yield in_language(ACCURACY, code), made.accuracy(None, words)
        yield in_language(ABOUT, code), made.about(words)
        yield in_language(NOT_FOUND, code), made.not_found(words)
        for record, before, after in zip(records, [None, *days], [*days[1:], None], strict=False):
            yield night_page(record.day, code), made.night(record, words, before=before, after=after)


def pictures(newest: NightRecord) -> set[str]:
    """The paths of the cards that are written beside the pages."""
    return {in_language(path, code) for path in (SITE_CARD, card_path(newest.day)) for code in LANGUAGES}


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.found if "id" in attributes]
