"""An address that cannot be listened at gives an error of one sentence."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from tornado.web import Application

from bot.net.servers import Bounds, ListenError, listening


async def refused(host: str) -> str:
    with pytest.raises(ListenError) as caught:
        async with listening("OVERNIGHT_WEB_ADDRESS", f"{host}:9090", Application(), Bounds()):
            pass
    return str(caught.value)


@pytest.mark.parametrize("host", ["x" * 64 + ".example", "bot." + "x" * 64])
async def test_a_malformed_host_name_is_refused_with_a_sentence(host: str) -> None:
    assert await refused(host) == f"OVERNIGHT_WEB_ADDRESS: {host!r} is not an address of this machine."


async def test_an_unresolvable_host_name_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert await refused("bot.example") == "OVERNIGHT_WEB_ADDRESS: 'bot.example' is not an address of this machine."
