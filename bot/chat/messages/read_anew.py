"""One message with everything shown to a chat that a better parser reads differently."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.messages.changes import changes_text
from bot.chat.messages.corrections import corrected_line
from bot.chat.rich_text import Line, block, bold, line
from storage.views.corrections import Correction

# This many are listed one by one; the others are counted.
TOLD = 5


def summary_message(audience: Audience, corrections: Sequence[Correction]) -> Message:
    """List what is read differently now, the newest posts first; those beyond the first ``TOLD`` are counted."""
    words = audience.words
    ordered = sorted(corrections, key=lambda one: (one.source.posted_at, one.source.key), reverse=True)
    title = words.say("We read our reports again, more accurately: these figures you were shown have changed.")
    lines = [_told(audience, one) for one in ordered[:TOLD]]
    rest = len(ordered) - TOLD
    if rest > 0:
        lines.append(line(words.count("and {n} more post", "and {n} more posts", rest)))
    blocks = (block(bold(title)), block(*lines), block(words.say("Our mistake.")))
    return Message(blocks, _buttons(audience, ordered), tuple(one.source for one in ordered))


def _told(audience: Audience, one: Correction) -> Line:
    words = audience.words
    day = words.short_day(one.night) if one.night else words.short_day(one.source.posted_at.date())
    text = changes_text(words, one.old, one.new) or corrected_line(audience, one)
    return line(f"{day}, ", audience.post(one.source), f": {text}")


def _buttons(audience: Audience, ordered: Sequence[Correction]) -> tuple[tuple[Button, ...], ...]:
    """Return buttons to the corrected nights, and to the months of the others."""
    words = audience.words
    nights = list(dict.fromkeys(one.night for one in ordered if one.night))
    shown = tuple(Button(words.short_day(night), data("night", night)) for night in nights[:TOLD])
    months = list(dict.fromkeys(night.replace(day=1) for night in nights))[:3] if len(ordered) > TOLD else []
    rest = tuple(Button(words.month(month), data("month", f"{month:%Y-%m}")) for month in months)
    return tuple(filter(None, (shown, rest)))
