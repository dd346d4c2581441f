"""``v1/datapackage.json``: every file with its size and hash, every column with its meaning (Data Package 2.0).

``$schema`` names the profile of the package, ``schema`` the columns of a table; only with the former may missing values
have labels. ``unit`` is a property of ours beside the standard's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.publish.data.about import (
    FLOOR,
    FORMAT_VERSION,
    LICENCE,
    NIGHTS_UNDERCOUNT,
    STABILITY,
    TITLE,
    description,
)
from bot.publish.data.columns import PublishedTable, TableColumn
from bot.publish.data.tables import TABLES
from bot.publish.data.terms import CLAIMANTS
from bot.publish.folder import WrittenFile
from bot.publish.site import Site
from parsers.channels import CHANNELS

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
FOLDER, PACKAGE = "v1/", "v1/datapackage.json"
NIGHTS_FOLDER, SCHEMAS_FOLDER = "v1/night/", "v1/schema/"
FILES = "v1/files.csv"
TITLES = {
    "v1/latest.json": "The newest night of each side",
    "v1/corrections.json": "All corrections, the newest first",
    "v1/accuracy.json": "How the figures compare with other tables, and how often the reader is wrong",
    "v1/meta.json": "What the files mean",
    "v1/status.json": "How far each source is known",
    FILES: "The size and the hash of each night's JSON",
}
_FILE_FIELDS = {
    "path": ("string", "From this file's folder."),
    "bytes": ("integer", "Its size."),
    "sha256": ("string", "Its SHA-256."),
}
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


def files_rows(facts: Mapping[str, WrittenFile]) -> list[list[str | int | None]]:
    """Return ``v1/files.csv`` as rows, its header first: each night's JSON with its size and hash."""
    nights = sorted(path for path in facts if path.startswith(NIGHTS_FOLDER))
    rows: list[list[str | int | None]] = [[*_FILE_FIELDS]]
    rows += [[path.removeprefix(FOLDER), facts[path].bytes, facts[path].sha256] for path in nights]
    return rows


def datapackage(facts: Mapping[str, WrittenFile], site: Site) -> dict[str, Any]:
    """Return the package of the files under ``v1/``. It has no time: it changes when one of them does.

    The JSON of nights is not listed here but in ``v1/files.csv``.
    """
    listed = [path for path in sorted(facts, key=_rank) if _is_listed(path)]
    return {
        "$schema": PROFILE,
        "name": "overnight",
        "id": site.tag("v1"),
        "title": TITLE,
        "description": "\n\n".join([description(site), NIGHTS_UNDERCOUNT, FLOOR, STABILITY]),
        "version": FORMAT_VERSION,
        **({"homepage": site.base_url} if site.base_url else {}),
        "licenses": [LICENCE],
        "sources": [
            {"title": f"{CLAIMANTS[CHANNELS[name].claimant.value]}, @{name}", "path": f"https://t.me/{name}"}
            for name in site.channels
        ],
        "keywords": ["Ukraine", "Russia", "air war", "drones", "missiles", "air defence"],
        "resources": [_resource(path, facts[path]) for path in listed],
    }


def _is_listed(path: str) -> bool:
    return path.startswith(FOLDER) and not path.startswith((NIGHTS_FOLDER, SCHEMAS_FOLDER)) and path != PACKAGE


def _rank(path: str) -> tuple[int, str]:
    """Sort the tables first, in their order."""
    paths = [table.path for table in TABLES]
    return paths.index(path) if path in paths else len(paths), path


def _resource(path: str, facts: WrittenFile) -> dict[str, Any]:
    name, _, form = path.removeprefix(FOLDER).rpartition(".")
    table = next((one for one in TABLES if one.path == path), None)
    return {
        "name": name.replace("/", "-"),
        "path": path.removeprefix(FOLDER),
        "title": table.title if table else TITLES.get(path, name),
        **({"description": table.description} if table else {}),
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        "encoding": "utf-8",
        "bytes": facts.bytes,
        "hash": f"sha256:{facts.sha256}",
        **_tabular(path, table),
    }


def _tabular(path: str, table: PublishedTable | None) -> dict[str, Any]:
    if table:
        fields, keys = [field_of(column) for column in table.columns], [*table.primary_key]
    elif path == FILES:
        fields = [{"name": name, "type": kind, "description": text} for name, (kind, text) in _FILE_FIELDS.items()]
        keys = ["path"]
    else:
        return {}
    return {
        "type": "table",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "schema": {"fields": fields, "missingValues": [""], "primaryKey": keys},
    }


def field_of(column: TableColumn[Any]) -> dict[str, Any]:
    """Return a column as a field of Table Schema."""
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    if column.values:
        field["categories"] = [{"value": value, "label": label} for value, label in column.values.items()]
        field["constraints"] = {"enum": [*column.values]}
    if column.missing:
        field["missingValues"] = [marker._asdict() for marker in column.missing]
    return field
