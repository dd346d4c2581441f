"""What every handler gets: the services it uses, and the request of a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from telegram import Message as Received

from bot.actions import Actions, ChatSettings, Length, Sides
from bot.chat.answer_cache import AnswerCache
from bot.chat.audience import Audience
from bot.chat.charts.cache import Pictures
from bot.chat.language import Language
from bot.chat.languages import Languages
from bot.chat.message import Message
from bot.chat.standing import Missing, Standing
from bot.export import Exports
from bot.past import Past
from bot.zones import zone_or
from parsers.channels import CHANNELS
from parsers.records import Claimant

CLAIMANTS = {
    Sides.BOTH: frozenset(Claimant),
    Sides.UKRAINE: frozenset({Claimant.UA_AIR_FORCE}),
    Sides.RUSSIA: frozenset({Claimant.RU_MOD}),
}

Handler = Callable[["Services", "Request"], Awaitable[Message]]
# Which post (channel, message id) of a followed channel a received message is a forward of, after fetching that post
# again; None if that is not proven.
Origins = Callable[[Received], Awaitable[tuple[str, int] | None]]
# How the bot and a person (by their ids) stand in a chat.
Standings = Callable[[int, int], Awaitable[Standing]]


async def nobody_asked(chat_id: int, person: int) -> Standing:
    """Answer as if Telegram said nothing, where the bot has no connection to it."""
    return Standing(chat_id, missing=Missing.UNANSWERED)


@dataclass(frozen=True, slots=True)
class Fetching:
    """Whether the history is being fetched, one page every ``page_seconds``.

    ``exhausted`` are the channels that show nothing older; ``errors`` are the follower's messages about those it gave
    up.
    """

    goes_on: bool
    page_seconds: float
    exhausted: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


class HistoryFetching(Protocol):
    """Fetching of the posts from before the bot was installed."""

    @property
    def state(self) -> Fetching:
        """Return the current state."""
        ...

    def begin(self, chat_id: int, word: Callable[[Fetching], Awaitable[Message]]) -> bool:
        """Start fetching and report progress to the chat from time to time; False if already running."""
        ...

    async def stop(self) -> None:
        """Stop fetching."""
        ...


@dataclass(frozen=True)
class Services:
    """What handlers use. ``house`` is the zone of the nights, and of readers who chose none.

    ``languages`` are those it answers in, ``language`` is the default. ``patience`` is how long a channel may go unread
    before it counts as unreachable. ``real_from`` is the first post number that is not made up, in the demo; None if
    all posts are real. ``operators`` are Telegram ids. ``is_settled`` tells whether the clock can be trusted enough to
    give something up. ``standing`` asks Telegram whether the bot and a person may post in a chat. ``past`` opens the
    database as it was known at a time. ``replica`` names this one of several bots on the database.
    """

    actions: Actions
    channels: tuple[str, ...]
    house: ZoneInfo
    languages: Languages
    language: str
    patience: timedelta
    real_from: int | None
    operators: frozenset[int]
    pictures: Pictures
    origin_of: Origins
    exports: Exports
    history: HistoryFetching
    past: Past
    kept: AnswerCache = field(default_factory=AnswerCache)
    is_settled: Callable[[], bool] = lambda: True
    standing: Standings = nobody_asked
    replica: str | None = None

    @property
    def now(self) -> datetime:
        return self.actions.now()

    @property
    def today(self) -> date:
        """Return today's date in the zone of the nights."""
        return self.now.astimezone(self.house).date()

    def words(self, language: str | None) -> Language:
        """Return the language for a Telegram tag or a chat's choice."""
        return self.languages.nearest(language, self.language)

    def audience(
        self,
        language: str | None,
        zone: str | None = None,
        length: Length | None = None,
        sides: Sides | None = None,
    ) -> Audience:
        """Build the audience for a language (a Telegram tag) and a zone; usual answers of both sides by default.

        An unknown zone is replaced by the house's, and the reader is told so.
        """
        where, known = zone_or(zone, self.house)
        return Audience(
            self.words(language),
            where,
            self.real_from,
            length is Length.SHORT,
            sides or Sides.BOTH,
            chose_zone=zone is not None and known,
            unknown_zone=None if known else zone,
            full=length is Length.FULL,
        )

    def told(self, sides: Sides) -> tuple[str, ...]:
        """Return the channels of these sides in order; all channels if none of a side is followed."""
        wanted = [name for name in self.channels if CHANNELS[name].claimant in CLAIMANTS[sides]]
        return tuple(wanted) or self.channels

    async def audience_of(self, chat_id: int, told: str | None) -> Audience:
        """Return the audience of a chat: by its settings, then by what Telegram says."""
        return self.reader_with(await self.actions.chat(chat_id), told)

    def reader_with(self, kept: ChatSettings | None, told: str | None) -> Audience:
        """Like ``audience_of``, from the chat's stored settings."""
        if kept is None:
            return self.audience(told)
        return self.audience(kept.language or told or kept.told_language, kept.zone, kept.length, kept.sides)

    def for_question(self, request: Request) -> Services:
        """Return services whose actions store nothing about a chat that asked to be forgotten after this request."""
        return replace(self, actions=self.actions.for_question(request.asked_at))

    async def renewed(self, request: Request) -> Request:
        """Return the request after it was handled: a language or a zone that was chosen is that of the lines below.

        An unknown zone that was replaced is no longer mentioned. Where nothing stands below, nothing is read.
        """
        if request.audience.unknown_zone is None and self.real_from is None:
            return request
        now = await self.audience_of(request.chat_id, request.told_language)
        words = now.words if request.private else request.audience.words
        return replace(
            request, audience=replace(request.audience, words=words, zone=now.zone, unknown_zone=now.unknown_zone)
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A question: the ``text`` after the command, where (``thread_id``: a topic), and by whom (None: the chat itself).

    ``may_set`` tells whether the person may change settings here: in a group only its admins. ``asked_at`` is when
    it arrived, by ``time.monotonic``; None where nobody waits for the answer.
    """

    chat_id: int
    thread_id: int | None
    user_id: int | None
    private: bool
    text: str
    told_language: str | None
    audience: Audience
    may_set: Callable[[], Awaitable[bool]]
    asked_at: float | None = None
