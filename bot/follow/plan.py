"""Decide what to fetch next, and when, from values alone: no clock, network or database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.channels.cursors import Cursor
from storage.channels.gaps import Gap
from storage.channels.rechecks import RecentPost

# One walk reads at most this many pages; then it rests.
WALK_PAGES = 10
WALK_REST = timedelta(minutes=10)
# On the first start it may take a whole day's posts until one is a tally: @kpszsu posts 275 a day, a page holds 20.
FIRST_WALK_PAGES = 40
# An empty page is the end of history or a limit of the host; a walk ends only after this many in a row.
EMPTY_TRIES = 3
LONGEST_REST = timedelta(minutes=15)
LONGEST_GAP_REST = timedelta(days=1)
JITTER = 0.05
# Besides the polls, all channels together may send this many requests an hour in steady state.
SPARE_AN_HOUR = 42
# At most this many of them for posts that people forward: they must not use up what rechecks need.
FORWARDS_AN_HOUR = 12

# (younger than, check again after): a post with a report, and every other one.
REPORT_LOOKS = ((timedelta(hours=6), timedelta(minutes=10)), (timedelta(hours=48), timedelta(hours=1)))
OTHER_LOOKS = ((timedelta(hours=48), timedelta(hours=6)),)
LAST_LOOK = timedelta(hours=72)
# Older posts are not checked again automatically.
WATCHED_FOR = timedelta(hours=96)


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause during which something is left alone.

    A clock set back to before its beginning ends it: a pause of a minute must not take a day.
    """

    begun: datetime
    until: datetime

    def left(self, now: datetime) -> float:
        """Return the seconds until it ends; 0 when it is over."""
        return (self.until - now).total_seconds() if self.begun <= now < self.until else 0.0


class Purpose(StrEnum):
    """Why a page other than the newest is fetched."""

    FIRST_WALK = "first_walk"
    GAP = "gap"
    REREAD = "reread"


@dataclass(frozen=True, slots=True)
class FetchStep:
    """One page to fetch: the posts older than id ``below``. ``gap`` is the gap it should fill."""

    purpose: Purpose
    below: int
    gap: Gap | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything the next step depends on. ``spare`` is how many requests besides polls the hour still allows."""

    cursor: Cursor | None
    gaps: Sequence[Gap]
    has_night: bool
    watched: Sequence[RecentPost]
    spare: int


def next_step(outlook: Outlook, now: datetime, *, walking: bool) -> FetchStep | None:
    """Return the most urgent page besides the newest one, None where nothing is due.

    ``walking`` is False while a walk rests after its last page.
    """
    if outlook.cursor is None:
        return None
    if first_walk_goes_on(outlook):
        return FetchStep(Purpose.FIRST_WALK, outlook.cursor.floor_id)
    gap = next((gap for gap in outlook.gaps if gap_is_due(gap, now)), None)
    if gap and walking:
        return FetchStep(Purpose.GAP, gap.to_id + 1, gap)
    below = reread_below(outlook.watched, now)
    return FetchStep(Purpose.REREAD, below) if below is not None and outlook.spare > 0 else None


def first_walk_goes_on(outlook: Outlook) -> bool:
    """Return whether the channel's first night is still missing and pages are left to look for it.

    A tally of another kind (a day's, a region's) would leave the question of last night without an answer.
    """
    cursor = outlook.cursor
    return (
        cursor is not None
        and not cursor.first_walk_ended
        and not outlook.has_night
        and cursor.floor_id > 1
        and cursor.first_walk_pages < FIRST_WALK_PAGES
    )


def gap_is_due(gap: Gap, now: datetime) -> bool:
    """Return whether a gap is tried now: at once while it shrinks, else after a pause that doubles up to a day."""
    if gap.tries == 0 or gap.tried_at is None:
        return True
    rest = min(WALK_REST * (1 << min(gap.tries - 1, 10)), LONGEST_GAP_REST)
    return not Rest(gap.tried_at, gap.tried_at + rest).left(now)


def reread_below(watched: Sequence[RecentPost], now: datetime) -> int | None:
    """Return the id below which a page covers the newest post due for a recheck; reports go first."""
    due = [post for post in watched if look_is_due(post, now)]
    reports = [post.last_id for post in due if post.holds_report]
    return max(reports or [post.last_id for post in due], default=-1) + 1 or None


def look_is_due(post: RecentPost, now: datetime) -> bool:
    """Return whether a post is due for a recheck: often while young, once more at 72 hours if it is a report."""
    age = now - post.published_at
    for younger_than, every in REPORT_LOOKS if post.holds_report else OTHER_LOOKS:
        if age < younger_than:
            return now - post.looked_at >= every
    last_look = post.published_at + LAST_LOOK
    return post.holds_report and last_look <= now and post.looked_at < last_look


def rest_after(failures: int, usual: float) -> float:
    """Return the seconds until the next poll after failures in a row: doubling, up to a quarter of an hour."""
    return max(usual, min(usual * (1 << min(failures, 12)), LONGEST_REST.total_seconds()))
