"""The largest nights, and where a region is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat.html import Block, Line, block, bold, line
from bot.chat.keyboards import data, other_language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, OUTCOMES, stated
from bot.chat.messages.ranges import runs_text
from bot.chat.messages.tally import heading
from bot.chat.names import place_name
from bot.chat.reader import Reader
from bot.chat.words import N_, Words
from parsers.channels import CHANNELS
from parsers.records import Kind
from storage.views.figures import MISSILES
from storage.views.missing import MissingNight
from storage.views.records import Record, RecordsView
from storage.views.region import Mention, RegionSide, RegionView, Role

ROLES = {
    Role.TARGET: N_("named as attacked"),
    Role.DOWNED_OVER: N_("drones downed over it"),
    Role.ORIGIN: N_("drones came from there"),
    Role.REGION: N_("drones downed over it"),
}


def records_message(reader: Reader, views: Sequence[RecordsView]) -> Message:
    """The records of each side, with the nights they are among and how many of those are missing."""
    words = reader.words
    blocks = [block(bold(words.say("Largest nights"))), *(_records(words, view) for view in views)]
    blocks.append(block(words.say("Each side's own claim, not verified.")))
    return Message(tuple(blocks), ((other_language(words, "records"),),))


def _records(words: Words, view: RecordsView) -> Block:
    row = CHANNELS[view.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    if view.first is None:
        return block(*lines, words.say("No night is known."))
    among = words.count(
        "among {n} night since {day}", "among {n} nights since {day}", view.nights, day=words.day(view.first)
    )
    lines.append(among)
    if view.missing:
        lines.append(
            words.count(
                "{n} night is not known; a larger one may be there",
                "{n} nights are not known; a larger one may be among them",
                len(view.missing),
            )
        )
    for record in view.records:
        lines.append(line(bold(record_name(words, record))))
        lines += [f"  {_night(words, record, index)}" for index in range(len(record.nights))]
    return block(*lines)


def record_name(words: Words, record: Record) -> str:
    """``Drones launched``, as the outcome and the kind are called elsewhere."""
    kinds = record.counted.kinds
    name = words.say(KINDS[Kind.MISSILE if kinds == MISSILES else kinds[0]])
    what = words.say(OUTCOMES[record.counted.outcomes[0]], number="").strip(" :")
    return f"{name}: {what}"


def _night(words: Words, record: Record, index: int) -> str:
    day, figure = record.nights[index]
    return f"{stated(words, figure.number or 0, figure.hedge)} – {words.day(day)}"


def region_message(reader: Reader, view: RegionView) -> Message:
    """Where each side names a region: last, and how often; "named" says no more than that."""
    words = reader.words
    blocks = [block(bold(place_name(words, view.region)))]
    blocks += [_region(words, side, view) for side in view.sides]
    blocks.append(
        block(words.say("A place that is named was not always hit; one that is not named may have been."),
              words.say("Each side's own claim, not verified."))
    )  # fmt: skip
    year = Button(words.say("A year in a picture"), data("picture", "region", view.region))
    return Message(tuple(blocks), ((year, other_language(words, "region", view.region)),))


def _region(words: Words, side: RegionSide, view: RegionView) -> Block:
    row = CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    if not side.last:
        return block(*lines, words.say("never named in what is known"))
    last = side.last[0].ends_on
    lines.append(words.say("last named: {day}", day=words.day(last)))
    lines += [f"  {text}" for text in dict.fromkeys(_mention(words, one) for one in side.last)]
    dates = (view.last - view.first).days + 1
    if side.reported:
        named = words.number(side.named)
        lines.append(
            words.count(
                "in the last {dates} days named on {named} of {n} day with a report",
                "in the last {dates} days named on {named} of {n} days with a report",
                side.reported, named=named, dates=dates,
            )
        )  # fmt: skip
    else:
        lines.append(words.say("no report of the last {dates} days is known", dates=dates))
    return block(*lines)


def _mention(words: Words, one: Mention) -> str:
    what = words.say(ROLES[one.role])
    return what if one.number is None else f"{what}: {words.number(one.number)}"


def gaps_message(reader: Reader, first: date, last: date, missing: dict[str, tuple[MissingNight, ...]]) -> Message:
    """The nights that are not known of each side, and why where that is known."""
    words = reader.words
    title = words.say("Nights not known, from {first} to {last}", first=words.day(first), last=words.day(last))
    blocks = [block(bold(title))]
    for channel, nights in missing.items():
        row = CHANNELS[channel]
        blocks.append(block(*heading(words, row.claimant, row.attacker), *_gaps(words, nights)))
    return Message(tuple(blocks))


def _gaps(words: Words, nights: Sequence[MissingNight]) -> Iterator[str]:
    refused = [night.day for night in nights if night.refused]
    other = [night.day for night in nights if night.windows and not night.refused]
    silent = [night.day for night in nights if not night.windows and not night.refused]
    if not nights:
        yield words.say("none: every night is known")
    if silent:
        yield words.say("no report known: {days}", days=runs_text(words, silent))
    if other:
        yield words.say("only reports of other periods: {days}", days=runs_text(words, other))
    if refused:
        yield words.say("posted but could not be read: {days}", days=runs_text(words, refused))
