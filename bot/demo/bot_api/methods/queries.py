"""Answers to pressed buttons, to inline queries and to guest queries."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.bot_api import limits, markup
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.incoming import placed
from bot.demo.bot_api.records import Query
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State
from bot.demo.bot_api.text import caption, inline_text

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
START = re.compile(r"[A-Za-z0-9_\-]{1,64}")
RESULTS = {"article": "title", "photo": "photo_url", "document": "title"}


def answer_callback(state: State, arguments: Arguments) -> bool:
    query = _open(state, arguments.text("callback_query_id"))
    text = arguments.text("text") or ""
    if limits.units(text) > limits.CALLBACK_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    query.settle({"text": text, "show_alert": arguments.flag("show_alert"), "url": arguments.text("url")})
    return True


def answer_inline(state: State, arguments: Arguments) -> bool:
    query = _open(state, arguments.text("inline_query_id"))
    results = arguments.json("results")
    if not isinstance(results, list):
        raise bad("can't parse inline query results JSON object")
    if len(results) > limits.INLINE_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    for result in results:
        _check_result(result)
    if len({result["id"] for result in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    if len((arguments.text("next_offset") or "").encode()) > limits.INLINE_ID_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    _check_start(arguments.json("button"))
    query.settle(
        {
            "results": results,
            "cache_time": arguments.integer("cache_time"),
            "is_personal": arguments.flag("is_personal"),
            "next_offset": arguments.text("next_offset") or "",
            "button": arguments.json("button"),
        }
    )
    return True


def answer_guest(state: State, arguments: Arguments) -> Json:
    """Answer a message in a chat where the bot is no member: once, with one result (Bot API 10.0)."""
    query_id = arguments.text("guest_query_id") or ""
    query = _open(state, query_id if query_id.startswith("guest") else None)
    result = arguments.json("result")
    _check_result(result)
    query.message = placed(state, result)
    query.settle({"result": result})
    state.tell("sent", query.message)
    return {"inline_message_id": query.message.inline_message_id}


def _open(state: State, query_id: str | None) -> Query:
    """A question that still waits; an answer is taken once."""
    query = state.queries.get(query_id or "")
    if query is None or query.expired or query.answer is not None:
        raise bad(TOO_OLD)
    return query


def _check_result(result: Any) -> None:
    wrong = "can't parse inline query result: "
    if not isinstance(result, dict) or result.get("type") not in RESULTS:
        raise bad(f"{wrong}Type of inline query result is unsupported")
    if not 1 <= len(str(result.get("id", "")).encode()) <= limits.INLINE_ID_BYTES:
        raise bad("RESULT_ID_INVALID")
    cached = f"{result['type']}_file_id" in result
    if not cached and not result.get(RESULTS[result["type"]]):
        raise bad(f'{wrong}Can\'t find field "{RESULTS[result["type"]]}"')
    content = result.get("input_message_content")
    if content is not None:
        inline_text(content)
    elif result["type"] == "article":
        raise bad(f'{wrong}Can\'t find field "input_message_content"')
    else:
        caption(str(result.get("caption") or ""), result.get("parse_mode"))
    markup.inline_only(result.get("reply_markup"))


def _check_start(button: Any) -> None:
    if button is None:
        return
    if not isinstance(button, dict) or not button.get("text"):
        raise bad("can't parse inline query results button")
    if "web_app" not in button and not START.fullmatch(str(button.get("start_parameter", ""))):
        raise bad("START_PARAM_INVALID")


METHODS = {
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "answerGuestQuery": answer_guest,
}
