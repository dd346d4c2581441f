"""Writes the real output in the docs anew: ``make docs``. With ``--check`` nothing is written and a difference is 1.

A page is written by a person; this program fills its blocks. In one that begins with ```` ```chat SCENE [LANGUAGE] ````
each line ``> question`` is said to the real application, ``> [label]`` presses a button and ``> (event)`` lets
something happen. In one that begins with ```` ```console SCENE ```` each line ``$ command`` is run by a shell in a
folder that holds the scene's database. What stands below such a line is replaced by what came of it.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from bot.app import build
from bot.cli.demo_scene import MADE_UP_ID
from bot.demo.bot_api import BotApi, Message
from bot.demo.channel_page import ChannelPages
from bot.demo.nights import REAL_FROM, sample_nights
from bot.demo.templates import text_of
from bot.demo.terminal import shown
from bot.run import running
from bot.settings import load_settings
from bot.world import World
from parsers.channels import CHANNELS
from storage import open_store
from tests.bot.talking import Moment, Talk
from tests.docs.scenes import SCENES, Scene

ROOT = Path(__file__).parents[2]
PAGES = ("answers.md", "commands.md", "data.md")
BLOCK = re.compile(r"^```(chat|console) (\S+)(?: (\w\w))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The first picture waits for the fonts to be looked through.
PATIENCE = 60.0
ASKS = {"chat": "> ", "console": "$ "}
# What a scene that plays at another time than today gives the command line instead of the real one.
TRAVELLER = """#!{python}
import sys, time_machine
from datetime import datetime
time_machine.travel(datetime.fromisoformat("{now}"), tick=True).start()
from bot.__main__ import main
sys.argv[0] = "overnight"
main()
"""


@asynccontextmanager
async def chatting(scene: Scene, language: str) -> AsyncIterator[Talk]:
    """A private chat with the bot on a scene; who talks is its operator."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = stack.enter_context(open_store(Path(folder) / "overnight.db"))
        store.write_now(scene.fill)
        api = await stack.enter_async_context(BotApi())
        chat, moment = api.private("You", language), Moment(scene.now)
        world = World(now=moment, clock=count().__next__, tick_seconds=3600, real_from=REAL_FROM, draws_ahead=False)
        settings = load_settings(
            env_file=None,
            database=store.path,
            bot_token=api.token,
            bot_api_url=api.base_url,
            admin_ids=(chat.id,),
        )
        bot = build(settings, store, world)
        await stack.enter_async_context(running(bot, follows=False))
        yield Talk(api, bot, moment, chat)


async def chat_block(scene: Scene, language: str, lines: list[str]) -> str:
    """What a person reads who says ``lines`` one after another."""
    async with chatting(scene, language) as talk:
        return "\n".join([f"> {line}\n{told(await said(scene, talk, line))}\n" for line in lines])


async def said(scene: Scene, talk: Talk, line: str) -> Message:
    """The answer to a question, to a press, or to something that happens."""
    if label := re.fullmatch(r"\[(.*)\]", line):
        return await talk.press(label[1])
    if event := re.fullmatch(r"\((.*)\)", line):
        scene.events[event[1]](talk)
        await delivered(talk)
        return await talk.next()
    talk.api.say(talk.chat, line)
    talk.heard.append(await talk.api.next_message(talk.chat, PATIENCE))
    return talk.heard[-1]


async def delivered(talk: Talk) -> None:
    """Send what is owed now; what a chat was shown is noted a moment after the answer."""
    async with asyncio.timeout(PATIENCE):
        await talk.bot.tick()
        while not await talk.bot.sender.send_due():
            await asyncio.sleep(0.05)
            await talk.bot.tick()


def told(message: Message) -> str:
    """A message as the demo shows it, with what stands on its buttons."""
    files = [f"[{file.name}]" for file in (message.photo, message.document) if file]
    rows = ["  ".join(f"[{label}]" for label in row) for row in message.labels]
    text = "\n".join(line.rstrip() for line in shown(message).splitlines())
    return "\n".join(filter(None, [*files, text, *rows]))


async def console_block(scene: Scene, lines: list[str]) -> str:
    """What a shell prints for ``lines``, in a folder with the scene's database and its export, beside its pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scene.furnish(folder)
        traveller = folder / ".bin" / "overnight"
        traveller.parent.mkdir()
        traveller.write_text(TRAVELLER.format(python=sys.executable, now=scene.now.isoformat()))
        traveller.chmod(0o755)
        pages = channel_pages(scene.now)
        env = {
            "PATH": f"{traveller.parent}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "OVERNIGHT_PREVIEW_HOSTS": await pages.start(),
            "OVERNIGHT_PAGE_PAUSE_SECONDS": "0",
            "COLUMNS": "100",
            "LANG": "C.UTF-8",
        }
        try:
            return "\n".join([f"$ {line}\n{await ran(line, folder, env)}" for line in lines])
        finally:
            await pages.stop()


async def ran(line: str, folder: Path, env: dict[str, str]) -> str:
    """What a command prints, errors as well."""
    shell = await asyncio.create_subprocess_shell(
        line, cwd=folder, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    out, _ = await shell.communicate()
    return "\n".join(row.rstrip() for row in out.decode().splitlines()) + "\n"


def channel_pages(now: datetime) -> ChannelPages:
    """The channels' pages as the sample nights have made them by ``now``."""
    pages = ChannelPages(lambda: now)
    for name, row in CHANNELS.items():
        pages.add_channel(name, row.numeric_id or MADE_UP_ID)
    for one in sample_nights():
        if one.posted <= now:
            pages.add_post(one.channel, one.number, text_of(one), one.posted)
    return pages


def filled(block: re.Match[str]) -> str:
    """A block with what really comes of its lines."""
    kind, name, language, body = block.groups()
    scene, sign = SCENES[name], ASKS[kind]
    lines = [line.removeprefix(sign) for line in body.splitlines() if line.startswith(sign)]
    work = chat_block(scene, language or "en", lines) if kind == "chat" else console_block(scene, lines)
    head = " ".join(filter(None, [kind, name, language]))
    return f"```{head}\n{asyncio.run(work).strip()}\n```"


def main(check: bool, renew: Callable[[re.Match[str]], str] = filled) -> int:
    stale = []
    for page in (ROOT / "docs" / name for name in PAGES):
        text = page.read_text(encoding="utf-8")
        anew = BLOCK.sub(renew, text)
        if anew != text:
            stale.append(page.name)
            if not check:
                page.write_text(anew, encoding="utf-8")
    print(f"{'would change' if check else 'written'}: {', '.join(stale) or 'nothing'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
