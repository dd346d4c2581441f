"""``overnight run``: the bot."""

from __future__ import annotations

import click

from bot.app import StartError
from bot.cli.opening import settings_or_fail
from bot.cli.stopping import run_until_stopped
from bot.log import set_up_log
from bot.serving import serve
from storage import StorageError, open_store


@click.command("run", short_help="Run the bot until it is interrupted.")
def run_command() -> None:
    """Run the bot until it is interrupted: by long polling, or by webhook where OVERNIGHT_WEBHOOK_URL is set.

    \b
    Example:
      OVERNIGHT_BOT_TOKEN=… overnight run
    """
    settings = settings_or_fail()
    set_up_log(settings.log_level, settings.log_format)
    if settings.bot_token is None:
        raise click.ClickException("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    try:
        store = open_store(settings.database)
    except StorageError as error:
        raise click.ClickException(str(error)) from error
    with store:
        try:
            run_until_stopped(serve(settings, store))
        except StartError as error:
            raise click.ClickException(str(error)) from error
