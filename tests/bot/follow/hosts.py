"""Fake hosts for the tests of fetching: a sequence of answers, and the error each raises."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from bot.follow.errors import PageError
from bot.follow.preview import Preview

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOSTS = ("https://t.me", "https://telegram.me")


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def answering(*responses: httpx.Response) -> tuple[Preview, list[httpx.URL]]:
    """A source whose hosts give these answers one after another, and the addresses that were asked."""
    asked: list[httpx.URL] = []
    left = list(responses)

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return left.pop(0)

    client = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return Preview(client, HOSTS, lambda: NOW), asked


def page(*parts: bytes, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={k.replace("_", "-"): v for k, v in headers.items()}, content=pieces(*parts))


async def refused(source: Preview, channel: str = "kpszsu") -> PageError:
    with pytest.raises(PageError) as caught:
        await source.page(channel)
    return caught.value
