"""Counts in a sentence: a walk over its words that gathers number, hedge, noun and weapon names into groups.

What became of the weapons of a group is not decided here (see ``parsers.outcomes``).
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
