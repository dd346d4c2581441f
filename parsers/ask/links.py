"""The links to posts that people send: ``t.me/kpszsu/83516`` and its other spellings."""

from __future__ import annotations

import re

# Telegram allows 5 to 32 letters, digits and underscores in a channel's name, and numbers posts up to 2**31.
_NAME = r"([A-Za-z]\w{3,31})"
_LINK = re.compile(
    rf"(?:https?://)?(?:www\.)?(?:t|telegram)\.(?:me|dog)/(?:s/)?{_NAME}/(\d{{1,10}})(?![\w.])",
    re.ASCII | re.IGNORECASE,
)
_TG = re.compile(r"tg://resolve/?\?(\S+)", re.ASCII | re.IGNORECASE)
_DOMAIN = re.compile(rf"(?:^|&)domain={_NAME}(?=&|$)", re.ASCII | re.IGNORECASE)
_POST = re.compile(r"(?:^|&)post=(\d{1,10})(?=&|$)", re.ASCII | re.IGNORECASE)


def linked_post(text: str) -> tuple[str, int] | None:
    """Return the channel, in lower case, and the number of the first post that a text links to; None without one.

    The post's own comments and media (``?comment=1``, ``?single``) lead to the post.
    """
    if web := _LINK.search(text):
        return _post(web[1], web[2])
    if (own := _TG.search(text)) and (domain := _DOMAIN.search(own[1])) and (number := _POST.search(own[1])):
        return _post(domain[1], number[1])
    return None


def _post(channel: str, number: str) -> tuple[str, int] | None:
    return (channel.lower(), int(number)) if int(number) else None
