"""Two independent clients, python-telegram-bot and aiogram, talk to the stand-in without complaint."""

from __future__ import annotations

import asyncio
import socket
import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbKeyboard
from telegram import MessageOriginChannel, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bot.demo.bot_api import BotApi, channel_origin

if TYPE_CHECKING:
    import aiogram

Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]
T = TypeVar("T")


def there(value: T | None) -> T:
    """What an update or an answer may lack, and here does not."""
    assert value is not None
    return value


def picture(width: int = 3, height: int = 2) -> bytes:
    """A white PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress((b"\x00" + b"\xff" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def greet(update: Update, context: Context) -> None:
    keyboard = PtbKeyboard([[PtbButton("More", callback_data="more")]])
    await there(update.effective_message).reply_html("<b>Hello</b> &amp; welcome", reply_markup=keyboard)


async def more(update: Update, context: Context) -> None:
    await there(update.callback_query).answer("there you are")
    await there(update.callback_query).edit_message_text("more")


async def where_from(update: Update, context: Context) -> None:
    origin = there(update.effective_message).forward_origin
    assert isinstance(origin, MessageOriginChannel)
    await there(update.effective_message).reply_text(f"{type(origin).__name__} {origin.chat.id} {origin.message_id}")


def application(api: BotApi) -> App:
    builder = Application.builder().token(api.token).base_url(f"{api.base_url}/bot")
    app = builder.base_file_url(f"{api.base_url}/file/bot").build()
    app.add_handler(CommandHandler("start", greet))
    app.add_handler(CallbackQueryHandler(more))
    app.add_handler(MessageHandler(filters.FORWARDED, where_from))
    return app


@asynccontextmanager
async def polling(api: BotApi) -> AsyncIterator[App]:
    app = application(api)
    async with app:
        await there(app.updater).start_polling(timeout=2)
        await app.start()
        yield app
        await there(app.updater).stop()
        await app.stop()


@asynccontextmanager
async def hooked(api: BotApi, port: int) -> AsyncIterator[App]:
    app = application(api)
    async with app:
        await there(app.updater).start_webhook(
            "127.0.0.1", port, "hook", webhook_url="https://bot.example/hook", secret_token="a-secret"
        )
        await app.start()
        yield app
        await there(app.updater).stop()
        await app.stop()


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def converse(api: BotApi) -> None:
    ann = api.private("Ann")
    api.say(ann, "/start")
    message = await api.next_message(ann)
    assert (message.text, message.labels) == ("Hello & welcome", [["More"]])
    assert message.entities == [{"type": "bold", "offset": 0, "length": 5}]
    press = api.press(message, "More")
    assert (await press.answered())["text"] == "there you are"
    assert await api.next_edit(ann) is message
    assert (message.text, message.buttons) == ("more", [])
    channel = api.channel("Air Force")
    api.forward(ann, "words", channel_origin(channel, 77, 1_790_000_000))
    assert (await api.next_message(ann)).text == f"MessageOriginChannel {channel.id} 77"


async def test_an_application_converses_by_polling(bot_api: BotApi) -> None:
    async with polling(bot_api):
        await converse(bot_api)


async def test_an_application_converses_by_webhook(bot_api: BotApi, free_port: int) -> None:
    bot_api.front("https://bot.example", free_port)
    async with hooked(bot_api, free_port) as app:
        await converse(bot_api)
        assert (await app.bot.get_webhook_info()).url == "https://bot.example/hook"


def made(name: str, *arguments: Any, **fields: Any) -> Any:
    """One of aiogram's types. It takes seconds to import, which only whoever runs these tests has to wait for."""
    return getattr(import_module("aiogram.types"), name)(*arguments, **fields)


@pytest.fixture
async def client(bot_api: BotApi) -> AsyncIterator[aiogram.Bot]:
    server = import_module("aiogram.client.telegram").TelegramAPIServer.from_base(bot_api.base_url)
    session = import_module("aiogram.client.session.aiohttp").AiohttpSession(api=server)
    async with import_module("aiogram").Bot(bot_api.token, session=session) as bot:
        yield bot


async def test_aiogram_learns_who_the_bot_is(bot_api: BotApi, client: aiogram.Bot) -> None:
    me = await client.get_me()
    assert (me.is_bot, me.username, me.can_join_groups, me.supports_inline_queries) == (
        True,
        "overnight_demo_bot",
        True,
        True,
    )


async def test_aiogram_sends_html_and_edits_it(bot_api: BotApi, client: aiogram.Bot) -> None:
    ann = bot_api.private()
    sent = await client.send_message(
        ann.id,
        'see <a href="https://t.me/kpszsu/1">the post</a><blockquote expandable>words</blockquote>',
        parse_mode="HTML",
        link_preview_options=made("LinkPreviewOptions", is_disabled=True),
        disable_notification=True,
    )
    assert [entity.type for entity in there(sent.entities)] == ["text_link", "expandable_blockquote"]
    seen = await bot_api.next_message(ann)
    assert (seen.text, seen.links, seen.silent) == ("see the postwords", ["https://t.me/kpszsu/1"], True)
    edited = await client.edit_message_text("other", chat_id=ann.id, message_id=sent.message_id)
    assert isinstance(edited, import_module("aiogram.types").Message)
    assert edited.edit_date and seen.text == "other"


async def test_aiogram_sends_a_photo_and_again_by_its_id(bot_api: BotApi, client: aiogram.Bot) -> None:
    ann = bot_api.private()
    first = await client.send_photo(ann.id, made("BufferedInputFile", picture(), "night.png"), caption="30 nights")
    sizes = there(first.photo)
    again = await client.send_photo(ann.id, sizes[-1].file_id)
    assert (sizes[0].width, sizes[0].height) == (3, 2)
    assert [there(message.photo).data for message in bot_api.sent] == [picture(), picture()]
    assert there(again.photo)[0].file_id == sizes[0].file_id


async def test_aiogram_sends_a_document_and_fetches_it(bot_api: BotApi, client: aiogram.Bot) -> None:
    ann = bot_api.private()
    sent = await client.send_document(ann.id, made("BufferedInputFile", b"night,launched\n", "nights.csv"))
    document = there(sent.document)
    fetched = there(await client.download(document))
    assert (document.file_name, fetched.read()) == ("nights.csv", b"night,launched\n")


async def test_aiogram_answers_a_press(bot_api: BotApi, client: aiogram.Bot) -> None:
    ann = bot_api.private()
    keyboard = made(
        "InlineKeyboardMarkup", inline_keyboard=[[made("InlineKeyboardButton", text="Source", callback_data="s")]]
    )
    await client.send_message(ann.id, "night", reply_markup=keyboard)
    press = bot_api.press(await bot_api.next_message(ann), "Source")
    (update,) = await client.get_updates(timeout=1)
    pressed = there(update.callback_query)
    assert isinstance(pressed.message, import_module("aiogram.types").Message)
    assert (pressed.data, pressed.message.text) == ("s", "night")
    assert pressed.chat_instance
    await pressed.answer("words").as_(client)
    assert (await press.answered())["text"] == "words"


async def test_aiogram_answers_an_inline_query_and_edits_what_was_chosen(bot_api: BotApi, client: aiogram.Bot) -> None:
    query = bot_api.inline("22 sep")
    (update,) = await client.get_updates(timeout=1)
    keyboard = made(
        "InlineKeyboardMarkup", inline_keyboard=[[made("InlineKeyboardButton", text="More", callback_data="m")]]
    )
    content = made("InputTextMessageContent", message_text="<b>212</b> launched", parse_mode="HTML")
    article = made(
        "InlineQueryResultArticle", id="1", title="22 Sep", input_message_content=content, reply_markup=keyboard
    )
    await client.answer_inline_query(there(update.inline_query).id, [article], cache_time=60)
    assert (await query.answered())["results"][0]["title"] == "22 Sep"
    message = bot_api.choose(query, "1")
    (chosen,) = await client.get_updates(offset=update.update_id + 1, timeout=1)
    assert message.text == "212 launched"
    inline_id = there(chosen.chosen_inline_result).inline_message_id
    assert await client.edit_message_text("213 launched", inline_message_id=inline_id) is True
    assert message.text == "213 launched"


async def test_aiogram_reads_chats_and_their_admins(bot_api: BotApi, client: aiogram.Bot) -> None:
    owner, guest = bot_api.user("Owner"), bot_api.user("Guest")
    forum = bot_api.supergroup("Forum", topics=("Nights",), admin=owner, bot="administrator")
    bot_api.join(forum, guest)
    assert (await client.get_chat(forum.id)).is_forum
    assert (await client.get_chat_member(forum.id, guest.id)).status == "member"
    admins = await client.get_chat_administrators(forum.id)
    assert [admin.user.first_name for admin in admins] == ["Owner", "Overnight"]


async def test_aiogram_sets_commands_and_descriptions(bot_api: BotApi, client: aiogram.Bot) -> None:
    await client.set_my_commands([made("BotCommand", command="latest", description="last night")], language_code="en")
    await client.set_my_description("What both sides say", language_code="en")
    await client.set_my_short_description("Both sides' tallies")
    await client.set_my_name("Overnight")
    assert [command.command for command in await client.get_my_commands(language_code="en")] == ["latest"]
    assert await client.get_my_commands(language_code="uk") == []
    assert (await client.get_my_description(language_code="en")).description == "What both sides say"


async def test_two_long_polls_in_turn_do_not_conflict(bot_api: BotApi, client: aiogram.Bot) -> None:
    ann = bot_api.private()
    waiting = asyncio.ensure_future(client.get_updates(timeout=3))
    while bot_api.state.updates.poller is None:  # noqa: ASYNC110 - the poll is under way when its request has come
        await asyncio.sleep(0)
    bot_api.say(ann, "hello")
    (update,) = await waiting
    message = there(update.message)
    assert (message.text, message.date.microsecond) == ("hello", 0)
    assert await client.get_updates(offset=update.update_id + 1) == []
