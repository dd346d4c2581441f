"""Real pages kept outside the repository, read by us and by an independent hand. Run by ``make trust HTML=folder``.

``FACTS`` says of each file what stands on it: the ids, the first and last of them with its time, what is special.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import bs4

from parsers.sources.preview_page import Page, PageKind, read_page

FOLDER = Path(os.environ["OVERNIGHT_TRUST_HTML"])
FETCHED = datetime(2026, 11, 22, tzinfo=UTC)
NO_TEXT = ""
# file → {id: time in UTC}
FEEDS: dict[str, dict[int, str]] = {
    "ClashReport_2026-08-24_album_video_abridged": {
        93429: "2026-08-24 03:46:52",
        93430: "2026-08-24 03:55:52",
        93448: "2026-08-24 07:11:01",
    },
    "feedjam_2023_full_page": {
        1: "2023-07-29 08:50:03",
        2: "2023-07-29 08:50:12",
        3: "2023-07-29 08:51:01",
        4: "2023-07-29 08:51:26",
        5: "2023-07-29 08:51:29",
        6: "2023-07-29 08:51:51",
        7: "2023-07-29 08:52:03",
    },
    "kharkivenergy_1485_edited_block": {1485: "2025-11-06 18:55:40"},
    "kpszsu_2026-10-04_page_trimmed": {
        82766: "2026-10-04 11:51:40",
        82767: "2026-10-04 11:57:57",
        82768: "2026-10-04 11:59:33",
    },
    "kpszsu_72080_2026-08-09_edited": {72080: "2026-08-09 10:08:16"},
    "kpszsu_79455_2026-09-22_summary_photo": {79455: "2026-09-22 05:01:01"},
    "audio_document": {12: "2023-02-24 07:33:58"},
    "audio_message": {13: "2023-02-24 07:34:05"},
    "emoji_message": {7: "2023-02-24 07:30:53"},
    "forwarded_text_message": {89: "2023-02-24 12:13:31"},
    "location_message": {10: "2023-02-24 07:31:38"},
    "location_message_2": {83: "2023-02-24 11:01:22"},
    "location_message_3": {88: "2023-02-24 11:23:40"},
    "message_weird_preview": {7334: "2022-11-09 22:43:54"},
    "multimedia_message": {84: "2023-02-24 11:01:46"},
    "photo_multiple": {14: "2023-02-24 07:34:20"},
    "photo_single": {16: "2023-02-24 07:35:28"},
    "poll": {11: "2023-02-24 07:32:23"},
    "round_video_single": {17: "2023-02-24 07:35:45"},
    "service_message_channel_created": {1: "2023-02-24 07:26:49"},
    "service_message_channel_name_changed": {2: "2023-02-24 07:28:01"},
    "service_message_channel_photo_updated": {3: "2023-02-24 07:29:23"},
    "service_message_channel_video_changed": {82: "2023-02-24 10:15:33"},
    "service_message_pinned": {92: "2023-02-24 12:20:19"},
    "signed_edited_text_message": {5: "2023-02-24 07:29:57"},
    "sticker_message": {9: "2023-02-24 07:31:06"},
    "text_message_link_no_preview": {24: "2023-02-24 07:48:02"},
    "text_message_link_with_regular_preview": {94: "2023-02-24 13:47:38"},
    "text_message_link_with_right_preview": {81: "2023-02-24 08:16:18"},
    "text_message_multiline": {62: "2023-02-24 08:01:26"},
    "text_message_signed_not_edited": {79: "2023-02-24 08:07:51"},
    "text_reply_to_video": {20: "2023-02-24 07:38:31"},
    "unsigned_text_message": {6: "2023-02-24 07:30:39"},
    "video_big": {5343: "2023-01-30 23:30:40"},
    "video_single": {18: "2023-02-24 07:36:49"},
    "video_single_2": {19: "2023-02-24 07:38:13"},
}
OTHERS = {
    "embed_post_not_found": PageKind.BLOCKED,
    "no_posts_found": PageKind.EMPTY,
    "tme_landing_channel": PageKind.NO_PREVIEW,
    "tme_landing_no-iframe": PageKind.NO_PREVIEW,
    "tme_landing_post-full-image": PageKind.NOT_FOUND,
}
EDITED = {
    "kharkivenergy_1485_edited_block",
    "kpszsu_72080_2026-08-09_edited",
    "message_weird_preview",
    "signed_edited_text_message",
    "text_message_link_no_preview",
}
ALBUMS = {93430: (93430, 93431, 93432), 84: (84, 85, 86, 87), 14: (14, 15)}
NUMERIC_IDS = {"kpszsu": 1223955273, "ClashReport": 1186921499, "feedjam": 1922921053, "kharkivenergy": 2009071745}


def read(path: Path) -> tuple[Page, str]:
    html = path.read_text(encoding="utf-8")
    if "</html>" not in html:
        html = f'<html><body><section class="tgme_channel_history">{html}</section></body></html>'
    return read_page(html, FETCHED), html


def by_another_hand(html: str) -> dict[int, str]:
    """The texts as Beautiful Soup sees them, each block's outermost one that is no quotation."""
    texts = {}
    for block in bs4.BeautifulSoup(html, "lxml").select("div[data-post]"):
        for line_break in block.select("br"):
            line_break.replace_with("\n")
        for reply in block.select("a.tgme_widget_message_reply"):
            reply.decompose()
        text = block.select_one("div.js-message_text")
        service = "service_message" in block["class"]
        texts[int(str(block["data-post"]).split("/")[1])] = text.get_text() if text and not service else NO_TEXT
    return texts


def alike(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_every_stored_page_is_read_as_its_notes_say() -> None:
    files = {path.stem: path for path in FOLDER.rglob("*.html")}
    assert set(files) == set(FEEDS) | set(OTHERS)
    messages = 0
    for name, path in files.items():
        page, html = read(path)
        assert page.kind == OTHERS.get(name, PageKind.FEED), name
        told = {one.message_id: f"{one.published_at:%Y-%m-%d %H:%M:%S}" for one in page.sightings}
        assert told == FEEDS.get(name, {}), name
        texts = by_another_hand(html) if name in FEEDS else {}
        for one in page.sightings:
            assert alike(one.text or "") == alike(texts[one.message_id]), (name, one.message_id)
            assert one.edited == (name in EDITED), name
            assert one.members == ALBUMS.get(one.message_id, ()), (name, one.message_id)
            assert one.text is not None
            messages += 1
    print(f"\n{len(files)} real pages and blocks, {messages} messages: kind, ids, times and texts as they stand there")


def test_stored_pages_state_the_numeric_ids_of_their_channels() -> None:
    for path in FOLDER.glob("*.html"):
        page, _ = read(path)
        name = path.stem.split("_")[0]
        assert page.numeric_ids == ({NUMERIC_IDS[name]} if path.stem in FEEDS else set())
        assert not page.sightings or (page.rendered_at and page.rendered_at > page.sightings[-1].published_at)
