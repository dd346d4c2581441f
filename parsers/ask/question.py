"""One understanding of what a person typed, for chats, mentions, inline questions and the command line.

``understood(text, today)`` gives a ``Question``, whose fields say what was asked; several are set where several were
("Odesa yesterday": ``places`` and ``day``; "compare May and June": ``command``, ``span`` and ``versus``). None means
that the text was not understood. ``NoSuchDayError`` is raised for a written date that does not exist (31.02.2026),
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parsers.ask.dates import DateRange, day, pair, span
from parsers.ask.links import linked_post
from parsers.ask.names import region, weapon
from parsers.ask.words import cleaned, only, phrases, tokens
from parsers.vocabulary.questions_commands import COMMAND_WORDS


@dataclass(frozen=True)
class MendedWord:
    """A word as it was typed, and the one it was taken for."""

    typed: str
    meant: str


@dataclass(frozen=True)
class Question:
    """What was asked. What a question does not name is None, empty or False."""

    # The bot's command ("latest", "subscribe"), and the text beside its name as typed ("09:00"; empty without).
    command: str | None = None
    argument: str = ""
    # The night that ends on this date; or a range of nights, cut at today unless it begins later; never both.
    day: date | None = None
    span: DateRange | None = None
    # The second range of a comparison, where ``span`` is the first; a night compared is a range of one.
    versus: DateRange | None = None
    # Codes: the place that was named, then those that people mean as one with it (Kyiv and its oblast).
    places: tuple[str, ...] = ()
    # The slug of a weapon ("shahed"); and the kind that was named: "drones", "missiles", "ballistic", "cruise".
    weapon: str | None = None
    kind: str | None = None
    # A channel and the number of its post, from a link.
    post: tuple[str, int] | None = None
    # Asks whether there is an alert or a threat now, or what is flying where.
    is_alert: bool = False
    # The word that was taken for another one, if a typo was mended.
    mended: MendedWord | None = None


_TOGETHER = (("RU-MOW", "RU-MOS", "moscow-region"), ("UA-30", "UA-32"), ("RU-SPE", "RU-LEN"), ("UA-43", "UA-40"))


def together(code: str) -> tuple[str, ...]:
    """Return the code of a place, then those of the places that people mean as one with it."""
    return (code, *(one for group in _TOGETHER if code in group for one in group if one != code))


def understood(text: str, today: date) -> Question | None:
    """Return what a person asks, or None if the text is not understood. Raises ``NoSuchDayError``."""
    post = linked_post(text)
    if post:
        return Question(post=post)
    command = only(phrases(COMMAND_WORDS), tokens(cleaned(text.strip().removeprefix("/"))))
    if command:
        return Question(command=command)
    one, some, two = day(text, today), span(text, today), pair(text, today)
    if one or some:
        return Question(day=one, span=None if one else some)
    if two:
        return Question(span=two[0], versus=two[1])
    code, slug = region(text), weapon(text)
    if code:
        return Question(places=together(code))
    return Question(weapon=slug) if slug else None
