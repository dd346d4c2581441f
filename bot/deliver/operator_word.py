"""What waits for the operator's word is told to every operator, once a version of a post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.chat.desk import Desk
from bot.chat.messages.operator_word import operator_notice
from bot.deliver.bodies import packed
from storage import chats, deliveries, told_operator
from storage.deliveries import ALARM, Kind, Owed
from storage.views.held import Judged, waiting_posts

# More than these at once are a reader that went wrong, and the operator hears of it from these.
MOST_AT_ONCE = 20


async def waiting_round(desk: Desk) -> int:
    """Owe every operator what they were not told yet; how many deliveries that made. Nothing without an operator."""
    if not desk.operators:
        return 0
    posts = {_about(one): one for one in await desk.actions.store.read(waiting_posts, MOST_AT_ONCE)}
    made = 0
    for about in sorted(await desk.actions.store.read(told_operator.untold, posts)):
        owed = [await _owed(desk, operator, about, posts[about]) for operator in sorted(desk.operators)]
        made += await desk.actions.store.write(_settle, desk, about, owed)
    return made


def _about(post: Judged) -> str:
    return f"held:{post.key.channel}/{post.key.message_id}/{post.words}"


async def _owed(desk: Desk, operator: int, about: str, post: Judged) -> Owed:
    reader = await desk.reader_of(operator, None)
    body = packed(operator_notice(reader, post))
    return Owed(f"{ALARM}{about}:{operator}", Kind.NOTICE, operator, None, body)


def _settle(db: Any, desk: Desk, about: str, owed: Sequence[Owed]) -> int:
    for one in owed:
        chats.remember(db, one.chat_id, None, desk.now)
    told_operator.told(db, about, desk.now)
    return deliveries.enqueue(db, owed, desk.now)
