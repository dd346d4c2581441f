"""The newest night of both sides, and the night of a date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.actions import Sides
from bot.chat.audience import Audience
from bot.chat.keyboards import night_buttons
from bot.chat.language import N_, Language
from bot.chat.message import Message
from bot.chat.messages.doubts import reason_text
from bot.chat.messages.held import beside_text, held_line, unsettled
from bot.chat.messages.ranking import Ranking, standing_lines
from bot.chat.messages.staleness import raw_block, silence_notes
from bot.chat.messages.tally import age_text, heading, tally_block, tally_lines, window_text, withholds
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Scope
from storage.views.latest import LatestSide, LatestView
from storage.views.night import NightSide, NightView
from storage.views.posting_hours import PostingHoursView
from storage.views.readings import HeldView, TallyView, UnreadableView

# Day tallies shown below a night; more would only repeat what the next night will say.
AFTER_SHOWN = 2

SCOPES = {
    Scope.REGIONAL: N_("a regional report, not counted in any total"),
    Scope.INTERIM: N_("an interim report, not counted in any total"),
    Scope.CORRECTION: N_("a correction by the same side"),
    Scope.DAILY: N_("a briefing for a longer period, not counted in any total"),
}


@dataclass(frozen=True, slots=True)
class Around:
    """What an answer says besides the tallies: usual times and unread texts by channel, the night's rank."""

    postings: Mapping[str, PostingHoursView] = field(default_factory=dict)
    texts: Mapping[str, str | None] = field(default_factory=dict)
    standing: Ranking = field(default_factory=Ranking)
    later: date | None = None


def latest_message(audience: Audience, view: LatestView, around: Around) -> Message:
    """Build the newest night: one side, then the other, each with its silence, if any."""
    words = audience.words
    nights = [side.night for side in view.sides if side.night]
    blocks = [head(audience, view.newest, updated(view))]
    for side in view.sides:
        blocks.extend(_side(audience, side, view, around))
    blocks.append(footer(audience, around.standing, nights))
    shown = [*nights, *(after for side in view.sides for after in side.after[-AFTER_SHOWN:])]
    return Message(
        blocks=tuple(blocks),
        buttons=night_buttons(words, view.newest, None) if view.newest else (),
        shows=tuple(view.source for view in shown),
        night=view.newest,
    )


def night_message(audience: Audience, view: NightView, around: Around) -> Message:
    """Build the night of a date: each side's night, then the other national tallies that end on it."""
    words = audience.words
    blocks = [head(audience, view.day, None)]
    shown: list[TallyView] = []
    for side in view.sides:
        blocks.extend(_night_side(audience, side))
        shown.extend(([side.night] if side.night else []) + list(side.windows))
    blocks.append(footer(audience, around.standing, [side.night for side in view.sides if side.night]))
    return Message(
        blocks=tuple(blocks),
        buttons=night_buttons(words, view.day, around.later),
        shows=tuple(view.source for view in shown),
    )


def night_title(words: Language, day: date) -> str:
    """``Night to Tuesday 22 September 2026``."""
    return words.say("Night to {weekday} {day}", weekday=words.weekday(day), day=words.day(day))


def footer(audience: Audience, standing: Ranking, nights: Sequence[TallyView]) -> Block:
    """Build the footer: the night's rank and whose claims these are."""
    words = audience.words
    claim = words.say("Each side's own claim, not verified.")
    if withholds(nights):
        claim += " " + words.say("Missile numbers are withheld, so there is no overall rate.")
    lines = [
        *standing_lines(words, standing),
        claim,
        *left_out(audience),
        words.say("This is not an air-raid warning."),
    ]
    return block(*lines)


def left_out(audience: Audience) -> Iterator[str]:
    """Say that a side is hidden by the reader's settings."""
    if audience.sides is not Sides.BOTH:
        yield audience.words.say("The other side is hidden here: /settings.")


def head(audience: Audience, day: date | None, updated_at: datetime | None) -> Block:
    """Build the title: the night, and when the channels were last read, if they are followed."""
    words = audience.words
    title = bold(night_title(words, day) if day else words.say("No night is known yet"))
    if updated_at is None:
        return block(title)
    before, _, after = words.say("updated {time}", time="{time}").partition("{time}")
    return block(title, line(before, audience.moment_and_city(updated_at), after))


def updated(view: LatestView) -> datetime | None:
    """Return when the channels were last read; None if they never were."""
    return max((side.last_good_at for side in view.sides if side.last_good_at), default=None)


def unknown_block(words: Language, side: LatestSide, notes: Sequence[Line | str]) -> Block:
    """Build the block of a side without a known night."""
    row = CHANNELS[side.channel]
    return block(*heading(words, row.claimant, row.attacker), *(notes or [words.say("We have no data yet.")]))


def side_notes(audience: Audience, side: LatestSide, view: LatestView, around: Around) -> list[Line | str]:
    """Return why a side has no newer night, and how old the night shown instead is."""
    notes: list[Line | str] = [held_line(audience, side.not_confirmed)] if side.not_confirmed else []
    notes += list(silence_notes(audience, side, around.postings.get(side.channel), view.as_of))
    if side.night and side.night.night and side.age:
        age = age_text(audience.words, side.night.night, side.age)
        notes.append(audience.words.say("Last known: {age}.", age=age))
    return notes


def _side(audience: Audience, side: LatestSide, view: LatestView, around: Around) -> Iterator[Block]:
    words, notes = audience.words, side_notes(audience, side, view, around)
    if side.night and side.night.night:
        yield tally_block(audience, side.night, *notes)
    else:
        yield unknown_block(words, side, notes)
    yield from (_window_block(audience, after, side.night) for after in side.after[-AFTER_SHOWN:])
    raw = raw_block(audience, side, around.texts.get(side.channel))
    if raw:
        yield raw


def _night_side(audience: Audience, side: NightSide) -> Iterator[Block]:
    words, row = audience.words, CHANNELS[side.channel]
    if side.night:
        yield tally_block(audience, side.night)
    elif not any(held.night for held in side.not_confirmed):
        nothing = words.say("We have no report for this night.")
        yield block(*heading(words, row.claimant, row.attacker), nothing)
    if side.not_confirmed:
        held_night = any(held.night for held in side.not_confirmed)
        head = heading(words, row.claimant, row.attacker) if held_night and not side.night else []
        yield block(*head, *(held_line(audience, held) for held in side.not_confirmed))
    yield from (_window_block(audience, window, side.night) for window in side.windows)
    if side.overlapping:
        yield block(words.say("Two of these periods overlap: they may count the same weapons, so they are not added."))
    others = [_other(audience, other) for other in side.others if not isinstance(other, HeldView)]
    if others:
        yield block(*others)


def _window_block(audience: Audience, view: TallyView, night: TallyView | None) -> Block:
    """Build a tally of another window, such as a day, or one that reports a ``night`` another post reported first."""
    words = audience.words
    hours = window_text(words, view.tally)
    title = words.say("Another period, {hours}", hours=hours) if hours else words.say("Another period")
    twice = [beside_text(words, view, night)] if night and [*unsettled([view])] else []
    return block(bold(title), *twice, *tally_lines(audience, view, hours=False))


def _other(audience: Audience, other: TallyView | UnreadableView) -> Line:
    words = audience.words
    if isinstance(other, UnreadableView):
        what = words.say("could not be read ({reason})", reason=reason_text(words, other.reading.reason))
    else:
        what = words.say(SCOPES[other.scope])
    return line(audience.post(other.source), f" · {what}")
