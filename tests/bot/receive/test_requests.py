"""An answer is the Bot API's, or one known error."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.receive.requests import OddAnswerError, checked, readable

GOOD = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}, "text": "/latest"},
}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, '{"ok": true, "result": true}'),
        (200, '{"ok": true, "result": []}'),
        (400, '{"ok": false, "error_code": 400, "description": "Bad Request: chat not found"}'),
        (429, '{"ok": false, "description": "Too Many Requests", "parameters": {"retry_after": 5}}'),
        (502, '{"ok": false, "error_code": 502, "description": "Bad Gateway"}'),
    ],
)
def test_an_answer_of_the_bot_api_is_passed_on_as_it_is(status: int, body: str) -> None:
    assert checked(status, body.encode()) == body.encode()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, ""),
        (200, "[]"),
        (200, "null"),
        (200, "7"),
        (200, '"ok"'),
        (200, "{}"),
        (200, '{"ok": true}'),
        (200, '{"ok": "true", "result": 1}'),
        (200, '{"ok": false, "description": "x"}'),
        (200, '{"ok": true, "result": {"message_id": 1, "da'),
        (403, "<html>Forbidden by the proxy</html>"),
        (400, '{"ok": true, "result": true}'),
        (404, '{"ok": false}'),
        (403, '{"ok": false, "description": 403}'),
        (520, "error code: 520"),
    ],
)
def test_anything_else_says_nothing_about_the_request(status: int, body: str) -> None:
    with pytest.raises(OddAnswerError):
        checked(status, body.encode())


@pytest.mark.parametrize(
    "odd",
    [
        {"update_id": 8, "message": {"message_id": "x"}},
        {"update_id": 8, "message": "words of a person"},
        {"update_id": 8, "callback_query": {"id": 1}},
        {"update_id": 8, "poll": 5},
    ],
)
def test_an_update_that_cannot_be_read_is_bared_to_its_number_and_logged_without_its_words(
    odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        body = readable(json.dumps({"ok": True, "result": [GOOD, odd]}).encode())
    assert json.loads(body)["result"] == [GOOD, {"update_id": 8}]
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        "update 8 cannot be read and is skipped"
    ]
    assert "words of a person" not in caplog.text


def test_what_is_no_update_at_all_is_left_out() -> None:
    body = readable(json.dumps({"ok": True, "result": [None, 5, "x", {"update_id": "7"}, GOOD]}).encode())
    assert json.loads(body)["result"] == [GOOD]


@pytest.mark.parametrize("result", ["true", "null", "{}", "5"])
def test_updates_that_are_no_list_say_nothing(result: str) -> None:
    with pytest.raises(OddAnswerError):
        readable(f'{{"ok": true, "result": {result}}}'.encode())
