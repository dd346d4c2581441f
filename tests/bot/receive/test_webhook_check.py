"""Pushed updates, and the check that Telegram can call the webhook."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot, Update, WebhookInfo

from bot.demo.bot_api import BotApi
from bot.receive.webhook import webhook_server
from bot.receive.webhook_check import ASK_SECONDS, WebhookError, check_calls, watch_calls

URL = "https://bot.example/telegram"
NOW = datetime(2026, 9, 22, 6, tzinfo=UTC)
SINCE = NOW - timedelta(seconds=90)


def info(url: str = URL, waiting: int = 0, failed: float | None = None, why: str | None = None) -> WebhookInfo:
    return WebhookInfo(
        url, False, waiting, last_error_date=None if failed is None else NOW - timedelta(seconds=failed),
        last_error_message=why,
    )  # fmt: skip


async def test_pushed_updates_arrive_in_order(bot_api: BotApi) -> None:
    taken: asyncio.Queue[Update] = asyncio.Queue()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    bot_api.front("https://bot.example", port)
    chat = bot_api.private("Ann", "en")
    async with (
        Bot(bot_api.token, base_url=f"{bot_api.base_url}/bot") as bot,
        webhook_server(f"127.0.0.1:{port}", "/telegram", "secret", bot, taken.put),
    ):
        await bot.set_webhook(URL, secret_token="secret")
        for text in ("/latest", "вчора"):
            bot_api.say(chat, text)
        updates = [await asyncio.wait_for(taken.get(), 5) for _ in range(2)]
        beats: list[int] = []

        async def enough(seconds: float) -> None:
            assert seconds == ASK_SECONDS
            if len(beats) == 2:
                await bot.delete_webhook()

        with pytest.raises(WebhookError, match="another program set or deleted it"):
            await watch_calls(bot, URL, lambda: beats.append(1), lambda: NOW, enough)
    assert [update.message and update.message.text for update in updates] == ["/latest", "вчора"]
    assert len(beats) == 2


@pytest.mark.parametrize(
    "said", [info(), info(waiting=5), info(failed=5, why="Connection refused"), info(waiting=5, failed=91)]
)
def test_a_webhook_that_telegram_calls_is_healthy(said: WebhookInfo) -> None:
    check_calls(said, URL, SINCE)


@pytest.mark.parametrize("url", ["", "https://other.example/telegram"])
def test_a_webhook_set_to_another_url_is_reported(url: str) -> None:
    with pytest.raises(WebhookError, match=r"^Telegram no longer calls this bot's webhook: "):
        check_calls(info(url), URL, SINCE)


async def test_failures_before_the_start_are_ignored(bot_api: BotApi) -> None:
    asked: list[int] = []

    class Away(Bot):
        async def get_webhook_info(self, *_: object, **__: object) -> WebhookInfo:
            return info(waiting=3, failed=5, why="Connection refused")

    async def enough(_: float) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await watch_calls(Away(bot_api.token), URL, lambda: asked.append(1), lambda: NOW, enough)
    assert asked == [1]


def test_failing_calls_with_waiting_updates_are_reported_in_telegram_s_words() -> None:
    with pytest.raises(WebhookError) as caught:
        check_calls(info(waiting=1, failed=30, why="Connection refused"), URL, SINCE)
    assert str(caught.value) == "Telegram cannot deliver updates to the webhook: Connection refused."
