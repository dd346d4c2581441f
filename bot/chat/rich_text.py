"""Text as pieces, rendered to Telegram's HTML or plain text in one place: everything is escaped, lengths are UTF-16."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple, TypeVar

from bot.safe_text import marked

T = TypeVar("T")

# core.telegram.org/bots/api: a message, the caption of a picture, entities a message.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one style. ``tag`` is "b", "i", "u", "code" or empty; ``link`` is an address of ours.

    ``unix`` is the moment the text names, in seconds since 1970, or 0: the text stays as it is, and a tap on it shows
    the moment in the reader's local time (Bot API 9.5). A ``format`` would replace the text by that local time, next
    to the name of a city whose time it is not. It cannot be inside a link.
    """

    text: str
    tag: str = ""
    link: str = ""
    unix: int = 0

    def __post_init__(self) -> None:
        # Here, because every text shown to people becomes a piece, and before its length is measured.
        object.__setattr__(self, "text", marked(self.text))

    @property
    def html(self) -> str:
        inner = escape(self.text, quote=False)
        if self.tag:
            inner = f"<{self.tag}>{inner}</{self.tag}>"
        if self.unix:
            inner = f'<tg-time unix="{self.unix}">{inner}</tg-time>'
        return f'<a href="{escape(self.link)}">{inner}</a>' if self.link else inner

    @property
    def entities(self) -> int:
        return bool(self.tag) + bool(self.link) + bool(self.unix)


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; a quoted block is folded until it is tapped."""

    lines: tuple[Line, ...]
    quoted: bool = False

    @property
    def html(self) -> str:
        inner = "\n".join("".join(piece.html for piece in line) for line in self.lines)
        return f"<blockquote expandable>{inner}</blockquote>" if self.quoted else inner

    @property
    def plain(self) -> str:
        return "\n".join("".join(piece.text for piece in line) for line in self.lines)

    @property
    def entities(self) -> int:
        return self.quoted + sum(piece.entities for line in self.lines for piece in line)


class Size(NamedTuple):
    """Units of UTF-16 and entities, as the limits count them."""

    units: int
    entities: int


def bold(text: str) -> Piece:
    return Piece(text, "b")


def link(text: str, address: str | None) -> Piece:
    """Return the text linked to an address, or plain if there is none."""
    return Piece(text, link=address or "")


def line(*pieces: str | Piece) -> Line:
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)


def block(*lines: str | Piece | Line, quoted: bool = False) -> Block:
    """Build a block of lines; a text with line breaks becomes several."""
    return Block(tuple(_lines(lines)), quoted)


def _lines(given: Iterable[str | Piece | Line]) -> Iterator[Line]:
    for one in given:
        if isinstance(one, str):
            yield from (line(part) for part in one.split("\n"))
        else:
            yield one if isinstance(one, tuple) else (one,)


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def as_html(blocks: Iterable[Block]) -> str:
    return "\n\n".join(one.html for one in blocks)


def as_plain(blocks: Iterable[Block]) -> str:
    return "\n\n".join(one.plain for one in blocks)


def split(blocks: Iterable[Block], limit: int = TEXT_LIMIT) -> list[tuple[Block, ...]]:
    """Split the blocks over as few messages as the limits of length and entities allow, none of them empty."""
    room = Size(limit, ENTITY_LIMIT)
    parts = [part for one in blocks if _says(one) for part in _fitting(one, room)]
    return list(_runs(parts, lambda one: Size(units(one.plain), one.entities), "\n\n", room))


def _says(one: Block) -> bool:
    return any(piece.text.strip() for given in one.lines for piece in given)


def _runs(parts: Iterable[T], size_of: Callable[[T], Size], between: str, room: Size) -> Iterator[tuple[T, ...]]:
    """Group the parts in as few runs as fit into ``room``. Measures each once: there may be thousands."""
    run: list[T] = []
    used = Size(0, 0)
    for part in parts:
        size = size_of(part)
        grown = Size(used.units + len(between) + size.units, used.entities + size.entities) if run else size
        if run and (grown.units > room.units or grown.entities > room.entities):
            yield tuple(run)
            run, grown = [], size
        run.append(part)
        used = grown
    if run:
        yield tuple(run)


def _fitting(whole: Block, room: Size) -> Iterator[Block]:
    """Split a block that is too long between its lines, and inside a line that alone is too long."""
    inside = Size(room.units, room.entities - whole.quoted)
    lines = (part for given in whole.lines for part in _short_lines(given, room.units))
    blocks = (Block(run, whole.quoted) for run in _runs(lines, _line_size, "\n", inside))
    yield from (one for one in blocks if _says(one))


def _line_size(given: Line) -> Size:
    return Size(units("".join(piece.text for piece in given)), sum(piece.entities for piece in given))


def _short_lines(given: Line, limit: int) -> Iterator[Line]:
    size = _line_size(given)
    if size.units <= limit and size.entities < ENTITY_LIMIT:
        yield given
        return
    for piece in given:
        yield from ((replace(piece, text=part),) for part in _cut(piece.text, limit))


def _cut(text: str, limit: int) -> Iterator[str]:
    """Cut a text into parts of at most ``limit`` units; a character outside the basic plane takes two."""
    step = limit // 2
    yield from (text[start : start + step] for start in range(0, len(text), step))
