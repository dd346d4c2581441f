"""Operator commands, in a private chat with the bot: health, pause, broadcast."""

from __future__ import annotations

import re
from pathlib import Path

from bot.actions import Decision
from bot.chat.context import Request, Services
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
from storage.views.health import health_view
from storage.views.unread import unread_view

UNREAD_SHOWN = 15
# A notice leaves room in a message for the line above it.
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


def is_operator(services: Services, request: Request) -> bool:
    """Return whether an operator named in the settings asks in a private chat; anyone else is refused."""
    return request.private and request.user_id == request.chat_id and request.user_id in services.operators


async def health(services: Services, request: Request) -> Message:
    """Answer with the freshness of each channel, the outbox and memory use."""
    view = await services.actions.store.read(health_view, services.channels, services.now)
    return health_message(request.audience, view, services.now, resident_bytes(), services.replica)


async def unread(services: Services, request: Request) -> Message:
    """The newest reports that were refused or doubted, with their links."""
    return unread_message(request.audience, await services.actions.store.read(unread_view, UNREAD_SHOWN))


async def pause(services: Services, request: Request) -> Message:
    """Stop following the channels, or stop delivering; answers go on in either case."""
    what = request.text.strip().lower()
    if what in FOLLOWING:
        await services.actions.pause_following(services.channels)
        await services.history.stop()
    elif what in SENDING:
        await services.actions.pause_sending()
    else:
        return pause_help(request.audience.words)
    return paused(request.audience.words, following=what in FOLLOWING)


async def resume(services: Services, request: Request) -> Message:
    """Resume what was paused."""
    what = request.text.strip().lower()
    if what in FOLLOWING:
        await services.actions.resume_following(services.channels)
    elif what in SENDING:
        await services.actions.resume_sending()
    else:
        return pause_help(request.audience.words)
    return resumed(request.audience.words, following=what in FOLLOWING)


async def broadcast(services: Services, request: Request) -> Message:
    """Show a notice as it would go out, with a button that sends it."""
    words, text = request.audience.words, request.text.strip()
    if not text:
        return fault(words.say("What should it say? Write it after the command: /broadcast Maintenance at noon."))
    if len(text) > NOTICE_LIMIT:
        limit = words.number(NOTICE_LIMIT)
        return fault(words.say("That is too long for a notice: the limit is {limit} characters.", limit=limit))
    chats = await services.actions.audience_size()
    if not chats:
        return fault(words.say("There is nobody to send it to: the bot has no chats yet."))
    return broadcast_draft(words, text, await services.actions.draft_notice(text), chats)


async def send_notice(services: Services, request: Request) -> Message:
    """Let a notice go out; a second press does nothing."""
    done = await services.actions.confirm_notice(request.text.strip())
    return broadcast_sent(request.audience.words, done=done)


async def release(services: Services, request: Request) -> Message:
    """Release a figure that is held back, or show a night from a later post instead of the first."""
    return await _decide(services, request, Decision.RELEASED)


async def drop(services: Services, request: Request) -> Message:
    """Leave a report out for good."""
    return await _decide(services, request, Decision.DROPPED)


async def undecide(services: Services, request: Request) -> Message:
    """Undo the decision about a version of a post."""
    return await _decide(services, request, None)


async def _decide(services: Services, request: Request, decision: Decision | None) -> Message:
    """About the current version of a post; a button names the version it is about, and does nothing to another."""
    words, named = request.audience.words, NAMED.search(request.text)
    if named is None:
        return waiting_message(request.audience, await services.actions.waiting_posts(WAITING_SHOWN))
    channel, number = named["channel"].lower(), int(named["number"])
    post = await services.actions.judged(channel, number) if channel in services.channels else None
    if post is None:
        return fault(words.say("We don't have {post}, or it gives no figures.", post=f"{channel}/{number}"))
    if named["words"] and named["words"] != post.words:
        return fault(
            words.say("{post} has been edited since; its new version is judged again.", post=f"{channel}/{number}")
        )
    if not post.takes(decision):
        return undecidable(request.audience, post)
    after = await services.actions.decide(post, decision)
    services.kept.forget()
    return decided_message(request.audience, after or post)


def resident_bytes() -> int | None:
    """Return the memory this process uses, in bytes; None if the system does not say."""
    try:
        return int(STATM.read_text(encoding="ascii").split()[1]) * PAGE_BYTES
    except (OSError, IndexError, ValueError):
        return None
