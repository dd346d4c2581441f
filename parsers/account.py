"""Checks that every word of a counting sentence that could change its figures has a role; the rest become doubts.

Layouts read what they know. What they did not know is found here, by looking at each word of the sentence once more: a
number, a weapon, a verb of fate, a time and a place have their roles from the reading; ``vocabulary.plain_words`` lists
those that change nothing; anything left is a doubt that names the words. So a sentence is never read past a word that
nobody has thought of («4 ракети здетонували», «мало не 90»), in either language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from parsers.records import Doubt, Words
from parsers.text.phrases import REMEMBERED
from parsers.text.tokens import Token
from parsers.vocabulary.negations import EXCEPTING, NONE_OF, NOT
from parsers.vocabulary.plain_words import OBLIQUE, PLAIN, SHORTEST_OBLIQUE

_A_SENTENCE = 4  # words; shorter sentences may occur twice
_BUT = frozenset({"але", "но", "проте", "однак", "однако"})
_DENIED = ("не", "без")
_EXCEPTING = frozenset(word.strip(" =") for word in EXCEPTING.split(";"))


def left_over(
    tokens: Sequence[Token], first: int, after: int, covered: set[int], is_plain: Callable[[str], bool]
) -> Iterator[int]:
    """Yield the tokens of a counting sentence ``[first, after)`` that have no role and are not plain words.

    ``covered`` are the tokens that the reading used. A name (a capital in mid-sentence) changes no figure: unknown
    weapons and places are reported elsewhere.
    """
    for at in range(first, after):
        token = tokens[at]
        if token.kind != "word" or at in covered:
            continue
        bounded = token.text in _BUT and at + 1 < after and tokens[at + 1].text in NOT  # «але не більше 199»
        if bounded or denies(token.text) or not (is_plain(token.text) or _is_a_name(tokens, at, first)):
            yield at


def repeated(tokens: Sequence[Token], sentences: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the first token of each sentence that repeats an earlier one word for word: a line pasted twice."""
    seen: set[tuple[str, ...]] = set()
    for first, after in sentences:
        words = tuple(tokens[at].text for at in range(first, after) if tokens[at].kind not in {"mark", "line"})
        if len(words) >= _A_SENTENCE and words in seen:
            yield first
        seen.add(words)


def denies(word: str) -> bool:
    """Return whether a word denies or excepts.

    Unless a table has the phrase around it, the figures may mean the opposite.
    """
    return word in NOT or word in _EXCEPTING or word.startswith(NONE_OF)


def plain_words(language: str, known: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return a test for a language: whether a word changes no figure, or ``known`` says the reading looks for it."""
    stems = PLAIN[language].split()
    whole = frozenset(stem.removesuffix("=") for stem in stems if stem.endswith("="))
    begins = tuple(stem for stem in stems if not stem.endswith("="))
    oblique = OBLIQUE[language]

    @lru_cache(maxsize=REMEMBERED)
    def test(word: str) -> bool:
        if word in whole or word.startswith(begins) or any(map(str.isdigit, word)):
            return True
        turned = word.startswith(_DENIED)  # «залишилися незбитими»
        return (len(word) >= SHORTEST_OBLIQUE and word.endswith(oblique) and not turned) or known(word)

    return test


def doubts_of_words(
    text: str, tokens: Sequence[Token], spare: Sequence[int], doubts: Sequence[Doubt]
) -> Iterator[Doubt]:
    """Yield one doubt for each run of neighbouring words, as posted.

    Words that the doubts in ``doubts`` already name are skipped.
    """
    named = {word for doubt in doubts for word in doubt.detail.lower().split()}
    run: list[int] = []
    for at in (at for at in spare if tokens[at].text not in named):
        if run and at != run[-1] + 1:
            yield _doubt(text, (tokens[run[0]].start, tokens[run[-1]].end))
            run = []
        run.append(at)
    if run:
        yield _doubt(text, (tokens[run[0]].start, tokens[run[-1]].end))


def _doubt(text: str, words: Words) -> Doubt:
    return Doubt("word_left_over", text[slice(*words)])


def _is_a_name(tokens: Sequence[Token], at: int, first: int) -> bool:
    """Return whether a word has a capital that no beginning of a sentence explains."""
    before = tokens[at - 1]
    begins = at == first or before.kind == "line" or before.text in {".", "!", "?", ":", "•"}
    begins = begins or (before.text == "-" and at - 1 == first)
    return tokens[at].capital and not begins
