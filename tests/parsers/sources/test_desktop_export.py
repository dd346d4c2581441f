"""Telegram Desktop exports, made up in the shapes Desktop writes."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from parsers.records import Forward, Sighting
from parsers.sources.desktop_export import read_export
from parsers.sources.desktop_messages import ExportedPost, ExportError

FOLLOWED = {1223955273: "kpszsu", 777000777: "mod_russia"}
SECONDS = 1788264000  # 2026-09-01 12:00 UTC
NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def message(number: int, text: Any = "a", **more: Any) -> dict[str, Any]:
    entities = [{"type": "plain", "text": text}] if isinstance(text, str) and text else []
    return {
        "id": number,
        "type": "message",
        "date": "2026-09-01T14:00:00",
        "date_unixtime": str(SECONDS),
        "from": "Channel",
        "from_id": "channel1223955273",
        "text": text,
        "text_entities": entities,
        **more,
    }


def chat(*messages: dict[str, Any], numeric_id: int = 1223955273) -> dict[str, Any]:
    return {"name": "A channel", "type": "public_channel", "id": numeric_id, "messages": list(messages)}


def posts(content: Any) -> list[Sighting]:
    return [one.sighting for one in exported(content) if one.sighting]


def exported(content: Any) -> list[ExportedPost]:
    raw = content if isinstance(content, bytes) else json.dumps(content, indent=1, ensure_ascii=False).encode()
    return list(read_export(io.BytesIO(raw), FOLLOWED))


def test_a_message_becomes_a_post_with_times_from_its_unix_time() -> None:
    assert posts(chat(message(7, "Збито 5"))) == [Sighting(7, NOON, "Збито 5", NOON, "export")]


def test_an_edited_message_was_observed_when_it_was_edited() -> None:
    (post,) = posts(chat(message(7, edited="2026-09-01T15:00:00", edited_unixtime=str(SECONDS + 3600))))
    assert (post.observed_at, post.published_at, post.edited) == (NOON.replace(hour=13), NOON, True)


def test_the_text_is_joined_from_text_entities() -> None:
    parts = ["Збито ", {"type": "bold", "text": "5"}, " БпЛА"]
    entities = [{"type": "plain", "text": "Збито "}, {"type": "bold", "text": "5"}, {"type": "plain", "text": " БпЛА"}]
    assert posts(chat(message(7, parts, text_entities=entities)))[0].text == "Збито 5 БпЛА"


def test_without_text_entities_the_text_is_joined_from_its_pieces() -> None:
    old = message(7, ["Збито ", {"type": "bold", "text": "5"}, " БпЛА"])
    del old["text_entities"]
    assert posts(chat(old))[0].text == "Збито 5 БпЛА"


def parts(*pieces: tuple[str, str]) -> dict[str, Any]:
    return message(7, "", text_entities=[{"type": kind, "text": words} for kind, words in pieces])


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("plain", "Атакував "), ("strikethrough", "107"), ("plain", " 108")], "Атакував 1̶0̶7̶ 108"),
        ([("plain", "said 5\n"), ("blockquote", "quoted\n7"), ("plain", "\nafter 9")], "said 5\n▎quoted\n▎7\nafter 9"),
        ([("blockquote", "5"), ("blockquote", "7")], "▎5\n▎7"),
        ([("bold", "5"), ("spoiler", "7")], "57"),
    ],
    ids=["struck", "quoted", "two quotations", "other looks"],
)
def test_struck_and_quoted_text_is_marked(pieces: list[tuple[str, str]], text: str) -> None:
    assert posts(chat(parts(*pieces)))[0].text == text


def test_without_text_entities_struck_and_quoted_pieces_are_marked() -> None:
    old = message(7, ["Атакував ", {"type": "strikethrough", "text": "107"}, " 108"])
    del old["text_entities"]
    assert posts(chat(old))[0].text == "Атакував 1̶0̶7̶ 108"


@pytest.mark.parametrize(
    ("told", "forward"),
    [
        ({"forwarded_from": "Other"}, Forward("Other")),
        ({"forwarded_from": "A channel"}, Forward("A channel")),
        ({"forwarded_from": None}, Forward()),
        ({"forwarded_from": "Other", "forwarded_from_id": "channel1009"}, Forward("Other", numeric_id=1009)),
        ({"forwarded_from": "Ann", "forwarded_from_id": "user5"}, Forward("Ann")),
        ({"forwarded_from": 5, "forwarded_from_id": 5}, Forward()),
        ({"saved_from": "Other"}, Forward()),
        ({"reply_to_message_id": 5, "author": "Ann"}, None),
        ({}, None),
    ],
    ids=["a name", "its own", "hidden", "a channel", "a person", "odd values", "saved", "an answer", "its own words"],
)
def test_a_forward_has_the_origin_the_export_states(told: dict[str, Any], forward: Forward | None) -> None:
    assert posts(chat(message(7, **told)))[0].forward == forward


def test_media_forwarded_together_are_an_album_only_with_the_same_origin() -> None:
    found = posts(
        chat(
            message(7, "", photo="a.jpg", forwarded_from="One"),
            message(8, "caption", photo="b.jpg", forwarded_from="One"),
            message(9, "", photo="c.jpg", forwarded_from="Two"),
            message(10, "", photo="d.jpg"),
        )
    )
    assert [(one.message_id, one.members, one.forward) for one in found] == [
        (7, (7, 8), Forward("One")),
        (9, (), Forward("Two")),
        (10, (), None),
    ]


def test_album_items_are_one_post_but_posts_of_the_same_second_are_not() -> None:
    found = posts(
        chat(
            message(7, "", photo="a.jpg"),
            message(8, "caption", photo="b.jpg"),
            message(9, "", file="c.mp4", media_type="video_file"),
            message(10, "another", photo="d.jpg"),
            message(11, "without a photo"),
        )
    )
    assert [(one.message_id, one.text, one.members) for one in found] == [
        (7, "caption", (7, 8, 9)),
        (10, "another", ()),
        (11, "without a photo", ()),
    ]


def test_service_messages_have_no_text() -> None:
    service = message(7, "pinned «Збито 90»") | {"type": "service", "action": "pin_message"}
    assert [(one.message_id, one.text) for one in posts(chat(service))] == [(7, "")]


def test_an_unsupported_message_is_listed_without_a_post() -> None:
    found = exported(chat(message(7), {"id": 8, "type": "unsupported"}, message(9)))
    assert [(one.message_id, one.sighting is None) for one in found] == [(8, True), (7, False), (9, False)]


def test_times_without_a_known_zone_are_refused_with_a_sentence() -> None:
    old = message(7)
    del old["date_unixtime"]
    with pytest.raises(ExportError, match="its Telegram Desktop is too old"):
        exported(chat(old))


@pytest.mark.parametrize("number", [b"2147483648", b"1" + b"0" * 30, b"9" * 6000], ids=["32 bits", "10^30", "6,000"])
def test_an_impossible_message_id_is_refused_with_a_sentence(number: bytes) -> None:
    with pytest.raises(ExportError, match="damaged or made to do harm"):
        exported(json.dumps(chat(message(777777))).encode().replace(b"777777", number))


def test_the_highest_possible_message_id_is_accepted() -> None:
    assert posts(chat(message(2147483647)))[0].message_id == 2147483647


def test_from_a_full_account_export_only_followed_channels_are_read() -> None:
    account = {
        "about": "…",
        "personal_information": {"user_id": 1, "id": 777000777},
        "chats": {"about": "…", "list": [chat(message(1, "private"), numeric_id=5), chat(message(2, "ours"))]},
        "left_chats": {"list": [chat(message(3, "theirs"), numeric_id=777000777)]},
    }
    assert [(one.channel, one.sighting and one.sighting.text) for one in exported(account)] == [
        ("kpszsu", "ours"),
        ("mod_russia", "theirs"),
    ]


@pytest.mark.parametrize("kind", ["personal_chat", "private_supergroup", "bot_chat"])
def test_a_chat_of_another_type_with_the_id_of_a_channel_is_not_read(kind: str) -> None:
    with pytest.raises(ExportError, match="none of the channels"):
        exported(chat(message(7)) | {"type": kind})


@pytest.mark.parametrize("odd", [5, True, None, {"a": 1}, [["x"]], [{"text": None}], [{"text": ["x"]}], [1, None]])
@pytest.mark.parametrize("key", ["text", "text_entities"])
def test_a_text_of_an_unexpected_type_is_empty(odd: Any, key: str) -> None:
    (post,) = posts(chat(message(7, "") | {key: odd}))
    assert post.text == ""


@pytest.mark.parametrize("padding", [0, *range(65_530 - 190, 65_540 - 150, 3)])
def test_escaped_control_characters_are_read_across_chunk_boundaries(padding: int) -> None:
    raw = json.dumps(chat(message(7, "x" * padding), message(8, "aBELb\\x41 \\ é"))).encode()
    (_, post) = posts(raw.replace(b"BEL", rb"\x07"))
    assert post.text == "a\x07b\\x41 \\ é"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "cut off"),
        (b"not json", "cut off"),
        (json.dumps(chat(message(7), message(8))).encode()[:-40], "cut off"),
        (b'{"id": 1223955273, "messages": ' + b"[" * 100_000, "nested"),
        (b'{"id": 1223955273, "x": ' + b'{"a":' * 100_000, "nested"),
        (b'{"id": 1223955273, "x": "' + b"a" * 5_000_000 + b'"}', "4 MB"),
        (b'{"id": 1223955273, "x": "' + b"\\" * 5_000_000 + b'"}', "4 MB"),
        (
            json.dumps(chat(message(7), numeric_id=5)).encode(),
            "none of the channels that are followed. It holds A channel.",
        ),
        (b"[]", "none of the channels"),
        (b"{}", "none of the channels"),
    ],
    ids=["empty", "text", "cut off", "arrays", "maps", "one string", "backslashes", "another channel", "list", "map"],
)
def test_a_file_that_is_no_usable_export_is_refused_with_a_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        exported(raw)


@pytest.mark.parametrize(
    "wrong", [{"id": "7"}, {"id": -7}, {"id": True}, {"date_unixtime": "soon"}, {"date_unixtime": None}]
)
def test_a_message_without_a_usable_id_or_time_is_skipped(wrong: dict[str, Any]) -> None:
    assert [one.message_id for one in posts(chat(message(7) | wrong, message(8)))] == [8]
