"""Messages, their buttons and inline results as JSON for the page."""

from __future__ import annotations

from typing import Any

from bot.demo.bot_api import Message
from bot.demo.bot_api.records import StoredFile
from bot.demo.picker import rows_of
from bot.demo.web.nodes import nodes, safe_address

Json = dict[str, Any]

FILES = "/files/"


def bubble(key: str, message: Message, bot_id: int) -> Json:
    """Return a message as the page shows it. ``key`` is its id there; ``bot_id`` tells the bot's from the person's."""
    mine = message.author is None or message.author["id"] != bot_id
    return {
        "key": key,
        "mine": mine,
        "via": message.inline_message_id is not None,
        "forwarded": _origin(message),
        "date": message.date,
        "edited": message.edits > 0,
        "text": nodes(message.text, message.entities),
        "photo": _photo(message.photo) if message.photo else None,
        "document": _document(message.document) if message.document else None,
        "buttons": [[_button(button) for button in row] for row in rows_of(message)],
    }


def result(row: Json) -> Json:
    """Return an inline result as shown in the list."""
    return {"id": row["id"], "title": row.get("title", ""), "description": row.get("description", "")}


def _origin(message: Message) -> str | None:
    origin = message.extra.get("forward_origin")
    if origin is None:
        return None
    title: str = origin.get("chat", {}).get("title", "")
    return title


def _photo(photo: StoredFile) -> Json:
    assert photo.size, "a photo has a size"
    return {"url": FILES + photo.file_id, "width": photo.size[0], "height": photo.size[1]}


def _document(document: StoredFile) -> Json:
    return {"url": FILES + document.file_id, "name": document.name, "bytes": len(document.data)}


def _button(button: Json) -> Json:
    """Return a button by its action: ``data`` asks the bot, ``url`` opens, ``copy`` copies, ``query`` asks inline.

    A button that does none of these on a page is only its text.
    """
    known: Json = {
        "data": button.get("callback_data"),
        "url": safe_address(button.get("url", "")),
        "copy": button.get("copy_text", {}).get("text"),
        "query": button.get("switch_inline_query_current_chat", button.get("switch_inline_query")),
    }
    return {"text": button["text"]} | {name: value for name, value in known.items() if value is not None}
