"""The chat in the terminal, as a person sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo.bot_api import BotApi, channel_origin
from bot.demo.terminal import TerminalChat

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "‹ 20–21 Sep", "callback_data": "n:21"}, {"text": "Source", "callback_data": "s"}],
        [{"text": "Post", "url": "https://t.me/kpszsu/79455"}, {"text": "Cite", "copy_text": {"text": "kpszsu/79455"}}],
    ]
}


class Screen:
    """What was written, and a chat to type in."""

    def __init__(self, api: BotApi, folder: Path) -> None:
        self.lines: list[str] = []
        self.api = api
        self.ann = api.private()
        channel = api.channel("Air Force", "kpszsu")
        posts = {"kpszsu/79455": ("words of the post", channel_origin(channel, 79455, 1_790_000_000))}
        self.chat = TerminalChat(api, self.ann, self.lines.append, folder, posts.get)

    async def bot(self, method: str, files: Any = None, **values: object) -> int:
        """The bot does something; the id of the message."""
        url = f"{self.api.base_url}/bot{self.api.token}/{method}"
        async with httpx.AsyncClient(verify=False) as client:
            if files:
                answer = await client.post(url, data={"chat_id": str(self.ann.id)}, files=files)
            else:
                answer = await client.post(url, json={"chat_id": self.ann.id, "parse_mode": "HTML"} | values)
        return int(answer.json()["result"]["message_id"])


@pytest.fixture
def screen(bot_api: BotApi, tmp_path: Path) -> Screen:
    return Screen(bot_api, tmp_path)


async def test_a_message_is_printed_with_numbered_buttons(screen: Screen) -> None:
    await screen.bot("sendMessage", text="<b>212</b> launched", reply_markup=KEYBOARD)
    assert screen.lines == ["212 launched\n[1] ‹ 20–21 Sep  [2] Source\n[3] Post  [4] Cite"]


async def test_links_are_printed_in_full_and_quotations_marked(screen: Screen) -> None:
    await screen.bot(
        "sendMessage",
        text='🛵 <a href="https://t.me/kpszsu/1">post 1</a> says\n'
        '<blockquote expandable>one\n<a href="https://t.me/kpszsu/2">post 2</a> two</blockquote>',
    )
    assert screen.lines == ["🛵 post 1 <https://t.me/kpszsu/1> says\n│ one\n│ post 2 <https://t.me/kpszsu/2> two"]


async def test_a_quotation_with_a_link_inside_is_marked_line_by_line(screen: Screen) -> None:
    await screen.bot(
        "sendMessage",
        text="two\n<blockquote expandable>one 🛵\ntwo\n"
        '<a href="https://t.me/kpszsu/1">post 1</a>, first</blockquote>\ntwo',
    )
    assert screen.lines == ["two\n│ one 🛵\n│ two\n│ post 1 <https://t.me/kpszsu/1>, first\ntwo"]


async def test_a_typed_line_is_sent_to_the_bot(screen: Screen) -> None:
    screen.chat.enter("/latest")
    (update,) = screen.api.state.updates.waiting
    assert update["message"]["text"] == "/latest"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 7}]


async def test_a_number_presses_the_button_of_the_last_message_with_buttons(screen: Screen) -> None:
    await screen.bot("sendMessage", text="night", reply_markup=KEYBOARD)
    await screen.bot("sendMessage", text="no buttons here")
    press = screen.chat.enter("2")
    assert press is not None
    assert screen.api.state.updates.waiting[-1]["callback_query"]["data"] == "s"
    screen.chat.told({"text": "the very words"})
    assert screen.lines[-1] == "» the very words"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("3", "» opens https://t.me/kpszsu/79455"),
        ("4", "» copied: kpszsu/79455"),
        ("7", "There is no button 7; the last message has 4."),
        ("0", "There is no button 0; the last message has 4."),
    ],
)
async def test_a_button_that_sends_no_request_prints_what_it_does(screen: Screen, number: str, line: str) -> None:
    await screen.bot("sendMessage", text="night", reply_markup=KEYBOARD)
    assert screen.chat.enter(number) is None
    assert screen.lines[-1] == line


async def test_a_number_is_sent_as_text_when_there_are_no_buttons(screen: Screen) -> None:
    screen.chat.enter("22")
    assert screen.api.state.updates.waiting[-1]["message"]["text"] == "22"


async def test_an_edit_is_printed_as_an_edit(screen: Screen) -> None:
    number = await screen.bot("sendMessage", text="177")
    await screen.bot("editMessageText", text="181", message_id=number)
    assert screen.lines == ["177", "(edited) 181"]


async def test_a_document_is_saved_and_its_path_printed(screen: Screen, tmp_path: Path) -> None:
    await screen.bot("sendDocument", files={"document": ("../nights.csv", b"night\n")})
    assert screen.lines == [f"[saved: {tmp_path / '1-nights.csv'}]"]
    assert (tmp_path / "1-nights.csv").read_bytes() == b"night\n"


async def test_other_chats_are_not_shown(screen: Screen) -> None:
    bea = screen.api.private("Bea")
    url = f"{screen.api.base_url}/bot{screen.api.token}/sendMessage"
    async with httpx.AsyncClient(verify=False) as client:
        await client.post(url, json={"chat_id": bea.id, "text": "hidden"})
    assert screen.lines == []


async def test_an_inline_query_that_is_not_understood_prints_the_bot_s_sentence(screen: Screen) -> None:
    screen.chat.told({"results": [], "button": {"text": "There is no such date: 31.02.", "start_parameter": "help"}})
    assert screen.lines == ["» There is no such date: 31.02."]


async def test_an_inline_query_lists_results_and_a_number_sends_one(screen: Screen) -> None:
    query = screen.chat.enter("@overnight_demo_bot 22 sep")
    assert query is not None
    assert screen.api.state.updates.waiting[-1]["inline_query"]["query"] == "22 sep"
    content = {"message_text": "<b>212</b> launched", "parse_mode": "HTML"}
    result = {"type": "article", "id": "a", "title": "22 Sep", "description": "212", "input_message_content": content}
    url = f"{screen.api.base_url}/bot{screen.api.token}/answerInlineQuery"
    async with httpx.AsyncClient(verify=False) as client:
        await client.post(url, json={"inline_query_id": query.id, "results": [result]})
    screen.chat.told(await query.answered())
    screen.chat.enter("2")
    screen.chat.enter("1")
    assert screen.lines == [
        "[1] 22 Sep – 212",
        "There is no result 2; the last list has 1.",
        "via @overnight_demo_bot\n212 launched",
    ]


async def test_a_post_is_forwarded_by_its_channel_and_id(screen: Screen) -> None:
    screen.chat.enter("forward kpszsu/1")
    assert screen.lines == ["There is no post kpszsu/1 to forward."]
    screen.chat.enter("forward kpszsu/79455")
    message = screen.api.state.updates.waiting[-1]["message"]
    assert (message["text"], message["forward_origin"]["message_id"]) == ("words of the post", 79455)
    assert message["forward_origin"]["chat"]["username"] == "kpszsu"
