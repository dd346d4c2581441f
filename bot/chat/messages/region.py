"""Where a region is named by either side."""

from __future__ import annotations

from collections.abc import Iterator

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
    RegionRole.DOWNED_OVER: N_("drones downed over it"),
    RegionRole.ORIGIN: N_("drones came from there"),
    RegionRole.REGION: N_("drones downed over it"),
}


def region_message(audience: Audience, view: RegionView, sources: Sources) -> Message:
    """Show where each side named a region: last, and how often; "named" says no more than that.

    ``sources`` are the posts that named it last.
    """
    words = audience.words
    blocks = [block(bold(place_name(words, view.region)))]
    for side in view.sides:
        blocks += _side(audience, side, view, sources)
    warning = words.say("A place that is named was not always hit; one that is not named may have been.")
    blocks.append(block(warning, words.say("Each side's own claim, not verified."), *left_out(audience)))
    return Message(tuple(blocks), _buttons(words, view), tuple(sources.values()))


def _side(audience: Audience, side: RegionSide, view: RegionView, sources: Sources) -> Iterator[Block]:
    words, row = audience.words, CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    if side.last:
        lines += _last(audience, side.last, sources[side.last[0].key])
    else:
        lines.append(words.say("not named in any report we have"))
    dates = (view.last - view.first).days + 1
    named = sorted({mention.ends_on for mention in side.mentions})
    if side.last:
        lines += _often(words, side, dates)
    if named and is_short(named):
        lines.append(f"  {runs_text(words, named)}")
    yield block(*lines)
    if not is_short(named):
        yield block(runs_text(words, named), quoted=True)


def _last(audience: Audience, last: tuple[Mention, ...], source: Source) -> Iterator[Line | str]:
    words = audience.words
    yield line(words.say("last named: {day}", day=words.short_date(last[0].ends_on)), " · ", audience.post(source))
    yield from (f"  {text}" for text in dict.fromkeys(_mention(words, one) for one in last))


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


def _mention(words: Language, one: Mention) -> str:
    what = words.say(ROLES[one.role])
    return what if one.number is None else f"{what}: {words.number(one.number)}"


def _buttons(words: Language, view: RegionView) -> Rows:
    """The nights it was named on last, its year in a picture, the other language."""
    days = dict.fromkeys(side.last[0].night or side.last[0].ends_on for side in view.sides if side.last)
    nights = tuple(Button(words.short_date(day), data("night", day)) for day in days)
    year = Button(words.say("A year in a chart"), data("picture", "region", view.region))
    return (*([nights] if nights else []), (year, *other_language(words, "region", view.region)))
