"""An implausibly large figure from the channel's page to the chats, and the operator's decision on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, channel_origin
from bot.demo.channel_page import ChannelPages
from bot.follow.one_pass import follow_once
from storage import Store
from storage.outbox import deliveries
from tests.bot.chat.scenes_held import EVENING, air_force, ministry
from tests.bot.talking import Moment, Talk, talking
from tests.bot.test_service import KPSZSU
from tests.bot.test_service import air_force as channel_of_the_air_force
from tests.storage.builders import at

NOW = at("2026-09-22 06:12")
DAY = date(2026, 9, 22)
POST = "kpszsu/79455"
MINISTRY = 777_000_777
NEVER = ("107108", "107,108", "107 108", "107\u00a0108", "107\u202f108", "107.108")


@pytest.fixture
def clock() -> Moment:
    """The clock of the channels' pages and of Telegram."""
    return Moment(NOW)


@pytest.fixture
async def bot_api(clock: Moment) -> AsyncIterator[BotApi]:
    async with BotApi(now=clock) as running:
        yield running


@pytest.fixture
async def pages(clock: Moment) -> AsyncIterator[ChannelPages]:
    """Both channels: fifteen nights of the Air Force and the one with a slip in it, a night of the ministry."""
    served = ChannelPages(clock)
    served.add_channel("kpszsu", KPSZSU)
    served.add_channel("mod_russia", MINISTRY)
    for step in range(15):
        day = DAY - timedelta(days=15 - step)
        served.add_post("kpszsu", 79000 + step, air_force(day, 100 + step, 80), at(f"{day} 05:30"))
    served.add_post("kpszsu", 79455, air_force(DAY, 107108, 95), at("2026-09-22 05:31"))
    served.add_post("mod_russia", 67001, ministry(DAY, 91), at("2026-09-22 04:48"))
    await served.start()
    yield served
    await served.stop()


@pytest.fixture
def operator(bot_api: BotApi) -> Chat:
    return bot_api.private("Operator")


def running(api: BotApi, store: Store, pages: Any, operator: Chat, **rest: Any) -> Any:
    return talking(api, store, NOW, preview_hosts=pages.host, admin_ids=str(operator.id), **rest)


async def look(talk: Talk) -> None:
    """Read the channels once and send the deliveries that are due."""

    async def at_once(_: float) -> None:
        return None

    tools = talk.bot.following.tools()
    assert tools
    reports = await follow_once(("kpszsu", "mod_russia"), tools, 0.0, at_once)
    assert [report.error for report in reports.values()] == [None, None]
    await talk.deliver()


def said_to(api: BotApi, chat: Chat) -> list[str]:
    return [one.text for one in api.sent if one.chat and one.chat.id == chat.id]


def with_the_slip(api: BotApi, chat: Chat) -> list[str]:
    return [text for text in said_to(api, chat) if any(number in text for number in NEVER)]


ASKED = (
    "/latest", "/night 2026-09-22", "/week", "/month", "/records", "/source", "/source 2026-09-22",
    "/cite 2026-09-22", "/cite", "/compare 2026-09-21 2026-09-22", "/gaps", "/digest", "/region Kursk", "/status",
    "/subscribe 09:30", "/watch record", "/watch 500", "/settings",
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_an_implausibly_large_figure_is_shown_to_nobody(
    bot_api: BotApi, store: Store, pages: Any, clock: Moment, language: str
) -> None:
    operator = bot_api.private("Operator")
    async with running(bot_api, store, pages, operator, language=language) as talk:
        await look(talk)
        for question in ASKED:
            await talk.ask(question)
        latest = said_to(bot_api, talk.chat)[0]
        clock.now = talk.moment.now = at("2026-09-22 06:50")
        await talk.deliver()
        digest = await talk.next()
    assert with_the_slip(bot_api, talk.chat) == []
    confirm = {"en": "a figure we could not confirm", "uk": "число, яке ми не змогли підтвердити"}[language]
    side = {"en": "Ukraine's Air Force", "uk": "Повітряних сил України"}[language]
    told = [line for line in latest.splitlines() if confirm in line]
    assert len(told) == 1 and side in told[0] and "79455" in told[0]
    assert confirm in digest.text
    assert "https://t.me/kpszsu/79455" in digest.links
    assert not [text for text in said_to(bot_api, talk.chat) if "1st" in text]


async def test_the_operator_is_notified_once_with_the_figure_the_reason_and_the_link(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat
) -> None:
    async with running(bot_api, store, pages, operator) as talk:
        await look(talk)
        await look(talk)
        # what was sent is not kept for ever
        store.write_now(lambda db: db.execute("DELETE FROM deliveries"))
        talk.moment.now = NOW + timedelta(days=9)
        await talk.deliver()
    heard = [one for one in bot_api.sent if one.chat and one.chat.id == operator.id]
    assert [one.text for one in heard] == [
        "⚠ A figure is held back\n\n"
        "22 Sep 08:31 · kpszsu/79455 · version 1\n"
        "a number is larger than in any report of its kind: "
        "drone launched 107108, more than 3000 in one report\n\n"
        "Nobody sees it: people get the link and a note that we could not confirm a figure. "
        "/release kpszsu/79455 shows it, /drop kpszsu/79455 discards it for good."
    ]
    assert heard[0].links == ["https://t.me/kpszsu/79455"]
    assert heard[0].labels == [["Release", "Drop"]]


async def test_every_operator_is_notified_in_their_own_language(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat
) -> None:
    second = bot_api.private("Second", "uk")
    async with talking(
        bot_api, store, NOW, preview_hosts=pages.host, admin_ids=f"{operator.id},{second.id}", chat=second
    ) as talk:
        await talk.ask("/subscribe 09:30")
        await look(talk)
    assert said_to(bot_api, second)[-1].startswith("⚠ Число притримано")
    assert said_to(bot_api, operator)[-1].startswith("⚠ A figure is held back")


async def test_releasing_a_report_shows_it_everywhere_and_completes_sent_digests(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    async with running(bot_api, store, pages, operator) as talk:
        await look(talk)
        await talk.ask("/subscribe 09:30")
        await talk.ask("/watch 500")
        clock.now = talk.moment.now = at("2026-09-22 06:50")
        await talk.deliver()
        digest = await talk.next()
        bot_api.say(operator, f"/release {POST}")
        await bot_api.next_message(operator)
        answer = await bot_api.next_message(operator)
        assert "Released: its figures are shown from now on." in answer.text
        await talk.deliver()
        await talk.deliver()
        watch, late = await talk.next(), await talk.next()
        assert "launched 107,108 drones" in (await talk.ask("/latest")).text
    assert "launched 107,108 drones" in digest.text
    assert digest.edits == 1
    assert "107,108" in watch.text
    assert late.reply_to is digest


async def test_a_dropped_report_stays_hidden_until_a_button_undoes_it(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat
) -> None:
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        await look(talk)
        notice = await talk.next()
        dropped = await talk.press("Drop", notice)
        assert "Dropped: nobody is shown its figures." in dropped.text
        assert dropped.labels == [["Undo"]]
        assert "107,108" not in (await talk.ask("/latest")).text
        assert (await talk.ask(f"/drop {POST}")).text == f"{POST} is already dropped."
        assert (await talk.ask("/drop")).text.startswith("Nothing is waiting for a decision.")
        back = await talk.press("Undo", dropped)
        assert "Undone" in back.text
        assert POST in (await talk.ask("/drop")).text
        released = await talk.press("Release", back)
        assert "Released" in released.text
        assert "launched 107,108 drones" in (await talk.ask("/latest")).text
        assert (await talk.ask(f"/release {POST}")).text == f"{POST} is already released."


NAMES = [POST, f"@{POST}", f"https://t.me/{POST}", f"t.me/s/{POST}", f"https://t.me/{POST}?single", f"KPSZSU/{79455}"]


@pytest.mark.parametrize("name", NAMES)
async def test_the_commands_accept_a_post_in_every_usual_notation(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, name: str
) -> None:
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        await look(talk)
        await talk.next()
        assert "Released" in (await talk.ask(f"/release {name}")).text


async def test_an_edit_is_judged_again_and_an_old_button_does_not_apply_to_it(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        await look(talk)
        notice = await talk.next()
        clock.now = talk.moment.now = NOW + timedelta(minutes=5)
        pages.edit_post("kpszsu", 79455, air_force(DAY, 109108, 95))
        await look(talk)
        assert "109108" in (await talk.next()).text
        query = bot_api.press(notice, "Release")
        assert (await query.answered())["text"] == f"{POST} has been edited since; its new version is judged again."
        assert "109,108" not in (await talk.ask("/latest")).text
        clock.now = talk.moment.now = NOW + timedelta(minutes=10)
        pages.edit_post("kpszsu", 79455, air_force(DAY, 108, 95))
        await look(talk)
        assert "launched 108 drones" in (await talk.ask("/latest")).text
        assert (await talk.ask(f"/release {POST}")).text == f"Nothing in {POST} is held back."


async def test_a_correction_does_not_show_an_implausible_figure_from_an_edit(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    pages.edit_post("kpszsu", 79455, air_force(DAY, 108, 95))
    async with running(bot_api, store, pages, operator) as talk:
        await look(talk)
        assert "launched 108 drones" in (await talk.ask("/latest")).text
        clock.now = talk.moment.now = NOW + timedelta(minutes=5)
        pages.edit_post("kpszsu", 79455, air_force(DAY, 107108, 95))
        await look(talk)
        assert (await talk.next()).text.endswith(
            "Its new text has a figure we could not confirm, so the figures you were shown may no longer be right."
        )
        assert "a figure we could not confirm" in (await talk.ask("/latest")).text
        clock.now = talk.moment.now = NOW + timedelta(minutes=10)
        pages.edit_post("kpszsu", 79455, air_force(DAY, 110, 95))
        await look(talk)
        correction = await talk.next()
    assert "108 → 110" in correction.text
    assert with_the_slip(bot_api, talk.chat) == []


async def test_forwarding_a_held_report_is_answered_without_its_figure(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat
) -> None:
    origin = channel_origin(channel_of_the_air_force(bot_api), 79455, int(at("2026-09-22 05:31").timestamp()))
    async with running(bot_api, store, pages, operator) as talk:
        await look(talk)
        bot_api.forward(talk.chat, air_force(DAY, 107108, 95), origin)
        answer = await talk.next()
    assert answer.text == (
        "The report by Ukraine's Air Force for the night of 21–22 September has a figure we could not confirm: "
        "post 79455."
    )


async def test_forwarding_an_unknown_post_applies_the_same_plausibility_bounds(
    bot_api: BotApi, store: Store, operator: Chat
) -> None:
    origin = channel_origin(channel_of_the_air_force(bot_api), 79455, int(at("2026-09-22 05:31").timestamp()))
    async with talking(bot_api, store, NOW) as talk:
        bot_api.forward(talk.chat, air_force(DAY, 107108, 95), origin)
        answer = await talk.next()
    assert answer.text == ("This post is a report, but it could not be read: it has a figure we could not confirm.")


async def test_a_night_far_above_all_known_nights_is_held_and_a_merely_large_one_is_sent(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    pages.edit_post("kpszsu", 79455, air_force(DAY, 571, 95))
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        await look(talk)
        notice = await talk.next()
        assert "571 drones, at most 114 on the 15 nights known of the 90 days before" in notice.text
        assert "571" not in (await talk.ask("/latest")).text
        clock.now = talk.moment.now = NOW + timedelta(minutes=5)
        pages.edit_post("kpszsu", 79455, air_force(DAY, 570, 95))
        await look(talk)
        assert "launched 570 drones" in (await talk.ask("/latest")).text


async def test_the_first_report_of_a_night_is_shown_until_the_operator_releases_the_later_one(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    pages.edit_post("kpszsu", 79455, air_force(DAY, 108, 95))
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        await look(talk)
        clock.now = talk.moment.now = at("2026-09-22 07:20")
        pages.add_post("kpszsu", 79460, air_force(DAY, 41, 38, EVENING), at("2026-09-22 07:10"))
        await look(talk)
        notice = await talk.next()
        assert notice.text.startswith("⚠ Two posts about one night\n\n22 Sep 10:10 · kpszsu/79460")
        first = (await talk.ask("/latest")).text
        assert (
            first.index("launched 108 drones") < first.index("another period, 22:00–06:00") < first.index("41 drones")
        )
        assert first.count("This later post describes the same night over another period") == 1
        assert "108 launched" in (await talk.ask("/week")).text
        await talk.ask("/release kpszsu/79460")
        released = (await talk.ask("/latest")).text
        assert "41 drones" in released and "108 drones" not in released
        await talk.ask("/drop kpszsu/79460")
        dropped = (await talk.ask("/latest")).text
        assert "108 drones" in dropped and "41 drones" not in dropped


async def test_held_reports_are_listed_for_the_operator(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat
) -> None:
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        await look(talk)
        await talk.next()
        listed = await talk.ask("/release")
        unread = await talk.ask("/unread")
    assert listed.text.startswith("Waiting for a decision\n\n22 Sep 08:31 · kpszsu/79455 · version 1\n")
    assert "it has a figure we could not confirm" in unread.text


async def test_a_report_is_held_even_without_an_operator(bot_api: BotApi, store: Store, pages: Any) -> None:
    async with talking(bot_api, store, NOW, preview_hosts=pages.host) as talk:
        await look(talk)
        await talk.ask("/latest")
    assert with_the_slip(bot_api, talk.chat) == []
    assert sum(store.read_now(deliveries.counts).values()) == 0


NEW_LINE = "🔸 Мы теперь и в другом приложении"


async def test_an_unknown_closing_line_is_reported_once_after_three_reports_end_with_it(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    pages.edit_post("kpszsu", 79455, air_force(DAY, 108, 95))
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        for step in range(4):
            day = DAY + timedelta(days=1 + step)
            clock.now = talk.moment.now = at(f"{day} 06:00")
            pages.add_post("mod_russia", 67002 + step, f"{ministry(day, 70)}\n\n{NEW_LINE}", at(f"{day} 04:48"))
            await look(talk)
            told = [text for text in said_to(bot_api, operator) if "closing line" in text]
            assert len(told) == (0, 0, 1, 1)[step]
    assert told == [
        "⚠ An unknown closing line\n\n"
        f"«{NEW_LINE}»\n"
        "It ends 3 of the newest reports of @mod_russia.\n"
        "mod_russia/67004 · mod_russia/67003 · mod_russia/67002\n\n"
        "If it is the channel's footer, it needs a row in the parser's table of footers."
    ]


async def test_known_footers_and_month_old_closing_lines_are_not_reported(
    bot_api: BotApi, store: Store, pages: Any, operator: Chat, clock: Moment
) -> None:
    pages.edit_post("kpszsu", 79455, f"{air_force(DAY, 108, 95)}\n\n✊ Тримаймо небо!\n🇺🇦 Разом – до перемоги!")
    async with running(bot_api, store, pages, operator, chat=operator) as talk:
        for step in range(3):
            day = DAY - timedelta(days=32 + step)
            pages.add_post("mod_russia", 66000 - step, f"{ministry(day, 70)}\n\n{NEW_LINE}", at(f"{day} 04:48"))
            today = DAY - timedelta(days=1 + step)
            text = f"{ministry(today, 70)}\n\n🔹 Минобороны России"
            pages.add_post("mod_russia", 66900 - step, text, at(f"{today} 04:48"))
        await look(talk)
    assert said_to(bot_api, operator) == []
