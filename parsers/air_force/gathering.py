"""Adds what one sentence of an Air Force post counts to the whole: lines, totals, sites, left-over numbers."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.air_force.contents import SUMMED, AirForceContents
from parsers.counting import CountGroup, SentenceCounts, counted_thing
from parsers.numbers.amounts import Amount, amount
from parsers.outcomes import Cue, none_seen
from parsers.records import Count, Hedge, Kind, Outcome
from parsers.text.sentences import Sentence
from parsers.text.tokens import Token
from parsers.vocabulary.outcomes import Fate, Thing

_WORDS_BEFORE_A_COLON = 5
_WORDS_TO_DEBRIS, _SITE = 4, 2
_CLAUSES = frozenset({"ще", ",", ";", ".", "та", "і", "й", "а"})
_TOGETHER = frozenset({"та", "і", "й"})


def keep(
    result: AirForceContents,
    tokens: Sequence[Token],
    sentence: Sentence,
    counted: SentenceCounts,
    found_cues: Sequence[Cue],
) -> None:
    """Add what a sentence counts to the contents of its post."""
    split = _split_of_a_total(tokens, counted.groups)
    kept = result.told[-1]
    for group in counted.groups:
        group.total = not group.share and (_sums_others(group, sentence) or group in split)
        group.singular = group.singular or _is_one_of_a_genitive(tokens, group)
        numbered = group.amount is not None and group.amount.number is not None
        if isinstance(group.outcome, Fate):
            result.fates.append(group)
        elif group.outcome and group.kind and not _says_nothing(group):
            kept.append(group)
        elif group.amount and numbered and (_is_of_nothing(group) or not (group.outcome or _debris(found_cues, group))):
            result.spare.append(group.amount)
    result.groups += kept
    for size, at in counted.sites:
        _keep_site(result, tokens, size, at, found_cues)
    for which, cue in enumerate(found_cues):
        if cue.outcome in {Outcome.HIT, None} and none_seen(tokens, found_cues, which):
            words = (tokens[cue.first].start, tokens[cue.after - 1].end)
            _keep_site(result, tokens, Amount(0, Hedge.EXACT, words, cue.first, cue.after), cue.after, found_cues)
    result.spare += counted.spare
    if found_cues or sentence.bullet:
        result.unknown += counted.unknown


def _is_of_nothing(group: CountGroup) -> bool:
    """Return whether a count names nothing: an adjective without its noun, «із них 31» of something never named."""
    return group.half_said or group.kind is None


def _sums_others(group: CountGroup, sentence: Sentence) -> bool:
    """Return whether a group is a sum of others.

    That is a count of «цілей», of what was «знешкоджено», or anything before the colon of a list.
    """
    if group.outcome not in SUMMED:
        return False
    said = group.amount is None or group.after > group.amount.after
    return sentence.heads or group.outcome is Outcome.NEUTRALISED or (group.kind is Kind.TARGET and said)


def _split_of_a_total(tokens: Sequence[Token], groups: Sequence[CountGroup]) -> list[CountGroup]:
    """Return the groups of one sentence that are sums of others.

    «570 засобів – 74 ракети і 496 БпЛА різних типів»: parts named by family alone sum the list that follows them. «81
    ракету різних видів: 28 крилатих ракет Х-101, …»: so does a count before a colon.
    """
    last = max((group.first for group in groups if not group.share), default=0)
    before_a_colon = [
        group for group in groups if group.first < last and group.amount and _ends_in_a_colon(tokens, group)
    ]
    whole = next((i for i, group in enumerate(groups) if group.kind is Kind.TARGET and group.amount), None)
    parts = [] if whole is None else [group for group in groups[whole + 1 :] if not group.weapons and not group.share]
    return [*before_a_colon, *(parts if any(group.kind is Kind.MISSILE for group in parts) else [])]


def _ends_in_a_colon(tokens: Sequence[Token], group: CountGroup) -> bool:
    """Return whether a count without types leads, within a few words, to a colon with more counts after it.

    «115 ударними БпЛА із напрямків: Курськ, …» names places.
    """
    if group.weapons or group.share:
        return False
    later = range(group.after, min(group.after + _WORDS_BEFORE_A_COLON, len(tokens)))
    mark = next((at for at in later if tokens[at].kind != "word"), None)
    if mark is None or tokens[mark].text != ":" or mark + 1 >= len(tokens):
        return False
    size = amount(tokens, mark + 1)
    thing = counted_thing(tokens, size) if size and size.after < len(tokens) else None
    if thing and thing.row is Thing.SITE:
        return False  # «влучання 18 ударних БпЛА: 11 локацій»
    return not any(tokens[at].text.startswith("напрям") for at in range(group.after, mark))


def _says_nothing(group: CountGroup) -> bool:
    """Return whether a group counts no weapon.

    «Влучання засобів повітряного нападу» counts none; «авіаційного удару» has no noun that is one.
    """
    if group.half_said:
        return True
    return group.kind is Kind.TARGET and group.amount is None and group.outcome is not Outcome.MISSED


def _is_one_of_a_genitive(tokens: Sequence[Token], group: CountGroup) -> bool:
    """Return whether a genitive means one: after «влучання» the plural of «ракети» would be «ракет»."""
    if group.outcome is not Outcome.HIT or group.cue is None or group.cue > group.first:
        return False  # «ракети влучили» are several
    return any(tokens[i].text == "ракети" for i in range(group.first, group.after))


def _debris(found_cues: Sequence[Cue], group: CountGroup) -> bool:
    before = [cue for cue in found_cues if cue.first < group.first]
    return bool(before) and before[-1].outcome is None


def _keep_site(
    result: AirForceContents, tokens: Sequence[Token], size: Amount, at: int, found_cues: Sequence[Cue]
) -> None:
    """Record a number of places as hits or as debris, by the cue before it.

    «Влучання БпЛА та падіння збитих на кількох локаціях» (@kpszsu 73368) states both with one word.
    """
    before = [cue for cue in found_cues if cue.first < at and (cue.outcome in {Outcome.HIT, None})]
    count = Count(size.number, size.hedge, size.words)
    behind = next((cue for cue in found_cues if cue.outcome is None and _leads_to(tokens, at, cue)), None)
    if behind:
        result.debris_sites.append(count)
        return
    if not before:
        return
    if before[-1].outcome is Outcome.HIT:
        result.hit_sites.append(count)
        return
    result.debris_sites.append(count)
    hit = next((cue for cue in before if cue.outcome is Outcome.HIT), None)
    if hit and not result.hit_sites and tokens[before[-1].first - 1].text in _TOGETHER:
        result.hit_sites.append(count)


def _leads_to(tokens: Sequence[Token], at: int, cue: Cue) -> bool:
    """Return whether a number of places comes right before its debris.

    «На трьох – падіння збитих», «на 4 локаціях – уламки»: only at the beginning of a clause. «Влучання на 8 локаціях,
    падіння …» are hits.
    """
    if at < 1 or tokens[at - 1].text != "на":
        return False
    begins = at == 1 or tokens[at - 2].kind == "line" or tokens[at - 2].text in _CLAUSES
    joined = not any(tokens[i].text in {",", "."} for i in range(at, cue.first))
    near = joined and at < cue.first <= at + _WORDS_TO_DEBRIS
    return begins and near and (tokens[cue.first - 1].text == "-" or cue.first - at <= _SITE)


def one_count(counts: Sequence[Count]) -> Count | None:
    """Return the one count of a post's places.

    Where a post prints two («на 4 локаціях та … на 11») no single figure is stated.
    """
    if len(counts) < 2:
        return counts[0] if counts else None
    words = [count.words for count in counts]
    return Count(None, Hedge.NOT_STATED, (min(start for start, _ in words), max(end for _, end in words)))
