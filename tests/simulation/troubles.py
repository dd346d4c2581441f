"""What can go wrong between the program and Telegram, as rows: when, for which requests, and how."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class How(StrEnum):
    """What becomes of a request. ``AFTER`` in a name: Telegram has carried it out all the same."""

    STATUS_BEFORE = "status before"
    STATUS_AFTER = "status after"
    CUT_BEFORE = "reset before"
    CUT_AFTER = "reset after"
    CUT_BODY_AFTER = "cut body after"
    ODD_AFTER = "odd answer after"
    HANG_BEFORE = "hang before"
    HANG_AFTER = "hang after"
    REFUSED = "connection refused"
    FLOOD = "429"


# Answers of status 200 that are not what the Bot API promises; None keeps the answer and takes its date away.
ODD: tuple[Any, ...] = (
    [],
    {},
    None,
    True,
    "ok",
    {"ok": True},
    {"ok": True, "result": True},
    {"ok": True, "result": []},
    {"ok": True, "result": {"message_id": 1, "chat": {"id": 1, "type": "private"}}},
    {"ok": True, "result": {"message_id": "one", "date": "soon", "chat": 5}},
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """From ``start`` to ``end`` (true seconds) a ``share`` of the requests that fit go wrong.

    ``methods`` are beginnings of methods' names in small letters, none for all; ``chat`` is one chat, None for all.
    ``seconds`` is how long an answer hangs; ``codes`` are the statuses answered; ``times`` bounds how often in all.
    """

    how: How
    start: float
    end: float
    share: float = 1.0
    methods: tuple[str, ...] = ()
    chat: int | None = None
    seconds: float = 0.0
    codes: tuple[int, ...] = (500,)
    times: int | None = None

    def fits(self, method: str, chat: int | None, now: float) -> bool:
        """Whether it is its time and such a request that goes wrong; its share is drawn by the caller."""
        return (
            self.start <= now < self.end
            and (not self.methods or method.startswith(self.methods))
            and self.chat in (None, chat)
        )


class Troubles:
    """Those that are planned, with how often each may still strike."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._left: dict[Trouble, float] = {}

    def add(self, trouble: Trouble) -> None:
        self._left[trouble] = float("inf") if trouble.times is None else trouble.times

    def strike(self, method: str, chat: int | None, now: float) -> Trouble | None:
        """What goes wrong with a request; None where nothing does."""
        for trouble, left in self._left.items():
            if left > 0 and trouble.fits(method, chat, now) and self._chance.random() < trouble.share:
                self._left[trouble] -= 1
                return trouble
        return None

    def any_in(self, start: float, end: float) -> bool:
        """Whether anything may go wrong within a time."""
        return any(trouble.start < end and start < trouble.end for trouble in self._left)

    def code(self, trouble: Trouble) -> int:
        return self._chance.choice(trouble.codes)

    def odd(self) -> Any:
        return self._chance.choice(ODD)
