"""The published pages in a real browser: read on a phone and on a wide screen, in light and dark, in both languages.

They are served with the policy that the server of the record sends, and with scripts off. ``OVERNIGHT_WEB_PICTURES``
names a folder for what was seen. ``OVERNIGHT_AXE`` is the path of axe-core's ``axe.min.js`` (npm), which is no
dependency of ours: without it, its rules are not tried.
"""

from __future__ import annotations

import asyncio
import mimetypes
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application, RequestHandler

from bot.chat.languages import words_of
from tests.bot.publish.pages.made import folder, pages
from tests.bot.publish.records import seed_night
from tests.proofs.web.chromium import LOOK_MS, WAIT_SECONDS, Tab, opened_tab

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'"
SIZES, SCHEMES = (390, 1280), ("light", "dark")
HEIGHT = 844
TALLEST = 8000
# The first page and the trends, a night with an edit, with a withdrawn post, with a hedge and a doubt, held back.
SEEN = (
    "index.html", "trend.html", "accuracy.html", "about.html", "404.html", "night/2025-05-20.html",
    "night/2025-09-07.html", "night/2026-02-27.html", "night/2026-09-22.html", "night/2026-07-04.html",
)  # fmt: skip
LANGUAGES = ("", "uk/")
FIRST_PAGE_BYTES = 100_000
# How axe-core grades what a person who needs help cannot do.
SERIOUS = {"serious", "critical"}
OUT_OF_THE_WINDOW = """[...document.querySelectorAll('main *')].filter((one) => {
  const { left, right } = one.getBoundingClientRect();
  return (left < -1 || right > innerWidth + 1) && !one.closest('.scroll, .skip') && one.checkVisibility();
}).map((one) => one.outerHTML.slice(0, 80))"""
FOCUSED = """(() => {
  const one = document.activeElement, style = getComputedStyle(one);
  return [one.tagName, one.textContent.trim().slice(0, 30), parseFloat(style.outlineWidth) > 1];
})()"""


def files() -> dict[str, bytes]:
    """Every file of a published folder but its data."""
    made = {path: html.encode() for path, html in folder().items()} | dict(pages().assets())
    for code, folder_ in (("en", ""), ("uk", "uk/")):
        made[f"{folder_}card.png"] = pages().site_card(words_of(code))
        made[f"{folder_}night/2026-09-22.png"] = pages().card(seed_night(), words_of(code))
    return made


@asynccontextmanager
async def served() -> AsyncIterator[str]:
    """A server of the folder; its address."""
    found = files()

    class Handler(RequestHandler):
        def get(self, path: str) -> None:
            self.set_header("Content-Security-Policy", POLICY)
            self.set_header("Content-Type", mimetypes.guess_type(path)[0] or "text/html")
            self.set_status(200 if path in found else 404)
            self.write(found.get(path, found["404.html"]))

    socket, port = bind_unused_port()
    server = HTTPServer(Application([(r"/(.*)", Handler)]))
    server.add_socket(socket)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.stop()


@dataclass(frozen=True)
class Browser:
    """A tab, and the address of the folder it looks at."""

    tab: Tab
    address: str

    async def show(self, path: str, width: int, scheme: str) -> None:
        """Let a page be shown as high as it is."""
        await self.tab.window(width, HEIGHT, scheme)
        self.tab.asked.clear()
        await self.tab.do("Page.navigate", url=self.address + path)
        async with asyncio.timeout(WAIT_SECONDS):
            # no timer runs on the page where scripts are off
            while await self.tab.value("location.pathname + document.readyState") != f"/{path}complete":  # noqa: ASYNC110
                await asyncio.sleep(LOOK_MS / 1000)
        tall = await self.tab.value("document.documentElement.scrollHeight")
        await self.tab.window(width, min(tall, TALLEST), scheme)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with served() as address, opened_tab("about:blank") as tab:
        yield Browser(tab, address)
        assert tab.errors == [], "the policy forbids nothing of the pages"


async def keep(tab: Tab, name: str) -> None:
    """Keep what is seen, where a folder for it is named."""
    if folder_ := os.environ.get("OVERNIGHT_WEB_PICTURES"):
        picture = await tab.picture()
        await asyncio.to_thread((Path(folder_) / f"page-{name}.png").write_bytes, picture)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pages_fit_their_window_without_scripts(browser: Browser, language: str) -> None:
    await browser.tab.do("Emulation.setScriptExecutionDisabled", value=True)
    for path, width, scheme in product(SEEN, SIZES, SCHEMES):
        await browser.show(language + path, width, scheme)
        name = (language + path).removesuffix(".html").replace("/", "-")
        await keep(browser.tab, f"{name}-{width}-{scheme}")
        await check_look(browser, f"{language}{path}, {width} wide", width, scheme)


async def check_look(browser: Browser, seen: str, width: int, scheme: str) -> None:
    """Nothing sticks out of the window, the colours are those of the scheme, and only the folder was asked."""
    tab = browser.tab
    assert await tab.value("document.documentElement.scrollWidth") == width, seen
    assert await tab.value(OUT_OF_THE_WINDOW) == [], seen
    paper = await tab.value("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == (scheme == "light"), seen
    assert {one.startswith(browser.address) for one in tab.asked} == {True}, seen


async def test_the_first_page_loads_little(browser: Browser) -> None:
    await browser.show("index.html", 390, "light")
    loaded = {one.removeprefix(browser.address) for one in browser.tab.asked}
    assert loaded <= {"index.html", "style.css", "icon.svg"}
    assert sum(len(files()[one]) for one in loaded) <= FIRST_PAGE_BYTES


async def test_every_link_is_reached_by_keyboard_and_shows_that_it_is(browser: Browser) -> None:
    tab = browser.tab
    await browser.show("index.html", 1280, "light")
    links = await tab.value(
        "[...document.querySelectorAll('a, summary')].filter((one) => one.checkVisibility()).length"
    )
    reached = []
    for _ in range(links):
        await tab.key("Tab")
        reached.append(await tab.value(FOCUSED))
    assert reached[0][:2] == ["A", "Skip to the content"]
    assert all(is_seen for *_, is_seen in reached), reached
    assert len({(tag, text) for tag, text, _ in reached}) > 8


async def test_a_table_behind_a_chart_opens_and_scrolls_in_its_own_box(browser: Browser) -> None:
    tab = browser.tab
    await browser.show("trend.html", 390, "light")
    await tab.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert await tab.value("document.documentElement.scrollWidth") == 390
    wide, shown = await tab.value(
        "(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector('.scroll'))"
    )
    assert wide > shown
    await keep(tab, "trend-390-table")


async def test_a_permalink_leads_to_its_version(browser: Browser) -> None:
    tab = browser.tab
    await browser.show("night/2025-09-07.html", 1280, "light")
    for anchor in ("#r1", "#kpszsu-43113-r1"):
        await tab.do("Page.navigate", url=f"{browser.address}night/2025-09-07.html{anchor}")
        assert (
            await tab.value("document.querySelector('article:target, article:has(> :target)').id") == "kpszsu-43113-r1"
        )


@pytest.mark.skipif(not os.environ.get("OVERNIGHT_AXE"), reason="OVERNIGHT_AXE names no axe.min.js")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_axe_finds_nothing_serious(browser: Browser, language: str) -> None:
    axe = await asyncio.to_thread(Path(os.environ["OVERNIGHT_AXE"]).read_text, "utf-8")
    for path, (width, scheme) in product(SEEN, zip(SIZES, SCHEMES[::-1], strict=True)):
        await browser.show(language + path, width, scheme)
        await browser.tab.value("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        await browser.tab.value(f"{axe}; 0")
        found = await browser.tab.value("axe.run(document, { resultTypes: ['violations'] })")
        told = [(one["impact"], one["id"], one["nodes"][0]["html"][:120]) for one in found["violations"]]
        assert [one for one in told if one[0] in SERIOUS] == [], (language + path, told)
