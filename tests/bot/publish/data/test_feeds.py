"""The feeds have what RFC 4287 and JSON Feed 1.1 require, and an entry changes when what stands for its night does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from bot.publish.data.corrections import corrections_of
from bot.publish.data.feeds import corrections_atom, feed_atom, feed_json
from bot.publish.site import Site
from tests.bot.publish import records
from tests.bot.publish.folder import SITE

ADDRESSED = replace(SITE, base_url="https://example.org/war/")
NIGHTS = records.every_night()[::-1]
CORRECTIONS = [one for night in NIGHTS for one in corrections_of(night, ADDRESSED)]


def atom(name: str) -> str:
    return "{http://www.w3.org/2005/Atom}" + name


def texts(element: ET.Element, name: str) -> list[str]:
    return [one.text or "" for one in element.findall(atom(name))]


def check_atom(text: str) -> ET.Element:
    """Check what RFC 4287 demands (4.1.1, 4.1.2, 4.2.6, 3.3); return the feed."""
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    feed = ET.fromstring(text)
    assert feed.tag == atom("feed")
    entries = feed.findall(atom("entry"))
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (value,) = texts(element, name)
            assert value
        assert urlsplit(texts(element, "id")[0]).scheme
        for name in ("updated", "published"):
            assert all(datetime.fromisoformat(time).tzinfo for time in texts(element, name))
        relations = [(one.get("rel"), one.get("type")) for one in element.findall(atom("link"))]
        assert len(relations) == len(set(relations))
        assert all(one.get("href") for one in element.findall(atom("link")))
    assert feed.find(f"{atom('author')}/{atom('name')}") is not None
    assert all(len(texts(entry, "content")) == 1 for entry in entries)
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(ids) == len(set(ids))
    assert not entries or texts(feed, "updated")[0] == max(texts(entry, "updated")[0] for entry in entries)
    return feed


@pytest.mark.parametrize("site", [SITE, ADDRESSED])
@pytest.mark.parametrize("nights", [NIGHTS, ()])
def test_the_feeds_are_atom(site: Site, nights: Any) -> None:
    found = [one for night in nights for one in corrections_of(night, site)]
    for text in (feed_atom(nights, site), corrections_atom(found, site)):
        (own,) = [one.get("href", "") for one in check_atom(text).findall(atom("link")) if one.get("rel") == "self"]
        assert own.startswith("https://example.org/war/") is (site is ADDRESSED)


@pytest.mark.parametrize("site", [SITE, ADDRESSED])
def test_the_other_feed_is_json_feed(site: Site) -> None:
    feed = feed_json(NIGHTS, site)
    assert (feed["version"], bool(feed["title"])) == ("https://jsonfeed.org/version/1.1", True)
    assert len(feed["items"]) == len({item["id"] for item in feed["items"]}) == 8
    for item in feed["items"]:
        assert isinstance(item["id"], str) and item["content_text"]
        assert all(datetime.fromisoformat(item[name]).tzinfo for name in ("date_published", "date_modified"))
    assert feed.get("feed_url") == ("https://example.org/war/feed.json" if site is ADDRESSED else None)
    assert ("url" in feed["items"][0]) is (site is ADDRESSED)


def entry(feed: str, title: str) -> ET.Element:
    (found,) = [one for one in ET.fromstring(feed).iter(atom("entry")) if texts(one, "title") == [title]]
    return found


def test_an_entry_has_both_sentences() -> None:
    seed = entry(feed_atom([records.seed_night()], SITE), "Night of 19–20 May 2025")
    assert texts(seed, "id") == ["tag:overnight.invalid,2026:night/2025-05-20"]
    assert texts(seed, "updated") == ["2025-05-20T06:35:00Z"]
    ukraine, russia, *_ = texts(seed, "content")[0].splitlines()
    assert ukraine.startswith("Ukraine's Air Force says Russia launched 108 drones; 35 were shot down and 58 were lost")
    assert russia == "Russia's Defence Ministry says it shot down 8 Ukrainian drones."


def test_an_entry_is_updated_when_what_stands_changes_and_keeps_its_id() -> None:
    night = records.edited_night()
    ukraine, russia = night.sides
    before = replace(night, sides=(replace(ukraine, vintages=ukraine.vintages[:1]), russia))
    title = "Night of 6–7 September 2025"
    old, new = (entry(feed_atom([one], ADDRESSED), title) for one in (before, night))
    assert texts(old, "id") == texts(new, "id") == ["tag:example.org,2026:war/night/2025-09-07"]
    assert (texts(old, "updated"), texts(new, "updated")) == (["2025-09-07T07:04:00Z"], ["2025-09-07T07:58:00Z"])
    assert texts(old, "published") == texts(new, "published") == ["2025-09-07T07:04:00Z"]
    assert "Changed 2025-09-07 07:58 UTC: Drones: 805 → 810 launched" in texts(new, "content")[0]


def test_provisional_entries_say_so() -> None:
    withheld = entry(feed_atom([records.withheld_night()], SITE), "Night of 21–22 September 2026")
    assert withheld.find(atom("category")).get("term") == "provisional"  # type: ignore[union-attr]
    assert "Provisional:" in texts(withheld, "content")[0]
    assert "Russia's Defence Ministry has not reported yet." in texts(withheld, "content")[0]


def test_nights_that_nobody_told_have_no_entry() -> None:
    for night in (records.gap_night(), records.not_yet_night(), records.held_night()):
        assert ET.fromstring(feed_atom([night], SITE)).findall(atom("entry")) == []


def test_corrections_are_told_with_their_reasons() -> None:
    feed = check_atom(corrections_atom(CORRECTIONS, ADDRESSED))
    assert [texts(one, "content")[0].partition(" (")[0] for one in feed.iter(atom("entry"))] == [
        "Figures stand since then; Drones: – → 480 launched",
        "Drones: 98 → 89 launched",
        "Drones: 120 → 130 launched",
        "No figures stand any more; Drones: 100 → – launched",
        "The figures stand, the post is gone",
        "Drones: 805 → 810 launched",
    ]
    terms = [[tag.get("term") for tag in one.findall(atom("category"))] for one in feed.iter(atom("entry"))]
    assert terms == [
        ["decided", "provisional"], ["reread", "settled"], ["late_report", "provisional"], ["edited", "provisional"],
        ["withdrawn", "settled"], ["edited", "provisional"],
    ]  # fmt: skip
    assert "the same words, read by another reader" in texts([*feed.iter(atom("entry"))][1], "content")[0]


def test_a_correction_keeps_its_id_where_a_version_before_it_is_found_later() -> None:
    night = records.edited_night()
    ukraine, russia = night.sides
    first, second = ukraine.vintages
    third = replace(second, key=second.key._replace(revision=3))
    found = replace(night, sides=(replace(ukraine, vintages=(first, third)), russia))
    (before,), (after,) = (corrections_of(one, ADDRESSED) for one in (night, found))
    assert (before.revision, after.revision) == (2, 3)
    assert before.id == after.id
