"""Arguments and progress bars of the commands that read history."""

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
    """Return the name of a channel as we write it. Raises ``click.BadParameter`` for an unknown one."""
    row = find(name)
    if row is None:
        raise click.BadParameter(f"{name!r} is not one of {', '.join(CHANNELS)}.")
    return row.name


class Until(click.ParamType[datetime | int]):
    """An argument that is a day, meaning its beginning in UTC, or the id of a post."""

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
            self.fail(f"{text!r} is neither a date such as 2026-01-31 nor the number of a post.", param, ctx)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)


class _Bar:
    """A line on standard error that disappears when the work is done; not shown where that is not a terminal."""

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
    """The progress of a backfill towards its goal."""

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self._goal = goal
        self._begin: Walked | None = None
        self._started = time.monotonic()

    def show(self, walked: Walked) -> None:
        """Update the bar; call it after every page."""
        self._begin = self._begin or walked
        taken = walked.taken
        speed = taken.new / max(time.monotonic() - self._started, 0.001)
        words = f"{taken.new} posts · {taken.tallies} tallies · {taken.unreadable} refused · {speed:.0f} posts/s"
        self.update(words, *way(self._begin, walked, self._goal))


def way(begin: Walked, walked: Walked, goal: Goal) -> tuple[float, float]:
    """Return how much is done and how much there is: in pages, seconds of history or ids, by the kind of goal."""
    if goal.pages is not None:
        return walked.pages, goal.pages
    if goal.published is not None:
        return (begin.oldest - walked.oldest).total_seconds(), (begin.oldest - goal.published).total_seconds()
    return begin.floor_id - walked.floor_id, begin.floor_id - (goal.message_id or 1)


class ImportBar(_Bar):
    """How many posts of an export were read; the total is known only at the end."""

    def show(self, posts: int) -> None:
        """Update the bar; call it after every portion."""
        self.update(f"{posts} posts", posts, None)


class MoveBar(_Bar):
    """How many rows of a database were copied or read back."""

    def show(self, words: str, rows: int, total: int) -> None:
        """Update the bar; call it after every portion."""
        self.update(f"{words} · {rows:,} of {total:,}", rows, total)
