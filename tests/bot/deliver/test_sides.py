"""A chat that chose one side gets nothing about the other: no corrections and no watch alerts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions import Sides
from bot.demo.bot_api import BotApi
from parsers.records import Line, Outcome, RegionCount
from storage import Store
from storage.chats import chats
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import at, line, night, reading, tally

DAY = "2026-09-22"
MORNING = at(f"{DAY} 06:12")
EVENING = at("2026-09-21 18:00")
POSTS = {"kpszsu": 79455, "mod_russia": 67001}


def reports(store: Store) -> None:
    store.write_now(
        night, "kpszsu", 79455, DAY, line(Outcome.LAUNCHED, 212, "shahed"), posted="05:31", targets=("UA-51", "UA-43")
    )
    named = (RegionCount("UA-43", None, (0, 0)), RegionCount("RU-BEL", None, (0, 0)))
    store.write_now(night, "mod_russia", 67001, DAY, line(Outcome.DOWNED, 91), posted="04:48", regions=named)


def edited(db: Any, channel: str, changed: Line) -> None:
    """A side edits its post."""
    seen = int(MORNING.timestamp()) + 60
    db.execute(
        """INSERT INTO revisions (channel, message_id, revision, text, sha256, observed_at, last_observed_at,
            transports) VALUES (?, ?, 2, '', '2', ?, ?, 'preview')""",
        (channel, POSTS[channel], seen, seen),
    )
    stated = tally(channel, "2026-09-21 15:00", f"{DAY} 05:00", changed)
    reading(db, channel, POSTS[channel], stated, night=DAY, revision=2)


CORRECTED = {
    "en": {"kpszsu": "Drones: 212 → 216 launched", "mod_russia": "Drones: 91 → 95 shot down"},
    "uk": {"kpszsu": "Дрони: запущено 212 → 216", "mod_russia": "Дрони: збито 91 → 95"},
}
TOLD = {
    Sides.BOTH: ["kpszsu", "mod_russia"],
    Sides.UKRAINE: ["kpszsu"],
    Sides.RUSSIA: ["mod_russia"],
}


async def deliver(talk: Talk, clock: str) -> list[str]:
    """What comes when it is then."""
    before = len(talk.api.sent)
    talk.moment.now = at(f"{DAY} {clock}")
    await talk.deliver()
    return [one.text for one in talk.api.sent[before:]]


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("sides", list(Sides))
async def test_a_correction_reaches_only_chats_that_chose_that_side(
    bot_api: BotApi, store: Store, sides: Sides, language: str
) -> None:
    reports(store)
    async with talking(bot_api, store, MORNING, language=language) as talk:
        await talk.ask("/latest")
        await talk.bot.services.actions.choose_sides(talk.chat.id, sides)
        store.write_now(edited, "kpszsu", line(Outcome.LAUNCHED, 216, "shahed"))
        store.write_now(edited, "mod_russia", line(Outcome.DOWNED, 95))
        came = await deliver(talk, "06:30")
        assert await deliver(talk, "06:31") == []
    said = CORRECTED[language]
    assert len(came) == len(TOLD[sides])
    assert all(any(said[channel] in text for text in came) for channel in TOLD[sides])


async def test_a_skipped_correction_is_not_sent_when_both_sides_are_chosen_again(bot_api: BotApi, store: Store) -> None:
    reports(store)
    async with talking(bot_api, store, MORNING) as talk:
        await talk.ask("/latest")
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.UKRAINE)
        store.write_now(edited, "mod_russia", line(Outcome.DOWNED, 95))
        assert await deliver(talk, "06:30") == []
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.BOTH)
        assert await deliver(talk, "06:31") == []


NAMED = {
    "en": {"kpszsu": "Crimea: named as attacked", "mod_russia": "Crimea: drones shot down over it"},
    "uk": {"kpszsu": "Крим: ", "mod_russia": "Крим: "},
}


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("sides", list(Sides))
async def test_a_region_watch_checks_only_posts_of_the_chosen_sides(
    bot_api: BotApi, store: Store, sides: Sides, language: str
) -> None:
    async with talking(bot_api, store, EVENING, language=language) as talk:
        await talk.ask("/watch Crimea")
        await talk.bot.services.actions.choose_sides(talk.chat.id, sides)
        reports(store)
        (told,) = await deliver(talk, "06:12")
    posts = {channel for channel, number in POSTS.items() if str(number) in told}
    assert posts == set(TOLD[sides])
    assert all(NAMED[language][channel] in told for channel in TOLD[sides])


async def test_a_watch_on_a_left_out_side_never_fires(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.UKRAINE)
        assert "The other side is hidden here: /settings." in (await talk.ask("/watch Belgorod region")).text
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.RUSSIA)
        await talk.ask("/watch 200")
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.UKRAINE)
        reports(store)
        (told,) = await deliver(talk, "06:12")
    assert "your threshold is 200" in told
    assert "Belgorod" not in told


async def test_each_watch_alert_arrives_in_the_topic_where_it_was_set(bot_api: BotApi, store: Store) -> None:
    chat = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"))
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/watch 200", thread=2)
        await talk.ask("/watch Odesa", thread=3)
        before = len(bot_api.sent)
        reports(store)
        await deliver(talk, "06:12")
        await deliver(talk, "06:13")
    told = {one.thread: one.text for one in bot_api.sent[before:]}
    assert len(bot_api.sent) == before + 2
    assert "your threshold is 200" in told[2]
    assert "Odesa: named as attacked" in told[3]


UKRAINE_SAYS, RUSSIA_SAYS = "UKRAINE'S AIR FORCE", "RUSSIA'S DEFENCE MINISTRY"
LEFT_OUT = "The other side is hidden here: /settings."


@pytest.mark.parametrize(
    "asked", ["/week", "/month", "/records", "/region Crimea", "/compare 21.09 22.09", "/source", "/night 22.09"]
)
async def test_every_answer_omits_the_left_out_side(bot_api: BotApi, store: Store, asked: str) -> None:
    reports(store)
    async with talking(bot_api, store, MORNING) as talk:
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.UKRAINE)
        one = (await talk.ask(asked)).text
        await until(lambda: store.read_now(chats.shown_to, talk.chat.id))
        shown = store.read_now(chats.shown_to, talk.chat.id)
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.BOTH)
        both = (await talk.ask(asked)).text
    assert UKRAINE_SAYS in both and RUSSIA_SAYS in both and LEFT_OUT not in both
    assert UKRAINE_SAYS in one and RUSSIA_SAYS not in one and LEFT_OUT in one
    assert {key.channel for key, _ in shown} == {"kpszsu"}


async def test_a_citation_is_of_the_chosen_side(bot_api: BotApi, store: Store) -> None:
    reports(store)
    async with talking(bot_api, store, MORNING) as talk:
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.RUSSIA)
        text = (await talk.ask("/cite")).text
    assert "mod_russia/67001" in text and "kpszsu" not in text and LEFT_OUT in text


async def test_a_chat_that_only_saw_the_source_text_gets_the_correction(bot_api: BotApi, store: Store) -> None:
    reports(store)
    async with talking(bot_api, store, MORNING) as talk:
        await talk.ask("/source")
        await until(lambda: store.read_now(chats.shown_to, talk.chat.id))
        store.write_now(edited, "kpszsu", line(Outcome.LAUNCHED, 216, "shahed"))
        (told,) = await deliver(talk, "06:30")
    assert CORRECTED["en"]["kpszsu"] in told


async def test_inline_answers_show_both_sides_whatever_the_sender_chose(bot_api: BotApi, store: Store) -> None:
    reports(store)
    async with talking(bot_api, store, MORNING) as talk:
        await talk.bot.services.actions.choose_sides(talk.chat.id, Sides.UKRAINE)
        query = bot_api.inline("22 sep", talk.chat.user)
        sent = bot_api.choose(query, (await query.answered())["results"][0]["id"])
    assert UKRAINE_SAYS in sent.text and RUSSIA_SAYS in sent.text
