"""A link to a post is taken for the post."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.ask import Question, understood

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    "text",
    [
        "t.me/kpszsu/83516",
        "https://t.me/kpszsu/83516",
        "http://t.me/kpszsu/83516",
        "https://t.me/s/kpszsu/83516",
        "telegram.me/kpszsu/83516",
        "https://t.me/KPSZSU/83516?single",
        "https://t.me/kpszsu/83516?comment=12",
        "tg://resolve?domain=kpszsu&post=83516",
        "tg://resolve?post=83516&domain=kpszsu&single",
        "дивись https://t.me/kpszsu/83516, що це?",
    ],
)
def test_a_link_to_a_post_is_understood(text: str) -> None:
    assert understood(text, TODAY) == Question(post=("kpszsu", 83516))


@pytest.mark.parametrize(
    "text",
    ["t.me/kpszsu", "https://t.me/", "t.me/kpszsu/0", "t.me/+abc/12", "tg://resolve?domain=kpszsu", "t.me/c/12/34"],
)
def test_other_links_are_no_posts(text: str) -> None:
    asked = understood(text, TODAY)
    assert asked is None or asked.post is None
