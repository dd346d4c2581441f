"""The last nights on which a weapon, or any of a kind, is named by each side; or those of a range."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.amounts import KINDS, group_name
from bot.chat.messages.days import range_name, runs_text
from bot.chat.messages.latest import left_out
from bot.chat.messages.regimes import regime_sentence
from bot.chat.messages.tally import figures, heading, share_text
from bot.chat.names import weapon_name
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from parsers.records import Kind
from storage.views.weapon import NIGHTS, WeaponNight, WeaponSide, WeaponView

LAST_NIGHTS = N_("{weapon}: the last nights that name it")
LAST_NIGHTS_OF_KIND = N_("{weapons}: the last nights that name them")
NIGHTS_OF_RANGE = N_("{weapon}: nights that name it, {dates}")
# As a kind of weapons is called in a heading.
CALLED = {"missiles": Kind.MISSILE, "ballistic": Kind.BALLISTIC_MISSILE, "cruise": Kind.CRUISE_MISSILE}


def weapon_message(audience: Audience, view: WeaponView) -> Message:
    """Show the last nights that name a weapon, with its figures and their posts."""
    words = audience.words
    blocks = [block(bold(_title(words, view)))]
    blocks += [_side(audience, side, view.first is not None) for side in view.sides]
    blocks.append(block(*_notes(words, view), words.say("Each side's own claim, not verified."), *left_out(audience)))
    shows = tuple(night.source for side in view.sides for night in side.nights)
    return Message(tuple(blocks), _buttons(words, view), shows)


def _title(words: Language, view: WeaponView) -> str:
    kind = CALLED.get(view.slug)
    name = words.say(KINDS[kind]) if kind else weapon_name(words, view.slug)
    if view.first:
        return words.say(NIGHTS_OF_RANGE, weapon=name, dates=range_name(words, view.first, view.last))
    return words.say(LAST_NIGHTS_OF_KIND, weapons=name) if kind else words.say(LAST_NIGHTS, weapon=name)


def _side(audience: Audience, side: WeaponSide, of_range: bool) -> Block:
    words, row = audience.words, CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    if of_range and not side.known:
        return block(*lines, words.say("we have no report of these nights"))
    if not side.nights and not of_range:
        return block(*lines, words.say("not named in any report of a night we have"))
    for night in side.nights:
        lines.append(line(bold(words.short_date(night.day)), " · ", audience.post(night.source)))
        lines += [f"  {text}" for text in _said(words, night)]
    if side.others:
        lines.append(words.say("and on {days}", days=runs_text(words, side.others)))
    if side.known:
        lines.append(_often_in_range(words, side) if of_range else _often(words, side))
    return block(*lines, *(regime_sentence(words, one) for one in side.borders))


def _often(words: Language, side: WeaponSide) -> str:
    return words.count(
        "named on {named} of {n} known night in the last {nights}",
        "named on {named} of {n} known nights in the last {nights}",
        side.known,
        named=words.number(side.named),
        nights=words.number(NIGHTS),
    )


def _often_in_range(words: Language, side: WeaponSide) -> str:
    """Say on how many of the known nights of the range it is named, and how many nights the range has."""
    named, dates = words.number(side.named), words.number(side.dates)
    if side.known == side.dates:
        return words.count("named on {named} of {n} night", "named on {named} of {n} nights", side.known, named=named)
    return words.count(
        "named on {named} of {n} known night, of {dates} in all",
        "named on {named} of {n} known nights, of {dates} in all",
        side.known,
        named=named,
        dates=dates,
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
    """The nights that name it, newest first; all nights of the range; the same in the other language."""
    days = sorted({night.day for side in view.sides for night in side.nights}, reverse=True)[:3]
    nights = tuple(Button(words.short_date(day), data("night", day)) for day in days)
    rows = [nights] if nights else []
    if view.first is None:
        return (*rows, other_language(words, "weapon", view.slug))
    rows.append((Button(words.say("All of these nights"), data("span", view.first, view.last)),))
    return (*rows, other_language(words, "weapon", view.slug, view.first, view.last))
