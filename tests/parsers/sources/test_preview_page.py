"""Preview pages: blocks written by us in every shape seen on real ones."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from parsers.records import Forward, Sighting
from parsers.sources.preview_page import Page, PageKind, read_page

FETCHED = datetime(2026, 10, 4, 12, 7, tzinfo=UTC)
# {"c": -1223955273, "p": 901, "t": 1791115582}: the channel's id, the post, the page's render time
VIEW = "eyJjIjotMTIyMzk1NTI3MywicCI6OTAxLCJ0IjoxNzkxMTE1NTgyfQ"
RENDERED = datetime(2026, 10, 4, 12, 6, 22, tzinfo=UTC)


def block(inside: str, message_id: int = 901, *, classes: str = "", meta: str = "", view: str = VIEW) -> str:
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
      <div class="tgme_widget_message text_not_supported_wrap {classes} js-widget_message"
           data-post="kpszsu/{message_id}" data-view="{view}">
        <div class="tgme_widget_message_author accent_color"><a class="tgme_widget_message_owner_name">Channel</a></div>
        {inside}
        <div class="tgme_widget_message_reactions"><span class="tgme_reaction"><b>👍</b>300</span></div>
        <span class="tgme_widget_message_views">17.2K</span>
        <span class="tgme_widget_message_meta">{meta}<a class="tgme_widget_message_date"
          href="https://t.me/kpszsu/{message_id}"><time datetime="2026-10-04T11:51:40+00:00">13:51</time></a></span>
      </div></div>"""


def view(**told: int) -> str:
    """A view that tells other things than ``VIEW``."""
    return base64.urlsafe_b64encode(json.dumps({"c": -1223955273, "p": 901} | told).encode()).decode()


def text(words: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def page(*blocks: str) -> Page:
    history = f'<section class="tgme_channel_history js-message_history">{"".join(blocks)}</section>'
    return read_page(f"<html><body>{history}</body></html>\n<!-- page generated in 7.1ms -->", FETCHED)


def only(inside: str, **more: Any) -> Sighting:
    (sighting,) = page(block(inside, **more)).sightings
    return sighting


def test_a_message_has_an_id_a_time_a_text_and_the_render_time_of_the_page() -> None:
    sighting = only(text("Збито 5 БпЛА"))
    assert (sighting.message_id, sighting.text) == (901, "Збито 5 БпЛА")
    assert sighting.published_at == datetime(2026, 10, 4, 11, 51, 40, tzinfo=UTC)
    assert (sighting.observed_at, sighting.edited, sighting.transport) == (RENDERED, False, "preview")


def test_the_page_states_the_numeric_channel_id_and_its_render_time() -> None:
    shown = page(block(text("a")), block(text("b"), 902))
    assert (shown.kind, shown.numeric_ids, shown.rendered_at) == (PageKind.FEED, frozenset({1223955273}), RENDERED)


def test_a_render_time_in_the_far_future_is_replaced_by_the_fetch_time() -> None:
    """Else its texts would stand above every later edit."""
    shown = page(block(text("a"), view=view(t=4_102_444_800)))
    assert (shown.numeric_ids, shown.rendered_at) == (frozenset({1223955273}), None)
    assert shown.sightings[0].observed_at == FETCHED


@pytest.mark.parametrize(
    "told", [b"[" * 100_000, b"[]", b"null", b'{"c":-1,"t":1e400}', b'{"c":-1,"t":99999999999999}']
)
def test_an_unexpected_view_token_is_ignored(told: bytes) -> None:
    shown = page(block(text("a"), view=base64.urlsafe_b64encode(told).decode()))
    assert (shown.numeric_ids, shown.rendered_at) == (frozenset(), None)


def test_without_a_readable_view_token_the_fetch_time_is_used() -> None:
    shown = page(block(text("a"), view="?"))
    assert (shown.numeric_ids, shown.rendered_at, shown.sightings[0].observed_at) == (frozenset(), None, FETCHED)


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("one<br/>two<br>three", "one\ntwo\nthree"),
        ("<b>bold</b> <i>italic</i> <a href='?q=%23tag'>#tag</a>", "bold italic #tag"),
        ("<b>12<br/></b>34", "12\n34"),
        ("&#33; &quot;Dan-T&quot; &amp; more", '! "Dan-T" & more'),
        ("5\u00a0drones", "5\u00a0drones"),
        ('<i class="emoji" style="background-image:url(\'//x\')"><b>❗️</b></i> Alert', "❗️ Alert"),
        ('<tg-emoji emoji-id="5"><i class="emoji"><b>🏍</b></i></tg-emoji> Alert', "🏍 Alert"),
        ("<tg-spoiler>hidden</tg-spoiler> end", "hidden end"),
        ("said 5<blockquote expandable>quoted 7</blockquote>after 9", "said 5\n▎quoted 7\nafter 9"),
        ("said<br/><br/><blockquote>quoted</blockquote>", "said\n\n▎quoted"),
        ("<blockquote>one<br/>two</blockquote><blockquote>three</blockquote>", "▎one\n▎two\n▎three"),
        ("<s>107</s> 108", "1̶0̶7̶ 108"),
        ("<del>107</del><strike>6</strike> 108", "1̶0̶7̶6̶ 108"),
        ("<b>all <s>10<a href='?q=7'>7</a></s> 108</b>", "all 1̶0̶7̶ 108"),
        ("<tg-spoiler><s><b>1<s>0</s></b>7<br/></s></tg-spoiler>8", "1̶0̶7̶\n8"),
        ('<s><i class="emoji"><b>🛡</b></i> &lt;5&gt; &amp;</s>', "🛡̶ <̶5̶>̶ &̶"),
        ("<blockquote>97 <s>96</s></blockquote>", "▎97 9̶6̶"),
        ("<s></s>108<blockquote></blockquote>", "108"),
        ("<pre>1\n2</pre><br/>3", "1\n2\n3"),
        ("\n   spaced   \n", "spaced"),
    ],
)
def test_the_text_is_restored_as_it_was_posted(html: str, plain: str) -> None:
    assert only(text(html)).text == plain


def test_the_nested_text_of_an_album_is_read_once_and_its_items_are_listed() -> None:
    items = "".join(
        f'<a class="tgme_widget_message_video_player" href="https://t.me/kpszsu/{item}?single">'
        f'<time class="message_video_duration">0:27</time></a>'
        for item in (903, 901, 902)
    )
    album = f'<div class="tgme_widget_message_grouped_wrap">{items}</div>' + text(text("Caption 4"))
    # {"c": -1223955273, "p": "901g", "t": 1791115582}
    sighting = only(album, view="eyJjIjotMTIyMzk1NTI3MywicCI6IjkwMWciLCJ0IjoxNzkxMTE1NTgyfQ")
    assert (sighting.text, sighting.members) == ("Caption 4", (901, 902, 903))


def test_the_duration_of_a_video_is_not_read_as_the_time_of_the_post() -> None:
    video = '<a class="tgme_widget_message_video_player"><time class="message_video_duration">0:27</time></a>'
    assert only(video + text("a")).published_at == datetime(2026, 10, 4, 11, 51, 40, tzinfo=UTC)


@pytest.mark.parametrize("quoting", ["js-message_reply_text", "js-message_text"])
def test_a_quoted_reply_is_not_the_text(quoting: str) -> None:
    reply = f'<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text {quoting}">Збито 90</div></a>'
    assert only(reply + text("Збито 5")).text == "Збито 5"


@pytest.mark.parametrize("quoting", ["js-message_reply_text", "js-message_text"])
def test_a_photo_that_replies_to_a_text_has_no_text(quoting: str) -> None:
    reply = f'<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text {quoting}">Збито 90</div></a>'
    assert only(reply + '<a class="tgme_widget_message_photo_wrap"></a>').text == ""


def forwarded(name: str, behind: str = "") -> str:
    return (
        f'<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from&nbsp;{name}{behind}</div>'
        + text("Збито 90")
    )


def origin(tag: str, name: str = "Other &amp; Co", **more: str) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in more.items())
    return f'<{tag} class="tgme_widget_message_forwarded_from_name"{attributes}><span dir="auto">{name}</span></{tag}>'


SIGNED = ' (<span class="tgme_widget_message_forwarded_from_author">Ann</span>)'


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (forwarded(origin("a", href="https://t.me/other/77")), Forward("Other & Co", "other/77")),
        (forwarded(origin("a", href="https://t.me/other/77"), SIGNED), Forward("Other & Co", "other/77")),
        (forwarded(origin("a", href="https://telegram.me/ann?x=1")), Forward("Other & Co", "ann")),
        (forwarded(origin("a", href="https://t.me/c/12345/77")), Forward("Other & Co", "c/12345/77")),
        (forwarded(origin("a", href="https://t.me/kpszsu/900")), Forward("Other & Co", "kpszsu/900")),
        (forwarded(origin("a", href="javascript:alert(1)")), Forward("Other & Co")),
        (forwarded(origin("a")), Forward("Other & Co")),
        (forwarded(origin("span", "Ann")), Forward("Ann")),
        (forwarded(origin("span", "")), Forward()),
        (forwarded(""), Forward()),
    ],
    ids=[
        "a post",
        "a signed post",
        "a person on another host",
        "a private channel",
        "its own post",
        "no address",
        "no link",
        "a hidden person",
        "a name that is empty",
        "nothing",
    ],
)
def test_a_forward_has_its_origin(inside: str, told: Forward) -> None:
    sighting = only(inside)
    assert (sighting.forward, sighting.text) == (told, "Збито 90")


def test_a_forwarded_album_is_a_forward() -> None:
    items = "".join(
        f'<a class="tgme_widget_message_photo_wrap" href="https://t.me/kpszsu/{n}?single"></a>' for n in (1, 2)
    )
    head = forwarded(origin("a", href="https://t.me/other/77")).split('<div class="tgme_widget_message_text')[0]
    album = f'<div class="tgme_widget_message_grouped_wrap">{items}</div>' + text(text("Caption 4"))
    sighting = only(head + album)
    assert (sighting.forward, sighting.text) == (Forward("Other & Co", "other/77"), "Caption 4")


@pytest.mark.parametrize(
    "inside",
    [
        text("Збито 5"),
        f'<a class="tgme_widget_message_reply">{forwarded(origin("span"))}</a>' + text("Збито 5"),
        text(forwarded(origin("a"))[:-6] + "Forwarded from Other</div>"),
        text("Forwarded from Other<br/>Збито 5"),
    ],
    ids=["nothing said", "what it answers", "tags in its own text", "words in its own text"],
)
def test_text_that_only_looks_like_a_forward_is_not_one(inside: str) -> None:
    assert only(inside).forward is None


def test_posts_with_custom_emoji_keep_their_text_beside_the_unsupported_notice() -> None:
    words = '<div class="message_media_not_supported">Please open Telegram</div>'
    notice = f'<div class="media_not_supported_cont">{words}</div>'
    assert only(f'<div class="media_supported_cont">{text("Alert 3")}</div>' + notice).text == "Alert 3"


def test_a_rich_post_is_shown_without_its_text() -> None:
    notice = '<div class="message_media_not_supported"><a href="https://t.me/kpszsu/901">VIEW IN TELEGRAM</a></div>'
    assert only(notice).text is None


@pytest.mark.parametrize("kind", ["photo_wrap", "sticker_wrap media_supported_cont", "location_wrap", "poll"])
def test_media_without_a_caption_have_an_empty_text(kind: str) -> None:
    assert only(f'<div class="tgme_widget_message_{kind}"></div>').text == ""


@pytest.mark.parametrize(
    ("label", "words"), [("Media is too big", ""), ("Please open Telegram to view this post", None)]
)
def test_media_beside_an_unsupported_notice_have_an_unknown_text(label: str, words: str | None) -> None:
    notice = (
        f'<div class="message_media_not_supported"><div class="message_media_not_supported_label">{label}</div></div>'
    )
    assert only('<a class="tgme_widget_message_photo_wrap"></a>' + notice).text == words


def test_a_service_message_that_quotes_a_pinned_report_has_no_text() -> None:
    assert only(text("Channel pinned «Збито 90»"), classes="service_message").text == ""


@pytest.mark.parametrize(
    ("meta", "edited"),
    [
        ("edited &nbsp;", True),
        ('<span class="tgme_widget_message_from_author">Name</span>,&nbsp;edited &nbsp;', True),
        ('<span class="tgme_widget_message_from_author">Unedited News</span>', False),
    ],
)
def test_an_edit_mark_is_distinguished_from_a_signature(meta: str, edited: bool) -> None:
    assert only(text("a"), meta=meta).edited is edited


def test_messages_are_returned_oldest_first() -> None:
    shown = page(block(text("b"), 902), block('<a class="tgme_widget_message_photo_wrap"></a>', 900), block(text("c")))
    assert [(one.message_id, one.text) for one in shown.sightings] == [(900, ""), (901, "c"), (902, "b")]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<section class="tgme_channel_history"><div class="tme_no_messages_found">No posts</div></section>', "empty"),
        ('<div class="tgme_page"><div class="tgme_page_title">Name</div></div>', "no_preview"),
        ('<div class="tgme_page"><div class="tgme_page_icon"></div></div>', "not_found"),
        ("<form>Are you human?</form>", "blocked"),
        ("", "blocked"),
    ],
)
def test_a_page_without_messages_is_classified(body: str, kind: str) -> None:
    assert read_page(f"<html><body>{body}</body></html>", FETCHED) == Page(PageKind(kind))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_a_truncated_page_is_rejected_wherever_it_is_cut(share: float) -> None:
    blocks = "".join(block(text(f"Збито {n}00 БпЛА"), n) for n in range(1, 20))
    whole = f'<html><body><section class="tgme_channel_history">{blocks}</section></body></html>'
    assert read_page(whole[: int(len(whole) * share)], FETCHED) == Page(PageKind.CUT_OFF)


def test_messages_of_an_unknown_shape_mean_a_changed_layout() -> None:
    strange = '<div class="tgme_message_body_v2">Збито 5</div>'
    assert page(block(strange), block(strange, 902), block(text("a"), 903)).kind is PageKind.LAYOUT_CHANGED


def test_a_renamed_text_class_beside_the_notice_means_a_changed_layout() -> None:
    strange = (
        '<div class="media_supported_cont"><div class="body_v2">Збито 5</div></div>'
        '<div class="message_media_not_supported"></div>'
    )
    assert page(block(strange)).kind is PageKind.LAYOUT_CHANGED


@pytest.mark.parametrize(
    "told", ["13:51", "2026-10-04T11:51:40", "0001-01-01T00:00:00+10:00", "9999-12-31T23:59:59-10:00"]
)
def test_a_page_of_messages_without_readable_times_means_a_changed_layout(told: str) -> None:
    assert page(block(text("a")).replace("2026-10-04T11:51:40+00:00", told)).kind is PageKind.LAYOUT_CHANGED


def test_a_single_message_without_a_readable_time_is_listed_by_its_id() -> None:
    timeless = block(text("Збито 5"), 902).replace("2026-10-04T11:51:40+00:00", "13:51")
    shown = page(block(text("a")), timeless, block(text("b"), 903))
    assert (shown.kind, [one.message_id for one in shown.sightings]) == (PageKind.FEED, [901, 903])
    assert shown.unread == {902}


def test_a_single_message_of_an_unknown_shape_has_no_text() -> None:
    shown = page(block("<div></div>"), block(text("a"), 902), block(text("b"), 903))
    assert [(one.message_id, one.text) for one in shown.sightings] == [(901, None), (902, "a"), (903, "b")]
