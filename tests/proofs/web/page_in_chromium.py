"""The demo's page in a real browser: the whole program, met as a person meets it.

``OVERNIGHT_WEB_PICTURES`` names a folder for what was seen.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.proofs.web.chromium import Tab, opened_tab

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
LAST = "[...document.querySelectorAll('li.theirs')].at(-1)"
FOCUS = "document.activeElement.id || document.activeElement.textContent.slice(0, 30)"
# to start or to end, on a machine with other work
DEMO_SECONDS = 60.0
SIZES = ((1280, 800), (400, 800))
# the least contrast of text with what is behind it that WCAG 2 asks for (AA)
CONTRAST = 4.5
READABLE = """(() => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const seen = [...document.querySelectorAll("h1, p, .text, .text a, .command, .key, #send, #menu")];
  const shown = seen.filter((one) => one.textContent.trim() && one.offsetParent);
  return Math.min(...shown.map((one) => {
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(behind(one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
})()"""


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The program as it is started by hand; its page's address.

    It is ended as a service is: an interrupt would go unheard where this runs in the background.
    """
    command = [sys.executable, "-m", "bot", "demo", "--web", "--no-browser"]
    running = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert running.stdout is not None
    try:
        async with asyncio.timeout(DEMO_SECONDS):
            line = (await running.stdout.readline()).decode()
        address = ADDRESS.search(line)
        assert address is not None, line
        yield address.group()
    finally:
        status = await ended(running)
    assert status == 0, "the demo ends quietly when it is asked to"


async def ended(running: asyncio.subprocess.Process) -> int | None:
    """Ask the demo to end; its status. One that does not is killed."""
    if running.returncode is None:
        running.terminate()
    try:
        async with asyncio.timeout(DEMO_SECONDS):
            await running.communicate()
    except TimeoutError:
        running.kill()
        await running.wait()
    return running.returncode


@pytest.fixture
async def tab() -> AsyncIterator[Tab]:
    async with demo() as address, opened_tab(address) as opened:
        await opened.until("document.querySelector('#start') && !document.querySelector('#start').hidden")
        yield opened
        assert opened.errors == []
        assert {url.startswith(address) for url in opened.asked} == {True}, "only the demo itself is asked"


async def keep(tab: Tab, name: str) -> None:
    """Keep what is seen, where a folder for it is named."""
    picture = await tab.picture()
    if folder := os.environ.get("OVERNIGHT_WEB_PICTURES"):
        await asyncio.to_thread((Path(folder) / f"{name}.png").write_bytes, picture)


async def said(tab: Tab, words: str) -> str:
    """Type a line, send it with Enter; the text of what the bot answers."""
    before = await tab.value("document.querySelectorAll('li').length")
    await tab.value("document.querySelector('#text').focus()")
    await tab.type(words)
    await tab.key("Enter")
    await tab.until(f"document.querySelectorAll('li').length >= {before} + 2 && {LAST}")
    return str(await tab.value(f"{LAST}.innerText"))


async def test_a_person_can_start_ask_and_press_buttons(tab: Tab) -> None:
    await tab.window(1280, 800, "light")
    await tab.value("document.querySelector('#start button').click()")
    await tab.until(LAST)
    assert "/latest – last night" in await tab.value(f"{LAST}.innerText")
    await tab.value(f"{LAST}.querySelector('.command').click()")
    await tab.until(f"{LAST}.innerText.includes('Night of')")
    assert "Ukraine's Air Force says Russia launched" in await tab.value(f"{LAST}.innerText")
    before = await tab.value("document.querySelectorAll('li').length")
    await tab.value(f"[...{LAST}.querySelectorAll('.key')].find((one) => one.textContent === 'Source text').click()")
    # the button says "Source text", too: the quoted post is what only the answer has
    await tab.until(f"{LAST}.innerText.includes('«')")
    assert await tab.value("document.querySelectorAll('li').length") == before, "the answer is edited in its place"
    await tab.value(f"{LAST}.querySelector('.more').click()")
    assert await tab.value(f"{LAST}.querySelector('.more').getAttribute('aria-expanded')") == "true"


async def test_the_page_speaks_the_language_chosen_in_the_chat(tab: Tab) -> None:
    await said(tab, "/settings")
    assert await tab.value("document.querySelector('#send').textContent") == "Send"
    await tab.value(f"[...{LAST}.querySelectorAll('.key')].find((one) => one.textContent === 'Українська').click()")
    await tab.until("document.querySelector('#send').textContent === 'Надіслати'")
    assert await tab.value("document.documentElement.lang") == "uk"
    assert "за Києвом" in await tab.value("document.querySelector('#clock').textContent")
    await tab.until(f"{LAST}.innerText.includes('Зразок тексту зі справжніми числами.')")


async def test_the_conversation_survives_a_reload(tab: Tab) -> None:
    answer = await said(tab, "/night 2025-05-20")
    assert "launched 108 drones; 35 were shot down and 58 were lost to jamming" in answer
    await tab.do("Page.reload")
    await tab.until(f"{LAST} && {LAST}.innerText.includes('58 were lost to jamming')")
    assert await tab.value(f"{LAST}.getBoundingClientRect().top") < 800, "the newest is in sight"


async def test_markup_typed_by_a_person_stays_text(tab: Tab) -> None:
    await said(tab, "<img src=x onerror=document.title='taken'><b>hello</b>")
    assert await tab.value("document.querySelector('li.mine .text').textContent.startsWith('<img src=x')")
    assert await tab.value("document.querySelectorAll('li.mine .text :is(img, b)').length") == 0
    assert await tab.value("document.title") == "overnight – demo"


async def test_a_picture_fits_its_bubble(tab: Tab) -> None:
    await tab.window(400, 800, "light")
    await said(tab, "/trend 30")
    await tab.until("[...document.querySelectorAll('.photo img')].some((one) => one.complete && one.naturalWidth > 0)")
    assert await tab.value("document.querySelector('.photo img').alt") == "Picture, described below"
    assert await tab.value("document.querySelector('.photo img').clientWidth") <= 400
    await keep(tab, "picture")


async def test_everything_is_reachable_by_keyboard(tab: Tab) -> None:
    await said(tab, "/latest")
    await tab.value("document.querySelector('#scroll').focus()")
    reached: list[str] = []
    while not reached or reached[-1] not in ("send", "Send"):
        await tab.key("Tab")
        reached.append(await tab.value(FOCUS))
        assert len(reached) < 30, reached
    assert {"Source text", "Chart", "menu", "text"} <= set(reached)
    await tab.value("document.querySelector('#menu').focus()")
    await tab.key("Enter")
    await tab.until("document.activeElement.textContent.startsWith('/')")
    await tab.key("Escape")
    assert (await tab.value(FOCUS), await tab.value("document.querySelector('#panel').hidden")) == ("text", True)


async def test_an_alert_dialog_can_be_read_and_closed(tab: Tab) -> None:
    await tab.value("document.querySelector('#alert').showModal()")
    await tab.until("document.activeElement.textContent === 'OK'")
    await tab.key("Enter")
    await tab.until("!document.querySelector('#alert').open")


async def test_an_inline_query_can_be_typed_and_a_result_sent(tab: Tab) -> None:
    await tab.value("document.querySelector('#text').focus()")
    await tab.type("@overnight_demo_bot 5 oct")
    await tab.key("Enter")
    await tab.until("document.querySelector('#panel button')")
    await tab.key("Enter")
    await tab.until("document.querySelector('li.mine .head')")
    assert "via @overnight_demo_bot" in await tab.value("document.querySelector('li.mine').innerText")


async def test_the_page_is_readable_in_light_and_dark_on_narrow_and_wide_screens(tab: Tab) -> None:
    await said(tab, "/latest")
    for scheme in ("light", "dark"):
        for width, height in SIZES:
            await tab.window(width, height, scheme)
            await keep(tab, f"{scheme}-{width}")
            wide, tall = await tab.value(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            )
            assert (wide, tall) == (width, height), "nothing sticks out of the window"
            assert await tab.value(READABLE) >= CONTRAST, f"{scheme}, {width} wide"
