"""Where a region is named by either side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.days import is_short, runs_text
from bot.chat.messages.latest import left_out
from bot.chat.messages.tally import heading
from bot.chat.names import place_name
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from storage.views.readings import Source, Sources
from storage.views.region import Mention, RegionRole, RegionSide, RegionView

ROLES = {
    RegionRole.TARGET: N_("named as attacked"),
    RegionRole.DOWNED_OVER: N_("drones shot down over it"),
    RegionRole.ORIGIN: N_("drones came from there"),
    RegionRole.REGION: N_("drones shot down over it"),
}


def region_message(audience: Audience, views: Sequence[RegionView], sources: Sources) -> Message:
    """Show where each side named a region: last, and how often; "named" says no more than that.

    ``views`` are the region that was asked for, then those that people mean as one with it, each told apart: only the
    first is shown where no side ever named it. ``sources`` are the posts that named them last.
    """
    words = audience.words
    told = [views[0], *(view for view in views[1:] if any(side.last for side in view.sides))]
    blocks = [block(bold(" · ".join(place_name(words, view.region) for view in told)))]
    for sides in zip(*(view.sides for view in told), strict=True):
        blocks += _side(audience, sides, told, sources)
    blocks.append(closing(audience))
    return Message(tuple(blocks), _buttons(words, told), tuple(sources.values()))


def closing(audience: Audience) -> Block:
    """Build the last lines below what names a place: what that means, and whose claims these are."""
    warning = audience.words.say("A place that is named was not always hit; one that is not named may have been.")
    return block(warning, audience.words.say("Each side's own claim, not verified."), *left_out(audience))


def _side(
    audience: Audience, sides: Sequence[RegionSide], views: Sequence[RegionView], sources: Sources
) -> Iterator[Block]:
    words, row = audience.words, CHANNELS[sides[0].channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    folded: list[Block] = []
    if not any(side.last for side in sides):
        yield block(*lines, words.say("not named in any report we have"))
        return
    for side, view in zip(sides, views, strict=True):
        if len(views) > 1:
            lines.append(line(bold(place_name(words, view.region))))
        lines += _named(audience, side, view, sources)
        days = named_on(side.mentions)
        if days and not is_short(days):
            name = f"{place_name(words, view.region)} – " if len(views) > 1 else ""
            folded.append(block(name + runs_text(words, days), quoted=True))
    yield block(*lines)
    yield from folded


def _named(audience: Audience, side: RegionSide, view: RegionView, sources: Sources) -> Iterator[Line | str]:
    words, days = audience.words, named_on(side.mentions)
    if not side.last:
        yield words.say("not named in any report we have")
        return
    yield from _last(audience, side.last, sources[side.last[0].key])
    yield from _often(words, side, (view.last - view.first).days + 1)
    if days and is_short(days):
        yield f"  {runs_text(words, days)}"


def named_on(mentions: Sequence[Mention]) -> list[date]:
    """Return the dates of the reports that name a place, oldest first."""
    return sorted({mention.ends_on for mention in mentions})


def _last(audience: Audience, last: tuple[Mention, ...], source: Source) -> Iterator[Line | str]:
    words = audience.words
    yield line(words.say("last named: {day}", day=words.short_date(last[0].ends_on)), " · ", audience.post(source))
    yield from (f"  {text}" for text in dict.fromkeys(mention_text(words, one) for one in last))


def _often(words: Language, side: RegionSide, dates: int) -> Iterator[str]:
    if not side.reported:
        yield words.say("we have no report from the last {dates} days", dates=dates)
        return
    yield words.count("in the last {n} day:", "in the last {n} days:", dates)
    yield "  " + words.count(
        "named on {named} of {n} day with a report",
        "named on {named} of {n} days with a report",
        side.reported,
        named=words.number(side.named),
    )


def mention_text(words: Language, one: Mention) -> str:
    """``named as attacked``, with the number where the post prints one for the place."""
    what = words.say(ROLES[one.role])
    return what if one.number is None else f"{what}: {words.number(one.number)}"


def _buttons(words: Language, views: Sequence[RegionView]) -> Rows:
    """The nights they were named on last, the year in a picture, the other language."""
    sides = [side for view in views for side in view.sides if side.last]
    days = dict.fromkeys(side.last[0].night or side.last[0].ends_on for side in sides)
    nights = tuple(Button(words.short_date(day), data("night", day)) for day in list(days)[:3])
    drawn = next((view for view in views if any(side.last for side in view.sides)), views[0])
    year = Button(words.say("A year in a chart"), data("picture", "region", drawn.region))
    return (*([nights] if nights else []), (year, *other_language(words, "region", views[0].region)))
