"""The operator's actions: pause and resume, notify every chat, decide about numbers that are held back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import bounded
from parsers import READER
from parsers.records import Decision
from parsers.text.footers import Closing, repeated_closings
from storage import Store, Transaction
from storage.channels import cursors
from storage.outbox import notices
from storage.readings import judging
from storage.views.closing_lines import recent_reports
from storage.views.held import Judged, judged_post, waiting_posts

# A line that ends three of the last thirty reports within a month belongs to the channel, not to the report.
CLOSINGS_NEEDED = 3
CLOSINGS_OF = 30
CLOSINGS_WITHIN = timedelta(days=30)
# The reason of a pause that the operator made; the follower only ends its own pauses.
BY_OPERATOR = f"{cursors.OPERATOR}: paused with /pause following"


@dataclass(frozen=True)
class OperatorActions:
    """The actions on the bot as a whole, as of ``now``."""

    store: Store
    now: Callable[[], datetime]
    # read every few seconds, and the same until a report comes: computing it is a quarter of an idle bot's work
    _closings: dict[str, tuple[list[tuple[int, str]], list[Closing]]] = field(default_factory=dict, kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", bounded(self.now))

    async def pause_following(self, channels: Sequence[str]) -> None:
        """Stop reading these channels until they are followed again."""
        for channel in channels:
            await self.store.write(cursors.pause, channel, BY_OPERATOR)

    async def resume_following(self, channels: Sequence[str]) -> None:
        """Follow these channels again; the follower pauses one that shows another id again."""
        for channel in channels:
            await self.store.write(cursors.unpause, channel)

    async def pause_sending(self) -> None:
        """Halt sending; what is owed stays owed."""
        await self.store.write(notices.halt_sending, self.now())

    async def resume_sending(self) -> None:
        """Resume sending."""
        await self.store.write(notices.resume_sending)

    async def draft_notice(self, text: str) -> str:
        """Save a notice to all chats until it is confirmed; return its id."""
        return await self.store.write(notices.draft, text, self.now())

    async def confirm_notice(self, notice: str) -> bool:
        """Confirm a notice, so that it is sent; return whether it still was a draft."""
        return await self.store.write(notices.confirm, notice)

    async def judged(self, channel: str, message_id: int) -> Judged | None:
        """Return the current version of a post for a decision; None where it states no tally."""
        return await self.store.read(judged_post, channel, message_id)

    async def waiting_posts(self, limit: int) -> list[Judged]:
        """Return the newest posts that wait for the operator's decision."""
        return await self.store.read(waiting_posts, limit)

    async def decide(self, post: Judged, decision: Decision | None) -> Judged | None:
        """Release or drop a version of a post, or take that back (None); return its state afterwards.

        Nothing is decided about other words than those that were shown.
        """

        def keep(db: Transaction) -> Judged | None:
            channel, message_id, _ = post.key
            stands = judged_post(db, channel, message_id)
            if stands is None or stands.words != post.words:
                return stands
            judging.decide(db, stands.key, decision, READER, self.now())
            return judged_post(db, channel, message_id)

        return await self.store.write(keep)

    async def new_closings(self, channels: Sequence[str]) -> list[Closing]:
        """Return the lines that end several recent reports and are not a known footer."""
        since = self.now() - CLOSINGS_WITHIN
        found = []
        for channel in channels:
            reports = await self.store.read(recent_reports, channel, since, CLOSINGS_OF)
            before, closings = self._closings.get(channel, (None, []))
            if reports != before:
                closings = repeated_closings(reports, channel, CLOSINGS_NEEDED)
                self._closings[channel] = (reports, closings)
            found += closings
        return found

    async def audience_size(self) -> int:
        """Return how many chats a notice would go to."""
        return await self.store.read(notices.audience_size)
