"""Draws the pictures of a chat in ``docs/pictures`` anew: ``make pictures``. Needs Chromium.

``latest.png`` is the answer to /latest as it looks in Telegram, ``web.png`` the same in the demo's page. Beside each
stand the words it was taken from, as text: with ``--check`` nothing is drawn, and a picture whose words the bot no
longer says is told, status 1. That needs no browser.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image

from bot.cli.demo_scene import opened_scene, running_application
from bot.demo.bot_api import BotApi, Chat, Message
from bot.demo.clock import Clock
from bot.demo.web import WebChat, serving
from tests.docs.output import PATIENCE, ROOT, chatting, difference, no_settings, said, told
from tests.docs.scenes import SCENES
from tests.proofs.web.chromium import opened_tab, program

PICTURES = ROOT / "docs" / "pictures"
QUESTION = "/latest"
SIZE, WEB_SIZE = (460, 870), (820, 900)
COLOURS = 64
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 14px; background: #cfdcc5; color: #111;
       font: 15px/1.38 "Noto Sans", "DejaVu Sans", sans-serif }}
section {{ margin: 0; padding: 8px 12px; border-radius: 14px; width: fit-content; white-space: pre-wrap }}
.asked {{ background: #e4fcd0; margin: 0 0 8px auto }}
.told {{ background: #fff; max-width: 400px }}
a {{ color: #2a73b8; text-decoration: none }}
div {{ display: flex; gap: 5px; margin-top: 5px; max-width: 424px }}
span {{ flex: 1; text-align: center; padding: 7px; border-radius: 9px; background: #8fa287; color: #fff }}
blockquote {{ margin: 0; padding-left: 9px; border-left: 3px solid #5288c1 }}
</style><section class="asked">{question}</section><section class="told">{answer}</section>{buttons}"""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--force-device-scale-factor=2")  # fmt: skip


async def latest() -> Message:
    """The answer on the sample nights, in the morning of 7 October 2026."""
    async with chatting(SCENES["samples"], "en") as talk:
        return await said(SCENES["samples"], talk, QUESTION)


async def latest_picture() -> bytes:
    message = await latest()
    rows = ["".join(f"<span>{label}</span>" for label in row) for row in message.labels]
    buttons = "".join(f"<div>{row}</div>" for row in rows)
    return await asyncio.to_thread(photographed, PAGE.format(question=QUESTION, answer=message.source, buttons=buttons))


def photographed(page: str) -> bytes:
    """A page of markup as a browser shows it; PNG."""
    with tempfile.TemporaryDirectory() as folder:
        written, photo = Path(folder) / "page.html", Path(folder) / "page.png"
        written.write_text(page, encoding="utf-8")
        subprocess.run(
            [program(), *FLAGS, f"--user-data-dir={folder}/browser", f"--window-size={SIZE[0]},{SIZE[1]}",
             f"--screenshot={photo}", written.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip
        with Image.open(photo) as seen:
            seen.quantize(COLOURS).save(photo, optimize=True)
        return photo.read_bytes()


@asynccontextmanager
async def demo_page() -> AsyncIterator[tuple[BotApi, Chat, str]]:
    """The demo at its very beginning, its clock standing: who talks with the bot there, and the address of the page."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened_scene(Path(folder), Clock(lambda: 0.0, asyncio.sleep)) as scene, running_application(scene):
            person = scene.api.private("You", "en")
            async with serving(WebChat(scene.api, person, lambda name: None), 0) as address:
                yield scene.api, person, address


async def web() -> Message:
    async with demo_page() as (api, person, _):
        api.say(person, QUESTION)
        return await api.next_message(person, PATIENCE)


async def web_picture() -> bytes:
    async with demo_page() as (_, _, address), opened_tab(address) as tab:
        await tab.window(*WEB_SIZE, "light")
        await tab.until("document.querySelector('#start') && !document.querySelector('#start').hidden")
        await tab.value("document.querySelector('#text').focus()")
        await tab.type(QUESTION)
        await tab.key("Enter")
        await tab.until("document.querySelector('li.theirs')")
        await tab.value("document.querySelector('#text').blur()")
        return await tab.picture()


# The name of a picture -> the message it shows, and what photographs that.
HEROES: dict[str, tuple[Callable[[], Awaitable[Message]], Callable[[], Awaitable[bytes]]]] = {
    "latest": (latest, latest_picture),
    "web": (web, web_picture),
}


def words(message: Message) -> str:
    """What a picture shows, as text."""
    return f"> {QUESTION}\n{told(message)}\n"


async def is_stale(name: str) -> bool:
    """Whether the bot says something else than a picture shows; what, is printed."""
    kept, now = PICTURES / f"{name}.txt", words(await HEROES[name][0]())
    before = kept.read_text(encoding="utf-8") if kept.exists() else ""
    if now != before:
        print(difference(f"pictures/{kept.name}", before, now))
    return now != before


async def draw(name: str) -> None:
    """Take a picture anew, and keep its words beside it."""
    ask, photograph = HEROES[name]
    out = PICTURES / f"{name}.png"
    out.write_bytes(await photograph())
    out.with_suffix(".txt").write_text(words(await ask()), encoding="utf-8")
    print(f"{out.relative_to(ROOT)}: {out.stat().st_size // 1024} KB")


async def main(check: bool) -> int:
    if not check:
        for name in HEROES:
            await draw(name)
        return 0
    stale = [name for name in HEROES if await is_stale(name)]
    print(f"stale pictures: {', '.join(stale) or 'none'}{' (make pictures)' if stale else ''}")
    return int(bool(stale))


if __name__ == "__main__":
    with no_settings():
        status = asyncio.run(main("--check" in sys.argv[1:]))
    sys.exit(status)
