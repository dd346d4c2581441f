"""Extreme dates and numbers: each is answered with a sentence, in chat and on the command line."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from bot.cli import main
from bot.clock import bounded, clock_fault
from bot.demo.bot_api import BotApi
from parsers import read
from parsers.records import Post
from parsers.sources.desktop_messages import _moment as of_export
from parsers.sources.preview_page import _moment as of_page
from parsers.time.plausible import EARLIEST, LATEST
from storage import Store
from storage.views.days import shifted
from tests.bot.chat.scenes import two_weeks
from tests.bot.talking import talking
from tests.storage.builders import at
from tests.storage.looking import file_of

NOW = at("2026-09-22 07:32")
DATES = ["9999-12-31", "31.12.9999", "0001-01-01", "01.01.0001", "9999-12", "0001-01", "0001-01-01 9999-12-31",
         "2026-01-01..9999-12-31", "грудень 9999", "з 31 на 1 січня"]  # fmt: skip
COMMANDS = ["night", "week", "month", "compare", "gaps", "source", "cite", "trend", "export csv", "region Odesa"]
BUTTONS = ["night:9999-12-31", "span:0001-01-01:9999-12-31", "gaps:0001-01-01:9999-12-31", "words:9999-12-31",
           "compare:00010101:99991231:00010101:99991231", "month:0001-01"]  # fmt: skip
WRONG = "went wrong"


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_command_with_a_date_at_the_end_of_the_calendar_is_answered(
    bot_api: BotApi, store: Store, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    store.write_now(two_weeks)
    with caplog.at_level(logging.ERROR):
        async with talking(bot_api, store, NOW) as talk:
            for date in DATES:
                assert WRONG not in (await talk.ask(f"/{command} {date}")).text
    assert caplog.messages == []


async def test_a_night_at_the_end_of_the_calendar_is_answered_with_a_sentence(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        assert "31 December 9999" in (await talk.ask("/night 9999-12-31")).text
        assert (await talk.ask("/night 0001-01-01")).text == "Our count of nights starts on 24 February 2022."
        assert (await talk.ask("/week 0001-01-01")).text == "Our count of nights starts on 24 February 2022."


@pytest.mark.parametrize("button", BUTTONS)
async def test_forged_callback_data_with_an_extreme_date_is_answered(
    bot_api: BotApi, store: Store, button: str
) -> None:
    store.write_now(two_weeks)
    async with talking(bot_api, store, NOW) as talk:
        message = await talk.ask("/settings")
        query = bot_api.press(message, data=button)
        assert WRONG not in str(await query.answered())


@pytest.mark.parametrize("now", ["9999-12-31 23:59", "9999-12-30 05:00", "0001-01-01 00:00", "1970-01-01 00:00"])
async def test_an_extreme_clock_time_stops_no_answer(
    bot_api: BotApi, store: Store, now: str, caplog: pytest.LogCaptureFixture
) -> None:
    store.write_now(two_weeks)
    with caplog.at_level(logging.ERROR):
        async with talking(bot_api, store, at(now)) as talk:
            for question in ("/latest", "/night", "/night yesterday", "/night 31.12", "/week", "/month", "/gaps",
                             "/records", "/digest", "/status", "/subscribe 23:59 Pacific/Kiritimati", "/mydata",
                             "/subscribe asap", "/trend", "last month"):  # fmt: skip
                assert WRONG not in (await talk.ask(question)).text, question
            await talk.bot.tick()
    assert caplog.messages == []


@pytest.mark.parametrize("now", ["9999-12-31 12:00", "0001-01-01 00:00", "1970-01-01 00:00", "2100-01-01 00:00"])
def test_an_impossible_clock_time_ends_a_command_with_an_error(
    now: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    sentence = f"This machine's clock says {at(now):%Y-%m-%d %H:%M} UTC, which cannot be right; set it and start again."
    assert clock_fault(at(now)) == sentence
    if at(now).year > 1:  # the library's own clock begins later
        with time_machine.travel(at(now), tick=False):
            told = CliRunner().invoke(main, ["status"])
        assert (told.exit_code, told.output) == (1, f"Error: {sentence}\n")


def test_clock_times_are_clamped_to_their_bounds() -> None:
    assert bounded(lambda: NOW)() == NOW
    assert bounded(lambda: at("9999-12-31 23:59"))() == LATEST
    assert bounded(lambda: at("0001-01-01 00:00"))() == EARLIEST
    assert clock_fault(NOW) is None


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["night", "9999-12-31"], 0, "The night of 31 December 9999 hasn't happened yet."),
        (["night", "0001-01-01"], 0, "Our count of nights starts on 24 February 2022."),
        (["night", "9999-12-31", "--json"], 0, '"tallies": []'),
        (["night", "0000-01-01"], 2, "There is no such date"),
        (["unread", "--limit", "9" * 30], 2, "Invalid value for '--limit'"),
        (["held", "--limit", "9" * 30], 2, "Invalid value for '--limit'"),
        (["reread", "--from", "kpszsu/" + "9" * 30], 2, "is not a post"),
        (["read", "--channel", "kpszsu", "--posted", "9999-12-31"], 2, "when no channel posted"),
        (["read", "--channel", "kpszsu", "--posted", "0001-01-01T00:00:00+14:00"], 2, "when no channel posted"),
    ],
)
def test_a_cli_command_with_an_extreme_value_answers_with_a_sentence(
    store: Store, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, told: str
) -> None:
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(file_of(store)))
    monkeypatch.chdir(Path(file_of(store)).parent)
    store.write_now(two_weeks)
    result = CliRunner().invoke(main, arguments, input="Збито 5 БпЛА.")
    assert result.exit_code == code
    assert told in " ".join(result.output.replace("│", " ").split())


@pytest.mark.parametrize(
    "posted", ["2026-09-22 05:00", "9999-12-31 23:59", "0001-01-01 00:00", "1970-01-01 00:00", None]
)
@pytest.mark.parametrize("named", ["31.12.9999", "1 січня 0001", "01.01.0001", "31 грудня 9999", "00.00.0000"])
@pytest.mark.parametrize("channel", ["kpszsu", "mod_russia"])
def test_a_post_with_a_date_at_the_end_of_the_calendar_is_read(channel: str, named: str, posted: str | None) -> None:
    for words in (
        f"У ніч на {named} (з 18:00 {named}) противник атакував 212 ударними БпЛА типу Shahed. Збито 177 БпЛА.",
        f"В течение ночи с 23.00 мск {named} до 7.00 мск {named} уничтожен 91 украинский БПЛА самолетного типа.",
        f"З 18:00 до 24:00 {named} збито 10 Shahed",
    ):
        read(Post(channel, 5, at(posted) if posted else None, words))


@pytest.mark.parametrize(
    "told", ["9999-12-31T23:59:59+00:00", "1970-01-01T00:00:00+00:00", "0001-01-01T00:00:00+14:00"]
)
def test_an_extreme_posting_time_of_a_page_or_export_is_ignored(told: str) -> None:
    assert of_page(told) is None
    assert of_export(str(int(datetime.fromisoformat(told).timestamp()))) is None
    assert of_page("2026-09-22T05:31:00+00:00") == datetime(2026, 9, 22, 5, 31, tzinfo=UTC)


def test_shifting_a_date_stops_at_the_ends_of_the_calendar() -> None:
    assert shifted(NOW.date(), -6).isoformat() == "2026-09-16"
    assert shifted(NOW.date().max, 1) == NOW.date().max
    assert shifted(NOW.date().min, -6) == NOW.date().min
