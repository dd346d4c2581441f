"""The bot rereads posts that another reader read, and keeps answering meanwhile."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.follow.reprocess import PORTION, bring_up_to_date
from parsers.judge import judge
from parsers.records import Outcome, Post, Reader, Reading, Tally
from parsers.time.night import nights_of
from storage import Store
from storage.posts.intake import take_in
from storage.readings import reprocess, tallies
from storage.views.channel_contents import holdings_view
from tests.storage.readings.test_judging import READER as OLD
from tests.storage.readings.test_judging import seen
from tests.storage.readings.test_reprocess import DOUBLING, NIGHT, SAME, launched


async def no_rest(_: float) -> None:
    await asyncio.sleep(0)


async def take(store: Store, *texts: str) -> None:
    sightings = [seen(number, text) for number, text in enumerate(texts, start=1)]
    await store.write(take_in, "kpszsu", sightings, OLD)


async def test_a_new_reader_version_rereads_everything(store: Store) -> None:
    await take(store, NIGHT, *["an alert"] * (2 * PORTION))
    assert await bring_up_to_date(store, DOUBLING, no_rest) == 1
    assert launched(store, 1) == 180
    assert (await store.read(reprocess.outdated, DOUBLING.fingerprint, 10))[0] == []


async def test_the_same_reader_version_rereads_nothing(store: Store) -> None:
    await take(store, NIGHT)
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    assert await bring_up_to_date(store, OLD, rest) == 0
    assert rests == []


async def test_rereading_runs_off_the_event_loop_while_views_answer(store: Store) -> None:
    """The reader waits until a view was answered: were it on the loop or on the reading thread, neither could go on."""
    answered = threading.Event()

    def wait_for_the_view(post: Post) -> Reading:
        assert answered.wait(10)
        return OLD.read(post)

    await take(store, NIGHT)
    reader = Reader(version=2, read=wait_for_the_view, nights=nights_of, judge=judge)
    going_on = asyncio.create_task(bring_up_to_date(store, reader, no_rest))
    assert (await store.read(holdings_view, "kpszsu")).tallies == 1
    answered.set()
    assert await going_on == 0


async def test_new_posts_are_stored_between_two_batches(store: Store) -> None:
    await take(store, NIGHT, *["an alert"] * PORTION)
    arrived = False

    async def a_post_arrives(_: float) -> None:
        nonlocal arrived
        if not arrived:
            arrived = True
            await store.write(take_in, "kpszsu", [seen(58, NIGHT.replace("09-2", "09-1"))], DOUBLING)

    await bring_up_to_date(store, DOUBLING, a_post_arrives)
    assert (launched(store, 1), launched(store, 58)) == (180, 180)


async def test_a_stopped_rereading_is_resumed_at_the_next_start(store: Store) -> None:
    await take(store, NIGHT, *["an alert"] * PORTION)

    async def stop(_: float) -> None:
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await bring_up_to_date(store, DOUBLING, stop)
    assert len((await store.read(reprocess.outdated, DOUBLING.fingerprint, PORTION))[0]) == 1
    assert launched(store, 1) == 90
    assert await bring_up_to_date(store, DOUBLING, no_rest) == 1
    assert launched(store, 1) == 180


async def test_a_night_keeps_a_reading_throughout_rereading(store: Store) -> None:
    await take(store, NIGHT, *["an alert"] * (3 * PORTION))
    seen_tallies: list[int] = []

    async def look(_: float) -> None:
        seen_tallies.append((await store.read(holdings_view, "kpszsu")).nights)

    await bring_up_to_date(store, SAME, look)
    assert set(seen_tallies) == {1}
    reading = await store.read(tallies.load, "kpszsu", 1, 1)
    assert isinstance(reading, Tally)
    assert reading.lines[0].outcome is Outcome.LAUNCHED


async def test_a_reader_that_is_not_the_newest_any_more_stops_and_leaves_the_telling_to_the_newest(
    store: Store,
) -> None:
    await take(store, *[NIGHT] * (2 * PORTION))
    asked: list[int] = []

    async def may_go_on() -> bool:
        asked.append(1)
        return len(asked) == 1

    ended: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reprocess, "ended", lambda db: ended.append(1))
        await bring_up_to_date(store, DOUBLING, no_rest, may_go_on=may_go_on)
        assert ended == []
        await bring_up_to_date(store, DOUBLING, no_rest)
    assert ended == [1]
    assert len(asked) == 2
