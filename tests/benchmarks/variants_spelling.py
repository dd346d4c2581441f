"""Variants that say the same in other letters: marks, spaces, look-alikes, line breaks, the slips of the channels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from tests.benchmarks.variants_slips import GROUPS, SLIPS

Respelling = Callable[[str, str, Random], str]

_CYRILLIC_TO_LATIN = dict(zip("асеіорхАВСЕІНКМОРТХ", "aceiopxABCEIHKMOPTX", strict=True))
_LATIN_TO_CYRILLIC = {latin: letter for letter, latin in _CYRILLIC_TO_LATIN.items()}
_WORD = re.compile(r"[^\W\d_]{3,}")
# What stands right before an hour is a date in figures: «с 8.05 20.00».
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})([.:])(\d\d)(?![\d.:]|\.\d| \d{1,2}[.:]\d\d)")


def _some(pattern: str, replacement: Callable[[re.Match[str], Random], str], share: float = 0.5) -> Respelling:
    """Replace a random part of what the pattern finds, and at least one."""
    compiled = re.compile(pattern)

    def respell(text: str, _: str, dice: Random) -> str:
        count = sum(1 for _ in compiled.finditer(text))
        if not count:
            return text
        chosen = {number for number in range(count) if dice.random() < share} or {dice.randrange(count)}
        numbers = iter(range(count))
        return compiled.sub(lambda match: replacement(match, dice) if next(numbers) in chosen else match[0], text)

    return respell


def _one_of(letters: str) -> Callable[[re.Match[str], Random], str]:
    return lambda match, dice: dice.choice([letter for letter in letters if letter != match[0]])


def _inside_a_word(mark: str) -> Respelling:
    def put(match: re.Match[str], dice: Random) -> str:
        at = dice.randrange(1, len(match[0]))
        return match[0][:at] + mark + match[0][at:]

    return _some(r"[^\W\d_]{4,}", put, 0.1)


def _look_alikes(text: str, _: str, dice: Random) -> str:
    """One to three words in which some letters are of the other script."""
    words = [
        match
        for match in _WORD.finditer(text)
        if any(c in _CYRILLIC_TO_LATIN or c in _LATIN_TO_CYRILLIC for c in match[0])
    ]
    letters = list(text)
    for match in dice.sample(words, min(len(words), dice.randrange(1, 4))):
        other = _LATIN_TO_CYRILLIC if match[0].isascii() else _CYRILLIC_TO_LATIN
        places = [at for at in range(*match.span()) if text[at] in other]
        for at in dice.sample(places, min(len(places), dice.randrange(1, 3))):
            letters[at] = other[text[at]]
    return "".join(letters)


def _clock(match: re.Match[str], dice: Random) -> str:
    clock = _CLOCK.fullmatch(match[0])
    assert clock is not None
    hour, mark, minute = clock.groups()
    hours = {hour, f"{int(hour)}", f"{int(hour):02}"}
    return f"{dice.choice(sorted(hours))}{'.' if mark == ':' else ':'}{minute}"


def _slips(text: str, channel: str, dice: Random) -> str:
    """One or more of the channel's own slips."""
    changed = text
    for pattern, forms in dice.sample(_ROWS[channel], len(_ROWS[channel])):
        found = [*pattern.finditer(changed)]
        if not found:
            continue
        match = dice.choice(found)
        others = [form for form in forms if form != match[0]]
        form = dice.choice(others or [match[0]])
        changed = changed[: match.start()] + match.expand(form) + changed[match.end() :]
        if changed != text and dice.random() < 0.4:
            break
    return changed


def misprint(text: str, _: str, dice: Random) -> str:
    """One word with a letter lost, doubled, or changed with the next."""
    words = [*re.finditer(r"[а-яіїєґ]{5,}", text)]
    if not words:
        return text
    match = dice.choice(words)
    at = dice.randrange(match.start() + 1, match.end() - 1)
    one, two = text[at], text[at + 1]
    return text[:at] + dice.choice([two, one * 2 + two, two + one]) + text[at + 2 :]


def _joined(text: str, _: str, dice: Random) -> str:
    """One line break lost."""
    breaks = [*re.finditer(r"\s*\n\s*", text)]
    if not breaks:
        return text
    match = dice.choice(breaks)
    return f"{text[: match.start()]} {text[match.end() :]}"


def _broken(text: str, _: str, dice: Random) -> str:
    """One space become a line break in the middle of a sentence."""
    spaces = [match.start() for match in re.finditer(r"(?<=[а-яіїєґ,]) (?=[а-яіїєґ])", text)]
    if not spaces:
        return text
    at = dice.choice(spaces)
    return f"{text[:at]}\n{text[at + 1 :]}"


def _rows(channel: str) -> list[tuple[re.Pattern[str], tuple[str, ...]]]:
    """The slips of a channel as patterns and the forms that may stand there."""
    spellings = [
        (re.compile("|".join(map(re.escape, sorted(forms, key=len, reverse=True)))), forms) for forms in GROUPS[channel]
    ]
    return spellings + [(re.compile(pattern), (form,)) for pattern, form in SLIPS[channel]]


_ROWS = {channel: _rows(channel) for channel in GROUPS}

RESPELLINGS: dict[str, Respelling] = {
    "other dashes": _some("[–—−‑-]", lambda match, dice: dice.choice("–—-‑−".replace(match[0], ""))),
    "other quotes": _some('[«»“”"„‟″]', _one_of('«»“”"„″')),
    "quotes lost": _some('[«»“”"„‟″]', lambda match, dice: "", 1.0),
    "other apostrophes": _some("[’'ʼ]", _one_of("’'ʼ`‘")),
    "no-break spaces": _some(" ", lambda match, dice: dice.choice("\u00a0\u202f\u2009"), 0.2),
    "double spaces": _some(" ", lambda match, dice: "  ", 0.1),
    "spaces before line ends": _some("\n", lambda match, dice: dice.choice([" \n", "\r\n", "\u00a0\n"])),
    "soft hyphens": _inside_a_word("\u00ad"),
    "zero-width marks": _some(" ", lambda match, dice: dice.choice(["\u200b ", " \u200b", "\ufeff ", " \u2060"]), 0.1),
    "letters in two parts": _some("[йїёЙЇЁ]", lambda match, dice: unicodedata.normalize("NFD", match[0])),
    "look-alike letters": _look_alikes,
    "clock with the other mark": _some(_CLOCK.pattern, _clock),
    "blank lines lost": _some("\n\n+", lambda match, dice: "\n", 0.7),
    "blank lines added": _some("\n", lambda match, dice: "\n\n", 0.5),
    "all line breaks lost": lambda text, channel, dice: re.sub(r"\s*\n\s*", dice.choice([" ", "  "]), text),
    "one line break lost": _joined,
    "a line broken in two": _broken,
    "ё and е": _some(
        "[ёЁ]|(?<=тр)е(?=х)|(?<=Ч)е(?=рного)|(?<=самол)е(?=тного)", lambda m, dice: {"е": "ё", "ё": "е", "Ё": "Е"}[m[0]]
    ),
    "slips of the channel": _slips,
}
