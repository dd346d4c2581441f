"""What does not agree among the counts of a ministry's post, checked while they are collected."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from parsers.ministry.contents import MinistryContents
from parsers.ministry.events import Said
from parsers.ministry.sentence import Bound, MinistrySentence
from parsers.records import Doubt, Kind, Line, Outcome


def left_unused(sentence: MinistrySentence, used: set[int], stated: MinistryContents) -> Iterator[Doubt]:
    """Yield a doubt for each number that reached no line, region or doubt of its own.

    ``used`` are the tokens of the counts that did.
    """
    told = {*sentence.lost, *sentence.spare, *stated.fates, *(line.words for line in stated.lines)}
    for event in sentence.events:
        count = event.what
        if isinstance(count, Said) and count.amount and count.at not in used and count.words not in told:
            yield Doubt("number_left_over", f"at {count.words[0]}")


def part_above_whole(count: Said, stated: MinistryContents) -> Iterator[Doubt]:
    """Yield a doubt if a part is larger than its region.

    «Девять – над Московским регионом, в том числе 15, летевших на Москву».
    """
    whole = stated.regions[-1].number if stated.regions else None
    told = count.number()[0]
    if whole is not None and told is not None and told > whole:
        yield Doubt("share_differs", f"{told} of {whole}")


def counted_again(count: Said, sentence: MinistrySentence, kind: Kind, before: Sequence[Line]) -> Iterator[Doubt]:
    """Yield a doubt if a count may repeat an earlier one: of another day, by another source, or the same again.

    ``kind`` is the kind of the count if it names none, ``before`` are the lines of the sentences before its own. «Ещё
    один беспилотник уничтожен около 9.40» clearly adds.
    """
    outcome, own = sentence.outcomes[count.at]
    if count.amount is None or (own and count.adds):
        return
    down = [line for line in before if line.outcome is not Outcome.LAUNCHED and not line.share]
    again = any(line.outcome is outcome and line.kind is (count.kind or kind) for line in down)
    if again or (outcome is Outcome.LAUNCHED and down):
        yield Doubt("counted_twice", f"again at {count.words[0]}")


def counted_beside(
    bound: Bound, sentence: MinistrySentence, kind: Kind, fresh: Container[tuple[Outcome, Kind]]
) -> list[Doubt]:
    """Return a doubt for each count that may be part of an earlier one in its sentence, or not.

    «… уничтожены восемь над Крымом, а к полуночи сбито два». ``kind`` as in ``counted_again``, ``fresh`` is what was
    counted with its places earlier in the sentence.
    """
    doubts = []
    for count in () if bound.places or bound.split or bound.total else bound.counts:
        outcome = sentence.outcomes[count.at][0]
        alike = isinstance(outcome, Outcome) and (outcome, count.kind or kind) in fresh
        alone = not (count.adds or count.all or count.part or count.under or count.outcome)
        if alike and count.amount and alone and count.at not in sentence.verbless:
            doubts.append(Doubt("counted_twice", f"again at {count.words[0]}"))
    return doubts
