"""What the operator alone may ask and do, in a private chat with the bot: how the machine is, pause, broadcast."""

from __future__ import annotations

from pathlib import Path

from bot.chat.desk import Asked, Desk, Handler
from bot.chat.handlers.history import history
from bot.chat.message import Message
from bot.chat.messages.operator import (
    broadcast_draft,
    broadcast_sent,
    health_message,
    pause_help,
    paused,
    resumed,
    unread_message,
)
from bot.chat.messages.plain import fault
from bot.chat.plain_text import answer_plain
from storage.views.health import health_view
from storage.views.unread import unread_view

UNREAD_SHOWN = 15
# A notice leaves room in a message for the line that goes around it.
NOTICE_LIMIT = 3500
FOLLOWING = frozenset({"following", "follow", "стеження"})
SENDING = frozenset({"sending", "send", "надсилання"})
STATM = Path("/proc/self/statm")
PAGE_BYTES = 4096


def is_operator(desk: Desk, asked: Asked) -> bool:
    """Whether somebody whom the settings name asks, where nobody else reads along. Everything else is refused."""
    return asked.private and asked.user_id is not None and asked.user_id in desk.operators


async def health(desk: Desk, asked: Asked) -> Message:
    """Freshness of each channel, what is owed, memory."""
    view = await desk.actions.store.read(health_view, desk.channels, desk.now)
    return health_message(asked.reader, view, desk.now, resident_bytes())


async def unread(desk: Desk, asked: Asked) -> Message:
    """The newest reports that were refused or doubted, with their links."""
    return unread_message(asked.reader, await desk.actions.store.read(unread_view, UNREAD_SHOWN))


async def pause(desk: Desk, asked: Asked) -> Message:
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


async def resume(desk: Desk, asked: Asked) -> Message:
    """Go on with what was paused."""
    what = asked.text.strip().lower()
    if what in FOLLOWING:
        await desk.actions.resume_following(desk.channels)
    elif what in SENDING:
        await desk.actions.resume_sending()
    else:
        return pause_help(asked.reader.words)
    return resumed(asked.reader.words, following=what in FOLLOWING)


async def broadcast(desk: Desk, asked: Asked) -> Message:
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


async def send_notice(desk: Desk, asked: Asked) -> Message:
    """Let a notice go out; a second press does nothing."""
    done = await desk.actions.confirm_notice(asked.text.strip())
    return broadcast_sent(asked.reader.words, done=done)


def resident_bytes() -> int | None:
    """The memory this program holds; None where the system does not tell."""
    try:
        return int(STATM.read_text(encoding="ascii").split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return None


def for_operators(handler: Handler) -> Handler:
    """The handler, for operators alone: everybody else is answered as if there were no such command."""

    async def guarded(desk: Desk, asked: Asked) -> Message:
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
    }.items()
}
BUTTONS: dict[str, Handler] = {"notice": for_operators(send_notice), "history": for_operators(history)}
