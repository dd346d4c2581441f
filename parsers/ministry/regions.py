"""The regions of placed counts: one row a place, with its number if the post shows which is whose."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.ministry.all_of_them import all_of
from parsers.ministry.contents import MinistryContents
from parsers.ministry.events import Mark, Said
from parsers.ministry.sentence import Bound, MinistrySentence
from parsers.records import Doubt, Kind, Line, Outcome, RegionCount


def add_regions(result: MinistryContents, bound: Bound, sentence: MinistrySentence, kind: Kind) -> None:
    """Add one row a place to ``result``, with a number if one count has one place, or «по» gives each the same.

    ``kind`` is the kind of a count that names none.
    """
    counts = [count for count in bound.counts if not count.part] or bound.counts
    kinds = {count.kind or kind for count in counts}
    numbers = [_number_of(count, result.lines) for count in counts]
    apart = len(bound.places) == 1 and len(kinds) == len(counts) and None not in numbers
    before = bound.places[0][1] < counts[-1].words  # «над А уничтожены три, при этом ещё 11 подавлены»
    outcomes = {sentence.outcomes[count.at][0] for count in counts}
    if not apart and before and len(outcomes) > 1 and any(count.adds for count in counts):
        result.doubts.append(Doubt("place_unsure", f"at {bound.places[0][1][0]}"))
    respective = _respectively(result, counts, bound, sentence) if len(kinds) == 1 else []
    if respective:
        result.regions += respective
        return
    for code, words in bound.places:
        if apart:
            result.regions += [RegionCount(code, number, words) for number in numbers]
        else:
            number = numbers[0] if len(counts) == 1 and counts[0].each else None
            result.regions.append(RegionCount(code, number, words))


def _respectively(
    result: MinistryContents, counts: Sequence[Said], bound: Bound, sentence: MinistrySentence
) -> list[RegionCount]:
    """Return one row a place for «11 и 7 – над Тверской и Ярославской областями соответственно».

    Without that word it is not certain which number is whose: add a doubt, and return no rows.
    """
    listed = all(count.amount and not count.each and count.at in sentence.verbless for count in counts)
    if not (listed and 1 < len(counts) == len(bound.places)):
        return []
    if not any(event.mark is Mark.RESPECTIVELY for event in sentence.events):
        result.doubts.append(Doubt("place_unsure", f"at {bound.places[0][1][0]}"))
        return []
    pairs = zip(counts, bound.places, strict=True)
    return [RegionCount(code, _number_of(count, result.lines), words) for count, (code, words) in pairs]


def _number_of(count: Said, lines: Sequence[Line]) -> int | None:
    """Return the number that a count gives its place; None if none is certain."""
    if count.all and not count.amount:
        sent = all_of(count, Outcome.DOWNED, lines)
        return sent[0].number if len(sent) == 1 else None
    return count.number()[0]
