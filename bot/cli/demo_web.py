"""``overnight demo --web``: the demo's chat as a page on loopback."""

from __future__ import annotations

import asyncio
import os
import webbrowser
from dataclasses import dataclass

import click

from bot.cli.demo_scene import Scene, Words, forwardable
from bot.cli.terminal_end import Ending
from bot.demo.web import WebChat, serving

WHERE = "overnight, against stand-ins for Telegram: {address}\nCtrl-C ends it."
TAKEN = "port {port} cannot be listened on: {reason}."


@dataclass(frozen=True, slots=True)
class DemoPage:
    """The options of the page: its port (0: a free one), and whether to open it in a browser."""

    port: int
    browse: bool


async def serve(scene: Scene, page: DemoPage, words: Words, ending: Ending) -> None:
    """Serve one person's chat until ``ending``. Raises ClickException when the port is not available."""
    person = scene.api.private("You", "en")
    chat = WebChat(scene.api, person, lambda name: forwardable(scene, name), words=lambda: words(person.id))
    try:
        async with serving(chat, page.port) as address:
            click.echo(WHERE.format(address=address))
            if page.browse:
                await asyncio.to_thread(_open, address)
            await ending()
    except OSError as error:
        raise click.ClickException(TAKEN.format(port=page.port, reason=os.strerror(error.errno or 0))) from error


def _open(address: str) -> None:
    """Open the page in a browser with a window of its own; one in this terminal would hide the address."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return  # there is none: the terminal shows the address
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)
