"""The morning digest: two paragraphs and a line of context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.actions import Sides
from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import OUTCOMES, amount, group_name, in_order, stated
from bot.chat.messages.held import later_line
from bot.chat.messages.latest import left_out
from bot.chat.messages.not_over import not_over_blocks
from bot.chat.messages.sites import sites
from bot.chat.messages.tally import figures, is_silent, share_text, window_text
from bot.chat.rich_text import Block, Piece, block, bold, line, link
from parsers.channels import CHANNELS
from parsers.records import Attacker, Claimant, Hedge, Kind, Outcome
from storage.views.averages import Average
from storage.views.figures import DOWN, Figure
from storage.views.latest import LastPost, Silence
from storage.views.readings import HeldView, TallyView
from storage.views.weapon_groups import WeaponGroup, groups

BY = {
    Claimant.UA_AIR_FORCE: N_("Overnight, according to Ukraine's Air Force: {what}"),
    Claimant.RU_MOD: N_("Overnight, according to Russia's Defence Ministry: {what}"),
}
SILENCES = {
    Silence.NOT_POSTED: N_("not posted yet."),
    Silence.UNREACHABLE: N_("the channel cannot be reached."),
    Silence.PAUSED: N_("not read – the bot's operator paused the channel."),
    Silence.NOT_UNDERSTOOD: N_("posted, but it could not be read: /latest."),
    Silence.NOT_CONFIRMED: N_("posted, with a figure we could not confirm."),
}
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
    """The digest as one message."""
    words = audience.words
    nights = [side.night for side in digest.sides if side.night]
    blocks = [_greeting(audience, digest), *not_over_blocks(words, digest.not_over, digest.night)]
    for side in digest.sides:
        later = [later_line(audience, one) for one in side.later]
        blocks.append(block(side_text(words, side, short=audience.short), *later))
    if digest.delivered and digest.lacks:
        blocks.append(block(words.say("This message will be updated when the other side reports.")))
    context = [*_against(words, digest), _corrections(words, digest.corrections)]
    last = [] if audience.short else [" ".join(context)]
    blocks.append(block(*last, line(_claims(audience), " ", *_sources(audience, digest)), *left_out(audience)))
    today = digest.at.astimezone(audience.zone).date()
    return Message(tuple(blocks), _buttons(words, digest, today), tuple(night.source for night in nights))


def late_line(audience: Audience, due_at: datetime | None) -> str:
    """Say that a digest goes out late; ``due_at`` is None if it had no fixed hour."""
    if due_at is None:
        return audience.words.say("This digest is late.")
    return audience.words.say("This digest is late: it was due at {time}.", time=audience.clock_and_city(due_at))


def _claims(audience: Audience) -> str:
    if audience.sides is Sides.BOTH:
        return audience.words.say("Both are claims by the parties.")
    return audience.words.say("This is a claim by one of the parties.")


def _greeting(audience: Audience, digest: Digest) -> Block:
    words = audience.words
    local = digest.at.astimezone(audience.zone)
    today, morning = local.date(), local.hour < NOON
    greeting = words.say(
        N_("Good morning – {weekday} {day}, {time}") if morning else N_("Morning digest – {weekday} {day}, {time}"),
        weekday=words.weekday(today),
        day=words.long_day(today),
        time=audience.clock_and_city(digest.at),
    )
    return block(bold(greeting))


def side_text(words: Language, side: DigestSide, *, short: bool = False) -> str:
    """One side in a paragraph: what its claimant says, or which silence keeps it.

    In short the weapons that are no drones are named without their figures.
    """
    row = CHANNELS[side.channel]
    if side.night is None:
        what = words.say(_silence(side))
    elif row.attacker is Attacker.RUSSIA:
        what = " ".join(_over_ukraine(words, side.night, short))
    else:
        what = " ".join(_over_russia(words, side.night, short))
    return words.say(BY[row.claimant], what=what)


def _silence(side: DigestSide) -> str:
    """Return the silence of a side; for a channel never read we cannot know whether it posted."""
    silence = side.silence or Silence.NOT_POSTED
    if silence is Silence.NOT_POSTED and not side.ever_read:
        return N_("no data yet.")
    return SILENCES[silence]


def _over_ukraine(words: Language, view: TallyView, short: bool) -> Iterator[str]:
    gathered = in_order(groups(view.source.key, view.tally.lines))
    told = [group for group in gathered if group.kind is Kind.DRONE and not is_silent(group)]
    yield from (_drones(words, group) + "." for group in told)
    rest = [group for group in gathered if group not in told]
    yield from _named(words, rest) if short else _others(words, rest)
    yield from (f"{text}." for text in sites(words, view.tally))


def _others(words: Language, rest: Sequence[WeaponGroup]) -> Iterator[str]:
    """Yield the other weapons with their figures, then those used without a number."""
    for group in rest:
        if not is_silent(group):
            yield f"{group_name(words, group)}: {figures(words, group).replace(' · ', ', ')}."
    silent = [group_name(words, group) for group in rest if is_silent(group)]
    if silent:
        yield words.say("Used, number not given: {names}.", names=", ".join(silent))


def _named(words: Language, rest: Sequence[WeaponGroup]) -> Iterator[str]:
    if rest:
        yield words.say("Also named: {names}.", names=", ".join(group_name(words, group) for group in rest))


def _drones(words: Language, group: WeaponGroup) -> str:
    """``173 drones launched, at least 50 of them jet-powered; 134 downed or jammed (77 %)``."""
    launched = group.launched
    head = []
    if launched and launched.number is not None:
        shown = stated(words, launched.number, launched.hedge)
        head = [words.count("{amount} drone launched", "{amount} drones launched", launched.number, amount=shown)]
        head += [share_text(words, share) for share in group.shares if share.outcome is Outcome.LAUNCHED]
    rest = {one: amount(words, group.figures[one], one) for one in OUTCOMES if one in group.figures}
    rest.pop(Outcome.LAUNCHED, None)
    if group.rate is not None:
        rest[next(one for one in reversed(DOWN) if one in rest)] += f" ({words.percent(group.rate)})"
    return "; ".join(filter(None, [", ".join(head), ", ".join(rest.values())]))


def _over_russia(words: Language, view: TallyView, short: bool) -> Iterator[str]:
    rest = []
    gathered = in_order(groups(view.source.key, view.tally.lines))
    hours = window_text(words, view.tally)
    for group in gathered:
        down = group.down
        if group.kind is Kind.DRONE and down and down.number is not None:
            text = _ukrainian_drones(words, down.number, down.hedge)
            yield words.say("{figures}, {hours}.", figures=text, hours=hours) if hours else f"{text}."
        else:
            rest.append(group)
    yield from _named(words, rest) if short else _others(words, rest)


def _ukrainian_drones(words: Language, number: int, hedge: Hedge) -> str:
    return words.count(
        "{amount} Ukrainian drone downed", "{amount} Ukrainian drones downed", number,
        amount=stated(words, number, hedge),
    )  # fmt: skip


def _against(words: Language, digest: Digest) -> Iterator[str]:
    """Compare the night with the average of the nights before, and say how many are known."""
    average, launched = digest.average, digest.launched
    if not average or not average.mean or launched is None or launched.exact is None:
        return
    whole = (average.last - average.first).days + 1
    values = {"whole": whole, "change": words.change(launched.exact / average.mean - 1)}
    values["mean"] = words.number(round(average.mean))
    if len(average.nights) == whole:
        yield words.say("Compared with the last {whole} nights: {change} on their average of {mean}.", **values)
    else:
        yield words.say(
            "Compared with the last {whole} nights ({known} known): {change} on their average of {mean}.",
            known=len(average.nights), **values,
        )  # fmt: skip


def _corrections(words: Language, count: int) -> str:
    if not count:
        return words.say("Corrections since yesterday: none.")
    return words.say("Corrections since yesterday: {count}.", count=words.number(count))


def _sources(audience: Audience, digest: Digest) -> list[Piece | str]:
    """List the posts of the nights; for a side without one, the posts that are held back."""
    sources = [one.source for side in digest.sides for one in ([side.night] if side.night else side.held)]
    names = [link(f"{one.channel}/{one.message_id}", audience.address(one)) for one in sources]
    return [piece for name in names for piece in (" · ", name)][1:]


def _buttons(words: Language, digest: Digest, today: date) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button(words.say("Full answer"), data("night", digest.night)),
            Button(words.say("30 nights"), data("trend", 30)),
        ),
        (
            Button(words.say("Change time"), data("settings")),
            Button(words.say("Mute today"), data("mute", today)),
        ),
    )
