"""The hourly limit on requests besides the polls, and on those because people forward posts."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.follow.plan import FORWARDS_AN_HOUR, SPARE_AN_HOUR


class RequestBudget:
    """When requests other than polls were sent in the last hour, for all channels together."""

    def __init__(self) -> None:
        self._sent: list[datetime] = []
        self._forwards: list[datetime] = []

    def note(self, at: datetime) -> None:
        self._sent.append(at)

    def note_forward(self, at: datetime) -> None:
        """Count a request made because a person forwarded a post."""
        self._sent.append(at)
        self._forwards.append(at)

    def spare(self, now: datetime) -> int:
        """Return how many more requests the hour allows."""
        self._sent = _of_the_hour(self._sent, now)
        return SPARE_AN_HOUR - len(self._sent)

    def spare_for_forwards(self, now: datetime) -> int:
        """Return how many of these may go to posts that people forward."""
        self._forwards = _of_the_hour(self._forwards, now)
        return min(FORWARDS_AN_HOUR - len(self._forwards), self.spare(now))


def _of_the_hour(sent: list[datetime], now: datetime) -> list[datetime]:
    # Otherwise, after the clock was set back, entries from the future would stay that much longer.
    return [at for at in sent if now - timedelta(hours=1) < at <= now]
