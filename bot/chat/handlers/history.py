"""The history from before the bot was installed: offered to the operator, fetched, stopped."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.context import Fetching, Request, Services
from bot.chat.message import Message
from bot.chat.messages.history import history_message
from bot.chat.messages.static import fault
from bot.chat.sign_off import signed
from storage.views.history import history_view


async def with_offer(services: Services, request: Request, message: Message) -> Message:
    """The message; where posts from before were not asked for, with how far back the channels are known."""
    view = await services.actions.store.read(history_view, services.channels)
    if view.whole:
        return message
    offer = history_message(request.audience, view, services.history.state)
    return replace(message, blocks=message.blocks + offer.blocks, buttons=message.buttons + offer.buttons)


async def history(services: Services, request: Request) -> Message:
    """Start or stop fetching; a separate message shows the progress and is updated from time to time."""
    if request.text == "stop":
        await services.history.stop()
        return await _history(services, request, services.history.state)
    words = request.audience.words
    view = await services.actions.store.read(history_view, services.channels)
    if all(side.paused for side in view.sides):
        return fault(words.say("Following is paused; /resume following first."))

    async def word(state: Fetching) -> Message:
        return signed(services, request.audience, await _history(services, request, state))

    if services.history.begin(request.chat_id, word):
        return fault(words.say("Started; the next message shows the progress."))
    return fault(words.say("The history is already being fetched."))


async def _history(services: Services, request: Request, state: Fetching) -> Message:
    return history_message(request.audience, await services.actions.store.read(history_view, services.channels), state)
