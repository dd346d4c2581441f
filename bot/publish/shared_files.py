"""The files of no night alone: tables, the newest night, corrections, feeds, what the files mean, pages, pictures."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from bot.chat.language import Language
from bot.publish.data.accuracy import accuracy_file
from bot.publish.data.corrections import PublishedCorrection
from bot.publish.data.corrections_file import correction_from, corrections_json, newest_first
from bot.publish.data.datapackage import FILES, PACKAGE, datapackage, files_rows
from bot.publish.data.feeds import corrections_atom, feed_atom, feed_json
from bot.publish.data.json_text import json_text
from bot.publish.data.latest import latest_json
from bot.publish.data.meta import meta_json
from bot.publish.data.schemas import schemas
from bot.publish.data.status import status_json
from bot.publish.data.tables import TABLES, csv_text
from bot.publish.folder import WrittenFile, written_file
from bot.publish.months import PublishedNight
from bot.publish.pages.frame import ABOUT, ACCURACY, INDEX, NOT_FOUND, SITE_CARD, TREND, card_path, in_language
from bot.publish.reading import NEWEST, RecordReading
from storage.views.accuracy import AccuracyView, accuracy_view
from storage.views.days import shifted
from storage.views.record import NightRecord, NightStatus
from storage.views.source_status import source_statuses

NIGHTS_TABLE = "v1/nights.csv"
Made = Callable[[], bytes]


class SharedFiles:
    """Makes the files of no night, from the nights as they were published and the records of the newest ones."""

    def __init__(self, reading: RecordReading, nights: Mapping[date, PublishedNight]) -> None:
        request = reading.request
        self._reading, self._request, self._edges = reading, request, reading.edges
        self._site, self._languages, self._pages = request.site, request.languages, request.pages
        self._nights = dict(sorted(nights.items()))

    def of_the_program(self) -> Iterator[tuple[str, Made]]:
        """Yield the paths of the files that no post changes, and what makes them."""
        for path, schema in schemas().items():
            yield path, partial(_json, partial(dict, schema))
        for words in self._spoken:
            yield in_language(ABOUT, words.code), partial(_text, partial(self._pages.about, words))
            yield in_language(NOT_FOUND, words.code), partial(_text, partial(self._pages.not_found, words))
            yield in_language(SITE_CARD, words.code), partial(self._pages.site_card, words)
        for path, content in self._pages.assets().items():
            yield path, partial(bytes, content)

    def of_the_nights(self) -> Iterator[tuple[str, Made]]:
        """Yield those that a night changes."""
        yield from self._tables()
        yield from self._data()
        yield from self._night_pages()

    def of_the_sources(self) -> Iterator[tuple[str, Made]]:
        """Yield those that change without a night: how far the channels are known, how others' tables compare."""
        yield "v1/status.json", partial(self._status)
        yield "v1/accuracy.json", partial(self._accuracy)
        for words in self._spoken:
            path = in_language(ACCURACY, words.code)
            yield path, partial(_text, partial(self._pages.accuracy, self._compared, words))

    def described(self, files: Mapping[str, WrittenFile]) -> Iterator[tuple[str, bytes]]:
        """Yield the list of the nights' files and the description of all, which know what is in the others."""
        listed = csv_text(files_rows(files)).encode()
        yield FILES, listed
        facts = {**files, FILES: written_file(listed)}
        yield PACKAGE, json_text(datapackage(facts, self._site)).encode()

    @property
    def _spoken(self) -> list[Language]:
        return [self._languages.words(code) for code in self._site.languages]

    @cached_property
    def _newest(self) -> Sequence[NightRecord]:
        """Return the nights up to today from a month before the last one that was told on, the newest first."""
        first, last = self._edges
        told = max((day for day, night in self._nights.items() if night.told), default=last)
        return self._reading.between(max(first, shifted(told, 1 - NEWEST)), last)[::-1]

    @cached_property
    def _compared(self) -> AccuracyView:
        return accuracy_view(self._reading.db)

    @cached_property
    def _corrections(self) -> list[PublishedCorrection]:
        return newest_first(correction_from(one) for night in self._nights.values() for one in night.corrections)

    def _table(self, path: str) -> str:
        header = next(csv_text([list(table.header)]) for table in TABLES if table.path == path)
        return header + "".join(night.tables[path] for night in self._nights.values())

    def _tables(self) -> Iterator[tuple[str, Made]]:
        for table in TABLES:
            yield table.path, partial(_text, partial(self._table, table.path))

    def _data(self) -> Iterator[tuple[str, Made]]:
        site = self._site
        yield "v1/latest.json", partial(_json, lambda: latest_json(self._newest, site))
        yield "v1/corrections.json", partial(_json, lambda: corrections_json(self._corrections, site))
        yield "v1/meta.json", partial(_json, partial(meta_json, site, self._edges))
        yield "feed.atom", partial(_text, lambda: feed_atom(self._newest, site))
        yield "feed.json", partial(_json, lambda: feed_json(self._newest, site))
        yield "corrections.atom", partial(_text, lambda: corrections_atom(self._corrections, site))

    def _night_pages(self) -> Iterator[tuple[str, Made]]:
        pages = self._pages
        rows = list(csv.DictReader(self._table(NIGHTS_TABLE).splitlines()))
        told = next((one for one in self._newest if _is_told(one)), self._newest[0])
        for words in self._spoken:
            yield in_language(INDEX, words.code), partial(_text, partial(pages.index, self._newest, words))
            yield in_language(TREND, words.code), partial(_text, partial(pages.trend, rows, words))
            yield in_language(card_path(told.day), words.code), partial(pages.card, told, words)

    def _status(self) -> bytes:
        request = self._request
        sources = source_statuses(self._reading.db, request.zones)
        return json_text(status_json(sources, self._site)).encode()

    def _accuracy(self) -> bytes:
        return json_text(accuracy_file(self._compared)).encode()


def _is_told(record: NightRecord) -> bool:
    return any(side.status is NightStatus.TALLY for side in record.sides)


def _text(make: Callable[[], str]) -> bytes:
    return make().encode()


def _json(make: Callable[[], Mapping[str, Any]]) -> bytes:
    return json_text(make()).encode()
