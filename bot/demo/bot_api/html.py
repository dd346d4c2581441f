"""Telegram's HTML, parsed as strictly as Telegram parses it: the same tags, the same wording of a refusal.

The rules and the wording are those of tdlib's MessageEntity.cpp as third parties' error logs show them; offsets in
refusals are in bytes of UTF-8. A nested blockquote is refused here, where Telegram would drop the inner one unseen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.demo.bot_api.limits import units
from bot.demo.bot_api.refusals import Refused, bad

Entity = dict[str, Any]

# tag -> type of entity
TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

PLAIN = re.compile(rb"[^<&]+")
REFERENCE = re.compile(rb"&(?:#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))|([a-z]{1,8}));?")
TAG_NAME = re.compile(rb"[^\s>]*")
ATTRIBUTE = re.compile(rb"""\s*([^\s=>"'/]*)\s*(=?)\s*""")
TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
LINK = re.compile(r"(?:(?:https?|tg|tonsite)://|mailto:)?[^\s/.:]+(?:[.:/?][^\s]*)?", re.IGNORECASE)
TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class Opened:
    """A tag still to be closed."""

    tag: str
    offset: int
    attributes: dict[str, str]


@dataclass(slots=True)
class MarkupWalk:
    """One pass over the bytes of a text."""

    data: bytes
    at: int = 0
    length: int = 0
    out: list[str] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)


def parse(text: str) -> tuple[str, list[Entity]]:
    """The text as a person reads it, and its entities (UTF-16 offsets), in the order of their beginnings.

    Raises Refused where Telegram says "can't parse entities".
    """
    walk = MarkupWalk(text.encode("utf-8", "replace"))
    while walk.at < len(walk.data):
        head = walk.data[walk.at : walk.at + 1]
        if head == b"<":
            (_end_tag if walk.data[walk.at + 1 : walk.at + 2] == b"/" else _start_tag)(walk)
        elif head == b"&":
            walk.write(_reference(walk))
        else:
            walk.write(_take(walk, PLAIN).decode("utf-8"))
    if walk.opened:
        raise _refusal(f'Can\'t find end tag corresponding to start tag "{walk.opened[-1].tag}"')
    walk.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(walk.out), walk.entities


def _refusal(detail: str) -> Refused:
    return bad(f"can't parse entities: {detail}")


def _take(walk: MarkupWalk, pattern: re.Pattern[bytes]) -> bytes:
    match = pattern.match(walk.data, walk.at)
    taken = match.group() if match else b""
    walk.at += len(taken)
    return taken


def _reference(walk: MarkupWalk) -> str:
    """Return the character of a reference; an unknown reference is returned as it is."""
    match = REFERENCE.match(walk.data, walk.at)
    letter = _letter(match) if match else None
    if match is None or letter is None:
        walk.at += 1
        return "&"
    walk.at = match.end()
    return letter


def _letter(match: re.Match[bytes]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return REFERENCES.get(name.decode())
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else None


def _start_tag(walk: MarkupWalk) -> None:
    begin = walk.at
    walk.at += 1
    tag = _take(walk, TAG_NAME).decode("utf-8").lower()
    if walk.at >= len(walk.data):
        raise _refusal(f"Unclosed start tag at byte offset {begin}")
    if tag not in TAGS:
        raise _refusal(f'Unsupported start tag "{tag}" at byte offset {begin}')
    attributes: dict[str, str] = {}
    while walk.data[walk.at : walk.at + 1] != b">":
        _attribute(walk, tag, begin, attributes)
    walk.at += 1
    _check_tag(walk, tag, begin, attributes)
    walk.opened.append(Opened(tag, walk.length, attributes))


def _attribute(walk: MarkupWalk, tag: str, begin: int, attributes: dict[str, str]) -> None:
    match = ATTRIBUTE.match(walk.data, walk.at)
    assert match, "the pattern fits everywhere"
    walk.at = match.end()
    name = match.group(1).decode("utf-8").lower()
    if walk.at >= len(walk.data):
        raise _refusal(f'Unclosed start tag "{tag}" at byte offset {begin}')
    if not name:
        if walk.data[walk.at : walk.at + 1] == b">" and not match.group(2):
            return
        raise _refusal(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
    attributes[name] = _value(walk, tag, begin) if match.group(2) else ""


def _value(walk: MarkupWalk, tag: str, begin: int) -> str:
    """An attribute's value, in either kind of quotes or a bare token."""
    quote = walk.data[walk.at : walk.at + 1]
    if quote not in (b"'", b'"'):
        start = walk.at
        token = _take(walk, TOKEN)
        if walk.data[walk.at : walk.at + 1].strip() not in (b"", b">"):
            raise _refusal(f"Unexpected end of name token at byte offset {start}")
        return token.decode().lower()
    end = walk.data.find(quote, walk.at + 1)
    if end < 0 or end + 1 >= len(walk.data):
        raise _refusal(f'Unclosed start tag "{tag}" at byte offset {begin}')
    inner = MarkupWalk(walk.data[walk.at + 1 : end])
    while inner.at < len(inner.data):
        ampersand = inner.data[inner.at : inner.at + 1] == b"&"
        inner.write(_reference(inner) if ampersand else _take(inner, re.compile(rb"[^&]+")).decode("utf-8"))
    walk.at = end + 1
    return "".join(inner.out)


def _check_tag(walk: MarkupWalk, tag: str, begin: int, attributes: dict[str, str]) -> None:
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _refusal(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
    if tag == "tg-emoji" and not attributes.get("emoji-id", "").isdecimal():
        raise _refusal("Invalid custom emoji identifier specified")
    if tag == "tg-time" and not _is_moment(attributes.get("unix", "")):
        raise _refusal(f'Tag "tg-time" must have attribute "unix" at byte offset {begin}')
    if tag == "tg-time" and not TIME_FORMAT.fullmatch(attributes.get("format", "")):
        raise _refusal(f'Tag "tg-time" has an invalid attribute "format" at byte offset {begin}')
    if tag == "blockquote" and any(opened.tag == "blockquote" for opened in walk.opened):
        raise _refusal(f'Nested tag "blockquote" at byte offset {begin}')


def _is_moment(text: str) -> bool:
    """Whether Telegram takes a number for a date: positive, in 31 bits."""
    return text.isascii() and text.isdecimal() and 0 < int(text) < 2**31


def _end_tag(walk: MarkupWalk) -> None:
    begin = walk.at
    walk.at += 2
    if not walk.opened:
        raise _refusal(f"Unexpected end tag at byte offset {begin}")
    tag = _take(walk, TAG_NAME).decode("utf-8").lower()
    _take(walk, re.compile(rb"\s*"))
    if walk.data[walk.at : walk.at + 1] != b">":
        raise _refusal(f"Unclosed end tag at byte offset {begin}")
    walk.at += 1
    expected = walk.opened[-1].tag
    if tag and tag != expected:
        raise _refusal(f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{tag}>"')
    entity = _entity(walk, walk.opened.pop())
    if entity and entity["length"]:
        walk.entities.append(entity)


def _entity(walk: MarkupWalk, opened: Opened) -> Entity | None:
    """The entity a closed tag makes; None for a link that Telegram drops because its address is none."""
    entity: Entity = {"type": TAGS[opened.tag], "offset": opened.offset, "length": walk.length - opened.offset}
    match opened.tag:
        case "a":
            address = opened.attributes.get("href", "")
            return entity | {"url": address} if LINK.fullmatch(address) else None
        case "tg-emoji":
            return entity | {"custom_emoji_id": opened.attributes["emoji-id"]}
        case "tg-time":
            time_format = opened.attributes.get("format", "")
            return entity | {"unix_time": int(opened.attributes["unix"]), "date_time_format": time_format}
        case "blockquote" if "expandable" in opened.attributes:
            return entity | {"type": "expandable_blockquote"}
    return entity
