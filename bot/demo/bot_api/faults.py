"""Failures on demand: what goes wrong, in which requests, how often and how long."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from random import Random

from bot.demo.bot_api.refusals import Refused, too_many


class Failure(StrEnum):
    """How a request fails."""

    REFUSE = "refuse"
    """it is answered with the fault's code and description, as JSON or as a proxy's page"""
    CUT_BEFORE = "cut_before"
    """the connection is closed and nothing happens"""
    CUT_AFTER = "cut_after"
    """the request is carried out and the connection is closed: the bot cannot know"""
    GARBAGE = "garbage"
    """the answer is a page that is no JSON, as of a broken proxy"""
    RESET = "reset"
    """the connection is reset (RST)"""
    HALF = "half"
    """the headers and half of the body are sent, then the connection is closed"""
    HANG = "hang"
    """nothing is answered for the fault's ``seconds``, then the request is answered as ever"""
    ODD = "odd"
    """it is answered 200 with a body that no Bot API sends; ``odd`` names it (see ``odd.ODD``)"""


# These come after the request was carried out, regardless of ``Fault.accepted``.
ALWAYS_AFTER = frozenset({Failure.CUT_AFTER, Failure.HALF, Failure.ODD})


@dataclass(slots=True)
class Fault:
    """A fault to inject: which method (None for all), in which chat (None for all), how often.

    ``times`` is how many requests fail (None: no limit); it applies from ``since`` until ``until`` by the stand-in's
    clock, to the ``share`` of matching requests that ``chance`` chooses. With ``accepted`` the request is carried out
    before it fails. A fault with an end asks to wait until that end.
    """

    failure: Failure = Failure.REFUSE
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    code: int = 500
    description: str = "Internal Server Error"
    retry_after: int | None = None
    accepted: bool = False
    html: bool = False
    odd: str = "[]"
    seconds: float = 0.0
    since: datetime | None = None
    until: datetime | None = None
    share: float = 1.0
    chance: Random = field(default_factory=lambda: Random(1))  # nosec B311: no secret, a stand-in

    @property
    def after(self) -> bool:
        """Whether the request is carried out before it fails."""
        return self.accepted or self.failure in ALWAYS_AFTER

    def fits(self, method: str, chat: int | None, now: datetime) -> bool:
        """Whether it strikes this request."""
        wanted = self.method is None or self.method.lower() == method.lower()
        in_time = (self.since is None or now >= self.since) and not self.is_over(now)
        fits = wanted and in_time and self.chat in (None, chat)
        return fits and (self.share >= 1 or self.chance.random() < self.share)

    def is_over(self, now: datetime) -> bool:
        """Whether it strikes no more."""
        return (self.times is not None and self.times <= 0) or (self.until is not None and now >= self.until)

    def refusal(self, now: datetime) -> Refused:
        if self.retry_after is None:
            return Refused(self.code, self.description)
        return too_many(math.ceil((self.until - now).total_seconds()) if self.until else self.retry_after)
