"""The bot's health over HTTP: ``/healthz``, ``/readyz`` and ``/metrics``, without secrets and personal data."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tornado.web import Application

from bot.net.servers import Bounds, NothingHere, Plain, listening, quiet
from bot.operate.inspection import Inspector
from bot.operate.metrics import BotMetrics
from bot.operate.signs import as_json

SETTING = "OVERNIGHT_WEB_ADDRESS"
BOUNDS = Bounds(connections=50)


@asynccontextmanager
async def web_server(at: str, inspector: Inspector, metrics: BotMetrics, bounds: Bounds = BOUNDS) -> AsyncIterator[int]:
    """Serve at ``at`` until the block ends; yield the port. Raises ``ListenError`` with a sentence."""
    parts = {"inspector": inspector, "metrics": metrics}
    routes: list[Any] = [(r"/healthz", _Alive), (r"/readyz", _Ready, parts), (r"/metrics", _Metrics, parts)]
    application = Application(routes, default_handler_class=NothingHere, log_function=quiet)
    try:
        async with listening(SETTING, at, application, bounds) as port:
            yield port
    finally:
        inspector.close()


class _Alive(Plain):
    """Answer 200: the process is alive and its event loop runs, else it could not answer."""

    SUPPORTED_METHODS = ("GET",)

    def get(self) -> None:
        self.finish("alive\n")


class _Inspected(Plain):
    SUPPORTED_METHODS = ("GET",)

    def initialize(self, inspector: Inspector, metrics: BotMetrics) -> None:
        self._inspector = inspector
        self._metrics = metrics


class _Ready(_Inspected):
    """Answer 200 where everything works, else 503, with the faults and the ages."""

    async def get(self) -> None:
        look = await self._inspector.look()
        self.set_status(200 if look.health.ok else 503)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(as_json(look.health, look.signs), ensure_ascii=False) + "\n")


class _Metrics(_Inspected):
    async def get(self) -> None:
        look = await self._inspector.look()
        accept = self.request.headers.get("Accept", "")
        body, content_type = self._metrics.exposition(look, accept)
        self.set_header("Content-Type", content_type)
        self.finish(body)
