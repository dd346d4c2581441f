"""The server of the published folder, over HTTP on loopback: types, validators, packing, caching."""

from __future__ import annotations

import asyncio
import gzip
import os
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from bot.net.servers import Bounds
from bot.publish.serving import files
from bot.publish.serving.files import ServedFiles
from tests.bot.publish.public_folder import LATEST, Served, replace, served, shown

PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
THEN = datetime(2026, 9, 22, 5, 31, 7, tzinfo=UTC)


def dated(path: Path, when: datetime = THEN) -> None:
    os.utime(path, (when.timestamp(), when.timestamp()))


@pytest.mark.parametrize(
    ("path", "content_type", "policy"),
    [
        ("/", "text/html; charset=utf-8", PAGE_POLICY),
        ("/index.html", "text/html; charset=utf-8", PAGE_POLICY),
        ("/uk/", "text/html; charset=utf-8", PAGE_POLICY),
        ("/style.css", "text/css; charset=utf-8", None),
        ("/v1/latest.json", "application/json; charset=utf-8", None),
        ("/v1/latest.json?now=1", "application/json; charset=utf-8", None),
        ("/v1/nights.csv", "text/csv; charset=utf-8", None),
        ("/feed.atom", "application/atom+xml", None),
        ("/feed.json", "application/feed+json", None),
        ("/chart.png", "image/png", None),
        ("/chart.svg", "image/svg+xml", PICTURE_POLICY),
    ],
)  # fmt: skip
async def test_each_type_of_file_is_served_whole_with_its_headers(
    site: Served, path: str, content_type: str, policy: str | None
) -> None:
    answer = await site.ask(path)
    name = {"/": "index.html", "/uk/": "uk/index.html"}.get(path, path.strip("/").partition("?")[0])
    assert (answer.status_code, answer.content) == (200, (site.folder / name).read_bytes())
    assert shown(answer, "content-type", "cache-control", "x-content-type-options", "referrer-policy", "server",
                 "access-control-allow-origin", "content-security-policy", "content-encoding") == {
        "content-type": content_type,
        "cache-control": "max-age=60, stale-if-error=86400",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "server": None,
        "access-control-allow-origin": "*",
        "content-security-policy": policy,
        "content-encoding": None,
    }  # fmt: skip
    assert abs(parsedate_to_datetime(answer.headers["date"]) - datetime.now(UTC)).total_seconds() < 60
    assert "ETag" in answer.headers["access-control-expose-headers"]


async def test_the_etag_is_that_of_the_content_and_not_of_its_time(site: Served) -> None:
    latest = site.folder / "v1/latest.json"
    first = await site.ask("/v1/latest.json")
    replace(latest, LATEST)
    dated(latest)
    same = await site.ask("/v1/latest.json")
    assert (same.headers["etag"], same.headers["last-modified"]) == (
        first.headers["etag"],
        "Tue, 22 Sep 2026 05:31:07 GMT",
    )
    replace(latest, LATEST.replace(b"212", b"213"))
    other = await site.ask("/v1/latest.json")
    assert other.headers["etag"] != first.headers["etag"]
    assert other.headers["etag"][0] == other.headers["etag"][-1] == '"'
    assert b"213" in other.content


async def test_a_packed_answer_has_an_etag_of_its_own(site: Served) -> None:
    plain = await site.ask("/v1/latest.json")
    packed = await site.ask("/v1/latest.json", accept_encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == LATEST  # unpacked by the client
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) == len(LATEST)
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    replace(site.folder / "v1/latest.json", LATEST)
    assert (await site.ask("/v1/latest.json", accept_encoding="gzip")).headers["etag"] == packed.headers["etag"]
    crossed = {"plain": plain.headers["etag"], "packed": packed.headers["etag"]}
    assert (await site.ask("/v1/latest.json", if_none_match=crossed["packed"])).status_code == 200
    unchanged = await site.ask("/v1/latest.json", if_none_match=crossed["packed"], accept_encoding="gzip")
    assert (unchanged.status_code, unchanged.headers["vary"]) == (304, "Accept-Encoding")


@pytest.mark.parametrize(
    ("path", "accepted", "packed"),
    [
        ("/v1/latest.json", "gzip", True),
        ("/v1/latest.json", "GZIP", True),
        ("/v1/latest.json", "deflate, gzip;q=0.5", True),
        ("/v1/latest.json", "*", True),
        ("/v1/latest.json", "x-gzip", True),
        ("/v1/latest.json", "gzip;q=0", False),
        ("/v1/latest.json", "gzip;q=0.0, *", False),
        ("/v1/latest.json", "identity, gzip;q=0.2", False),
        ("/v1/latest.json", "br", False),
        ("/v1/latest.json", "gzip;q=many", False),
        ("/v1/latest.json", "notgzip", False),
        ("/v1/latest.json", "", False),
        ("/chart.png", "gzip", False),
        ("/feed.atom", "gzip", False),  # so small that packing makes it larger
    ],
)
async def test_gzip_is_sent_to_whom_it_serves(site: Served, path: str, accepted: str, packed: bool) -> None:
    answer = await site.ask(path, accept_encoding=accepted)
    assert (answer.status_code, answer.headers.get("content-encoding") == "gzip") == (200, packed)


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ("ETAG", 304),
        ("W/ETAG", 304),
        ('"other", ETAG', 304),
        ('"other" ,W/"another",  ETAG', 304),
        ("*", 304),
        ('"other"', 200),
        ("ETA", 200),  # without its quotation marks
        ('ETAG "other"', 200),
        ("", 200),
        (", ,", 200),
        ('"*"', 200),
        ("x*", 200),
    ],
)
async def test_if_none_match_in_every_form(site: Served, wanted: str, status: int) -> None:
    first = await site.ask("/v1/latest.json")
    etag = first.headers["etag"]
    value = wanted.replace("ETAG", etag).replace("ETA", etag.strip('"'))
    # the time is not looked at where an ETag is named
    answer = await site.ask("/v1/latest.json", if_none_match=value, if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT")
    assert answer.status_code == status
    assert (answer.content == b"") == (status == 304)
    names = ("etag", "last-modified", "cache-control", "vary", "access-control-allow-origin")
    assert shown(answer, *names) == shown(first, *names)
    assert ("content-type" in answer.headers, "content-length" in answer.headers) == ((status == 200,) * 2)


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Tue, 22 Sep 2026 05:31:07 GMT", 304),
        ("Tuesday, 22-Sep-26 05:31:08 GMT", 304),
        ("Tue Sep 22 05:31:07 2026", 304),
        ("Tue, 22 Sep 2026 05:31:06 GMT", 200),
        ("yesterday", 200),
        ("Tue, 99 Sep 2026 05:31:07 GMT", 200),
        ("0", 200),
        ("", 200),
    ],
)
async def test_if_modified_since_counts_for_clients_without_an_etag(site: Served, since: str, status: int) -> None:
    dated(site.folder / "v1/latest.json")
    assert (await site.ask("/v1/latest.json", if_modified_since=since)).status_code == status


async def test_a_file_from_the_future_is_dated_now(site: Served) -> None:
    dated(site.folder / "v1/latest.json", datetime(2100, 1, 1, tzinfo=UTC))
    answer = await site.ask("/v1/latest.json")
    assert parsedate_to_datetime(answer.headers["last-modified"]) <= parsedate_to_datetime(answer.headers["date"])


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("if_match", '"other"', 412),
        ("if_match", "ETAG", 200),
        ("if_match", "W/ETAG", 412),
        ("if_match", "*", 200),
        ("if_unmodified_since", "Tue, 22 Sep 2026 05:31:06 GMT", 412),
        ("if_unmodified_since", "Tue, 22 Sep 2026 05:31:07 GMT", 200),
    ],
)
async def test_other_conditions_are_honoured(site: Served, header: str, value: str, status: int) -> None:
    dated(site.folder / "v1/latest.json")
    etag = (await site.ask("/v1/latest.json")).headers["etag"]
    answer = await site.ask("/v1/latest.json", **{header: value.replace("ETAG", etag)})
    assert answer.status_code == status


async def test_head_has_the_headers_of_get_and_no_body(site: Served) -> None:
    names = ("content-type", "content-length", "content-encoding", "etag", "last-modified", "cache-control", "vary")
    for accepted in ("identity", "gzip"):
        head = await site.ask("/v1/latest.json", "HEAD", accept_encoding=accepted)
        full = await site.ask("/v1/latest.json", accept_encoding=accepted)
        assert (head.status_code, head.content) == (200, b"")
        assert shown(head, *names) == shown(full, *names)
    assert (await site.ask("/v1/latest.json", "HEAD", if_none_match="*")).status_code == 304
    assert (await site.ask("/nothing.json", "HEAD")).status_code == 404


async def test_pages_of_other_sites_may_ask(site: Served) -> None:
    answer = await site.ask(
        "/v1/latest.json", "OPTIONS", access_control_request_method="GET", origin="https://a.example"
    )
    assert (answer.status_code, answer.content) == (204, b"")
    assert shown(answer, "access-control-allow-origin", "access-control-allow-methods", "allow") == {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, HEAD, OPTIONS",
        "allow": "GET, HEAD, OPTIONS",
    }
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]
    assert (await site.ask("/none.json")).headers["access-control-allow-origin"] == "*"


async def test_a_file_replaced_while_it_is_sent_arrives_whole(site: Served) -> None:
    old, new = os.urandom(4 * 2**20), os.urandom(2**20)
    replace(site.folder / "chart.png", old)
    url = f"http://127.0.0.1:{site.port}/chart.png"
    async with httpx.AsyncClient(trust_env=False) as client, client.stream("GET", url) as answer:
        parts = answer.aiter_raw(2**16)
        got = await anext(parts)
        replace(site.folder / "chart.png", new)
        async for part in parts:
            got += part
    assert got == old
    assert (await site.ask("/chart.png")).content == new
    (site.folder / "chart.png").unlink()
    assert (await site.ask("/chart.png")).status_code == 404


async def test_what_many_ask_for_at_once_is_read_once(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[int] = []
    compress = gzip.compress

    def counted(content: bytes, compresslevel: int, *, mtime: float) -> bytes:
        packed.append(compresslevel)
        return compress(content, compresslevel, mtime=mtime)

    monkeypatch.setattr(gzip, "compress", counted)
    answers = await asyncio.gather(*(site.ask("/v1/latest.json") for _ in range(20)))
    assert {answer.content for answer in answers} == {LATEST}
    await site.ask("/v1/latest.json", accept_encoding="gzip")
    assert len(packed) == 1


async def test_memory_is_bounded_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.png").write_bytes(os.urandom(1000))
    (tmp_path / "large.png").write_bytes(bytes(2001))
    kept = ServedFiles(tmp_path, kept_bytes=3000, largest=2000)
    try:
        first = await kept.find(("0.png",))
        for number in (1, 2, 0, 3, 4):
            assert await kept.find((f"{number}.png",))
        assert kept.size == 3000
        assert await kept.find(("0.png",)) is first
        assert await kept.find(("large.png",)) is None
    finally:
        kept.close()


async def test_without_a_folder_nothing_is_found_until_it_is_there(tmp_path: Path) -> None:
    async with served(tmp_path / "later") as site:
        assert (await site.ask("/")).status_code == 404
        (tmp_path / "later").mkdir()
        (tmp_path / "later/index.html").write_text("here")
        assert (await site.ask("/")).text == "here"


async def test_a_faulty_disk_is_our_fault_and_is_not_described(
    site: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error", str(site.folder))

    monkeypatch.setattr(files, "version_of", broken)
    answer = await site.ask("/v1/latest.json")
    assert (answer.status_code, answer.text) == (500, "500 Internal Server Error\n")
    assert "Input/output error" in caplog.text


async def test_a_client_that_does_not_read_is_hung_up_on(public: Path) -> None:
    (public / "chart.png").write_bytes(os.urandom(16 * 2**20))
    async with served(public, Bounds(send_seconds=0.05, connections=1)) as site:
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port, limit=1024)
        writer.write(b"GET /chart.png HTTP/1.1\r\nHost: a\r\n\r\n")
        assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
        # its place is the only one: whoever comes is let in once it is gone
        async with asyncio.timeout(30):
            while not await site.raw(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        writer.close()


async def test_a_client_that_does_not_ask_is_hung_up_on(public: Path) -> None:
    async with served(public, Bounds(idle_seconds=0.05, body_seconds=0.05)) as site:
        assert await site.raw(b"") == b""
        assert await site.raw(b"GET / HTTP/1.1\r\nHost: a\r\nX: ") == b""
        assert await site.raw(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nslow") == b""


async def test_one_connection_serves_many_requests(site: Served) -> None:
    one = b"GET /feed.atom HTTP/1.1\r\nHost: a\r\n"
    answers = await site.raw(one + b"\r\n" + one + b"\r\n" + one + b"Connection: close\r\n\r\n")
    assert answers.count(b"HTTP/1.1 200 OK") == answers.count(b"<feed/>") == 3
