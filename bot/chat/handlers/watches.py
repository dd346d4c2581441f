"""``/watch`` and its buttons."""

from __future__ import annotations

from bot.actions import Watch, What
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.chat.messages.static import fault
from bot.chat.messages.subscription import admins_only
from bot.chat.messages.watches import not_a_watch, too_many, watches_message
from parsers.ask.watches import wish

# More than anybody reads, and so few that a night is soon held against all of them.
MOST = 20


async def watch(desk: Services, asked: Request) -> Message:
    """What is watched for; with a number, a region, "ballistic" or "record" that one too."""
    words = asked.reader.words
    if asked.text.strip():
        wanted = wish(asked.text)
        if wanted is None:
            return not_a_watch(words)
        if not await asked.may_set():
            return admins_only(words)
        if len(await desk.actions.watches(asked.chat_id)) >= MOST:
            return too_many(words, MOST)
        await desk.actions.watch(asked.chat_id, asked.thread_id, asked.told_language, Watch(What(wanted[0]), wanted[1]))
    return watches_message(asked.reader, await desk.actions.watches(asked.chat_id))


async def unwatch(desk: Services, asked: Request) -> Message:
    """End what a button names: ``region UA-51``."""
    words = asked.reader.words
    what, _, argument = asked.text.partition(" ")
    if what not in set(What):
        return fault(words.say("This button is not understood any more; ask again with /latest."))
    if not await asked.may_set():
        return admins_only(words)
    await desk.actions.unwatch(asked.chat_id, Watch(What(what), argument))
    return watches_message(asked.reader, await desk.actions.watches(asked.chat_id))
