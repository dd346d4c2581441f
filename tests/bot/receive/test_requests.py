"""An HTTP answer is either a valid Bot API answer or one known error."""

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
def test_a_bot_api_answer_is_passed_on_unchanged(status: int, body: str) -> None:
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
def test_any_other_answer_raises_an_odd_answer_error(status: int, body: str) -> None:
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
def test_an_unreadable_update_is_reduced_to_its_id_and_logged_without_its_text(
    odd: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        body = readable(json.dumps({"ok": True, "result": [GOOD, odd]}).encode())
    assert json.loads(body)["result"] == [GOOD, {"update_id": 8}]
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == [
        "update 8 cannot be read and is skipped"
    ]
    assert "words of a person" not in caplog.text


def test_items_that_are_no_updates_are_left_out() -> None:
    body = readable(json.dumps({"ok": True, "result": [None, 5, "x", {"update_id": "7"}, GOOD]}).encode())
    assert json.loads(body)["result"] == [GOOD]


@pytest.mark.parametrize("result", ["true", "null", "{}", "5"])
def test_updates_that_are_not_a_list_raise_an_odd_answer_error(result: str) -> None:
    with pytest.raises(OddAnswerError):
        readable(f'{{"ok": true, "result": {result}}}'.encode())
