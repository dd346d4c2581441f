"""Random values by a seed: what hypothesis draws, but each value as likely as any other however long the story.

A long story of hypothesis repeats its simplest step most of the time, and a shorter one is not needed to find a fault:
the step that differs is told.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")
Draw = Callable[[Random], T]


def sampled_from(values: Sequence[T]) -> Draw[T]:
    return lambda random: random.choice(values)


def integers(first: int, last: int) -> Draw[int]:
    return lambda random: random.randint(first, last)


def booleans() -> Draw[bool]:
    return sampled_from([False, True])


def just(value: T) -> Draw[T]:
    return lambda random: value


def one_of(*draws: Draw[Any]) -> Draw[Any]:
    return lambda random: random.choice(draws)(random)


def builds(make: Callable[..., T], *draws: Draw[Any]) -> Draw[T]:
    return lambda random: make(*(draw(random) for draw in draws))


def some_of(draw: Draw[T], least: int, most: int, by: Callable[[T], Hashable] = lambda one: one) -> Draw[tuple[T, ...]]:
    """Different values, up to so many."""

    def drawn(random: Random) -> tuple[T, ...]:
        found = {by(one): one for one in (draw(random) for _ in range(random.randint(least, most)))}
        return tuple(found.values())

    return drawn
