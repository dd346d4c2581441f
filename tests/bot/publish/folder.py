"""The data files of some nights, all of them, as the folder has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

from bot.publish.data.accuracy import accuracy_file
from bot.publish.data.columns import csv_text
from bot.publish.data.corrections import corrections_of
from bot.publish.data.corrections_file import corrections_json
from bot.publish.data.datapackage import FILES, PACKAGE, datapackage, files_rows
from bot.publish.data.feeds import corrections_atom, feed_atom, feed_json
from bot.publish.data.json_text import json_text
from bot.publish.data.latest import latest_json
from bot.publish.data.meta import meta_json
from bot.publish.data.night import night_json
from bot.publish.data.schemas import schemas
from bot.publish.data.status import status_json
from bot.publish.data.tables import TABLES
from bot.publish.folder import WrittenFile, written_file
from bot.publish.site import CORRECTIONS_FEED, FEED, JSON_FEED, Site, night_file
from parsers.records.outside import Cause, Credit, OutsideField
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, MonthAgreement, TableAccuracy
from storage.views.readings import Source
from storage.views.record import NightRecord
from storage.views.source_status import SourceStatus
from tests.storage.builders import at

SITE = Site(None, ("kpszsu", "mod_russia"), ("en", "uk"), 3)
STATUS = (
    SourceStatus("kpszsu", at("2026-10-07 05:31"), at("2026-10-07 08:02"), time(8, 24), time(9, 41)),
    SourceStatus("mod_russia", None, None, None, None),
)

OURS = Source("kpszsu", 81106, 1, 1, at("2026-10-07 05:35"), at("2026-10-07 05:36"))
COMPARED = AccuracyView(
    (
        TableAccuracy(
            credit=Credit("their-table", "Their table", "Somebody", "", ""),
            read_at=at("2026-10-08 09:00"),
            reports=6,
            skipped=1,
            matched=3,
            months=(MonthAgreement(date(2026, 10, 1), "kpszsu", Agreement(OutsideField.DRONES_LAUNCHED, 1, 2)),),
            totals=(Agreement(OutsideField.DRONES_LAUNCHED, 40, 41),),
            disagreements=(
                Disagreement(OURS, date(2026, 10, 7), "kpszsu/81106", OutsideField.DRONES_LAUNCHED, "130", "129–131"),
                Disagreement(
                    OURS,
                    date(2026, 10, 7),
                    "kpszsu/81106",
                    OutsideField.WINDOW,
                    "2026-10-06T15:00:00Z/2026-10-07T05:00:00Z",
                    "2026-10-06T15:00:00Z/2026-10-07T06:00:00Z",
                    Cause.TABLE,
                    "The post says 08:00.",
                ),
            ),
        ),
    )
)


def data_files(records: Sequence[NightRecord], site: Site = SITE) -> dict[str, str]:
    """Return the contents of every data file by its path; ``records`` are oldest first."""
    newest = records[::-1]
    corrections = [one for record in records for one in corrections_of(record, site)]
    files = {
        table.path: csv_text([table.header, *(row for record in records for row in table.rows(record, site))])
        for table in TABLES
    }
    values = {
        **{night_file(record.day): night_json(record, site) for record in records},
        "v1/latest.json": latest_json(newest, site),
        "v1/corrections.json": corrections_json(corrections, site),
        "v1/meta.json": meta_json(site, (records[0].day, newest[0].day) if records else None),
        "v1/status.json": status_json(STATUS, site),
        "v1/accuracy.json": accuracy_file(COMPARED),
        JSON_FEED: feed_json(newest, site),
        **schemas(),
    }
    files |= {path: json_text(value) for path, value in values.items()}
    files |= {FEED: feed_atom(newest, site), CORRECTIONS_FEED: corrections_atom(corrections, site)}
    files[FILES] = csv_text(files_rows({path: facts_of(text) for path, text in files.items()}))
    return files | {PACKAGE: json_text(datapackage({path: facts_of(text) for path, text in files.items()}, site))}


def facts_of(text: str) -> WrittenFile:
    return written_file(text.encode())


def written(files: dict[str, str], folder: Path) -> Path:
    """Write the files into a folder; return it."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder
