"""Messages of the channel and of people, as Telegram hands them to a bot."""

from __future__ import annotations

from typing import Any

from telegram import Message

from tests.bot.follow.world import NUMERIC_IDS

FOLLOWED = {numeric_id: name for name, numeric_id in NUMERIC_IDS.items()}
KPSZSU = -1001223955273
SECONDS = 1788264000
REAL = "TALLY 2026-09-01 launched 10 downed 1"
FORGED = "TALLY 2026-09-01 launched 999 downed 999"


def channel(chat_id: int = KPSZSU, **more: Any) -> dict[str, Any]:
    return {"id": chat_id, "type": "channel", "title": "Air Force", "username": "kpszsu", **more}


def from_channel(message_id: int = 1000, **more: Any) -> dict[str, Any]:
    return {"type": "channel", "chat": channel(**more), "message_id": message_id, "date": SECONDS}


USER = {"id": 5, "is_bot": False, "first_name": "Somebody", "username": "kpszsu"}
PERSON = {"type": "user", "sender_user": USER, "date": SECONDS}
HIDDEN = {"type": "hidden_user", "sender_user_name": "kpszsu", "date": SECONDS}
GROUP = {"type": "chat", "sender_chat": channel(type="supergroup"), "date": SECONDS}


def sent(text: str | None = FORGED, **more: Any) -> Message:
    given = {"message_id": 9, "date": SECONDS + 60, "chat": {"id": 5, "type": "private"}, "from": USER, **more}
    return Message.de_json(given | ({"text": text} if text is not None else {}), None)
