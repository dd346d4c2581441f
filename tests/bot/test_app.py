"""The application as a whole, by polling and by webhook, against the strict stand-in."""

from __future__ import annotations

import logging
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.app import StartError, build
from bot.cli import main
from bot.demo.bot_api import BotApi, Failure
from bot.run import running
from bot.settings import load_settings
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking, until

FILL, NOW = SCENES["whole_night"]
REFUSED = "123456789:AAE" + "x" * 32


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(FILL)
    return store


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_the_bot_answers_with_polling(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/latest")
    assert "Drones 212 · 177 stopped (83%)" in answer.text
    assert answer.links == ["https://t.me/kpszsu/79455", "https://t.me/mod_russia/67001"]


async def test_the_bot_answers_with_a_webhook(bot_api: BotApi, filled: Store, free_port: int) -> None:
    bot_api.front("https://bot.example", free_port)
    hook: dict[str, Any] = {"webhook_url": "https://bot.example", "webhook_listen": f"127.0.0.1:{free_port}"}
    async with talking(bot_api, filled, NOW, **hook) as talk:
        answer = await talk.ask("/latest")
        assert "launched 212 drones" in answer.text
        changed = await talk.press("Source text")
        assert changed.text.startswith("Source text")


async def test_the_title_and_the_claimants_are_bold(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/latest")
    bold = [
        answer.text.encode("utf-16-le")[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in answer.entities
        if one["type"] == "bold"
    ]
    assert bold == ["Night of 21–22 September 2026", "UKRAINE'S AIR FORCE", "RUSSIA'S DEFENCE MINISTRY"]


async def test_refused_markup_is_sent_again_as_plain_text(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        bot_api.fault("sendMessage", code=400, description="Bad Request: can't parse entities: unexpected end")
        answer = await talk.ask("/latest")
    assert "Drones 212 · 177 stopped (83%)" in answer.text
    assert answer.links == []


async def test_a_handler_error_is_answered_with_a_sentence_and_logged(
    bot_api: BotApi, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        store.write_now(lambda db: db.execute("DROP VIEW current_readings"))
        answer = await talk.ask("/latest")
    assert answer.text == "Something went wrong; the error has been logged. Please try again later."
    assert "an update could not be answered" in caplog.text


async def test_in_a_group_the_bot_answers_in_the_topic_of_the_question(bot_api: BotApi, filled: Store) -> None:
    forum = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"))
    async with talking(bot_api, filled, NOW, chat=forum) as talk:
        answer = await talk.ask("/latest@overnight_demo_bot", thread=3)
    assert answer.thread == 3


async def test_in_a_group_only_admins_may_change_settings(bot_api: BotApi, store: Store) -> None:
    owner, guest = bot_api.user("Owner"), bot_api.user("Guest")
    group = bot_api.supergroup("Newsroom", admin=owner)
    async with talking(bot_api, store, NOW, chat=group) as talk:
        refused = await talk.ask("/subscribe 9:00", guest)
        assert refused.text == "Only an admin of this group can set that."
        assert store.read_now(chats.chat, group.id) is None
        done = await talk.ask("/subscribe 9:00", owner)
        assert done.text.startswith("The digest will come at 09:00 (Europe/Kyiv)")
        anonymous = talk.api.say(group, "/unsubscribe", anonymous=True)
        assert anonymous.text
        assert (await talk.next()).text.startswith("No more digests.")


async def test_in_a_channel_the_bot_answers_where_it_may_post(bot_api: BotApi, filled: Store) -> None:
    channel = bot_api.channel("News")
    async with talking(bot_api, filled, NOW, chat=channel) as talk:
        answer = await talk.ask("/latest")
    assert "launched 212 drones" in answer.text


async def test_the_bot_ignores_unrelated_group_messages(bot_api: BotApi, filled: Store) -> None:
    group = bot_api.supergroup("Newsroom", bot="administrator")
    async with talking(bot_api, filled, NOW, chat=group) as talk:
        bot_api.say(group, "yesterday was loud")
        answer = await talk.ask("/latest")
    assert answer.text.startswith("Night of")
    assert len(bot_api.sent) == 1


@pytest.mark.parametrize(
    "data", ["", "x", "1:", "1:throw", "9:night:2026-09-22", "1:in", "1:in:en", "1:in:xx:in:uk", "💥"]
)
async def test_forged_callback_data_changes_nothing(bot_api: BotApi, filled: Store, data: str) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/latest")
        before = answer.text
        alert = await bot_api.press(answer, data=data).answered()
    assert alert["text"] == "This button no longer works; ask again with /latest."
    assert answer.text == before


@pytest.mark.parametrize(
    "data", ["1:night:soon", "1:night:2026-02-31", "1:words:31.02", "1:versions:kpszsu:x", "1:at:9999"]
)
async def test_forged_callback_arguments_are_answered_with_a_sentence(
    bot_api: BotApi, filled: Store, data: str
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/latest")
        before = answer.text
        alert = await bot_api.press(answer, data=data).answered()
    assert len(alert["text"]) > 10
    assert answer.text == before


async def test_a_double_press_acts_once(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/night 22.09")
        presses = [bot_api.press(answer, "‹ 20–21 Sep") for _ in range(2)]
        for press in presses:
            await press.answered()
        await talk.ask("/help")
    assert answer.edits == 1


@pytest.mark.parametrize("reason", ["message to edit not found", "message can't be edited"])
async def test_an_answer_that_cannot_be_edited_in_is_sent_as_a_new_message(
    bot_api: BotApi, filled: Store, caplog: pytest.LogCaptureFixture, reason: str
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask("/latest")
        bot_api.fault("editMessageText", code=400, description=f"Bad Request: {reason}")
        bot_api.press(answer, "Quote")
        assert (await talk.next()).text.startswith("Quote\n")
    assert "could not be answered" not in caplog.text


async def test_the_language_is_that_of_telegram_until_one_is_chosen(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW, language="de") as talk:
        assert (await talk.ask("/latest")).text.startswith("Night of")
        assert (await talk.press("Українською")).text.startswith("Ніч на 22 вересня 2026")
        assert (await talk.ask("/latest")).text.startswith("Ніч на 22 вересня 2026")


async def test_shown_posts_are_recorded_and_deleted_by_forget(bot_api: BotApi, filled: Store) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        await talk.ask("/latest")
        await until(lambda: filled.read_now(chats.shown_to, talk.chat.id))
        await talk.ask("/mydata")
        assert "kpszsu/79455 (version 1)" in talk.heard[-1].text
        await talk.ask("/forget")
        assert (await talk.ask("/mydata")).text == "Nothing is stored about this chat."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("в ніч на 22.09", "Night of 21–22 September 2026"),
        ("вересень", "Nights: 1–22 September 2026"),
        ("September 2025", "Nights: September 2025"),
        ("тиждень", "Nights: 16–22 September 2026"),
        ("Odessa", "Odesa"),
        ("у Дніпрі", "Dnipropetrovsk"),
    ],
)
async def test_dates_months_and_regions_work_without_a_command(
    bot_api: BotApi, filled: Store, text: str, title: str
) -> None:
    async with talking(bot_api, filled, NOW) as talk:
        answer = await talk.ask(text)
    assert answer.text.partition("\n")[0] == title


async def test_a_sticker_gets_the_help_line_and_a_pin_no_answer(bot_api: BotApi, store: Store) -> None:
    sticker = {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1}
    pinned = {"message_id": 1, "date": 0}
    async with talking(bot_api, store, NOW) as talk:
        bot_api.say(talk.chat, "", extra={"pinned_message": pinned | {"chat": talk.chat.json()}})
        bot_api.say(talk.chat, "", extra={"sticker": sticker | {"is_animated": False, "is_video": False}})
        answer = await talk.next()
        await talk.ask("/help")
    assert answer.text.startswith("I answer dates, regions and commands")
    assert len(bot_api.sent) == 2


async def test_a_very_long_message_gets_the_help_line(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        answer = await talk.ask("22.09 " * 682)
    assert answer.text.startswith("I answer dates, regions and commands")


async def test_a_token_refused_by_telegram_ends_the_start_with_a_sentence(bot_api: BotApi, store: Store) -> None:
    settings = load_settings(env_file=None, bot_token=REFUSED, bot_api_url=bot_api.base_url)
    with pytest.raises(StartError, match=r"refused OVERNIGHT_BOT_TOKEN"):
        async with running(build(settings, store), follows=False):
            pass


def test_without_a_token_the_bot_does_not_start(store: Store) -> None:
    with pytest.raises(StartError, match="OVERNIGHT_BOT_TOKEN is not set"):
        build(load_settings(env_file=None), store)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token."),
        ({"OVERNIGHT_CHANNELS": "", "OVERNIGHT_BOT_TOKEN": REFUSED}, "OVERNIGHT_CHANNELS is empty"),
        ({"OVERNIGHT_BOT_TOKEN": "secret"}, "OVERNIGHT_BOT_TOKEN is not a bot's token"),
    ],
)
def test_run_reports_a_wrong_setting_in_one_line(
    environment: dict[str, str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["run"], env={"OVERNIGHT_BOT_TOKEN": ""} | environment)
    assert result.exit_code == 1
    assert said in result.output
    assert "Traceback" not in result.output
    assert "secret" not in result.output


def test_run_refuses_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"these are notes, not a database" * 40)
    environment = {"OVERNIGHT_BOT_TOKEN": REFUSED, "OVERNIGHT_DATABASE": str(path)}
    result = CliRunner().invoke(main, ["run"], env=environment)
    assert result.exit_code == 1
    assert "is not an overnight database; nothing was written to it." in result.output


async def test_the_token_never_appears_in_the_log(
    bot_api: BotApi, filled: Store, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.log import Redacting  # noqa: PLC0415 - beside its only use

    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(Redacting("%(message)s"))
    async with talking(bot_api, filled, NOW) as talk:
        bot_api.fault("sendMessage", failure=Failure.CUT_BEFORE)
        bot_api.say(talk.chat, "/latest")
        await talk.ask("/help")
    written = "\n".join(caplog.handler.format(record) for record in caplog.records)
    assert "sendMessage" in written
    assert bot_api.token not in written
