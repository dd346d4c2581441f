"""Variants in which parts stand in another order, or that say more that is no count: the label stays as it is."""

from __future__ import annotations

import re
from random import Random

from tests.benchmarks.variants_numerals import NUMERALS

# Dashes and dots begin a bullet at the head of a line only, squares anywhere («…, ▪️ два – над Московским регионом»).
_MARK = r"(?:^[-•–]|[▫▪◾◽])\ufe0f? ?"
_BULLET = re.compile(rf"({_MARK})((?:(?![▫▪◾◽])[^\n])+?)([;,.]*[ ]*(?:\n+|\Z|(?=[▫▪◾◽])))", re.MULTILINE)
COUNT = r"(?:по )?(?:\d+|" + "|".join([*NUMERALS["ru"]["plain"], *NUMERALS["ru"]["feminine"], "одному"]) + r")\b"
ITEM = re.compile(rf"(?:[,;] и |[,;] | и )(?={COUNT}(?: (?:БПЛА|БпЛА))?(?: уничтожены| сбиты)? ?[–—-]? ?над )")
_FLAT = re.compile(r"(?:[А-Я][а-я]+ской, )*[А-Я][а-я]+ской и [А-Я][а-я]+ской(?= област)")
_UA_REGIONS = re.compile(
    r"(?:[А-ЯІЇЄ][а-яіїє’]+ській, )+[А-ЯІЇЄ][а-яіїє’]+ській(?:,| та| і) [А-ЯІЇЄ][а-яіїє’]+ській(?= област)"
)
_UA_ORIGINS = re.compile(r"(?<=напрямків: )(?:[А-ЯІЇЄ][а-яіїєА-ЯІЇЄ-]+, )+[А-ЯІЇЄ][а-яіїєА-ЯІЇЄ-]+(?= – рф)")

CLOSINGS = {
    "kpszsu": (
        "Слава Україні!",
        "Дякуємо всім, хто боронить наше небо.",
        "Не ігноруйте сигнал повітряної тривоги!",
        "Бойова робота підрозділів протиповітряної оборони триває.",
        "Бережіть себе та своїх близьких!",
        "Пам’ятайте: безпека понад усе.",
        "Підписуйтесь на наш канал, щоб нічого не пропустити.",
        "Кожна збита ціль – це врятовані життя.",
        "Докладніше – на офіційному сайті Повітряних Сил.",
        "За минулу добу тактична авіація здійснила 14 літаковильотів.",
        "На місцях працюють рятувальники та медики.",
    ),
    "mod_russia": (
        "🔹 Минобороны России",
        "🔹 Канал Минобороны России в MAКС",
        "#Оперативно",
        "Подписывайтесь на наш канал.",
        "Информация о пострадавших уточняется.",
        "На месте работают экстренные службы.",
        "Система ПВО работает в штатном режиме.",
        "Подробности – на сайте Минобороны России.",
        "👉 См. часть 1",
    ),
}


def bullets_reordered(text: str, _: str, dice: Random) -> str:
    """The bullets of one list in another order; what ends a bullet stays at its place."""
    lists = [bullets for bullets in lists_of(text) if len(bullets) > 1]
    if not lists:
        return text
    bullets = dice.choice(lists)
    said = [bullet[2] for bullet in bullets]
    dice.shuffle(said)
    joined = "".join(bullet[1] + words + bullet[3] for bullet, words in zip(bullets, said, strict=True))
    return text[: bullets[0].start()] + joined + text[bullets[-1].end() :]


def lists_of(text: str) -> list[list[re.Match[str]]]:
    """The bullets of a text, those that follow each other together."""
    lists: list[list[re.Match[str]]] = []
    for bullet in _BULLET.finditer(text):
        if lists and lists[-1][-1].end() == bullet.start():
            lists[-1].append(bullet)
        else:
            lists.append([bullet])
    return lists


def items_reordered(text: str, channel: str, dice: Random) -> str:
    """The ministry's regions with their counts, told in one sentence, in another order."""
    if channel != "mod_russia" or text.count(":") < 1:
        return text
    line = max(text.split("\n"), key=lambda one: len(ITEM.split(one)))
    head, colon, tail = line.rpartition(": ")
    items = ITEM.split(tail.rstrip(". "))
    if not colon or len(items) < 2 or not re.match(COUNT, items[0], re.IGNORECASE):
        return text
    dice.shuffle(items)
    last = dice.choice([", ", " и ", ", и "])
    return text.replace(line, f"{head}: {', '.join(items[:-1])}{last}{items[-1]}.")


def names_reordered(text: str, _: str, dice: Random) -> str:
    """Regions or launch places that one sentence names together, in another order."""
    found = [match for pattern in (_FLAT, _UA_REGIONS, _UA_ORIGINS) for match in pattern.finditer(text)]
    if not found:
        return text
    match = dice.choice(found)
    parts = re.split(r"(, | и | та | і )", match[0])
    names = parts[::2]
    dice.shuffle(names)
    parts[::2] = names
    return text[: match.start()] + "".join(parts) + text[match.end() :]


def closing_added(text: str, channel: str, dice: Random) -> str:
    """One or two sentences more at the end, that count no weapon."""
    added = dice.sample(CLOSINGS[channel], dice.randrange(1, 3))
    return text + dice.choice(["\n", "\n\n", " "]) + "\n".join(added)


REORDERINGS = {
    "bullets reordered": bullets_reordered,
    "counted regions reordered": items_reordered,
    "names reordered": names_reordered,
    "closing sentences added": closing_added,
}
