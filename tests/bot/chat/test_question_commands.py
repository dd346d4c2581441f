"""The names that people type for commands lead to commands of the bot."""

from __future__ import annotations

from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Who
from parsers.vocabulary.questions_commands import COMMAND_WORDS


def test_every_name_that_people_type_is_a_command() -> None:
    assert [name for name, _ in COMMAND_WORDS if name not in COMMANDS] == []


def test_every_command_that_is_not_the_operators_can_be_typed_as_a_word() -> None:
    theirs = {name for name, row in COMMANDS.items() if row.who is not Who.OPERATORS}
    assert theirs - {name for name, _ in COMMAND_WORDS} == set()
