"""The drawing process: sizes, and SVG that any program reads and a reader of screens can tell of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from bot.chat.charts.process import drawing_in
from bot.chat.charts.requests import LANDSCAPE, PNG, PORTRAIT, SVG, ChartLook, NightRequest, RegionRequest, TrendRequest
from bot.chat.charts.sheets import Sheet
from bot.chat.charts.subjects import sheet_of, subject_of
from bot.chat.languages import words_of
from parsers.records import Kind, Outcome, RegionCount
from storage import Store
from tests.bot.chat.charts.test_region_and_night import CHANNELS, KYIV
from tests.storage.builders import line, night

DAY = date(2026, 9, 22)
REQUESTS = (
    TrendRequest("kpszsu", 30, DAY),
    TrendRequest("kpszsu", 365, DAY),
    NightRequest(DAY),
    RegionRequest("RU-BEL", DAY),
)
SVG_NAME = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def filled(store: Store) -> Store:
    launched, down = line(Outcome.LAUNCHED, 212, "shahed"), line(Outcome.DOWNED_OR_SUPPRESSED, 177, "shahed")
    missiles = line(Outcome.LAUNCHED, 4, "kalibr", kind=Kind.CRUISE_MISSILE)
    for number, day in enumerate(("2026-09-20", "2026-09-21", "2026-09-22")):
        store.write_now(night, "kpszsu", 10 + number, day, launched, down, missiles)
        rows = (RegionCount("RU-BEL", 14, (0, 1)),)
        store.write_now(night, "mod_russia", 10 + number, day, line(Outcome.DOWNED, 90 + number), regions=rows)
    return store


def sheets(store: Store, look: ChartLook, code: str = "uk") -> list[Sheet]:
    subjects = [store.read_now(subject_of, request, CHANNELS, KYIV) for request in REQUESTS]
    assert all(subjects)
    return [sheet_of(words_of(code), look, subject)[0] for subject in subjects if subject]


async def drawn(tmp_path: Path, asked: list[Sheet]) -> list[bytes]:
    return await drawing_in(tmp_path)(asked)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


async def test_a_wide_chart_is_1200_by_675_and_a_portrait_as_high_as_its_content(filled: Store, tmp_path: Path) -> None:
    wide, tall = sheets(filled, ChartLook("dark", LANDSCAPE, PNG)), sheets(filled, ChartLook("light", PORTRAIT, PNG))
    sizes = [size(png) for png in await drawn(tmp_path, [*wide, *tall])]
    assert sizes[:4] == [(1200, 675)] * 4
    assert {width for width, _ in sizes[4:]} == {1080}
    assert all(900 < height < 2400 for _, height in sizes[4:])


async def test_an_svg_is_xml_with_a_title_a_description_and_its_letters_as_outlines(
    filled: Store, tmp_path: Path
) -> None:
    asked = [*sheets(filled, ChartLook("light", LANDSCAPE, SVG)), *sheets(filled, ChartLook("light", PORTRAIT, SVG))]
    asked[0]["head"]["title"] = "5 < 6 & 7 drones"
    roots = [fromstring(one) for one in await drawn(tmp_path, asked)]
    for sheet, root in zip(asked, roots, strict=True):
        assert (root.tag, root.get("role")) == (f"{SVG_NAME}svg", "img")
        assert root.findtext(f"{SVG_NAME}title") == sheet["head"]["title"]
        said = root.findtext(f"{SVG_NAME}desc") or ""
        assert said.startswith(sheet["head"]["subtitle"])
        assert said.endswith(sheet["head"]["foot"][-1])
        assert root.find(f".//{SVG_NAME}text") is None
        assert proportion(root) == pytest.approx(1)
    assert [(root.get("width"), root.get("height")) for root in roots[:4]] == [("1200", "675")] * 4


def proportion(root: Element) -> float:
    """How the picture's box fits its size: 1 where nothing is stretched."""
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    return (width / height) / (float(root.get("width") or 0) / float(root.get("height") or 1))
