"""Photos, documents, albums, and fetching a file back."""

from __future__ import annotations

from typing import Any

from bot.demo.bot_api import limits, pictures, text
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.methods.sending import drafted, sent
from bot.demo.bot_api.records import StoredFile
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.rights import check_may_write
from bot.demo.bot_api.state import State


def send_photo(state: State, arguments: Arguments) -> Json:
    message = drafted(state, arguments, text.caption_of)
    check_may_write(state, state.chat(arguments), "can_send_photos")
    message.photo = file_of(state, arguments, "photo", arguments.text("photo"))
    return sent(state, message)


def send_document(state: State, arguments: Arguments) -> Json:
    message = drafted(state, arguments, text.caption_of)
    message.document = file_of(state, arguments, "document", arguments.text("document"))
    return sent(state, message)


def send_media_group(state: State, arguments: Arguments) -> list[Json]:
    items = arguments.json("media")
    if not isinstance(items, list) or len(items) not in limits.ALBUM:
        raise bad("wrong number of media in the album: 2-10 are expected")
    group, messages = str(state.number()), []
    for item in items:
        message = drafted(state, arguments, lambda _, item=item: caption_of_item(item))
        attach(state, arguments, message, item)
        message.extra["media_group_id"] = group
        messages.append(message)
    return [sent(state, message) for message in messages]


def caption_of_item(item: Any) -> text.Content:
    """The caption of an InputMedia."""
    if not isinstance(item, dict) or item.get("type") not in ("photo", "document"):
        raise bad("can't parse InputMedia: type of the media is unknown")
    return text.caption(str(item.get("caption") or ""), item.get("parse_mode"), item.get("caption_entities"))


def attach(state: State, arguments: Arguments, message: Any, item: Json) -> None:
    """Replace a message's file with the file of an InputMedia."""
    kept = file_of(state, arguments, item["type"], item.get("media"))
    message.photo = kept if item["type"] == "photo" else None
    message.document = kept if item["type"] == "document" else None


def file_of(state: State, arguments: Arguments, kind: str, reference: str | None) -> StoredFile:
    """Return the file a request sends: uploaded with it, or sent before, by its ``file_id``. Raises Refused."""
    name = reference.removeprefix("attach://") if reference and reference.startswith("attach://") else kind
    upload = arguments.files.get(name)
    if upload is None:
        return _sent_before(state, kind, reference)
    if kind == "photo":
        return state.store(upload.name, upload.data, pictures.size_of_photo(upload.data))
    if not upload.data:
        raise bad("file must be non-empty")
    if len(upload.data) > limits.FILE_BYTES:
        raise bad("file is too big")
    return state.store(upload.name, upload.data, None)


def _sent_before(state: State, kind: str, reference: str | None) -> StoredFile:
    if not reference:
        raise bad(f"there is no {kind} in the request")
    kept = state.files.get(reference)
    if kept is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if (kept.size is not None) != (kind == "photo"):
        raise bad(f"type of file mismatch: expected {kind}")
    return kept


def get_file(state: State, arguments: Arguments) -> Json:
    kept = state.files.get(arguments.text("file_id") or "")
    if kept is None:
        raise bad("invalid file_id")
    if len(kept.data) > limits.DOWNLOAD_BYTES:
        raise bad("file is too big")
    return {
        "file_id": kept.file_id,
        "file_unique_id": kept.unique_id,
        "file_size": len(kept.data),
        "file_path": kept.path,
    }


METHODS = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
