"""A stand-in for the preview hosts: channels whose posts appear, change and vanish, and every kind of failure."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import tornado.httpserver
import tornado.netutil
import tornado.web

from bot.demo import channel_html
from bot.demo.channel_html import ShownPost
from parsers.records import Forward

MESSAGES_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; ``dropped`` closes the connection instead of finishing it."""

    status: int
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A request that was answered."""

    path: str
    before: int | None
    at: datetime


@dataclass(slots=True)
class _Channel:
    numeric_id: int
    posts: dict[int, ShownPost] = field(default_factory=dict)


Fault = Callable[[Answer], Answer]


def status(code: int, retry_after: int | str | None = None) -> Fault:
    """Answer with this status instead."""
    headers = (("Retry-After", str(retry_after)),) if retry_after is not None else ()
    return lambda _: Answer(code, "", headers)


def cut_off(share: float = 0.5) -> Fault:
    """Send only the first part of the page, as if that were all of it."""
    return lambda answer: dataclasses.replace(answer, body=answer.body[: int(len(answer.body) * share)])


def no_posts() -> Fault:
    """Say "No posts found" though there are."""
    return lambda _: Answer(200, channel_html.empty("limited"))


def are_you_human() -> Fault:
    """Show a page that wants a box ticked."""
    return lambda _: Answer(200, channel_html.check("limited"))


def redirect(address: str) -> Fault:
    """Send the reader elsewhere."""
    return lambda _: Answer(302, "", (("Location", address),))


def dropped() -> Fault:
    """Close the connection without an answer."""
    return lambda answer: dataclasses.replace(answer, dropped=True)


class ChannelPages:
    """Serves ``/s/NAME``, ``?before=N`` and ``?after=N`` as the real hosts do. ``now`` is the pages' render time.

    ``host`` is where, once it was started.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.asked: list[PageRequest] = []
        self.host = ""
        self._now = now
        self._channels: dict[str, _Channel] = {}
        self._faults: deque[tuple[str | None, Fault]] = deque()
        self._server: tornado.httpserver.HTTPServer | None = None

    def add_channel(self, name: str, numeric_id: int) -> None:
        """A public channel without posts."""
        self._channels[name] = _Channel(numeric_id)

    def add_post(
        self,
        channel: str,
        message_id: int,
        text: str | None,
        published_at: datetime | None = None,
        *,
        items: tuple[int, ...] = (),
        quote: str | None = None,
        service: bool = False,
        edited: bool = False,
        forward: Forward | None = None,
        is_html: bool = False,
    ) -> None:
        """Publish a post; see ``ShownPost``. Without ``published_at`` it is published now."""
        self._channels[channel].posts[message_id] = ShownPost(
            message_id, text, published_at or self._now(), edited, items, quote, service, forward, is_html
        )

    def edit_post(self, channel: str, message_id: int, text: str | None, *, is_html: bool = False) -> None:
        """Edit a post's text; the page marks it as edited without a time."""
        posts = self._channels[channel].posts
        posts[message_id] = dataclasses.replace(posts[message_id], text=text, edited=True, is_html=is_html)

    def delete_post(self, channel: str, message_id: int) -> None:
        """Take a post away without a trace, as the real page does."""
        del self._channels[channel].posts[message_id]

    def rename(self, channel: str, name: str) -> None:
        """Give the channel another name; nothing is left under the old one."""
        self._channels[name] = self._channels.pop(channel)

    def change_identity(self, channel: str, numeric_id: int) -> None:
        """Let the name belong to another channel from now on."""
        self._channels[channel].numeric_id = numeric_id

    def numeric_id(self, channel: str) -> int:
        """Return the id the channel's page shows now."""
        return self._channels[channel].numeric_id

    def posts(self, channel: str) -> dict[int, ShownPost]:
        """What the channel holds now, by id."""
        return dict(self._channels[channel].posts)

    def fail(self, fault: Fault, times: int = 1, channel: str | None = None) -> None:
        """Let the next answers (for one channel, or for any) go wrong in this way."""
        self._faults.extend([(channel, fault)] * times)

    def forgive(self) -> None:
        """Let nothing more go wrong."""
        self._faults.clear()

    def answer(self, path: str, before: str | None = None, after: str | None = None) -> Answer:
        """What a GET of ``path`` gets; the HTTP server below and tests without a network both ask here."""
        name = path.strip("/").removeprefix("s/")
        self.asked.append(PageRequest(path, _number(before), self._now()))
        found = self._find(name)
        usual = self._usual(path, name, found, before, after)
        for place, (channel, fault) in enumerate(self._faults):
            if channel in (None, found, name):
                del self._faults[place]
                return fault(usual)
        return usual

    def _find(self, name: str) -> str | None:
        return next((known for known in self._channels if known.lower() == name.lower()), None)

    def _usual(self, path: str, name: str, found: str | None, before: str | None, after: str | None) -> Answer:
        if not path.startswith("/s/"):
            return Answer(200, channel_html.card(name, found))
        if found is None:
            return Answer(302, "", (("Location", f"/{name}"),))
        channel = self._channels[found]
        posts = self._page(channel, _number(before), _number(after))
        if not posts:
            return Answer(200, channel_html.empty(found))
        lowest = posts[0].message_id
        older = lowest if min(channel.posts) < lowest else None
        return Answer(200, channel_html.feed(found, channel.numeric_id, posts, self._now(), older))

    def _page(self, channel: _Channel, before: int | None, after: int | None) -> list[ShownPost]:
        """Up to 20 messages, the items of an album counted, oldest first."""
        wanted = [
            post
            for message_id, post in sorted(channel.posts.items(), reverse=after is None)
            if (before is None or message_id < before) and (after is None or message_id > after)
        ]
        page: list[ShownPost] = []
        room = MESSAGES_A_PAGE
        for post in wanted:
            room -= max(1, len(post.items))
            if room < 0:
                break
            page.append(post)
        return sorted(page, key=lambda post: post.message_id)

    async def start(self, port: int = 0) -> str:
        """Serve on loopback; return the address to use instead of the preview hosts."""
        handler = [(r"(/.*)", _Handler, {"pages": self})]
        self._server = tornado.httpserver.HTTPServer(tornado.web.Application(handler, compress_response=True))
        sockets = tornado.netutil.bind_sockets(port, "127.0.0.1")
        self._server.add_sockets(sockets)
        self.host = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        return self.host

    async def stop(self) -> None:
        """Serve no more and close every connection."""
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None


class _Handler(tornado.web.RequestHandler):
    def initialize(self, pages: ChannelPages) -> None:
        self._pages = pages

    def get(self, path: str) -> None:
        answer = self._pages.answer(
            path, self.get_query_argument("before", None), self.get_query_argument("after", None)
        )
        if answer.dropped:
            self.detach().close()
            return
        self.set_status(answer.status)
        self.set_header("Cache-Control", "no-store")
        for name, value in answer.headers:
            self.set_header(name, value)
        self.finish(answer.body)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() else None
