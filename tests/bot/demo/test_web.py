"""The chat as a page: what a person sees and does there."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.demo.bot_api import BotApi
from bot.demo.web import WebChat, serving
from bot.demo.words import ENGLISH, UKRAINIAN
from tests.bot.demo.browsing import Browser

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "‹ 20–21 Sep", "callback_data": "n:21"}, {"text": "Cite", "copy_text": {"text": "kpszsu/79455"}}],
        [{"text": "Post", "url": "https://t.me/kpszsu/79455"}, {"text": "Ask", "switch_inline_query": "22 sep"}],
    ]
}


async def test_a_sent_message_reaches_the_bot_and_the_page(browser: Browser) -> None:
    async with browser.events() as events:
        assert (await anext(events))["messages"] == []
        assert (await browser.post("say", text=" /latest ")).json() == {}
        message = (await anext(events))["message"]
    assert browser.update()["message"]["text"] == "/latest"
    assert (message["mine"], message["text"][0]["say"]) == (True, "/latest")


async def test_a_message_is_shown_with_its_buttons(browser: Browser) -> None:
    async with browser.events() as events:
        await anext(events)
        await browser.bot("sendMessage", text="<b>212</b> launched", reply_markup=KEYBOARD)
        event = await anext(events)
    assert (event["kind"], event["message"]["mine"]) == ("shown", False)
    assert event["message"]["text"] == [{"tag": "b", "inside": ["212"]}, " launched"]
    assert event["message"]["buttons"] == [
        [{"text": "‹ 20–21 Sep", "data": "n:21"}, {"text": "Cite", "copy": "kpszsu/79455"}],
        [{"text": "Post", "url": "https://t.me/kpszsu/79455"}, {"text": "Ask", "query": "22 sep"}],
    ]


async def test_an_edited_message_stays_in_place_and_a_deleted_one_disappears(browser: Browser) -> None:
    number = (await browser.bot("sendMessage", text="177"))["message_id"]
    await browser.bot("sendMessage", text="later")
    async with browser.events() as events:
        await anext(events)
        await browser.bot("editMessageText", text="181", message_id=number)
        edit = (await anext(events))["message"]
        assert (edit["key"], edit["text"], edit["edited"]) == (str(number), ["181"], True)
        assert [message["text"] for message in await browser.messages()] == [["181"], ["later"]]
        await browser.bot("deleteMessage", message_id=number)
        assert await anext(events) == {"kind": "gone", "key": str(number)}
    assert [message["text"] for message in await browser.messages()] == [["later"]]


async def test_pressing_a_button_shows_the_answer_of_the_bot(browser: Browser) -> None:
    sent = await browser.bot("sendMessage", text="night", reply_markup=KEYBOARD)
    pressing = asyncio.create_task(browser.post("press", key=str(sent["message_id"]), data="n:21"))
    query = (await browser.fetched())["callback_query"]
    await browser.bot("answerCallbackQuery", callback_query_id=query["id"], text="the 21st", show_alert=True)
    answer = (await pressing).json()
    assert (query["data"], answer["text"], answer["show_alert"]) == ("n:21", "the 21st", True)


async def test_the_buttons_of_a_picker_stand_below_their_message_and_pick_a_chat(browser: Browser) -> None:
    picker = {"request_id": 7, "chat_is_channel": True, "request_title": True}
    keyboard = {"keyboard": [[{"text": "Choose a channel", "request_chat": picker}], [{"text": "Cancel"}]]}
    sent = await browser.bot("sendMessage", text="which?", reply_markup=keyboard)
    (shown,) = await browser.messages()
    assert shown["buttons"] == [
        [{"text": "Choose a channel", "data": "pick:Choose a channel"}], [{"text": "Cancel", "data": "pick:Cancel"}]
    ]  # fmt: skip
    key = str(sent["message_id"])
    assert (await browser.post("press", key=key, data="pick:Choose a channel")).json() == {}
    assert browser.update()["message"]["chat_shared"]["title"] == "Night News"
    assert (await browser.post("press", key=key, data="pick:Cancel")).json() == {}
    assert browser.update()["message"]["text"] == "Cancel"
    assert (await browser.post("press", key=key, data="pick:Elsewhere")).status_code == 409


@pytest.mark.parametrize(("key", "data"), [("1", "made-up"), ("2", "n:21"), ("", ""), ("x", "n:21")])
async def test_pressing_a_missing_button_is_refused(browser: Browser, key: str, data: str) -> None:
    await browser.bot("sendMessage", text="night", reply_markup=KEYBOARD)
    answer = await browser.post("press", key=key, data=data)
    assert (answer.status_code, answer.json()) == (409, {"error": "That button is no longer there."})
    assert not browser.api.state.updates.waiting


async def test_an_unanswered_press_is_reported(browser: Browser) -> None:
    await browser.bot("sendMessage", text="night", reply_markup=KEYBOARD)
    answer = await browser.post("press", key="1", data="n:21")
    assert answer.json() == {"error": "The bot did not answer within 0.05 s."}


async def test_an_inline_query_that_is_not_understood_gets_a_sentence_and_no_results(browser: Browser) -> None:
    asking = asyncio.create_task(browser.post("say", text="@overnight_demo_bot 31.02"))
    query = (await browser.fetched())["inline_query"]
    button = {"text": "There is no such date: 31.02.", "start_parameter": "help"}
    await browser.bot("answerInlineQuery", inline_query_id=query["id"], results=[], button=button)
    offered = (await asking).json()
    assert (offered["results"], offered["button"]) == ([], "There is no such date: 31.02.")


async def test_an_inline_query_lists_results_and_one_can_be_sent(browser: Browser) -> None:
    asking = asyncio.create_task(browser.post("say", text="@overnight_demo_bot 22 sep"))
    query = (await browser.fetched())["inline_query"]
    content = {"message_text": "<b>212</b> launched", "parse_mode": "HTML"}
    row = {"type": "article", "id": "a", "title": "22 Sep", "description": "212", "input_message_content": content}
    await browser.bot("answerInlineQuery", inline_query_id=query["id"], results=[row])
    offered = (await asking).json()
    assert (query["query"], offered["results"]) == ("22 sep", [{"id": "a", "title": "22 Sep", "description": "212"}])
    assert (await browser.post("choose", query=offered["query"], result="b")).status_code == 409
    await browser.post("choose", query=offered["query"], result="a")
    (message,) = await browser.messages()
    assert (message["mine"], message["via"], message["text"][1]) == (True, True, " launched")


async def test_a_post_is_forwarded_by_its_channel_and_id(browser: Browser) -> None:
    answer = await browser.post("say", text="forward kpszsu/1")
    assert answer.json() == {"error": "There is no post kpszsu/1 to forward."}
    await browser.post("say", text="forward kpszsu/79455")
    (message,) = await browser.messages()
    assert (message["forwarded"], message["text"]) == ("Air Force", ["words of the post"])


async def test_a_photo_is_served_as_it_was_sent(browser: Browser) -> None:
    await browser.bot("sendPhoto", files={"photo": ("night.png", PNG)}, caption="a night")
    (message,) = await browser.messages()
    assert (message["photo"]["width"], message["photo"]["height"], message["text"]) == (1, 1, ["a night"])
    answer = await browser.get(message["photo"]["url"])
    assert (answer.headers["Content-Type"], answer.content) == ("image/png", PNG)


async def test_the_menu_is_in_the_language_of_the_person_when_available(browser: Browser) -> None:
    assert (await browser.get("/commands")).json() == {"commands": []}
    await browser.bot("setMyCommands", commands=[{"command": "latest", "description": "last night"}])
    assert (await browser.get("/commands")).json()["commands"][0]["description"] == "last night"
    ukrainian = [{"command": "latest", "description": "минула ніч"}]
    await browser.bot("setMyCommands", commands=ukrainian, language_code="uk")
    assert (await browser.get("/commands")).json()["commands"] == ukrainian


async def test_the_page_is_told_its_words_at_first_and_when_the_person_chooses_another_language(
    bot_api: BotApi,
) -> None:
    ann, spoken = bot_api.private(), [ENGLISH]
    chat = WebChat(bot_api, ann, words=lambda: spoken[0])
    async with serving(chat, tick=3600) as address, httpx.AsyncClient(verify=False) as client:
        watching = Browser(bot_api, client, address)
        async with watching.events() as events:
            assert (await anext(events))["words"]["send"] == "Send"
            spoken[0] = UKRAINIAN
            await watching.bot("sendMessage", text="Мова: українська")
            told = await anext(events)
            assert (told["kind"], told["words"]["send"], told["words"]["locale"]) == ("words", "Надіслати", "uk")
            assert (await anext(events))["kind"] == "shown"
        assert (await watching.post("press", key="7", data="n:21")).json() == {"error": "Цієї кнопки вже немає."}
        async with watching.events() as events:
            assert (await anext(events))["words"]["less"] == "Згорнути", "as a page opened now"


async def test_the_event_stream_sends_the_time_while_nothing_happens(bot_api: BotApi) -> None:
    chat = WebChat(bot_api, bot_api.private())
    async with serving(chat, tick=0.01) as address, httpx.AsyncClient(verify=False) as client:
        watching = Browser(bot_api, client, address)
        async with watching.events() as events:
            assert [(await anext(events))["kind"] for _ in range(3)] == ["all", "time", "time"]


async def test_stopping_the_server_closes_open_event_streams(bot_api: BotApi) -> None:
    chat = WebChat(bot_api, bot_api.private())
    async with httpx.AsyncClient(verify=False) as client:
        async with serving(chat, tick=3600) as address:
            stream = await client.send(client.build_request("GET", f"{address}events"), stream=True)
        with pytest.raises(httpx.RemoteProtocolError, match="peer closed connection"):
            await stream.aread()
