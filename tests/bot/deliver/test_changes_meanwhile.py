"""What a chat changes while its messages are being made counts: another replica answers while one decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.deliver import digests, watch_alerts
from bot.demo.bot_api import BotApi
from storage import Store
from storage.chats import chats, watches, with_digest
from storage.engines.engine import Database
from storage.outbox import deliveries
from tests.bot.deliver.mornings import EVENING, air_force, at_the_clock, subscribed
from tests.bot.talking import talking
from tests.storage.builders import at


def meanwhile(patch: pytest.MonkeyPatch, where: Any, name: str, store: Store, change: Callable[..., object]) -> None:
    """Let something happen once, when the texts of what is due are made."""
    made, done = getattr(where, name), list[bool]()

    def changed(*args: Any) -> Any:
        if not done:
            done.append(True)
            store.write_now(change)
        return made(*args)

    patch.setattr(where, name, changed)


def at_nine(db: Database) -> tuple[int, int | None]:
    (row,) = db.execute("SELECT next_at, at_minute FROM subscriptions").fetchall()
    return tuple(row)


async def test_a_chat_that_unsubscribes_while_its_digest_is_made_gets_none(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with subscribed(bot_api, store) as talk:
        meanwhile(monkeypatch, digests, "_worded", store, lambda db: chats.unsubscribe(db, talk.chat.id))
        await at_the_clock(talk, "06:30")
        assert store.read_now(deliveries.counts) == {}
        assert len(bot_api.sent) == 1


async def test_an_hour_chosen_while_the_digest_of_the_old_one_is_made_stands(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = chats.Subscription(None, 20 * 60, at("2026-09-22 17:00"), at("2026-09-22 17:00").date())
    async with subscribed(bot_api, store) as talk:
        meanwhile(monkeypatch, digests, "_worded", store, lambda db: chats.subscribe(db, talk.chat.id, later))
        await at_the_clock(talk, "06:30")
        assert store.read_now(at_nine) == (int(later.next_at.timestamp()), 20 * 60)
        assert len(bot_api.sent) == 1
        await at_the_clock(talk, "17:00")
        assert (await talk.next()).text.startswith("Digest")


async def test_a_day_muted_while_its_digest_is_made_stays_quiet(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with subscribed(bot_api, store) as talk:
        day = at("2026-09-22 00:00").date()
        meanwhile(monkeypatch, digests, "_worded", store, lambda db: with_digest.mute(db, talk.chat.id, day))
        await at_the_clock(talk, "06:30")
        await at_the_clock(talk, "06:31")
        assert store.read_now(deliveries.counts) == {"skipped": 1}
        assert len(bot_api.sent) == 1


@pytest.mark.parametrize("stays", [True, False])
async def test_a_watch_that_is_removed_while_its_alert_is_made_alerts_nobody(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 200")
        air_force(store)
        (wanted,) = store.read_now(watches.watches_of, talk.chat.id)
        if not stays:
            meanwhile(monkeypatch, watch_alerts, "_owed", store, lambda db: watches.unwatch(db, talk.chat.id, wanted))
        await at_the_clock(talk, "06:00")
        assert store.read_now(deliveries.counts) == ({"sent": 1} if stays else {})
