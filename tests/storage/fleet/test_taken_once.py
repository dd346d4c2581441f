"""What reaches several programs is taken once: updates, presses; and the newest reader alone reads again."""

from __future__ import annotations

from datetime import timedelta

from storage import Store
from storage.fleet import presses, readers, updates
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
THREE = 3 * SECOND


def test_an_update_is_taken_once(store: Store) -> None:
    assert store.write_now(updates.take_once, 41, "a", NOW)
    assert not store.write_now(updates.take_once, 41, "b", NOW + SECOND)
    assert store.write_now(updates.take_once, 42, "b", NOW)


def test_an_attempt_whose_answer_was_lost_may_be_repeated(store: Store) -> None:
    assert store.write_now(updates.take_once, 41, "a", NOW)
    assert store.write_now(updates.take_once, 41, "a", NOW + SECOND)
    assert not store.write_now(updates.take_once, 41, "b", NOW + SECOND)


def test_updates_are_deleted_after_a_day(store: Store) -> None:
    store.write_now(updates.take_once, 41, "a", NOW)
    store.write_now(updates.prune, NOW + timedelta(days=1))
    assert not store.write_now(updates.take_once, 41, "b", NOW)
    store.write_now(updates.prune, NOW + timedelta(days=1, seconds=1))
    assert store.write_now(updates.take_once, 41, "b", NOW)


def test_a_button_pressed_again_within_three_seconds_is_the_same_press(store: Store) -> None:
    assert store.write_now(presses.press_once, 7, "5 night:2026-09-22", NOW, THREE)
    assert not store.write_now(presses.press_once, 7, "5 night:2026-09-22", NOW + 2.999 * SECOND, THREE)
    assert store.write_now(presses.press_once, 7, "5 night:2026-09-22", NOW + THREE, THREE)


def test_other_buttons_messages_and_chats_are_other_presses(store: Store) -> None:
    assert store.write_now(presses.press_once, 7, "5 night:2026-09-22", NOW, THREE)
    assert store.write_now(presses.press_once, 7, "5 night:2026-09-21", NOW, THREE)
    assert store.write_now(presses.press_once, 7, "6 night:2026-09-22", NOW, THREE)
    assert store.write_now(presses.press_once, 8, "5 night:2026-09-22", NOW, THREE)


def count(store: Store) -> int:
    return int(store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM presses").fetchone()[0]))


def test_of_presses_only_a_fingerprint_is_kept_and_only_for_a_minute(store: Store) -> None:
    store.write_now(presses.press_once, 7, "5 own:new:-1001234567890:uk", NOW, THREE)
    (kept,) = store.read_now(lambda db: db.execute("SELECT what FROM presses").fetchall())
    assert kept == ("174483980f587ee9c35e61f11f42a0ae",)
    store.write_now(presses.prune, NOW + MINUTE)
    assert count(store) == 1
    store.write_now(presses.prune, NOW + MINUTE + SECOND)
    assert count(store) == 0


def test_the_reader_that_came_last_is_the_newest_while_it_runs(store: Store) -> None:
    store.write_now(readers.record, "old", NOW)
    assert store.read_now(readers.running, NOW) == ["old"]
    store.write_now(readers.record, "new", NOW + MINUTE)
    store.write_now(readers.record, "old", NOW + 2 * MINUTE)
    assert store.read_now(readers.running, NOW + 2 * MINUTE) == ["new", "old"]
    assert store.read_now(readers.running, NOW + 11 * MINUTE) == ["new", "old"]
    assert store.read_now(readers.running, NOW + 11 * MINUTE + SECOND) == ["old"]
    assert store.read_now(readers.running, NOW + 12 * MINUTE + SECOND) == []


def test_a_reader_that_comes_back_keeps_its_place_in_the_order(store: Store) -> None:
    store.write_now(readers.record, "old", NOW)
    store.write_now(readers.record, "new", NOW + MINUTE)
    store.write_now(readers.record, "old", NOW + timedelta(days=30))
    assert store.read_now(readers.running, NOW + timedelta(days=30)) == ["old"]
    store.write_now(readers.record, "new", NOW + timedelta(days=31))
    store.write_now(readers.record, "old", NOW + timedelta(days=31))
    assert store.read_now(readers.running, NOW + timedelta(days=31)) == ["new", "old"]
