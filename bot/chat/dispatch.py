"""Updates in, answers out: what Telegram tells becomes a question, its answer is sent, and what it showed is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Chat, MessageOriginChannel, Update, User
from telegram import Message as Received
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat.budget import Budget
from bot.chat.desk import Asked, Desk, Handler
from bot.chat.handlers.forwarded import Forwarded, forwarded
from bot.chat.handlers.inline import inline
from bot.chat.handlers.operator import COMMANDS as OPERATOR
from bot.chat.handlers.table import BUSY, BUTTONS, COMMANDS
from bot.chat.keyboards import Press, pressed
from bot.chat.message import Message
from bot.chat.messages.plain import fault
from bot.chat.plain_text import answer_plain
from bot.chat.sending import article, change_picture, edit, send
from bot.chat.signing import signed
from bot.chat.turns import Turns

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Context = ContextTypes.DEFAULT_TYPE
SETTERS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
ANSWER_LIMIT = 200
# The group of handlers that comes before all others.
FIRST = -1
# How long Telegram keeps an inline answer.
INLINE_SECONDS = 60


class Dispatch:
    """The desk as Telegram's updates meet it."""

    def __init__(self, desk: Desk, budget: Budget) -> None:
        self.desk = desk
        self.budget = budget

    def register(self, app: App) -> None:
        """Let the application hand its updates here."""
        app.add_handler(TypeHandler(Update, Turns(self.desk, self.budget)), group=FIRST)
        here = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        for name, handler in COMMANDS.items():
            app.add_handler(CommandHandler(name, self._command(handler), here))
        alone = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        for name, handler in OPERATOR.items():
            app.add_handler(CommandHandler(name, self._command(handler), alone))
        app.add_handler(CallbackQueryHandler(self.press))
        app.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, self.migrate))
        app.add_handler(InlineQueryHandler(self.inline))
        private_forward = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.FORWARDED
        app.add_handler(MessageHandler(private_forward, self.forward))
        private_text = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT
        app.add_handler(MessageHandler(private_text, self._command(answer_plain)))
        app.add_handler(ChatMemberHandler(self.membership, ChatMemberHandler.MY_CHAT_MEMBER))
        app.add_error_handler(self.failed)

    def _command(self, handler: Handler) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
        async def answer(update: Update, context: Context) -> None:
            received = update.effective_message
            if received is None:
                return
            asked = await self._asked(received, update.effective_user, _text_of(received))
            await self._announce(context, asked, handler)
            await self._send(context, asked, await handler(self.desk, asked))

        return answer

    async def forward(self, update: Update, context: Context) -> None:
        """A forwarded message: its origin is what Telegram says, never what it looks like."""
        received = update.effective_message
        if received is None or received.forward_origin is None:
            return
        origin, text = received.forward_origin, received.text or received.caption or ""
        post = Forwarded(None, 0, origin.date, text)
        if isinstance(origin, MessageOriginChannel):
            post = Forwarded(origin.chat.id, origin.message_id, origin.date, text)
        asked = await self._asked(received, update.effective_user, text)
        await self._send(context, asked, await forwarded(self.desk, asked, post))

    async def inline(self, update: Update, context: Context) -> None:
        """``@bot …`` in any chat; the answer is kept for a minute by Telegram."""
        query = update.inline_query
        if query is None:
            return
        reader = await self.desk.reader_of(query.from_user.id, query.from_user.language_code)
        asked = Asked(query.from_user.id, None, query.from_user.id, False, query.query, None, reader, _nobody)
        answer = signed(self.desk, reader, await inline(self.desk, asked))
        await query.answer([article(answer, context.bot.username)], cache_time=INLINE_SECONDS, is_personal=True)

    async def press(self, update: Update, context: Context) -> None:
        """A button: the message it is on becomes the answer; a brief answer is shown above it."""
        query = update.callback_query
        assert query, "the handler is for presses alone"
        press = pressed(query.data or "")
        asked = await self._asked_by(query) if query.message else None
        if press is None or asked is None or (press.verb != "in" and press.verb not in BUTTONS):
            words = self.desk.reader(query.from_user.language_code).words
            sentence = words.say("This button is not understood any more; ask again with /latest.")
            await query.answer(sentence, show_alert=True)
            return
        await self._announce(context, asked, BUTTONS.get(press.verb))
        message = await self._answered(press, asked)
        if message.brief:
            await query.answer(message.plain[:ANSWER_LIMIT], show_alert=True)
            return
        await query.answer()
        await self._write_over(context, query, asked, message)

    async def _answered(self, press: Press, asked: Asked) -> Message:
        """What a button asks for; ``in:uk:night:2026-09-22`` asks for it in a language."""
        verb, arguments = press.verb, press.arguments
        if verb == "in":
            language, verb, *rest = (*arguments, "", "")
            arguments = tuple(one for one in rest if one)
            asked = replace(asked, reader=self.desk.reader(language, asked.reader.zone.key))
            if asked.private and verb in BUTTONS:
                await self.desk.actions.choose_language(asked.chat_id, asked.reader.words.code)
        handler = BUTTONS.get(verb)
        if handler is None:
            return fault(asked.reader.words.say("This button is not understood any more; ask again with /latest."))
        return await handler(self.desk, replace(asked, text=" ".join(arguments)))

    async def _write_over(self, context: Context, query: CallbackQuery, asked: Asked, message: Message) -> None:
        on = query.message
        shown = signed(self.desk, asked.reader, message)
        if not isinstance(on, Received) or message.attachment or bool(on.photo) != bool(message.picture):
            await self._send(context, asked, message)
            return
        if message.picture:
            sent = await change_picture(context.bot, asked.chat_id, on.message_id, shown, message.picture)
            await self._keep_picture(message, sent)
        else:
            await edit(context.bot, asked.chat_id, on.message_id, shown)
        await self._keep_shown(asked, message)

    async def _announce(self, context: Context, asked: Asked, handler: Handler | None) -> None:
        """Say that a picture or a file is on its way, where it may have to be made."""
        if handler in BUSY:
            await context.bot.send_chat_action(asked.chat_id, BUSY[handler], asked.thread_id)

    async def _keep_picture(self, message: Message, sent: Received | None) -> None:
        """Remember Telegram's name for a picture, so that it need not be sent again."""
        if message.picture and sent and sent.photo:
            await self.desk.pictures.sent(message.picture, sent.photo[-1].file_id)

    async def _send(self, context: Context, asked: Asked, message: Message) -> None:
        sent = await send(context.bot, asked.chat_id, asked.thread_id, signed(self.desk, asked.reader, message))
        await self._keep_picture(message, sent)
        await self._keep_shown(asked, message)

    async def _keep_shown(self, asked: Asked, message: Message) -> None:
        if message.shows:
            keys = [source.key for source in message.shows]
            await self.desk.actions.record_shown(asked.chat_id, asked.thread_id, keys)

    async def _asked_by(self, query: CallbackQuery) -> Asked:
        on = query.message
        assert on, "asked for by the caller"
        thread = on.message_thread_id if isinstance(on, Received) and on.is_topic_message else None
        return await self._question(on.chat, thread, query.from_user, "")

    async def _asked(self, received: Received, user: User | None, text: str) -> Asked:
        thread = received.message_thread_id if received.is_topic_message else None
        speaker = None if received.sender_chat and received.sender_chat.id == received.chat.id else user
        return await self._question(received.chat, thread, speaker, text)

    async def _question(self, chat: Chat, thread: int | None, user: User | None, text: str) -> Asked:
        private = chat.type == ChatType.PRIVATE
        told = user.language_code if user and private else None

        async def may_set() -> bool:
            """The chat itself, a person with the bot, or an admin."""
            if private or user is None:
                return True
            return (await chat.get_member(user.id)).status in SETTERS

        return Asked(
            chat_id=chat.id,
            thread_id=thread,
            user_id=user.id if user else None,
            private=private,
            text=text,
            told_language=told,
            reader=await self.desk.reader_of(chat.id, told),
            may_set=may_set,
        )

    async def membership(self, update: Update, context: Context) -> None:
        """Blocked, thrown out, or let in again."""
        change = update.my_chat_member
        assert change, "the handler is for these alone"
        if change.new_chat_member.status in GONE:
            await self.desk.actions.blocked(change.chat.id)
        else:
            await self.desk.actions.came_back(change.chat.id, None)

    async def migrate(self, update: Update, context: Context) -> None:
        """A group became a supergroup: both say so, the old one first."""
        received = update.effective_message
        if received and received.migrate_to_chat_id:
            await self.desk.actions.migrated(received.chat.id, received.migrate_to_chat_id)

    async def failed(self, update: object, context: Context) -> None:
        """What nobody foresaw goes to the log; the person is told in a sentence that something went wrong."""
        log.error("an update could not be answered", exc_info=context.error)
        if not isinstance(update, Update) or update.effective_chat is None:
            return
        language = update.effective_user.language_code if update.effective_user else None
        words = self.desk.reader(language).words
        message = fault(words.say("Something went wrong here; it was noted. Please try again later."))
        try:
            await send(context.bot, update.effective_chat.id, None, message)
        except Exception:
            log.exception("and the person could not be told")


async def _nobody() -> bool:
    return False


def _text_of(received: Received) -> str:
    """What stands behind the command, or the whole text where there is none."""
    text = received.text or received.caption or ""
    return text.partition(" ")[2].strip() if text.startswith("/") else text.strip()
