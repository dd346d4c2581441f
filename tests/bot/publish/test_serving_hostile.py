"""Hostile requests to the server of the published folder: none is answered with anything that is not published."""

from __future__ import annotations

import pytest

from tests.bot.publish.public_folder import LATEST, SECRET, Served

# What is sent as the path of a GET, and the status it is answered with; 0: nothing, the server hangs up.
PATHS: list[tuple[bytes, int]] = [
    # out of the folder
    (b"/../secret.json", 404),
    (b"/v1/../../secret.json", 404),
    (b"/v1/../latest.json", 404),
    (b"/./v1/latest.json", 404),
    (b"/..", 404),
    (b"/%2e%2e/secret.json", 404),
    (b"/%2E%2E%2Fsecret.json", 404),
    (b"/..%2fsecret.json", 404),
    (b"/..%252fsecret.json", 404),
    (b"/v1/%2e%2e%2f%2e%2e%2fsecret.json", 404),
    (b"/..%c0%afsecret.json", 404),
    (b"/%u002e%u002e/secret.json", 404),
    (b"/..\\secret.json", 404),
    (b"/..%5csecret.json", 404),
    (b"\\..\\secret.json", 404),
    (b"/..;/secret.json", 404),
    (b"/....//secret.json", 404),
    (b"//etc/passwd", 404),
    (b"/etc/passwd", 404),
    (b"//v1/latest.json", 404),
    (b"/v1//latest.json", 404),
    (b"/~root/.env", 404),
    (b"file:///etc/passwd", 404),
    (b"http://127.0.0.1/../secret.json", 404),
    (b"http://other.example/v1/latest.json", 404),
    (b"v1/latest.json", 404),
    (b"*", 404),
    (b"?/../secret.json", 404),
    # links
    (b"/linked.json", 404),
    (b"/within.json", 404),
    (b"/outside/secret.json", 404),
    (b"/outside/public/v1/latest.json", 404),
    (b"/again/latest.json", 404),
    # hidden, unfinished, of no type that is published
    (b"/.state.json", 404),
    (b"/.git.json", 404),
    (b"/../.env", 404),
    (b"/.env", 404),
    (b"/v1/.hidden/latest.json", 404),
    (b"/v1/latest.json.tmp", 404),
    (b"/v1/latest.json~", 404),
    (b"/v1/latest", 404),
    (b"/overnight.db", 404),
    (b"/notes.md", 404),
    (b"/page.php", 404),
    # no regular files, no lists
    (b"/v1", 404),
    (b"/v1/", 404),
    (b"/v1/night/", 404),
    (b"/uk", 404),
    (b"/looks.json", 404),
    (b"/looks.json/", 404),
    (b"/index.html/", 404),
    (b"/v1/latest.json/", 404),
    (b"/v1/latest.json/latest.json", 404),
    (b"/pipe.json", 404),
    (b"/socket.json", 404),
    # names that are almost right
    (b"/V1/latest.json", 404),
    (b"/v1/LATEST.JSON", 404),
    (b"/v1/latest.json%00", 404),
    (b"/v1/latest.json%00.png", 404),
    (b"/v1/latest.json.", 404),
    (b"/v1/latest%2ejson", 404),
    (b"/v1/latest.json%20", 404),
    (b"/v1/latest.json::$DATA", 404),
    (b"/v1/latest.json;x=.css", 404),
    (b"/v1/l\xd0\xb0test.json", 404),
    (b"/v1/latest.json\x00", 400),
    (b"/v1/latest.json\x01", 400),
    (b"/v1/latest .json", 400),
    (b"/" + b"a" * 250 + b".json", 404),
    (b"/" + b"a/" * 5000 + b"b.json", 404),
    (b"/" + b"a" * 20_000 + b".json", 0),
    # of the bot, not of the folder
    (b"/healthz", 404),
    (b"/readyz", 404),
    (b"/metrics", 404),
    (b"/telegram", 404),
    # and what is published may be asked for with any query
    (b"/v1/latest.json?file=../../secret.json", 200),
]

# Whole requests; ``latest`` is asked for where nothing else is said.
FIVE_KILOBYTES = b"1388\r\n" + b"a" * 5000 + b"\r\n0\r\n\r\n"
REQUESTS: list[tuple[bytes, int]] = [
    *((b"%s /v1/latest.json HTTP/1.1\r\nHost: a\r\n\r\n" % method, 405)
      for method in (b"POST", b"PUT", b"DELETE", b"PATCH", b"TRACE", b"CONNECT", b"PROPFIND", b"MKCOL", b"get", b"X")),
    (b"OPTIONS /../secret.json HTTP/1.1\r\nHost: a\r\n\r\n", 204),
    (b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 204),
    (b"HEAD /../secret.json HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    (b"POST /../secret.json HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", 405),
    (b"PUT /v1/latest.json HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + FIVE_KILOBYTES, 400),
    (b"GET /v1/latest.json HTTP/1.1\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: ../../secret.json\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nX-Original-URL: /../secret.json\r\n"
     b"X-Rewrite-URL: /../secret.json\r\nX-Forwarded-Prefix: ..\r\nX-HTTP-Method-Override: DELETE\r\n\r\n", 200),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", 400),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 0),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X%d: y\r\n" % n for n in range(3000)) + b"\r\n", 0),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + b'"a", ' * 3000 + b'"b"\r\n\r\n', 200),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nAccept-Encoding: " + b"gzip;q=0," * 1500 + b"br\r\n\r\n", 200),
    (b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nIf-Modified-Since: " + b"9" * 9000 + b"\r\n\r\n", 200),
    (b"GET /v1/latest.json HTTP/9.9\r\nHost: a\r\n\r\n", 400),
    (b"GET /v1/latest.json\r\nHost: a\r\n\r\n", 400),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    *((b"GET /v1/latest.json HTTP/1.1\r\nHost: a\r\nRange: %s\r\n\r\n" % wanted, 200)
      for wanted in (b"bytes=0-3", b"bytes=-1", b"bytes=5-2", b"bytes=999999999-", b"bytes=0-0,2-3,0-",
                     b"bytes=" + b"0-," * 3000 + b"0-", b"lines=1-2", b"bytes=0-99999999999999999999999")),
]  # fmt: skip


def closing(request: bytes) -> bytes:
    """Ask the server to hang up after its answer, where it understands that at all."""
    head, separator, body = request.partition(b"\r\nHost: a\r\n")
    return head + b"\r\nHost: a\r\nConnection: close\r\n" + body if separator else request


TRIES = [(b"GET %s HTTP/1.1\r\nHost: a\r\n\r\n" % path, status) for path, status in PATHS] + REQUESTS


def test_the_table_has_more_than_fifty_tries() -> None:
    assert len({request for request, _ in TRIES}) == len(TRIES) > 100


@pytest.mark.parametrize(("request_bytes", "status"), [(closing(one), status) for one, status in TRIES],
                         ids=[repr(one[:60]) for one, _ in TRIES])  # fmt: skip
async def test_a_hostile_request_gets_nothing_that_is_not_published(
    site: Served, request_bytes: bytes, status: int
) -> None:
    answer = await site.raw(request_bytes)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert int(answer[9:12] or 0) == status
    for kept_back in (SECRET, str(site.folder.parent).encode(), b"root:", b"Traceback", b"ornado", b"ython"):
        assert kept_back not in answer
    if status == 200:
        assert body == LATEST
    else:
        assert len(body) < 40
        assert b"ETag" not in head.title()
        assert b"\nServer:" not in head


async def test_the_server_still_answers_after_all_of_them(site: Served) -> None:
    for request, _ in TRIES:
        await site.raw(closing(request))
    assert (await site.ask("/v1/latest.json")).content == LATEST
