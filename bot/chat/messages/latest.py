"""The newest night of both sides, and the night of a date: the sentences first, the details folded below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.chat.audience import Audience
from bot.chat.keyboards import Rows, leaves, night_buttons
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.held import held_line
from bot.chat.messages.night_parts import (
    claims_lines,
    details_blocks,
    left_out,
    night_title,
    no_report_text,
    notes_block,
    said_block,
    sources_pieces,
    tally_details,
    uncounted_lines,
    window_texts,
)
from bot.chat.messages.ranking import Ranking, standing_text
from bot.chat.messages.staleness import raw_block, silence_text
from bot.chat.messages.tally import last_known_text, last_known_title
from bot.chat.rich_text import Block, Line, block, bold, line
from storage.views.latest import LatestSide, LatestView
from storage.views.night import NightSide, NightView
from storage.views.posting_hours import PostingHoursView
from storage.views.readings import HeldView, Source, UnreadableView

__all__ = ["Around", "latest_message", "left_out", "night_message", "night_title"]

# Reports of other periods shown below a night; more would only repeat what the next night will say.
AFTER_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Around:
    """What an answer says besides the tallies: usual times, unread texts and the regions in the news by channel, the
    night's rank.

    ``later`` is the night after a night that was asked for, ``not_over`` the one that is still going on; None without.
    """

    postings: Mapping[str, PostingHoursView] = field(default_factory=dict)
    texts: Mapping[str, str | None] = field(default_factory=dict)
    standing: Ranking = field(default_factory=Ranking)
    later: date | None = None
    news: Mapping[str, frozenset[str]] = field(default_factory=dict)
    not_over: date | None = None


def latest_message(audience: Audience, view: LatestView, around: Around) -> Message:
    """Build the newest night. Before anything of today's is known it says why, and names the night it shows instead,
    of which the sentences are enough then: its other periods are in the details.
    """
    words, newest = audience.words, view.newest
    shown = [side.night for side in view.sides if side.night and side.night.night == newest]
    after = [one for side in view.sides for one in side.after[-AFTER_SHOWN:]]
    blocks = [block(bold(_title(words, view, around)))]
    if newest != view.today:
        blocks += _silences(audience, view, around)
        if newest:
            blocks.append(block(bold(last_known_title(words, newest, view.today))))
    blocks += said_block(words, shown)
    if newest and newest == view.today:
        blocks += [*_silences(audience, view, around), *_windows(audience, view, newest)]
    blocks += notes_block(audience, [*shown, *after] if newest == view.today else shown, ())
    blocks += details_blocks(audience, [*_details(audience, view, around)])
    blocks += [raw for side in view.sides if (raw := raw_block(audience, side, around.texts.get(side.channel)))]
    shows = tuple(one.source for one in (*shown, *after))
    blocks.append(footer(audience, around.standing if newest == view.today else Ranking(), view, shows))
    return Message(tuple(blocks), _buttons(words, newest, None, has_tally=bool(shows)), shows, night=newest)


def night_message(audience: Audience, view: NightView, around: Around) -> Message:
    """Build the night of a date: each side's night, then the other national tallies that end on it."""
    words, day = audience.words, view.day
    shown = [side.night for side in view.sides if side.night]
    windows = [window for side in view.sides for window in side.windows]
    blocks = [block(bold(night_title(words, day))), *said_block(words, shown)]
    if silent := [no_report_text(words, side.channel) for side in view.sides if _is_silent(side)]:
        blocks.append(block(*silent))
    told = [text for side in view.sides for text in window_texts(audience, side.night, side.windows, day)]
    blocks += [block(*told)] if told else []
    blocks += notes_block(audience, [*shown, *windows], [one for side in view.sides for one in side.others])
    blocks += details_blocks(audience, [part for side in view.sides for part in _night_details(audience, side, around)])
    blocks.append(footer(audience, around.standing))
    shows = tuple(one.source for one in (*shown, *windows))
    return Message(tuple(blocks), _buttons(words, day, around.later, has_tally=bool(shows)), shows)


def footer(
    audience: Audience, standing: Ranking, followed: LatestView | None = None, shows: Sequence[Source] = ()
) -> Block:
    """Build the footer: the night's rank and whose claims these are; in short the posts instead of the rank, in full
    also when the channels were last read.
    """
    lines: list[Line | str] = []
    if audience.short and shows:
        lines.append(line(*sources_pieces(audience, shows)))
    elif not audience.short and (how := standing_text(audience.words, standing)):
        lines.append(how)
    lines += claims_lines(audience)
    read_at = updated(followed) if followed else None
    if audience.full and read_at:
        lines.append(audience.words.say("Channels last read {time}.", time=audience.clock_and_city(read_at)))
    return block(*lines)


def updated(view: LatestView) -> datetime | None:
    """Return when the channels were last read; None if they never were."""
    return max((side.last_good_at for side in view.sides if side.last_good_at), default=None)


def _title(words: Language, view: LatestView, around: Around) -> str:
    """Return the name of the night, or that there is nothing of today's yet."""
    if view.newest is None:
        return words.say("No night is known yet")
    if view.newest == view.today:
        return night_title(words, view.today)
    if around.not_over:
        return words.say("The night of {night} is not over", night=words.night(around.not_over))
    return words.say("No figures for the night of {night} yet", night=words.night(view.today))


def _silences(audience: Audience, view: LatestView, around: Around) -> list[Block]:
    """Return why each side has nothing newer, a line each, and a report that is held back."""
    lines = [one for side in view.sides if (one := _silence(audience, side, view, around))]
    return [block(*lines)] if lines else []


def _silence(audience: Audience, side: LatestSide, view: LatestView, around: Around) -> Line:
    """Return why a side has nothing newer, and the night it is known of if that is older than the one shown."""
    held = held_line(audience, side.not_confirmed) if side.not_confirmed else ()
    posting = around.postings.get(side.channel)
    said = silence_text(audience, side, posting, view.as_of, is_over=around.not_over is None)
    is_older = side.night and side.night.night and side.night.night != view.newest
    last = last_known_text(audience.words, side) if is_older else ""
    text = " ".join(filter(None, [said, last]))
    return (*held, *line(*([" "] if held else []), text)) if text else held


def _windows(audience: Audience, view: LatestView, newest: date) -> Iterator[Block]:
    told = [
        text for side in view.sides for text in window_texts(audience, side.night, side.after[-AFTER_SHOWN:], newest)
    ]
    if told:
        yield block(*told)


def _details(audience: Audience, view: LatestView, around: Around) -> Iterator[Sequence[Line]]:
    for side in view.sides:
        if side.night and side.night.night == view.newest:
            news = around.news.get(side.channel, ())
            yield tally_details(audience, side.night, is_last_night=view.newest == view.today, news=news)
        yield from (tally_details(audience, one) for one in side.after[-AFTER_SHOWN:])


def _night_details(audience: Audience, side: NightSide, around: Around) -> Iterator[Sequence[Line]]:
    if side.night:
        yield tally_details(audience, side.night, news=around.news.get(side.channel, ()))
    yield from (tally_details(audience, one) for one in side.windows)
    yield uncounted_lines(audience, side.others)


def _is_silent(side: NightSide) -> bool:
    """Return whether a side has no report of the night, not even one that is held back or could not be read."""
    told = [one for one in side.others if isinstance(one, UnreadableView) or (isinstance(one, HeldView) and one.night)]
    return side.night is None and not told


def _buttons(words: Language, day: date | None, later: date | None, *, has_tally: bool) -> Rows:
    """Return the buttons of a night; without a tally there is nothing to show the source, a chart or a quote of."""
    if day is None:
        return ()
    return night_buttons(words, day, later) if has_tally else (leaves(words, "night", day, later),)
