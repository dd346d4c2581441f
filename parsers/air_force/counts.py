"""What an Air Force post counts, whichever of its layouts it is in: lines, sites, headline, and numbers left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.counting import Counted, Counter, Group
from parsers.numbers import Amount, is_numeral
from parsers.outcomes import Cue, assign, cues, none_seen, outside, verbs
from parsers.records import Count, Headline, Hedge, Kind, Outcome
from parsers.sentences import Sentence, headline_end, sentences
from parsers.tables.windows import Period
from parsers.text import Token
from parsers.times import Told

DOWN = frozenset({Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED})
_SUMMED = DOWN | {Outcome.LAUNCHED, Outcome.NEUTRALISED}
_CARRIES_ON = frozenset({"також", "а"})
_UNSETTLED = "уточню"
_WORDS_BEFORE_A_COLON = 5
_TOGETHER = frozenset({"та", "і", "й"})
_WHAT = {Kind.DRONE: "drones", Kind.TARGET: "targets"}


@dataclass(slots=True)
class Stated:
    """All that a post counts.

    ``body`` are its sentences and ``told`` the groups of each; ``spare`` are numbers in counting sentences that nothing
    took up, ``unknown`` types that no row names.
    """

    groups: list[Group] = field(default_factory=list)
    hit_sites: list[Count] = field(default_factory=list)
    debris_sites: list[Count] = field(default_factory=list)
    headline: Headline | None = None
    spare: list[Amount] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    body: list[Sentence] = field(default_factory=list)
    told: list[list[Group]] = field(default_factory=list)


def stated(text: str, found: Sequence[Token], times: Told) -> Stated:
    """The counts of a post: its headline apart, then sentence by sentence, bullets under their heading's outcome."""
    result = Stated()
    counter = Counter(found, times.taken)
    sums = [period.first for period in times.periods if period.what is Period.SUM]
    top = headline_end(text, found)
    if top:
        told = cues(found, 0, top)
        result.headline = _headline(found, counter.count(0, top, verbs(told)), told)
    result.body = sentences(found, top)
    heading: Outcome | None = None
    last: Outcome | None = None
    for sentence in result.body:
        result.told.append([])
        told = cues(found, sentence.first, sentence.after)
        carried = last if found[sentence.first].text in _CARRIES_ON else None
        inherited = heading if sentence.bullet else carried
        if told or inherited or _has_a_number(found, sentence, times.taken):
            counted = counter.count(sentence.first, sentence.after, verbs(told))
            told = outside(told, counted.groups)
            assign(found, counted.groups, told, inherited)
            _keep(result, found, sentence, counted, told)
            if any(sentence.first <= at < sentence.after for at in sums):
                _make_totals(counted.groups)
        last = _last_outcome(told) or (last if sentence.bullet else None)
        heading = heading if sentence.bullet else last if sentence.heads else None
    return result


def _has_a_number(found: Sequence[Token], sentence: Sentence, taken: set[int]) -> bool:
    """Whether a sentence without a verb of outcome may count something all the same.

    «Інформація щодо двох ракет уточнюється» says that what became of them is not known (@kpszsu 68398, July 2026).
    """
    inside = [found[i] for i in range(sentence.first, sentence.after) if i not in taken]
    if any(token.text.startswith(_UNSETTLED) for token in inside):
        return False
    return any(token.kind == "number" or is_numeral(token.text) for token in inside)


def _make_totals(groups: Sequence[Group]) -> None:
    """What twenty-four hours saw is a sum over the night's report and the day's."""
    for group in groups:
        group.total = group.outcome in _SUMMED and not group.share


def _last_outcome(told: Sequence[Cue]) -> Outcome | None:
    return next((cue.outcome for cue in reversed(told) if cue.outcome), None)


def _headline(found: Sequence[Token], counted: Counted, told: Sequence[Cue]) -> Headline | None:
    """The figure of what was downed: «524 ЦІЛІ: 48 РАКЕТ ТА 476 БПЛА» is 524, «7 РАКЕТ ТА 108 БПЛА» is their sum."""
    if not any(cue.outcome in _SUMMED for cue in told):
        return None
    assign(found, counted.groups, told, None)
    groups = [group for group in counted.groups if group.outcome in _SUMMED - {Outcome.LAUNCHED} and not group.share]
    whole = [group for group in groups if group.kind is Kind.TARGET]
    numbers = [number for group in whole[:1] or groups if (number := group.number()[0]) is not None]
    if not numbers:
        return None
    kinds = {_WHAT.get(group.kind, "missiles") for group in whole[:1] or groups if group.kind}
    return Headline(sum(numbers), kinds.pop() if len(kinds) == 1 else "mixed", groups[0].words(found))


def _keep(result: Stated, found: Sequence[Token], sentence: Sentence, counted: Counted, told: Sequence[Cue]) -> None:
    """Add what a sentence counts to what the post does."""
    split = _split_of_a_total(found, counted.groups)
    kept = result.told[-1]
    for group in counted.groups:
        group.total = not group.share and (_sums_others(group, sentence) or group in split)
        group.singular = group.singular or _is_one_of_a_genitive(found, group)
        numbered = group.amount is not None and group.amount.number is not None
        if group.outcome and group.kind and not _says_nothing(group):
            kept.append(group)
        elif group.amount and numbered and (_is_of_nothing(group) or not (group.outcome or _debris(told, group))):
            result.spare.append(group.amount)
    result.groups += kept
    for size, at in counted.sites:
        _keep_site(result, found, size, at, told)
    for which, cue in enumerate(told):
        if cue.outcome in {Outcome.HIT, None} and none_seen(found, told, which):
            words = (found[cue.first].start, found[cue.after - 1].end)
            _keep_site(result, found, Amount(0, Hedge.EXACT, words, cue.first, cue.after), cue.after, told)
    if told or sentence.bullet:
        result.spare += counted.spare
        result.unknown += counted.unknown


def _is_of_nothing(group: Group) -> bool:
    """An adjective without its noun; «із них 31» of what was never named."""
    return group.half_said or group.kind is None


def _sums_others(group: Group, sentence: Sentence) -> bool:
    """A count of «цілей», of what was «знешкоджено», and all that stands before the colon of a list."""
    if group.outcome not in _SUMMED:
        return False
    said = group.amount is None or group.after > group.amount.after
    return sentence.heads or group.outcome is Outcome.NEUTRALISED or (group.kind is Kind.TARGET and said)


def _split_of_a_total(found: Sequence[Token], groups: Sequence[Group]) -> list[Group]:
    """The sums among the counts of one sentence.

    «570 засобів – 74 ракети і 496 БпЛА різних типів»: parts by family alone sum the list that follows them.
    «81 ракету різних видів: 28 крилатих ракет Х-101, …»: so does what stands before a colon.
    """
    before_a_colon = [group for group in groups[:-1] if group.amount and _ends_in_a_colon(found, group)]
    whole = next((i for i, group in enumerate(groups) if group.kind is Kind.TARGET and group.amount), None)
    parts = [] if whole is None else [group for group in groups[whole + 1 :] if not group.weapons and not group.share]
    return [*before_a_colon, *(parts if any(group.kind is Kind.MISSILE for group in parts) else [])]


def _ends_in_a_colon(found: Sequence[Token], group: Group) -> bool:
    """Whether a colon comes behind a count without types, a few words between."""
    if group.weapons or group.share:
        return False
    later = found[group.after : group.after + _WORDS_BEFORE_A_COLON]
    mark = next((token for token in later if token.kind != "word"), None)
    return mark is not None and mark.text == ":"


def _says_nothing(group: Group) -> bool:
    """«Влучання засобів повітряного нападу» counts no weapon; «авіаційного удару» has no noun that is one."""
    if group.half_said:
        return True
    return group.kind is Kind.TARGET and group.amount is None and group.outcome is not Outcome.MISSED


def _is_one_of_a_genitive(found: Sequence[Token], group: Group) -> bool:
    """«Влучання ракети» is one: the plural after that word would be «ракет»."""
    return group.outcome is Outcome.HIT and any(found[i].text == "ракети" for i in range(group.first, group.after))


def _debris(told: Sequence[Cue], group: Group) -> bool:
    before = [cue for cue in told if cue.first < group.first]
    return bool(before) and before[-1].outcome is None


def _keep_site(result: Stated, found: Sequence[Token], size: Amount, at: int, told: Sequence[Cue]) -> None:
    """Give a number of places to the hits or to the debris, by the cue before it.

    «Влучання БпЛА та падіння збитих на кількох локаціях» (@kpszsu 73368) tells both with one word.
    """
    before = [cue for cue in told if cue.first < at and (cue.outcome in {Outcome.HIT, None})]
    if not before:
        return
    count = Count(size.number, size.hedge, size.words)
    if before[-1].outcome is Outcome.HIT:
        result.hit_sites.append(count)
        return
    result.debris_sites.append(count)
    hit = next((cue for cue in before if cue.outcome is Outcome.HIT), None)
    if hit and not result.hit_sites and found[before[-1].first - 1].text in _TOGETHER:
        result.hit_sites.append(count)


def one_count(counts: Sequence[Count]) -> Count | None:
    """The one count of a post's places; where it prints two («на 4 локаціях та … на 11») no single figure is stated."""
    if len(counts) < 2:
        return counts[0] if counts else None
    words = [count.words for count in counts]
    return Count(None, Hedge.NOT_STATED, (min(start for start, _ in words), max(end for _, end in words)))
