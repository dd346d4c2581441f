"""What a question names: its times, places, weapons, commands; and how much of it is not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parsers.ask.lexicon import Sense
from parsers.ask.moments import is_counted_from
from parsers.ask.ranges import time_at
from parsers.ask.sentence import Phrasing, Time
from parsers.ask.shapes import plain
from parsers.ask.wording import Word, wording
from parsers.vocabulary.questions_words import TOGETHER

# Nobody asks in more words; a longer text is a post, a letter or noise.
MOST_CHARACTERS = 400
MOST_WORDS = 48
# Words with these senses name nothing and disturb nothing.
_AROUND = (
    Sense.SMALL,
    Sense.ASKS,
    Sense.TOPIC,
    Sense.HAPPENED,
    Sense.NOW,
    Sense.WILL,
    Sense.FLYING,
    Sense.ALERT,
    Sense.VERSUS,
    Sense.AND,
    Sense.TO,
    Sense.ON_TO,
    Sense.BEFORE_A_TIME,
    Sense.FROM_THEN,
    Sense.OF_THEN,
    Sense.BETWEEN,
    Sense.SINCE,
    Sense.NIGHT,
)
# The words among which a doubtful one ("may", «сер») still is a time.
_BESIDE_DOUBT = (*_AROUND[8:], Sense.COMMAND, Sense.PLACE, Sense.KIND, Sense.WEAPON)


@dataclass
class Utterance:
    """What the words of a text name, in their order."""

    text: str
    sentence: Phrasing
    times: list[Time] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    weapons: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    commands: list[Word] = field(default_factory=list)
    unknown: list[Word] = field(default_factory=list)
    # The indexes at which the times begin.
    begins: list[int] = field(default_factory=list)
    # Whether a name among them could be another word: «рівне».
    doubtful: bool = False

    @property
    def words(self) -> list[Word]:
        return self.sentence.words

    def says(self, *senses: Sense) -> bool:
        """Return whether a word of the text has one of the senses."""
        return any(sense in word.senses for word in self.words for sense in senses)

    @property
    def place(self) -> str | None:
        """The one place that is named, or the first of those that people mean as one."""
        return _only(self.places, _meant_as_one)

    @property
    def weapon(self) -> str | None:
        return _only(self.weapons)

    @property
    def is_clear(self) -> bool:
        """Whether every word is known, and each name is one thing."""
        return not self.unknown and not self.contradicts

    @property
    def _is_beyond(self) -> bool:
        """Whether a time is told as a bound of another one: "before 5 October", «до 5 жовтня»."""
        joins = {time.after for time in self.times}
        return any(
            begin and Sense.BEYOND in self.words[begin - 1].senses and begin - 1 not in joins for begin in self.begins
        )

    @property
    def contradicts(self) -> bool:
        return bool(self._is_beyond or (self.places and not self.place) or (self.weapons and not self.weapon))


def heard(text: str, today: date, reader: Callable[[Phrasing, int], Time | None] = time_at) -> Utterance | None:
    """Return what a text names; None if it is empty, or longer than a question. Raises ``NoSuchDayError``."""
    if not text.strip() or len(text) > MOST_CHARACTERS or not is_counted_from(today):
        return None
    whole = plain(text)
    words = wording(whole)
    if not words or len(words) > MOST_WORDS:
        return None
    found = Utterance(whole, Phrasing(words, today))
    doubtful: list[tuple[int, Time]] = []
    named: set[int] = set()
    at = 0
    while at < len(words):
        time = reader(found.sentence, at)
        if time and time.doubt == 2:
            doubtful.append((at, time))
        elif time:
            found.times.append(time)
            found.begins.append(at)
            named.update(range(at, time.after))
        else:
            _name(found, words[at])
        at = time.after if time else at + 1
    _settle(found, doubtful, named)
    if found.weapons and not found.times:
        found.unknown = [word for word in found.unknown if not _says_last(word)]
    return found


def _says_last(word: Word) -> bool:
    """Return whether a word asks for the last one of what is named: "the last Oreshnik", «останній кинджал»."""
    return word.senses.get(Sense.WHICH) == 1 or Sense.ENDING_TODAY in word.senses


def _name(found: Utterance, word: Word) -> None:
    """Put a word where it belongs; the first sense that names something counts."""
    senses: dict[Sense, Any] = word.senses
    for sense, names in ((Sense.PLACE, found.places), (Sense.WEAPON, found.weapons), (Sense.KIND, found.kinds)):
        if sense in senses:
            names.append(senses[sense])
            found.doubtful |= Sense.DOUBTFUL in senses
            return
    if Sense.COMMAND in senses:
        found.commands.append(word)
    elif word.shape != "mark" and (Sense.ELSEWHERE in senses or not any(sense in senses for sense in _AROUND)):
        found.unknown.append(word)


def _settle(found: Utterance, doubtful: list[tuple[int, Time]], named: set[int]) -> None:
    """Decide about the words that may mean something else: "may" is May among times and places, not in "may I ask"."""
    inside = named | {at for begin, time in doubtful for at in range(begin, time.after)}
    others = [word for at, word in enumerate(found.words) if at not in inside]
    is_plain = all(any(sense in word.senses for sense in _BESIDE_DOUBT) for word in others)
    if is_plain and not found.unknown and (len(doubtful) > 1 or found.places or found.commands or found.times):
        every = sorted([*zip(found.begins, found.times, strict=True), *doubtful])
        found.begins, found.times = [begin for begin, _ in every], [time for _, time in every]
    else:
        found.unknown.extend(found.words[begin] for begin, _ in doubtful)


def together(code: str) -> tuple[str, ...]:
    """Return the code of a place, then those of the places that people mean as one with it."""
    return (code, *(one for group in TOGETHER if code in group for one in group if one != code))


def _meant_as_one(first: str, other: str) -> bool:
    return other in together(first)


def _only(names: list[str], alike: Callable[[str, str], bool] = str.__eq__) -> str | None:
    return names[0] if names and all(alike(names[0], name) for name in names) else None
