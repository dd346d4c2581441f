"""What is typed without a slash is understood, or answered with buttons: in private, behind the bot's name, inline."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Message, call
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import Talk, talking, until

FILL, NOW = SCENES["two_weeks"]
NAME = "@overnight_demo_bot"
BUTTONS = [["Last night", "Help"]]


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


def first_line(message: Message) -> str:
    return message.text.splitlines()[0]


async def told(talk: Talk, question: str) -> str:
    return (await talk.ask(question)).text


async def test_bare_words_do_the_command(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        assert first_line(await talk.ask("help")) == "What you can ask"
        assert first_line(await talk.ask("рекорд")) == "Largest nights"
        assert "on 23 September" in (await talk.ask("підписатися")).text
    found = filled.read_now(chats.chat, talk.chat.id)
    assert found is not None
    assert found.subscription is not None


async def test_bare_words_in_a_group_keep_the_command_s_permission(bot_api: BotApi, filled: Store) -> None:
    group, guest = bot_api.supergroup("Newsroom"), bot_api.user("Guest")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        assert await told_by(talk, f"{NAME} subscribe", guest) == "Only an admin of this group can set that."
        assert (await talk.ask(f"{NAME} records", guest)).text.startswith("Largest nights")
    assert filled.read_now(chats.chat, group.id) is None or not subscribed(filled, group.id)


async def told_by(talk: Talk, text: str, user: Any) -> str:
    return (await talk.ask(text, user)).text


def subscribed(store: Store, chat_id: int) -> bool:
    found = store.read_now(chats.chat, chat_id)
    return found is not None and found.subscription is not None


@pytest.mark.parametrize("text", ["pause", "/pause sending", "broadcast hello", "health"])
async def test_an_operator_s_command_does_not_exist_for_others(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask(text)
        unknown = await talk.ask("/xyzzy")
    assert (answer.text, answer.labels) == (unknown.text, unknown.labels)
    assert answer.labels == BUTTONS


@pytest.mark.parametrize(
    "text", ["qwerty", "31.02.2026", "https://t.me/kpszsu/1", "https://t.me/durov/5", "?", "🛵", "x" * 4000]
)
async def test_nothing_is_a_dead_end(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask(text)
        assert answer.labels == BUTTONS
        helped = await talk.press("Help")
        assert first_line(helped) == "What you can ask"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://t.me/kpszsu/1", "I don't have this post: it is older than what I have read, or there is none."),
        ("https://t.me/durov/5", "I only know the posts of @kpszsu, @mod_russia."),
        ("31.02.2026", "There is no such date: 31.02.2026."),
    ],
)
async def test_what_cannot_be_answered_says_why(bot_api: BotApi, filled: Store, text: str, sentence: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        assert await told(talk, text) == sentence


async def test_a_link_to_a_post_is_answered_as_its_forward(bot_api: BotApi, store: Store) -> None:
    fill, now = SCENES["samples"]
    store.write_now(fill)
    async with talking(bot_api, store, now) as talk:
        for address in ("https://t.me/kpszsu/83516", "t.me/s/kpszsu/83516"):
            answer = await talk.ask(address)
            assert "post 83516" in answer.text
            assert "→" in answer.text


WEAPON = """Kalibr: the last nights that name it

{head}
22 Sep 2026 · post 79022
  Kalibr: used, number not given
12 Sep 2026 · post 79012
  Kalibr: 4 launched
named on 2 of 12 known nights in the last 30
"""


@pytest.mark.parametrize("text", ["kalibr", "калібри", "Калибр"])
async def test_a_weapon_alone_is_answered_with_its_last_nights(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask(text)
        lines = answer.text.splitlines()
        assert "\n".join([*lines[:2], "{head}", *lines[3:8]]) + "\n" == WEAPON
        assert answer.labels[0] == ["22 Sep 2026", "12 Sep 2026"]
        night = await talk.press("12 Sep 2026")
        assert "12" in first_line(night)


@pytest.mark.parametrize("text", ["калібри за вересень", "kalibr in september 2026"])
async def test_a_weapon_in_a_range_is_answered_with_its_nights_there(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask(text)
        assert first_line(answer) == "Kalibr: nights that name it, 1–22 September 2026"
        named = "named on 2 of 12 known nights, of 22 in all"
        assert f"12 Sep 2026 · post 79012\n  Kalibr: 4 launched\n{named}\n" in answer.text
        assert answer.labels[1:] == [["All of these nights"], ["Українською"]]
        assert first_line(await talk.press("Українською")) == "«Калібр»: ночі зі згадкою, 1–22 вересня 2026\u202fр."


async def test_a_kind_alone_is_answered_with_the_nights_that_name_any_of_it(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("крилаті ракети")
        assert first_line(answer) == "Cruise missiles: the last nights that name them"
        assert "Kalibr: used, number not given" in answer.text
        assert first_line(await talk.ask("балістика")) == "Ballistic missiles: the last nights that name them"
        assert first_line(await talk.ask("missiles")) == "Missiles: the last nights that name them"
        assert first_line(await talk.ask("missles")).startswith("Missiles (you typed “missles”):")
        assert (await talk.ask("дрони")).labels == BUTTONS


async def test_a_weapon_s_answer_is_recorded_as_shown(bot_api: BotApi, filled: Store) -> None:
    def shown() -> list[Any]:
        return filled.read_now(lambda db: db.execute("SELECT message_id FROM shown ORDER BY message_id").fetchall())

    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("kalibr")
        await until(shown)
    assert shown() == [(79012,), (79022,)]


REGION_NIGHT = "/start a_region_UA-51_2026-09-{0}_2026-09-{0}"


async def test_a_region_in_a_night_is_named_or_not_each_side_with_its_post(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        named = (await talk.ask(REGION_NIGHT.format(19))).text
        unnamed = (await talk.ask(REGION_NIGHT.format(21))).text
        nothing = (await talk.ask(REGION_NIGHT.format(20))).text
    assert "named as attacked · post 79019" in named
    assert named.count("We have no report for this night.") == 1
    assert "not named in its report · post 79021" in unnamed
    assert "not named in its report · post 67021" in unnamed
    assert nothing.count("We have no report for this night.") == 1
    assert "not named in its report · post 67020" in nothing


async def test_a_region_in_a_range_lists_its_nights_with_their_posts(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/start a_region_UA-51_2026-09-01_2026-09-22")
        assert answer.text.startswith("Odesa\n1–22 September 2026\n")
        assert "named on 2 of 12 days with a report, of 22 in all\n  12 Sep, 19 Sep" in answer.text
        assert "12 Sep: named as attacked · post 79012\n19 Sep: named as attacked · post 79019" in answer.text
        assert "named on 0 of 3 days with a report, of 22 in all" in answer.text
        assert answer.labels == [["All of these nights", "In all reports"], ["Українською"]]
        assert first_line(await talk.press("Українською")) == "Одещина"


async def test_places_that_people_mean_as_one_are_told_apart(bot_api: BotApi, store: Store) -> None:
    fill, now = SCENES["samples"]
    store.write_now(fill)
    async with talking(bot_api, store, now) as talk:
        answer = await talk.ask("Київ")
    assert first_line(answer) == "Kyiv · Kyiv region"
    air_force = answer.text.split("RUSSIA'S DEFENCE MINISTRY")[0].splitlines()
    kyiv, oblast = air_force.index("Kyiv"), air_force.index("Kyiv region")
    assert air_force[kyiv + 1] == "last named: 29 Aug 2026 · post 75261"
    assert air_force[oblast + 1] == "last named: 30 Sep 2026 · post 81648"


@pytest.mark.parametrize(
    "text", ["latest", "/night", "today", "сьогодні", "цієї ночі", "last night", "22.09", "/night цієї ночі"]
)
async def test_before_the_reports_every_way_of_asking_gets_one_answer(bot_api: BotApi, store: Store, text: str) -> None:
    fill, now = SCENES["silences"]
    store.write_now(fill)
    async with talking(bot_api, store, now) as talk:
        latest = await talk.ask("/latest")
        answer = await talk.ask(text)
    assert answer.text == latest.text
    assert answer.labels == latest.labels


@pytest.mark.parametrize("text", [f"thank you {NAME}", f"I asked {NAME}, it sleeps"])
async def test_people_who_only_name_the_bot_are_left_alone(bot_api: BotApi, filled: Store, text: str) -> None:
    group = bot_api.supergroup("Newsroom", bot="administrator")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        bot_api.say(group, text)
        await talk.ask("/privacy")
    assert len(bot_api.sent) == 1


@pytest.mark.parametrize("text", [f"{NAME} do you sleep?", f"{NAME} 31.02"])
async def test_people_who_speak_to_the_bot_in_a_group_get_buttons(bot_api: BotApi, filled: Store, text: str) -> None:
    group = bot_api.supergroup("Newsroom")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        assert (await talk.ask(text)).labels == BUTTONS


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("kalibr", "Kalibr: the last nights that name it"),
        ("2026-08 vs 2026-09", "August 2026 → 1–22 September 2026"),
        ("рекорд", "Largest nights"),
        ("https://t.me/kpszsu/79012", "UKRAINE'S AIR FORCE SAYS"),
    ],
)
async def test_inline_understands_the_same(bot_api: BotApi, filled: Store, text: str, title: str) -> None:
    async with talking(bot_api, filled, NOW):
        answer = await bot_api.inline(text).answered()
    assert answer["results"][0]["title"] == title


@pytest.mark.parametrize("text", ["subscribe", "забудь мене", "settings", "/forget"])
async def test_nothing_is_set_inline(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW):
        answer = await bot_api.inline(text).answered()
    assert answer["results"] == []
    assert answer["button"]["text"] == "That I can only do in a private chat with me."


async def test_a_location_is_answered_as_its_region(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        assert first_line(await sent(talk, 46.48, 30.72)) == "Odesa"
        between = await sent(talk, 48.88, 33.28)
        assert first_line(between) == "Taken for Poltava, the nearest that I know:"
        assert between.labels[0] == ["Kirovohrad"]
        abroad = await sent(talk, 52.23, 21.0)
        assert abroad.text == "This place is in no region that I know: I know those of Ukraine and of Russia's west."
        assert abroad.labels == BUTTONS


async def sent(talk: Talk, latitude: float, longitude: float) -> Message:
    talk.api.say(talk.chat, "", extra={"location": {"latitude": latitude, "longitude": longitude}})
    return await talk.next()


@pytest.mark.parametrize(
    ("command", "title"),
    [
        ("/night kalibr", "Kalibr: the last nights that name it"),
        ("/night 2026-09", "Nights: 1–22 September 2026"),
        ("/region вересень", "Nights: 1–22 September 2026"),
        ("/month 12.09", "Nights: 12 September 2026"),
        ("/compare 2026-08 2026-09", "August 2026 → 1–22 September 2026"),
        ("/trend Odesa", "Odesa: named on 2 of 12 days with a report"),
        ("/compare 2026-05", "Compare what? Give two nights or months: /compare 2026-05 2026-06."),
        ("/region qwerty", "I don't know a region called “qwerty”. Try /region Odesa."),
    ],
)
async def test_what_stands_behind_a_command_is_understood_as_a_question(
    bot_api: BotApi, filled: Store, command: str, title: str
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        assert first_line(await talk.ask(command)) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("what happened last night", "Night of 21–22 September 2026"),
        ("скільки шахедів збили вчора", "Night of 20–21 September 2026"),
        ("скільки ракет за вересень", "Nights: 1–22 September 2026"),
        ("how many missiles in May", "Nights: May 2026"),
        ("1–15 вересня", "Nights: 1–15 September 2026"),
        ("last month", "Nights: August 2026"),
        ("Odesa yesterday", "Odesa"),
        ("Одеса за тиждень", "Odesa"),
        ("compare May and June", "May 2026 → June 2026"),
        ("графік Одеса", "Odesa: named on 2 of 12 days with a report"),
        ("цитата за вчора", "Quote"),
        ("/lates", "/latest (you typed “lates”):"),
        ("Kharkv", "Kharkiv (you typed “Kharkv”):"),
        ("/region Kharkv", "Kharkiv (you typed “Kharkv”):"),
        ("/latest вчора", "Night of 20–21 September 2026"),
        ("Septembr", "1–22 September 2026 (you typed “Septembr”):"),
        ("/subscrbe 9:00", "Did you mean /subscribe 9:00?"),
    ],
)
async def test_questions_as_people_type_them(bot_api: BotApi, filled: Store, text: str, title: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        assert first_line(await talk.ask(text)) == title
    assert filled.read_now(chats.chat, talk.chat.id) is None or not subscribed(filled, talk.chat.id)


@pytest.mark.parametrize("text", ["is there an alert now", "чи є зараз тривога", "летит ли что-то сейчас"])
async def test_a_question_about_an_alert_is_told_where_warnings_are(bot_api: BotApi, filled: Store, text: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask(text)
    assert answer.text.startswith("This is not an air-raid warning")
    assert "Air Alert app" in answer.text
    assert answer.labels == BUTTONS


async def test_half_a_month_is_not_sent_inline_as_the_whole(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW):
        half = await bot_api.inline("1-15 september").answered()
        whole = await bot_api.inline("august").answered()
        begun = await bot_api.inline("september").answered()
    ids = [answer["results"][0]["id"].rsplit(":", 2)[0] for answer in (half, whole, begun)]
    assert ids == ["span:2026-09-01:2026-09-15", "month:2026-08", "month:2026-09"]


async def test_a_mistyped_word_is_told_inline_and_in_guest_mode(bot_api: BotApi, filled: Store) -> None:
    group = bot_api.group("Neighbours", bot="left")
    async with talking(bot_api, filled, NOW):
        inline = await bot_api.inline("Kharkv").answered()
        guest = call(bot_api.state, group, f"{NAME} Kharkv", bot_api.user("Bea"))
        await guest.answered()
    assert inline["results"][0]["title"] == "Kharkiv (you typed “Kharkv”):"
    assert guest.message is not None
    assert first_line(guest.message) == "Kharkiv (you typed “Kharkv”):"
