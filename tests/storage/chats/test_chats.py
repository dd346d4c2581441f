"""What is stored about a chat, and that it can be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import pytest

from storage import Store
from storage.chats import chats, watches, with_digest
from storage.chats.chats import Length, Sides, Subscription
from storage.chats.watches import Watch, What
from storage.engines.engine import Database, Rows
from storage.outbox import claims, deliveries
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.readings.load import Key
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
NINE = at("2026-09-23 06:00")
AT_NINE = Subscription(None, 540, NINE, date(2026, 9, 23))


@pytest.fixture
def known(store: Store) -> Store:
    """A database that remembers chat 7."""
    store.write_now(chats.remember, 7, "uk", NOW)
    return store


class Noting:
    """A database that notes the first word of each statement."""

    def __init__(self, db: Database) -> None:
        self._db, self.verbs = db, list[str]()

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Rows:
        self.verbs.append(sql.split(maxsplit=1)[0])
        return self._db.execute(sql, values)


@pytest.mark.parametrize(
    ("told", "state", "verbs"),
    [
        ("uk", "active", ["SELECT"]),
        (None, "active", ["SELECT"]),
        ("de", "active", ["SELECT", "SELECT", "INSERT"]),
        ("uk", "blocked", ["SELECT", "SELECT", "UPDATE", "INSERT"]),
    ],
)
def test_an_answer_to_a_known_chat_writes_only_what_is_new(
    known: Store, told: str | None, state: str, verbs: list[str]
) -> None:
    def answered(db: Database) -> list[str]:
        db.execute("UPDATE chats SET state = ?", (state,))
        noting = Noting(db)
        chats.remember(cast(Database, noting), 7, told, NINE)
        return noting.verbs

    assert known.write_now(answered) == verbs
    found = known.read_now(chats.chat, 7)
    assert found is not None
    assert (found.told_language, found.blocked, found.since) == (told or "uk", False, NOW)


def test_nothing_is_stored_about_an_unknown_chat(store: Store) -> None:
    assert store.read_now(chats.chat, 7) is None


def test_the_choices_of_a_chat_are_stored(known: Store) -> None:
    known.write_now(chats.choose_language, 7, "en", NOW)
    known.write_now(chats.choose_zone, 7, "Europe/Warsaw", NOW)
    known.write_now(chats.remember, 7, "de", NINE)
    found = known.read_now(chats.chat, 7)
    assert found is not None
    assert (found.language, found.told_language, found.zone, found.since) == ("en", "de", "Europe/Warsaw", NOW)


def test_an_unknown_language_does_not_erase_the_stored_one(known: Store) -> None:
    known.write_now(chats.remember, 7, None, NINE)
    found = known.read_now(chats.chat, 7)
    assert found is not None
    assert found.told_language == "uk"


@pytest.mark.parametrize("length", list(Length))
def test_each_length_of_answers_is_stored(known: Store, length: Length) -> None:
    known.write_now(chats.choose_length, 7, length, NOW)
    found = known.read_now(chats.chat, 7)
    assert found is not None
    assert found.length is length


def test_a_late_side_and_a_picture_are_no_choice_until_they_are_chosen(known: Store) -> None:
    before = known.read_now(chats.chat, 7)
    known.write_now(with_digest.choose_late_side, 7, True, NOW)
    known.write_now(with_digest.choose_picture, 7, False, NOW)
    after = known.read_now(chats.chat, 7)
    assert before and after
    assert (before.tells_late_side, before.with_picture) == (None, None)
    assert (after.tells_late_side, after.with_picture) == (True, False)


def test_subscribing_again_changes_the_time_and_keeps_the_rest(known: Store) -> None:
    known.write_now(chats.subscribe, 7, AT_NINE)
    known.write_now(with_digest.set_silent, 7, True)
    known.write_now(with_digest.mute, 7, date(2026, 9, 24))
    known.write_now(chats.subscribe, 7, Subscription(12, None, NOW, date(2026, 9, 22)))
    found = known.read_now(chats.chat, 7)
    assert found is not None
    assert found.subscription == Subscription(12, None, NOW, date(2026, 9, 22), True, date(2026, 9, 24))


def test_unsubscribing_cancels_pending_deliveries(known: Store) -> None:
    known.write_now(chats.subscribe, 7, AT_NINE)
    known.write_now(deliveries.enqueue, [Owed("digest:7:2026-09-22", DeliveryKind.DIGEST, 7, None, "text")], NOW)
    assert known.write_now(chats.unsubscribe, 7)
    assert not known.write_now(chats.unsubscribe, 7)
    assert known.write_now(claims.begin, NINE) is None


def test_a_blocked_chat_is_owed_nothing_until_it_comes_back(known: Store) -> None:
    owed = Owed("digest:7:2026-09-22", DeliveryKind.DIGEST, 7, None, "text")
    known.write_now(deliveries.enqueue, [owed], NOW)
    known.write_now(chats.block, 7)
    assert known.write_now(claims.begin, NINE) is None
    later = Owed("digest:7:2026-09-23", DeliveryKind.DIGEST, 7, None, "text")
    assert known.write_now(deliveries.enqueue, [later], NINE) == 0
    known.write_now(chats.remember, 7, None, NINE)
    assert known.write_now(deliveries.enqueue, [later], NINE) == 1


def test_when_a_post_was_shown_twice_the_later_revision_counts(known: Store) -> None:
    known.write_now(chats.record_shown, 7, None, [Key("kpszsu", 5, 1), Key("mod_russia", 9, 1)], NOW)
    known.write_now(chats.record_shown, 7, None, [Key("kpszsu", 5, 2)], NINE)
    assert known.read_now(chats.shown_to, 7) == [(Key("kpszsu", 5, 2), NINE), (Key("mod_russia", 9, 1), NOW)]


def test_a_group_that_became_a_supergroup_has_its_new_id(known: Store) -> None:
    known.write_now(chats.subscribe, 7, AT_NINE)
    known.write_now(chats.record_shown, 7, None, [Key("kpszsu", 5, 1)], NOW)
    known.write_now(deliveries.enqueue, [Owed("digest:7:2026-09-22", DeliveryKind.DIGEST, 7, None, "text")], NOW)
    known.write_now(chats.choose_theme, 7, "dark", NOW)
    known.write_now(chats.choose_length, 7, Length.SHORT, NOW)
    known.write_now(chats.choose_sides, 7, Sides.RUSSIA, NOW)
    known.write_now(with_digest.choose_late_side, 7, False, NOW)
    known.write_now(with_digest.choose_picture, 7, True, NOW)
    known.write_now(watches.watch, 7, None, Watch(What.REGION, "UA-51"), NOW)
    known.write_now(chats.migrate_chat, 7, -1007)
    assert known.read_now(chats.chat, 7) is None
    moved = known.read_now(chats.chat, -1007)
    assert moved is not None
    assert moved.subscription is not None
    assert (moved.theme, moved.length, moved.sides) == ("dark", Length.SHORT, Sides.RUSSIA)
    assert (moved.tells_late_side, moved.with_picture) == (False, True)
    assert known.read_now(watches.watches_of, -1007) == [Watch(What.REGION, "UA-51")]
    assert known.read_now(chats.shown_to, -1007) == [(Key("kpszsu", 5, 1), NOW)]
    claimed = known.write_now(claims.begin, NINE)
    assert claimed is not None
    assert claimed.chat_id == -1007


def test_forgetting_leaves_the_id_in_no_table(known: Store) -> None:
    known.write_now(chats.subscribe, 7, AT_NINE)
    known.write_now(chats.record_shown, 7, None, [Key("kpszsu", 5, 1)], NOW)
    known.write_now(deliveries.enqueue, [Owed("digest:7:2026-09-22", DeliveryKind.DIGEST, 7, None, "text")], NOW)
    known.write_now(watches.watch, 7, None, Watch(What.REGION, "UA-51"), NOW)
    known.write_now(chats.forget, 7)
    for table in ("chats", "subscriptions", "shown", "watches", "deliveries"):
        left = known.read_now(lambda db, name: db.execute(f"SELECT COUNT(*) FROM {name}").fetchone(), table)
        assert left == (0,), table


def test_handling_the_same_migration_twice_loses_nothing(known: Store) -> None:
    known.write_now(chats.subscribe, 7, AT_NINE)
    for _ in range(2):
        known.write_now(chats.migrate_chat, 7, -1007)
    found = known.read_now(chats.chat, -1007)
    assert found is not None
    assert found.subscription == AT_NINE
