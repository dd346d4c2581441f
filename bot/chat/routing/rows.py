"""What a command is, and a button's verb: one row that names its handler, who may ask it, and where it is listed.

The rows stand in ``chat.routing.commands``. Dispatch, ``/help``, Telegram's lists of commands and the tests that look
for what was forgotten walk them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import TypeVar

from telegram.constants import ChatAction

from bot.chat.context import Handler


class Who(Enum):
    """Who may ask. What also shows, as ``/settings`` does, is anyone's, and asks ``may_set`` before it sets."""

    ANYONE = auto()
    # In a private chat the person, in a group and a channel its admins.
    SETTERS = auto()
    # Those whom the settings name, in a private chat; to everybody else there is no such command.
    OPERATORS = auto()


class Where(Flag):
    """The lists (``/help``, Telegram's menu) in which a command stands."""

    NOWHERE = 0
    PRIVATE = auto()
    GROUPS = auto()
    # What the admins of a group see instead of its members' list.
    ADMINS = auto()
    OPERATORS = auto()
    EVERYWHERE = PRIVATE | GROUPS | ADMINS
    FOR_SETTERS = PRIVATE | ADMINS


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, who answers it, and its line in the lists, an English sentence marked by ``N_``.

    ``busy`` is what the person is told to be on its way, for what takes a second or two.
    """

    name: str
    handler: Handler
    help: str
    who: Who = Who.ANYONE
    where: Where = Where.EVERYWHERE
    busy: ChatAction | None = None


@dataclass(frozen=True, slots=True)
class Verb:
    """What a button asks for: the verb of its data, and who answers. The data's arguments are the text asked."""

    name: str
    handler: Handler
    who: Who = Who.ANYONE
    busy: ChatAction | None = None


Row = TypeVar("Row", Command, Verb)


def by_name(*rows: Row) -> dict[str, Row]:
    """The rows by their names, in their order. Raises ValueError for a name that stands twice."""
    named = {row.name: row for row in rows}
    if len(named) < len(rows):
        raise ValueError("a name stands in two rows")
    return named


def listed(commands: Iterable[Command], where: Where) -> list[tuple[str, str]]:
    """The commands of a list with their help lines, in the rows' order."""
    return [(row.name, row.help) for row in commands if row.where & where]
