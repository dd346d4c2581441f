"""Stored revisions are reread in batches, and only changes are returned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsers.judge import judge
from parsers.records import Doubt, NotAReport, Outcome, Post, Reader, Reading, Scope, Tally, Unreadable, Verdict
from parsers.time.night import nights_of
from storage import Store
from storage.engines.engine import Database
from storage.posts.intake import take_in
from storage.readings import reprocess, tallies
from storage.readings.load import Key, load_all
from storage.readings.reprocess import Changed, Text
from tests.storage.builders import NOW, line, tally
from tests.storage.readings.test_judging import READER as OLD
from tests.storage.readings.test_judging import UNTIL_16_30, UNTIL_18_30, seen


def read_twice_as_many(post: Post) -> Reading:
    old = OLD.read(post)
    if not isinstance(old, Tally) or old.window is None:
        return old
    assert old.lines[0].number is not None
    doubled = line(Outcome.LAUNCHED, 2 * old.lines[0].number, "shahed")
    return tally(post.channel, f"{old.window.start:%Y-%m-%d %H:%M}", f"{old.window.end:%Y-%m-%d %H:%M}", doubled)


SAME = Reader(version=2, read=OLD.read, nights=nights_of, judge=judge)
DOUBLING = Reader(version=2, read=read_twice_as_many, nights=nights_of, judge=judge)
NIGHT = "09-27 15:00 > 09-28 05:00 = 90"


def take(store: Store, *texts: str) -> None:
    """Store posts 1, 2, … as the old reader read them."""
    sightings = [seen(number, text) for number, text in enumerate(texts, start=1)]
    store.write_now(take_in, "kpszsu", sightings, OLD)


def outdated(store: Store, reader: Reader, limit: int = 10) -> list[Text]:
    return store.read_now(reprocess.outdated, reader.fingerprint, limit)[0]


def reread(store: Store, reader: Reader, portion: int = 2) -> list[Changed]:
    changes: list[Changed] = []
    below: reprocess.Place | None = reprocess.NEWEST
    while below is not None:
        stored, below = store.read_now(reprocess.outdated, reader.fingerprint, portion, below)
        changes += store.write_now(reprocess.keep, reader, stored, reprocess.read_again(reader, stored), NOW)
    return changes


def launched(store: Store, message_id: int, revision: int = 1) -> int | None:
    reading = store.read_now(tallies.load, "kpszsu", message_id, revision)
    return reading.lines[0].number if isinstance(reading, Tally) else None


def test_a_changed_reading_is_stored_and_returned_with_the_old_one(store: Store) -> None:
    take(store, "an alert", NIGHT, "another alert")
    (changed,) = reread(store, DOUBLING)
    assert changed.after.key == Key("kpszsu", 2, 1)
    assert isinstance(changed.before and changed.before.reading, Tally)
    assert launched(store, 2) == 180


def test_unchanged_readings_return_no_change(store: Store) -> None:
    take(store, "an alert", UNTIL_16_30, UNTIL_18_30, NIGHT)
    assert reread(store, SAME) == []


def test_every_revision_is_reread_not_only_the_current_one(store: Store) -> None:
    take(store, NIGHT)
    store.write_now(take_in, "kpszsu", [seen(1, NIGHT.replace("90", "94"), hour=1)], OLD)
    assert [changed.after.key.revision for changed in reread(store, DOUBLING)] == [1, 2]
    assert (launched(store, 1, 1), launched(store, 1, 2)) == (180, 188)


def test_readings_of_the_current_reader_are_reread_only_on_request(store: Store) -> None:
    take(store, NIGHT, "an alert")
    reread(store, SAME)
    assert outdated(store, SAME) == []
    assert [one.key.message_id for one in store.read_now(reprocess.texts, 10)] == [1, 2]


def test_an_interrupted_rereading_continues_with_the_rest(store: Store) -> None:
    take(store, NIGHT, UNTIL_16_30, UNTIL_18_30)
    first = outdated(store, DOUBLING, 1)
    store.write_now(reprocess.keep, DOUBLING, first, reprocess.read_again(DOUBLING, first), NOW)
    assert [changed.after.key.message_id for changed in reread(store, DOUBLING)] == [1, 2]
    assert [launched(store, number) for number in (1, 2, 3)] == [180, 200, 248]


def test_a_revision_renumbered_before_its_reading_is_stored_is_skipped(store: Store) -> None:
    take(store, NIGHT)
    stored = outdated(store, DOUBLING)
    made = reprocess.read_again(DOUBLING, stored)
    earlier = seen(1, NIGHT.replace("90", "70"), hour=-1)
    store.write_now(take_in, "kpszsu", [earlier], DOUBLING)
    assert store.write_now(reprocess.keep, DOUBLING, stored, made, NOW) == []
    assert (launched(store, 1, 1), launched(store, 1, 2)) == (140, 180)


def scopes(db: Database, *ids: int) -> list[Scope | None]:
    keys = [Key("kpszsu", message_id, 1) for message_id in ids]
    return [kept.scope for kept in load_all(db, keys).values()]


def test_verdicts_survive_when_only_one_of_two_neighbours_is_read_again(store: Store) -> None:
    take(store, UNTIL_16_30, UNTIL_18_30)
    stored = outdated(store, DOUBLING, 1)
    store.write_now(reprocess.keep, DOUBLING, stored, reprocess.read_again(DOUBLING, stored), NOW)
    assert store.read_now(scopes, 1, 2) == [Scope.INTERIM, Scope.NATIONAL]


def test_a_post_refused_now_no_longer_replaces_its_neighbour_and_both_are_returned(store: Store) -> None:
    def refuse_the_later(post: Post) -> Reading:
        return Unreadable("no_downed") if post.message_id == 2 else OLD.read(post)

    take(store, UNTIL_16_30, UNTIL_18_30)
    refusing = Reader(version=2, read=refuse_the_later, nights=nights_of, judge=judge)
    changes = reread(store, refusing, portion=1)
    assert [changed.after.key.message_id for changed in changes] == [1, 2]
    assert store.read_now(scopes, 1) == [Scope.NATIONAL]


def test_a_changed_verdict_is_stored_although_the_reading_is_the_same(store: Store) -> None:
    take(store, NIGHT, "an alert")
    verdict = Verdict(Scope.NATIONAL, (Doubt("outlier", "made up"),))
    stricter = Reader(version=2, read=OLD.read, nights=nights_of, judge=lambda *_: verdict)
    (changed,) = reread(store, stricter)
    assert changed.after.judged == verdict.doubts
    assert changed.before and changed.before.judged == ()


def test_a_reader_error_on_one_text_affects_only_that_text(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def fail_on_alerts(post: Post) -> Reading:
        if post.text == "an alert":
            raise ZeroDivisionError
        return OLD.read(post)

    take(store, "an alert", NIGHT)
    reread(store, Reader(version=2, read=fail_on_alerts, nights=nights_of, judge=judge))
    assert store.read_now(tallies.load, "kpszsu", 1, 1) == Unreadable("reader_failed")
    assert launched(store, 2) == 90
    assert "kpszsu/1, revision 1" in caplog.text


def test_a_post_shown_without_its_text_stays_unreadable(store: Store) -> None:
    take(store, NIGHT)
    store.write_now(lambda db: db.execute("UPDATE revisions SET text = NULL").rowcount)
    reread(store, SAME)
    assert store.read_now(tallies.load, "kpszsu", 1, 1) == Unreadable("no_text_on_page")


def test_a_batch_may_exceed_the_parameters_of_one_query(store: Store) -> None:
    take(store, *["an alert"] * 320, NIGHT)
    assert [changed.after.key.message_id for changed in reread(store, DOUBLING, portion=1000)] == [321]
    assert outdated(store, DOUBLING) == []


def test_both_channels_are_reread_in_one_batch(store: Store) -> None:
    take(store, NIGHT)
    store.write_now(take_in, "mod_russia", [seen(1, NIGHT)], OLD)
    assert [changed.after.key.channel for changed in reread(store, DOUBLING, portion=10)] == ["kpszsu", "mod_russia"]


def test_the_newest_posts_of_all_channels_are_reread_first(store: Store) -> None:
    """At the minutes 1 to 4 of the hour: kpszsu 1 and 3, mod_russia 2 and 3; of a post its newest version first."""
    take(store, NIGHT)
    store.write_now(take_in, "kpszsu", [seen(3, "an alert"), seen(3, "another alert", hour=1)], OLD)
    store.write_now(take_in, "mod_russia", [seen(2, NIGHT), seen(3, "a digest")], OLD)
    order = [
        Key("mod_russia", 3, 1), Key("kpszsu", 3, 2), Key("kpszsu", 3, 1), Key("mod_russia", 2, 1), Key("kpszsu", 1, 1),
    ]  # fmt: skip
    assert [one.key for one in outdated(store, DOUBLING)] == order
    for at_once in (1, 2, 3, 4, 5, 6):
        found: list[Key] = []
        below: reprocess.Place | None = reprocess.NEWEST
        while below is not None:
            texts, below = store.read_now(reprocess.outdated, DOUBLING.fingerprint, at_once, below)
            found += [one.key for one in texts]
        assert found == order


@pytest.mark.parametrize("at_once", [1, 2, 3, 4])
def test_a_large_database_is_scanned_in_parts_without_omissions(
    store: Store, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("storage.readings.reprocess.POSTS_AT_ONCE", at_once)
    take(store, NIGHT, *["an alert"] * 6)
    store.write_now(lambda db: db.execute("UPDATE readings SET reader = 'two' WHERE message_id IN (2, 3, 5)").rowcount)
    parts: list[list[int]] = []
    below: reprocess.Place | None = reprocess.NEWEST
    while below is not None:
        texts, below = store.read_now(reprocess.outdated, "two", 3, below)
        parts.append([one.key.message_id for one in texts])
    assert [number for part in parts for number in part] == [7, 6, 4, 1]
    assert max(map(len, parts)) <= at_once + 1


def test_changed_reader_code_rereads_although_the_version_is_the_same(store: Store) -> None:
    take(store, NIGHT, "an alert")
    other = replace(DOUBLING, version=1, code_fingerprint=lambda: "another row")
    assert [changed.after.key.message_id for changed in reread(store, other)] == [1]
    assert (outdated(store, other), len(outdated(store, OLD))) == ([], 2)


def test_a_tally_judged_again_by_neighbours_stays_outdated(store: Store) -> None:
    """A tally that is judged again was not reread: it is still outdated."""
    take(store, UNTIL_16_30)
    newer = replace(SAME, code_fingerprint=lambda: "newer")
    store.write_now(take_in, "kpszsu", [seen(2, UNTIL_18_30)], newer)
    assert store.read_now(scopes, 1, 2) == [Scope.INTERIM, Scope.NATIONAL]
    assert [one.key.message_id for one in outdated(store, newer)] == [1]


def test_readings_from_before_fingerprints_are_reread(store: Store) -> None:
    take(store, NIGHT)
    store.write_now(lambda db: db.execute("UPDATE readings SET reader = NULL").rowcount)
    assert [one.key.message_id for one in outdated(store, OLD)] == [1]
    assert reread(store, OLD) == []
    assert outdated(store, OLD) == []


def test_remaining_revisions_are_counted_from_the_resume_point(store: Store) -> None:
    take(store, NIGHT, "an alert", "another alert")
    assert store.read_now(reprocess.how_many) == 3
    assert store.read_now(reprocess.how_many, Key("kpszsu", 2, 0)) == 2


def test_a_revision_without_a_reading_is_returned_as_new(store: Store) -> None:
    take(store, NIGHT, "an alert")
    store.write_now(lambda db: db.execute("DELETE FROM readings").rowcount)
    changes = reread(store, SAME)
    assert [changed.before for changed in changes] == [None, None]
    assert changes[1].after.reading == NotAReport()
