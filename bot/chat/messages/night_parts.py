"""The parts that every answer about a night is made of: sentences, what is doubtful, the folded details, the footer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from bot.actions import Sides
from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.details import detail_lines
from bot.chat.messages.doubt_lines import doubt_lines
from bot.chat.messages.doubts import reason_text
from bot.chat.messages.held import beside_text, held_line, unsettled
from bot.chat.messages.periods import period_name, window_sentence
from bot.chat.messages.sentences import side_sentence
from bot.chat.rich_text import Block, Line, Piece, block, line, link
from parsers.channels import CHANNELS
from parsers.records import Claimant, Scope
from storage.views.readings import HeldView, Report, Source, TallyView, UnreadableView

SCOPES = {
    Scope.REGIONAL: N_("a regional report, not counted in any total"),
    Scope.INTERIM: N_("an interim report, not counted in any total"),
    Scope.CORRECTION: N_("a correction by the same side"),
    Scope.DAILY: N_("a briefing for a longer period, not counted in any total"),
}
NO_REPORT = {
    Claimant.UA_AIR_FORCE: N_("We have no report by Ukraine's Air Force for this night."),
    Claimant.RU_MOD: N_("We have no report by Russia's Defence Ministry for this night."),
}
UNREAD = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force posted a report that we could not read ({reason}): {post}."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry posted a report that we could not read ({reason}): {post}."),
}


def night_title(words: Language, day: date) -> str:
    """``Night of 21–22 September 2026``."""
    return words.say("Night of {night}", night=words.night(day))


def no_report_text(words: Language, channel: str) -> str:
    """Say that a side has no report of the night asked for."""
    return words.say(NO_REPORT[CHANNELS[channel].claimant])


def window_texts(audience: Audience, night: TallyView | None, windows: Iterable[TallyView], day: date) -> list[str]:
    """Return the sentences of a side's reports of other hours; one that reports the night again says why it stands."""
    words = audience.words
    told = []
    for window in windows:
        twice = [beside_text(words, window, night)] if night and [*unsettled([window])] else []
        told.append(" ".join([window_sentence(words, window, day, audience.zone), *twice]))
    return told


def said_block(words: Language, nights: Iterable[TallyView]) -> list[Block]:
    """Return the sentences of the night, one a line; no block without any."""
    sentences = [side_sentence(words, night) for night in nights]
    return [block(*sentences)] if sentences else []


def notes_block(audience: Audience, shown: Sequence[TallyView], others: Iterable[Report]) -> list[Block]:
    """Return what is doubtful or held back, and what could not be read, a line each; no block without any."""
    lines: list[Line | str] = [*doubt_lines(audience.words, shown)]
    lines += [one for other in others for one in not_counted_lines(audience, other)]
    return [block(*lines)] if lines else []


def not_counted_lines(audience: Audience, other: Report) -> Iterator[Line]:
    """Yield what is said of a report that is held back or could not be read; nothing of others."""
    if isinstance(other, HeldView):
        yield held_line(audience, other)
    elif isinstance(other, UnreadableView):
        reason = reason_text(audience.words, other.reading.reason)
        said = audience.words.say(UNREAD[CHANNELS[other.source.channel].claimant], reason=reason, post="{post}")
        before, _, after = said.partition("{post}")
        yield line(before, audience.post(other.source), after)


def uncounted_lines(audience: Audience, others: Iterable[Report]) -> list[Line]:
    """Return the posts that count in no total, for the details: ``post 79460 · a regional report, …``."""
    return [
        line(audience.post(other.source), f" · {audience.words.say(SCOPES[other.scope])}")
        for other in others
        if isinstance(other, TallyView) and other.scope in SCOPES
    ]


def tally_details(
    audience: Audience, view: TallyView, *, is_last_night: bool = False, news: Collection[str] = ()
) -> list[Line]:
    """Return the details of a night or of another period. ``is_last_night`` is whether the night has just ended."""
    when = period_name(audience.words, view.tally) if view.night is None else ""
    return detail_lines(audience, view, when=when, is_last_night=is_last_night, news=news)


def details_blocks(audience: Audience, parts: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the details folded in one block, none of them in a short answer, and unfolded in a full one."""
    parts = [part for part in parts if part and not audience.short]
    if audience.full:
        return [Block(tuple(part)) for part in parts]
    return [Block(tuple(one for part in parts for one in part), quoted=True)] if parts else []


def claims_lines(audience: Audience) -> Iterator[str]:
    """Yield whose claims these are, and what this is not."""
    if audience.sides is Sides.BOTH:
        yield audience.words.say("Claims of the parties, not verified. Not an air-raid warning.")
    else:
        yield audience.words.say("A claim of one party, not verified. Not an air-raid warning.")
        yield from left_out(audience)


def left_out(audience: Audience) -> Iterator[str]:
    """Say that a side is hidden by the reader's settings."""
    if audience.sides is not Sides.BOTH:
        yield audience.words.say("The other side is hidden here: /settings.")


def sources_pieces(audience: Audience, sources: Iterable[Source]) -> list[Piece | str]:
    """``kpszsu/80253 · mod_russia/66011``, each linked to its post."""
    names = [link(f"{one.channel}/{one.message_id}", audience.address(one)) for one in sources]
    return [piece for name in names for piece in (" · ", name)][1:]
