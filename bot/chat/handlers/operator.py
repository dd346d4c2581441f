"""What the operator alone may ask and do, in a private chat with the bot: how the machine is, pause, broadcast."""

from __future__ import annotations

import re
from pathlib import Path

from bot.actions import Decision
from bot.chat.context import Handler, Request, Services
from bot.chat.handlers.history import history
from bot.chat.message import Message
from bot.chat.messages.held_decisions import decided_message, undecidable, waiting_message
from bot.chat.messages.operator import (
    broadcast_draft,
    broadcast_sent,
    health_message,
    pause_help,
    paused,
    resumed,
    unread_message,
)
from bot.chat.messages.static import fault
from bot.chat.routing.free_text import answer_plain
from storage.views.health import health_view
from storage.views.unread import unread_view

UNREAD_SHOWN = 15
# A notice leaves room in a message for the line that goes around it.
NOTICE_LIMIT = 3500
FOLLOWING = frozenset({"following", "follow", "стеження"})
SENDING = frozenset({"sending", "send", "надсилання"})
# A post as it is named to a command (a link, @kpszsu/79455, kpszsu/79455), and the version that a button is about.
NAMED = re.compile(
    r"(?:^|[\s/@])(?:s/)?(?P<channel>[A-Za-z]\w{3,31})/(?P<number>\d{1,12})(?:\?\S*)?(?:\s+(?P<words>[0-9a-f]+))?\s*$"
)
WAITING_SHOWN = 15
STATM = Path("/proc/self/statm")
PAGE_BYTES = 4096


def is_operator(desk: Services, asked: Request) -> bool:
    """Whether somebody whom the settings name asks, where nobody else reads along. Everything else is refused."""
    return asked.private and asked.user_id == asked.chat_id and asked.user_id in desk.operators


async def health(desk: Services, asked: Request) -> Message:
    """Freshness of each channel, what is owed, memory."""
    view = await desk.actions.store.read(health_view, desk.channels, desk.now)
    return health_message(asked.reader, view, desk.now, resident_bytes())


async def unread(desk: Services, asked: Request) -> Message:
    """The newest reports that were refused or doubted, with their links."""
    return unread_message(asked.reader, await desk.actions.store.read(unread_view, UNREAD_SHOWN))


async def pause(desk: Services, asked: Request) -> Message:
    """Stop following the channels, or stop delivering; answers go on in either case."""
    what = asked.text.strip().lower()
    if what in FOLLOWING:
        await desk.actions.pause_following(desk.channels)
        await desk.history.stop()
    elif what in SENDING:
        await desk.actions.pause_sending()
    else:
        return pause_help(asked.reader.words)
    return paused(asked.reader.words, following=what in FOLLOWING)


async def resume(desk: Services, asked: Request) -> Message:
    """Go on with what was paused."""
    what = asked.text.strip().lower()
    if what in FOLLOWING:
        await desk.actions.resume_following(desk.channels)
    elif what in SENDING:
        await desk.actions.resume_sending()
    else:
        return pause_help(asked.reader.words)
    return resumed(asked.reader.words, following=what in FOLLOWING)


async def broadcast(desk: Services, asked: Request) -> Message:
    """Show a notice as it would go out, with a button that sends it."""
    words, text = asked.reader.words, asked.text.strip()
    if not text:
        return fault(words.say("What shall be said? Write it behind the command: /broadcast Maintenance at noon."))
    if len(text) > NOTICE_LIMIT:
        limit = words.number(NOTICE_LIMIT)
        return fault(words.say("That is too long for a notice: {limit} characters fit.", limit=limit))
    chats = await desk.actions.audience_size()
    if not chats:
        return fault(words.say("There is nobody to send it to: no chat is known yet."))
    return broadcast_draft(words, text, await desk.actions.draft_notice(text), chats)


async def send_notice(desk: Services, asked: Request) -> Message:
    """Let a notice go out; a second press does nothing."""
    done = await desk.actions.confirm_notice(asked.text.strip())
    return broadcast_sent(asked.reader.words, done=done)


async def release(desk: Services, asked: Request) -> Message:
    """Show a figure that is held back, or let a later post tell the night that another one tells."""
    return await _decide(desk, asked, Decision.RELEASED)


async def drop(desk: Services, asked: Request) -> Message:
    """Leave a report out for good."""
    return await _decide(desk, asked, Decision.DROPPED)


async def undecide(desk: Services, asked: Request) -> Message:
    """Take back what was decided about a version of a post."""
    return await _decide(desk, asked, None)


async def _decide(desk: Services, asked: Request, decision: Decision | None) -> Message:
    """About the current version of a post; a button names the version it is about, and does nothing to another."""
    words, named = asked.reader.words, NAMED.search(asked.text)
    if named is None:
        return waiting_message(asked.reader, await desk.actions.waiting_posts(WAITING_SHOWN))
    channel, number = named["channel"].lower(), int(named["number"])
    post = await desk.actions.judged(channel, number) if channel in desk.channels else None
    if post is None:
        return fault(words.say("{post} is not kept, or it states no tally.", post=f"{channel}/{number}"))
    if named["words"] and named["words"] != post.words:
        return fault(words.say("{post} was edited since; its new version is judged anew.", post=f"{channel}/{number}"))
    if not post.takes(decision):
        return undecidable(asked.reader, post)
    after = await desk.actions.decide(post, decision)
    desk.kept.forget()
    return decided_message(asked.reader, after or post)


def resident_bytes() -> int | None:
    """The memory this program holds; None where the system does not tell."""
    try:
        return int(STATM.read_text(encoding="ascii").split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return None


def for_operators(handler: Handler) -> Handler:
    """The handler, for operators alone: everybody else is answered as if there were no such command."""

    async def guarded(desk: Services, asked: Request) -> Message:
        return await (handler if is_operator(desk, asked) else answer_plain)(desk, asked)

    return guarded


COMMANDS: dict[str, Handler] = {
    name: for_operators(handler)
    for name, handler in {
        "health": health,
        "unread": unread,
        "pause": pause,
        "resume": resume,
        "broadcast": broadcast,
        "release": release,
        "drop": drop,
    }.items()
}
BUTTONS: dict[str, Handler] = {
    name: for_operators(handler)
    for name, handler in {
        "notice": send_notice,
        "history": history,
        "release": release,
        "drop": drop,
        "undecide": undecide,
    }.items()
}
