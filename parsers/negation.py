"""Whether a verb of outcome is affirmed, denied or hypothetical: «збито», «збити не вдалося», «може застосувати»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.records import Outcome
from parsers.text.phrases import Phrases, any_of
from parsers.text.tokens import Token
from parsers.vocabulary.negations import (
    ASIDES,
    BEING,
    HARMLESS,
    MODALS,
    NONE_OF,
    NOT,
    NOT_ONLY,
    SINGLE,
    Modal,
)
from parsers.vocabulary.outcomes import Fate

Fated = Outcome | Fate | None

_MODALS: Phrases[Modal] = Phrases((phrase, modal) for modal, phrases in MODALS for phrase in phrases.split(";"))
_WITHOUT = frozenset({"без"})
_HARMLESS = any_of(HARMLESS)
# Endings of infinitives, in Ukrainian and in Russian: «-ть» also ends finite verbs in Ukrainian, but not in Russian.
INFINITIVE = ("ти", "тися", "тись")
INFINITIVE_RUSSIAN = ("ть", "ти", "ться", "тись")
_ADJECTIVES = 3  # «жоден ворожий ударний БпЛА»
_REACH = 4  # words between a helping verb and its infinitive: «вдалося за ніч успішно збити»
_STOPPED = frozenset(
    {
        Outcome.DOWNED,
        Outcome.SUPPRESSED,
        Outcome.DOWNED_OR_SUPPRESSED,
        Outcome.NEUTRALISED,
        Outcome.LOST,
    }
)


def said(
    tokens: Sequence[Token], outcome: Fated, at: int, after: int, end: int, *, infinitive: tuple[str, ...] = INFINITIVE
) -> tuple[Fated, int, int] | None:
    """Return what the cue in tokens ``[at, after)`` says with denials and helping verbs applied, and its token range.

    None if it says nothing about what happened: an infinitive without «вдалося». ``end`` is the end of the sentence,
    ``infinitive`` the endings of its language.
    """
    if tokens[at].text in NOT or outcome in {None, Fate.EXCEPTED, Fate.PLAIN}:
        return outcome, at, after
    if outcome in _STOPPED and at and tokens[at - 1].text in _WITHOUT:
        return Fate.EXCEPTED, at - 1, after  # «без перехоплення 6 ракет»
    denied = _denial(tokens, at, after, end)
    if denied:
        return _denied(outcome), *denied
    if not tokens[at].text.endswith(infinitive):
        return outcome, at, after
    modal, first, last = _modal(tokens, at, after, end)
    if modal is Modal.NOT_DONE:
        return _denied(outcome), first, last
    return (outcome, at, after) if modal is Modal.DONE else None


def is_only_feared(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a word of fear or intent comes right after an attacker.

    «Противник може атакувати», «ворог готує».
    """
    hit = _MODALS.match(tokens, at) if at < end else None
    return hit is not None and hit.row is Modal.PERHAPS


def none_of(tokens: Sequence[Token], first: int) -> bool:
    """Return whether the count that begins at token ``first`` is zero: «жодна ракета», «ни один БПЛА»."""
    before = tokens[first - 1].text if first else ""
    if before in NOT and tokens[first].text.startswith(SINGLE):
        return True
    for at in range(first - 1, max(-1, first - 1 - _ADJECTIVES), -1):
        if tokens[at].kind != "word":
            break
        if tokens[at].text.startswith(NONE_OF):
            return True
    return False


def harmless(tokens: Sequence[Token], first: int, after: int) -> set[int]:
    """Return the tokens of ``[first, after)`` in negative words that deny nothing a tally states."""
    return {i for at, hit in _HARMLESS.search(tokens, first, after) for i in range(at, hit.after)}


def _denied(outcome: Fated) -> Fated:
    if outcome in _STOPPED:
        return Fate.SPARED
    if outcome is Outcome.HIT:
        return Outcome.MISSED
    return Fate.NONE if outcome in {Outcome.LAUNCHED, Outcome.AIRBORNE, Outcome.LEFT, Fate.REACHED} else outcome


def _denial(tokens: Sequence[Token], at: int, after: int, end: int) -> tuple[int, int] | None:
    """Return the token range of a cue with its denial («не» before it, «не було» around it), or None."""
    first = at
    while first and tokens[first - 1].text in BEING:
        first -= 1
    if first and tokens[first - 1].text in NOT and tokens[first].text not in NOT_ONLY:
        return first - 1, after
    later = past_asides(tokens, after, end)
    if later + 1 < end and tokens[later].text in NOT and tokens[later + 1].text in BEING:
        return at, later + 2
    return None


def past_asides(tokens: Sequence[Token], at: int, end: int) -> int:
    """Return the token after «, на жаль,» from token ``at`` on."""
    while at < end and tokens[at].text in ASIDES:
        at += 1
    return at


def _modal(tokens: Sequence[Token], at: int, after: int, end: int) -> tuple[Modal | None, int, int]:
    """Return the helping verb nearest before an infinitive, or right after it, and the token range of both."""
    later = past_asides(tokens, after, end)
    behind = _MODALS.match(tokens, later) if later < end else None
    if behind:
        return behind.row, at, behind.after
    for first in range(at - 1, max(-1, at - 1 - _REACH), -1):
        if tokens[first].kind != "word":
            break
        hit = _MODALS.match(tokens, first)
        if hit:
            denied = first and tokens[first - 1].text in NOT and hit.row is Modal.DONE
            return (Modal.NOT_DONE, first - 1, after) if denied else (hit.row, first, after)
    return None, at, after
