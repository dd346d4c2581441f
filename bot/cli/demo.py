"""``overnight demo``: the real application against its own stand-ins, in a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from pathlib import Path

import click

from bot.cli.demo_scene import Scene, forwardable, opened_scene, running_application
from bot.cli.demo_web import DemoPage, serve
from bot.cli.interrupts import run_until_stopped
from bot.demo.bot_api import Chat, Query
from bot.demo.clock import Clock
from bot.demo.terminal import TerminalChat
from bot.log import FORMAT, Redacting
from bot.tasks import TaskKeeper

QUIT = "/quit"
PROMPT = "> "
WELCOME = """overnight against stand-ins for Telegram: sample text made from real figures.
It is the evening of 6 October 2026, and time runs fast: the night's reports come in while you watch.
Type /latest or /night 2025-05-20. A number presses that button, {name} 22 may asks inline,
forward kpszsu/83263 forwards that post, {quit} leaves."""
# how long a scripted line waits for an answer, and how long it must be quiet before the next line
ANSWER_SECONDS = 15.0
QUIET_SECONDS = 0.25


@click.command("demo")
@click.option("--say", multiple=True, metavar="TEXT", help="Say this and print the answer; a number presses a button.")
@click.option("--web", is_flag=True, help="The chat as a page on this machine, in a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Of the page; 0: a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the page's address.")
def demo_command(say: tuple[str, ...], web: bool, port: int, no_browser: bool) -> None:
    """Try the bot in this terminal, without a Telegram account.

    \b
    Example:
      overnight demo
      overnight demo --say /latest --say "/night 2025-05-20"
      overnight demo --web
    """
    if web and say:
        raise click.UsageError("--say is for the terminal; it does not go with --web.")
    if not web and (port or no_browser):
        raise click.UsageError("--port and --no-browser go with --web.")
    run_until_stopped(_play(say, DemoPage(port, not no_browser) if web else None))


async def _play(say: tuple[str, ...], page: DemoPage | None) -> None:
    clock = Clock(time.monotonic, asyncio.sleep)
    with _folders() as (folder, files):
        _log_to(files / "overnight.log")
        async with opened_scene(folder, clock) as scene, running_application(scene):
            if page:
                await serve(scene, page)
            elif say:
                await Script(scene, files).run(say)
            else:
                await _converse(scene, files)


@contextlib.contextmanager
def _folders() -> Iterator[tuple[Path, Path]]:
    """Yield the demo's temporary folder and one for saved files, which is removed if it stays empty."""
    files = Path(tempfile.mkdtemp(prefix="overnight-demo-files-"))
    try:
        with tempfile.TemporaryDirectory(prefix="overnight-demo-") as folder:
            yield Path(folder), files
    finally:
        with contextlib.suppress(OSError):
            files.rmdir()  # only when nothing was saved there


def _log_to(path: Path) -> None:
    """Send the log to a file, created when there is something to log: the terminal is for the chat."""
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(Redacting(FORMAT))
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)


def _chat(scene: Scene, files: Path, write: Callable[[str], None]) -> tuple[Chat, TerminalChat]:
    """Return a person who starts to talk with the bot. Pictures and files are saved in ``files`` and stay there."""
    person = scene.api.private("You", "en")
    return person, TerminalChat(scene.api, person, write, files, lambda name: forwardable(scene, name))


class Script:
    """Sends lines one after another and waits for the answers to each, ``patience`` seconds at most."""

    def __init__(self, scene: Scene, files: Path, patience: float = ANSWER_SECONDS) -> None:
        self._patience = patience
        self._heard = asyncio.Event()
        self._person, self._chat = _chat(scene, files, self._write)

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


async def _converse(scene: Scene, files: Path) -> None:
    """Talk with the person who types; messages are shown as they come, above the prompt on a terminal."""
    back = "\r" if sys.stdout.isatty() else ""

    def write(text: str) -> None:
        click.echo(f"{back}{text}\n\n{PROMPT}", nl=False)

    name = f"@{scene.api.state.me.username}"
    write(WELCOME.format(name=name, quit=QUIT))
    _, chat = _chat(scene, files, write)
    presses = TaskKeeper()
    async for line in _typed():
        if line == QUIT:
            break
        if not line:
            click.echo(PROMPT, nl=False)
        elif query := chat.enter(line):
            presses.start(_told(chat, query, write), "the answer to a press")
    await presses.close()


async def _told(chat: TerminalChat, query: Query, write: Callable[[str], None]) -> None:
    """Show the answer to a press or an inline question, or say that there is none."""
    try:
        chat.told(await query.answered(ANSWER_SECONDS))
    except TimeoutError:
        write(f"» no answer came within {ANSWER_SECONDS:g} s")


async def _typed() -> AsyncIterator[str]:
    """Yield the typed lines until the input ends.

    They are read in a thread that does not keep the program from ending, and without a buffer: at its end Python would
    wait for the lock of a buffer that a thread still reads from.
    """
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as raw:
            for line in raw:
                loop.call_soon_threadsafe(lines.put_nowait, line.decode("utf-8", "replace").strip())
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line
