"""The figures of a group of weapons beside its bar, in the words of the legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.chat.language import N_, Language
from bot.chat.messages.amounts import KINDS, OUTCOMES, UNNUMBERED, bounded
from bot.chat.messages.tally import NOT_STOPPED, share_text
from bot.chat.names import weapon_name
from parsers.records import Kind, Outcome
from storage.views.figures import DOWN, Figure
from storage.views.weapon_groups import Share, WeaponGroup

TOLD = OUTCOMES | {
    Outcome.DOWNED: N_("{number} shot down"),
    Outcome.DOWNED_OR_SUPPRESSED: N_("{number} shot down or jammed"),
}


def figure_lines(words: Language, group: WeaponGroup) -> Iterator[str]:
    """Yield what was launched and stopped on one line, the other outcomes on the next, then the parts that are told."""
    stopped = [outcome for outcome in OUTCOMES if outcome not in NOT_STOPPED]
    for outcomes in (stopped, NOT_STOPPED):
        if text := " · ".join(_figures(words, group, outcomes)):
            yield text
    if shares := " · ".join(_share(words, share) for share in group.shares):
        yield shares
    known, launched = group.accounted, group.launched
    if known and launched and known.exact is not None and launched.exact is not None:
        values = {"known": words.number(known.exact), "launched": words.number(launched.exact)}
        yield words.say("{known} of {launched} accounted for", **values)


def _figures(words: Language, group: WeaponGroup, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the figures, the rate with what it is of; only for drones, as missile numbers are withheld."""
    found = [outcome for outcome in outcomes if outcome in group.figures]
    rated = next((outcome for outcome in reversed(found) if outcome in DOWN), None)
    for outcome in found:
        rate = group.rate if outcome is rated and group.kind is Kind.DRONE else None
        text = told(words, group.figures[outcome], outcome)
        yield text if rate is None else f"{text} ({words.percent(rate)})"


def told(words: Language, figure: Figure, outcome: Outcome) -> str:
    """``117 shot down or jammed``, or that the number was not given."""
    if figure.number is None:
        return words.say(UNNUMBERED[outcome])
    return words.say(TOLD[outcome], number=bounded(words, figure))


def _share(words: Language, share: Share) -> str:
    """``46 of them jet-powered``; of what was stopped ``jet-powered: 38 shot down or jammed``."""
    if share.outcome is Outcome.LAUNCHED:
        return share_text(words, share)
    names = ", ".join(weapon_name(words, slug) for slug in share.weapons) or words.say(KINDS[Kind.DRONE]).lower()
    return words.say("{what}: {figures}", what=names, figures=told(words, share.figure, share.outcome))
