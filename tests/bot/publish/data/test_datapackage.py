"""The folder is a valid Data Package 2.0: each table fits its columns, each file its size and hash."""

from __future__ import annotations

import csv
import json
import os
import re
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from bot.publish.data.markers import NO_NUMBER
from bot.publish.data.tables import TABLES
from bot.publish.site import night_page
from tests.bot.publish.folder import SITE, data_files, written
from tests.bot.publish.records import every_night

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from frictionless import Package


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(data_files(every_night()), tmp_path_factory.mktemp("record"))


def validated(folder: Path) -> list[list[object]]:
    """Return what frictionless finds wrong with the package and all its files."""
    here = Path.cwd()
    os.chdir(folder / "v1")  # it trusts paths below the working directory alone
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: list[list[object]] = Package("datapackage.json").validate().flatten(["type", "note"])
    finally:
        os.chdir(here)
    return found


def test_the_folder_is_a_valid_data_package(folder: Path) -> None:
    assert validated(folder) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "fault"),
    [
        ("v1/nights.csv", ",810,", ",811,", "hash-count"),
        ("v1/nights.csv", ",810,", ",many,", "type-error"),
        ("v1/vintages.csv", ",edited,", ",altered,", "constraint-error"),
        ("v1/datapackage.json", '"primaryKey": ["night", "claimant"]', '"primaryKey": ["claimant"]', "primary-key"),
        (
            "v1/datapackage.json",
            '"$schema": "https://datapackage.org',
            '"x": "https://datapackage.org',
            "package-error",
        ),
    ],
)
def test_what_does_not_fit_is_found(path: str, old: str, new: str, fault: str, tmp_path: Path) -> None:
    files = data_files(every_night())
    assert old in files[path]
    written(files | {path: files[path].replace(old, new, 1)}, tmp_path)
    try:
        assert fault in {kind for kind, _ in validated(tmp_path)}
    except Exception as refused:  # a descriptor that is none is refused before it is validated
        assert fault == "package-error" and "descriptor is not valid" in str(refused)


def test_each_file_is_listed_with_its_size_and_hash(folder: Path) -> None:
    package = json.loads((folder / "v1/datapackage.json").read_bytes())
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert "created" not in package
    listed = {one["path"]: (one["bytes"], one["hash"]) for one in package["resources"]}
    nights = (folder / "v1/files.csv").read_text().splitlines()[1:]
    listed |= {path: (int(size), f"sha256:{digest}") for path, size, digest in (row.split(",") for row in nights)}
    others = {"datapackage.json"} | {f"schema/{one.name}" for one in (folder / "v1/schema").iterdir()}
    files = {one.relative_to(folder / "v1").as_posix() for one in (folder / "v1").rglob("*") if one.is_file()}
    assert files - others == set(listed)
    assert [one["name"] for one in package["resources"]][:5] == ["nights", "windows", "regions", "lines", "vintages"]


def test_an_empty_number_has_a_label_that_tells_withheld_from_unknown(folder: Path) -> None:
    package = json.loads((folder / "v1/datapackage.json").read_bytes())
    tables = {one["name"]: one["schema"]["fields"] for one in package["resources"] if "schema" in one}
    fields = {one["name"]: one for one in tables["nights"]}
    (missing,) = fields["missiles_launched"]["missingValues"]
    assert missing["value"] == ""
    withheld, unknown = missing["label"].split("; ")
    assert (
        withheld == "withheld: named without a number, which is not zero, where missiles_launched_hedge is not_stated"
    )
    assert unknown.startswith("where that is empty too, unknown: the report does not speak of it")
    assert "as status says" in unknown
    hedges = {one["value"]: one["label"] for one in fields["missiles_launched_hedge"]["categories"]}
    assert hedges["not_stated"].startswith("withheld")
    assert fields["drones_launched"]["unit"] == "drones"
    counted = {(table, one["name"]) for table, some in tables.items() for one in some if "missingValues" in one}
    assert {("windows", "drones_downed"), ("regions", "number"), ("lines", "number"), ("vintages", "hedge")} <= counted


def test_numbers_stand_alone_in_their_columns(folder: Path) -> None:
    """So that a program takes them for numbers whichever rows a file has: no words in place of a number."""
    package = json.loads((folder / "v1/datapackage.json").read_bytes())
    shapes = {"integer": r"\d*", "boolean": "true|false|", "datetime": r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?"}
    for one in package["resources"]:
        if "schema" not in one:
            continue
        rows = list(csv.DictReader((folder / "v1" / one["path"]).read_text().splitlines()))
        for field in one["schema"]["fields"]:
            shape = shapes.get(field["type"], ".*")
            odd = {row[field["name"]] for row in rows if not re.fullmatch(shape, row[field["name"]])}
            assert not odd, (one["path"], field["name"], odd)


def links_in(value: Any, *, is_link: bool = False) -> set[str]:
    """Return every text under ``links``, ``page`` and ``feed``, however deep."""
    if isinstance(value, dict):
        return {
            link
            for key, one in value.items()
            for link in links_in(one, is_link=is_link or key in {"links", "page", "feed"})
        }
    if isinstance(value, list):
        return {link for one in value for link in links_in(one, is_link=is_link)}
    return {value} if is_link else set()


def test_every_link_leads_to_a_file_or_a_page_of_the_folder(folder: Path) -> None:
    files = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()}
    pages = {night_page(record.day, code) for record in every_night() for code in SITE.languages} | {"index.html"}
    found: set[str] = set()
    for path in files:
        if path.endswith(".atom"):
            feed = ET.parse(folder / path)
            found |= {link.attrib["href"] for link in feed.iter("{http://www.w3.org/2005/Atom}link")}
        elif path.endswith(".json") and "/schema/" not in path:
            value = json.loads((folder / path).read_bytes())
            found |= links_in(value)
            schema = value.get("$schema", "")
            assert not schema or schema.startswith("https:") or (folder / path).parent.joinpath(schema).is_file()
    assert found <= files | pages
    assert {"feed.atom", "corrections.atom", "v1/night/2025-05-20.json", "uk/night/2025-05-20.html"} <= found


def test_columns_are_named_once_and_every_table_has_its_keys() -> None:
    for table in TABLES:
        assert len(set(table.header)) == len(table.header)
        assert set(table.primary_key) <= set(table.header)
        assert "settled" in table.header


def test_the_docs_name_every_table_and_every_word_that_tells_why_there_is_no_number() -> None:
    docs = (Path(__file__).parents[4] / "docs" / "data.md").read_text(encoding="utf-8")
    words = {one for reason in NO_NUMBER for one in (reason.status, reason.hedge) if one}
    assert words == {"tally", "no_report", "unreadable", "gap", "not_yet", "not_stated"}
    named = {f"`{one}`" for one in (*words, *(table.path for table in TABLES))}
    assert {one for one in named if one not in docs} == set()
