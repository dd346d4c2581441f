"""The names of commands in what a person typed: alone, with a slash, or in a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.ask.heard import Utterance
from parsers.ask.lexicon import Sense
from parsers.ask.shapes import plain
from parsers.ask.typos import mended
from parsers.ask.wording import wording
from parsers.vocabulary.questions_commands import COMMAND_WORDS

_NAMES = frozenset(name for name, _ in COMMAND_WORDS)
# Names that are ordinary words too: commands only where they are the whole text, or beside words like "show".
_ORDINARY = frozenset({"night", "week", "month", "region", "about", "start"})
_RARELY_BESIDE = frozenset({"latest", "help", "source", "status"})
_SLASHED = re.compile(r"/?([^\W_]\w*)(?:@\w+)?(?:\s+|$)")
_SHORTEST_SLASHED = 4
# What may be said behind them is no date or place, and so many words of it may be in no table.
_WITH_ARGUMENTS = {"subscribe": 1, "settings": 2, "watch": 0, "export": 0}


class NamedCommand(NamedTuple):
    """A command, the text beside its name, and the word as typed with what it was taken for if a typo was mended."""

    name: str
    argument: str
    mended: tuple[str, str] | None = None


def slashed_command(text: str) -> NamedCommand | None:
    """Return the command that a text begins with, where it was typed with a slash; None if no command is meant."""
    text = plain(text)
    first = _SLASHED.match(text)
    if not first:
        return None
    word, rest = first[1].lower(), text[first.end() :].strip()
    if word in _NAMES:
        return NamedCommand(word, rest)
    words = wording(text)
    if words and Sense.COMMAND in words[0].senses:
        return NamedCommand(words[0].senses[Sense.COMMAND], text[words[0].end :].strip())
    if words and words[0].senses:
        return None
    meant = mended(word, _SHORTEST_SLASHED, (Sense.COMMAND,))
    name = wording(meant)[0].senses.get(Sense.COMMAND) if meant else None
    return NamedCommand(name, rest, (first[1], meant)) if name and meant else None


def bare_command(found: Utterance) -> NamedCommand | None:
    """Return the command whose name is the whole text; None if the text is anything else."""
    words = found.words
    if len(words) != 1 or Sense.COMMAND not in words[0].senses:
        return None
    return NamedCommand(words[0].senses[Sense.COMMAND], "")


def command_of(found: Utterance) -> NamedCommand | None:
    """Return the one command that a sentence names («покажи графік за жовтень»), with the text behind its name."""
    names = {word.senses[Sense.COMMAND] for word in found.commands} - _ORDINARY
    if len(names) != 1:
        return None
    name = names.pop()
    if name in _RARELY_BESIDE and (found.times or found.places or found.weapons):
        return None
    last = next(word for word in found.commands if word.senses[Sense.COMMAND] == name)
    return NamedCommand(name, found.text[last.end :].strip())


def command_with_argument(found: Utterance) -> NamedCommand | None:
    """Return the command that a text begins with where its argument is no date or place: "subscribe 09:00"."""
    first = found.words[0]
    name: str = first.senses.get(Sense.COMMAND, "")
    most = _WITH_ARGUMENTS.get(name)
    strange = [word for word in found.unknown if word.shape == "word"]
    if most is None or len(found.words) == 1 or len(strange) > most:
        return None
    return NamedCommand(name, found.text[first.end :].strip())
