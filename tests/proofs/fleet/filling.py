"""What there is when the proof begins: the channels' pages, and a database in which the night is known."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import psycopg

from bot.demo.bot_api import Chat
from bot.demo.channel_page import ChannelPages
from bot.demo.nights import sample_nights
from bot.demo.templates import text_of
from storage import open_store
from storage.location import location_of
from tests.proofs.delivery.proof import CHANNELS, TEN, nights


@asynccontextmanager
async def channel_pages(now: Callable[[], datetime]) -> AsyncIterator[ChannelPages]:
    """The pages of the channels, with what the sample nights have until ten."""
    pages = ChannelPages(now)
    for name, numeric_id in CHANNELS.items():
        pages.add_channel(name, numeric_id)
    for one in sample_nights():
        if one.posted <= TEN:
            pages.add_post(one.channel, one.number, text_of(one), one.posted)
    await pages.start()
    try:
        yield pages
    finally:
        await pages.stop()


def fill(address: str, owed: dict[datetime, list[Chat]]) -> None:
    """A database in which the night is known and these chats are owed its digest, each at its moment."""
    with open_store(location_of(address)) as store:
        store.write_now(nights)
    with psycopg.connect(address) as db, db.cursor() as cursor:
        for due, chats in owed.items():
            seconds, minute = int(due.timestamp()), 600 + (due - TEN) // timedelta(minutes=1)
            cursor.executemany(
                "INSERT INTO chats (chat_id, told_language, state, since) VALUES (%s, 'en', 'active', %s)",
                [(chat.id, seconds - 86_400) for chat in chats],
            )
            cursor.executemany(
                "INSERT INTO subscriptions (chat_id, at_minute, next_at, next_day) VALUES (%s, %s, %s, %s)",
                [(chat.id, minute, seconds, due.date().isoformat()) for chat in chats],
            )
