"""Who gets a correction, and where: not chats that muted today or left out the side."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

import pytest

from bot.actions import Sides
from bot.demo.bot_api import BotApi
from bot.follow.reprocess import bring_up_to_date
from storage import Store
from storage.chats import chats, inline_messages, with_digest
from storage.chats.chats import Subscription
from tests.bot.deliver.correction_scenes import (
    NOW,
    asked,
    no_rest,
    reader_that,
    seen,
    take,
    told,
)
from tests.bot.talking import talking, until
from tests.storage.builders import at


@pytest.mark.parametrize("cause", ["edit", "re-reading"])
@pytest.mark.parametrize(("muted", "comes"), [("2026-09-22", 0), ("2026-09-21", 1)])
async def test_a_chat_that_muted_today_gets_no_correction_today_or_later(
    bot_api: BotApi, store: Store, muted: str, comes: int, cause: str
) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        wish = Subscription(None, 600, at("2026-09-24 07:00"), date(2026, 9, 24))
        store.write_now(chats.subscribe, talk.chat.id, wish)
        store.write_now(with_digest.mute, talk.chat.id, date.fromisoformat(muted))
        if cause == "edit":
            take(store, seen("launched 89", at("2026-09-22 08:04")))
        else:
            await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        assert len(await told(talk)) == comes
        talk.moment.now = at("2026-09-23 08:00")
        before = len(bot_api.sent)
        await talk.deliver()
        assert len(bot_api.sent) == before


async def test_a_correction_arrives_in_the_topic_that_showed_the_figure(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    group = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"))
    async with talking(bot_api, store, NOW, chat=group) as talk:
        await talk.ask("/night 22.09", thread=3)
        await until(lambda: store.read_now(chats.shown_to, group.id))
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        (correction,) = await told(talk)
    assert correction.thread == 3


async def test_a_summary_omits_the_side_the_chat_left_out(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.RUSSIA)
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        assert await told(talk) == []


async def test_a_forgotten_chat_gets_no_correction(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await talk.bot.services.actions.forget(talk.chat.id)
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        assert await told(talk) == []


async def test_a_chat_that_blocked_the_bot_gets_the_correction_on_return(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await talk.bot.services.actions.blocked(talk.chat.id)
        take(store, seen("launched 89", at("2026-09-22 08:04")))
        assert await told(talk, "08:05") == []
        await talk.bot.services.actions.came_back(talk.chat.id, None)
        assert len(await told(talk, "08:10")) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda store: take(store, seen("no words we know", at("2026-09-22 08:04"))),
            "The Air Force edited post 79455 at 11:04 Kyiv. We could not read its new text, so the figures you were "
            "shown may no longer be right.",
        ),
        (
            lambda store: asyncio.run(bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)),
            "We read post 79455 again. Drones: 84 → 89 launched. We had read 84; it says 89. Our mistake.",
        ),
    ],
)
async def test_inline_messages_are_corrected_whatever_changed_the_figure(
    bot_api: BotApi, store: Store, change: Callable[[Store], None], said: str
) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        query = bot_api.inline("22 sep")
        message = bot_api.choose(query, (await query.answered())["results"][0]["id"])
        await until(lambda: store.read_now(lambda db: db.execute("SELECT 1 FROM inline_messages").fetchone()))
        await asyncio.to_thread(change, store)
        assert await told(talk) == []
    assert message.text.endswith(said)
    assert message.edits == 1
    assert store.read_now(inline_messages.outdated, 10) == []
