"""Updates from the stand-in by polling or webhook: only allowed types, and never again once confirmed."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.bot_api import BotApi
from tests.bot.demo.asking import Ask


async def test_a_second_poller_ends_the_first_with_a_conflict(bot_api: BotApi, ask: Ask) -> None:
    first = asyncio.ensure_future(ask("getUpdates", timeout=5))
    while bot_api.state.updates.poller is None:  # noqa: ASYNC110 - the poll is under way when its request has come
        await asyncio.sleep(0)
    assert (await ask("getUpdates"))["ok"]
    ended = await first
    assert ended["error_code"] == 409
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_polling_conflicts_with_a_webhook(ask: Ask) -> None:
    assert (await ask("setWebhook", url="https://bot.example/hook"))["ok"]
    refused = await ask("getUpdates")
    assert (refused["error_code"], refused["description"].startswith("Conflict: can't use getUpdates")) == (409, True)
    assert (await ask("deleteWebhook"))["ok"]
    assert (await ask("getUpdates"))["ok"]


@pytest.mark.parametrize("url", ["http://bot.example/hook", "https://bot.example:8080/hook"])
async def test_a_webhook_must_be_https_on_a_supported_port(ask: Ask, url: str) -> None:
    assert (await ask("setWebhook", url=url))["description"].startswith("Bad Request: bad webhook: ")


async def test_updates_stay_until_a_later_offset_confirms_them(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    for text in ("one", "two", "three"):
        bot_api.say(ann, text)
    first = (await ask("getUpdates", limit=2))["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert (await ask("getUpdates", limit=2))["result"] == first
    rest = (await ask("getUpdates", offset=first[-1]["update_id"] + 1))["result"]
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert (await ask("getUpdates", offset=rest[-1]["update_id"] + 1))["result"] == []


async def test_only_allowed_update_types_are_delivered(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    await ask("getUpdates", allowed_updates=["callback_query"])
    bot_api.say(ann, "unheard")
    assert (await ask("getUpdates"))["result"] == []
    await ask("getUpdates", allowed_updates=[])
    bot_api.say(ann, "heard")
    assert len((await ask("getUpdates"))["result"]) == 1


async def test_with_privacy_mode_only_group_messages_meant_for_the_bot_reach_it(bot_api: BotApi, ask: Ask) -> None:
    group = bot_api.group()
    for text in ("hello", "/latest", "/latest@other_bot", "/latest@overnight_demo_bot", "@overnight_demo_bot 22.09"):
        bot_api.say(group, text)
    heard = [update["message"]["text"] for update in (await ask("getUpdates"))["result"]]
    assert heard == ["/latest", "/latest@overnight_demo_bot", "@overnight_demo_bot 22.09"]
