"""A message to send: a text with its buttons, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.chat.charts.requests import Picture
from bot.chat.rich_text import Block, as_html, as_plain
from storage.views.readings import Source


@dataclass(frozen=True, slots=True)
class Button:
    """A button with callback ``data``, an address, a text to copy, or a question; exactly one of them.

    A question (``chosen``) is asked inline in a chat that the person then chooses.
    """

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent with a message as its caption."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Picker:
    """A keyboard below the field of text by which a person picks a channel or a group: its labels."""

    channel: str
    group: str
    cancel: str


@dataclass(frozen=True, slots=True)
class Message:
    """An answer. ``shows`` are the versions of the posts whose numbers it states: a correction goes where they went.

    A ``picture`` has the blocks as its caption. A ``brief`` answer is one sentence, shown on a press without changing
    the message. ``night`` is the newest night, if that was asked for. A ``picker`` comes instead of buttons; where one
    ``ends_picker``, its first block goes alone and takes the picker away.
    """

    blocks: tuple[Block, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    shows: tuple[Source, ...] = ()
    attachment: Attachment | None = None
    picture: Picture | None = None
    brief: bool = False
    night: date | None = None
    picker: Picker | None = None
    ends_picker: bool = False

    @property
    def html(self) -> str:
        return as_html(self.blocks)

    @property
    def plain(self) -> str:
        return as_plain(self.blocks)

    def ended_with(self, *blocks: Block) -> Message:
        """The same message with more blocks at its end."""
        return replace(self, blocks=(*self.blocks, *blocks))
