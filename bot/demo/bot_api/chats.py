"""Chats and people as the Bot API describes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]

# The account in whose name Telegram shows an admin of a group who stays anonymous.
ANONYMOUS_ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
# The rights of an admin that a channel has and a group has not, and the other way round.
OF_CHANNELS = ("can_post_messages", "can_edit_messages")
OF_GROUPS = ("can_pin_messages", "can_manage_topics")
# What the members of a group may do.
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


class ChatKind(StrEnum):
    """The four kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class User:
    """A person (or a bot)."""

    id: int
    first_name: str
    language_code: str | None = None
    username: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        optional = {"language_code": self.language_code, "username": self.username}
        known = {name: value for name, value in optional.items() if value}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | known


@dataclass(slots=True, eq=False)
class ApiChat:
    """A chat, its members and the bot's status there.

    ``bot`` is the bot's own status: member, administrator, left or kicked (blocked, in a private chat). ``threads`` are
    its topics by id, ``closed`` those in which only admins write. ``members`` maps a user to creator, administrator,
    member or left. ``action`` is the bot's current chat action, until its next message. ``withheld`` are the rights
    that a user (or the bot), by id, does not have although their status has them; ``barred`` what members may not do.
    """

    id: int
    kind: ChatKind
    title: str
    username: str | None = None
    user: User | None = None
    is_forum: bool = False
    threads: dict[int, str] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    members: dict[User, str] = field(default_factory=dict)
    bot: str = "member"
    gone: str | None = None
    migrated_to: int | None = None
    pinned: int | None = None
    action: str | None = None
    last_id: int = 0
    withheld: dict[int, set[str]] = field(default_factory=dict)
    barred: set[str] = field(default_factory=set)

    def json(self) -> Json:
        """Return the chat as it appears in a message."""
        head: Json = {"id": self.id, "type": self.kind.value}
        if self.username:
            head["username"] = self.username
        if self.user:
            return head | {"first_name": self.user.first_name}
        return head | {"title": self.title} | ({"is_forum": True} if self.is_forum else {})

    def full_json(self) -> Json:
        """What getChat says."""
        gifts = dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        )
        full = self.json() | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
        return full if self.user else full | {"permissions": {one: one not in self.barred for one in PERMISSIONS}}

    def next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def member(self, user_id: int) -> User | None:
        return next((user for user in self.members if user.id == user_id), None)

    def is_admin(self, user: User) -> bool:
        return self.members.get(user) in ("creator", "administrator")


def member_json(user: Json, status: str, chat: ApiChat | None = None) -> Json:
    """A ChatMember of the given standing, with the rights that ``chat`` withholds from them."""
    head: Json = {"user": user, "status": status}
    withheld = chat.withheld.get(user["id"], set()) if chat else set()
    match status:
        case "creator":
            return head | {"is_anonymous": False}
        case "administrator":
            more = () if chat is None else OF_CHANNELS if chat.kind is ChatKind.CHANNEL else OF_GROUPS
            rights = {one: one not in withheld for one in (*RIGHTS, *more)}
            return head | rights | {"is_anonymous": False, "can_be_edited": False}
        case "kicked":
            return head | {"until_date": 0}
        case "member" if withheld:
            may = {one: one not in withheld for one in PERMISSIONS}
            return head | may | {"status": "restricted", "is_member": True, "until_date": 0}
    return head
