"""The current figures of a post compared with those shown: changes are found, survive an upgrade, and are due once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from parsers.records import NotAReport, Outcome, Unreadable
from storage import Store, open_store
from storage.chats import chats, inline_messages, outdated
from storage.chats.inline_messages import InlineMessage
from storage.chats.outdated import Outdated
from storage.engines.engine import Database
from storage.readings import current_figures
from storage.readings.current_figures import Untold
from storage.readings.load import Key, ShownVersion
from tests.storage.builders import at, line, post, reading, tally
from tests.storage.looking import file_of, forget_step, rows_of

NOW = at("2026-09-22 06:00")
FIRST, SECOND = Key("kpszsu", 5, 1), Key("kpszsu", 5, 2)


def night(launched: int) -> Any:
    return tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, launched))


def states(store: Store, launched: int | None, revision: int = 1) -> None:
    what = Unreadable("no_downed") if launched is None else night(launched)
    store.write_now(reading, "kpszsu", 5, what, night="2026-09-22", revision=revision)


@pytest.fixture
def shown(store: Store) -> Store:
    """Post 5 with two versions, the first of them read and shown to chat 7."""
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", "first", "second")
    states(store, 84)
    store.write_now(chats.record_shown, 7, None, [FIRST], NOW)
    return store


def to_tell(store: Store) -> list[Outdated]:
    return [
        one for what in store.read_now(current_figures.untold) for one in store.read_now(outdated.outdated, what, 100)
    ]


def test_nobody_is_outdated_while_nothing_changes(shown: Store) -> None:
    states(shown, 84)
    states(shown, 84, revision=2)
    assert shown.read_now(current_figures.untold) == []


def test_a_changed_figure_is_due_to_every_chat_shown_the_old_one(shown: Store) -> None:
    states(shown, 89, revision=2)
    (one,) = to_tell(shown)
    assert (one.chat_id, one.shown.key, one.shown.current) == (7, FIRST, SECOND)
    assert shown.write_now(outdated.mark_told, [one]) == [one]
    assert to_tell(shown) == []


def test_a_change_already_announced_elsewhere_is_not_due_again(shown: Store) -> None:
    states(shown, 89, revision=2)
    (one,) = to_tell(shown)
    shown.write_now(outdated.mark_told, [one])
    assert shown.write_now(outdated.mark_told, [one]) == []


def test_a_changed_post_is_settled_once_every_chat_was_told(shown: Store) -> None:
    states(shown, 89, revision=2)
    assert shown.write_now(current_figures.settle) == 0
    shown.write_now(outdated.mark_told, to_tell(shown))
    assert shown.write_now(current_figures.settle) == 1
    assert shown.read_now(current_figures.untold) == []


def test_a_changed_post_is_unsettled_while_an_inline_message_shows_it(shown: Store) -> None:
    shown.write_now(inline_messages.remember, InlineMessage("abc", "night:2026-09-22", "en"), [FIRST], NOW)
    states(shown, 89, revision=2)
    shown.write_now(outdated.mark_told, to_tell(shown))
    assert shown.write_now(current_figures.settle) == 0
    (message,) = shown.read_now(inline_messages.outdated, 10)
    shown.write_now(inline_messages.mark_told, "abc", message.shown)
    assert shown.write_now(current_figures.settle) == 1


def test_an_answer_recorded_after_an_unseen_edit_is_outdated(shown: Store) -> None:
    figures = shown.read_now(lambda db: db.execute("SELECT figures FROM readings").fetchone()[0])
    states(shown, 89, revision=2)
    shown.write_now(outdated.mark_told, to_tell(shown))
    shown.write_now(current_figures.settle)
    shown.write_now(chats.record_shown, 8, None, [ShownVersion(*FIRST, figures)], NOW)
    assert [one.chat_id for one in to_tell(shown)] == [8]


def test_an_answer_is_compared_by_the_figures_it_showed(shown: Store) -> None:
    figures = shown.read_now(lambda db: db.execute("SELECT figures FROM readings").fetchone()[0])
    states(shown, 89)
    shown.write_now(chats.record_shown, 8, None, [ShownVersion(*FIRST, figures)], NOW)
    assert [one.chat_id for one in to_tell(shown)] == [7, 8]


def test_a_chat_shown_no_figure_of_a_post_is_not_told_of_its_first(store: Store) -> None:
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", "first", "second")
    states(store, None)
    store.write_now(chats.record_shown, 7, None, [FIRST], NOW)
    states(store, 84, revision=2)
    assert to_tell(store) == []


def test_a_chat_that_saw_a_post_turn_unreadable_is_told_when_new_figures_differ(shown: Store) -> None:
    states(shown, None, revision=2)
    shown.write_now(chats.record_shown, 7, None, [SECOND], NOW)
    assert to_tell(shown) == []
    states(shown, 89, revision=2)
    assert [one.chat_id for one in to_tell(shown)] == [7]


def test_a_post_that_is_no_report_has_no_current_figures(store: Store) -> None:
    store.write_now(post, "kpszsu", 6, "2026-09-22 05:30", "alert")
    store.write_now(reading, "kpszsu", 6, NotAReport())
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM current_figures").fetchone()) == (0,)


def as_before(db: Database) -> None:
    """Turn a database into one of an older version, without any figures."""
    forget_step(db, "m017_shown_figures")
    for statement in (
        "DROP TABLE current_figures", "DROP TABLE figures", "DROP VIEW current_readings",
        "DROP INDEX shown_by_post", "DROP INDEX inline_shown_by_post", "DROP INDEX readings_without_figures",
        "ALTER TABLE posts DROP COLUMN missed_since", "ALTER TABLE readings DROP COLUMN figures",
        *(f"ALTER TABLE {table} DROP COLUMN {name}" for table in ("shown", "inline_shown")
          for name in ("figures", "told")),
        "CREATE VIEW current_readings AS SELECT * FROM readings",
        "CREATE INDEX shown_by_post ON shown (channel, message_id, revision)",
        "CREATE INDEX inline_shown_by_post ON inline_shown (channel, message_id, revision)",
    ):  # fmt: skip
        db.execute(statement)


def upgraded(store: Store) -> Path:
    store.write_now(as_before)
    return file_of(store)


@pytest.mark.parametrize("launched", [84, 89])
def test_an_upgrade_announces_only_edits_not_announced_before(shown: Store, launched: int) -> None:
    states(shown, launched, revision=2)
    shown.write_now(inline_messages.remember, InlineMessage("abc", "night:2026-09-22", "en"), [FIRST], NOW)
    with open_store(upgraded(shown)) as store:
        assert [one.chat_id for one in to_tell(store)] == ([7] if launched == 89 else [])
        assert len(store.read_now(inline_messages.outdated, 10)) == (launched == 89)


def test_after_an_upgrade_new_readings_are_compared_with_what_was_shown_before(shown: Store) -> None:
    with open_store(upgraded(shown)) as store:
        assert to_tell(store) == []
        states(store, 89)
        (one,) = to_tell(store)
    assert one.shown.stands != one.shown.figures


def test_the_upgrade_of_figures_runs_once(shown: Store) -> None:
    with open_store(upgraded(shown)) as store:
        before = store.read_now(rows_of, "shown")
    with open_store(file_of(shown)) as store:
        assert store.read_now(rows_of, "shown") == before
        assert store.read_now(lambda db: db.execute("SELECT 1 FROM readings WHERE figures IS NULL").fetchall()) == []


@pytest.mark.parametrize("told", ["<", ">"])
def test_outdated_chats_are_found_with_an_index(shown: Store, told: str) -> None:
    def plans(db: Any) -> list[str]:
        statements: list[str] = []
        db.conn.set_trace_callback(statements.append)
        outdated.outdated(db, Untold("kpszsu", 5, 2, "x", False), 10)
        current_figures.untold(db)
        db.conn.set_trace_callback(None)
        return [
            row[3] for one in statements for row in db.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()
        ]  # fmt: skip

    found = shown.read_now(plans)
    assert sum(f"shown_by_post (channel=? AND message_id=? AND told{told}?" in one for one in found) == 1
    assert any("current_figures_untold" in one for one in found)
    assert not any(one.startswith("SCAN") and "current_figures_untold" not in one for one in found)
