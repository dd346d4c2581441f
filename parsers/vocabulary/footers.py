"""What the channels put below a post: facts of their layout, in words, without marks and letter case.

``#`` is any number. A row may be alone, after another row, or after the last sentence.
"""

from __future__ import annotations

FOOTERS: dict[str, tuple[str, ...]] = {
    # 94 of 98 reports of 2026 end with one of the first two.
    "kpszsu": (
        "тримаймо небо",
        "разом до перемоги",
        "дотримуйтесь правил безпеки",
        "дотримуйтеся правил безпеки",
        "не ігноруйте тривогу",
        "не ігноруйте тривогу перебувайте в укриттях",
        "перебувайте в укриттях",
        "не ігноруйте сигнал тривоги",
        "не ігноруйте сигнали повітряної тривоги",
        "слава україні",
        "героям слава",
        "зразок тексту цифри справжні слова наші",  # the samples of `overnight demo`
    ),
    # The line on MAX is below the posts of autumn 2026; «боевая работа» in it does not report any.
    "mod_russia": (
        "минобороны россии",
        "канал минобороны россии в max боевая работа # #",
        "канал минобороны россии в max",
        "канал минобороны россии в макс",
        "mod russia",
        "оперативно",
        "главное за день",
        "главное за день в рубрике итогидня",
        "см часть #",
        "часть #",
        "образец текста цифры настоящие слова наши",
    ),
}

# A line with one of these is about the attack: weapons, what became of them, where.
TELLING = (
    "бпла", "бпак", "безпілот", "беспилот", "дрон", "ракет", "шахед", "shahed", "каб", "бомб", "снаряд", "катер",
    "ціл", "цел", "напрям", "направл", "атак", "влучан", "падін", "паден", "улам", "облом", "област", "районі",
    "районе", "пострадавш", "постраждал", "разрушен", "руйнуван", "інформаці", "информаци", "деталі", "подробност",
)  # fmt: skip
# A longer line is a sentence of its own, not a signature.
MOST_WORDS = 14
