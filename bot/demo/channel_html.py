"""Channel pages written by us in the structure of the real ones of 2023-2026, nothing copied."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.records import Forward


@dataclass(frozen=True, slots=True)
class ShownPost:
    """A message as the page shows it.

    ``text`` is None for a rich post, whose text the page does not show. ``items`` are the ids of an album; ``quote`` is
    the beginning of the message this one replies to. ``forward`` is where the page says it came from. ``is_html`` is
    whether the text already has the page's own tags.
    """

    message_id: int
    text: str | None
    published_at: datetime
    edited: bool = False
    items: tuple[int, ...] = ()
    quote: str | None = None
    service: bool = False
    forward: Forward | None = None
    is_html: bool = False


def feed(channel: str, numeric_id: int, posts: Sequence[ShownPost], now: datetime, older: int | None) -> str:
    """Render a page with posts, oldest first; ``older`` is the id in the link to older posts, None without one."""
    more = (
        f'<div class="tgme_widget_message_centered js-messages_more_wrap">'
        f'<a href="/s/{channel}?before={older}" class="tme_messages_more js-messages_more" data-before="{older}"></a>'
        f"</div>"
        if older
        else ""
    )
    return _document(
        channel,
        f'<section class="tgme_channel_history js-message_history">{more}'
        + "".join(_block(channel, numeric_id, post, now) for post in posts)
        + "</section>",
    )


def empty(channel: str) -> str:
    """What a channel shows beyond its first post, and a host that has had enough of us as well."""
    return _document(
        channel,
        '<section class="tgme_channel_history js-message_history"><div class="tgme_widget_message_wrap">'
        '<div class="tme_no_messages_found">No posts found</div></div></section>',
    )


def card(channel: str, title: str | None) -> str:
    """The landing page of a name: with a title where something of that name exists."""
    inside = f'<div class="tgme_page_title"><span dir="auto">{html.escape(title)}</span></div>' if title else ""
    return _document(channel, f'<div class="tgme_page">{inside}</div>')


def check(channel: str) -> str:
    """A page that asks whether we are a person."""
    return _document(channel, '<form method="post"><p>One moment, please. Tick the box to go on.</p></form>')


def _document(channel: str, inside: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{channel} – Telegram</title></head>'
        f'<body class="widget_frame_base tgme_webpreview"><main class="tgme_main" data-url="/{channel}">{inside}</main>'
        f"</body></html>\n<!-- page generated in 21.04ms -->\n"
    )


def _block(channel: str, numeric_id: int, post: ShownPost, now: datetime) -> str:
    service = " service_message" if post.service else ""
    view = _view(numeric_id, post, now)
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap">'
        f'<div class="tgme_widget_message text_not_supported_wrap{service} js-widget_message"'
        f' data-post="{channel}/{post.message_id}" data-view="{view}"><div class="tgme_widget_message_bubble">'
        f'<div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name"'
        f' href="https://t.me/{channel}"><span dir="auto">{channel}</span></a></div>'
        f"{_forward(post.forward)}{_quote(channel, post)}{_album(channel, post)}{_text(channel, post)}"
        f'<div class="tgme_widget_message_footer compact js-message_footer">'
        f'<div class="tgme_widget_message_info short js-message_info">'
        f'<span class="tgme_widget_message_views">{post.message_id % 90 + 10}K</span>'
        f'<span class="tgme_widget_message_meta">{"edited &nbsp;" if post.edited else ""}'
        f'<a class="tgme_widget_message_date" href="https://t.me/{channel}/{post.message_id}">'
        f'<time datetime="{post.published_at.isoformat(timespec="seconds")}" class="time">'
        f"{post.published_at:%H:%M}</time></a></span></div></div></div></div></div>"
    )


def _view(numeric_id: int, post: ShownPost, now: datetime) -> str:
    shown = f"{post.message_id}g" if post.items else post.message_id
    view = {"c": -numeric_id, "p": shown, "t": int(now.timestamp()), "h": f"{post.message_id:018x}"}
    return base64.urlsafe_b64encode(json.dumps(view, separators=(",", ":")).encode()).decode().rstrip("=")


def _forward(forward: Forward | None) -> str:
    """Render the line above a forward: its origin is a link, or plain text if it is hidden."""
    if forward is None:
        return ""
    kind, link = ("a", f' href="https://t.me/{forward.address}"') if forward.address else ("span", "")
    name = html.escape(forward.name or "")
    return (
        '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;'
        f'<{kind} class="tgme_widget_message_forwarded_from_name"{link}><span dir="auto">{name}</span></{kind}></div>'
    )


def _quote(channel: str, post: ShownPost) -> str:
    if post.quote is None:
        return ""
    return (
        f'<a class="tgme_widget_message_reply" href="https://t.me/{channel}/1">'
        f'<div class="tgme_widget_message_author accent_color"><span dir="auto">{channel}</span></div>'
        f'<div class="tgme_widget_message_text js-message_reply_text" dir="auto">{html.escape(post.quote[:256])}</div>'
        "</a>"
    )


def _album(channel: str, post: ShownPost) -> str:
    if not post.items:
        return ""
    videos = "".join(
        f'<a class="tgme_widget_message_video_player grouped_media_wrap" href="https://t.me/{channel}/{item}?single">'
        f'<time class="message_video_duration js-message_video_duration">0:27</time></a>'
        for item in post.items
    )
    return f'<div class="tgme_widget_message_grouped_wrap js-message_grouped_wrap">{videos}</div>'


def _text(channel: str, post: ShownPost) -> str:
    if post.text is None:
        return (
            '<div class="message_media_not_supported_wrap"><div class="message_media_not_supported">'
            '<div class="message_media_not_supported_label">Please open Telegram to view this post</div>'
            f'<a href="https://t.me/{channel}/{post.message_id}" class="message_media_view_in_telegram">VIEW</a>'
            "</div></div>"
        )
    if not post.text:
        return f'<a class="tgme_widget_message_photo_wrap" href="https://t.me/{channel}/{post.message_id}"></a>'
    spelled = post.text if post.is_html else html.escape(post.text).replace("!", "&#33;")
    spelled = spelled.replace("\n", "<br/>")
    text = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{spelled}</div>'
    # The text of an album is in a div of the same class inside another.
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if post.items else text
