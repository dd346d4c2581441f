"""Counts in a sentence: walks over its words and gathers number, hedge, noun and weapon names into groups.

It does not decide what became of the weapons of a group (see ``parsers.outcomes``).
"""

from parsers.counting.group import CountGroup, SentenceCounts, Verbs
from parsers.counting.unclear import counted_thing, unclear
from parsers.counting.walk import Counter
from parsers.counting.words import COMMAND, NOUN, SHARE, THING, WEAPON

__all__ = [
    "COMMAND",
    "NOUN",
    "SHARE",
    "THING",
    "WEAPON",
    "CountGroup",
    "Counter",
    "SentenceCounts",
    "Verbs",
    "counted_thing",
    "unclear",
]
