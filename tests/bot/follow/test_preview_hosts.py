"""Fetching pages: which addresses are asked, what is refused, and how we behave."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from bot.follow.preview import Preview
from tests.bot.follow.hosts import HOSTS, NOW, answering, page, refused

Handler = Callable[[httpx.Request], httpx.Response]
HOSTILE_NAMES = [
    "",
    "abc",
    "a" * 33,
    "1channel",
    "_channel",
    "kpszsu\n",
    "kpszsu\r\nHost: evil",
    "kpszsu/",
    "../kpszsu",
    "kpszsu/../../x",
    "kpszsu?before=1",
    "kpszsu#x",
    "kpszsu%2f..",
    "@kpszsu",
    "kpszsu@evil.test",
    "//evil.test",
    "https://evil.test",
    "evil.test",
    "kps zsu",
    "kpszsu\x00",
    "kрszsu",
    "kpszsü",
    "канал",
    "kpszsu\u200b",
    "kpszsu\u2028",
    "kpszs\uff55",
    "k\\pszsu",
    "kpszsu;x",
    "kpszsu&x",
    "kpszsu:80",
    "[::1]",
    "127.0.0.1",
    "localhost:1",
    "kpszsu<script>",
    "'kpszsu'",
    "{channel}",
    "%s%s%s%s",
    "kpszsu\ud83d\ude80".encode("utf-16", "surrogatepass").decode("utf-16"),
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
async def test_an_invalid_channel_name_is_never_requested(name: str) -> None:
    source, asked = answering()
    assert (await refused(source, name)).reason == "bad_name"
    assert asked == []


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.test/s/kpszsu",
        "http://t.me/s/kpszsu",
        "https://t.me.evil.test/s/kpszsu",
        "https://t.me:8443/s/kpszsu",
        "https://t.me@evil.test/s/kpszsu",
        "//evil.test/s/kpszsu",
        "https://127.0.0.1/s/kpszsu",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "/s/another",
        "/login",
        "/",
        "https://[t.me/s/kpszsu",
        "https://t.me:99999999/s/kpszsu",
        "https://xn--a.com/",
        "javascript:alert(1)",
        "mailto:x@y",
    ],
)
async def test_a_redirect_to_another_channel_or_host_is_not_followed(target: str) -> None:
    source, asked = answering(page(status=302, location=target))
    assert (await refused(source)).reason == "redirected_away"
    assert len(asked) == 1


@pytest.mark.parametrize("status", [300, 302, 304, 308])
async def test_a_redirect_without_a_target_is_refused(status: int) -> None:
    source, _ = answering(page(status=status))
    assert (await refused(source)).reason in ("redirected_away", "server_error")


async def test_a_channel_name_that_starts_with_s_may_redirect_to_its_own_card() -> None:
    source, asked = answering(page(status=302, location="/sbs_channel"), page(b"card"))
    assert await source.page("sbs_channel") == "card"
    assert asked[1].path == "/sbs_channel"


async def test_a_redirect_to_the_same_channel_on_another_of_our_hosts_is_followed() -> None:
    source, asked = answering(page(status=302, location="https://telegram.me/s/Kpszsu"), page(b"<html></html>"))
    assert await source.page("kpszsu") == "<html></html>"
    assert [str(url) for url in asked] == ["https://t.me/s/kpszsu", "https://telegram.me/s/Kpszsu"]


async def test_circular_redirects_end() -> None:
    source, asked = answering(*(page(status=302, location="/s/kpszsu") for _ in range(10)))
    assert (await refused(source)).reason == "redirected_away"
    assert len(asked) == 4


async def test_older_posts_are_requested_by_post_id() -> None:
    source, asked = answering(page(b"x"))
    await source.page("mod_russia", below=123)
    assert str(asked[0]) == "https://t.me/s/mod_russia?before=123"


async def test_a_page_of_more_than_4_mb_is_not_read() -> None:
    source, _ = answering(page(*[b"x" * 1_000_000] * 5))
    assert (await refused(source)).reason == "too_large"


async def test_a_compressed_answer_of_more_than_4_mb_unpacked_is_not_read() -> None:
    source, _ = answering(page(gzip.compress(b"x" * 30_000_000), content_encoding="gzip"))
    assert (await refused(source)).reason == "too_large"


async def test_a_compressed_page_is_unpacked() -> None:
    packed = gzip.compress("тривога".encode())
    source, _ = answering(page(packed[:7], packed[7:], content_encoding="gzip"))
    assert await source.page("kpszsu") == "тривога"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda: page(b"not gzip", content_encoding="gzip"), "dropped"),
        (lambda: page(b"x", content_encoding="br"), "unreadable"),
        (lambda: page(status=403), "blocked"),
        (lambda: page(status=404), "not_found"),
        (lambda: page(status=503), "server_error"),
        (lambda: page(status=204), "server_error"),
    ],
)
async def test_other_status_codes_are_refused_with_their_reason(
    answer: Callable[[], httpx.Response], reason: str
) -> None:
    source, _ = answering(answer(), answer())
    assert (await refused(source)).reason == reason


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Tue, 01 Sep 2026 12:05:00 GMT", 300),
        ("Tue, 01 Sep 2026 11:00:00 GMT", 0),
        ("Tue, 01 Sep 99999999999 12:05:00 GMT", None),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("9" * 30, float("9" * 30)),
    ],
)
async def test_the_error_carries_the_retry_after_of_the_host(header: str, seconds: float | None) -> None:
    source, _ = answering(page(status=429, retry_after=header))
    error = await refused(source)
    assert (error.reason, error.retry_after) == ("too_many_requests", seconds)


async def test_the_next_host_is_asked_only_when_one_is_unreachable() -> None:
    asked: list[str] = []
    down = {"t.me"}

    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        if request.url.host in down:
            raise httpx.ConnectError("no such host", request=request)
        return page(b"x")

    clock = [NOW]
    source = Preview(httpx.AsyncClient(transport=httpx.MockTransport(handler)), HOSTS, lambda: clock[0])
    await source.page("kpszsu")
    await source.page("kpszsu")
    assert asked == ["t.me", "telegram.me", "telegram.me"]
    down.clear()
    clock[0] += timedelta(minutes=6)
    await source.page("kpszsu")
    assert asked[-1] == "t.me"
    down |= {"t.me", "telegram.me"}
    assert (await refused(source)).reason == "unreachable"
