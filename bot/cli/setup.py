"""``overnight setup``: set the bot's descriptions, picture and commands at Telegram."""

from __future__ import annotations

import asyncio
import os

import click
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.cli.open_database import settings_or_fail
from bot.profile_setup import Setup
from bot.receive.requests import wait_of
from bot.settings import Settings
from bot.telegram_application import request_to
from bot.world import World


@click.command("setup", short_help="Set the bot's descriptions, picture and commands at Telegram.")
@click.option("--dry-run", is_flag=True, help="Change nothing; say what would be changed.")
@click.option("--picture", is_flag=True, help="Replace the profile picture that is there.")
def setup_command(*, dry_run: bool, picture: bool) -> None:
    """Set the bot's descriptions, picture and lists of commands at Telegram, in every language.

    Telegram is asked first, and only what differs is changed: a second run changes nothing. The bot's name is not
    touched. What only @BotFather can turn on is told at the end. The bot may run meanwhile.

    \b
    Example:
      overnight setup --dry-run
      overnight setup
    """
    settings = settings_or_fail()
    if settings.bot_token is None:
        raise click.ClickException("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    try:
        asyncio.run(_set_up(settings, dry_run=dry_run, new_picture=picture))
    except InvalidToken:
        # Not chained: the cause's own text contains the token.
        raise click.ClickException(
            f"{settings.bot_api_url} refused OVERNIGHT_BOT_TOKEN; @BotFather in Telegram gives you a valid one."
        ) from None
    except RetryAfter as error:
        wait = wait_of(error).total_seconds()
        raise click.ClickException(f"{settings.bot_api_url} asks us to wait {wait:.0f} s; run it again then.") from None
    except BadRequest as error:
        raise click.ClickException(f"{settings.bot_api_url} refused: {error}") from None
    except NetworkError as error:
        raise click.ClickException(f"{settings.bot_api_url} cannot be reached: {error}") from None
    except TelegramError as error:
        raise click.ClickException(f"{settings.bot_api_url} refused: {error}") from None


async def _set_up(settings: Settings, *, dry_run: bool, new_picture: bool) -> None:
    assert settings.bot_token, "checked before"
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns of every wait that is asked for
    world = World()
    bot = Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{settings.bot_api_url}/bot",
        base_file_url=f"{settings.bot_api_url}/file/bot",
        request=request_to(settings, world, updates=False),
        get_updates_request=request_to(settings, world, updates=True),
    )
    async with bot:
        click.echo(f"@{bot.username}")
        async for line in Setup(bot, world.languages, dry_run, new_picture).run():
            click.echo(line)
