"""Posts and their revisions, in whatever order they arrive."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from parsers.records import Forward, Post, Reading, Sighting, Tally
from storage import Store, open_store
from storage.posts.forwards import forward_of
from storage.posts.intake import Intake, take_in
from storage.posts.posts import Revision, published_at, revisions
from storage.readings import tallies
from tests.storage.state_hash import fingerprint_of
from tests.tiny_reader import TINY_READER

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def seen(
    message_id: int, text: str | None, minute: float, *, transport: str = "preview", members: Sequence[int] = ()
) -> Sighting:
    return Sighting(message_id, NOON, text, at(minute), transport, members=tuple(members))


def take(store: Store, *sightings: Sighting) -> Intake:
    return store.write_now(take_in, "kpszsu", sightings, TINY_READER)


def kept(store: Store, message_id: int = 7) -> tuple[Revision, ...]:
    return store.read_now(revisions, "kpszsu", message_id)


def texts(store: Store, message_id: int = 7) -> list[str | None]:
    return [revision.text for revision in kept(store, message_id)]


def test_a_post_seen_again_is_the_same_post(store: Store) -> None:
    assert take(store, seen(7, "a", 0)) == Intake(new=1)
    assert take(store, seen(7, "a", 1)) == Intake()
    assert [(one.text, one.observed_at, one.last_observed_at) for one in kept(store)] == [("a", at(0), at(1))]


def test_a_changed_text_is_a_new_revision(store: Store) -> None:
    take(store, seen(7, "a", 0))
    assert take(store, seen(7, "b", 5)) == Intake(edited=1)
    assert texts(store) == ["a", "b"]


def test_a_reverted_edit_is_a_third_revision(store: Store) -> None:
    for minute, text in enumerate("aba"):
        take(store, seen(7, text, minute))
    assert texts(store) == ["a", "b", "a"]


def test_revisions_are_ordered_by_page_time_not_by_arrival(store: Store) -> None:
    for text, minute in [("c", 9), ("a", 1), ("b", 5)]:
        take(store, seen(7, text, minute))
    assert texts(store) == ["a", "b", "c"]


def test_a_late_sighting_of_another_text_splits_a_revision(store: Store) -> None:
    for minute in (1, 2, 3, 4, 5):
        take(store, seen(7, "a", minute))
    take(store, seen(7, "b", 3.5))
    assert [(one.text, one.observed_at, one.last_observed_at) for one in kept(store)] == [
        ("a", at(1), at(3)),
        ("b", at(3.5), at(3.5)),
        ("a", at(4), at(5)),
    ]


@pytest.mark.parametrize("same", ["5\u00a0drones", "5  drones", "5 drones\u200b", "5 drones \n"])
def test_invisible_whitespace_makes_no_revision(store: Store, same: str) -> None:
    take(store, seen(7, "5 drones", 0), seen(7, same, 1))
    assert texts(store) == ["5 drones"]


def test_what_no_engine_can_keep_of_a_text_is_replaced_and_makes_no_new_version(store: Store) -> None:
    broken = replace(seen(7, "5\0 drones \ud83d", 0), forward=Forward("Some\0body", "some/\udfff7"))
    assert take(store, broken).new == 1
    assert take(store, replace(broken, observed_at=at(1))) == Intake()
    assert texts(store) == ["5\ufffd drones \ufffd"]
    assert store.read_now(forward_of, "kpszsu", 7) == Forward("Some\ufffdbody", "some/\ufffd7")


@pytest.mark.parametrize("first", [0, 1], ids=["earlier first", "later first"])
def test_the_earlier_of_two_posting_times_is_kept(store: Store, first: int) -> None:
    told = [replace(seen(7, "a", 5), published_at=at(minute)) for minute in (-1, 0)]
    take(store, told[first])
    take(store, told[1 - first])
    assert store.read_now(published_at, "kpszsu", 7) == at(-1)


def test_an_edit_mark_alone_makes_no_revision(store: Store) -> None:
    take(store, seen(7, "a", 0))
    take(store, Sighting(7, NOON, "a", at(1), "preview", edited=True))
    assert texts(store) == ["a"]


def test_a_post_without_its_text_is_unreadable(store: Store) -> None:
    assert take(store, seen(7, None, 0)) == Intake(new=1, unreadable=1)
    assert tallies_of(store) == ["unreadable no_text_on_page"]


def test_a_text_from_an_export_replaces_one_the_page_never_shows(store: Store) -> None:
    take(store, seen(7, None, 5))
    take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0, transport="export"))
    take(store, seen(7, None, 6))
    assert texts(store) == ["TALLY 2026-09-01 launched 8 downed 6"]


def test_a_text_that_vanishes_from_the_page_does_not_stay_current(store: Store) -> None:
    take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0))
    taken = take(store, seen(7, None, 5))
    assert (taken.unreadable, len(taken.corrections)) == (1, 1)
    assert texts(store) == ["TALLY 2026-09-01 launched 8 downed 6", None]


def test_the_items_of_an_album_are_one_post_under_its_lowest_id(store: Store) -> None:
    take(store, seen(7, "", 0, transport="export"), seen(8, "caption", 0, transport="export"))
    taken = take(store, seen(7, "caption", 5, members=(7, 8, 9)))
    assert (texts(store, 7), texts(store, 8), taken.new) == (["caption"], [], 0)
    take(store, seen(9, "", 0, transport="export"), seen(8, "caption", 0, transport="export"))
    assert (texts(store, 7), texts(store, 8), texts(store, 9)) == (["caption"], [], [])


@pytest.mark.parametrize("part", [(5, 6), (4, 5), (6,)], ids=["head cut", "tail cut", "last alone"])
@pytest.mark.parametrize("cut_first", [False, True])
def test_an_album_cut_by_the_edge_of_a_page_loses_no_items(
    store: Store, part: tuple[int, ...], cut_first: bool
) -> None:
    """A page holds so many messages, so that it may begin in the middle of an album, without the caption."""
    report = "TALLY 2026-09-01 launched 8 downed 6"
    pages = [seen(4, report, 0, members=(4, 5, 6)), seen(part[0], "", 5, members=part)]
    taken = [take(store, one) for one in (reversed(pages) if cut_first else pages)]
    assert [one.corrections for one in taken] == [(), ()]
    assert {number: texts(store, number) for number in (4, 5, 6)} == {4: [report], 5: [], 6: []}


def test_an_item_merged_into_an_album_is_no_longer_judged_as_a_neighbour(store: Store) -> None:
    report = "TALLY 2026-09-01 launched 8 downed 6"
    take(store, seen(4, report, 5), seen(4, "a", 9), seen(5, report, 5), seen(6, report, 4))
    take(store, seen(4, "a", 9, members=(4, 5)))
    assert store.read_now(lambda db: db.execute("SELECT message_id, code FROM doubts").fetchall()) == []


def test_seeing_one_item_of_an_album_counts_as_seeing_the_album(store: Store) -> None:
    for pages in ([(4, 0, (4, 5, 6)), (5, 9, (5, 6))], [(15, 9, (15, 16)), (14, 0, (14, 15, 16))]):
        for message_id, minute, members in pages:
            take(store, seen(message_id, "", minute, members=members))
    shown = store.read_now(lambda db: db.execute("SELECT message_id, last_shown_at FROM posts ORDER BY 1").fetchall())
    assert shown == [(4, int(at(9).timestamp())), (14, int(at(9).timestamp()))]


def test_an_album_whose_caption_was_removed_has_an_empty_text(store: Store) -> None:
    take(store, seen(4, "caption", 0, members=(4, 5, 6)))
    take(store, seen(4, "", 5, members=(4, 5, 6)))
    assert texts(store, 4) == ["caption", ""]


def test_a_later_item_without_a_caption_does_not_hide_the_text_of_the_album(store: Store) -> None:
    take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0), seen(7, "", 1))
    taken = take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0, members=(7, 8)))
    assert (texts(store), taken.tallies) == (["TALLY 2026-09-01 launched 8 downed 6"], 1)


def test_a_changed_number_is_returned_with_both_readings(store: Store) -> None:
    take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0))
    (change,) = take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 7", 5)).corrections
    assert isinstance(change.after, Tally)
    assert [[line.number for line in reading.lines] for reading in (change.before, change.after)] == [[8, 6], [8, 7]]


def test_changed_words_with_the_same_numbers_are_no_correction(store: Store) -> None:
    take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0))
    assert take(store, seen(7, "Good morning! TALLY 2026-09-01 launched 8 downed 6", 5)).corrections == ()


def test_a_reader_error_on_one_post_does_not_lose_the_others(store: Store) -> None:
    def failing(post: Post) -> Reading:
        if "bad" in post.text:
            raise ZeroDivisionError
        return TINY_READER.read(post)

    reader = type(TINY_READER)(1, failing, TINY_READER.nights, TINY_READER.judge)
    taken = store.write_now(take_in, "kpszsu", [seen(6, "bad", 0), seen(7, "good", 0)], reader)
    assert (taken.new, taken.unreadable) == (2, 1)


def test_a_later_neighbour_changes_the_scope_of_an_earlier_tally(store: Store) -> None:
    take(store, seen(7, "TALLY 2026-09-01 launched 8 downed 6", 0))
    take(store, seen(8, "TALLY 2026-09-01 launched 9 downed 6", 5))
    judged = store.read_now(lambda db: db.execute("SELECT message_id, code FROM doubts ORDER BY 1").fetchall())
    assert judged == [(7, "window_covered"), (8, "window_covered")]


def tallies_of(store: Store) -> list[str]:
    rows = store.read_now(lambda db: db.execute("SELECT reading || ' ' || reason FROM readings ORDER BY 1").fetchall())
    return [row[0] for row in rows]


# What a channel may show in an hour: edits and edits taken back, an album, a report, a post without text.
STORY = [
    [seen(1, "a", 0), seen(2, "TALLY 2026-09-01 launched 8 downed 6", 0)],
    [seen(1, "a", 5), seen(2, "TALLY 2026-09-01 launched 8 downed 7", 5), seen(3, None, 5)],
    [seen(1, "b", 10), seen(2, "TALLY 2026-09-01 launched 8 downed 7", 10), seen(4, "cap", 10, members=(4, 5, 6))],
    [seen(1, "a", 15), seen(2, "TALLY 2026-09-01 launched 8 downed 6", 15), seen(4, "cap", 15, members=(4, 5, 6))],
    [seen(1, "c", 20), seen(4, "cap 2", 20, members=(4, 5, 6)), seen(7, "TALLY 2026-09-01 launched 9 downed 9", 20)],
    [seen(1, "a", 25), seen(3, None, 25), seen(7, "TALLY 2026-09-01 launched 9 downed 8", 25)],
]
EXPORT = [
    [seen(1, "c", 19, transport="export"), seen(2, "TALLY 2026-09-01 launched 8 downed 6", 12, transport="export")],
    [seen(4, "", 0, transport="export"), seen(5, "cap 2", 18, transport="export"), seen(6, "", 0, transport="export")],
]


def permuted(path: Path, order: Sequence[int], seed: int) -> str:
    """The fingerprint of a database that was given the story in this order, with some of it told twice."""
    pages = STORY + EXPORT
    again = random.Random(seed).choices(range(len(pages)), k=3)
    with open_store(path) as store:
        for number in (*order, *again):
            take(store, *pages[number])
        return store.read_now(fingerprint_of)


def test_posts_end_the_same_in_any_order_of_arrival(tmp_path: Path) -> None:
    wanted = permuted(tmp_path / "told.db", range(len(STORY + EXPORT)), 0)
    orders = list(itertools.permutations(range(len(STORY + EXPORT))))
    for seed, order in enumerate(random.Random(1).sample(orders, 25)):
        assert permuted(tmp_path / f"{seed}.db", order, seed) == wanted, order


def random_story(chance: random.Random) -> list[Sighting]:
    """Sightings by every transport of two posts and of an album, whose items only the page shows as one."""
    words = ["", "a", "b", *(f"TALLY 2026-09-01 launched 8 downed {number}" for number in (6, 7))]
    story = []
    for _ in range(chance.randint(3, 14)):
        message_id = chance.choice([1, 2, 4, 4, 5, 6])
        item = message_id in (5, 6)
        transport = chance.choice(["export", "channel_post"] if item else ["preview", "export", "channel_post"])
        members = chance.choice([(4, 5, 6), (4, 5)]) if message_id == 4 and transport == "preview" else ()
        text, minute = chance.choice(words), chance.randint(0, 9)
        told = seen(message_id, text, minute, transport=transport, members=members)
        story.append(replace(told, forward=chance.choice([None] * 8 + [Forward("Other"), Forward(None, "other/7")])))
    return story


def in_some_order(path: Path, story: Sequence[Sighting], chance: random.Random) -> str:
    """The fingerprint of a database that was given a story in any order, in portions, and partly twice."""
    told = [*chance.sample(story, len(story)), *chance.sample(story, 2)]
    with open_store(path) as store:
        while told:
            portion = chance.choice([1, 1, 2, 3])
            take(store, *told[:portion])
            told = told[portion:]
        return store.read_now(fingerprint_of)


@pytest.mark.parametrize("seed", range(12))
def test_any_random_story_ends_in_one_state_in_any_order(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    story = random_story(chance)
    states = {in_some_order(tmp_path / f"{number}.db", story, chance) for number in range(3)}
    assert len(states) == 1


def test_the_state_after_the_story_is_the_expected_one(store: Store) -> None:
    for page in STORY + EXPORT:
        take(store, *page)
    assert texts(store, 1) == ["a", "b", "a", "c", "a"]
    assert [text[-1] for text in texts(store, 2) if text] == ["6", "7", "6"]
    assert texts(store, 4) == ["cap", "cap 2"]
    tally = store.read_now(tallies.load, "kpszsu", 7, 2)
    assert isinstance(tally, Tally)
    assert [line.number for line in tally.lines] == [9, 8]
