"""The folder as a whole: every page parses strictly, every link leads to a file, the data package fits its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

from storage import Store, open_store
from tests.bot.edited_night import edited_night
from tests.bot.publish.publishing import published
from tests.bot.publish.test_publishing import NOW, next_night

LINKS = ("href", "src")
HERE = "http://folder.invalid/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("record")
    with open_store(root / "overnight.db") as store:
        fill(store)
        published(store, root / "public", NOW + timedelta(days=1))
    return root / "public"


def fill(store: Store) -> None:
    store.write_now(edited_night)
    next_night(store)


def linked(page: ET.Element) -> Iterator[str]:
    for element in page.iter():
        yield from (element.attrib[name] for name in LINKS if name in element.attrib)


def ids(page: ET.Element) -> set[str]:
    return {element.attrib["id"] for element in page.iter() if "id" in element.attrib}


def test_every_page_parses_strictly_and_its_links_lead_somewhere(folder: Path) -> None:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    pages = {str(path.relative_to(folder)): parser.parse(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    assert len(pages) == 14
    wrong = []
    for name, page in pages.items():
        for link in linked(page):
            at = urlsplit(urljoin(HERE + name, link))
            if at.hostname != "folder.invalid":
                continue
            path = at.path.removeprefix("/")
            target = f"{path}index.html" if path.endswith("/") or not path else path
            if not (folder / target).is_file() or (at.fragment and at.fragment not in ids(pages[target])):
                wrong.append((name, link))
    assert wrong == []


def test_the_cards_that_pages_name_are_there(store: Store, tmp_path: Path) -> None:
    """Also in the morning, when the newest night is not told yet."""
    fill(store)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    for hours in (24, 43):
        published(store, tmp_path / "public", NOW + timedelta(hours=hours), base_url="https://example.org/war")
        for path in (tmp_path / "public").rglob("*.html"):
            page = parser.parse(path.read_text("utf-8"))
            (card,) = (one.attrib["content"] for one in page.iter("meta") if one.attrib.get("property") == "og:image")
            assert (tmp_path / "public" / card.removeprefix("https://example.org/war/")).is_file(), path


def test_paths_in_json_and_feeds_lead_to_files(folder: Path) -> None:
    latest = json.loads((folder / "v1/latest.json").read_text())
    paths = [*latest["links"].values()]
    night = json.loads((folder / "v1/night/2025-09-07.json").read_text())
    paths += [value for value in night["publication"]["links"].values() if isinstance(value, str)]
    feed = json.loads((folder / "feed.json").read_text())
    paths += [item["url"] for item in feed["items"] if "url" in item]
    assert paths
    assert [path for path in paths if not (folder / path).is_file()] == []


def test_the_package_knows_the_size_and_the_hash_of_every_data_file(folder: Path) -> None:
    package = json.loads((folder / "v1/datapackage.json").read_text())
    for resource in package["resources"]:
        content = (folder / "v1" / resource["path"]).read_bytes()
        told = resource["bytes"], resource["hash"].removeprefix("sha256:")
        assert told == (len(content), hashlib.sha256(content).hexdigest()), resource["path"]
    assert {resource["path"] for resource in package["resources"]} == {
        path.name for path in (folder / "v1").iterdir() if path.is_file() and path.name != "datapackage.json"
    }
