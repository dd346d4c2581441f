"""Whether each side names a region in its reports of a night, or of a range of nights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.actions import Key
from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.days import range_name, runs_text
from bot.chat.messages.latest import night_title
from bot.chat.messages.region import closing, mention_text, named_on
from bot.chat.messages.tally import heading
from bot.chat.names import place_name
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from storage.views.readings import Sources
from storage.views.region import Mention
from storage.views.region_span import RegionSpanSide, RegionSpanView

# Over more days their posts are not listed one by one.
LISTED = timedelta(days=31)


def region_span_message(audience: Audience, view: RegionSpanView, sources: Sources) -> Message:
    """Show for each side whether its reports name a place, each report with its post.

    The places are the one that was asked for and those that people mean as one with it, told apart; of the others
    only those that are named. ``sources`` has every report of the range.
    """
    words = audience.words
    told = [code for code in view.regions if code == view.regions[0] or _is_named(view, code)]
    names = " · ".join(place_name(words, code) for code in told)
    when = night_title(words, view.first) if view.first == view.last else range_name(words, view.first, view.last)
    blocks = [block(bold(names), when)]
    for side in view.sides:
        blocks += _side(audience, side, told, view, sources)
    blocks.append(closing(audience))
    return Message(tuple(blocks), _buttons(words, view), tuple(sources.values()))


def _is_named(view: RegionSpanView, code: str) -> bool:
    return any(code in side.mentions for side in view.sides)


def _side(
    audience: Audience, side: RegionSpanSide, told: Sequence[str], view: RegionSpanView, sources: Sources
) -> Iterator[Block]:
    words, row = audience.words, CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    if not side.reports:
        one = view.first == view.last
        nothing = "We have no report for this night." if one else "We have no reports for these nights."
        yield block(*lines, words.say(nothing))
        return
    folded: list[Line] = []
    for code in told:
        found = side.mentions.get(code, ())
        name = place_name(words, code) if len(told) > 1 else ""
        if view.first == view.last:
            lines += _in_one_night(audience, name, found, side.reports, sources)
            continue
        lines += _in_range(words, name, found, side.reports, (view.last - view.first).days + 1)
        if view.last - view.first <= LISTED:
            folded += _each(audience, name, found, sources)
    yield block(*lines)
    if folded:
        yield block(*folded, quoted=True)


def _in_one_night(
    audience: Audience, name: str, found: Sequence[Mention], reports: Sequence[tuple[Key, date]], sources: Sources
) -> Iterator[Line]:
    """Yield a line for each report that names the place, or for each that does not where none does."""
    words, start = audience.words, f"{name}: " if name else ""
    named = dict.fromkeys(one.key for one in found)
    for key in named or [key for key, _ in reports]:
        said = dict.fromkeys(mention_text(words, one) for one in found if one.key == key)
        text = ", ".join(said) or words.say("not named in its report")
        yield line(f"{start}{text} · ", audience.post(sources[key]))


def _in_range(
    words: Language, name: str, found: Sequence[Mention], reports: Sequence[tuple[Key, date]], dates: int
) -> Iterator[Line | str]:
    """Yield on how many of the days with a report the place is named; of how many days where some have none."""
    reported, days = len({day for _, day in reports}), named_on(found)
    named = words.number(len(days))
    if name:
        yield line(bold(name))
    if reported == dates:
        yield words.count("named on {named} of {n} day", "named on {named} of {n} days", dates, named=named)
    else:
        yield words.count(
            "named on {named} of {n} day with a report, of {dates} in all",
            "named on {named} of {n} days with a report, of {dates} in all",
            reported,
            named=named,
            dates=words.number(dates),
        )
    if days:
        yield f"  {runs_text(words, days)}"


def _each(audience: Audience, name: str, found: Sequence[Mention], sources: Sources) -> Iterator[Line]:
    words, start = audience.words, f"{name}, " if name else ""
    for key in dict.fromkeys(one.key for one in found):
        of_key = [one for one in found if one.key == key]
        said = ", ".join(dict.fromkeys(mention_text(words, one) for one in of_key))
        yield line(f"{start}{words.short_day(of_key[0].ends_on)}: {said} · ", audience.post(sources[key]))


def _buttons(words: Language, view: RegionSpanView) -> Rows:
    """The whole of the night or the range, the place at all times, the other language."""
    place = Button(words.say("In all reports"), data("region", view.regions[0]))
    asked = (view.regions[0], view.first, view.last)
    if view.first == view.last:
        whole = Button(words.say("The whole night"), data("night", view.first))
    else:
        whole = Button(words.say("All of these nights"), data("span", view.first, view.last))
    return (whole, place), other_language(words, "region", *asked)
