"""Extracts from one message of a preview page its own text with marks, and where it was forwarded from."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from parsers.records import Forward
from parsers.text.marks import quoted, struck_out

# The class occurs twice on an album's text, nested: the first in document order is the outer one.
TEXT = ".js-message_text"
REPLY = "a.tgme_widget_message_reply"
# «Forwarded from NAME (SIGNATURE)», above the text: a link to the original post, plain text if the origin is hidden.
FORWARDED = '[class*="tgme_widget_message_forwarded_from"]'
ORIGIN = "tgme_widget_message_forwarded_from_name"
STRUCK = "s, del, strike"
# A quotation or a block of code is set on lines of its own without a <br>.
QUOTATION = "blockquote"
OWN_LINES = f"{QUOTATION}, pre"
# Messages that may have no text of their own.
WORDLESS = ", ".join(
    f".tgme_widget_message_{kind}"
    for kind in (
        "photo_wrap",
        "video_player",
        "roundvideo_player",
        "grouped_wrap",
        "document_wrap",
        "voice_player",
        "sticker_wrap",
        "location_wrap",
        "poll",
        "invoice_header",
        "contact_wrap",
        "game",
    )
)
# «Please open Telegram to view this post»: all that is shown of a rich post (since July 2026).
NOT_SHOWN = ".message_media_not_supported"
LABEL = ".message_media_not_supported_label"
OPEN_TELEGRAM = "Please open Telegram"
SHOWN = ".media_supported_cont"

# The path of a link to a post, a channel or a person, on any of Telegram's hosts.
_ADDRESS = re.compile(r"(?:https?:)?//[^/?#]+/([\w/]{1,64}?)/?(?:[?#]|$)")


def text_of(node: LexborNode) -> tuple[bool, str | None]:
    """Return whether the block has a known shape, and its text: None if the page does not show it."""
    replies = node.css(REPLY)
    text = _outside(node, replies) if replies else node.css_first(TEXT)
    if text is not None:
        return True, _spelled(text)
    if node.css_first(WORDLESS):
        # A video or a sticker has its own notice; this one says that the page does not show everything.
        hidden = any(OPEN_TELEGRAM in label.text() for label in node.css(LABEL))
        return True, None if hidden else ""
    shown = node.css_first(SHOWN)
    return node.css_first(NOT_SHOWN) is not None and not (shown and shown.text(strip=True)), None


def _outside(node: LexborNode, replies: list[LexborNode]) -> LexborNode | None:
    """Return the block's own text: the first one not inside a quotation."""
    answered = [text for reply in replies for text in reply.css(TEXT)]
    return next((text for text in node.css(TEXT) if text not in answered), None)


def _spelled(text: LexborNode) -> str:
    """Return the text as posted, with its marks.

    A line break replaces each ``<br>``, and surrounds elements set on lines of their own.
    """
    for line_break in text.css("br"):
        line_break.replace_with("\n")
    for part in _outermost(text, STRUCK):
        _strike_out(part)
    for block in text.css(OWN_LINES):
        before, after = block.prev, block.next
        if before is not None and not before.text().endswith("\n"):
            block.insert_before("\n")
        if after is not None and not after.text().startswith("\n"):
            block.insert_after("\n")
    for block in _outermost(text, QUOTATION):
        block.replace_with(quoted(block.text()))
    return text.text().strip()


def _outermost(text: LexborNode, selector: str) -> list[LexborNode]:
    """Return the elements that a selector finds in a text, without those nested in another."""
    outermost, inside = [], set()
    for part in text.css(selector):
        if part.mem_id not in inside:
            outermost.append(part)
            inside |= {inner.mem_id for inner in part.css(selector)}
    return outermost


def _strike_out(part: LexborNode) -> None:
    """Strike through all words of an element, in place."""
    for node in list(part.traverse(include_text=True)):
        if node.tag == "-text":
            node.replace_with(struck_out(node.text()))


def forward_of(node: LexborNode) -> Forward | None:
    """Return where a block says it was forwarded from; None if it does not.

    Its own text and what it quotes may say anything, and are ignored.
    """
    heads = node.css(FORWARDED)
    if heads:
        elsewhere = {inner.mem_id for part in node.css(f"{REPLY}, {TEXT}") for inner in part.css(FORWARDED)}
        heads = [head for head in heads if head.mem_id not in elsewhere]
    if not heads:
        return None
    origin = next((head for head in heads if ORIGIN in (head.attributes.get("class") or "").split()), None)
    if origin is None:
        return Forward()
    address = _ADDRESS.match(origin.attributes.get("href") or "")
    return Forward(name=origin.text().strip() or None, address=address[1] if address else None)
