"""The morning digest: two paragraphs and a line of context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from math import floor

from bot.actions import Sides
from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import HEDGES, told_text
from bot.chat.messages.doubt_lines import doubt_lines
from bot.chat.messages.held import later_line
from bot.chat.messages.night_parts import left_out, sources_pieces
from bot.chat.messages.not_over import not_over_blocks
from bot.chat.messages.sentences import side_sentence
from bot.chat.rich_text import Block, Line, Piece, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Claimant, Hedge
from storage.views.averages import Against, Average, against
from storage.views.figures import Figure
from storage.views.latest import LastPost, Silence
from storage.views.readings import HeldView, TallyView

NEVER_READ = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force: no data yet."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry: no data yet."),
}
SILENCES = {
    Silence.NOT_POSTED: {
        Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force has not reported yet."),
        Claimant.RU_MOD: N_("Russia's Defence Ministry has not reported yet."),
    },
    Silence.UNREACHABLE: {
        Claimant.UA_AIR_FORCE: N_("We cannot reach the channel of Ukraine's Air Force."),
        Claimant.RU_MOD: N_("We cannot reach the channel of Russia's Defence Ministry."),
    },
    Silence.PAUSED: {
        Claimant.UA_AIR_FORCE: N_("The bot's operator paused the channel of Ukraine's Air Force."),
        Claimant.RU_MOD: N_("The bot's operator paused the channel of Russia's Defence Ministry."),
    },
    Silence.NOT_UNDERSTOOD: {
        Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force posted a report that we could not read: /latest."),
        Claimant.RU_MOD: N_("Russia's Defence Ministry posted a report that we could not read: /latest."),
    },
    Silence.NOT_CONFIRMED: {
        Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force posted a report with a figure we could not confirm."),
        Claimant.RU_MOD: N_("Russia's Defence Ministry posted a report with a figure we could not confirm."),
    },
}
# The drones of a night beside the average of the nights before it.
BELOW = N_("Drones launched: {percent} below the {whole}-night average of {mean}")
ABOVE = N_("Drones launched: {percent} above the {whole}-night average of {mean}")
AS_MANY = N_("Drones launched: as many as the {whole}-night average of {mean}")
AVERAGE = N_("Drones launched: {whole}-night average {mean}")
# From this hour of the reader's day on the greeting is no longer "Good morning".
NOON = 12


@dataclass(frozen=True, slots=True)
class DigestSide:
    """One channel in a digest: its night, or why it is silent.

    ``last_post`` is the newest of a channel that was ``ever_read``. ``held`` are the reports of the night held back for
    one of their figures, ``later`` those that describe it differently.
    """

    channel: str
    night: TallyView | None
    silence: Silence | None
    last_post: LastPost | None = None
    ever_read: bool = True
    held: tuple[HeldView, ...] = ()
    later: tuple[TallyView, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything a digest says. ``corrections`` counts the posts that changed a number since yesterday.

    One that is ``delivered`` is completed when a late side reports; one that was asked for is not. ``not_over`` is the
    night after ``night`` while that is still going on.
    """

    night: date
    at: datetime
    sides: tuple[DigestSide, ...]
    launched: Figure | None
    average: Average | None
    corrections: int
    delivered: bool = False
    not_over: date | None = None

    @property
    def lacks(self) -> tuple[str, ...]:
        """The channels it has to do without."""
        return tuple(side.channel for side in self.sides if side.night is None)


def digest_message(audience: Audience, digest: Digest) -> Message:
    """The digest as one message: the two sentences, a comparison, corrections, sources."""
    words = audience.words
    nights = [side.night for side in digest.sides if side.night]
    blocks = [_greeting(audience, digest), *not_over_blocks(words, digest.not_over, digest.night)]
    blocks.append(block(*(side_text(words, side) for side in digest.sides)))
    notes: list[Line | str] = [*doubt_lines(words, nights)]
    notes += [later_line(audience, one) for side in digest.sides for one in side.later]
    if digest.delivered and digest.lacks:
        notes.append(words.say("This message will be updated when the other side reports."))
    blocks += [block(*notes)] if notes else []
    context = [] if audience.short else [*_against(words, digest), _corrections(words, digest.corrections)]
    blocks.append(block(*context, line(*_sources(audience, digest), _claims(audience)), *left_out(audience)))
    today = digest.at.astimezone(audience.zone).date()
    return Message(tuple(blocks), _buttons(words, digest, today), tuple(night.source for night in nights))


def late_line(audience: Audience, due_at: datetime | None) -> str:
    """Say that a digest goes out late; ``due_at`` is None if it had no fixed hour."""
    if due_at is None:
        return audience.words.say("This digest is late.")
    return audience.words.say("This digest is late: it was due at {time}.", time=audience.clock_and_city(due_at))


def _claims(audience: Audience) -> str:
    if audience.sides is Sides.BOTH:
        return audience.words.say("Claims of the parties, not verified.")
    return audience.words.say("A claim of one party, not verified.")


def _greeting(audience: Audience, digest: Digest) -> Block:
    words = audience.words
    morning = digest.at.astimezone(audience.zone).hour < NOON
    greeting = words.say(
        N_("Good morning. Night of {night}, {time}") if morning else N_("Digest. Night of {night}, {time}"),
        night=words.night(digest.night, year=False),
        time=audience.clock_and_city(digest.at),
    )
    return block(bold(greeting))


def side_text(words: Language, side: DigestSide) -> str:
    """One side: the sentence of what its claimant says, or which silence keeps it."""
    if side.night:
        return side_sentence(words, side.night)
    return words.say(_silence(side)[CHANNELS[side.channel].claimant])


def _silence(side: DigestSide) -> dict[Claimant, str]:
    """Return the silence of a side; for a channel never read we cannot know whether it posted."""
    silence = side.silence or Silence.NOT_POSTED
    if silence is Silence.NOT_POSTED and not side.ever_read:
        return NEVER_READ
    return SILENCES[silence]


def _against(words: Language, digest: Digest) -> Iterator[str]:
    """Compare the night with the average of the nights before, and say how many are known; where a hedge leaves open
    which is more, there is the average alone."""
    average, launched = digest.average, digest.launched
    mean = told_text(words, average.mean.told) if average and average.mean and average.mean.high != 0 else ""
    if average is None or average.mean is None or not mean or launched is None or launched.number is None:
        return
    whole, found = (average.last - average.first).days + 1, against(launched, average.mean)
    values = {"whole": whole, "mean": mean}
    if found and (percent := _percent(words, found)):
        values["percent"] = percent
        said = words.say(BELOW if found.change < 0 else ABOVE, **values)
    else:
        said = words.say(AS_MANY if found and found.is_exact else AVERAGE, **values)
    if len(average.nights) < whole:
        said = words.say(
            "{comparison} ({known} of {whole} nights known)", comparison=said, known=len(average.nights), whole=whole
        )  # fmt: skip
    yield f"{said}."


def _percent(words: Language, found: Against) -> str:
    """``12%``; ``at least 12%``, in whole percent, where a number is a bound; "" for less than one."""
    whole = round(abs(found.change) * 100, 6)  # a last digit of a float must not take a percent off
    percent = round(whole) if found.is_exact else floor(whole)
    if not percent:
        return ""
    text = words.percent(percent / 100)
    return text if found.is_exact else words.say(HEDGES[Hedge.AT_LEAST], number=text)


def _corrections(words: Language, count: int) -> str:
    if not count:
        return words.say("Corrections since yesterday: none.")
    return words.say("Corrections since yesterday: {count}.", count=words.number(count))


def _sources(audience: Audience, digest: Digest) -> list[Piece | str]:
    """List the posts of the nights, before the claims; for a side without one, the posts that are held back."""
    sources = [one.source for side in digest.sides for one in ([side.night] if side.night else side.held)]
    return [*sources_pieces(audience, sources), " · "] if sources else []


def _buttons(words: Language, digest: Digest, today: date) -> tuple[tuple[Button, ...], ...]:
    has_tally = any(side.night for side in digest.sides)
    chart = [Button(words.say("Chart"), data("picture", "night", digest.night))] if has_tally else []
    return (
        (Button(words.say("Full answer"), data("night", digest.night)), *chart),
        (
            Button(words.say("Change time"), data("settings")),
            Button(words.say("Mute today"), data("mute", today)),
        ),
    )
