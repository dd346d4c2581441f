"""The stand-in refuses what Telegram refuses, with Telegram's descriptions."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.demo.bot_api import BotApi, Failure, Rates
from tests.bot.demo.asking import Ask, button, keyboard

NOTHING_NEW = "Bad Request: message is not modified"


async def test_a_wrong_token_is_unauthorized(bot_api: BotApi, ask: Ask) -> None:
    other = bot_api.token[:-1] + "x"
    assert await ask("getMe", token=other) == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    assert (await ask("getMe", token="42:short"))["error_code"] == 404


async def test_an_unknown_method_is_not_found(ask: Ask) -> None:
    assert (await ask("sendDream"))["description"] == "Not Found: method not found"


async def test_method_names_are_case_insensitive(ask: Ask) -> None:
    assert (await ask("getme"))["ok"]


async def test_a_private_chat_is_not_found_before_the_person_writes(bot_api: BotApi, ask: Ask) -> None:
    stranger = bot_api.user("Stranger")
    assert (await ask("sendMessage", chat_id=stranger.id, text="hi"))["description"] == "Bad Request: chat not found"
    assert (await ask("sendMessage", text="hi"))["description"] == "Bad Request: chat_id is empty"


async def test_a_chat_that_blocked_the_bot_is_forbidden_until_it_unblocks(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    bot_api.block(ann)
    refused = await ask("sendMessage", chat_id=ann.id, text="hi")
    assert (refused["error_code"], refused["description"]) == (403, "Forbidden: bot was blocked by the user")
    bot_api.unblock(ann)
    assert (await ask("sendMessage", chat_id=ann.id, text="hi"))["ok"]
    told = [update["my_chat_member"]["new_chat_member"]["status"] for update in (await ask("getUpdates"))["result"]]
    assert told == ["kicked", "member"]


async def test_a_migrated_group_answers_with_its_new_id(bot_api: BotApi, ask: Ask) -> None:
    group = bot_api.group()
    new = bot_api.migrate(group)
    refused = await ask("sendMessage", chat_id=group.id, text="hi")
    assert (refused["error_code"], refused["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert (await ask("sendMessage", chat_id=new.id, text="hi"))["ok"]


async def test_only_an_admin_bot_may_post_in_a_channel(bot_api: BotApi, ask: Ask) -> None:
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


async def test_a_chat_action_lasts_until_the_next_message(bot_api: BotApi, ask: Ask) -> None:
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


async def test_only_existing_messages_of_the_bot_can_be_edited_or_deleted(bot_api: BotApi, ask: Ask) -> None:
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
async def test_an_invalid_photo_is_refused(bot_api: BotApi, ask: Ask, data: bytes, description: str) -> None:
    ann = bot_api.private()
    answer = await ask("sendPhoto", chat_id=ann.id, files={"photo": ("night.png", data)})
    assert answer["description"] == description


async def test_an_unknown_file_id_and_a_long_caption_are_refused(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    answer = await ask("sendPhoto", chat_id=ann.id, photo="P1")
    assert answer["description"] == "Bad Request: wrong file identifier/HTTP URL specified"
    answer = await ask("sendPhoto", chat_id=ann.id, photo="P1", caption="x" * 1025)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_a_callback_query_is_answered_once_and_in_time(bot_api: BotApi, ask: Ask) -> None:
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


async def test_sending_too_fast_is_refused_with_retry_after(bot_api: BotApi, ask: Ask) -> None:
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


async def test_a_fault_occurs_as_often_as_configured(bot_api: BotApi, ask: Ask) -> None:
    ann, bea = bot_api.private("Ann"), bot_api.private("Bea")
    bot_api.fault("sendMessage", chat=ann.id, retry_after=7)
    assert (await ask("sendMessage", chat_id=bea.id, text="x"))["ok"]
    assert (await ask("sendMessage", chat_id=ann.id, text="x"))["parameters"] == {"retry_after": 7}
    assert (await ask("sendMessage", chat_id=ann.id, text="x"))["ok"]


async def test_an_answer_can_be_lost_after_the_message_was_accepted(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    for failure, taken in ((Failure.CUT_BEFORE, 0), (Failure.CUT_AFTER, 1)):
        bot_api.fault("sendMessage", failure=failure)
        with pytest.raises(httpx.RemoteProtocolError):
            await ask("sendMessage", chat_id=ann.id, text="x")
        assert len(bot_api.sent) == taken


async def test_stored_messages_can_be_bounded(ask: Ask, bot_api: BotApi) -> None:
    async with BotApi(keep=5) as small, httpx.AsyncClient(verify=False) as client:
        ann = small.private()
        for number in range(9):
            url = f"{small.base_url}/bot{small.token}/sendMessage"
            await client.post(url, json={"chat_id": ann.id, "text": str(number)})
        assert [message.text for message in small.sent] == ["4", "5", "6", "7", "8"]
        assert (len(small.state.messages), len(small.calls("sendMessage"))) == (5, 5)
