"""Markup, lengths and keyboards of messages: what the stand-in refuses, like Telegram, and what it accepts."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.bot_api import BotApi
from tests.bot.demo.asking import Ask, button, keyboard

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
async def test_wrong_markup_is_refused_with_its_offset(bot_api: BotApi, ask: Ask, text: str, detail: str) -> None:
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
async def test_valid_markup_becomes_text_and_entities(bot_api: BotApi, ask: Ask, text: str, seen: str) -> None:
    ann = bot_api.private()
    assert (await ask("sendMessage", chat_id=ann.id, text=text, parse_mode="HTML"))["result"]["text"] == seen


async def test_entity_offsets_count_utf16_units(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    answer = await ask("sendMessage", chat_id=ann.id, text="\n🛵 <b>ніч🚀</b>", parse_mode="HTML")
    assert answer["result"]["entities"] == [{"type": "bold", "offset": 3, "length": 5}]


async def test_a_link_without_a_valid_url_is_dropped(bot_api: BotApi, ask: Ask) -> None:
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


async def test_the_length_limit_counts_text_without_markup(bot_api: BotApi, ask: Ask) -> None:
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


async def test_callback_data_of_64_bytes_is_accepted(bot_api: BotApi, ask: Ask) -> None:
    ann = bot_api.private()
    markup = keyboard(button(callback_data="ніч-" * 9 + "x"))
    assert (await ask("sendMessage", chat_id=ann.id, text="night", reply_markup=markup))["ok"]
