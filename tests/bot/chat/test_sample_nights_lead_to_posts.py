"""Every number in the answers about the sample nights leads back to the characters of its post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.chat.handlers.latest import night_for
from bot.demo.bot_api import BotApi
from bot.demo.nights import Sample, sample_nights
from bot.demo.templates import text_of as worded
from parsers import READER
from parsers.records import Sighting
from storage import Store
from storage.posts.intake import take_in
from storage.readings.load import Key
from storage.views.night import night_view
from storage.views.readings import TallyView
from storage.views.source import text_of
from storage.views.weapon_groups import groups, totals
from tests.bot.talking import talking
from tests.storage.builders import at

NOW = at("2026-10-07 07:00")
KYIV = ZoneInfo("Europe/Kyiv")
CHANNELS = ("kpszsu", "mod_russia")
# What an answer says besides the figures of its posts: dates, times, posts, ranks, averages, sums, and what is cut.
OWN = re.compile(
    r"^(?:Night of .*|post .*|.* overlaps? .*|Drones launched: .*| +\d+ of \d+ accounted for)$"
    r"|(?:and \d+ more$|\d\d:\d\d|until|\d+%|✓.*$|(?:S|Kh|KN|Iskander|Grom|Orlan)-[\w-]+)",
    re.MULTILINE,
)

Traced = list[tuple[Key, tuple[int, int], int]]


def posts(channel: str) -> list[Sample]:
    return [sample for sample in sample_nights() if sample.channel == channel and sample.posted <= NOW]


def fill(store: Store) -> None:
    """The sample nights, read from posts written of them."""
    for channel in CHANNELS:
        seen = [Sighting(one.number, one.posted, worded(one), one.posted, "preview") for one in posts(channel)]
        store.write_now(take_in, channel, seen, READER)


def figures_of(view: TallyView) -> Iterator[tuple[int, Traced]]:
    """Every number a tally can show, with its parts: the version of a post, the place in its text, the number there."""
    key, tally = view.source.key, view.tally
    shown = [figure for group in groups(key, tally.lines) for figure in group.figures.values()]
    shown += [share.figure for group in groups(key, tally.lines) for share in group.shares]
    shown += [figure for _, figure in totals(key, tally.lines)]
    for figure in shown:
        if figure.number is not None:
            yield figure.number, [(one.key, one.words, one.number) for one in figure.parts if one.number is not None]
    counts = [tally.hit_sites, tally.debris_sites, *(tally.regions or ())]
    yield from ((one.number, [(key, one.words, one.number)]) for one in counts if one and one.number is not None)


async def test_every_number_of_every_night_is_found_in_its_post(bot_api: BotApi, store: Store) -> None:
    fill(store)
    days = {one.posted.astimezone(KYIV).date() for channel in CHANNELS for one in posts(channel)}
    assert len(days) > 50
    async with talking(bot_api, store, NOW) as talk:
        reader = talk.bot.services.audience("en")
        for day in sorted(days):
            answer = await night_for(talk.bot.services, reader, day)
            view = store.read_now(night_view, CHANNELS, day, KYIV)
            views = [one for side in view.sides for one in (side.night, *side.windows) if one]
            traced = {number: parts for one in views for number, parts in figures_of(one)}
            for number in numbers_in(answer.plain):
                assert number in traced, answer.plain
                assert sum(part for _, _, part in traced[number]) == number
                for key, (start, end), part in traced[number]:
                    text = store.read_now(text_of, key)
                    assert text is not None
                    assert says(text[start:end], part), (day, part, text[start:end])


def says(words: str, number: int) -> bool:
    """Whether the words hold the number: in figures, or as a word or a singular («балістичною ракетою»)."""
    return str(number) in re.findall(r"\d+", words) or (number < 20 and words[:1].isalpha())


def numbers_in(text: str) -> set[int]:
    """The figures an answer takes from posts."""
    return {int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", OWN.sub(" ", text))}
