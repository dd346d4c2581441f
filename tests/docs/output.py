"""Writes the real output in the docs anew: ``make docs``. With ``--check`` nothing is written and a difference is 1.

A page is written by a person; this program fills its blocks. In one that begins with ```` ```chat SCENE [LANGUAGE] ````
each line ``> question`` is said to the real application, ``> [label]`` presses a button and ``> (event)`` lets
something happen. In one that begins with ```` ```console SCENE ```` each line ``$ command`` is run by a shell in a
folder that holds the scene's database. What stands below such a line is replaced by what came of it. All of a block
that begins with ```` ```played NAME ```` is replaced by what came of that play.

What is said is the same on every machine and at any time: clocks stand or start at the scene's moment, and nothing of
the caller's environment is passed on. So a difference is a change of the program.
"""

from __future__ import annotations

import asyncio
import difflib
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import build
from bot.cli.demo_scene import MADE_UP_ID
from bot.demo.bot_api import BotApi, Message
from bot.demo.channel_page import ChannelPages
from bot.demo.nights import REAL_FROM, sample_nights
from bot.demo.templates import text_of
from bot.demo.terminal import shown
from bot.run import running
from bot.settings import PREFIX, load_settings
from bot.world import World
from parsers.channels import CHANNELS
from storage import open_store
from tests.bot.talking import Moment, Talk
from tests.docs import own_chat
from tests.docs.morning import AT_EIGHT, play, table
from tests.docs.scenes import SCENES, Scene
from tests.docs.sentence_forms import sentence_forms
from tests.storage.looking import file_of

ROOT = Path(__file__).parents[2]
PAGES = ("answers.md", "commands.md", "data.md")
BLOCK = re.compile(r"^```(chat|console|played) (\S+)(?: (\w\w))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The kind of a block, its scene, its language where it names one, its lines.
Block = tuple[str | Any, ...]
# The first picture waits for the fonts to be looked through.
PATIENCE = 60.0
ASKS = {"chat": "> ", "console": "$ "}
# What a scene that plays at another time than today gives the command line instead of the real one. The demo's clock,
# which hurries by so many minutes as an answer takes seconds, stands.
TRAVELLER = """#!{python}
import sys, time_machine
from datetime import datetime
time_machine.travel(datetime.fromisoformat("{now}"), tick=True).start()
import bot.cli.demo
from bot.__main__ import main
from bot.demo.clock import Clock
bot.cli.demo.Clock = lambda real, sleep: Clock(lambda: 0.0, sleep)
sys.argv[0] = "overnight"
main()
"""
# jq by its library, which is installed with the other tools of a developer: jq -c PROGRAM [FILE]
JQ = """#!{python}
import json, sys, jq
_, program, *files = sys.argv[1:]
text = open(files[0], encoding="utf-8").read() if files else sys.stdin.read()
for value in jq.compile(program).input_text(text):
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
"""
# The memory that the bot holds is another each time; the page shows what it once was.
MEMORY, MEMORY_ONCE = re.compile(r"^memory: \d+ MiB$", re.MULTILINE), "memory: 115 MiB"


@asynccontextmanager
async def chatting(scene: Scene, language: str) -> AsyncIterator[Talk]:
    """A private chat with the bot on a scene."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = stack.enter_context(open_store(Path(folder) / "overnight.db"))
        store.write_now(scene.fill)
        api = await stack.enter_async_context(BotApi())
        chat, moment = api.private("You", language), Moment(scene.now)
        world = World(now=moment, clock=count().__next__, tick_seconds=3600, real_from=REAL_FROM, draws_ahead=False)
        settings = load_settings(
            env_file=None,
            database=file_of(store),
            bot_token=api.token,
            bot_api_url=api.base_url,
            admin_ids=(chat.id,) if scene.operated else (),
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
    """Send what is owed now; what a chat was shown is recorded a moment after the answer.

    The bot's own sender may be the one that sends it, so it is the arrival that is waited for.
    """
    before = len(talk.api.sent)
    async with asyncio.timeout(PATIENCE):
        await talk.bot.tick()
        while len(talk.api.sent) == before:
            await talk.bot.sender.send_due()
            await asyncio.sleep(0.05)
            await talk.bot.tick()


def told(message: Message) -> str:
    """A message as the demo shows it, with what stands on its buttons."""
    files = [f"[{file.name}]" for file in (message.photo, message.document) if file]
    rows = ["  ".join(f"[{label}]" for label in row) for row in message.labels]
    text = "\n".join(line.rstrip() for line in shown(message).splitlines())
    return same_everywhere("\n".join(filter(None, [*files, text, *rows])))


def same_everywhere(text: str) -> str:
    """An answer without what another machine, or this one at another time, would say of itself."""
    return MEMORY.sub(MEMORY_ONCE, text)


async def console_block(scene: Scene, lines: list[str]) -> str:
    """What a shell prints for ``lines``, in a folder with the scene's database and its export, beside its pages."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        scene.furnish(folder)
        programs = folder / ".bin"
        programs.mkdir()
        for name, text in (("overnight", TRAVELLER), ("jq", JQ)):
            (programs / name).write_text(text.format(python=sys.executable, now=scene.now.isoformat()))
            (programs / name).chmod(0o755)
        pages = channel_pages(scene.now)
        env = {
            "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "OVERNIGHT_PREVIEW_HOSTS": await pages.start(),
            "OVERNIGHT_PAGE_PAUSE_SECONDS": "0",
            "COLUMNS": "100",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
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


def filled(kind: str, name: str, language: str | None, body: str) -> str:
    """A block, of its kind, scene, language and lines, with what really comes of its lines."""
    if kind == "played":
        return f"```{kind} {name}\n{asyncio.run(PLAYED[name]()).strip()}\n```"
    scene, sign = SCENES[name], ASKS[kind]
    lines = [line.removeprefix(sign) for line in body.splitlines() if line.startswith(sign)]
    work = chat_block(scene, language or "en", lines) if kind == "chat" else console_block(scene, lines)
    head = " ".join(filter(None, [kind, name, language]))
    return f"```{head}\n{asyncio.run(work).strip()}\n```"


async def morning_played() -> str:
    """The morning of 7 October 2026 as a table, and what the reader of 08:00 sees of it."""
    morning = await play()
    shown = [f"> {AT_EIGHT}\n{told(message)}" for message in morning.heard[AT_EIGHT]]
    return "\n\n".join([table(morning.told), *shown])


async def sentences_played() -> str:
    """Every form of the sentences."""
    return sentence_forms()


async def own_chat_played() -> str:
    """A channel of one's own: its set-up, its digest and a correction."""
    return "\n\n".join(await own_chat.play(told))


# The plays, by the name that their block has.
PLAYED: dict[str, Callable[[], Coroutine[Any, Any, str]]] = {
    "morning": morning_played,
    "own_chat": own_chat_played,
    "sentences": sentences_played,
}


def all_filled(blocks: list[Block]) -> list[str]:
    """The blocks filled, as many at a time as there are processors; most of the time goes into starting programs."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(filled, *zip(*blocks, strict=True)))


def renewed(pages: dict[str, str], fill: Callable[[list[Block]], list[str]]) -> dict[str, str]:
    """The text of each page with its blocks filled anew."""
    anew = iter(fill([block.groups() for text in pages.values() for block in BLOCK.finditer(text)]))
    return {name: BLOCK.sub(lambda _: next(anew), text) for name, text in pages.items()}


@contextmanager
def no_settings() -> Iterator[None]:
    """Without what the caller's environment says of a bot of his own."""
    kept = dict(os.environ)
    for name in [name for name in kept if name.upper().startswith(PREFIX)]:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(kept)


def difference(name: str, before: str, after: str) -> str:
    """What would change in a page, as lines taken out and put in."""
    return "\n".join(
        difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"docs/{name}", "what the program says", n=1, lineterm=""
        )
    )


def main(check: bool) -> int:
    pages = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in PAGES}
    with no_settings():
        anew = renewed(pages, all_filled)
    stale = [name for name in PAGES if anew[name] != pages[name]]
    for name in stale:
        if check:
            print(difference(name, pages[name], anew[name]))
        else:
            (ROOT / "docs" / name).write_text(anew[name], encoding="utf-8")
    print(f"{'would change' if check else 'written'}: {', '.join(stale) or 'nothing'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
