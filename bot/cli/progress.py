"""What the commands that walk through history need: their arguments, and bars that show how far they are."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from bot.follow.backfill import Goal, Walked
from parsers.channels import CHANNELS, find


def known_channel(name: str) -> str:
    """The name of a channel as we write it. Raises ``click.BadParameter`` for one we cannot read."""
    row = find(name)
    if row is None:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(CHANNELS)}.")
    return row.name


class Until(click.ParamType[datetime | int]):
    """A day, meaning its beginning in UTC, or the id of a post."""

    name = "date or id"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime | int:
        if isinstance(value, datetime | int):
            return value
        text = str(value)
        if text.isascii() and text.isdecimal() and int(text) > 0:
            return int(text)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is neither a day such as 2026-01-31 nor the number of a post.", param, ctx)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)


class _Bar:
    """A line on standard error that is gone when the work is done; nothing at all where that is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
            refresh_per_second=1,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def update(self, words: str, completed: float, total: float | None) -> None:
        self._progress.update(self._task, description=words, completed=completed, total=total)


class BackfillBar(_Bar):
    """How far back a backfill has come, on its way to its goal."""

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self._goal = goal
        self._begin: Walked | None = None
        self._started = time.monotonic()

    def show(self, walked: Walked) -> None:
        """To be called after every page."""
        self._begin = self._begin or walked
        taken = walked.taken
        speed = taken.new / max(time.monotonic() - self._started, 0.001)
        words = f"{taken.new} posts · {taken.tallies} tallies · {taken.unreadable} refused · {speed:.0f} posts/s"
        self.update(words, *way(self._begin, walked, self._goal))


def way(begin: Walked, walked: Walked, goal: Goal) -> tuple[float, float]:
    """How much of the way is done, and how much there is: in pages, seconds of history or ids, as the goal has it."""
    if goal.pages is not None:
        return walked.pages, goal.pages
    if goal.published is not None:
        return (begin.oldest - walked.oldest).total_seconds(), (begin.oldest - goal.published).total_seconds()
    return begin.floor_id - walked.floor_id, begin.floor_id - (goal.message_id or 1)


class ImportBar(_Bar):
    """How many posts of an export were read; how many there are is known at the end only."""

    def show(self, posts: int) -> None:
        """To be called after every portion."""
        self.update(f"{posts} posts", posts, None)
