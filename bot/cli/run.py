"""``overnight run``: the bot."""

from __future__ import annotations

import asyncio
import signal

import click

from bot.app import StartError
from bot.cli.opening import settings_or_fail
from bot.log import set_up_log
from bot.serving import serve
from bot.settings import Settings
from storage import StorageError, Store, open_store


@click.command("run", short_help="Run the bot until it is interrupted.")
def run_command() -> None:
    """Run the bot until it is interrupted: by long polling, or by webhook where OVERNIGHT_WEBHOOK_URL is set.

    \b
    Example:
      OVERNIGHT_BOT_TOKEN=… overnight run
    """
    settings = settings_or_fail()
    set_up_log(settings.log_level)
    if settings.bot_token is None:
        raise click.ClickException("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    try:
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        try:
            asyncio.run(_until_interrupted(settings, store))
        except StartError as error:
            raise click.ClickException(str(error)) from error


async def _until_interrupted(settings: Settings, store: Store) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    await serve(settings, store, stopped)
