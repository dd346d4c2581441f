"""A report that is held back: its side, its link, and that a figure of it could not be confirmed; never the figure.

And two reports of one night that do not agree on what they are of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.tally import window_text
from bot.chat.rich_text import Line, line
from parsers.channels import CHANNELS
from parsers.records import NIGHT_TOLD_TWICE, Claimant
from storage.views.readings import HeldView, TallyView

OF_A_NIGHT = {
    Claimant.UA_AIR_FORCE: N_(
        "The report by Ukraine's Air Force for the night of {night} has a figure we could not confirm: {post}."
    ),
    Claimant.RU_MOD: N_(
        "The report by Russia's Defence Ministry for the night of {night} has a figure we could not confirm: {post}."
    ),
}
OF_ANOTHER_PERIOD = {
    Claimant.UA_AIR_FORCE: N_("A report by Ukraine's Air Force has a figure we could not confirm: {post}."),
    Claimant.RU_MOD: N_("A report by Russia's Defence Ministry has a figure we could not confirm: {post}."),
}
OF_ANOTHER_SHAPE = {
    Claimant.UA_AIR_FORCE: N_(
        "A later post by Ukraine's Air Force describes the same night differently ({post}); the first one counts "
        "until a new post, an edit or the bot's operator settles it."
    ),
    Claimant.RU_MOD: N_(
        "A later post by Russia's Defence Ministry describes the same night differently ({post}); the first one "
        "counts until a new post, an edit or the bot's operator settles it."
    ),
}


def held_line(audience: Audience, held: HeldView) -> Line:
    """Say which side holds an unconfirmed figure, for which night, and link the post."""
    claimant, words = CHANNELS[held.source.channel].claimant, audience.words
    if held.night:
        said = words.say(OF_A_NIGHT[claimant], night=words.night(held.night, year=False), post="{post}")
    else:
        said = words.say(OF_ANOTHER_PERIOD[claimant], post="{post}")
    return _with_post(audience, said, held)


def later_line(audience: Audience, window: TallyView) -> Line:
    """Say that another post reports the night too, in an answer that does not show it."""
    said = audience.words.say(OF_ANOTHER_SHAPE[CHANNELS[window.source.channel].claimant], post="{post}")
    return _with_post(audience, said, window)


def _with_post(audience: Audience, said: str, view: HeldView | TallyView) -> Line:
    before, _, after = said.partition("{post}")
    return line(before, audience.post(view.source), after)


def unsettled(windows: Iterable[TallyView]) -> Iterator[TallyView]:
    """Yield the windows that report a night another post reported first."""
    return (one for one in windows if one.night is None and is_told_twice(one))


def is_told_twice(view: TallyView) -> bool:
    """Return whether another post reports the night of this one."""
    return any(doubt.code == NIGHT_TOLD_TWICE for doubt in view.doubts)


def beside_text(words: Language, window: TallyView, night: TallyView) -> str:
    """Say why a window is shown beside the night it reports."""
    own, first = window_text(words, window.tally), window_text(words, night.tally)
    if own == first:
        return words.say(
            "This later post describes the same night in another form, so the first one counts until a new post, an "
            "edit or the bot's operator settles it."
        )
    hours = words.say("hours not given")
    return words.say(
        "This later post describes the same night over another period ({own}, not {first}), so the first one counts "
        "until a new post, an edit or the bot's operator settles it.",
        own=own or hours, first=first or hours,
    )  # fmt: skip
