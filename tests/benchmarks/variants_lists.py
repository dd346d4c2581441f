"""Variants in which a bullet or a sentence stands twice, or the items of a list are merged, split or marked anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.benchmarks.variants_added import MARK, added, place
from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_order import ITEM, lists_of
from tests.benchmarks.variants_removed import sentences
from tests.benchmarks.variants_words_parts import AGAIN

Reshape = Callable[[str, str, Random], str]

_TOLD_AGAIN = added(AGAIN)
_BETWEEN_PARTS = {
    "kpszsu": re.compile(r"(?:, а також| та|,) (?=\d+ (?!із |з ))"),
    "mod_russia": ITEM,
}
_FIRST_COUNT = {
    "kpszsu": re.compile(r"(?:збито/подавлено|збито|знищено|атакував) (?=\d+ )"),
    "mod_russia": re.compile(r": (?=(?:по )?\w+ (?:БПЛА )?(?:уничтожены |сбиты )?[–—-]? ?над )"),
}
_EACH = re.compile(r"по (одному|два|две|три|2|3|4|5|6) ?(БПЛА)? ?[–—-] над территориями (\w+ой) и (\w+ой) областей")
_EACH_ONE = {"одному": "один"}
_AND = {"kpszsu": (", ", " та ", "; ", ", а також "), "mod_russia": (", ", " и ", "; ", ", а также ")}
_COLON = re.compile(r"(аппарат\w*(?: самол[её]тного типа)?|БПЛА): ?(?=\n?\W*(?:по )?\w+)")


def repeated(case: Case, dice: Random) -> Case | None:
    """A bullet of a list, or the sentence of the count, twice; or what it says again in other words."""
    if not case.whole or not case.label:
        return None
    return dice.choice([_bullet_twice, _sentence_twice, _TOLD_AGAIN])(case, dice) or _sentence_twice(case, dice)


def _bullet_twice(case: Case, dice: Random) -> Case | None:
    lists = [bullets for bullets in lists_of(case.text) if len(bullets) > 1]
    if not lists:
        return None
    bullets = dice.choice(lists)
    bullet, after = dice.choice(bullets[:-1]), dice.choice(bullets[:-1])
    if not re.search(r"\d|од[иі]н|дв[аі]|тр[иь]|чет|чот|п[’']ят|пять|шес|шіс|сем|вос|дев|дес", bullet[2]):
        return None  # a bullet without a count may well stand twice
    text = case.text[: after.end()] + bullet[0] + case.text[after.end() :]
    return replace(case, text=text)


def _sentence_twice(case: Case, dice: Random) -> Case | None:
    """The sentence that ends the count, once more: right after it, as a paragraph, or at the end."""
    at = place(case)
    if at is None or at.mark:
        return None
    start = max(start for start, _ in sentences(case.text) if start < at.sentence)
    said = MARK.sub("", case.text[start : at.sentence].strip())
    before = case.text[: at.sentence] + ("" if case.text[: at.sentence].endswith((".", "!")) else ".")
    rest = case.text[at.sentence :]
    return replace(
        case,
        text=dice.choice([f"{before} {said}{rest}", f"{before}\n\n{said}{rest}", f"{before}{rest.rstrip()}\n\n{said}"]),
    )


def reshaped(case: Case, dice: Random) -> Case | None:
    """The same counts in a list of another shape."""
    if not case.whole:
        return None
    for reshape in dice.sample(_RESHAPES, len(_RESHAPES)):
        text = reshape(case.text, case.channel, dice)
        if text != case.text:
            return replace(case, text=text)
    return None


def _one_list(text: str, dice: Random) -> list[re.Match[str]]:
    lists = [bullets for bullets in lists_of(text) if len(bullets) > 1]
    return dice.choice(lists) if lists else []


def _merged(text: str, channel: str, dice: Random) -> str:
    """Two bullets on one line."""
    bullets = _one_list(text, dice)
    if not bullets:
        return text
    at = dice.randrange(len(bullets) - 1)
    one, two = bullets[at], bullets[at + 1]
    join = dice.choice([*_AND[channel], f"; {two[1]}", f", {two[1]}"])
    return text[: one.start()] + one[1] + one[2].rstrip(";,. ") + join + two[2] + two[3] + text[two.end() :]


def _in_one_sentence(text: str, channel: str, dice: Random) -> str:
    """The whole list as one sentence after its colon."""
    bullets = _one_list(text, dice)
    if not bullets:
        return text
    join = dice.choice([", ", "; "])
    said = join.join(bullet[2].rstrip(";,. ") for bullet in bullets)
    head, tail = text[: bullets[0].start()].rstrip(), text[bullets[-1].end() :]
    return f"{head} {said}." + ("\n\n" + tail.lstrip() if tail.strip() else "")


def _marked(text: str, channel: str, dice: Random) -> str:
    """Other marks: figures, letters, none."""
    bullets = _one_list(text, dice)
    if not bullets:
        return text
    form = dice.choice(["{}. ", "{}) ", "", "• ", "— ", "* ", "✔️ ", "🔻 ", "➡️ "])
    said = "".join(form.format(n) + bullet[2] + bullet[3] for n, bullet in enumerate(bullets, 1))
    return text[: bullets[0].start()] + said + text[bullets[-1].end() :]


def _spaced(text: str, channel: str, dice: Random) -> str:
    """Blank lines between the bullets, or a bullet broken in two lines."""
    bullets = _one_list(text, dice)
    if not bullets:
        return text
    if dice.random() < 0.5:
        said = "".join(bullet[1] + bullet[2] + bullet[3].rstrip() + "\n\n" for bullet in bullets)
        return text[: bullets[0].start()] + said + text[bullets[-1].end() :]
    bullet = dice.choice(bullets)
    spaces = [m.start() for m in re.finditer(r"(?<=\w) (?=[–—(]|над |типу )", bullet[0])]
    if not spaces:
        return text
    at = bullet.start() + dice.choice(spaces)
    return f"{text[:at]}\n{text[at + 1 :]}"


def _split(text: str, channel: str, dice: Random) -> str:
    """A sentence with several counts become a list."""
    found = [*_FIRST_COUNT[channel].finditer(text)]
    if not found:
        return text
    match = dice.choice(found)
    end = next((end for start, end in sentences(text) if start <= match.start() < end), len(text))
    end = len(text[:end].rstrip())
    parts = _BETWEEN_PARTS[channel].split(text[match.end() : end].rstrip("."))
    if len(parts) < 2:
        return text
    mark = {"kpszsu": ("- ", "• ", "1"), "mod_russia": ("▫️ ", "▪️ ", "- ")}[channel]
    chosen = dice.choice(mark)
    marks = [f"{n}. " if chosen == "1" else chosen for n in range(1, len(parts) + 1)]
    said = ";\n".join(one + part for one, part in zip(marks, parts, strict=True))
    return f"{text[: match.end()].rstrip(': ')}:\n{said}.{text[end:]}"


def _each_split(text: str, channel: str, dice: Random) -> str:
    """«по два – над А и Б» as «два – над А, два – над Б»."""

    def written(match: re.Match[str]) -> str:
        number, noun, one, two = match.groups()
        count = _EACH_ONE.get(number, number) + (f" {noun}" if noun else "")
        return f"{count} – над территорией {one} области, {count} – над территорией {two} области"

    return _EACH.sub(written, text)


def _each_bare(text: str, channel: str, dice: Random) -> str:
    """«по два БПЛА над территориями» without its dash or its noun."""
    return re.sub(
        r"(по (?:одному|два|\d+))( БПЛА)? [–—-] над", lambda m: f"{m[1]}{dice.choice([' БПЛА', ''])} над", text
    )


def _dash_for_colon(text: str, channel: str, dice: Random) -> str:
    """A dash, a comma or «из них» where the colon of the ministry's list was."""
    if channel != "mod_russia":
        return text
    mark = dice.choice([" – ", " — ", ", из них: ", ", из которых: ", ", в том числе: "])
    return _COLON.sub(lambda match: match[1] + mark, text, count=1)


_RESHAPES: tuple[Reshape, ...] = (
    _merged,
    _in_one_sentence,
    _marked,
    _spaced,
    _split,
    _split,
    _each_split,
    _each_bare,
    _dash_for_colon,
)

LISTS = {"a repeated bullet or sentence": repeated, "a merged or split bullet": reshaped}
