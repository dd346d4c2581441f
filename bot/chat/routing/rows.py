"""The row of a command or a button's verb: its handler, who may ask it, where it is listed.

The rows are in ``chat.routing.commands``. Dispatch, ``/help``, Telegram's command lists and the tests for completeness
iterate over them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, Flag, auto
from typing import TypeVar

from telegram.constants import ChatAction

from bot.chat.context import Handler


class Who(Enum):
    """Who may ask. A command that also shows, like ``/settings``, is for anyone and asks ``may_set`` to set."""

    ANYONE = auto()
    # In a private chat the person, in a group and a channel its admins.
    SETTERS = auto()
    # Operators named in the settings, in a private chat; for everybody else the command does not exist.
    OPERATORS = auto()


class Where(Flag):
    """The lists (``/help``, Telegram's menu) that contain a command."""

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
    """A command: its name, handler and help line, an English sentence marked by ``N_``.

    ``busy`` is the chat action shown for commands that take a second or two.
    """

    name: str
    handler: Handler
    help: str
    who: Who = Who.ANYONE
    where: Where = Where.EVERYWHERE
    busy: ChatAction | None = None


@dataclass(frozen=True, slots=True)
class Verb:
    """A button's verb and its handler. The data's arguments become the text of the request."""

    name: str
    handler: Handler
    who: Who = Who.ANYONE
    busy: ChatAction | None = None


Row = TypeVar("Row", Command, Verb)


def by_name(*rows: Row) -> dict[str, Row]:
    """Index the rows by name, in order. Raises ValueError for a duplicate name."""
    named = {row.name: row for row in rows}
    if len(named) < len(rows):
        raise ValueError("a name stands in two rows")
    return named


def listed(commands: Iterable[Command], where: Where) -> list[tuple[str, str]]:
    """Return the commands of a list with their help lines, in the rows' order."""
    return [(row.name, row.help) for row in commands if row.where & where]
