"""The last nights on which a weapon, or a kind of weapon, is named by each side."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, group_name
from bot.chat.messages.latest import left_out
from bot.chat.messages.tally import figures, heading, share_text
from bot.chat.names import weapon_name
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Kind
from storage.views.figures import MISSILES
from storage.views.weapon import NIGHTS, WeaponNight, WeaponSide, WeaponView

# The kinds that people name, each with the reports' kinds it holds and its title.
NAMED_KINDS: dict[str, tuple[tuple[Kind, ...], str]] = {
    "drones": ((Kind.DRONE, Kind.LOITERING_MUNITION), KINDS[Kind.DRONE]),
    "missiles": (MISSILES, KINDS[Kind.MISSILE]),
    "ballistic": ((Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE), KINDS[Kind.BALLISTIC_MISSILE]),
    "cruise": ((Kind.CRUISE_MISSILE,), KINDS[Kind.CRUISE_MISSILE]),
}
LAST_NIGHTS = N_("{weapon}: the last nights that name it")


def weapon_message(audience: Audience, view: WeaponView, kind: str = "") -> Message:
    """Show the last nights that name a weapon, with its figures and their posts; ``kind`` is a row of NAMED_KINDS."""
    words = audience.words
    name = weapon_name(words, view.slug) if view.slug else words.say(NAMED_KINDS[kind][1])
    blocks = [block(bold(words.say(LAST_NIGHTS, weapon=name)))]
    blocks += [_side(audience, side) for side in view.sides]
    blocks.append(block(*_notes(words, view), words.say("Each side's own claim, not verified."), *left_out(audience)))
    shows = tuple(night.source for side in view.sides for night in side.nights)
    asks = ("weapon", view.slug) if view.slug else ("kind", kind)
    return Message(tuple(blocks), _buttons(words, view, asks), shows)


def _side(audience: Audience, side: WeaponSide) -> Block:
    words, row = audience.words, CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    if not side.nights:
        return block(*lines, words.say("not named in any report of a night we have"))
    for night in side.nights:
        lines.append(line(bold(words.short_date(night.day)), " · ", audience.post(night.source)))
        lines += [f"  {text}" for text in _said(words, night)]
    if side.known:
        lines.append(_often(words, side))
    return block(*lines)


def _often(words: Language, side: WeaponSide) -> str:
    return words.count(
        "named on {named} of {n} known night in the last {nights}",
        "named on {named} of {n} known nights in the last {nights}",
        side.known,
        named=words.number(side.named),
        nights=words.number(NIGHTS),
    )


def _said(words: Language, night: WeaponNight) -> Iterator[str]:
    for group in night.groups:
        yield words.say("{what}: {figures}", what=group_name(words, group), figures=figures(words, group))
        yield from (share_text(words, share) for share in group.shares)
    yield from (share_text(words, share) for share in night.shares)


def _notes(words: Language, view: WeaponView) -> Iterator[str]:
    """Say that a figure counts several weapons where it does."""
    several = any(len(group.weapons) > 1 for side in view.sides for night in side.nights for group in night.groups)
    if view.slug and several:
        yield words.say("Where a post counts several types together, the figure is of all of them.")


def _buttons(words: Language, view: WeaponView, asks: tuple[str, str]) -> Rows:
    """The nights that name it, newest first; the same in the other language."""
    days = sorted({night.day for side in view.sides for night in side.nights}, reverse=True)[:3]
    nights = tuple(Button(words.short_date(day), data("night", day)) for day in days)
    return (*([nights] if nights else []), other_language(words, *asks))
