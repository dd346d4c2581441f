"""One month of both channels, end to end in virtual time, with every failure. Run by ``make trust``."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from statistics import mean

from bot.demo import channel_page as faults
from storage import open_store
from storage.channels import cursors
from storage.channels.gaps import gaps
from tests.bot.follow.world import HOSTS, NUMERIC_IDS, World

DAYS = 30
# What @kpszsu and @mod_russia publish in a day, roughly, and how often something goes wrong in a day.
POSTS_A_DAY = {"kpszsu": 275, "mod_russia": 30}
FAULTS_A_DAY = 6
FAULTS = (
    faults.status(429, 300),
    faults.status(502),
    faults.status(403),
    faults.no_posts(),
    faults.are_you_human(),
    faults.cut_off(0.7),
    faults.redirect("https://elsewhere.test/"),
    faults.dropped(),
)


def day_of(world: World, chance: random.Random, day: int) -> list[tuple[float, str]]:
    """What happens in a day: (second, what)."""
    events = [
        (chance.uniform(0, 86_400), f"publish {channel}")
        for channel, posts in POSTS_A_DAY.items()
        for _ in range(posts)
    ]
    events += [(chance.uniform(0, 86_400), chance.choice(["fault", "edit", "delete"])) for _ in range(FAULTS_A_DAY)]
    for channel in NUMERIC_IDS:
        events += [(5.3 * 3600 + chance.uniform(0, 3600), f"report {channel}"), (8 * 3600, f"mend {channel}")]
    events += [(chance.uniform(0, 86_400), "burst")]
    if day % 5 == 2:
        events += [(40_000, "down"), (40_000 + chance.uniform(600, 9000), "up")]
    if day % 7 == 3:
        events += [(60_000, "rename"), (60_000 + chance.uniform(60, 2000), "rename back")]
    if day % 6 == 4:
        events += [(70_000, "restart")]
    return sorted(events)


def happen(world: World, chance: random.Random, what: str, day: int) -> None:
    verb, _, channel = what.partition(" ")
    pages = world.pages
    if verb == "publish":
        world.publish(channel, f"alert {chance.random()}", skip=chance.choice([0, 0, 0, 1]))
    elif verb == "report":
        date = (world.now() - timedelta(hours=1)).date()
        world.reports[channel] = world.publish(channel, f"TALLY {date} launched {90 + day} downed {60 + day}")
    elif verb == "mend":
        date = world.now().date()
        pages.edit_post(channel, world.reports[channel], f"TALLY {date} launched {90 + day} downed {61 + day}")
    elif verb == "burst":
        for number in range(60):
            world.publish("kpszsu", f"burst {number}")
    elif verb == "fault":
        pages.fail(chance.choice(FAULTS), times=chance.randint(1, 5))
    elif verb == "edit":
        pages.edit_post("kpszsu", chance.choice(sorted(pages.posts("kpszsu"))[-40:]), f"edited {chance.random()}")
    elif verb == "delete":
        pages.delete_post("kpszsu", chance.choice(sorted(pages.posts("kpszsu"))[-40:]))
    else:
        upset(world, what)


def upset(world: World, what: str) -> None:
    if what == "down":
        world.down = set(HOSTS)
    elif what == "up":
        world.down = set()
    elif what == "rename":
        world.pages.rename("mod_russia", "mod_russia_new")
    elif what == "rename back":
        world.pages.rename("mod_russia_new", "mod_russia")
    elif what == "restart":
        world.stop()
        world.start()


def test_a_month_of_failures_loses_no_post_and_stays_within_the_request_limit(tmp_path: Path) -> None:
    open_store(tmp_path / "empty.db").close()
    shutil.copy(tmp_path / "empty.db", tmp_path / "world.db")
    world, chance = World(tmp_path / "world.db"), random.Random(1)
    world.reports = {channel: world.publish(channel, "TALLY 2026-09-01 launched 9 downed 6") for channel in NUMERIC_IDS}
    world.start()
    for day in range(DAYS):
        begun = world.now()
        events = day_of(world, chance, day)
        renamed = False
        for second, what in events:
            world.advance(max(0.0, (begun + timedelta(seconds=second) - world.now()).total_seconds()))
            renamed = what == "rename" or (renamed and what != "rename back")
            if renamed and what.endswith("mod_russia"):
                continue
            happen(world, chance, what, day)
        world.advance(max(0.0, (begun + timedelta(days=1) - world.now()).total_seconds()))
    world.advance(26 * 3600)
    compare(world)
    quiet = quiet_hours(world)
    lost = world.store.read_now(gaps, closed=True)
    print(f"\n{DAYS} days: {len(world.requests)} requests")
    print(f"at most {max(quiet)}, on average {mean(quiet):.0f} in the {len(quiet)} hours without a failure")
    print(f"{len(world.pages.shown)} posts shown and stored, {len(lost)} gaps opened and all closed")
    print(f"{sum(len(taken.corrections) for _, _, taken in world.intakes)} corrections, {len(world.alarms)} alarms")
    assert max(quiet) <= 170
    world.close()


def quiet_hours(world: World) -> list[int]:
    """Requests in each clock hour in which nothing failed; walks over bursts are among them."""
    loud = {at.replace(minute=0, second=0, microsecond=0) for at in world.alarmed_at}
    sent = Counter(at.replace(minute=0, second=0, microsecond=0) for at in world.requests)
    return [count for hour, count in sorted(sent.items())[1:-1] if hour not in loud]


def compare(world: World) -> None:
    rows = world.query("SELECT channel, message_id, text FROM revisions ORDER BY channel, message_id, revision")
    kept: dict[tuple[str, int], list[str | None]] = {}
    for channel, message_id, text in rows:
        kept.setdefault((channel, message_id), []).append(text)
    assert kept == world.pages.shown
    for channel in NUMERIC_IDS:
        assert world.store.read_now(gaps, channel) == ()
        cursor = world.store.read_now(cursors.cursor, channel)
        assert cursor is not None
        there = {(channel, one) for one in world.pages.posts(channel) if one >= cursor.floor_id}
        assert there <= set(kept), "a post that is there was never seen"
