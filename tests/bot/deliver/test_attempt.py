"""What a request that failed says of the message: whether anybody may have got it."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.chat.sending import may_have_arrived
from bot.receive.requests import OddAnswerError


def network_error(cause: Exception) -> NetworkError:
    """What the library raises of what a connection raised."""
    error = NetworkError(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "cause",
    [
        httpx.ConnectError("connection refused"),
        httpx.ConnectTimeout("no connection in 10 s"),
        httpx.PoolTimeout("no free connection"),
        httpx.ProxyError("403 Forbidden"),
        httpx.UnsupportedProtocol("socks4"),
    ],
    ids=lambda cause: type(cause).__name__,
)
def test_what_failed_before_there_was_a_connection_cannot_have_arrived(cause: Exception) -> None:
    assert not may_have_arrived(network_error(cause))


@pytest.mark.parametrize(
    "cause",
    [
        httpx.ReadTimeout("no answer"),
        httpx.ReadError("broken off"),
        httpx.WriteError("broken off"),
        httpx.WriteTimeout("stuck"),
        httpx.RemoteProtocolError("no answer"),
    ],
    ids=lambda cause: type(cause).__name__,
)
def test_what_failed_once_a_connection_stood_may_have_arrived(cause: Exception) -> None:
    assert may_have_arrived(network_error(cause))


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("Chat not found"),
        Forbidden("bot was blocked by the user"),
        InvalidToken("Unauthorized"),
        ChatMigrated(-1001234567890),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_telegram_refused_did_not_arrive(error: TelegramError) -> None:
    assert not may_have_arrived(error)


def test_what_telegram_asked_us_to_wait_with_did_not_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert not may_have_arrived(RetryAfter(timedelta(seconds=5)))


def test_after_an_answer_that_says_nothing_it_may_have_arrived() -> None:
    assert may_have_arrived(OddAnswerError("no JSON"))
