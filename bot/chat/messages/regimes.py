"""How a channel's counting changed, in words: one sentence a change, for answers, captions and pages alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta

from bot.chat.language import N_, Language
from storage.views.regimes import CountingChange, Regime
from storage.views.series import Measure

# What changed, so that the nights on both sides of it do not compare.
CHANGES = {
    CountingChange.ONE_FIGURE: N_(
        "Up to {before} drones lost to jamming are counted apart; since {day} shot down and jammed are one figure: "
        "these do not compare."
    ),
    CountingChange.MISSILES_WITHHELD: N_(
        "Since {day} numbers of missiles are often not given: they do not compare with those before."
    ),
    CountingChange.JET_SHARE: N_(
        "How many of the drones were jet-powered is told only since {day}: nights before and after do not compare."
    ),
}
# The same beside a line in a chart.
FROM_HERE = {
    CountingChange.ONE_FIGURE: N_("shot down and jammed: one figure from here →"),
    CountingChange.MISSILES_WITHHELD: N_("numbers often not given from here →"),
    CountingChange.JET_SHARE: N_("jet-powered ones told from here →"),
}


def regime_sentence(words: Language, regime: Regime) -> str:
    """Say what changed in a channel's counting, since which night, and that the nights around it do not compare."""
    before = words.day(regime.since - timedelta(days=1))
    return words.say(CHANGES[regime.change], day=words.day(regime.since), before=before)


def regime_lines(words: Language, changes: Iterable[Regime], shown: Collection[Measure]) -> Iterator[str]:
    """Yield a sentence for each of the changes over which one of the measures ``shown`` does not compare."""
    return (regime_sentence(words, one) for one in changes if one.measures & set(shown))
