"""Each fault of the stand-in: what the bot sees, and what was accepted nevertheless."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.demo.bot_api import ODD, BotApi, Failure, Fault, lenient, strict

NOON = datetime(2026, 9, 22, 12, tzinfo=UTC)
Post = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def post(bot_api: BotApi) -> AsyncIterator[Post]:
    """Ask for a method; the bare answer."""
    async with httpx.AsyncClient(timeout=10, verify=False) as client:

        async def ask(method: str, **values: Any) -> httpx.Response:
            return await client.post(f"{bot_api.base_url}/bot{bot_api.token}/{method}", json=values)

        yield ask


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("code", [500, 502, 503, 520])
async def test_a_server_error_can_come_before_or_after_acceptance(
    bot_api: BotApi, post: Post, code: int, accepted: bool
) -> None:
    ann = bot_api.private()
    bot_api.fault("sendMessage", code=code, description="Bad Gateway", accepted=accepted)
    answer = await post("sendMessage", chat_id=ann.id, text="x")
    assert (answer.status_code, answer.json()) == (
        code, {"ok": False, "error_code": code, "description": "Bad Gateway"}
    )  # fmt: skip
    assert [(one.chat, one.text, one.answered) for one in bot_api.accepted] == [(ann.id, "x", "refuse")] * accepted


@pytest.mark.parametrize("accepted", [False, True])
async def test_a_server_error_can_have_an_html_body(bot_api: BotApi, post: Post, accepted: bool) -> None:
    ann = bot_api.private()
    bot_api.fault("sendMessage", code=520, description="unknown error", accepted=accepted, html=True)
    answer = await post("sendMessage", chat_id=ann.id, text="x")
    assert (answer.status_code, answer.text) == (520, "<html><body>unknown error</body></html>")
    assert len(bot_api.accepted) == accepted


@pytest.mark.parametrize(("accepted", "taken"), [(False, []), (True, ["reset"])])
async def test_a_connection_can_be_reset(bot_api: BotApi, post: Post, accepted: bool, taken: list[str]) -> None:
    ann = bot_api.private()
    bot_api.fault("sendMessage", failure=Failure.RESET, accepted=accepted)
    with pytest.raises(httpx.ReadError):  # one that is closed in order is a RemoteProtocolError
        await post("sendMessage", chat_id=ann.id, text="x")
    assert [one.answered for one in bot_api.accepted] == taken


async def test_an_accepted_request_can_get_half_an_answer(bot_api: BotApi, post: Post) -> None:
    ann = bot_api.private()
    bot_api.fault("sendMessage", failure=Failure.HALF)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete message body"):
        await post("sendMessage", chat_id=ann.id, text="x")
    assert [one.answered for one in bot_api.accepted] == ["half"]


@pytest.mark.parametrize(("accepted", "taken"), [(False, 0), (True, 1)])
async def test_an_answer_can_hang_before_or_after_acceptance(
    bot_api: BotApi, post: Post, accepted: bool, taken: int
) -> None:
    ann, asked, over = bot_api.private(), asyncio.Event(), asyncio.Event()

    async def hang(seconds: float) -> None:
        assert seconds == 20
        asked.set()
        await over.wait()

    bot_api.server.sleep = hang
    bot_api.fault("sendMessage", failure=Failure.HANG, seconds=20, accepted=accepted)
    answer = asyncio.ensure_future(post("sendMessage", chat_id=ann.id, text="x"))
    await asked.wait()
    assert len(bot_api.accepted) == taken
    over.set()
    assert (await answer).json()["ok"]
    assert len(bot_api.accepted) == 1


ODD_ANSWERS = {
    "[]": "[]",
    "{}": "{}",
    "null": "null",
    "true": "true",
    "ok alone": '{"ok": true}',
    "result null": '{"ok": true, "result": null}',
    "result true": '{"ok": true, "result": true}',
    "ok false": '{"ok": false}',
    "empty": "",
}


@pytest.mark.parametrize("name", ODD)
async def test_an_accepted_request_can_get_a_malformed_answer_with_status_200(
    bot_api: BotApi, post: Post, name: str
) -> None:
    ann = bot_api.private()
    bot_api.fault("sendMessage", failure=Failure.ODD, odd=name)
    answer = await post("sendMessage", chat_id=ann.id, text="x")
    assert answer.status_code == 200
    assert [one.answered for one in bot_api.accepted] == ["odd"]
    if name in ODD_ANSWERS:
        assert answer.text == ODD_ANSWERS[name]


async def test_an_answer_can_lack_the_date_or_the_chat_of_the_message(bot_api: BotApi, post: Post) -> None:
    ann = bot_api.private()
    for name, lacks in (("no date", "date"), ("no chat", "chat")):
        bot_api.fault("sendMessage", failure=Failure.ODD, odd=name)
        result = (await post("sendMessage", chat_id=ann.id, text="x")).json()["result"]
        assert set(result) == {"message_id", "date", "chat", "from", "text"} - {lacks}


@pytest.mark.parametrize("code", [401, 404, 409])
async def test_get_updates_can_be_refused_once(bot_api: BotApi, post: Post, code: int) -> None:
    bot_api.fault("getUpdates", code=code, description="no")
    assert (await post("getUpdates")).status_code == code
    assert (await post("getUpdates")).json() == {"ok": True, "result": []}


async def test_a_raw_update_is_queued_unchanged(bot_api: BotApi, post: Post) -> None:
    number = bot_api.put_raw({"message": {"message_id": "first"}})
    assert (await post("getUpdates")).json()["result"] == [{"update_id": number, "message": {"message_id": "first"}}]


async def test_set_webhook_can_be_refused_with_a_description(bot_api: BotApi, post: Post) -> None:
    bot_api.fault("setWebhook", code=400, description="Bad Request: bad webhook: IP address 10.0.0.1 is reserved")
    answer = await post("setWebhook", url="https://bot.example/hook")
    assert answer.json()["description"] == "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"
    assert not bot_api.state.updates.webhook.url


async def test_a_fault_can_be_limited_to_a_time_span(post: Post, bot_api: BotApi) -> None:
    moment = [NOON]
    bot_api.state.now = lambda: moment[0]
    ann = bot_api.private()
    since, until = NOON + timedelta(seconds=10), NOON + timedelta(seconds=30)
    bot_api.fault("sendMessage", retry_after=20, times=None, since=since, until=until)
    told = []
    for second in (0, 10, 25, 29, 30):
        moment[0] = NOON + timedelta(seconds=second)
        answer = (await post("sendMessage", chat_id=ann.id, text="x")).json()
        told.append(answer.get("parameters", {}).get("retry_after"))
    assert told == [None, 20, 5, 1, None]


def test_a_fault_can_hit_a_share_of_the_requests() -> None:
    fault = Fault(Failure.CUT_AFTER, times=None, share=0.05)
    struck = sum(fault.fits("sendMessage", None, NOON) for _ in range(10_000))
    assert 400 < struck < 600


async def test_a_request_whose_client_hung_up_is_still_carried_out(bot_api: BotApi) -> None:
    ann = bot_api.private()
    bot_api.fault("sendMessage", failure=Failure.HANG, seconds=0.05, accepted=True)
    async with httpx.AsyncClient(verify=False) as client:
        url = f"{bot_api.base_url}/bot{bot_api.token}/sendMessage"
        with pytest.raises(httpx.ReadTimeout):
            await client.post(url, json={"chat_id": ann.id, "text": "x"}, timeout=0.01)
    assert [one.text for one in bot_api.accepted] == ["x"]


async def test_accepted_requests_record_whether_they_are_silent_and_whether_an_edit(
    bot_api: BotApi, post: Post
) -> None:
    ann = bot_api.private()
    sent = (await post("sendMessage", chat_id=ann.id, text="x", disable_notification=True)).json()["result"]
    await post("editMessageText", chat_id=ann.id, message_id=sent["message_id"], text="y")
    assert [(one.text, one.silent, one.edited) for one in bot_api.accepted] == [("x", True, False), ("y", True, True)]


async def test_the_strict_rate_model_punishes_one_message_too_many(bot_api: BotApi, post: Post) -> None:
    seconds = [0.0]
    bot_api.server.rates = limit = strict(lambda: seconds[0])
    ann = bot_api.private()
    codes = [(await post("sendMessage", chat_id=ann.id, text=str(n))).status_code for n in range(31)]
    assert codes == [200] * 30 + [429]
    seconds[0] = 2.9
    assert (await post("sendMessage", chat_id=ann.id, text="x")).json()["parameters"] == {"retry_after": 1}
    seconds[0] = 3.0
    assert (await post("sendMessage", chat_id=ann.id, text="x")).status_code == 200
    assert limit.refused == 2


async def test_the_lenient_rate_model_allows_a_burst_of_60_and_33_a_second(bot_api: BotApi, post: Post) -> None:
    seconds = [0.0]
    bot_api.server.rates = limit = lenient(lambda: seconds[0])
    ann = bot_api.private()
    codes = [(await post("sendMessage", chat_id=ann.id, text=str(n))).status_code for n in range(61)]
    assert codes == [200] * 60 + [429]
    seconds[0] = 1.0
    codes = [(await post("sendMessage", chat_id=ann.id, text=str(n))).status_code for n in range(34)]
    assert codes == [200] * 33 + [429]
    assert limit.refused == 2
