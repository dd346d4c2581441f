"""What the application sends its requests with, in place of HTTP."""

from __future__ import annotations

import asyncio
from typing import IO, Any

import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.demo.bot_api.arguments import Upload
from bot.receive.requests import checked, readable
from bot.telegram_application import READ_SECONDS
from tests.simulation.loop import LIFE
from tests.simulation.telegram import FakeTelegram


class SimRequest(BaseRequest):
    """What the application sends its requests with: the time-outs and the errors are those of the library's own."""

    def __init__(self, telegram: FakeTelegram, *, updates: bool) -> None:
        self._telegram = telegram
        self._updates = updates

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(  # noqa: PLR0917 - the base class names them
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        life = LIFE.get()
        if life and life.is_dead:
            raise asyncio.CancelledError
        seconds = READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        values = dict(request_data.json_parameters) if request_data else {}
        files = _uploads(request_data) if request_data and request_data.contains_files else {}
        try:
            async with asyncio.timeout(seconds):
                status, body = await self._telegram.exchange(url.rpartition("/")[2], values, files)
        except TimeoutError:
            raise TimedOut from httpx.ReadTimeout("")
        except httpx.HTTPError as error:
            raise NetworkError(f"httpx.{type(error).__name__}: {error}") from error
        # What the application's own requests make of an answer.
        body = checked(status, body)
        return status, readable(body) if self._updates and status < 300 else body


def _uploads(data: RequestData) -> dict[str, Upload]:
    return {name: Upload(file[0], content_of(file[1])) for name, file in (data.multipart_data or {}).items()}


def content_of(file: bytes | IO[bytes]) -> bytes:
    """All of a file that is handed over as bytes or open."""
    return file if isinstance(file, bytes) else file.read()
