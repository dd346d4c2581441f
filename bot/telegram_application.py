"""The library's application as the bot uses it: its connections, its rate limiter, how many updates at a time."""

from __future__ import annotations

from typing import Any

from telegram import Bot
from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot.deliver.rate_limiter import TwoLanes
from bot.receive.lanes import UpdateLanes
from bot.receive.requests import StrictRequest, UpdatesRequest
from bot.settings import Settings
from bot.world import World

App = Application[Any, Any, Any, Any, Any, Any]

# More connections make sending slower, not faster (measured with 8 and 32).
SENDING_CONNECTIONS = 8
# After this time a request counts as unanswered; a shorter wait would cause duplicates.
READ_SECONDS = 30.0
CONNECT_SECONDS = 10.0


def make_application(settings: Settings, world: World, limiter: TwoLanes) -> App:
    """Build the application for the settings' token; sends go through ``limiter``."""
    assert settings.bot_token, "checked before"
    return (
        Application.builder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .concurrent_updates(UpdateLanes())
        .request(request_to(settings, world, updates=False))
        .get_updates_request(request_to(settings, world, updates=True))
        .rate_limiter(limiter)
        .context_types(ContextTypes())
        .updater(None)
        .build()
    )


def request_to(settings: Settings, world: World, *, updates: bool) -> BaseRequest:
    """Return what the Bot API of the settings is asked with, for getUpdates or for all else."""
    if world.request:
        return world.request(updates)
    kind, connections = (UpdatesRequest, 1) if updates else (StrictRequest, SENDING_CONNECTIONS)
    return kind(
        connection_pool_size=connections,
        read_timeout=READ_SECONDS,
        write_timeout=READ_SECONDS,
        connect_timeout=CONNECT_SECONDS,
        pool_timeout=READ_SECONDS,
        proxy=settings.proxy_to(settings.bot_api_url),
        # the environment's proxy was looked up above; nearby addresses never use it
        httpx_kwargs={"trust_env": False},
    )


def known_name(bot: Bot) -> str | None:
    """Return the bot's user name, without ``@``; None before Telegram has told it."""
    try:
        return bot.username
    except RuntimeError:
        return None
