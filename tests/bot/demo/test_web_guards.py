"""Security of the demo page's server: allowed hosts and origins, content policy, invalid requests."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bot.cli.demo import demo_command
from bot.cli.demo_web import DemoPage, serve
from bot.demo.bot_api import BotApi
from bot.demo.words import ENGLISH
from tests.bot.demo.browsing import Browser

PATHS = ("/", "/page.css", "/page.js", "/bubbles.js", "/words.js", "/icon.svg", "/events", "/commands", "/files/P1",
         "/nothing")  # fmt: skip


async def test_the_page_loads_everything_from_its_own_origin(browser: Browser) -> None:
    kinds = [(await browser.get(path)).headers["Content-Type"].partition(";")[0] for path in PATHS[:6]]
    assert kinds == ["text/html", "text/css", *["text/javascript"] * 3, "image/svg+xml"]
    for path in PATHS[:4]:
        assert "//" not in (await browser.get(path)).text.replace("// ", ""), f"{path} names an outside address"


async def test_every_response_has_a_strict_content_security_policy(browser: Browser) -> None:
    for path in PATHS:
        headers = (await browser.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; ")
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in headers


@pytest.mark.parametrize("host", ["example.org", "example.org:80", "127.0.0.1.example.org", "10.0.0.1"])
async def test_requests_with_a_foreign_host_header_are_refused(browser: Browser, host: str) -> None:
    assert {(await browser.get(path, Host=host)).status_code for path in PATHS} == {403}


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1"])
async def test_localhost_and_127_0_0_1_are_served(browser: Browser, host: str) -> None:
    assert (await browser.get("/", Host=host)).status_code == 200


@pytest.mark.parametrize("origin", ["https://example.org", "http://127.0.0.1:1", "null"])
async def test_requests_from_another_origin_are_refused(browser: Browser, origin: str) -> None:
    answer = await browser.client.post(f"{browser.address}say", json={"text": "/forget"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert not browser.api.state.updates.waiting


async def test_a_document_is_downloaded_and_never_rendered_as_a_page(browser: Browser) -> None:
    await browser.bot("sendDocument", files={"document": ("ночі.html", b"<script>")})
    (message,) = await browser.messages()
    assert (message["document"]["name"], message["document"]["bytes"]) == ("ночі.html", 8)
    answer = await browser.get(message["document"]["url"])
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%D0%BD%D0%BE%D1%87%D1%96.html"
    assert answer.content == b"<script>"


async def test_other_chats_and_their_files_are_not_shown(browser: Browser) -> None:
    bea = browser.api.private("Bea")
    sent = await browser.bot("sendDocument", files={"document": ("b.csv", b"1")}, chat_id=str(bea.id))
    assert await browser.messages() == []
    assert (await browser.get(f"/files/{sent['document']['file_id']}")).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b'{"text": "  "}', 409, "Nothing was written."),
        (json.dumps({"text": "a" * 4097}).encode(), 409, "That is longer than the 4096 characters Telegram takes."),
        (b'{"text": 5}', 400, "A request is a JSON object of texts."),
        (b"{}", 400, "A request is a JSON object of texts."),
        (b"[]", 400, "A request is a JSON object of texts."),
        (b"\xff", 400, "A request is a JSON object of texts."),
    ],
)
async def test_an_invalid_request_is_answered_with_one_sentence(
    browser: Browser, body: bytes, status: int, error: str
) -> None:
    answer = await browser.client.post(f"{browser.address}say", content=body)
    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert not browser.api.state.updates.waiting


async def never() -> None:
    await asyncio.Event().wait()


async def test_a_port_in_use_is_reported_in_one_sentence(bot_api: BotApi) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        scene: Any = type("Scene", (), {"api": bot_api})
        with pytest.raises(click.ClickException, match=rf"port {port} cannot be listened on: Address already in use\."):
            await serve(scene, DemoPage(port, browse=False), lambda chat_id: ENGLISH, never)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--web", "--say", "/latest"], "--say is for the terminal; it does not go with --web."),
        (["--port", "8080"], "--port and --no-browser go with --web."),
        (["--no-browser"], "--port and --no-browser go with --web."),
        (["--web", "--port", "70000"], "70000 is not in the range 0<=x<=65535."),
    ],
)
def test_incompatible_options_are_refused(arguments: list[str], error: str) -> None:
    done = CliRunner().invoke(demo_command, arguments)
    assert (done.exit_code, error in done.output) == (2, True)
