"""The tables of nouns, weapons and shares as phrases, and which words can begin a count."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from parsers.numbers.amounts import opens_an_amount
from parsers.records import Kind
from parsers.text.phrases import REMEMBERED, Phrases, any_of
from parsers.vocabulary.outcomes import THINGS, Thing
from parsers.vocabulary.weapons import ADJECTIVES, COMMANDS, NOUN_FORMS, NOUNS, SHARES, WEAPONS, Weapon


def _spelled(phrases: str) -> list[str]:
    """Return the phrases of a row, with ``ракет~`` expanded to every form."""
    whole = [phrase.strip() for phrase in phrases.split(";")]
    for mark, forms in NOUN_FORMS.items():
        whole = [made for one in whole for made in (_each_form(one, mark, forms) if mark in one else [one])]
    return whole


def _each_form(phrase: str, mark: str, forms: str) -> list[str]:
    return [phrase.replace(mark, f"{form}=") for form in forms.split()]


WEAPON: Phrases[Weapon] = Phrases((stem, row) for row in WEAPONS for stem in row.stems.split(";"))
NOUN: Phrases[Kind] = Phrases((stem, kind) for kind, stems in NOUNS for stem in _spelled(stems))
ADJECTIVE: Phrases[Kind] = Phrases((stem, kind) for kind, stems in ADJECTIVES for stem in stems.split(";"))
THING: Phrases[Thing] = Phrases((stem, thing) for thing, stems in THINGS for stem in stems.split(";"))
SHARE = any_of(SHARES)
COMMAND = any_of(COMMANDS)


class Opens(NamedTuple):
    """What a word may begin; all False for most words."""

    bracket: bool
    amount: bool
    share: bool
    name: bool
    command: bool


@lru_cache(maxsize=REMEMBERED)
def what_opens(word: str) -> Opens | None:
    """Return what the walk must look for at a word; None if it can skip it."""
    opens = Opens(
        bracket=word == "(",
        amount=word[0].isdigit() or opens_an_amount(word),
        share=SHARE.may_begin(word),
        name=names_something(word),
        command=COMMAND.may_begin(word),
    )
    return opens if any(opens) else None


def names_something(word: str) -> bool:
    """Return whether a word may begin a noun or the name of a weapon."""
    return WEAPON.may_begin(word) or NOUN.may_begin(word) or ADJECTIVE.may_begin(word)
