"""Talking with the bot in the demo's terminal: lines of a script, or of the person who types."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

import click

from bot.cli.demo_scene import Scene, Words, forwardable
from bot.demo.bot_api import Chat, Query
from bot.demo.terminal import TerminalChat
from bot.demo.words import DemoWords
from bot.tasks import TaskKeeper

QUIT = "/quit"
PROMPT = "> "
# how long a scripted line waits for an answer, and how long it must be quiet before the next line
ANSWER_SECONDS = 15.0
QUIET_SECONDS = 0.25


def _chat(
    scene: Scene, files: Path | None, write: Callable[[str], None], words: Words
) -> tuple[Chat, TerminalChat, Callable[[], DemoWords]]:
    """Return a person who starts to talk with the bot, in a terminal, and the words of the moment for that person.

    Pictures and files are saved in ``files``; None: only named.
    """
    person = scene.api.private("You", "en")

    def spoken() -> DemoWords:
        return words(person.id)

    chat = TerminalChat(scene.api, person, write, files, lambda name: forwardable(scene, name), words=spoken)
    return person, chat, spoken


class Script:
    """Sends lines one after another and waits for the answers to each, ``patience`` seconds at most."""

    def __init__(self, scene: Scene, files: Path | None, words: Words, patience: float = ANSWER_SECONDS) -> None:
        self._patience = patience
        self._heard = asyncio.Event()
        self._person, self._chat, _ = _chat(scene, files, self._write, words)

    async def run(self, lines: Iterable[str]) -> None:
        """Send every line; raise ClickException if one of them is not answered."""
        for line in lines:
            click.echo(f"{PROMPT}{line}")
            await self._say(line)

    async def _say(self, line: str) -> None:
        self._heard.clear()
        query = self._chat.enter(line)
        try:
            async with asyncio.timeout(self._patience):
                if query:
                    self._chat.told(await query.answered(self._patience))
                else:
                    await self._heard.wait()
                await self._quiet()
        except TimeoutError:
            raise click.ClickException(f"no answer to {line!r} came within {self._patience:g} s.") from None

    async def _quiet(self) -> None:
        """Wait until nothing more comes, also for a picture that the bot says it is uploading."""
        more = True
        while more or self._person.action:
            self._heard.clear()
            await asyncio.sleep(QUIET_SECONDS)
            more = self._heard.is_set()

    def _write(self, text: str) -> None:
        click.echo(f"{text}\n")
        self._heard.set()


class Conversation:
    """Talks with the person who types; messages are shown as they come, above the prompt on a terminal.

    Pictures and files are saved in ``files``; without it in ``passing``, which goes with the demo.
    """

    def __init__(self, scene: Scene, files: Path | None, passing: Path, words: Words) -> None:
        self._back = "\r" if sys.stdout.isatty() else ""
        if files is None:
            passing.mkdir()
        self._keeps = files is not None
        _, self._chat, self._words = _chat(scene, files or passing, self._write, words)
        self._spoken = self._words()
        self._names = {"name": f"@{scene.api.state.me.username}", "quit": QUIT}

    async def run(self) -> None:
        """Talk until the person leaves, or the input ends."""
        hint = self._spoken.hint.format(**self._names)
        self._write(self._spoken.welcome.format(hint=hint) + ("" if self._keeps else f"\n{self._spoken.kept_until}"))
        presses = TaskKeeper()
        async for line in _typed():
            if line == QUIT:
                break
            if not line:
                click.echo(PROMPT, nl=False)
            elif query := self._chat.enter(line):
                presses.start(self._told(query), "the answer to a press")
        await presses.close()

    async def _told(self, query: Query) -> None:
        """Show the answer to a press or an inline question, or say that there is none."""
        try:
            self._chat.told(await query.answered(ANSWER_SECONDS))
        except TimeoutError:
            self._write(f"» {self._words().no_answer.format(seconds=ANSWER_SECONDS)}")

    def _write(self, text: str) -> None:
        """Show a text above the prompt; where the person chose another language, the hints in it below."""
        spoken = self._words()
        if spoken is not self._spoken:
            self._spoken = spoken
            text += f"\n\n{spoken.hint.format(**self._names)}"
        click.echo(f"{self._back}{text}\n\n{PROMPT}", nl=False)


async def _typed() -> AsyncIterator[str]:
    """Yield the typed lines until the input ends, or its terminal is gone.

    They are read in a thread that does not keep the program from ending, and without a buffer: at its end Python would
    wait for the lock of a buffer that a thread still reads from.
    """
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        with contextlib.suppress(OSError), open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as raw:
            for line in raw:
                loop.call_soon_threadsafe(lines.put_nowait, line.decode("utf-8", "replace").strip())
        with contextlib.suppress(RuntimeError):  # the demo has ended meanwhile
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line
