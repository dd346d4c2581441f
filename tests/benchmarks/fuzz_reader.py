"""A target for atheris: arbitrary and spliced posts of both channels must be read without an exception, and quickly.

atheris is no dependency of ours; ``make fuzz`` runs this with the Python that ``FUZZ`` names. What must hold for every
text is in ``check``. Each fault is printed once, by the place where it is raised, and the run goes on.
"""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["parsers"]):
    from parsers import READER_VERSION, read
    from parsers.json_reading import as_json
    from parsers.records import Post

POSTED = (None, datetime(2023, 10, 29, 1, tzinfo=UTC), datetime(2026, 9, 22, 6, tzinfo=UTC))
CHANNELS = ("kpszsu", "mod_russia")
MOST_CHARACTERS = 4096
OUTSIDE = "words outside the text"

# Pieces of both channels' sentences: bytes of the input choose among them, so that reports come about.
PIECES = (
    "⚡️ ЗБИТО/ПОДАВЛЕНО ",
    "ВОРОЖИХ БПЛА\n",
    "ЦІЛЕЙ ПРОТИВНИКА\n",
    "У ніч на ",
    "14 вересня ",
    "(з 18:00 13 вересня) ",
    "противник атакував ",
    "108 ударними ",
    "БпЛА ",
    "типу Shahed ",
    "(в т.ч. реактивними), ",
    "Гербера ",
    "та ",
    "а також ",
    "5 ",
    "двома ",
    "двадцять один ",
    "понад ",
    "близько ",
    "усі ",
    "по ",
    "N ",
    "балістичними ракетами ",
    "Іскандер-М/KN-23 ",
    "із напрямків: Курськ, Орел – рф. ",
    "станом на 08:00, ",
    "збито/подавлено ",
    "локаційно втрачено ",
    "не досягли цілей ",
    "Зафіксовано влучання ",
    "на 7 локаціях ",
    "падіння збитих (уламки) ",
    "на 5. ",
    "Атака триває, в повітряному просторі ",
    "\n",
    "\n- ",
    ": ",
    ", ",
    ". ",
    "; ",
    "(",
    ")",
    "«",
    "»",
    "/",
    "–",
    "\u00ad",
    "\u0301",
    "із них ",
    "24.00 ",
    "31 лютого ",
    "29 октября ",
    "в 02.30 ",
    "В течение прошедшей ночи ",
    "в период с 20.00 мск до 7.00 мск ",
    "с 23.00 12 марта ",
    "до полуночи ",
    "дежурными средствами ПВО ",
    "перехвачены и уничтожены ",
    "украинских беспилотных летательных аппаратов ",
    "БПЛА ",
    "один ",
    "тридцать ",
    "над территорией ",
    "Курской области",
    "Брянской и Липецкой областей",
    "Республики Крым",
    "акваторией Черного моря",
    "Московским регионом",
    "в том числе ",
    "летевших на Москву",
    "Всего за ночь ",
    "пресечена попытка ",
    "тремя ",
    "все ",
    "▪️ ",
)


def check(text: str, channel: str, posted: datetime | None) -> None:
    """Read a text, and hold it to what is true of every reading."""
    reading = as_json(
        Post(channel, None, posted, text, "fuzz"), read(Post(channel, None, posted, text)), READER_VERSION
    )
    told: list[dict[str, Any] | None] = [*reading["lines"], *(reading.get("regions") or [])]
    told += [reading[name] for name in ("window", "headline", "hit_sites", "debris_sites")]
    for one in filter(None, told):
        start, end = one["words"]
        if not 0 <= start < end <= len(text):
            raise AssertionError(f"{OUTSIDE}: {one}")
        if (one.get("number") or 0) < 0:
            raise AssertionError(f"a negative number: {one}")


def spliced(data: atheris.FuzzedDataProvider) -> str:
    """A text of pieces and of arbitrary characters between them."""
    text = ""
    while data.remaining_bytes() and len(text) < MOST_CHARACTERS:
        choice = data.ConsumeIntInRange(0, len(PIECES) + 7)
        text += PIECES[choice] if choice < len(PIECES) else data.ConsumeUnicodeNoSurrogates(3)
    return text


def one_input(given: bytes, seen: set[str]) -> None:
    data = atheris.FuzzedDataProvider(given)
    channel, posted = data.PickValueInList([*CHANNELS]), data.PickValueInList([*POSTED])
    arbitrary = data.ConsumeBool()
    text = data.ConsumeUnicodeNoSurrogates(MOST_CHARACTERS) if arbitrary else spliced(data)
    try:
        check(text, channel, posted)
    except Exception as error:  # any of them is a finding
        last = traceback.extract_tb(error.__traceback__)[-1]
        found = f"{type(error).__name__} at {last.filename}:{last.lineno}"
        if found not in seen:
            seen.add(found)
            print(f"\nFOUND {found}: {error}\nchannel {channel}, posted {posted}, text {text!r}", flush=True)


def main() -> None:
    Path("build/fuzz").mkdir(parents=True, exist_ok=True)
    target = partial(one_input, seen=set())
    atheris.Setup([sys.argv[0], "-timeout=5", "-artifact_prefix=build/fuzz/", *sys.argv[1:], "build/fuzz"], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
