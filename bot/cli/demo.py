"""``overnight demo``: the real application against its own stand-ins, in a terminal."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.demo_scene import opened_scene, running_application
from bot.cli.demo_talk import Conversation, Script
from bot.cli.demo_web import DemoPage, serve
from bot.cli.interrupts import run_until_stopped
from bot.cli.output import tell
from bot.cli.terminal_end import terminal_ending
from bot.demo.clock import Clock
from bot.log import FORMAT, Redacting


@click.command("demo")
@click.option("--say", multiple=True, metavar="TEXT", help="Say this and print the answer; a number presses a button.")
@click.option(
    "--files",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the pictures and files that come, there.",
)
@click.option("--web", is_flag=True, help="The chat as a page on this machine, in a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Of the page; 0: a free one.")
@click.option("--no-browser", is_flag=True, help="Only print the page's address.")
def demo_command(say: tuple[str, ...], files: Path | None, web: bool, port: int, no_browser: bool) -> None:
    """Try the bot in this terminal, without a Telegram account.

    It ends with /quit, Ctrl-C or its terminal, and leaves nothing behind but --files.

    \b
    Example:
      overnight demo
      overnight demo --say /latest --say "/night 2025-05-20"
      overnight demo --web
    """
    if web and say:
        raise click.UsageError("--say is for the terminal; it does not go with --web.")
    if web and files:
        raise click.UsageError("--files is for the terminal; a browser saves files itself.")
    if not web and (port or no_browser):
        raise click.UsageError("--port and --no-browser go with --web.")
    run_until_stopped(_play(say, files, DemoPage(port, not no_browser) if web else None))


async def _play(say: tuple[str, ...], files: Path | None, page: DemoPage | None) -> None:
    clock, ending = Clock(time.monotonic, asyncio.sleep), terminal_ending()
    with _folder() as folder:
        if files:
            _made(files)
        async with opened_scene(folder, clock) as scene, running_application(scene) as words:
            if page:
                await serve(scene, page, words, ending)
            elif say:
                await Script(scene, files, words).run(say)
            else:
                await Conversation(scene, files, folder / "files", words).run()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """Yield the demo's temporary folder. What went wrong is logged there, and told on standard error at the end."""
    with tempfile.TemporaryDirectory(prefix="overnight-demo-", ignore_cleanup_errors=True) as name:
        log = Path(name) / "overnight.log"
        handler = logging.FileHandler(log, encoding="utf-8", delay=True)
        handler.setFormatter(Redacting(FORMAT))
        logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
        try:
            yield Path(name)
        finally:
            handler.close()
            if log.exists():
                with contextlib.suppress(OSError):  # the terminal may be the one that has gone
                    tell(log.read_text(encoding="utf-8"), err=True)


def _made(files: Path) -> None:
    """Make the folder for files. Raises ClickException where it cannot be made."""
    try:
        files.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.ClickException(f"{files} cannot be made: {error.strerror}.") from error
