"""What Telegram refuses, the stand-in refuses, in Telegram's words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from bot.demo.bot_api import BotApi, Failure, Rates

Answer = dict[str, Any]
Ask = Callable[..., Awaitable[Answer]]
NOTHING_NEW = "Bad Request: message is not modified"


@pytest.fixture
async def ask(bot_api: BotApi) -> AsyncIterator[Ask]:
    """Ask for a method with the given arguments; the answer's JSON."""
    async with httpx.AsyncClient(timeout=10, verify=False) as client:

        async def post(method: str, token: str = bot_api.token, files: Any = None, **values: Any) -> Answer:
            texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
            answer = await client.post(f"{bot_api.base_url}/bot{token}/{method}", data=texts, files=files)
            body = answer.json()
            assert answer.status_code == body.get("error_code", 200)
            return body

        yield post


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "Source"} | fields


PARSE = "Bad Request: can't parse entities: "
MARKUP = [
    ("<b>108", 'Can\'t find end tag corresponding to start tag "b"'),
    ("<b>108</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("108</b>", "Unexpected end tag at byte offset 3"),
    ("<h1>108</h1>", 'Unsupported start tag "h1" at byte offset 0'),
    ("108 < 109", 'Unsupported start tag "" at byte offset 4'),
    ("ніч <br/>", 'Unsupported start tag "br/" at byte offset 7'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ("<b>108</b", "Unclosed end tag at byte offset 6"),
    ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
    ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=t.me/x>y</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>108</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ("<tg-time>x</tg-time>", 'Tag "tg-time" must have attribute "unix" at byte offset 0'),
    ('<tg-time unix="0">x</tg-time>', 'Tag "tg-time" must have attribute "unix" at byte offset 0'),
    ('<tg-time unix="-5">x</tg-time>', 'Tag "tg-time" must have attribute "unix" at byte offset 0'),
    ('<tg-time unix="2147483648">x</tg-time>', 'Tag "tg-time" must have attribute "unix" at byte offset 0'),
    ('<tg-time unix="1" format="z">x</tg-time>', 'Tag "tg-time" has an invalid attribute "format" at byte offset 0'),
    ("<blockquote><blockquote>x</blockquote></blockquote>", 'Nested tag "blockquote" at byte offset 12'),
]


@pytest.mark.parametrize(("text", "detail"), MARKUP)
async def test_wrong_markup_is_refused_with_its_place(bot_api: BotApi, ask: Ask, text: str, detail: str) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")
    assert answer["description"] == PARSE + detail
    assert bot_api.sent == []


TAKEN = [
    ("<b>1</b> <i>2</i> <u>3</u> <s>4</s> <code>5</code> <pre>6</pre>", "1 2 3 4 5 6"),
    ("<tg-spoiler>1</tg-spoiler><span class='tg-spoiler'>2</span>", "12"),
    ("<blockquote expandable>108\nlaunched</blockquote>", "108\nlaunched"),
    ('<tg-time unix="1790000000" format="t">09:12</tg-time>', "09:12"),
    ('<tg-time unix="1790000000">09:12 Kyiv</tg-time>', "09:12 Kyiv"),
    ("A &amp; B &lt;C&gt; &quot;D&quot; &#33;&#x21; &nbsp; & E", 'A & B <C> "D" !! &nbsp; & E'),
    ('<pre><code class="language-json">{}</code></pre>', "{}"),
    ("  \n 108 \n ", "108"),
]


@pytest.mark.parametrize(("text", "seen"), TAKEN)
async def test_right_markup_is_read_as_a_person_reads_it(bot_api: BotApi, ask: Ask, text: str, seen: str) -> None:
    ann = bot_api.private()
    assert (await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML"))["result"]["text"] == seen


async def test_offsets_of_entities_are_in_utf16(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text="\n🛵 <b>ніч🚀</b>", parse_mode="HTML")
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 3, "length": 5}]


async def test_a_link_that_is_no_address_is_dropped(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text='<a href="not an address">x</a>', parse_mode="HTML")
    assert "entities" not in answer["result"]


LENGTHS = [
    ("", "Bad Request: message text is empty"),
    (" \n ", "Bad Request: message text is empty"),
    ("<b> </b>", "Bad Request: message text is empty"),
    ("a" * 4097, "Bad Request: message is too long"),
    ("🛵" * 2049, "Bad Request: message is too long"),
]


@pytest.mark.parametrize(("text", "description"), LENGTHS)
async def test_an_empty_or_long_text_is_refused(bot_api: BotApi, ask: Ask, text: str, description: str) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML")
    assert answer["description"] == description


async def test_the_length_counts_after_the_markup(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert answer["ok"]


BUTTONS = [
    (keyboard(button(callback_data="")), "Bad Request: BUTTON_DATA_INVALID"),
    (keyboard(button(callback_data="ніч" * 11)), "Bad Request: BUTTON_DATA_INVALID"),
    (keyboard(button(text=" ", callback_data="x")), "Bad Request: BUTTON_TEXT_INVALID"),
    (keyboard(button(url="kpszsu")), "Bad Request: inline keyboard button URL 'kpszsu' is invalid: Wrong HTTP URL"),
    (keyboard(button(copy_text={"text": "x" * 257})), "Bad Request: BUTTON_COPY_TEXT_INVALID"),
    (keyboard(*[button(callback_data="x")] * 9), "Bad Request: REPLY_MARKUP_TOO_LONG"),
    ({"inline_keyboard": [[button(callback_data="x")] * 8] * 13}, "Bad Request: REPLY_MARKUP_TOO_LONG"),
    (
        keyboard(button()),
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        keyboard(button(callback_data="x", url="https://t.me/x")),
        "Bad Request: can't parse inline keyboard button: Exactly one of the optional fields must be used",
    ),
    (
        {"inline_keyboard": [button(callback_data="x")]},
        'Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ("[", "Bad Request: can't parse reply markup JSON object"),
]


@pytest.mark.parametrize(("markup", "description"), BUTTONS)
async def test_a_wrong_keyboard_is_refused(bot_api: BotApi, ask: Ask, markup: Any, description: str) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text="night", reply_markup=markup)
    assert answer["description"] == description


async def test_64_bytes_of_callback_data_are_taken(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    markup = keyboard(button(callback_data="ніч-" * 9 + "x"))
    assert (await ask("sendMessage", chat_id=ann.id, text="night", reply_markup=markup))["ok"]


async def test_a_token_that_is_not_the_bots_is_unauthorized(bot_api: BotApi, ask: Ask) -> None:
    other = bot_api.token[:-1] + "x"
    assert await ask("getMe", token=other) == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (await ask("getMe", token="42:short"))["error_code"] == 404


async def test_an_unknown_method_is_not_found(ask: Ask) -> None:
    assert (await ask("sendDream"))["description"] == "Not Found: method not found"


async def test_names_of_methods_are_read_in_any_case(ask: Ask) -> None:
    assert (await ask("getme"))["ok"]


async def test_a_chat_is_not_found_before_the_person_wrote(bot_api: BotApi, ask: Ask) -> None:
    stranger = bot_api.user("Stranger")
    assert (await ask("sendMessage", chat_id=stranger.id, text="hi"))["description"] == "Bad Request: chat not found"
    assert (await ask("sendMessage", text="hi"))["description"] == "Bad Request: chat_id is empty"


async def test_a_chat_that_blocked_the_bot_forbids_and_lets_in_again(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    bot_api.block(ann)
    refused = await ask("sendMessage", chat_id=ann.id, text="hi")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    bot_api.unblock(ann)
    assert (await ask("sendMessage", chat_id=ann.id, text="hi"))["ok"]
    told = [update["my_chat_member"]["new_chat_member"]["status"] for update in (await ask("getUpdates"))["result"]]
    assert told == ["kicked", "member"]


async def test_a_migrated_group_names_its_new_id(bot_api: BotApi, ask: Ask) -> None:
    group = bot_api.group()
    new = bot_api.migrate(group)
    refused = await ask("sendMessage", chat_id=group.id, text="hi")
    assert (refused["error_code"], refused["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert (await ask("sendMessage", chat_id=new.id, text="hi"))["ok"]


async def test_a_channel_is_written_to_by_admins_only(bot_api: BotApi, ask: Ask) -> None:
    channel = bot_api.channel("News", "news", bot="member")
    refused = await ask("sendMessage", chat_id="@news", text="hi")
    assert refused["description"] == "Bad Request: need administrator rights in the channel chat"
    bot_api.unblock(channel, "administrator")
    assert (await ask("sendMessage", chat_id="@NEWS", text="hi"))["result"]["sender_chat"]["id"] == channel.id


async def test_an_unknown_topic_is_refused(bot_api: BotApi, ask: Ask) -> None:
    forum = bot_api.supergroup(topics=("Nights",))
    refused = await ask("sendMessage", chat_id=forum.id, text="hi", message_thread_id=9)
    assert refused["description"] == "Bad Request: message thread not found"
    taken = await ask("sendMessage", chat_id=forum.id, text="hi", message_thread_id=2)
    assert (taken["result"]["message_thread_id"], taken["result"]["is_topic_message"]) == (2, True)


async def test_a_chat_action_stands_until_the_next_message(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    refused = await ask("sendChatAction", chat_id=ann.id, action="thinking")
    assert refused["description"] == "Bad Request: wrong parameter action in request"
    await ask("sendChatAction", chat_id=ann.id, action="upload_photo")
    assert ann.action == "upload_photo"
    await ask("sendMessage", chat_id=ann.id, text="there")
    assert ann.action is None


async def test_an_edit_that_changes_nothing_is_refused(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    sent = (await ask("sendMessage", chat_id=ann.id, text="night"))["result"]["message_id"]
    same = await ask("editMessageText", chat_id=ann.id, message_id=sent, text="night")
    assert same["description"].startswith(NOTHING_NEW)
    same = await ask("editMessageReplyMarkup", chat_id=ann.id, message_id=sent)
    assert same["description"].startswith(NOTHING_NEW)
    assert (await ask("editMessageText", chat_id=ann.id, message_id=sent, text="<b>night</b>", parse_mode="HTML"))["ok"]


async def test_only_own_standing_messages_are_edited(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    theirs = bot_api.say(ann, "hello").message_id
    refused = await ask("editMessageText", chat_id=ann.id, message_id=theirs, text="x")
    assert refused["description"] == "Bad Request: message can't be edited"
    refused = await ask("editMessageText", chat_id=ann.id, message_id=99, text="x")
    assert refused["description"] == "Bad Request: message to edit not found"
    own = (await ask("sendMessage", chat_id=ann.id, text="x"))["result"]["message_id"]
    refused = await ask("editMessageCaption", chat_id=ann.id, message_id=own, caption="y")
    assert refused["description"] == "Bad Request: there is no caption in the message to edit"
    assert (await ask("deleteMessage", chat_id=ann.id, message_id=own))["result"] is True
    refused = await ask("deleteMessage", chat_id=ann.id, message_id=own)
    assert refused["description"] == "Bad Request: message to delete not found"


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (b"", "Bad Request: file must be non-empty"),
        (b"GIF89a", "Bad Request: IMAGE_PROCESS_FAILED"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x20\0" * 2, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x02\0" + b"\0\0\0\x08", "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_a_photo_that_is_none_is_refused(bot_api: BotApi, ask: Ask, data: bytes, description: str) -> None:
    ann = bot_api.private()
    answer = await ask("sendPhoto", chat_id=ann.id, files={"photo": ("night.png", data)})
    assert answer["description"] == description


async def test_an_unknown_file_id_and_a_long_caption_are_refused(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    answer = await ask("sendPhoto", chat_id=ann.id, photo="P1")
    assert answer["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    answer = await ask("sendPhoto", chat_id=ann.id, photo="P1", caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_a_press_is_answered_once_and_in_time(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    await ask("sendMessage", chat_id=ann.id, text="night", reply_markup=keyboard(button(callback_data="s")))
    press = bot_api.press(bot_api.sent[0], "Source")
    answer = await ask("answerCallbackQuery", callback_query_id=press.id, text="x" * 201)
    assert answer["description"] == "Bad Request: MESSAGE_TOO_LONG"
    assert (await ask("answerCallbackQuery", callback_query_id=press.id))["ok"]
    again = await ask("answerCallbackQuery", callback_query_id=press.id)
    assert again["description"].startswith("Bad Request: query is too old")
    late = bot_api.press(bot_api.sent[0], data="made-up")
    late.expired = True
    assert not (await ask("answerCallbackQuery", callback_query_id=late.id))["ok"]


ARTICLE = {"type": "article", "id": "1", "title": "Night", "input_message_content": {"message_text": "x"}}


@pytest.mark.parametrize(
    ("results", "description"),
    [
        ([ARTICLE | {"id": str(n)} for n in range(51)], "RESULTS_TOO_MUCH"),
        ([ARTICLE, ARTICLE], "RESULT_ID_DUPLICATE"),
        ([ARTICLE | {"id": "x" * 65}], "RESULT_ID_INVALID"),
        ([ARTICLE | {"title": ""}], "can't parse inline query result: Can't find field \"title\""),
        ([ARTICLE | {"input_message_content": {"message_text": ""}}], "MESSAGE_EMPTY"),
        (
            [ARTICLE | {"input_message_content": {"message_text": "<x>", "parse_mode": "HTML"}}],
            'can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        ([ARTICLE | {"reply_markup": keyboard(button(callback_data="x" * 65))}], "BUTTON_DATA_INVALID"),
    ],
)
async def test_wrong_inline_results_are_refused(
    bot_api: BotApi, ask: Ask, results: list[Any], description: str
) -> None:
    query = bot_api.inline("night")
    answer = await ask("answerInlineQuery", inline_query_id=query.id, results=results)
    assert answer["description"] == f"Bad Request: {description}"


async def test_a_second_poller_ends_the_first(bot_api: BotApi, ask: Ask) -> None:
    first = asyncio.ensure_future(ask("getUpdates", timeout=5))
    while bot_api.state.updates.poller is None:  # noqa: ASYNC110 - the poll is under way when its request has come
        await asyncio.sleep(0)
    assert (await ask("getUpdates"))["ok"]
    ended = await first
    assert ended["error_code"] == 409
    assert ended["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_polling_conflicts_with_a_webhook(ask: Ask) -> None:
    assert (await ask("setWebhook", url="https://bot.example/hook"))["ok"]
    refused = await ask("getUpdates")
    assert (refused["error_code"], refused["description"].startswith("Conflict: can't use getUpdates")) == (409, True)
    assert (await ask("deleteWebhook"))["ok"]
    assert (await ask("getUpdates"))["ok"]


@pytest.mark.parametrize("url", ["http://bot.example/hook", "https://bot.example:8080/hook"])
async def test_a_webhook_is_https_on_a_known_port(ask: Ask, url: str) -> None:
    assert (await ask("setWebhook", url=url))["description"].startswith("Bad Request: bad webhook: ")


async def test_updates_stay_until_a_later_offset_confirms_them(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    for text in ("one", "two", "three"):
        bot_api.say(ann, text)
    first = (await ask("getUpdates", limit=2))["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert (await ask("getUpdates", limit=2))["result"] == first
    rest = (await ask("getUpdates", offset=first[-1]["update_id"] + 1))["result"]
    assert [update["message"]["text"] for update in rest] == ["three"]
    assert (await ask("getUpdates", offset=rest[-1]["update_id"] + 1))["result"] == []


async def test_only_allowed_updates_come(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    await ask("getUpdates", allowed_updates=["callback_query"])
    bot_api.say(ann, "unheard")
    assert (await ask("getUpdates"))["result"] == []
    await ask("getUpdates", allowed_updates=[])
    bot_api.say(ann, "heard")
    assert len((await ask("getUpdates"))["result"]) == 1


async def test_in_groups_only_what_is_meant_for_the_bot_reaches_it(bot_api: BotApi, ask: Ask) -> None:
    group = bot_api.group()
    for text in ("hello", "/latest", "/latest@other_bot", "/latest@overnight_demo_bot", "@overnight_demo_bot 22.09"):
        bot_api.say(group, text)
    heard = [update["message"]["text"] for update in (await ask("getUpdates"))["result"]]
    assert heard == ["/latest", "/latest@overnight_demo_bot", "@overnight_demo_bot 22.09"]


async def test_what_is_sent_too_fast_is_told_when_to_come_back(bot_api: BotApi, ask: Ask) -> None:
    bot_api.server.rates = Rates(clock=lambda: 100.0)
    ann, bea = bot_api.private("Ann"), bot_api.private("Bea")
    assert (await ask("sendMessage", chat_id=ann.id, text="one"))["ok"]
    refused = await ask("sendMessage", chat_id=ann.id, text="two")
    assert (refused["error_code"], refused["parameters"]) == (429, {"retry_after": 1})
    assert refused["description"] == "Too Many Requests: retry after 1"
    assert (await ask("sendMessage", chat_id=bea.id, text="one"))["ok"]


async def test_a_group_takes_twenty_messages_a_minute(bot_api: BotApi, ask: Ask) -> None:
    bot_api.server.rates = Rates(clock=lambda: 100.0)
    group = bot_api.group()
    answers = [await ask("sendMessage", chat_id=group.id, text=str(n)) for n in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[-1]["parameters"] == {"retry_after": 60}


async def test_a_fault_strikes_as_often_as_told(bot_api: BotApi, ask: Ask) -> None:
    ann, bea = bot_api.private("Ann"), bot_api.private("Bea")
    bot_api.fault("sendMessage", chat=ann.id, retry_after=7)
    assert (await ask("sendMessage", chat_id=bea.id, text="x"))["ok"]
    assert (await ask("sendMessage", chat_id=ann.id, text="x"))["parameters"] == {"retry_after": 7}
    assert (await ask("sendMessage", chat_id=ann.id, text="x"))["ok"]


async def test_an_answer_may_be_lost_after_the_message_was_taken(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    for failure, taken in ((Failure.CUT_BEFORE, 0), (Failure.CUT_AFTER, 1)):
        bot_api.fault("sendMessage", failure=failure)
        with pytest.raises(httpx.RemoteProtocolError):
            await ask("sendMessage", chat_id=ann.id, text="x")
        assert len(bot_api.sent) == taken


async def test_memory_is_bounded_where_it_is_asked_for(ask: Ask, bot_api: BotApi) -> None:
    async with BotApi(keep=5) as small, httpx.AsyncClient(verify=False) as client:
        ann = small.private()
        for number in range(9):
            url = f"{small.base_url}/bot{small.token}/sendMessage"
            await client.post(url, json={"chat_id": ann.id, "text": str(number)})
        assert [message.text for message in small.sent] == ["4", "5", "6", "7", "8"]
        assert (len(small.state.messages), len(small.calls("sendMessage"))) == (5, 5)
