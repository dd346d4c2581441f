"""A post forwarded from a followed channel, answered with its reading; nothing that is kept changes by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.doubts import reason_text
from bot.chat.messages.held import held_line
from bot.chat.messages.source import post_message
from bot.chat.messages.static import fault
from bot.chat.rich_text import block
from parsers.records import NotAReport, Tally, Unreadable
from storage.views import Snapshot
from storage.views.newest_revision import current_key
from storage.views.readings import HeldView, Source, TallyView, UnreadableView
from storage.views.source import SourceView, quotes, words_view


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A forward with the origin Telegram gives; ``channel`` is None if we do not follow that channel."""

    channel: str | None
    message_id: int
    posted_at: datetime
    text: str


async def forwarded(services: Services, request: Request, post: Forwarded) -> Message:
    """Show how the post was read: its stored version, or the forward's own text if we have none."""
    words, channel = request.audience.words, post.channel
    if channel is None:
        names = ", ".join(f"@{name}" for name in services.channels)
        return fault(words.say("I only read posts forwarded directly from {names}.", names=names))
    stored = await services.actions.store.read(_stored, channel, post.message_id)
    kept = stored or _read_here(services, channel, post)
    if kept is None:
        return fault(words.say("This post gives no figures."))
    return _shown(request, kept, stored=stored is not None)


def _shown(request: Request, kept: SourceView, *, stored: bool) -> Message:
    words = request.audience.words
    if isinstance(kept.report, HeldView):
        return Message((block(held_line(request.audience, kept.report)),))
    if isinstance(kept.report, UnreadableView):
        reason = reason_text(words, kept.report.reading.reason)
        return fault(words.say("This post is a report, but it could not be read: {reason}.", reason=reason))
    return post_message(request.audience, kept, kept=stored)


async def linked(services: Services, request: Request) -> Message:
    """Answer a link to a post as a forward of it: ``kpszsu 83516``."""
    words = request.audience.words
    channel, _, number = request.text.partition(" ")
    if channel not in services.channels or not number.isdecimal():
        names = ", ".join(f"@{name}" for name in services.channels)
        return fault(words.say("I only know the posts of {names}.", names=names))
    known, kept = await services.actions.store.read(_known, channel, int(number))
    if kept:
        return _shown(request, kept, stored=True)
    if known:
        return fault(words.say("This post gives no figures."))
    return fault(words.say("I don't have this post: it is older than what I have read, or there is none."))


def _known(snapshot: Snapshot, channel: str, message_id: int) -> tuple[bool, SourceView | None]:
    """Return whether a post is stored, and its current version if that is a report."""
    key = current_key(snapshot, channel, message_id)
    return key is not None, words_view(snapshot, key) if key else None


def _stored(snapshot: Snapshot, channel: str, message_id: int) -> SourceView | None:
    """Return the current version of a post with its text; None if we have none or it is not a report."""
    key = current_key(snapshot, channel, message_id)
    return words_view(snapshot, key) if key else None


def _read_here(services: Services, channel: str, post: Forwarded) -> SourceView | None:
    """Read a post we do not have from the forward alone; None if it states no tally."""
    source = Source(channel, post.message_id, 1, 1, post.posted_at, services.now)
    match services.actions.read(channel, post.message_id, post.posted_at, post.text):
        case Tally() as tally:
            view = TallyView(source, tally, tally.scope, tally.doubts, None, None, services.actions.reader_version)
            return SourceView(view, post.text, quotes(post.text, tally))
        case Unreadable() as unreadable:
            return SourceView(UnreadableView(source, unreadable, services.actions.reader_version), post.text, ())
        case NotAReport():
            return None
