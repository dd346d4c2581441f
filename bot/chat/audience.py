"""The audience of an answer: its language and zone, and what may be linked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.actions import Sides
from bot.chat.language import Language
from bot.chat.names import post_address
from bot.chat.rich_text import Piece, link
from storage.views.readings import Source


@dataclass(frozen=True, slots=True)
class Audience:
    """How a reader is answered. ``real_from`` is the first real post number if the posts are samples; else None.

    ``short`` is whether answers are short, ``full`` whether nothing in them is folded, and ``sides`` whose claims are
    shown. ``chose_zone`` is whether the zone is the reader's own choice: for others a tap on the important times shows
    them in the reader's local time. ``unknown_zone`` is a choice this server does not know; ``zone`` is then the
    house's.
    """

    words: Language
    zone: ZoneInfo
    real_from: int | None = None
    short: bool = False
    sides: Sides = Sides.BOTH
    chose_zone: bool = False
    unknown_zone: str | None = None
    full: bool = False

    def clock(self, moment: datetime) -> str:
        return self.words.clock(moment, self.zone)

    def clock_and_city(self, moment: datetime) -> str:
        """``09:12 Kyiv``."""
        return self.words.say("{time} {city}", time=self.clock(moment), city=self.words.place_of(self.zone))

    def moment(self, moment: datetime) -> Piece:
        """Format ``08:31``, as in a post's line."""
        return self._tapped(self.clock(moment), moment)

    def moment_and_city(self, moment: datetime) -> Piece:
        """``09:12 Kyiv``."""
        return self._tapped(self.clock_and_city(moment), moment)

    def _tapped(self, text: str, moment: datetime) -> Piece:
        return Piece(text, unix=0 if self.chose_zone else int(moment.timestamp()))

    def address(self, source: Source) -> str | None:
        """Return the address of the post; None if its number is made up."""
        if self.real_from is not None and source.message_id < self.real_from:
            return None
        return post_address(source.channel, source.message_id)

    def post(self, source: Source) -> Piece:
        """``post 79455``, linked."""
        return link(self.words.say("post {number}", number=source.message_id), self.address(source))
