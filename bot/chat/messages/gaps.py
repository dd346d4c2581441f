"""Which nights are not known, and why; which posts were never seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, data, other_language
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.days import is_month, is_short, range_name, runs_text
from bot.chat.messages.ranges import around_name, ranges_around
from bot.chat.messages.tally import heading
from bot.chat.rich_text import Block, Line, block, bold, line
from parsers.channels import CHANNELS
from storage.views.gaps import GapsSide, GapsView, Unseen
from storage.views.missing_nights import MissingNight
from storage.views.readings import Sources

NO_REPORT = N_("no report: {days}")
OTHER_PERIODS = N_("only reports for other periods: {days}")


def gaps_message(audience: Audience, view: GapsView, sources: Sources, newest: date) -> Message:
    """List each side's missing nights and the posts we have not seen.

    ``sources`` are the posts that could not be read or have an unconfirmed figure.
    """
    words = audience.words
    title = words.say("Missing nights, {range}", range=range_name(words, view.first, view.last))
    blocks = [block(bold(title))]
    for side in view.sides:
        blocks += _side(audience, side, view, sources)
    return Message(tuple(blocks), _buttons(words, view, newest))


def _side(audience: Audience, side: GapsSide, view: GapsView, sources: Sources) -> Iterator[Block]:
    words, row = audience.words, CHANNELS[side.channel]
    lines: list[Line | str] = [*heading(words, row.claimant, row.attacker)]
    listed = _by_reason(side.missing)
    short = {reason: days for reason, days in listed.items() if is_short(days)}
    lines += _before(words, side, view)
    if side.first_night and side.first_night <= view.last and not side.missing:
        since = side.first_night > view.first
        lines.append(words.say("no nights missing since") if since else words.say("no nights missing"))
    if side.missing:
        lines.append(words.count("{n} night missing", "{n} nights missing", len(side.missing)))
    lines += [words.say(reason, days=runs_text(words, days)) for reason, days in short.items()]
    lines += [one for night in side.missing for one in _posted(audience, night, sources)]
    lines += [_unseen(audience, one) for one in side.unseen]
    yield block(*lines)
    for reason in listed.keys() - short.keys():
        yield block(words.say(reason, days=runs_text(words, listed[reason])), quoted=True)


def _by_reason(missing: tuple[MissingNight, ...]) -> dict[str, list[date]]:
    """Group the missing nights without a post by reason."""
    found = {
        NO_REPORT: [night.day for night in missing if not (night.windows or night.refused or night.held)],
        OTHER_PERIODS: [night.day for night in missing if night.windows and not (night.refused or night.held)],
    }
    return {reason: days for reason, days in found.items() if days}


def _before(words: Language, side: GapsSide, view: GapsView) -> Iterator[str]:
    """Say where our data begins if that is inside or after the range."""
    if side.first_night is None:
        yield words.say("No night is known yet.")
    elif side.first_night > view.first:
        yield words.say("No data before {day}.", day=words.short_date(side.first_night))


def _posted(audience: Audience, night: MissingNight, sources: Sources) -> Iterator[Line]:
    """Yield the posts of a missing night with the reason."""
    words, day = audience.words, audience.words.short_day(night.day)
    reasons = (
        (words.say("{day}: posted but could not be read", day=day), night.refused),
        (words.say("{day}: posted, with a figure we could not confirm", day=day), night.held),
    )
    for said, keys in reasons:
        posts = [piece for key in keys for piece in (" · ", audience.post(sources[key]))]
        if posts:
            yield line(said, *posts)


def _unseen(audience: Audience, one: Unseen) -> str:
    """``posts 79001–79020 never seen, 3 Sep – 4 Sep``."""
    words = audience.words
    numbers = str(one.from_id) if one.from_id == one.to_id else f"{one.from_id}–{one.to_id}"
    days = [moment.astimezone(audience.zone).date() for moment in (one.after, one.before) if moment]
    said = words.say("posts we have not seen: {numbers}", numbers=numbers)
    return f"{said} · {runs_text(words, days[:1])} – {runs_text(words, days[1:])}" if len(days) == 2 else said


def _buttons(words: Language, view: GapsView, newest: date) -> Rows:
    """Return buttons to the neighbouring months (also of the current month), or to ranges of the same length."""
    running = view.last == newest and view.first == newest.replace(day=1)
    by_month = running or is_month(view.first, view.last)
    before, after = ranges_around(view.first, view.last, newest, by_month=by_month)
    row = []
    if before:
        row.append(Button(f"‹ {around_name(words, before, by_month=by_month)}", data("gaps", *before)))
    if after:
        row.append(Button(f"{around_name(words, after, by_month=by_month)} ›", data("gaps", *after)))
    return tuple(row), (*other_language(words, "gaps", view.first, view.last),)
