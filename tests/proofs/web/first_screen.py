"""On a phone both sides' sentences and the buttons are on the first screen: the demo's page at 390 × 844.

``OVERNIGHT_WEB_PICTURES`` names a folder for what was seen.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.demo_scene import Scene, opened_scene, running_application
from bot.demo.clock import Clock
from bot.demo.web import WebChat, serving
from tests.proofs.web.chromium import Tab, opened_tab

WIDTH, HEIGHT = 390, 844
LAST = "[...document.querySelectorAll('li.theirs')].at(-1)"
# the answer is drawn: its quotation folded, if it has one
FOLDED = f"{LAST} && {LAST}.querySelector('.keys')"
# the part of the window between the header and the composer, then the lines of a text and the buttons of the answer
SEEN = """(() => {
  const last = %s;
  const box = (one) => {
    const { top, bottom, left, right } = one.getBoundingClientRect();
    return [top, bottom, left, right];
  };
  const keys = [...last.querySelectorAll('.key')];
  const texts = [];
  const walk = document.createTreeWalker(last.querySelector('.text'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    if (range.getClientRects().length) texts.push([walk.currentNode.data, ...box(range)]);
  }
  return {
    window: box(document.querySelector('#scroll')), texts,
    keys: keys.map((one) => [one.textContent, ...box(one)]),
    cut: keys.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    folds: [...last.querySelectorAll('.folded > div')].map((one) => [one.clientHeight, one.scrollHeight]),
  };
})()""".replace("%s", LAST)

MORNING = datetime(2026, 10, 7, 9, 0, tzinfo=UTC)
NOT_READ = "Збито багато ворожих БпЛА, деталі згодом.\nПовітряні Сили збили 117 цілей."


@dataclass(frozen=True)
class Screen:
    """A moment of the sample nights, what is asked then, and what stands in the answer's sentences, one a side."""

    now: datetime
    asked: str
    says: tuple[str, ...]
    unread: bool = False


SCREENS = {
    "latest": Screen(
        MORNING,
        "/latest",
        (
            "Ukraine's Air Force says Russia launched 130 drones",
            "Russia's Defence Ministry says it shot down 311 Ukrainian drones",
        ),
    ),
    "older layout": Screen(
        MORNING,
        "/night 2025-05-20",
        (
            "Ukraine's Air Force says Russia launched 108 drones",
            "Russia's Defence Ministry says it shot down 8 Ukrainian drones",
        ),
    ),
    "day report": Screen(
        MORNING,
        "/night 2026-10-01",
        (
            "Ukraine's Air Force says Russia launched 107 drones",
            "Russia's Defence Ministry says it shot down 330 Ukrainian drones",
        ),
    ),
    "unread report": Screen(
        MORNING,
        "/latest",
        ("Ukraine's Air Force", "Russia's Defence Ministry says it shot down 311 Ukrainian drones"),
        unread=True,
    ),
    "before the reports": Screen(
        datetime(2026, 10, 7, 3, 30, tzinfo=UTC),
        "/latest",
        (
            "Ukraine's Air Force says Russia launched 137 drones",
            "Russia's Defence Ministry says it shot down 868 Ukrainian drones",
        ),
    ),
}


@asynccontextmanager
async def page_at(screen: Screen, folder: Path) -> AsyncIterator[str]:
    """The demo's page with its clock standing at a moment, its channels as they were then."""
    clock = Clock(lambda: 0.0, asyncio.sleep, ((screen.now, 1.0),))
    async with opened_scene(folder, clock) as scene:
        if screen.unread:
            spoil(scene)
        async with running_application(scene) as words:
            person = scene.api.private("You", "en")
            chat = WebChat(scene.api, person, words=lambda: words(person.id))
            async with serving(chat) as address:
                yield address


def spoil(scene: Scene) -> None:
    """The Air Force's report of the night to 7 October has a shape that nobody knows."""
    posts = scene.pages.posts("kpszsu")
    posts.pop(83516)
    scene.pages.add_post("kpszsu", 83516, NOT_READ, datetime(2026, 10, 7, 6, 35, tzinfo=UTC))


@pytest.fixture
def kept() -> Callable[[str, bytes], None]:
    """Return what keeps a picture, where a folder for it is named."""

    def keep(name: str, picture: bytes) -> None:
        if folder := os.environ.get("OVERNIGHT_WEB_PICTURES"):
            (Path(folder) / f"phone-{name.replace(' ', '-')}.png").write_bytes(picture)

    return keep


async def answered(tab: Tab, asked: str) -> None:
    """Ask as a person does, on a phone, and let the answer come."""
    await tab.window(WIDTH, HEIGHT, "light")
    await tab.until("document.querySelector('#start') && !document.querySelector('#start').hidden")
    await tab.value("document.querySelector('#text').focus()")
    await tab.type(asked)
    await tab.key("Enter")
    await tab.until(FOLDED)


@pytest.mark.parametrize("name", SCREENS)
async def test_both_sentences_and_the_buttons_are_on_the_first_screen(
    name: str, tmp_path: Path, kept: Callable[[str, bytes], None]
) -> None:
    screen = SCREENS[name]
    async with page_at(screen, tmp_path) as address, opened_tab(address) as tab:
        await answered(tab, screen.asked)
        seen = await tab.value(SEEN)
        kept(name, await tab.picture())
        assert tab.errors == []
    top, bottom, *_ = seen["window"]
    for sentence in screen.says:
        found = [box for text, *box in seen["texts"] if sentence in text]
        assert found, f"{sentence} … in {[text for text, *_ in seen['texts']]}"
        assert top <= found[0][0] and found[0][1] <= bottom, f"{sentence} … is on the screen"
    assert seen["keys"], "an answer has buttons"
    for label, first, last, left, right in seen["keys"]:
        assert top <= first and last <= bottom, f"[{label}] is on the screen"
        assert left >= 0 and right <= WIDTH
    assert seen["cut"] == [], "every label is whole"
    assert all(shown < whole for shown, whole in seen["folds"]), "what is quoted is folded"


async def test_a_fold_opens_and_closes(tmp_path: Path) -> None:
    async with page_at(SCREENS["latest"], tmp_path) as address, opened_tab(address) as tab:
        await answered(tab, "/latest")
        ((shown, whole),) = (await tab.value(SEEN))["folds"]
        assert shown < whole / 2, "three lines of it"
        for expected in (whole, shown):
            await tab.value(f"{LAST}.querySelector('.more').click()")
            ((now, _),) = (await tab.value(SEEN))["folds"]
            assert now == expected
