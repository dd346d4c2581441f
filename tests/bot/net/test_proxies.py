"""Proxies: which address is asked through which, and that pages really go through one."""

from __future__ import annotations

import asyncio
import inspect
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import certifi
import pytest

from bot.demo.channel_page import ChannelPages
from bot.follow.errors import PageError
from bot.follow.preview import open_preview
from bot.net.proxies import ProxyError, proxy_for
from bot.settings import SettingsError, load_settings
from tests.bot.forward_proxy import forward_proxy

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
CERTIFICATE = Path(__file__).with_name("pages_example.pem")
PAGE = "https://t.me/s/kpszsu"
OURS, THEIRS = "http://ours:3128", "http://theirs:3128"


@pytest.fixture(autouse=True)
def no_proxy_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "overnight_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("url", "setting", "environ", "proxy"),
    [
        (PAGE, None, {}, None),
        (PAGE, OURS, {}, OURS),
        (PAGE, OURS, {"HTTPS_PROXY": THEIRS}, OURS),
        (PAGE, None, {"HTTPS_PROXY": THEIRS}, THEIRS),
        (PAGE, None, {"https_proxy": THEIRS}, THEIRS),
        (PAGE, None, {"https_proxy": OURS, "HTTPS_PROXY": THEIRS}, OURS),
        (PAGE, None, {"HTTP_PROXY": THEIRS}, None),
        (PAGE, None, {"ALL_PROXY": THEIRS}, THEIRS),
        (PAGE, None, {"all_proxy": OURS, "HTTPS_PROXY": THEIRS}, THEIRS),
        (PAGE, None, {"HTTPS_PROXY": ""}, None),
        (PAGE, None, {"HTTPS_PROXY": "theirs:3128"}, THEIRS),
        ("http://bot-api:8081", None, {"HTTPS_PROXY": OURS, "HTTP_PROXY": THEIRS}, THEIRS),
    ],
)
def test_the_proxy_setting_overrides_the_environment(
    url: str, setting: str | None, environ: dict[str, str], proxy: str | None
) -> None:
    assert proxy_for(url, setting, environ) == proxy


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:8081", "http://127.9.8.7", "http://localhost:1", "https://LocalHost/", "http://[::1]:9",
     "http://api.localhost", "http://[::ffff:127.0.0.1]:9", "http://localhost.:1"],
)  # fmt: skip
def test_loopback_is_never_reached_through_a_proxy(url: str) -> None:
    assert proxy_for(url, OURS, {"HTTP_PROXY": THEIRS, "HTTPS_PROXY": THEIRS, "ALL_PROXY": THEIRS}) is None


@pytest.mark.parametrize(
    ("no_proxy", "url", "straight"),
    [
        ("*", PAGE, True),
        ("t.me", PAGE, True),
        (".t.me", PAGE, True),
        ("T.ME", PAGE, True),
        ("*.t.me", "https://web.t.me", True),
        ("t.me", "https://web.t.me", True),
        ("t.me", "https://not.me", False),
        ("t.me", "https://evilt.me", False),
        ("example.org, t.me", PAGE, True),
        ("example.org t.me", PAGE, True),
        ("t.me:443", PAGE, True),
        ("t.me:8443", PAGE, False),
        ("t.me:8443", "https://t.me:8443/s/x", True),
        ("10.0.0.0/8", "http://10.1.2.3:8081", True),
        ("10.0.0.0/8", "http://11.1.2.3", False),
        ("10.1.2.3", "http://10.1.2.3", True),
        ("10.1.2.3:80", "http://10.1.2.3:8081", False),
        ("fd00::/8", "http://[fd12::1]", True),
        ("[fd12::1]:80", "http://[fd12::1]", True),
        ("fd12:0::1", "http://[fd12::1]", True),
        ("10.0.0.0/99", "http://10.1.2.3", False),
        ("http://t.me", PAGE, False),
        ("", PAGE, False),
        (",", PAGE, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_no_proxy_matches_hosts_suffixes_ports_and_ranges(name: str, no_proxy: str, url: str, straight: bool) -> None:
    assert (proxy_for(url, OURS, {name: no_proxy}) is None) is straight


@pytest.mark.parametrize(
    "wrong", ["ftp://h:1", "http://", "http://h:99999", "http://h:x", "//", "http://h/path", "h i"]
)
def test_an_invalid_proxy_is_refused_without_showing_it(wrong: str) -> None:
    secret = wrong.replace("//", "//user:hunter2@")
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file=None, proxy=secret)
    assert str(caught.value).startswith("These settings are wrong:\n  OVERNIGHT_PROXY is ")
    assert "hunter2" not in str(caught.value)
    with pytest.raises(ProxyError, match="HTTPS_PROXY of the environment is ") as told:
        proxy_for(PAGE, None, {"HTTPS_PROXY": secret})
    assert "hunter2" not in str(told.value)


def test_a_socks_proxy_needs_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.net.proxies.find_spec", lambda name: None)
    with pytest.raises(ProxyError, match=r"httpx\[socks\] is not installed"):
        proxy_for(PAGE, "socks5://h:1080", {})
    monkeypatch.setattr("bot.net.proxies.find_spec", lambda name: object())
    assert proxy_for(PAGE, "socks5://h:1080", {}) == "socks5://h:1080"


def test_the_proxy_password_is_never_printed() -> None:
    settings = load_settings(env_file=None, proxy="http://user:hunter2@h:3128")
    assert "hunter2" not in f"{settings!r} {settings} {settings.model_dump()}"
    assert settings.proxy_to(PAGE) == "http://user:hunter2@h:3128"


@asynccontextmanager
async def channel_pages() -> AsyncIterator[tuple[ChannelPages, int]]:
    pages = ChannelPages(lambda: NOW)
    pages.add_channel("kpszsu", 1223955273)
    pages.add_post("kpszsu", 5, "тривога")
    address = await pages.start()
    yield pages, int(address.rpartition(":")[2])
    await pages.stop()


async def test_pages_go_through_the_proxy_and_loopback_does_not() -> None:
    async with channel_pages() as (pages, port), forward_proxy({"pages.example": port}) as proxy:
        settings = load_settings(env_file=None, proxy=f"http://user:hunter2@127.0.0.1:{proxy.port}")
        for host in ("http://pages.example", f"http://127.0.0.1:{port}"):
            async with open_preview([host], lambda: NOW, None, settings.proxy_to) as source:
                assert "тривога" in await source.page("kpszsu")
        assert proxy.asked == ["GET http://pages.example/s/kpszsu HTTP/1.1"]
        assert proxy.credentials == ["Proxy-Authorization: Basic dXNlcjpodW50ZXIy"]
        assert len(pages.asked) == 2


async def test_the_environment_proxy_is_used_unless_no_proxy_excludes_the_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with channel_pages() as (_, port), forward_proxy({"pages.example": port}) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        settings = load_settings(env_file=None)
        async with open_preview(["http://pages.example"], lambda: NOW, None, settings.proxy_to) as source:
            assert "тривога" in await source.page("kpszsu")
        monkeypatch.setenv("NO_PROXY", "example")
        async with open_preview(["http://pages.example"], lambda: NOW, None, settings.proxy_to) as source:
            with pytest.raises(PageError):  # nobody but the proxy knows that name
                await source.page("kpszsu")
        assert len(proxy.asked) == 1


async def test_https_pages_reuse_a_connect_tunnel(monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    monkeypatch.setattr(certifi, "where", lambda: str(CERTIFICATE))
    monkeypatch.setattr(ssl, "create_default_context", inspect.unwrap(ssl.create_default_context))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with server, forward_proxy({"pages.example": port}) as proxy:
        way = f"http://127.0.0.1:{proxy.port}"
        async with open_preview(["https://pages.example"], lambda: NOW, None, lambda url: way) as source:
            assert [await source.page("kpszsu") for _ in range(3)] == ["page", "page", "page"]
        assert proxy.asked == ["CONNECT pages.example:443 HTTP/1.1"]


async def test_a_refusing_proxy_is_reported_without_its_password() -> None:
    async with forward_proxy({}, refuses=True) as proxy:
        way = f"http://user:hunter2@127.0.0.1:{proxy.port}"
        hosts = ["https://one.example", "https://two.example"]
        async with open_preview(hosts, lambda: NOW, None, lambda url: way) as source:
            with pytest.raises(PageError) as caught:
                await source.page("kpszsu")
    assert str(caught.value) == (
        "the proxy does not lead to one.example: 407 Proxy Authentication Required; "
        "the proxy does not lead to two.example: 407 Proxy Authentication Required."
    )
