"""``/post``: a channel or group of one's own is picked, checked, asked about and set up, in the private chat alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.handlers.own_chats import STEPS
from bot.chat.messages.own_chat_setup import HOURS
from bot.demo.bot_api import BotApi, Chat, Message, User
from bot.demo.bot_api.sharing import labels, share
from storage import Store
from storage.chats import chats, own_chats
from storage.chats.chats import Length
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking, until
from tests.storage.chats.test_chat_rows import holds

FILL, NOW = SCENES["whole_night"]
ASKED = (
    "In which channel or group of yours should the digest appear? Telegram adds me there; in a channel I ask "
    "only for the right to post messages."
)
PICKS = ["Choose a channel", "Choose a group", "Cancel"]
CARD_BUTTONS = [["Language", "Hour"], ["Length", "Text alone"], ["Pause", "End"], ["‹ All"]]


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


def of(talk: Talk) -> User:
    assert talk.chat.user, "a private chat"
    return talk.chat.user


def channel_of(talk: Talk, title: str = "Night News", bot: str = "left", standing: str = "creator") -> Chat:
    """A channel in which the person who talks has a standing."""
    channel = talk.api.channel(title, bot=bot)
    talk.api.join(channel, of(talk), standing)
    return channel


async def pick(talk: Talk, chosen: Chat, label: str = "Choose a channel", begin: str = "/post") -> Message:
    """Ask for the picker, pick a chat, and return what is asked first (or said to be missing)."""
    asked = await talk.ask(begin) if begin else talk.heard[-1]
    assert labels(asked) == PICKS
    share(talk.api.state, asked, label, chosen)
    gone = await talk.next()
    assert gone.text == f"Chosen: {chosen.title}"
    assert gone.markup == {"remove_keyboard": True}
    return await talk.next()


async def set_up(
    talk: Talk, chosen: Chat, *answers: str, label: str = "Choose a channel", begin: str = "/post"
) -> Message:
    last = await pick(talk, chosen, label, begin)
    for one in answers:
        last = await talk.press(one, last)
    return last


USUAL = ("English", "09:00", "With a chart", "Short digest")


async def test_a_channel_is_picked_asked_about_and_set_up(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk)
        asked = await talk.ask("/post")
        assert asked.text == ASKED
        share(bot_api.state, asked, "Choose a channel", channel)
        await talk.next()
        question = await talk.next()
        assert (question.text, question.labels) == ("Night News\n\nIn which language?", [["English"], ["Українська"]])
        await talk.press("English")
        assert question.text == "Night News\n\nAt what hour (Kyiv time)?"
        assert question.labels == [["07:00", "08:00", "09:00"], ["10:00", "11:00", "12:00"], ["As soon as it comes"]]
        await talk.press("09:00")
        assert (question.text, question.labels) == ("Night News\n\nWith a chart?", [["With a chart", "Text alone"]])
        await talk.press("With a chart")
        assert (question.text, question.labels) == (
            "Night News\n\nHow long?",
            [["Short digest"], ["Usual digest"], ["Full digest"]],
        )
        assert filled.read_now(holds, channel.id) == set(), "nothing is kept before all is answered"
        await talk.press("Short digest")
    assert question.text == (
        "Night News\n\n"
        "Done: the digest will appear there every morning at 09:00 (Kyiv time), first on 23 September.\n\n"
        "Language: English\nShort digest\nWith a chart\n\n"
        "Corrections are made in it and announced by a short reply. /post changes, pauses or ends it."
    )
    assert question.labels == [["Pause", "End"], ["Change"]]
    kept = filled.read_now(chats.chat, channel.id)
    assert kept and kept.subscription
    assert (kept.language, kept.zone, kept.length, kept.with_picture) == ("en", "Europe/Kyiv", Length.SHORT, True)
    assert (kept.subscription.at_minute, kept.subscription.thread_id) == (540, None)
    assert [one for one in bot_api.sent if one.chat is channel] == [], "no talk of the set-up there"
    assert channel.bot == "administrator"


async def test_the_picker_lists_channels_where_the_person_may_let_the_bot_post(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        asked = await talk.ask("/post")
        other = bot_api.channel("Not mine")
        with pytest.raises(LookupError):
            share(bot_api.state, asked, "Choose a channel", other)
        rows = (asked.markup or {})["keyboard"]
        channel, group = rows[0][0]["request_chat"], rows[1][0]["request_chat"]
    assert [name for name, given in channel["bot_administrator_rights"].items() if given] == ["can_post_messages"]
    assert (channel["chat_is_channel"], group["chat_is_channel"], group["bot_is_member"]) == (True, False, True)
    assert asked.markup and asked.markup["one_time_keyboard"] is True


async def test_a_group_is_set_up_and_with_topics_it_says_how_to_choose_one(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        forum = bot_api.supergroup("Newsroom", topics=("Nights",), admin=of(talk), bot="left")
        last = await set_up(
            talk, forum, "Українська", "As soon as it comes", "Text alone", "Usual digest", label="Choose a group"
        )
        assert last.text.endswith(
            "It goes to the general topic; for another one, an admin sends /settings topic here in that topic."
        )
        assert "Language: Українська\nUsual digest\nText alone" in last.text
        assert forum.bot == "member"
        bot_api.say(forum, "/settings topic here", of(talk), thread=2)
        await bot_api.next_message(forum)
    (own,) = filled.read_now(own_chats.of_person, talk.chat.id)
    assert (own.thread_id, own.at_minute, own.is_channel, own.language) == (2, None, False, "uk")


async def test_in_ukrainian(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW, language="uk") as talk:
        channel = channel_of(talk, "Ніч")
        asked = await talk.ask("/post")
        assert labels(asked) == ["Вибрати канал", "Вибрати групу", "Скасувати"]
        share(bot_api.state, asked, "Вибрати канал", channel)
        assert (await talk.next()).text == "Вибрано: Ніч"
        last = await talk.next()
        for one in ("Українська", "09:00", "Лише текст", "Звичайне зведення"):
            await talk.press(one, last)
    assert last.text == (
        "Ніч\n\nГотово: зведення виходитиме там щоранку о 09:00 (час: Київ); уперше – 23 вересня.\n\n"
        "Мова: Українська\nЗвичайне зведення\nЛише текст\n\n"
        "Виправлення вносимо в саме зведення і повідомляємо про них короткою відповіддю. Змінити, призупинити чи "
        "припинити – /post."
    )


async def test_where_the_picker_is_cancelled_nothing_is_set_up(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        await talk.ask("/post")
        said = await talk.ask("Cancel")
        assert (said.text, said.markup) == ("Nothing was set up. /post starts again.", {"remove_keyboard": True})
        await talk.ask("/help")
    assert store.read_now(own_chats.of_person, talk.chat.id) == []


@pytest.mark.parametrize(
    "change", ["bot left", "bot is no admin", "bot may not post", "no admin", "may not post", "silent"]
)
async def test_what_is_missing_in_a_channel_is_one_sentence_with_a_button_to_try_again(
    bot_api: BotApi, store: Store, change: str
) -> None:
    sentences = {
        "bot left": "I am not there: add me – to a channel as an admin who may post, to a group as a member – and try "
        "again.",
        "bot is no admin": "I am not an admin there: make me one, with the right to post messages, and try again.",
        "bot may not post": "I am an admin there, but without the right to post messages: give me that right "
        "and try again.",
        "no admin": "You are not an admin there, and only admins can set this up: become one and try again, "
        "or ask one to send me /post.",
        "may not post": "You are an admin there, but without the right to post messages: ask the owner for it "
        "and try again.",
        "silent": "Telegram does not say what I may do there: try again in a minute.",
    }
    async with talking(bot_api, store, NOW) as talk:
        channel, me = channel_of(talk, standing="administrator"), bot_api.state.me.id
        question = await pick(talk, channel)
        worse(bot_api, channel, of(talk), change)
        await talk.press("English", question)
        assert question.text.removeprefix("Night News\n\n") == sentences[change]
        assert question.labels == [["Try again"]]
        channel.bot, channel.withheld = "administrator", {}
        bot_api.join(channel, of(talk), "administrator")
        await talk.press("Try again", question)
        assert question.text == "Night News\n\nIn which language?"
        assert me not in channel.withheld
    assert store.read_now(holds, channel.id) == set()


def worse(api: BotApi, channel: Chat, person: User, change: str) -> None:
    match change:
        case "bot left":
            channel.bot = "left"
        case "bot is no admin":
            channel.bot = "member"
        case "bot may not post":
            channel.withheld[api.state.me.id] = {"can_post_messages"}
        case "no admin":
            api.join(channel, person, "left")
        case "may not post":
            channel.withheld[person.id] = {"can_post_messages"}
        case "silent":
            api.fault("getChat", code=502, html=True)


@pytest.mark.parametrize("barred", [True, False])
async def test_a_group_where_the_bot_may_not_write_is_refused(bot_api: BotApi, store: Store, barred: bool) -> None:
    async with talking(bot_api, store, NOW) as talk:
        group = bot_api.supergroup("Newsroom", admin=of(talk))
        if barred:
            group.barred = {"can_send_messages"}
        else:
            group.withheld[bot_api.state.me.id] = {"can_send_messages"}
        said = await pick(talk, group, "Choose a group")
        assert said.text == (
            "Newsroom\n\nI may not write there: let members send messages, or make me an admin, and try again."
        )
        bot_api.unblock(group, "administrator")
        group.withheld.clear()
        assert (await talk.press("Try again", said)).text == "Newsroom\n\nIn which language?"


async def test_a_restart_in_the_middle_loses_nothing(bot_api: BotApi, filled: Store) -> None:
    person = bot_api.private("Ann")
    async with talking(bot_api, filled, NOW, chat=person) as talk:
        channel = channel_of(talk)
        question = await pick(talk, channel)
        await talk.press("English", question)
        await talk.press("08:00", question)
    async with talking(bot_api, filled, NOW, chat=person) as talk:
        await talk.press("Text alone", question)
        await talk.press("Full digest", question)
    assert "every morning at 08:00 (Kyiv time)" in question.text
    (own,) = filled.read_now(own_chats.of_person, person.id)
    assert (own.at_minute, own.with_picture, own.length) == (480, False, Length.FULL)


async def test_two_set_ups_are_listed_each_with_its_buttons(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        await set_up(talk, channel_of(talk, "A channel with a rather long name, for readers"), *USUAL)
        group = bot_api.group("Desk", admin=of(talk), bot="left")
        said = await talk.ask("/post")
        api_sends = len(bot_api.sent)
        bot_api.press(said, "Another channel or group")
        await until(lambda: len(bot_api.sent) > api_sends)
        await talk.next()
        await set_up(
            talk,
            group,
            "English",
            "As soon as it comes",
            "Text alone",
            "Usual digest",
            label="Choose a group",
            begin="",
        )
        listed = await talk.ask("/post")
    assert listed.text == (
        "Your channels and groups\nA channel with a rather long name, for readers: 09:00\n"
        "Desk: as soon as the reports come"
    )
    assert listed.labels == [
        ["A channel with a rather…", "Pause", "End"],
        ["Desk", "Pause", "End"],
        ["Another channel or group"],
    ]


async def test_each_part_is_changed_by_buttons(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk)
        card = await set_up(talk, channel, *USUAL)
        await talk.press("Change", card)
        assert card.text == "Night News\n\nDigest: 09:00 (Kyiv time)\nLanguage: English\nShort digest\nWith a chart"
        assert card.labels == CARD_BUTTONS
        for part, value in (("Language", "Українська"), ("Hour", "12:00"), ("Length", "Full digest")):
            await talk.press(part, card)
            await talk.press(value, card)
            assert card.text.startswith("Night News\n\nChanged.\n\n")
        await talk.press("Text alone", card)
        assert card.text == (
            "Night News\n\nChanged.\n\nDigest: 12:00 (Kyiv time)\nLanguage: Українська\nFull digest\nText alone"
        )
        await talk.press("‹ All", card)
    assert card.text == "Your channels and groups\nNight News: 12:00"
    (own,) = filled.read_now(own_chats.of_person, talk.chat.id)
    assert (own.language, own.at_minute, own.length, own.with_picture) == ("uk", 720, Length.FULL, False)


async def test_a_paused_digest_keeps_its_hour_and_is_resumed(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk)
        card = await set_up(talk, channel, *USUAL)
        await talk.press("Pause", card)
        assert card.text.startswith("Night News\n\nPaused until you resume it.\n\nDigest: paused (09:00)\n")
        kept = filled.read_now(chats.chat, channel.id)
        assert kept and kept.subscription is None
        assert (await talk.ask("/post")).text == "Your channels and groups\nNight News: paused"
        await talk.press("Resume", card)
        assert card.text.startswith(
            "Night News\n\nIt will appear again, first on 23 September.\n\nDigest: 09:00 (Kyiv time)\n"
        )
    again = filled.read_now(chats.chat, channel.id)
    assert again and again.subscription and again.subscription.at_minute == 540


async def test_an_ended_channel_leaves_nothing_behind(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk)
        card = await set_up(talk, channel, *USUAL)
        await talk.press("End", card)
        assert (card.text, card.labels) == ("Night News\n\nEnded: nothing more is sent there.", [["Set up again"]])
        assert filled.read_now(holds, channel.id) == set()
        assert (await talk.ask("/post")).text == ASKED
        await talk.press("Set up again", card)
        assert card.text == "Night News\n\nIn which language?"


async def test_an_ended_group_keeps_what_its_members_chose(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        group = bot_api.supergroup("Desk", admin=of(talk))
        bot_api.say(group, "/watch record")
        await bot_api.next_message(group)
        await talk.press("End", await set_up(talk, group, *USUAL, label="Choose a group"))
    assert filled.read_now(holds, group.id) == {"chats", "watches"}


@pytest.mark.parametrize("button", ["Pause", "End", "Language", "Text alone"])
async def test_whoever_is_no_admin_any_more_changes_nothing(bot_api: BotApi, filled: Store, button: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk, standing="administrator")
        card = await set_up(talk, channel, *USUAL)
        await talk.press("Change", card)
        before = filled.read_now(own_chats.of_person, talk.chat.id)
        bot_api.join(channel, of(talk), "left")
        await talk.press(button, card)
        assert card.text.startswith("Night News\n\nYou are not an admin there")
    assert filled.read_now(own_chats.of_person, talk.chat.id) == before


async def test_another_admin_takes_a_channel_over(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel, *USUAL)
        first, talk.chat = talk.chat, bot_api.private("Bea")
        bot_api.join(channel, of(talk), "administrator")
        await set_up(talk, channel, "Українська", "10:00", "Text alone", "Usual digest")
        second, talk.chat = talk.chat, first
        assert (await talk.ask("/post")).text == ASKED
    assert [one.at_minute for one in filled.read_now(own_chats.of_person, second.id)] == [600]


@pytest.mark.parametrize("action", [*STEPS, "all", "pick"])
async def test_made_up_data_of_a_stranger_changes_and_tells_nothing(
    bot_api: BotApi, filled: Store, action: str
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        channel = channel_of(talk)
        await set_up(talk, channel, *USUAL)
        before = filled.read_now(everything_of, channel.id)
        talk.chat = bot_api.private("Mallory")
        asked = await talk.ask("/help")
        sent = len(bot_api.sent)
        rest = {"new": ":uk:0900:0:full", "set": ":chart:0"}.get(action, "")
        query = bot_api.press(asked, data=f"1:own:{action}:{channel.id}{rest}")
        await query.answered()
        await until(lambda: not talk.bot.app.update_processor.current_concurrent_updates)
        said = " ".join([asked.text, *(one.text for one in list(bot_api.sent)[sent:])])
    assert "09:00 (Kyiv" not in said and "Done" not in said
    assert filled.read_now(everything_of, channel.id) == before


def everything_of(db: Any, chat_id: int) -> list[Any]:
    tables = ("chats", "subscriptions", "own_chats", "set_up_by")
    return [
        db.execute(f"SELECT * FROM {table} WHERE chat_id = ? ORDER BY 1, 2", (chat_id,)).fetchall() for table in tables
    ]


@pytest.mark.parametrize(
    "rest", ["", "new", "new:x", "new:-1:de", "new:-1:en:0901", "new:-1:en:0900:2", "new:-1:en:0900:1:long", "dream:-1"]
)
async def test_data_that_no_button_has_is_answered_in_a_sentence(bot_api: BotApi, store: Store, rest: str) -> None:
    async with talking(bot_api, store, NOW) as talk:
        await talk.ask("/help")
        answer = await bot_api.press(talk.heard[-1], data=f"1:own:{rest}").answered()
    assert answer["text"] == "This button no longer works; ask again with /post."


async def test_in_a_group_post_says_where_it_is_asked(bot_api: BotApi, store: Store) -> None:
    group = bot_api.supergroup("Newsroom")
    async with talking(bot_api, store, NOW, chat=group) as talk:
        said = await talk.ask("/post")
    assert said.text == "Send me /post in a private chat: there you choose the channel or group."


@pytest.mark.parametrize("hour", [one for row in HOURS for one in row if one != "asap"])
async def test_every_hour_offered_is_taken(bot_api: BotApi, filled: Store, hour: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        last = await set_up(talk, channel_of(talk), "English", hour, "Text alone", "Usual digest")
    assert f"every morning at {hour} (Kyiv time)" in last.text
