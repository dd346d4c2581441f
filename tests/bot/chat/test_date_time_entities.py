"""Times are worded in the default zone; chats without a zone get them as date-time entities in their own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.chat.message import Message
from bot.chat.rich_text import Piece, block
from bot.deliver.message_codec import packed, unpacked
from bot.demo.bot_api import BotApi
from bot.demo.bot_api import Message as Sent
from storage import Store
from storage.readings.load import ShownVersion
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking

FILL, NOW = SCENES["whole_night"]


def moments(sent: Sent) -> list[tuple[str, datetime, str]]:
    """The words of each moment, which one it is, and how Telegram is asked to write it."""
    units = sent.text.encode("utf-16-le")
    found: list[dict[str, Any]] = [one for one in sent.entities if one["type"] == "date_time"]
    return [
        (
            units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le"),
            datetime.fromtimestamp(one["unix_time"], UTC),
            one["date_time_format"],
        )
        for one in found
    ]


@pytest.mark.parametrize(("language", "city"), [("en", "{} Kyiv"), ("uk", "{} (Київ)")])
async def test_times_are_worded_as_before_and_carry_a_date_time_entity(
    bot_api: BotApi, store: Store, language: str, city: str
) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW, language=language) as talk:
        answer = await talk.ask("/latest")
    assert moments(answer) == [
        (city.format("08:31"), datetime(2026, 9, 22, 5, 31, tzinfo=UTC), ""),
        (city.format("07:48"), datetime(2026, 9, 22, 4, 48, tzinfo=UTC), ""),
    ]


async def test_a_chat_with_a_time_zone_gets_plain_times_of_that_zone(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        assert moments(await talk.ask("/latest"))
        await talk.ask("/settings zone Europe/Kyiv")
        answer = await talk.ask("/latest")
    assert "08:31 Kyiv" in answer.text
    assert moments(answer) == []


async def test_when_date_time_entities_are_refused_the_same_text_is_sent_plain(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        wrong = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 9'
        bot_api.fault("sendMessage", code=400, description=wrong)
        answer = await talk.ask("/latest")
    assert "08:31 Kyiv" in answer.text
    assert answer.entities == []


def test_queued_messages_keep_their_moments_and_those_from_before_an_upgrade_have_none() -> None:
    message = Message((block(Piece("08:31", unix=1790055060)),))
    body = packed(message)
    assert unpacked(body).message == message
    older = body.replace(",1790055060]", "]")
    assert older != body
    assert unpacked(older).message == Message((block(Piece("08:31")),))


def test_a_message_queued_by_an_older_version_lists_shown_posts_without_fingerprints() -> None:
    older = '{"blocks":[],"buttons":[],"shows":[["kpszsu",79455,2],["kpszsu",79460,1,"9f2c"]]}'
    assert unpacked(older).shows == [ShownVersion("kpszsu", 79455, 2, None), ShownVersion("kpszsu", 79460, 1, "9f2c")]
