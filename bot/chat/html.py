"""A text as pieces, made into Telegram's HTML or plain text in one place: everything is escaped, lengths are UTF-16."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

# core.telegram.org/bots/api: a message, the caption of a picture, entities a message.
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one look. ``tag`` is "b", "i", "u", "code" or empty; ``link`` is an address of ours."""

    text: str
    tag: str = ""
    link: str = ""

    @property
    def html(self) -> str:
        inner = escape(self.text, quote=False)
        if self.tag:
            inner = f"<{self.tag}>{inner}</{self.tag}>"
        return f'<a href="{escape(self.link)}">{inner}</a>' if self.link else inner

    @property
    def entities(self) -> int:
        return bool(self.tag) + bool(self.link)


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together; a quoted block is folded until it is tapped."""

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


def bold(text: str) -> Piece:
    return Piece(text, "b")


def link(text: str, address: str | None) -> Piece:
    """The text with its address, or the bare text where there is none."""
    return Piece(text, link=address or "")


def line(*pieces: str | Piece) -> Line:
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)


def block(*lines: str | Piece | Line, quoted: bool = False) -> Block:
    """A block of lines; a text with line breaks in it makes several."""
    return Block(tuple(_lines(lines)), quoted)


def _lines(given: Iterable[str | Piece | Line]) -> Iterator[Line]:
    for one in given:
        if isinstance(one, str):
            yield from (line(part) for part in one.split("\n"))
        else:
            yield one if isinstance(one, tuple) else (one,)


def units(text: str) -> int:
    """The length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def as_html(blocks: Iterable[Block]) -> str:
    return "\n\n".join(one.html for one in blocks)


def as_plain(blocks: Iterable[Block]) -> str:
    return "\n\n".join(one.plain for one in blocks)


def split(blocks: Iterable[Block], limit: int = TEXT_LIMIT) -> list[tuple[Block, ...]]:
    """The blocks shared out over as few messages as the limits of length and of entities allow, none of them empty."""
    written = tuple(one for one in blocks if _says(one))
    if _fits(written, limit):
        return [written] if written else []
    messages: list[tuple[Block, ...]] = []
    current: tuple[Block, ...] = ()
    for one in (part for whole in written for part in _fitting(whole, limit)):
        grown = (*current, one)
        if current and not _fits(grown, limit):
            messages.append(current)
            grown = (one,)
        current = grown
    return [*messages, current] if current else messages


def _says(one: Block) -> bool:
    return any(piece.text.strip() for given in one.lines for piece in given)


def _fits(blocks: tuple[Block, ...], limit: int) -> bool:
    return units(as_plain(blocks)) <= limit and sum(one.entities for one in blocks) <= ENTITY_LIMIT


def _fitting(whole: Block, limit: int) -> Iterator[Block]:
    """A block, cut between its lines where it is too long by itself, and inside a line that alone is too long."""
    lines: tuple[Line, ...] = ()
    for one in (part for given in whole.lines for part in _short_lines(given, limit)):
        grown = (*lines, one)
        if lines and not _fits((Block(grown, whole.quoted),), limit):
            yield Block(lines, whole.quoted)
            grown = (one,)
        lines = grown
    if _says(rest := Block(lines, whole.quoted)):
        yield rest


def _short_lines(given: Line, limit: int) -> Iterator[Line]:
    if units("".join(piece.text for piece in given)) <= limit and sum(piece.entities for piece in given) < ENTITY_LIMIT:
        yield given
        return
    for piece in given:
        yield from ((Piece(part, piece.tag, piece.link),) for part in _cut(piece.text, limit))


def _cut(text: str, limit: int) -> Iterator[str]:
    """A text in parts of at most ``limit`` units; a letter outside the basic plane takes two."""
    step = limit // 2
    yield from (text[start : start + step] for start in range(0, len(text), step))
