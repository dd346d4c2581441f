"""Several programs on one database at a time: nothing is lost or done twice, and the end is that of some order."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest

from parsers.records import Sighting
from storage import Store
from storage.channels import cursors
from storage.chats import chats, outdated, own_chats
from storage.chats.chats import Subscription
from storage.database import open_engine
from storage.engines.engine import Database
from storage.engines.postgres import lanes
from storage.engines.postgres.engine import PostgresEngine
from storage.engines.sqlite_engine import SqliteEngine
from storage.fleet import presses, updates
from storage.outbox import claims, deliveries, notices, told_once
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.posts.intake import take_in
from storage.readings import current_figures
from storage.readings.load import Key
from tests.fleet.postgres import fresh_database, needs_server
from tests.storage.builders import at
from tests.storage.state_hash import fingerprint_of
from tests.storage.twins.pair import differing, done, dump
from tests.storage.twins.stories import story
from tests.tiny_reader import TINY_READER

T = TypeVar("T")

pytestmark = needs_server

PROGRAMS = 4
NOW = at("2026-10-08 12:00")


@pytest.fixture
def programs() -> Iterator[list[Store]]:
    """Several programs on one database."""
    with fresh_database() as address, ExitStack() as opened:
        yield [opened.enter_context(open_engine(PostgresEngine(address))) for _ in range(PROGRAMS)]


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The rests before a transaction was run again."""
    rests: list[float] = []
    sleep = time.sleep

    def counted(seconds: float) -> None:
        rests.append(seconds)
        sleep(seconds)

    monkeypatch.setattr(f"{lanes.__name__}.time.sleep", counted)
    return rests


def at_once(programs: list[Store], *work: Callable[[Store, int], T]) -> list[T]:
    """Let every program do its work at the same time; each has the work of its number, or the only one."""
    start = Barrier(len(programs))

    def begin(number: int) -> T:
        start.wait()
        return work[number % len(work)](programs[number], number)

    with ThreadPoolExecutor(len(programs)) as pool:
        return list(pool.map(begin, range(len(programs))))


def written(fn: Callable[..., T], *args: Any) -> Callable[[Store, int], T]:
    return lambda store, number: store.write_now(fn, *args)


def report(number: int, launched: int, seen: datetime, *, transport: str = "preview") -> Sighting:
    day = date(2026, 9, 1) + timedelta(days=number % 12)
    text = f"TALLY {day} launched {launched} downed 3"
    return Sighting(number, at("2026-09-01 06:00") + timedelta(hours=number), text, seen, transport)


def chats_of(store: Store, number: int, *, subscribed: bool = False) -> None:
    def add(db: Database) -> None:
        for chat_id in range(1, number + 1):
            chats.remember(db, chat_id, "uk", NOW)
            if subscribed:
                chats.subscribe(db, chat_id, Subscription(None, 540, NOW, NOW.date()))

    store.write_now(add)


def rows(store: Store, sql: str) -> list[Any]:
    return store.read_now(lambda db: db.execute(sql).fetchall())


def test_a_page_that_several_programs_take_in_is_taken_in_once(programs: list[Store]) -> None:
    page = [report(number, number, NOW) for number in range(1, 21)]
    taken = at_once(programs, written(take_in, "kpszsu", page, TINY_READER))
    assert sorted(one.new for one in taken) == [0] * (PROGRAMS - 1) + [20]
    assert rows(programs[0], "SELECT COUNT(*), MAX(revision) FROM revisions") == [(20, 1)]


def test_pages_taken_in_by_several_programs_are_as_if_one_had_taken_them_in(
    programs: list[Store], tmp_path: Path
) -> None:
    """The same posts, edited and judged by one another, seen in another order by each program."""
    pages = [
        [report(number, 5 + (edit + number) % 3, NOW + timedelta(minutes=edit)) for number in range(page, page + 4)]
        for page in (1, 4, 7)
        for edit in range(4)
    ]

    def all_pages(store: Store, number: int) -> None:
        for page in random.Random(number).sample(pages, len(pages)):
            store.write_now(take_in, "kpszsu", page, TINY_READER)

    at_once(programs, all_pages)
    with open_engine(SqliteEngine(tmp_path / "alone.db")) as alone:
        all_pages(alone, 0)
        assert programs[0].read_now(fingerprint_of) == alone.read_now(fingerprint_of)


def test_what_is_owed_to_the_same_chats_by_several_programs_is_owed_once(programs: list[Store]) -> None:
    chats_of(programs[0], 60)
    owed = [Owed(f"digest:{one}:2026-10-08", DeliveryKind.DIGEST, one, None, "body") for one in range(1, 61)]
    added = at_once(programs, written(deliveries.enqueue, owed, NOW))
    assert sorted(added) == [0] * (PROGRAMS - 1) + [60]
    assert rows(programs[0], "SELECT COUNT(*) FROM bodies") == [(1,)]


def test_each_delivery_is_begun_by_one_program(programs: list[Store]) -> None:
    """Without leases, which only keep others away: what is begun is begun once anyway."""
    chats_of(programs[0], 80)
    owed = [Owed(f"digest:{one}", DeliveryKind.DIGEST, one, None, "body") for one in range(1, 81)]
    programs[0].write_now(deliveries.enqueue, owed, NOW)

    def all_of(store: Store, number: int) -> list[str]:
        begun = []
        while one := store.write_now(claims.begin, NOW):
            begun.append(one.key)
            store.write_now(claims.sent, one.key, 7, [Key("kpszsu", 1, 1)], NOW)
        return begun

    begun = [key for keys in at_once(programs, all_of) for key in keys]
    assert sorted(begun) == sorted(one.key for one in owed)
    assert rows(programs[0], "SELECT state, COUNT(*) FROM deliveries GROUP BY state") == [("sent", 80)]


def test_no_count_is_lost(programs: list[Store], tries: list[float]) -> None:
    def fail(store: Store, number: int) -> None:
        for _ in range(25):
            store.write_now(cursors.record_failure, "kpszsu", NOW, "no answer")
            store.write_now(cursors.count_request, "kpszsu", NOW)

    at_once(programs, fail)
    counted = "SELECT failures, sent FROM freshness JOIN requests USING (channel)"
    assert rows(programs[0], counted) == [(25 * PROGRAMS, 25 * PROGRAMS)]
    assert len(tries) > 0, "they did collide"


def correction_due(store: Store, chat: int) -> None:
    """A chat was shown figures that have changed since."""
    store.write_now(take_in, "kpszsu", [report(1, 80, NOW)], TINY_READER)
    store.write_now(chats.record_shown, chat, None, [Key("kpszsu", 1, 1)], NOW)
    store.write_now(take_in, "kpszsu", [report(1, 90, NOW + timedelta(hours=1))], TINY_READER)


def told(db: Database) -> int:
    (post,) = current_figures.untold(db)
    return len(outdated.mark_told(db, outdated.outdated(db, post, 10)))


def settled(store: Store, number: int) -> int:
    """What the round of corrections does: it reads who is to be told, and then records that they are."""
    posts = store.read_now(current_figures.untold)
    found = [one for post in posts for one in store.read_now(outdated.outdated, post, 10)]
    return len(store.write_now(outdated.mark_told, found))


@pytest.mark.parametrize("work", [written(told), settled], ids=["in one transaction", "read before"])
def test_a_chat_is_told_of_a_change_by_one_program(programs: list[Store], work: Callable[[Store, int], int]) -> None:
    correction_due(programs[0], 1)
    assert sum(at_once(programs, work)) == 1


def test_what_may_be_done_once_is_done_by_one_program(programs: list[Store]) -> None:
    press = partial(presses.press_once, within=timedelta(seconds=5))
    for number in range(5):
        notice = programs[0].write_now(notices.draft, f"text {number}", NOW)
        take = [written(updates.take_once, number, f"taker {taker}", NOW) for taker in range(PROGRAMS)]
        assert sum(at_once(programs, written(notices.confirm, notice))) == 1
        assert sum(at_once(programs, *take)) == 1
        assert sum(at_once(programs, written(press, 7, f"button {number}", NOW))) == 1


def alarmed(db: Database) -> int:
    """What an alarm does: told once a day, whoever notices first."""
    if not told_once.untold(db, ["alarm"]):
        return 0
    told_once.mark_told(db, "alarm", NOW)
    chats.remember(db, 1, None, NOW)
    return deliveries.enqueue(db, [Owed("alarm:1", DeliveryKind.NOTICE, 1, None, "body")], NOW)


def test_an_alarm_is_given_by_one_program(programs: list[Store]) -> None:
    assert sorted(at_once(programs, written(alarmed))) == [0] * (PROGRAMS - 1) + [1]


def test_whoever_is_forgotten_meanwhile_leaves_nothing_half(programs: list[Store]) -> None:
    """A chat is forgotten, shown something, subscribed and owed something at the same time, again and again."""
    correction_due(programs[0], 1)

    def forget(store: Store, number: int) -> None:
        for _ in range(15):
            store.write_now(chats.forget, 1)

    def show(store: Store, number: int) -> None:
        for _ in range(15):
            store.write_now(chats.record_shown, 1, None, [Key("kpszsu", 1, 1)], NOW)

    def subscribe(db: Database) -> None:
        chats.remember(db, 1, "uk", NOW)
        chats.subscribe(db, 1, Subscription(None, 540, NOW, NOW.date()))
        own_chats.set_up(db, 1, "title", True, 1)

    def subscribe_often(store: Store, number: int) -> None:
        for _ in range(15):
            store.write_now(subscribe)

    def owe(store: Store, number: int) -> None:
        for one in range(15):
            store.write_now(deliveries.enqueue, [Owed(f"a:{one}", DeliveryKind.NOTICE, 1, None, "b")], NOW)

    at_once(programs, forget, show, subscribe_often, owe)
    programs[0].write_now(chats.forget, 1)
    left = programs[0].read_now(dump)
    assert [name for name, found in left.items() if "chat_id" in name and found] == []


def test_a_group_that_moves_while_it_is_answered_is_one_chat_afterwards(programs: list[Store]) -> None:
    chats_of(programs[0], 1, subscribed=True)
    correction_due(programs[0], 1)

    def show(store: Store, number: int) -> None:
        for _ in range(10):
            store.write_now(chats.record_shown, (1, -100)[number % 2], None, [Key("kpszsu", 1, 1)], NOW)

    def move(store: Store, number: int) -> None:
        for _ in range(5):
            store.write_now(chats.migrate_chat, 1, -100)

    at_once(programs, move, show, move, show)
    programs[0].write_now(chats.migrate_chat, 1, -100)
    assert rows(programs[0], "SELECT chat_id FROM chats") == [(-100,)]
    assert rows(programs[0], "SELECT chat_id, at_minute FROM subscriptions") == [(-100, 540)]
    assert rows(programs[0], "SELECT COUNT(*) FROM shown") == [(1,)]


def test_two_programs_that_lock_rows_in_opposite_order_both_succeed(programs: list[Store]) -> None:
    chats_of(programs[0], 2)
    both = Barrier(2)

    def cross(store: Store, first: int, second: int) -> None:
        met: list[int] = []

        def write(db: Database) -> None:
            chats.choose_zone(db, first, "Europe/Kyiv", NOW)
            if not met:
                met.append(both.wait(10))  # each has locked one row
            chats.choose_zone(db, second, "Europe/Kyiv", NOW)

        store.write_now(write)

    at_once(programs[:2], lambda store, number: cross(store, 1 + number, 2 - number))
    assert rows(programs[0], "SELECT COUNT(*) FROM chats WHERE zone = 'Europe/Kyiv'") == [(2,)]


def test_the_same_story_told_by_several_programs_in_turns_is_the_story(programs: list[Store], tmp_path: Path) -> None:
    """No program keeps anything of its own that another one's transaction would make wrong."""
    with open_engine(SqliteEngine(tmp_path / "alone.db")) as alone:
        for number, (now, what) in enumerate(story(7, 40)):
            assert done(programs[number % PROGRAMS], what, now) == done(alone, what, now)
        assert differing(programs[0].read_now(dump), alone.read_now(dump)) == []
