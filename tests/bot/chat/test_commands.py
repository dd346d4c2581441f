"""The table of commands: whatever is missing for a new command fails here.

A row brings a command into ``/help``, Telegram's lists and dispatch by itself. Left to a person are its help line in
every language, a test that asks it (lines in transcripts, or ``test_command_NAME.py``), and the docs (``make docs``).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.chat.language import HOUSE_LANGUAGES
from bot.chat.languages import words_of
from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Command, Where, Who, by_name
from bot.demo.bot_api import BotApi, Chat, Message
from bot.demo.bot_api.limits import COMMAND_DESCRIPTION
from bot.demo.bot_api.methods.profile import COMMAND
from bot.locales import ENGLISH
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_debounce import Hand
from tests.bot.talking import has_a_test_of_its_own, talking

TESTS = Path(__file__).parents[1]
DOCS = Path(__file__).parents[3] / "docs" / "commands.md"
FILL, NOW = SCENES["two_weeks"]
TOPIC = 2
WENT_WRONG = ("Something went wrong", "Щось пішло не так")
ROWS = pytest.mark.parametrize("row", COMMANDS.values(), ids=COMMANDS)


def transcribed(language: str) -> set[str]:
    """Return the commands that occur in the approved transcripts of a language."""
    paths = [path for path in (TESTS / "chat" / "golden").rglob("*.txt") if path.stem.split(".")[-1] == language]
    return {name for path in paths for name in re.findall(r"^> /(\w+)", path.read_text("utf-8"), re.MULTILINE)}


async def answers(api: BotApi, store: Store, language: str) -> dict[str, Message]:
    """What every command alone is answered: by the operators' in private, by the others in a topic of a group."""
    store.write_now(FILL)
    forum, operator = api.supergroup("Newsroom", topics=("Nights",)), api.private("Olena", language)
    said: dict[str, Message] = {}
    async with talking(api, store, NOW, language=language, chat=forum, admin_ids=str(operator.id)) as talk:
        talk.bot.services.pictures._draw = Hand()
        for row in COMMANDS.values():
            chat: Chat = operator if row.who is Who.OPERATORS else forum
            api.say(chat, f"/{row.name}", thread=TOPIC if chat is forum else None)
            said[row.name] = await api.next_message(chat)
    return said


@ROWS
def test_every_command_name_is_valid_in_telegram(row: Command) -> None:
    assert COMMAND.fullmatch(row.name)


@ROWS
@pytest.mark.parametrize("code", HOUSE_LANGUAGES)
def test_a_listed_command_has_a_help_line_in_every_language(row: Command, code: str) -> None:
    line = words_of(code).say(row.help) if row.help else ""
    assert bool(line) == bool(row.where), "what is listed has a line, what is not has none"
    assert len(line) <= COMMAND_DESCRIPTION
    assert not line or code == ENGLISH or line != row.help, f"{row.help!r} is missing in {code}.po"


@ROWS
def test_nobody_is_shown_a_command_they_may_not_use(row: Command) -> None:
    assert (row.who is Who.OPERATORS) == (Where.OPERATORS in row.where)
    assert row.who is not Who.OPERATORS or row.where is Where.OPERATORS
    assert row.who is Who.ANYONE or Where.GROUPS not in row.where


@ROWS
def test_every_command_is_covered_by_a_transcript_in_each_language_or_a_test(row: Command) -> None:
    assert all(row.name in transcribed(code) for code in HOUSE_LANGUAGES) or has_a_test_of_its_own(row.name)


@ROWS
def test_a_listed_command_is_documented(row: Command) -> None:
    stands = f"\n/{row.name} – {row.help}\n" in DOCS.read_text(encoding="utf-8")
    assert stands or not row.where, "written anew by: make docs"


def test_the_docs_list_no_removed_command() -> None:
    assert set(re.findall(r"^/(\w+) – ", DOCS.read_text(encoding="utf-8"), re.MULTILINE)) <= set(COMMANDS)


@pytest.mark.parametrize("language", HOUSE_LANGUAGES)
async def test_every_command_is_answered_where_it_is_sent_in_the_sender_s_language(
    bot_api: BotApi, store: Store, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OVERNIGHT_LANGUAGE", language)
    said = await answers(bot_api, store, language)
    private = {name for name, row in COMMANDS.items() if row.who is Who.OPERATORS}
    assert {name: one.thread for name, one in said.items()} == {
        name: None if name in private else TOPIC for name in COMMANDS
    }
    assert [name for name, one in said.items() if one.text.startswith(WENT_WRONG) or not one.text] == []
    ukrainian = {name for name, one in said.items() if re.match(r"[\W\d]*[А-ЯІЇЄҐа-яіїєґ]", one.text)}
    assert ukrainian == (set(COMMANDS) if language == "uk" else set())


def test_a_duplicate_command_name_is_refused() -> None:
    with pytest.raises(ValueError, match="a name stands in two rows"):
        by_name(COMMANDS["latest"], COMMANDS["night"], COMMANDS["latest"])
