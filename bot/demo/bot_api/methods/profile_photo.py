"""The bot's profile photo: set, removed, listed."""

from __future__ import annotations

from bot.demo.bot_api import pictures
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State

KEY = ("photo", "", "")


def set_photo(state: State, arguments: Arguments) -> bool:
    """A JPEG uploaded with the request: Telegram takes no other format here, and no file sent before."""
    given = arguments.json("photo")
    if not isinstance(given, dict) or given.get("type") != "static":
        raise bad("can't parse InputProfilePhoto: type of the photo is unsupported")
    reference = str(given.get("photo") or "")
    upload = arguments.files.get(reference.removeprefix("attach://")) if reference.startswith("attach://") else None
    if upload is None:
        raise bad("profile photo must be uploaded as a file")
    if not upload.data.startswith(pictures.JPEG):
        raise bad("PHOTO_EXT_INVALID")
    kept = state.store(upload.name, upload.data, pictures.size_of_photo(upload.data))
    state.profile[KEY] = {"file_id": kept.file_id}
    return True


def remove_photo(state: State, arguments: Arguments) -> bool:
    state.profile.pop(KEY, None)
    return True


def get_photos(state: State, arguments: Arguments) -> Json:
    if arguments.integer("user_id") != state.me.id:
        raise bad("user not found")
    found = state.profile.get(KEY)
    photos = [[state.files[found["file_id"]].json()]] if found else []
    return {"total_count": len(photos), "photos": photos}


METHODS = {
    "setMyProfilePhoto": set_photo,
    "removeMyProfilePhoto": remove_photo,
    "getUserProfilePhotos": get_photos,
}
