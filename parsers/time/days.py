"""Which day is meant: by its date, its weekday, or the last time a clock showed an hour before the post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from parsers.time.clock import Hour
from parsers.time.edges import Edge
from parsers.time.printed_dates import Day, nearest
from parsers.time.repair import Edges

ONE_DAY = timedelta(days=1)
MIDNIGHT = Hour(0, 0)
NIGHT_BEGINS, MORNING_ENDS = Hour(15, 0), Hour(10, 0)
# A window may be posted a few minutes before it ends: «с 22.00 до 23.00» at 22:59 (@mod_russia, October 2024).
EARLY_BY = timedelta(minutes=10)
WITHIN = timedelta(hours=1)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Now:
    """When the post came, on its claimant's clock, and whether its claimant states single moments."""

    local: datetime | None
    moments: bool

    @property
    def today(self) -> date | None:
        return self.local.date() if self.local else None


class NoDateError(Exception):
    """A date without a year, or a period relative to the day of posting, when the time of posting is unknown."""


def date_of(edge: Edge, today: date | None) -> date | None:
    """Return the day of an edge: its date, «вчора», or the last such weekday up to ``today``; None if it has none.

    Raises NoDateError if the date does not exist, «31 листопада», or needs a day that is not known.
    """
    if edge.day:
        return day_of(edge.day, today)
    if edge.ago is None and edge.weekday is None:
        return None
    if today is None:
        raise NoDateError
    if edge.ago is not None:
        return today - timedelta(days=edge.ago)
    assert edge.weekday is not None
    return today - timedelta(days=(today.weekday() - edge.weekday) % _WEEK)


def day_of(day: Day, today: date | None) -> date:
    """Return the date of a printed day, the nearest to ``today`` if it has no year; raises NoDateError."""
    made = nearest(day, today)
    if made is None:
        raise NoDateError
    return made


def known(now: Now) -> date:
    """Return the day of posting; raises NoDateError if it is unknown."""
    if now.today is None:
        raise NoDateError
    return now.today


def crosses(start: Hour | None, end: Hour | None) -> bool:
    """Return whether a window between two hours runs over midnight."""
    return start is not None and end is not None and end <= start


def moment(day: date, hour: Hour) -> datetime:
    """Return a moment on the claimant's clock, without its zone; 24:00 is the next day's midnight."""
    if hour.hour == 24:
        day, hour = day + ONE_DAY, MIDNIGHT
    return datetime.combine(day, time(hour.hour, hour.minute))


def bounds(edges: Edges) -> tuple[datetime, datetime]:
    """Return the moments between which a window lies: a night by dates ends in the morning, a day at midnight."""
    of_a_night = edges.start_day < edges.end_day
    start = edges.start_hour or (NIGHT_BEGINS if of_a_night else MIDNIGHT)
    end = edges.end_hour or (MORNING_ENDS if of_a_night else Hour(24, 0))
    return moment(edges.start_day, start), moment(edges.end_day, end)


def last_passed(hour: Hour, now: Now, since: Hour | None = None) -> date:
    """Return the last day on which this hour had passed when the post came: «с 20.00 до 23.00» posted at 00:24.

    A post may come a few minutes early, and up to an hour if the window had begun (``since``).
    """
    if now.local is None:
        raise NoDateError
    local, today = now.local.replace(tzinfo=None), now.local.date()
    ahead = moment(today, hour) - local
    begun = since is not None and moment(today - ONE_DAY if crosses(since, hour) else today, since) <= local
    return today if ahead <= (WITHIN if begun else EARLY_BY) else today - ONE_DAY
