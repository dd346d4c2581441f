"""A state machine: a channel that does anything a channel may do, and failing hosts, against the follower."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.demo import channel_page as faults
from bot.follow.plan import SPARE_AN_HOUR, WALK_PAGES
from parsers.records import Forward
from storage import open_store
from storage.channels import cursors
from storage.channels.gaps import gaps
from tests.bot.follow.world import HOSTS, NUMERIC_IDS, World

CHANNELS = st.sampled_from(sorted(NUMERIC_IDS))
TEXTS = st.sampled_from(
    ["alert", "", "BROKEN", None, *(f"TALLY 2026-09-0{day} launched {day}0 downed {day}" for day in range(1, 6))]
)
FORWARDS = st.sampled_from([None, None, None, Forward("Other", "other/77"), Forward()])
FAULTS = st.sampled_from(
    [
        faults.status(429, 120),
        faults.status(500),
        faults.status(403),
        faults.no_posts(),
        faults.are_you_human(),
        faults.cut_off(0.3),
        faults.cut_off(0.95),
        faults.redirect("https://elsewhere.test/"),
        faults.redirect("/somebody"),
        faults.dropped(),
    ]
)


class Following(RuleBasedStateMachine):
    """Every post that was ever shown is stored in every version that was shown; what was not seen is a gap."""

    template: Path | None = None
    runs = 0
    requests = 0

    @initialize(seed=st.integers(0, 1 << 16))
    def begin(self, seed: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self._template(), self.folder / "world.db")
        self.world = World(self.folder / "world.db", seed=seed)
        self.spoofed: set[str] = set()
        for channel in NUMERIC_IDS:
            self.world.publish(channel, "TALLY 2026-09-01 launched 10 downed 1")
        self.world.start()
        self.world.advance(5)

    @classmethod
    def _template(cls) -> Path:
        if cls.template is None:
            cls.template = Path(tempfile.mkdtemp()) / "empty.db"
            open_store(cls.template).close()
        return cls.template

    @rule(channel=CHANNELS, text=TEXTS, skip=st.integers(0, 3), forward=FORWARDS)
    def publish(self, channel: str, text: str | None, skip: int, forward: Forward | None) -> None:
        self.world.publish(channel, text, skip=skip, forward=forward)

    @rule(channel=CHANNELS, count=st.sampled_from([5, 20, 60]))
    def burst(self, channel: str, count: int) -> None:
        for number in range(count):
            self.world.publish(channel, f"alert {number}")

    @rule(channel=CHANNELS, size=st.integers(2, 10))
    def album(self, channel: str, size: int) -> None:
        first = self.world.next_ids[channel]
        self.world.publish(channel, "album", items=tuple(range(first, first + size)))

    @rule(channel=CHANNELS, text=TEXTS, age=st.integers(0, 40))
    def edit(self, channel: str, text: str | None, age: int) -> None:
        posts = sorted(self.world.pages.posts(channel), reverse=True)
        self.world.pages.edit_post(channel, posts[min(age, len(posts) - 1)], text)

    @rule(channel=CHANNELS, age=st.integers(0, 40))
    def delete(self, channel: str, age: int) -> None:
        posts = sorted(self.world.pages.posts(channel), reverse=True)
        if len(posts) > 1:
            self.world.pages.delete_post(channel, posts[min(age, len(posts) - 2)])

    @rule(fault=FAULTS, times=st.integers(1, 4))
    def fail(self, fault: faults.Fault, times: int) -> None:
        self.world.pages.fail(fault, times)

    @rule(down=st.sets(st.sampled_from(HOSTS)))
    def hosts_go_down(self, down: set[str]) -> None:
        self.world.down = down

    @rule(channel=CHANNELS)
    def name_changes_hands(self, channel: str) -> None:
        ours = channel in self.spoofed
        self.world.pages.change_identity(channel, NUMERIC_IDS[channel] if ours else 666)
        self.spoofed ^= {channel}

    @rule()
    def restart(self) -> None:
        self.world.stop()
        self.world.start()

    @precondition(lambda self: not self.spoofed)
    @rule(channel=CHANNELS, seconds=st.integers(30, 300))
    def renamed_for_a_while(self, channel: str, seconds: int) -> None:
        self.world.pages.rename(channel, "elsewhere")
        self.world.advance(seconds)
        self.world.pages.rename("elsewhere", channel)

    @rule(minutes=st.sampled_from([0.5, 1, 2, 5, 15, 45]))
    def time_passes(self, minutes: float) -> None:
        self.world.advance(minutes * 60)
        self.check()

    def check(self) -> None:
        self.check_versions()
        self.check_forwards()
        self.check_gaps()
        self.check_requests()

    def check_versions(self) -> None:
        rows = self.world.query(
            "SELECT channel, message_id, text FROM revisions ORDER BY channel, message_id, revision"
        )
        kept: dict[tuple[str, int], list[str | None]] = {}
        for channel, message_id, text in rows:
            kept.setdefault((channel, message_id), []).append(text)
        assert kept == self.world.pages.shown

    def check_forwards(self) -> None:
        """Every forward that is shown is kept as one, nothing else is, and none is a report of the channel."""
        rows = self.world.query(
            "SELECT channel, message_id FROM posts WHERE is_forward = 1 ORDER BY channel, message_id"
        )
        kept = {(channel, message_id) for channel, message_id in rows}
        for channel in NUMERIC_IDS:
            for message_id, post in self.world.pages.posts(channel).items():
                if (channel, message_id) in self.world.pages.shown:
                    assert ((channel, message_id) in kept) == (post.forward is not None)
        assert not self.world.query(
            """SELECT message_id FROM readings JOIN posts USING (channel, message_id)
                WHERE is_forward = 1 AND reading <> 'not_a_report'"""
        )

    def check_gaps(self) -> None:
        for channel in NUMERIC_IDS:
            cursor = self.world.store.read_now(cursors.cursor, channel)
            unseen = [(gap.from_id, gap.to_id) for gap in self.world.store.read_now(gaps, channel)]
            for message_id in self.world.pages.posts(channel):
                followed = cursor and cursor.floor_id <= message_id <= cursor.top_id
                known = (channel, message_id) in self.world.pages.shown
                in_gap = any(first <= message_id <= last for first, last in unseen)
                assert not followed or known or in_gap, f"{channel}/{message_id} is missing and in no gap"

    def check_requests(self) -> None:
        """Polls, second looks, and two walks of ten pages in ten minutes for each channel at the very most."""
        hours = Counter(at.replace(minute=0, second=0) for at in self.world.requests)
        walks = len(NUMERIC_IDS) * 7 * WALK_PAGES
        hosts = len(HOSTS)
        assert all(sent <= (128 + SPARE_AN_HOUR + walks) * hosts for sent in hours.values())

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.heal()
            Following.runs += 1
            Following.requests += len(self.world.requests)
        finally:
            self.world.close()
            shutil.rmtree(self.folder)

    def heal(self) -> None:
        """Once everything works again, everything that is there comes in and no gap is left."""
        world = self.world
        for channel in self.spoofed:
            world.pages.change_identity(channel, NUMERIC_IDS[channel])
        world.down = set()
        world.pages.forgive()
        world.stop()
        world.poll = 900.0
        world.start()
        world.advance(2400)
        self.check()
        if not any(world.store.read_now(gaps, channel) for channel in NUMERIC_IDS):
            stored = set(world.query("SELECT channel, message_id FROM posts ORDER BY 1, 2"))
            for channel in NUMERIC_IDS:
                cursor = world.store.read_now(cursors.cursor, channel)
                assert cursor is not None
                assert {(channel, one) for one in world.pages.posts(channel) if one >= cursor.floor_id} <= stored
            return
        # A gap that was tried while the hosts failed rests for up to a day.
        world.advance(timedelta(days=1).total_seconds())
        assert not any(world.store.read_now(gaps, channel) for channel in NUMERIC_IDS)
        self.check()
