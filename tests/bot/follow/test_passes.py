"""One pass over the channels: how far it walks back, what it stores and what stays a gap."""

from __future__ import annotations

from bot.demo import channel_page as faults
from bot.follow.one_pass import follow_once
from storage.channels import cursors
from storage.channels.gaps import gaps
from tests.bot.follow.scenes import TALLY, begun, once, stored
from tests.bot.follow.world import World


def no_older_posts(answer: faults.Answer) -> faults.Answer:
    """The newest page as it is, and "No posts found" in place of an older one."""
    return answer if 'data-post="kpszsu/1051"' in answer.body else faults.no_posts()(answer)


def as_it_is(answer: faults.Answer) -> faults.Answer:
    return answer


def test_the_first_start_walks_back_to_a_tally_and_no_further(world: World) -> None:
    for text in ["old", TALLY] + ["alert"] * 50:
        world.publish("kpszsu", text)
    world.publish("mod_russia", TALLY)
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.taken.tallies, report.gaps, report.error) == (3, 52, 1, 0, None)


def test_history_before_the_first_tally_is_no_gap(world: World) -> None:
    for text in ["older"] * 30 + [TALLY] + ["alert"] * 5:
        world.publish("kpszsu", text)
    once(world)
    assert len(stored(world, "kpszsu")) == 20
    assert world.store.read_now(gaps, "kpszsu") == ()


def test_the_first_start_of_a_channel_without_a_tally_stops_at_its_first_post(world: World) -> None:
    for _ in range(30):
        world.publish("kpszsu")
    report = once(world)["kpszsu"]
    assert (report.taken.new, report.error) == (30, None)
    cursor = world.store.read_now(cursors.cursor, "kpszsu")
    assert cursor is not None and cursor.first_walk_ended


def test_the_first_walk_survives_a_host_that_briefly_shows_no_older_posts(world: World) -> None:
    for text in ["old", TALLY] + ["alert"] * 50:
        world.publish("kpszsu", text)
    world.publish("mod_russia", TALLY)
    world.pages.fail(no_older_posts, times=3, channel="kpszsu")
    world.start()
    world.advance(600)
    assert len(stored(world, "kpszsu")) == 52
    assert world.store.read_now(cursors.freshness, "kpszsu").failures == 0
    assert world.alarms == []


def test_a_pass_retries_when_older_posts_are_not_shown(world: World) -> None:
    for text in ["old", TALLY] + ["alert"] * 50:
        world.publish("kpszsu", text)
    world.pages.fail(no_older_posts, times=3, channel="kpszsu")
    rests: list[float] = []

    async def rest(seconds: float) -> None:
        rests.append(seconds)

    reports = world.run(follow_once(("kpszsu",), world.tools(), 3.0, rest))
    assert (reports["kpszsu"].taken.new, reports["kpszsu"].error) == (52, None)
    assert rests == [3.0, 6.0, 12.0, 3.0]


def test_only_consecutive_empty_answers_end_the_first_walk(world: World) -> None:
    for text in [TALLY] + ["alert"] * 89:
        world.publish("kpszsu", text)
    for _ in range(3):
        world.pages.fail(as_it_is, channel="kpszsu")
        world.pages.fail(faults.no_posts(), times=2, channel="kpszsu")
    assert once(world)["kpszsu"].taken.new == 90


def test_a_pass_ends_at_a_gap_that_cannot_be_read(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(60):
        world.publish("kpszsu")
    world.pages.fail(as_it_is, channel="kpszsu")
    world.pages.fail(faults.no_posts(), channel="kpszsu")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.gaps) == (1, 20, 1)
    assert "the page shows no posts" in (report.error or "")


def test_a_walk_pauses_after_ten_pages(world: World) -> None:
    begun(world)
    for _ in range(300):
        world.publish("kpszsu")
    world.advance(500)
    assert len([one for one in world.pages.asked if one.path == "/s/kpszsu" and one.before]) == 10
    assert len(world.store.read_now(gaps, "kpszsu")) == 1
    world.advance(300)
    assert world.store.read_now(gaps, "kpszsu") == ()


def test_a_second_pass_adds_nothing(world: World) -> None:
    for text in [TALLY] + ["alert"] * 30:
        world.publish("kpszsu", text)
    world.publish("mod_russia", TALLY)
    once(world)
    revisions = "SELECT channel, message_id, revision, text, sha256 FROM revisions ORDER BY channel, message_id"
    before = world.query(revisions)
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.taken.edited, report.taken.tallies) == (1, 0, 0, 0)
    assert world.query(revisions) == before


def test_a_pass_walks_back_over_a_burst_to_the_last_known_post(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(60):
        world.publish("kpszsu")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.gaps) == (3, 60, 0)


def test_posts_beyond_the_page_limit_of_a_pass_stay_a_gap_for_the_next_pass(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(300):
        world.publish("kpszsu")
    report = once(world)["kpszsu"]
    assert (report.pages, report.taken.new, report.gaps) == (11, 220, 1)
    (gap,) = world.store.read_now(gaps, "kpszsu")
    assert (gap.from_id, gap.to_id) == (1001, 1080)
    assert once(world)["kpszsu"].gaps == 0
    assert len(stored(world, "kpszsu")) == 301
    assert world.store.read_now(gaps, "kpszsu", closed=True)[0].closed_at is not None


def test_skipped_ids_are_no_gap_once_the_pages_around_them_meet(world: World) -> None:
    world.publish("kpszsu", TALLY)
    once(world)
    for _ in range(25):
        world.publish("kpszsu", skip=3)
    assert once(world)["kpszsu"].gaps == 0
