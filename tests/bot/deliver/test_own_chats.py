"""What stands in a channel or a group of one's own: the digest alone, its corrections in it and told by a reply."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.bot_api import BotApi, Chat, Message
from storage import Store
from storage.chats import chats, own_chats
from storage.outbox import expiry
from tests.bot.chat.test_charts_sent import Hand
from tests.bot.chat.test_charts_sent import take as drawn_by
from tests.bot.deliver.correction_scenes import seen, take
from tests.bot.deliver.mornings import DAY, EVENING, air_force, at_the_clock, ministry
from tests.bot.deliver.own_chat_scenes import in_chat, set_up
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import at
from tests.storage.chats.test_chat_rows import holds

KINDS = pytest.mark.parametrize("kind", ["channel", "supergroup"])
NAME = "@overnight_demo_bot"


def chat_of(api: BotApi, kind: str, talk: Talk) -> Chat:
    assert talk.chat.user
    chat: Chat = api.channel("Night News") if kind == "channel" else api.supergroup("Desk", admin=talk.chat.user)
    api.join(chat, talk.chat.user, "administrator")
    return chat


def last_line(message: Message) -> str:
    return message.text.splitlines()[-1]


@KINDS
async def test_the_digest_stands_there_without_buttons_and_its_last_line_is_the_bots_name(
    bot_api: BotApi, store: Store, kind: str
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, kind, talk)
        await set_up(talk, chat)
        await talk.ask("/subscribe 09:00")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        (digest,) = in_chat(talk, chat)
        own = await talk.next()
    assert (digest.labels, last_line(digest)) == ([], NAME)
    assert "Change time" in str(own.labels), "a person's own digest keeps its buttons"
    assert NAME not in own.text
    assert digest.text == f"{own.text}\n\n{NAME}", "else it is the same"


@KINDS
async def test_before_the_reports_nothing_is_said_there(bot_api: BotApi, store: Store, kind: str) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, kind, talk)
        await set_up(talk, chat)
        await talk.ask("/subscribe 09:00")
        await at_the_clock(talk, "06:20")
        assert (await talk.next()).text.startswith("No report for the night")
        assert in_chat(talk, chat) == []
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:40")
        assert [last_line(one) for one in in_chat(talk, chat)] == [NAME]


async def test_an_operators_notice_goes_to_people_and_not_into_their_channels(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING, admin_ids=str(bot_api.private("Olena").id)) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        notice = await talk.bot.services.actions.draft_notice("Maintenance at noon.")
        await talk.bot.services.actions.confirm_notice(notice)
        await at_the_clock(talk, "06:00")
        assert (await talk.next()).text == "Maintenance at noon."
        assert in_chat(talk, chat) == []


@KINDS
async def test_a_late_side_completes_the_post_and_is_told_by_a_reply_without_buttons(
    bot_api: BotApi, store: Store, kind: str
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, kind, talk)
        await set_up(talk, chat)
        ministry(store)
        await at_the_clock(talk, "06:20")
        (digest,) = in_chat(talk, chat)
        assert "212" not in digest.text
        air_force(store)
        await at_the_clock(talk, "06:45")
        _, late = in_chat(talk, chat)
    assert ("212" in digest.text, digest.edits, digest.labels, last_line(digest)) == (True, 1, [], NAME)
    assert (late.reply_to, late.labels) == (digest, [])
    assert "212" in late.text and NAME not in late.text


@KINDS
async def test_a_correction_is_written_into_the_post_and_told_by_a_short_reply(
    bot_api: BotApi, store: Store, kind: str
) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, kind, talk)
        await set_up(talk, chat)
        ministry(store)
        await at_the_clock(talk, "06:00")
        (digest,) = in_chat(talk, chat)
        take(store, seen("launched 89", at("2026-09-22 08:04")))
        for clock in ("08:05", "08:06", "09:00"):
            await at_the_clock(talk, clock)
        _, reply = in_chat(talk, chat)
    assert "89" in digest.text and "84" not in digest.text
    assert (digest.edits, digest.labels, last_line(digest)) == (1, [], NAME)
    assert reply.text == (
        "Correction · night of 21–22 September\nThe Air Force edited post 79455 at 11:04 Kyiv.\n\n"
        "Drones: 84 → 89 launched. Nothing else changed."
    )
    assert (reply.reply_to, reply.labels, reply.silent) == (digest, [], True)
    assert [one.edited for one in bot_api.accepted][-2:] == [True, False], "whoever hears of it finds it there"


async def test_with_a_chart_the_digest_is_its_caption_and_is_corrected_there(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, EVENING) as talk:
        drawn_by(talk, Hand())
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat, chart=True)
        ministry(store)
        await at_the_clock(talk, "06:00")
        (digest,) = in_chat(talk, chat)
        assert digest.photo
        assert (digest.labels, last_line(digest)) == ([], NAME)
        take(store, seen("launched 89", at("2026-09-22 08:04")))
        await at_the_clock(talk, "08:05")
        _, reply = in_chat(talk, chat)
    assert "89" in digest.text and "84" not in digest.text
    assert digest.photo and last_line(digest) == NAME
    assert (reply.reply_to, reply.photo) == (digest, None)


async def test_an_edit_that_cannot_be_read_is_told_there_too(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        ministry(store)
        await at_the_clock(talk, "06:00")
        take(store, seen("no words we know", at("2026-09-22 08:04")))
        await at_the_clock(talk, "08:05")
        digest, reply = in_chat(talk, chat)
    assert "84" not in digest.text
    assert "We could not read its new text" in reply.text
    assert reply.reply_to is digest


async def test_a_post_that_was_deleted_there_gets_its_correction_as_a_message(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        ministry(store)
        await at_the_clock(talk, "06:00")
        (digest,) = in_chat(talk, chat)
        digest.deleted = True
        take(store, seen("launched 89", at("2026-09-22 08:04")))
        await at_the_clock(talk, "08:05")
        _, message = in_chat(talk, chat)
    assert "84 → 89" in message.text
    assert (message.reply_to, digest.edits) == (None, 0)


async def test_a_correction_weeks_later_still_finds_the_post(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        ministry(store)
        await at_the_clock(talk, "06:00")
        await talk.bot.services.actions.pause_own(chat.id)
        talk.moment.now += timedelta(days=30)
        store.write_now(expiry.prune, talk.moment.now)
        take(store, seen("launched 89", talk.moment.now))
        await talk.deliver()
        digest, reply = in_chat(talk, chat)
    assert digest.edits == 1
    assert reply.reply_to is digest


async def test_after_its_end_nothing_more_is_sent_there(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        ministry(store)
        await at_the_clock(talk, "06:00")
        await talk.bot.services.actions.end_own(chat.id)
        take(store, seen("launched 89", at("2026-09-22 08:04")))
        await at_the_clock(talk, "08:05")
        (digest,) = in_chat(talk, chat)
    assert digest.edits == 0


async def test_a_paused_channel_gets_no_digest(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        await talk.bot.services.actions.pause_own(chat.id)
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        assert in_chat(talk, chat) == []


async def test_forgetting_whoever_set_it_up_leaves_the_channel_its_digest(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat)
        await talk.ask("/forget")
        assert store.read_now(holds, talk.chat.id) == set()
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        assert [last_line(one) for one in in_chat(talk, chat)] == [NAME]
        said = len(bot_api.sent)
        bot_api.block(chat, quietly=True)
        await talk.bot.services.actions.blocked(chat.id)
        await at_the_clock(talk, "06:10")
    assert len(bot_api.sent) == said, "nobody is remembered who could be told"


async def test_a_group_that_moves_keeps_its_digest_and_who_set_it_up(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        assert talk.chat.user
        group = bot_api.group("Desk", admin=talk.chat.user)
        await set_up(talk, group)
        air_force(store)
        ministry(store)
        new = bot_api.migrate(group)
        await until(lambda: store.read_now(chats.chat, group.id) is None)
        await at_the_clock(talk, "06:00")
        assert [last_line(one) for one in in_chat(talk, new)] == [NAME]
        (own,) = store.read_now(own_chats.of_person, talk.chat.id)
        assert (own.chat_id, own.title) == (new.id, "Desk")
    assert store.read_now(holds, group.id) == set()
    assert store.read_now(chats.chat, group.id) is None


async def test_a_channel_in_another_language_is_told_in_its_own(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        chat = chat_of(bot_api, "channel", talk)
        await set_up(talk, chat, language="uk")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        (digest,) = in_chat(talk, chat)
    assert digest.text.startswith("Доброго ранку")
    assert talk.moment.now == at(f"{DAY} 06:00")


async def test_mydata_and_forget_name_what_somebody_set_up(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        assert talk.chat.user
        group = bot_api.supergroup("Desk", admin=talk.chat.user)
        await set_up(talk, chat_of(bot_api, "channel", talk))
        await set_up(talk, group)
        assert "\nChannels and groups set up with /post: Desk, Night News\n" in (await talk.ask("/mydata")).text
        bot_api.say(group, "/mydata")
        assert "\nSet up with /post as: Desk\n" in (await bot_api.next_message(group)).text
        said = await talk.ask("/forget")
        assert (await talk.ask("/mydata")).text == "Nothing is stored about this chat."
    assert said.text == (
        "Deleted: nothing is stored about this chat any more. The digest stays in: Desk, Night News. An admin there "
        "can change or end it: they choose it with /post."
    )
