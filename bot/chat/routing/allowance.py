"""How often one person is answered: once a second, five at once; then one word about it, then silence."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

BURST = 5.0
A_SECOND = 1.0
# The people remembered; the longest silent are forgotten first.
REMEMBERED = 10_000


class Allowance(StrEnum):
    """What becomes of a question."""

    ANSWER = "answer"
    WARN = "warn"
    DROP = "drop"


@dataclass(slots=True)
class _Left:
    tokens: float
    at: float
    warned: bool = False


class Budget:
    """One bucket a person. ``clock`` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._left: OrderedDict[int, _Left] = OrderedDict()

    def take(self, user_id: int, cost: float = 1.0) -> Allowance:
        """Use up one answer of a person, or a part of one, where it is there."""
        now = self._clock()
        left = self._left.setdefault(user_id, _Left(BURST, now))
        self._left.move_to_end(user_id)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        left.tokens = min(BURST, left.tokens + (now - left.at) * A_SECOND)
        left.at = now
        if left.tokens >= cost:
            left.tokens -= cost
            left.warned = left.warned and left.tokens < 1
            return Allowance.ANSWER
        warned, left.warned = left.warned, True
        return Allowance.DROP if warned else Allowance.WARN
