"""How far back we have the channels, and fetching older posts; for the operator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.chat.audience import Audience
from bot.chat.context import Fetching
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.rich_text import Block, block, bold
from storage.views.history import HistorySide, HistoryView

POSTS_A_PAGE = 20
COMMAND = "overnight backfill CHANNEL --until DATE"


def history_message(audience: Audience, view: HistoryView, state: Fetching) -> Message:
    """Build a line per channel, then the progress or what can be done."""
    words = audience.words
    title = words.say("Fetching the history") if state.goes_on else words.say("How far back we have the channels")
    lines = (_side(audience, one) for one in view.sides)
    blocks = [block(bold(title), *lines), *_outlook(audience, view, state)]
    blocks.append(block(words.say("Only you, the operator, see this.")))
    if state.goes_on:
        return Message(tuple(blocks), ((Button(words.say("Stop"), data("history", "stop")),),))
    fetch = Button(words.say("Fetch the history"), data("history", "fetch"))
    return Message(tuple(blocks), () if view.whole else ((fetch,),))


def _side(audience: Audience, one: HistorySide) -> str:
    words = audience.words
    values = {"channel": f"@{one.channel}", "day": words.day(one.since.astimezone(audience.zone).date())}
    if one.whole:
        return words.say("{channel}: since {day}, its first post", **values)
    return words.say("{channel}: since {day}, post {number}", number=one.first_id, **values)


def _outlook(audience: Audience, view: HistoryView, state: Fetching) -> Iterator[Block]:
    words = audience.words
    notes = [
        words.say("{channel} shows nothing older.", channel=f"@{side.channel}")
        for side in view.sides
        if side.channel in state.exhausted and not side.whole
    ]
    if notes or state.errors:
        yield block(*notes, *state.errors)
    if view.whole:
        return
    lasts = words.age(timedelta(seconds=view.posts_before / POSTS_A_PAGE * state.page_seconds))
    if state.goes_on:
        yield block(
            words.say("Up to {time} to go. New posts are read first; what has been fetched is kept.", time=lasts),
        )
        return
    yield block(
        words.say(
            "Older posts have not been fetched. Fetching all of them takes up to {time}; it can be stopped at any "
            "time and resumed from there.",
            time=lasts,
        ),
        words.say("In the server's terminal, back to a date: {command}", command=COMMAND),
    )
