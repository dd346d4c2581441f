"""The files of one night, and its rows of every table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.chat.languages import Languages
from bot.publish.data.corrections import corrections_of
from bot.publish.data.corrections_file import correction_json
from bot.publish.data.json_text import json_text
from bot.publish.data.night import night_json
from bot.publish.data.tables import TABLES, csv_text
from bot.publish.pages.site_pages import Pages
from bot.publish.site import Site, night_file, night_page
from storage.views.days import shifted
from storage.views.record import NightRecord, RecordSide


@dataclass(frozen=True, slots=True)
class MadeNight:
    """What is published of a night: its files, its rows of each table, which posts ever told it, corrections."""

    files: dict[str, bytes]
    tables: dict[str, str]
    told: dict[str, list[int]]
    corrections: list[dict[str, Any]]


class NightFiles:
    """Makes what is published of a night; its templates are loaded when the first one is made."""

    def __init__(self, site: Site, languages: Languages, pages: Pages) -> None:
        self._site, self._languages, self._pages = site, languages, pages

    def made(self, record: NightRecord, edges: tuple[date, date]) -> MadeNight:
        """Return what is published of a night; ``edges`` are the first and the last night that have a page."""
        day, site = record.day, self._site
        before = shifted(day, -1) if day > edges[0] else None
        after = shifted(day, 1) if day < edges[1] else None
        files = {night_file(day): json_text(night_json(record, site)).encode()}
        for code in site.languages:
            page = self._pages.night(record, self._languages.words(code), before=before, after=after)
            files[night_page(day, code)] = page.encode()
        return MadeNight(
            files=files,
            tables={table.path: csv_text(table.rows(record, site)) for table in TABLES},
            told={side.channel: _posts(side) for side in record.sides if side.vintages},
            corrections=[correction_json(one) for one in corrections_of(record, site)],
        )


def _posts(side: RecordSide) -> list[int]:
    return sorted({vintage.key.message_id for vintage in side.vintages})
