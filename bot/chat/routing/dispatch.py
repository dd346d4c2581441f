"""Dispatch updates: turn each into a question, send the answer and record what it showed."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import CallbackQuery, Chat, Update, User
from telegram import Message as Received
from telegram.constants import ChatAction, ChatType
from telegram.error import Forbidden
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat.context import Handler, Request, Services
from bot.chat.handlers import latest
from bot.chat.handlers.forwarded import Forwarded, forwarded
from bot.chat.handlers.located import located
from bot.chat.keyboards import Press, own_chat, pressed
from bot.chat.message import Message
from bot.chat.messages.asked import not_understood, offered
from bot.chat.messages.static import old_button
from bot.chat.replies import reply, rewrite
from bot.chat.routing.commands import BUTTONS, COMMANDS
from bot.chat.routing.debounce import Debounce
from bot.chat.routing.failures import Failures
from bot.chat.routing.filters import ASKED, NAMED, OWN_WORDS, REST_OF_ALBUM, asked_of, is_addressed, text_of, thread_of
from bot.chat.routing.guest import Guest
from bot.chat.routing.inline import Inline
from bot.chat.routing.membership import Membership, is_admin
from bot.chat.routing.picked_chats import register_picker
from bot.chat.routing.questions import answer, answer_plain, command, understood
from bot.chat.routing.rows import Who
from bot.chat.routing.throttle import Budget, QuestionThrottle
from bot.chat.sending import announce, lead, parts, tell
from bot.chat.shown_recorder import ShownRecorder
from bot.chat.sign_off import signed
from bot.log import LogThrottle

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
Answering = Callable[[Update, Context], Coroutine[Any, Any, None]]
ANSWER_LIMIT = 200
# The handler group that runs before all others.
FIRST = -1
# A sticker is answered like an unknown word; service messages (a pin, for example) are not answered.
SOMETHING = ~filters.StatusUpdate.ALL


class Dispatch:
    """Passes Telegram's updates to their handlers and sends the answers."""

    def __init__(
        self, services: Services, budget: Budget, presses: Debounce, throttle: LogThrottle | None = None
    ) -> None:
        self.services = services
        self.budget = budget
        self.presses = presses
        self.inline = Inline(services)
        self.guest = Guest(services, self.inline)
        throttle = throttle or LogThrottle(time.monotonic)
        self.failures = Failures(services, throttle, self.guest)
        self.recorder = ShownRecorder(services, throttle)

    def register(self, app: App) -> None:
        """Register the handlers with the application."""
        app.add_handler(TypeHandler(Update, QuestionThrottle(self.services, self.budget, self.guest)), group=FIRST)
        alone = filters.ChatType.PRIVATE & ASKED & ~REST_OF_ALBUM
        app.add_handler(MessageHandler(alone & filters.FORWARDED, self.forward))
        here = (ASKED | filters.UpdateType.CHANNEL_POST) & OWN_WORDS
        for row in COMMANDS.values():
            # what an operator does is done once: an edited broadcast is not sent again
            operators = alone & filters.UpdateType.MESSAGE & OWN_WORDS
            where = operators if row.who is Who.OPERATORS else here
            app.add_handler(CommandHandler(row.name, self._command(partial(command, row), row.busy), where))
        app.add_handler(CallbackQueryHandler(self.press))
        register_picker(app, self.services.languages, alone, self._command)
        app.add_handler(MessageHandler(alone & OWN_WORDS & SOMETHING, self.plain))
        app.add_handler(MessageHandler(~filters.ChatType.PRIVATE & here & NAMED, self.mention))
        self.inline.register(app)
        self.guest.register(app)
        Membership(self.services).register(app)
        app.add_error_handler(self.failures.failed)

    def _command(self, handler: Handler, busy: ChatAction | None = None) -> Answering:
        async def answered(update: Update, context: Context) -> None:
            received = update.effective_message
            if received is None:
                return
            request = await self._asked(received, update.effective_user, text_of(received))
            await announce(context.bot, request.chat_id, request.thread_id, busy)
            await self._send(context, request, await handler(self.services.for_question(request), request))

        return answered

    async def plain(self, update: Update, context: Context) -> None:
        """Answer a private message without a command of ours, whatever it is."""
        received = update.effective_message
        assert received, "the handler is for messages alone"
        request = await self._asked(received, update.effective_user, (received.text or received.caption or "").strip())
        services = self.services.for_question(request)
        place = received.location
        message = await (located(services, request, place) if place else answer_plain(services, request))
        await self._send(context, request, message)

    async def forward(self, update: Update, context: Context) -> None:
        """Answer a forwarded message; its origin is what Telegram says, never what it looks like."""
        received = update.effective_message
        if received is None or received.forward_origin is None:
            return
        text, entities = received.text or received.caption or "", received.entities or received.caption_entities
        text = self.services.actions.spelled(text, [(str(one.type), one.offset, one.length) for one in entities])
        request = await self._asked(received, update.effective_user, text)
        channel, number = await self.services.origin_of(received) or (None, 0)
        post = Forwarded(channel, number, received.forward_origin.date, text)
        await self._send(context, request, await forwarded(self.services.for_question(request), request, post))

    async def mention(self, update: Update, context: Context) -> None:
        """Answer ``@bot 22 sep`` in a group or a channel.

        What is not understood is answered with buttons where the bot is spoken to, its name first; elsewhere its name
        stands in the talk of others, who are left alone.
        """
        received = update.effective_message
        assert received, "the handler is for messages alone"
        question = asked_of(received, context.bot.username)
        if question is None:
            return
        request = await self._asked(received, update.effective_user, question)
        words, services = request.audience.words, self.services.for_question(request)
        message = await (understood(services, request) if question else latest.latest(services, request))
        if message or is_addressed(received, context.bot.username):
            await self._send(context, request, offered(words, message or not_understood(words)))

    async def press(self, update: Update, context: Context) -> None:
        """A button: the message it is on becomes the answer; a brief answer is shown above it."""
        query = update.callback_query
        assert query, "the handler is for presses alone"
        if query.inline_message_id:
            await self.inline.press(query, context.bot)
            return
        on = query.message
        # A channel's post is its admins' to change: its readers are answered in a private chat.
        if on and on.chat.type == ChatType.CHANNEL and not await is_admin(on.chat, query.from_user.id):
            await lead(query, own_chat(context.bot.username, query.data or ""))
            return
        if on and await self.presses.again(on.chat.id, on.message_id, query.data or ""):
            await tell(query, None)
            return
        press = pressed(query.data or "")
        request = await self._asked_by(query) if on else None
        row = BUTTONS.get(press.verb) if press else None
        if press is None or request is None or (press.verb != "in" and row is None):
            words = self.services.audience(query.from_user.language_code).words
            await tell(query, old_button(words).plain)
            return
        await announce(context.bot, request.chat_id, request.thread_id, row.busy if row else None)
        press, request = await self._in_language(press, request)
        message = await self._answered(press, request)
        if message.brief:
            await tell(query, message.plain[:ANSWER_LIMIT])
            return
        await tell(query, None)
        await self._write_over(context, query, request, message)

    async def _in_language(self, press: Press, request: Request) -> tuple[Press, Request]:
        """``in:uk:night:2026-09-22`` asks for ``night:2026-09-22`` in a language, which the person chooses thereby."""
        if press.verb != "in":
            return press, request
        language, verb, *rest = (*press.arguments, "", "")
        request = replace(request, audience=replace(request.audience, words=self.services.audience(language).words))
        if request.private and verb in BUTTONS and language in self.services.languages.codes:
            await self.services.for_question(request).actions.choose_language(request.chat_id, language)
        return Press(verb, tuple(one for one in rest if one)), request

    async def _answered(self, press: Press, request: Request) -> Message:
        """What a button asks for."""
        row = BUTTONS.get(press.verb)
        if row is None:
            return old_button(request.audience.words)
        return await answer(row, self.services.for_question(request), replace(request, text=" ".join(press.arguments)))

    async def _write_over(self, context: Context, query: CallbackQuery, request: Request, message: Message) -> None:
        on, request = query.message, await self.services.renewed(request)
        shown = signed(self.services, request.audience, message)
        assert on, "asked for by the caller"
        alike = (
            isinstance(on, Received)
            and not message.attachment
            and bool(on.photo) == bool(message.picture)
            and not message.picker
        )
        fits = alike and parts(shown) == 1
        if fits and await rewrite(self.services, context.bot, request, on.message_id, message):
            await self.recorder.record(request, message)
        else:
            await self._send(context, request, message)

    async def _send(self, context: Context, request: Request, message: Message) -> None:
        request = await self.services.renewed(request)
        try:
            request, message = await reply(self.services, context.bot, request, message)
        except Forbidden:
            await self.services.actions.blocked(request.chat_id)
            return
        await self.recorder.record(request, message)

    async def _asked_by(self, query: CallbackQuery) -> Request:
        on = query.message
        assert on, "asked for by the caller"
        thread = thread_of(on) if isinstance(on, Received) else None
        return await self._question(on.chat, thread, query.from_user, "")

    async def _asked(self, received: Received, user: User | None, text: str) -> Request:
        thread = thread_of(received)
        speaker = None if received.sender_chat and received.sender_chat.id == received.chat.id else user
        return await self._question(received.chat, thread, speaker, text)

    async def _question(self, chat: Chat, thread: int | None, user: User | None, text: str) -> Request:
        private = chat.type == ChatType.PRIVATE
        told = user.language_code if user and private else None
        asked_at = time.monotonic()  # before the first await

        async def may_set() -> bool:
            """The chat itself, a person with the bot, or an admin."""
            if private or user is None:
                return True
            return await is_admin(chat, user.id)

        return Request(
            chat_id=chat.id,
            thread_id=thread,
            user_id=user.id if user else None,
            private=private,
            text=text,
            told_language=told,
            audience=await self.services.audience_of(chat.id, told),
            may_set=may_set,
            asked_at=asked_at,
        )
