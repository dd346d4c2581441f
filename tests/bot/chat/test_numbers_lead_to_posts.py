"""Every number of an answer can be traced from the sent text through the view to the characters of a post.

The sample nights are read from the texts of their posts, the questions are asked of the running bot. Dates, post
numbers and counts of nights are no claims; what is worked out of claims (means, shares, ranks) is proved by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.bot_api import BotApi
from parsers.records import Tally, Words
from storage import Store
from storage.readings.load import Key
from storage.views.comparison import comparison_view
from storage.views.figures import Figure
from storage.views.gaps import gaps_view
from storage.views.latest import latest_view
from storage.views.night import night_view
from storage.views.ranges import span_view
from storage.views.readings import TallyView
from storage.views.records import records_view
from storage.views.region import Mention, region_view
from storage.views.series import Measure
from storage.views.source import text_of
from storage.views.trend import trend_view
from storage.views.weapon_groups import groups
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking

BOTH = ("kpszsu", "mod_russia")
KYIV = ZoneInfo("Europe/Kyiv")
FILL, NOW = SCENES["samples"]
TODAY = date(2026, 10, 7)
MAY, JUNE = (date(2026, 5, 1), date(2026, 5, 31)), (date(2026, 6, 1), date(2026, 6, 30))

# Question -> the views its answer is worded from.
ANSWERS: dict[str, Callable[[Store], list[Any]]] = {
    "/latest": lambda store: [store.read_now(latest_view, BOTH, NOW, KYIV, timedelta(hours=1))],
    "/night 2026-05-14": lambda store: [store.read_now(night_view, BOTH, date(2026, 5, 14), KYIV)],
    "/night 2025-05-20": lambda store: [store.read_now(night_view, BOTH, date(2025, 5, 20), KYIV)],
    "/week": lambda store: [store.read_now(span_view, BOTH, date(2026, 10, 1), TODAY)],
    "/month 2026-05": lambda store: [store.read_now(span_view, BOTH, *MAY)],
    "/month 2025-05": lambda store: [store.read_now(span_view, BOTH, date(2025, 5, 1), date(2025, 5, 31))],
    "/compare 2026-05 2026-06": lambda store: [store.read_now(comparison_view, BOTH, MAY, JUNE)],
    "/compare 2026-05-14 2026-05-24": lambda store: [
        store.read_now(comparison_view, BOTH, (date(2026, 5, 14),) * 2, (date(2026, 5, 24),) * 2)
    ],
    "/records": lambda store: [store.read_now(records_view, channel, TODAY) for channel in BOTH],
    "/region Belgorod": lambda store: [store.read_now(region_view, BOTH, "RU-BEL", TODAY)],
    "/gaps": lambda store: [store.read_now(gaps_view, BOTH, date(2026, 7, 10), TODAY, KYIV)],
    "/digest": lambda store: [store.read_now(night_view, BOTH, TODAY, KYIV)],
    "/cite 2026-05-14": lambda store: [store.read_now(night_view, BOTH, date(2026, 5, 14), KYIV)],
    "/trend 90": lambda store: [
        store.read_now(trend_view, "kpszsu", TODAY, 90, Measure.DRONES_LAUNCHED),
        store.read_now(latest_view, BOTH, NOW, KYIV, timedelta(hours=1)),
    ],
}

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
NO_CLAIMS = (
    rf"\d{{1,2}}(?:–\d{{1,2}}| (?:{MONTHS})[a-z]* – \d{{1,2}}) (?:{MONTHS})[a-z]*(?: \d{{4}})?",
    r"the (?:most|fewest) of (?:these|the) \d+(?: nights known)?",
    rf"\d{{1,2}} (?:{MONTHS})[a-z]*(?: \d{{4}})?",
    rf"(?:{MONTHS})[a-z]* \d{{4}}",
    rf"\(\d{{4}}, (?:{MONTHS})[a-z]* \d{{1,2}}\)|\d{{1,2}} [а-яіїєґ]+ \d{{4}}",
    r"версія \d+, опубліковано [\d-]+ [\d:]+ UTC|.*overlaps? .* by .*, so.*",
    r"[Pp]ost \d+|t\.me/\S+|version \d+|\d\d:\d\d",
    r"\d+ of \d+ nights|all \d+ nights|(?:in|[Oo]n) \d+ nights?|\d+ nights? missing",
    r"\d+ reports? for (?:another|other)",
    r"the last \d+ nights(?: \(\d+ known\))?",
    r"https://\S+|(?:kpszsu|mod_russia)/\d+|version \d+, posted [\d-]+ [\d:]+ UTC",
    r"\d+ nights(?: to| without a known report| with a figure)",
    r"and \d+ more$",
    r"\(\d+ known\)|\(\d+ of \d+ nights known\)",
    r"in the last \d+ days|named on \d+ of \d+ days",
)
WORKED_OUT = (
    r"a night: [\d,]+ → [\d,]+",
    r"[\d,]+ (?:launched|shot down) a night",
    r"[+−]?\d+%",
    r"7-night average (?:of )?\d+",
    r"\d+ a night on average",
    r"(?:\d+(?:st|nd|rd|th)|the) most of \d+ nights",
    r"\d+ of \d+ accounted for",
)
# How the sample posts say a number otherwise than in digits; a weapon in the singular is one.
IN_WORDS = {"восемь": 8} | dict.fromkeys(
    (
        "аеробалістичною ракетою Х-47М2 «Кинджал»",
        "балістичною ракетою Іскандер-М",
        "балістичну ракету Іскандер-М",
        "керовану авіаційну ракету Х-35",
        "міжконтинентальну балістичну ракету",
        "протирадіолокаційну ракету Х-31",
    ),
    1,
)

Claim = tuple[Key, Words, int]


def claimed(text: str) -> list[int]:
    """The numbers of an answer that somebody claims."""
    for pattern in (*WORKED_OUT, *NO_CLAIMS):
        text = re.sub(pattern, "", text, flags=re.MULTILINE)
    return [int(number.replace(",", "")) for number in re.findall(r"(?<![\w-])\d[\d,]*(?![\w-])", text)]


def claims(value: object) -> Iterator[tuple[int, list[Claim]]]:
    """Each number a view holds, with the parts it is the sum of."""
    match value:
        case Figure():
            if value.number is not None:
                yield value.number, [(part.key, part.words, part.number or 0) for part in value.parts if part.number]
        case Mention():
            if value.number is not None and value.words:
                yield value.number, [(value.key, value.words, value.number)]
        case TallyView():
            yield from _of_tally(value.source.key, value.tally)
        case Mapping():
            for one in value.values():
                yield from claims(one)
        case tuple() | list():
            for one in value:
                yield from claims(one)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from claims(getattr(value, field.name))


def _of_tally(key: Key, tally: Tally) -> Iterator[tuple[int, list[Claim]]]:
    stated = [*tally.lines, tally.hit_sites, tally.debris_sites, *(tally.regions or ())]
    for one in stated:
        if one is not None and one.number is not None:
            yield one.number, [(key, one.words, one.number)]
    yield from claims(groups(key, tally.lines))


def said(store: Store, claim: Claim) -> int:
    """The number that the characters of the post say."""
    key, (start, end), _ = claim
    text = store.read_now(text_of, key)
    assert text is not None
    words = text[start:end]
    return IN_WORDS[words] if words in IN_WORDS else int(words)


async def test_every_number_in_an_answer_is_found_in_a_post(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        for question, views in ANSWERS.items():
            numbers = claimed((await talk.ask(question)).text)
            assert numbers or question in {"/gaps", "/region Belgorod"}
            assert_traced(store, question, numbers, views(store))


def assert_traced(store: Store, question: str, numbers: list[int], views: list[Any]) -> None:
    """Each number is in a view, and is the sum of numbers that stand in posts."""
    known: dict[int, list[list[Claim]]] = {}
    for number, parts in claims(views):
        known.setdefault(number, []).append(parts)
    for number in numbers:
        assert number in known, f"{question}: {number} is in no view"
        for parts in known[number]:
            assert [said(store, part) for part in parts] == [part[2] for part in parts]
            assert sum(part[2] for part in parts) == number


def test_means_and_rates_are_computed_from_numbers_in_posts(store: Store) -> None:
    store.write_now(FILL)
    ours, _ = store.read_now(span_view, BOTH, *MAY).sides
    launched, down = ([said(store, (part.key, part.words, 0)) for part in ours.sums[measure].parts] for measure in
                      (Measure.DRONES_LAUNCHED, Measure.DRONES_DOWN))  # fmt: skip
    assert (sum(launched), len(launched), sum(down), len(down)) == (6192, 29, 5696, 29)
    mean = ours.mean(Measure.DRONES_LAUNCHED)
    assert (mean and mean.number, ours.rate) == (6192 / 29, 5696 / 6192)


def test_the_check_notices_a_changed_number() -> None:
    sent = "Nights: May 2026\n29 of 31 nights known\nmissing: 2 May\n  6,193 launched · S-400 · 92%\n3 May: 8 · post 14"
    assert claimed(sent) == [6193, 8]
