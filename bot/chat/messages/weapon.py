"""The last nights on which a weapon is named by each side."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import group_name
from bot.chat.messages.latest import left_out
from bot.chat.messages.tally import figures, heading, share_text
from bot.chat.names import weapon_name
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from storage.views.weapon import NIGHTS, WeaponNight, WeaponSide, WeaponView

LAST_NIGHTS = N_("{weapon}: the last nights that name it")


def weapon_message(audience: Audience, view: WeaponView) -> Message:
    """Show the last nights that name a weapon, with its figures and their posts."""
    words = audience.words
    name = weapon_name(words, view.slug)
    blocks = [block(bold(words.say(LAST_NIGHTS, weapon=name)))]
    blocks += [_side(audience, side) for side in view.sides]
    blocks.append(block(*_notes(words, view), words.say("Each side's own claim, not verified."), *left_out(audience)))
    shows = tuple(night.source for side in view.sides for night in side.nights)
    return Message(tuple(blocks), _buttons(words, view), shows)


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
    if several:
        yield words.say("Where a post counts several types together, the figure is of all of them.")


def _buttons(words: Language, view: WeaponView) -> Rows:
    """The nights that name it, newest first; the same in the other language."""
    days = sorted({night.day for side in view.sides for night in side.nights}, reverse=True)[:3]
    nights = tuple(Button(words.short_date(day), data("night", day)) for day in days)
    return (*([nights] if nights else []), other_language(words, "weapon", view.slug))
