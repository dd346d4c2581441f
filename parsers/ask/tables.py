"""The lexicon of questions, put together from the tables of words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from parsers.ask.lexicon import Entry, Lexicon, Sense, stems, whole
from parsers.places import spelled
from parsers.vocabulary import questions_times as times
from parsers.vocabulary import questions_words as around
from parsers.vocabulary.numbers import NUMERALS, ORDINALS
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE, Place
from parsers.vocabulary.questions import ALSO_CALLED, REGION_WORDS
from parsers.vocabulary.questions_commands import COMMAND_WORDS
from parsers.vocabulary.weapons import WEAPONS

ROWS: tuple[Place, ...] = (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES)
# «Столиця» may be either capital; «чорного» alone is no sea.
_NOT_ASKED = frozenset({"столиц"})
_OF_SEAS = ("ского=", "ським=", "ського=", "ским=", "ного=", "ним=", "ным=")


@cache
def lexicon() -> Lexicon:
    """Return every word that questions are made of; the first row that fits a word gives its value."""
    return Lexicon([*_times(), *_numbers(), *_around(), *_names(), *_commands()])


def _times() -> Iterator[Entry]:
    for sense, rows in (
        (Sense.OFFSET, times.OFFSETS),
        (Sense.WEEKDAY, times.WEEKDAYS),
        (Sense.MONTH, times.MONTHS),
        (Sense.WHOLE, times.WHOLES),
        (Sense.WHICH, times.WHICH),
        (Sense.SEASON, times.SEASONS),
        (Sense.HOLIDAY, times.HOLIDAYS),
        (Sense.PART, times.PARTS),
    ):
        for value, phrases in rows:
            yield from whole(phrases, sense, value)
    yield from _units()
    for sense, phrases in (
        (Sense.ENDING_TODAY, times.ENDING_TODAY),
        (Sense.AGO, times.AGO),
        (Sense.SINCE, times.SINCE),
        (Sense.FROM_THEN, times.FROM_THEN),
        (Sense.OF_THEN, times.OF_THEN),
        (Sense.BETWEEN, times.BETWEEN),
        (Sense.ON_TO, times.ON_TO),
        (Sense.BEYOND, times.BEYOND),
        (Sense.VERSUS, times.VERSUS),
        (Sense.BEFORE_A_TIME, times.BEFORE_A_TIME),
        (Sense.QUARTER, times.QUARTER_LETTER),
        (Sense.HALF_LETTER, times.HALF_LETTER),
        (Sense.HALF, times.HALVES),
        (Sense.OF_YEAR, times.OF_YEAR),
        (Sense.OF_DAY, times.OF_DAY),
        (Sense.NOW, times.NOW),
        (Sense.EASTER, times.EASTER),
    ):
        yield from whole(phrases, sense)
    for sense, phrases in ((Sense.TO, times.TO), (Sense.AND, times.AND)):
        yield from (
            Entry(tuple(f"{word}=" for word in one.split()), sense, True) for one in phrases.split(";") if one.strip()
        )
    yield Entry((";=",), Sense.AND, True)


def _units() -> Iterator[Entry]:
    for unit, nights, phrases in times.UNITS:
        yield from whole(phrases, Sense.UNIT, (unit, nights))
        if unit == "night":
            yield from whole(f"{phrases}; вночі; уночі; ночью", Sense.NIGHT)


def _numbers() -> Iterator[Entry]:
    for value, *sides in NUMERALS:
        sense = Sense.TENS if 20 <= value < 100 else Sense.NUMBER
        for side in sides:
            yield from whole(side, sense, value, None)
    for value, *sides in ORDINALS:
        for side in sides:
            yield from whole(side, Sense.ORDINAL, value, None)
    for value, word in enumerate(times.ENGLISH_NUMBERS.split()):
        yield from whole(word, Sense.NUMBER, value)
    for value, word in enumerate(times.ENGLISH_TENS.split(), start=2):
        yield from whole(word, Sense.TENS, value * 10)
    for value, word in enumerate(times.ENGLISH_ORDINALS.split(), start=1):
        yield from whole(word, Sense.ORDINAL, value)
    for value, phrases in times.MORE_NUMBERS:
        yield from whole(phrases, Sense.NUMBER, value)
    for value, phrases in times.MORE_ORDINALS:
        yield from whole(phrases, Sense.ORDINAL, value)


def _around() -> Iterator[Entry]:
    yield from whole(around.SMALL, Sense.SMALL, True, None)
    yield from whole(
        "last time; востаннє; востанне; в останній раз; останній раз; в последний раз; последний раз; напоследок",
        Sense.SMALL,
    )
    yield from whole("one night; single night; за одну ніч; за одну ночь; одной ночью", Sense.SMALL)
    yield from stems(map(str.strip, REGION_WORDS.split(";")), Sense.SMALL, True)
    yield from whole(around.ASKS, Sense.ASKS, True, None)
    yield from whole(around.TOPICS, Sense.TOPIC, True, None)
    yield from whole(around.ELSEWHERE, Sense.ELSEWHERE, True, None)
    yield from whole(around.HAPPENED, Sense.HAPPENED, True, None)
    for sense, lines in ((Sense.ALERT, around.ALERTS), (Sense.FLYING, around.FLYING), (Sense.WILL, around.WILL)):
        for line in lines.strip().splitlines():
            yield from whole(line, sense)
    for kind, phrases in around.KINDS:
        yield from whole(phrases, Sense.KIND, kind)
    for words in (times.DOUBTFUL, around.DOUBTFUL_PLACES, around.DOUBTFUL_WEAPONS):
        yield from (Entry((f"{word}=",), Sense.DOUBTFUL, True) for word in sorted(words))
    yield from (Entry((f"{word}=",), Sense.ALONE, True) for word in sorted(times.ALONE))


def _names() -> Iterator[Entry]:
    called = {name.strip(): code for code, names in (*ALSO_CALLED, *around.MORE_NAMES) for name in names.split(";")}
    codes = called | {_base(row): row.code for row in reversed((*UKRAINE, *RUSSIA, *SEAS))}
    for code, phrases in around.MORE_NAMES:
        yield from whole(phrases, Sense.PLACE, code)
    for code, phrases in ALSO_CALLED:
        yield from stems(map(str.strip, phrases.split(";")), Sense.PLACE, code)
    # Whole English names before bare ones: "Kyiv region" is the oblast, "Kyiv" the city.
    for row in ROWS:
        yield from whole(row.en.casefold().replace("(city)", ""), Sense.PLACE, _region_of(row, codes))
    for row in ROWS:
        yield from stems(filter(_is_asked, _spelled(row)), Sense.PLACE, _region_of(row, codes))
    for slug, phrases in around.MORE_WEAPONS:
        yield from whole(phrases, Sense.WEAPON, slug)
    for weapon in WEAPONS:
        yield from whole(weapon.en.casefold(), Sense.WEAPON, weapon.slug)
        yield from stems(map(str.strip, weapon.stems.split(";")), Sense.WEAPON, weapon.slug)


def _spelled(row: Place) -> Iterator[str]:
    yield from spelled(row, "uk", "ru")
    yield f"{row.uk.casefold()}="


def _is_asked(phrase: str) -> bool:
    """Return whether a phrase of the posts names a place by itself: not the adjective of a sea."""
    return phrase not in _NOT_ASKED and not phrase.endswith(_OF_SEAS)


def _region_of(row: Place, codes: dict[str, str]) -> str:
    """Return the code of the region named after a city or a launch place, or the place's own."""
    return row.code if row in (*UKRAINE, *RUSSIA, *SEAS) else codes.get(_base(row), row.code)


def _base(row: Place) -> str:
    return row.en.casefold().removesuffix(" region").removesuffix(" (city)")


def _commands() -> Iterator[Entry]:
    for name, phrases in COMMAND_WORDS:
        yield from stems(map(str.strip, phrases.split(";")), Sense.COMMAND, name)
