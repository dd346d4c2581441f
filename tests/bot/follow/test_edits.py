"""Posts that change after they were seen: edits, deletions, texts that the page leaves out."""

from __future__ import annotations

import pytest

from parsers.records import Tally
from tests.bot.follow.scenes import TALLY, begun, texts
from tests.bot.follow.world import World


def test_an_edit_on_the_newest_page_is_a_new_revision_and_corrects_changed_numbers(world: World) -> None:
    begun(world)
    world.pages.edit_post("kpszsu", 1000, "TALLY 2026-09-01 launched 80 downed 61")
    world.advance(65)
    assert texts(world, "kpszsu", 1000) == [TALLY, "TALLY 2026-09-01 launched 80 downed 61"]
    (change,) = [change for _, _, taken in world.intakes for change in taken.corrections]
    assert (change.message_id, change.revision) == (1000, 2)
    assert isinstance(change.before, Tally) and isinstance(change.after, Tally)
    assert [line.number for line in change.before.lines] == [80, 60]
    assert [line.number for line in change.after.lines] == [80, 61]


def test_an_edit_of_a_report_that_left_the_newest_page_is_seen_within_ten_minutes(world: World) -> None:
    begun(world)
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(120)
    world.pages.edit_post("kpszsu", 1000, "TALLY 2026-09-01 launched 80 downed 61")
    world.advance(660)
    assert len(texts(world, "kpszsu", 1000)) == 2


@pytest.mark.parametrize(("age_hours", "within_hours"), [(7, 1.6), (40, 1.6), (71.5, 1.6)])
def test_an_edit_of_an_older_report_is_seen_at_its_next_recheck(
    world: World, age_hours: float, within_hours: float
) -> None:
    world.poll = 1800
    begun(world)
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(age_hours * 3600)
    world.pages.edit_post("kpszsu", 1000, "TALLY 2026-09-01 launched 80 downed 61")
    world.advance(within_hours * 3600)
    assert len(texts(world, "kpszsu", 1000)) == 2


def test_an_edit_of_any_post_of_the_last_two_days_is_seen_within_six_hours(world: World) -> None:
    world.poll = 1800
    begun(world)
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(20 * 3600)
    world.pages.edit_post("kpszsu", 1010, "alert, mended")
    world.advance(6.2 * 3600)
    assert texts(world, "kpszsu", 1010) == ["alert", "alert, mended"]


def test_an_unreadable_report_is_rechecked_like_a_tally(world: World) -> None:
    begun(world)
    broken = world.publish("kpszsu", "BROKEN")
    for _ in range(40):
        world.publish("kpszsu")
    world.advance(120)
    world.pages.edit_post("kpszsu", broken, TALLY)
    world.advance(660)
    assert len(texts(world, "kpszsu", broken)) == 2


def test_a_post_no_longer_shown_is_kept_and_marked_as_missing(world: World) -> None:
    begun(world)
    world.pages.delete_post("kpszsu", 1003)
    world.advance(130)
    known = "SELECT last_shown_at, last_missed_at FROM posts WHERE (channel, message_id) = (?, 1003)"
    ((shown, missed),) = world.query(known, "kpszsu")
    assert missed > shown
    assert texts(world, "kpszsu", 1003) == ["alert"]


def test_a_post_shown_without_its_text_is_unreadable(world: World) -> None:
    begun(world)
    rich = world.publish("kpszsu", None)
    world.advance(65)
    assert world.query("SELECT reading, reason FROM readings WHERE message_id = ?", rich) == [
        ("unreadable", "no_text_on_page")
    ]
