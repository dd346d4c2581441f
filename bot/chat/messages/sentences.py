"""What a side says, as one sentence that can be quoted: who says so, whose weapons they were, what became of them.

``Ukraine's Air Force says Russia launched 130 drones (46 of them jet-powered), 48 cruise missiles and ballistic
missiles whose number it does not give; 161 were shot down or jammed.``

Answers, digests, quotes, inline messages and captions all take their words from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.language import N_, NN_, Language
from bot.chat.messages.amounts import bounded, in_order
from bot.chat.messages.nouns import counted, counted_drones_of, is_plain_drones, plural_of, unnumbered
from bot.chat.messages.places import affected
from bot.chat.names import weapon_name
from parsers.records import Attacker, Claimant, Kind, Outcome
from storage.views.figures import Figure
from storage.views.readings import TallyView
from storage.views.weapon_groups import Share, WeaponGroup, groups, totals

LAUNCHED_BY = {
    Attacker.RUSSIA: {
        Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force says Russia launched {what}"),
        Claimant.RU_MOD: N_("Russia's Defence Ministry says Russia launched {what}"),
    },
    Attacker.UKRAINE: {
        Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force says Ukraine launched {what}"),
        Claimant.RU_MOD: N_("Russia's Defence Ministry says Ukraine launched {what}"),
    },
}
STOPPED_BY = {
    Claimant.UA_AIR_FORCE: {
        Outcome.DOWNED: N_("Ukraine's Air Force says it shot down {what}"),
        Outcome.DOWNED_OR_SUPPRESSED: N_("Ukraine's Air Force says it shot down or jammed {what}"),
        Outcome.SUPPRESSED: N_("Ukraine's Air Force says it jammed {what}"),
        Outcome.NEUTRALISED: N_("Ukraine's Air Force says it neutralised {what}"),
    },
    Claimant.RU_MOD: {
        Outcome.DOWNED: N_("Russia's Defence Ministry says it shot down {what}"),
        Outcome.DOWNED_OR_SUPPRESSED: N_("Russia's Defence Ministry says it shot down or jammed {what}"),
        Outcome.SUPPRESSED: N_("Russia's Defence Ministry says it jammed {what}"),
        Outcome.NEUTRALISED: N_("Russia's Defence Ministry says it neutralised {what}"),
    },
}
# What became of them, in the order in which it is told. What hit, fell or flew on is in the details.
FATES = {
    Outcome.DOWNED: NN_("{what} was shot down", "{what} were shot down"),
    Outcome.DOWNED_OR_SUPPRESSED: NN_("{what} was shot down or jammed", "{what} were shot down or jammed"),
    Outcome.SUPPRESSED: NN_("{what} was jammed", "{what} were jammed"),
    Outcome.LOST: NN_("{what} was lost to jamming", "{what} were lost to jamming"),
    Outcome.NEUTRALISED: NN_("{what} was neutralised", "{what} were neutralised"),
    Outcome.AIRBORNE: NN_("{what} was still in the air", "{what} were still in the air"),
}
LAUNCHER = {Attacker.RUSSIA: N_("{what} launched by Russia"), Attacker.UKRAINE: N_("{what} launched by Ukraine")}
NO_NUMBERS = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force does not say what was launched or shot down"),
    Claimant.RU_MOD: N_("Russia's Defence Ministry does not say what was launched or shot down"),
}
ALL_KINDS = 1000


@dataclass(frozen=True, slots=True)
class Brevity:
    """What a sentence leaves out where room is short.

    ``kinds`` is how many kinds of weapons it names; ``stopped`` and ``shares`` are whether it says what became of them
    and how many were of one type; ``places`` is whether it names the regions affected.
    """

    kinds: int = ALL_KINDS
    stopped: bool = True
    shares: bool = True
    places: bool = True


WHOLE = Brevity()


def side_sentence(words: Language, view: TallyView, brevity: Brevity = WHOLE) -> str:
    """Return what the claimant of a tally says, in a sentence (two where regions were affected) with a full stop."""
    said = _said(words, view, in_order(groups(view.source.key, view.tally.lines)), brevity)
    where = affected(words, view.tally) if brevity.places else ""
    return f"{said}. {where}".strip()


def _said(words: Language, view: TallyView, gathered: Sequence[WeaponGroup], brevity: Brevity) -> str:
    claimant, attacker = view.tally.claimant, view.tally.attacker
    launched = [group for group in gathered if group.launched]
    if launched:
        head = words.say(LAUNCHED_BY[attacker][claimant], what=_launches(words, launched, brevity))
        fates = [*_fates(words, view, gathered, tuple(FATES))] if brevity.stopped else []
        return "; ".join(filter(None, [head, words.listed(fates)]))
    first = next((one for one in STOPPED_BY[claimant] if any(one in group.figures for group in gathered)), None)
    if first is None:
        return words.say(NO_NUMBERS[claimant])
    head = words.say(STOPPED_BY[claimant][first], what=_stopped(words, view, gathered, first, brevity))
    rest = [*_fates(words, view, gathered, tuple(one for one in FATES if one is not first))]
    return "; ".join(filter(None, [head, words.listed(rest) if brevity.stopped else ""]))


def _launches(words: Language, launched: Sequence[WeaponGroup], brevity: Brevity) -> str:
    """Return what was launched: numbers first, then the weapons whose number is not given."""
    numbered = [(group, one) for group in launched if (one := group.launched) and one.number is not None]
    silent = [group for group in launched if group.launched and group.launched.number is None]
    parts = [_launch(words, group, figure, brevity) for group, figure in numbered[: brevity.kinds]]
    room = brevity.kinds - len(numbered)
    if silent and room > 0:
        if len(silent) > 1 and parts:
            return words.say("{listed}, as well as {more}", listed=words.listed(parts), more=unnumbered(words, silent))
        parts.append(unnumbered(words, silent))
    elif silent or room < 0:
        parts.append(words.say("other weapons"))
    return words.listed(parts)


def _launch(words: Language, group: WeaponGroup, figure: Figure, brevity: Brevity) -> str:
    """``130 drones (46 of them jet-powered)``."""
    shares = [_share(words, one) for one in group.shares if one.outcome is Outcome.LAUNCHED and brevity.shares]
    text = counted(words, group, figure)
    return words.say("{weapons} ({parts})", weapons=text, parts=", ".join(shares)) if shares else text


def _share(words: Language, share: Share) -> str:
    names = ", ".join(weapon_name(words, slug) for slug in share.weapons) or words.say("others")
    if share.figure.number is None:
        return words.say("among them {names}, number not given", names=names)
    return words.say("{amount} of them {names}", amount=bounded(words, share.figure), names=names)


def _stopped(
    words: Language, view: TallyView, gathered: Sequence[WeaponGroup], outcome: Outcome, brevity: Brevity
) -> str:
    """Return what was stopped, and whose weapons those were."""
    attacker = view.tally.attacker
    found = [(group, group.figures[outcome]) for group in gathered if outcome in group.figures]
    named = False
    parts: list[str] = []
    for group, figure in found[: brevity.kinds]:
        if is_plain_drones(group) and figure.number is not None and not parts:
            parts.append(counted_drones_of(words, figure, attacker))
            named = True
        else:
            parts.append(counted(words, group, figure))
    if len(found) > brevity.kinds:
        parts.append(words.say("other weapons"))
    listed = words.listed(parts)
    return listed if named else words.say(LAUNCHER[attacker], what=listed)


def _fates(
    words: Language, view: TallyView, gathered: Sequence[WeaponGroup], outcomes: Sequence[Outcome]
) -> Iterator[str]:
    """Yield what became of the weapons: of all where the post has the sum or names one kind, else of each kind."""
    sums = {line.outcome: total for line, total in totals(view.source.key, view.tally.lines)
            if line.kind is Kind.TARGET and total.number is not None}  # fmt: skip
    named = gathered[0] if len(gathered) == 1 else None  # what a bare number would be taken for
    for outcome in outcomes:
        found = [(group, group.figures[outcome]) for group in gathered if outcome in group.figures]
        if not found:
            continue
        figures = [figure for _, figure in found]
        if (whole := sums.get(outcome)) and len(found) > 1:
            named, texts, figures = None, [bounded(words, whole)], [whole]
        elif len(found) == 1 and found[0][0] is named and figures[0].number is not None:
            texts = [bounded(words, figures[0])]
        else:
            texts = [counted(words, group, figure) for group, figure in found]
            named = found[0][0] if len(found) == 1 else None
        yield words.count(*FATES[outcome], plural_of(figures), what=words.listed(texts))
