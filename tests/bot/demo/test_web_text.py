"""A message's text as the page builds it: the tags of a short table, and nothing that was sent as HTML."""

from __future__ import annotations

import pytest

from bot.demo.bot_api.html import parse
from bot.demo.web.nodes import Node, nodes, safe_address


def shown(source: str) -> list[Node]:
    return nodes(*parse(source))


def test_markup_becomes_nested_elements() -> None:
    assert shown("<b>212 <i>launched</i></b> · 177") == [
        {"tag": "b", "inside": ["212 ", {"tag": "i", "inside": ["launched"]}]},
        " · 177",
    ]


def test_text_that_looks_like_html_stays_text() -> None:
    assert shown("&lt;img src=x onerror=alert(1)&gt;") == ["<img src=x onerror=alert(1)>"]


def test_offsets_count_characters_beyond_the_basic_plane_twice() -> None:
    assert shown("🛵🛵<b>8</b> launched") == ["🛵🛵", {"tag": "b", "inside": ["8"]}, " launched"]


def test_an_expandable_quotation_is_marked_and_ends_its_line() -> None:
    assert shown("before\n<blockquote expandable>one\ntwo</blockquote>\nafter") == [
        "before\n",
        {"tag": "blockquote", "inside": ["one\ntwo"], "look": "expandable_blockquote"},
        "after",
    ]


def test_commands_and_urls_are_detected_as_in_telegram() -> None:
    assert shown("<b>/latest</b> or https://example.org/a") == [
        {"tag": "b", "inside": [{"tag": "button", "inside": ["/latest"], "say": "/latest"}]},
        " or ",
        {"tag": "a", "inside": ["https://example.org/a"], "href": "https://example.org/a"},
    ]


def test_nothing_is_detected_inside_code() -> None:
    assert shown("<code>/latest</code>") == [{"tag": "code", "inside": ["/latest"]}]


def test_a_link_with_another_scheme_stays_text() -> None:
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:alert(1)"}
    assert nodes("here", [entity]) == ["here"]


def test_a_link_keeps_its_nested_markup() -> None:
    assert shown('<a href="https://t.me/kpszsu/79455">post <b>79455</b></a>') == [
        {
            "tag": "a",
            "inside": ["post ", {"tag": "b", "inside": ["79455"]}],
            "href": "https://t.me/kpszsu/79455",
        }
    ]


def test_an_entity_without_an_element_is_plain_text() -> None:
    assert nodes("@ann", [{"type": "mention", "offset": 0, "length": 4}]) == ["@ann"]


def test_a_date_time_entity_carries_its_time() -> None:
    assert shown('<tg-time unix="1790000000" format="t">08:31</tg-time>') == [
        {"tag": "time", "inside": ["08:31"], "unix": 1790000000}
    ]


def test_overlapping_entities_are_cut_at_the_end_of_the_outer_one() -> None:
    overlapping = [{"type": "bold", "offset": 0, "length": 4}, {"type": "italic", "offset": 2, "length": 6}]
    assert nodes("12345678", overlapping) == [
        {"tag": "b", "inside": ["12", {"tag": "i", "inside": ["34"]}]},
        "5678",
    ]


@pytest.mark.parametrize("address", ["https://t.me/kpszsu/1", "tg://resolve?domain=kpszsu", "mailto:ann@example.org"])
def test_these_urls_may_be_linked(address: str) -> None:
    assert safe_address(address) == address


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://", "//example.org", ""])
def test_these_urls_may_not_be_linked(address: str) -> None:
    assert safe_address(address) is None
