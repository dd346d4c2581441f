"""``/watch`` and its buttons."""

from __future__ import annotations

from bot.actions import Watch, What
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.static import fault
from bot.chat.messages.subscription import admins_only
from bot.chat.messages.watches import not_a_watch, too_many, watches_message
from parsers.ask.watches import wish

# More than anybody reads, and few enough to match a night against all of them quickly.
MOST = 20


async def watch(services: Services, request: Request) -> Message:
    """Show the watches; with a number, a region, "ballistic" or "record", add one."""
    words = request.audience.words
    if request.text.strip():
        wanted = wish(request.text)
        if wanted is None:
            return not_a_watch(words)
        if not await request.may_set():
            return admins_only(words)
        if len(await services.actions.watches(request.chat_id)) >= MOST:
            return too_many(words, MOST)
        await services.actions.watch(
            request.chat_id, request.thread_id, request.told_language, Watch(What(wanted[0]), wanted[1])
        )
    return watches_message(request.audience, await services.actions.watches(request.chat_id))


async def unwatch(services: Services, request: Request) -> Message:
    """Remove the watch a button names: ``region UA-51``."""
    words = request.audience.words
    what, _, argument = request.text.partition(" ")
    if what not in set(What):
        return fault(words.say("This button no longer works; ask again with /latest."))
    await services.actions.unwatch(request.chat_id, Watch(What(what), argument))
    return watches_message(request.audience, await services.actions.watches(request.chat_id))
