"""How a night is quoted: a short sentence, the whole one with its posts, and references. Answers and pages share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date

from bot.chat.audience import Audience
from bot.chat.language import N_
from bot.chat.messages.sentences import WHOLE, Brevity, side_sentence
from bot.chat.rich_text import units
from parsers.records import Claimant
from storage.views.readings import Source, TallyView

# core.telegram.org/bots/api, CopyTextButton: 1 to 256 characters.
COPY_LIMIT = 256
TWO_KINDS = Brevity(kinds=2, shares=False, places=False)
ONE_KIND = replace(TWO_KINDS, kinds=1)
# What gives way, in this order, until the sentence fits: who says it never does. (what it tells, how many links)
# A second kind with a long name ("whose numbers it does not give") gives way alone: what it made room for comes back.
SHORTER = (
    (WHOLE, 2),
    (Brevity(shares=False, places=False), 2),
    (TWO_KINDS, 2),
    (TWO_KINDS, 1),
    (replace(TWO_KINDS, stopped=False), 1),
    (ONE_KIND, 2),
    (ONE_KIND, 1),
    (replace(ONE_KIND, stopped=False), 1),
    (replace(ONE_KIND, stopped=False), 0),
)
NIGHT_SAID = N_("Night of {night}: {sentences}")
# Authors in the style of the APA's manual (7th edition, 10.15, social media), which is English everywhere.
AUTHORS = {Claimant.UA_AIR_FORCE: "Ukraine's Air Force", Claimant.RU_MOD: "Russia's Defence Ministry"}


def quote(audience: Audience, day: date, nights: Sequence[TallyView]) -> str:
    """Return who says what about whom, when, and the posts, in at most ``COPY_LIMIT`` units.

    ``nights`` are of the night of ``day``, a side each.
    """
    for brevity, links in SHORTER:
        text = _sentence(audience, day, nights, brevity, [*_links(audience, nights)][:links])
        if units(text) <= COPY_LIMIT:
            return text
    return text[:COPY_LIMIT]


def _sentence(
    audience: Audience, day: date, nights: Sequence[TallyView], brevity: Brevity, links: Sequence[str]
) -> str:
    words = audience.words
    said = " ".join(side_sentence(words, night, brevity) for night in nights)
    text = words.say(NIGHT_SAID, night=words.night(day), sentences=said)
    return " ".join([text, *links])


def _links(audience: Audience, nights: Sequence[TallyView]) -> Iterator[str]:
    for night in nights:
        if address := audience.address(night.source):
            yield address.removeprefix("https://")


def full_quote(audience: Audience, day: date, nights: Sequence[TallyView], sentences: Sequence[str] = ()) -> str:
    """Return the sentences of a night with everything, then each post with its version and time in UTC.

    ``sentences`` are those of the ``nights``, where they are at hand already.
    """
    told = sentences or [side_sentence(audience.words, night) for night in nights]
    said = audience.words.say(NIGHT_SAID, night=audience.words.night(day), sentences=" ".join(told))
    return " ".join([said, *(_where(audience, night.source) + "." for night in nights)])


def _where(audience: Audience, source: Source) -> str:
    words = audience.words
    return words.say(
        "{where}, version {version}, posted {posted}",
        where=audience.address(source) or words.say("post {number}", number=source.message_id),
        version=source.revision, posted=f"{source.posted_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
    )  # fmt: skip


def reference(audience: Audience, night: TallyView) -> str:
    """``Ukraine's Air Force [@kpszsu]. (2026, October 7). Post 83516, version 1 [Telegram post]. https://…``."""
    source = night.source
    posted = source.posted_at.astimezone(UTC)
    address = audience.address(source)
    return (
        f"{AUTHORS[night.tally.claimant]} [@{source.channel}]. ({posted:%Y, %B} {posted.day}). "
        f"Post {source.message_id}, version {source.revision} [Telegram post]." + (f" {address}" if address else "")
    )
