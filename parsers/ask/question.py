"""One understanding of what a person typed, for chats, mentions, inline questions and the command line.

``understood(text, today)`` gives a ``Question``, whose fields say what was asked; several are set where several were
("Odesa yesterday": ``places`` and ``day``; "compare May and June": ``command``, ``span`` and ``versus``). None means
that the text was not understood. ``NoSuchDayError`` is raised for a written date that does not exist (31.02.2026),
nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from parsers.ask.heard import MOST_CHARACTERS, Utterance, heard, together
from parsers.ask.lexicon import Sense
from parsers.ask.links import linked_post
from parsers.ask.mending import MendedWord, in_latin_letters, mended_utterance, on_another_keyboard
from parsers.ask.moments import DateRange
from parsers.ask.sentence import Time
from parsers.ask.typed_commands import bare_command, command_of, command_with_argument, slashed_command

# A sentence with this many words that are in no table is still understood if it speaks of what the bot knows.
_MOST_STRANGE = 2
_COUNTING = frozenset(["many", "number", "скільки", "сколько", "кількість", "количество"])
# «Що вночі?», «шо там ночью».
_BY_NIGHT = frozenset(["вночі", "уночі", "ночью"])
_WHAT = frozenset(["що", "шо", "що-небудь", "что", "чо", "че", "як", "как", "скільки", "сколько"])
# «Коли востаннє був циркон»: the answer is the nights that name it.
_WHEN = frozenset(["when", "коли", "когда"])
# A word of time that no time took in changes what is meant; so does one of another matter.
_OF_TIME = frozenset(
    {
        Sense.PART,
        Sense.NUMBER,
        Sense.TENS,
        Sense.ORDINAL,
        Sense.WHICH,
        Sense.ENDING_TODAY,
        Sense.UNIT,
        Sense.AGO,
        Sense.ELSEWHERE,
        Sense.BEYOND,
    }
)


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
    # The word that was taken for another one, if a typo was mended; the whole text if it was typed on another keyboard
    # or in Latin letters.
    mended: MendedWord | None = None


def understood(text: str, today: date) -> Question | None:
    """Return what a person asks, or None if the text is not understood. Raises ``NoSuchDayError``."""
    if post := linked_post(text):
        return Question(post=post)
    if len(text) > MOST_CHARACTERS:
        return None
    text = text.strip()
    if text.startswith("/"):
        return _slashed(text[1:], today) or understood(text.lstrip("/ "), today)
    return _plain(text, today)


def _slashed(text: str, today: date) -> Question | None:
    """Return the question of a command with its slash, perhaps misspelt or in another language."""
    named = slashed_command(text)
    if not named:
        return None
    meant = heard(named.argument, today)
    about = _asked(meant, today) if meant else None
    mend = MendedWord(*named.mended) if named.mended else None
    return replace(about or Question(), command=named.name, argument=named.argument, is_alert=False, mended=mend)


def _plain(text: str, today: date) -> Question | None:
    """Return the question as it was typed, or else with a typo mended, in other letters, or as on another keyboard."""
    found = heard(text, today)
    if not found:
        return None
    if asked := _asked(found, today):
        return asked
    for reading in (mended_utterance, in_latin_letters, on_another_keyboard):
        again = reading(found, today)
        asked = _asked(again[0], today) if again else None
        if asked and again:
            return replace(asked, mended=again[1])
    return None


def _asked(found: Utterance, today: date) -> Question | None:
    """Return the question in what was heard, or None if it is not clear enough."""
    if named := bare_command(found) or command_with_argument(found):
        return Question(command=named.name, argument=named.argument)
    if not _is_certain(found):
        return None
    asked = _question(found, today)
    # Drones alone say too little: every night has them.
    return None if asked in {None, Question(), Question(kind="drones")} else asked


def _question(found: Utterance, today: date) -> Question | None:
    times = _without_repeats(found.times)
    named = command_of(found)
    compares = named is not None and named.name == "compare"
    if len(times) > 2 or (len(times) == 2 and not (compares or _are_compared(found, times))):
        return None
    asked = Question(
        command=named.name if named else None,
        argument=named.argument if named else "",
        day=times[0].dates.last if len(times) == 1 and times[0].is_day else None,
        span=times[0].dates if len(times) == 2 or (times and not times[0].is_day) else None,
        versus=times[1].dates if len(times) == 2 else None,
        places=together(found.place) if found.place else (),
        weapon=found.weapon,
        kind=found.kinds[0] if found.kinds else None,
        is_alert=_is_alert(found, today),
    )
    return replace(asked, day=today) if _means_last_night(found, asked) else asked


def _is_certain(found: Utterance) -> bool:
    """Return whether the words leave one reading: all known, or few strange ones in a sentence about the night."""
    if found.contradicts:
        return False
    if not found.unknown:
        return True
    about = sum(any(sense in word.senses for sense in (Sense.TOPIC, Sense.KIND, Sense.WEAPON)) for word in found.words)
    doubtful = found.doubtful or any(time.doubt for time in found.times)
    named = len(found.times) + len(found.places) + len(found.weapons)
    strange = len(found.unknown)
    plain = all(word.shape == "word" and not _OF_TIME.intersection(word.senses) for word in found.unknown)
    return bool(plain and not doubtful and about and named and strange <= min(_MOST_STRANGE, named + about - 1))


def _are_compared(found: Utterance, times: list[Time]) -> bool:
    """Return whether two times are set side by side: «вересень і жовтень», "2025 vs 2026", "may june"."""
    between = found.words[times[0].after : found.begins[found.times.index(times[1])]]
    beside = not between and not any(time.is_day for time in times)
    return found.says(Sense.VERSUS) or any(Sense.AND in word.senses for word in between) or beside


def _is_alert(found: Utterance, today: date) -> bool:
    """Return whether the question is about this moment: an alert, what flies, what will come."""
    is_past = any(time.dates.last < today or not time.is_day for time in found.times)
    if found.says(Sense.ALERT):
        return True
    about = found.says(Sense.TOPIC, Sense.HAPPENED, Sense.ASKS) or found.kinds or found.weapons
    flies = found.says(Sense.FLYING) and not found.times and len(found.words) > 1
    return bool(not is_past and (flies or (about and found.says(Sense.NOW, Sense.WILL))))


def _means_last_night(found: Utterance, asked: Question) -> bool:
    """Return whether a question without a time is about last night: "what happened", «скільки шахедів збили»."""
    if found.times or asked.places or asked.command or asked.is_alert:
        return False
    if asked.weapon and any(word.text in _WHEN for word in found.words):
        return False
    by_night = any(word.text in _BY_NIGHT for word in found.words)
    if not found.says(Sense.ASKS):
        return by_night and len(found.words) == 1
    counts = any(word.text in _COUNTING for word in found.words)
    by_night = by_night and not found.unknown and found.words[0].text in _WHAT
    return bool(by_night or found.says(Sense.TOPIC, Sense.HAPPENED) or asked.kind or (asked.weapon and counts))


def _without_repeats(times: list[Time]) -> list[Time]:
    """Return the times without those that say again what another one says."""
    kept: list[Time] = []
    for time in times:
        if all(time.dates != other.dates for other in kept):
            kept.append(time)
    return kept
