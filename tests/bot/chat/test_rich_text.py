"""Markup is valid for any text, and long answers are split into parts that fit."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.rich_text import ENTITY_LIMIT, Block, Piece, as_html, as_plain, block, bold, line, link, split, units
from bot.demo.bot_api.html import parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PIECES = st.builds(
    Piece,
    TEXTS,
    st.sampled_from(["", "b", "i", "u", "code"]),
    st.sampled_from(["", "https://t.me/x/1"]),
    st.sampled_from([0, 1790055060]),
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map(tuple)
BLOCKS = st.builds(Block, st.lists(LINES, min_size=1, max_size=5).map(tuple), st.booleans())


def test_text_from_outside_is_escaped() -> None:
    said = as_html([block(bold("<b>&"), line("5 < 6 ", link('"a" & b', "https://t.me/x?a=1&b=2")))])
    assert said == ('<b>&lt;b&gt;&amp;</b>\n5 &lt; 6 <a href="https://t.me/x?a=1&amp;b=2">"a" &amp; b</a>')


def test_a_quoted_block_is_expandable() -> None:
    assert as_html([block("one\ntwo", quoted=True)]) == "<blockquote expandable>one\ntwo</blockquote>"


def test_a_character_outside_the_basic_plane_counts_as_two_units() -> None:
    assert (units("ї"), units("💥"), units("a💥")) == (1, 2, 3)


@given(st.lists(BLOCKS, max_size=6))
def test_no_text_breaks_the_markup(blocks: list[Block]) -> None:
    text, _ = parse(as_html(blocks))
    assert text == as_plain(blocks)


@given(st.lists(BLOCKS, max_size=8), st.integers(40, 200))
def test_a_long_answer_is_split_into_parts_that_fit_without_losing_text(blocks: list[Block], limit: int) -> None:
    parts = split(blocks, limit)
    assert all(units(as_plain(part)) <= limit for part in parts)
    assert all(sum(one.entities for one in part) <= ENTITY_LIMIT for part in parts)
    whole = "".join(as_plain(part) for part in parts)
    assert "".join(whole.split()) == "".join(as_plain(blocks).split())


def test_a_long_answer_is_split_between_lines() -> None:
    parts = split([block(*["x" * 39] * 10)], 100)
    assert [as_plain(part).count("\n") + 1 for part in parts] == [2, 2, 2, 2, 2]


def test_many_blank_lines_make_no_empty_message() -> None:
    """Telegram refuses a blank message, and with it the rest of the answer."""
    parts = split([block("22" + " " * 300 + "177")], 100)
    assert [as_plain(part).strip() for part in parts] == ["22", "177"]


@pytest.mark.parametrize("text", ["x\n" * 2048, "x" + "\n" * 4094 + "y"], ids=["lines", "empty lines"])
def test_thousands_of_lines_are_split_quickly(text: str) -> None:
    """Anybody can type them, and while one answer is split nobody else is answered: it took 5 and 18 seconds."""
    begin = time.perf_counter()
    parts = split([block("a sentence before it"), block(text), block(text, quoted=True)])
    assert time.perf_counter() - begin < 1
    assert len(parts) == 3
