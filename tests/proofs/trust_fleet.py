"""Three replicas on one PostgreSQL, killed, frozen and without their database in the middle of broadcasts.

Run by ``make fleet-trust``, seven minutes. Telegram is the strict stand-in (30 messages a second to subscribers,
30 at once, one too many costs three seconds; answers are not counted), 60 ms away; it calls the webhook through a
balancer. 3,000 digests are owed at ten and 500 a little later, people ask 50 times a second, and the channels post
something every few seconds.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import statistics
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from bot.deliver.sender import PLACES
from bot.demo.bot_api import strict
from tests.proofs.delivery.outcome import percentiles
from tests.proofs.delivery.proof import CHANNELS
from tests.proofs.fleet.asking import Answers, Asking, answers, fates
from tests.proofs.fleet.incidents import KILLED, STOOD_STILL, Incident, Trouble, Troubles, new_holder_after
from tests.proofs.fleet.reckoning import (
    Delivered,
    changes_of_sender,
    copies_by_incident,
    delivered,
    digests,
    longest_gap,
    silence_after,
    unknown_posts,
)
from tests.proofs.fleet.scene import POLL_SECONDS, Fleet, ForSubscribers, fleet

DIGESTS = int(os.environ.get("PROOF_DIGESTS", "3000"))
A_SECOND = float(os.environ.get("PROOF_A_SECOND", "50"))
BETWEEN = float(os.environ.get("PROOF_BETWEEN", "20"))
SEED = int(os.environ.get("PROOF_SEED", "1"))

MOST_COPIES, COPIES_A_KILL = 2, 2.0
NEW_HOLDER_SECONDS, GAP_SECONDS = 5.0, 10.0
COMPLAINT = re.compile(r"\b((?:WARNING|ERROR|CRITICAL)\b.*)")
# An answer that takes longer was not on its way in a process when that was killed.
ANSWERING_SECONDS = 15.0
TO_THE_END = 300.0


async def test_no_death_loses_a_digest_or_answers_twice(tmp_path: Path) -> None:
    waves = {timedelta(): DIGESTS, timedelta(minutes=4): DIGESTS // 6}
    async with fleet(tmp_path, waves) as scene:
        limit = strict(time.monotonic)
        scene.api.server.rates = ForSubscribers(limit, frozenset(chat.id for chat in scene.chats))
        await asyncio.gather(*(scene.start(replica) for replica in scene.replicas))
        asking, since = Asking(scene, A_SECOND), time.time()
        beside = [asyncio.create_task(asking.run()), asyncio.create_task(scene.publish())]
        await scene.until(lambda: len(digests(scene)) > 50, 90)
        troubles = Troubles(scene, random.Random(SEED))
        await make(troubles)
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)
        left = await scene.states()
        ended = await all_sent(scene)
        await asyncio.sleep(10)  # the last answers, and the last posts
        print(f"\n{len(troubles.happened)} troubles, then {left}; the last digest ended {ended:.0f} s later")
        faults = [
            *judge_digests(scene, troubles.happened, await delivered(scene)),
            *judge_leases(scene, troubles.happened),
            *await judge_frozen(scene, troubles.happened),
            *judge_answers(scene, troubles.happened, answers(scene, asking)),
            *await judge_follower(scene, troubles.happened, since),
            *judge_logs(scene, Path(os.environ.get("PROOF_LOGS", tmp_path))),
        ]
        print(f"  refused by Telegram (429): {limit.refused}; load of the machine: {os.getloadavg()}")
        assert not faults


async def make(troubles: Troubles) -> None:
    """Make all troubles in a random order: ten kills (five of who sends or follows), and the sender is frozen once.

    The database is killed twice and stopped once.
    """
    plan: list[Trouble] = [
        *[troubles.kill_sender] * 3, *[troubles.kill_follower] * 2, *[troubles.kill_anybody] * 5,
        *[troubles.kill_database] * 2, troubles.stop_database, troubles.freeze_sender,
    ]  # fmt: skip
    troubles.chance.shuffle(plan)
    for one in plan:
        before = len(digests(troubles.scene))
        await one()
        last = troubles.happened[-1]
        held = f", which held {', '.join(last.held) or 'nothing'}" if last.place is not None else ""
        place = f" replica {last.place}" if last.place is not None else ""
        print(f"  {before} digests taken: {last.kind}{place}{held}", flush=True)
        await asyncio.sleep(BETWEEN * troubles.chance.uniform(0.5, 1.5))
    await troubles.all_back()


async def all_sent(scene: Fleet) -> float:
    """Wait until every digest has ended; the seconds it took."""
    begin = time.time()
    end = begin + DIGESTS / 10 + TO_THE_END
    while not await scene.all_ended() and time.time() < end:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(1)
    return time.time() - begin


def judge_digests(scene: Fleet, troubles: list[Incident], found: Delivered) -> list[str]:
    by = copies_by_incident(scene, troubles)
    each = [by.get(number, 0) for number in range(len(troubles))]
    print(
        f"  digests: {found.owed} owed, {len(found.lost)} lost, {sum(found.copies.values())} copies (at most"
        f" {found.most_of_one} of one, {found.loud} loud); states {found.states}\n  copies by trouble: "
        + ", ".join(f"{one.kind} {number}" for one, number in zip(troubles, each, strict=True))
        + f"; unexplained {by.get(-1, 0)}; {statistics.mean(each):.2f} a trouble\n"
        f"  sent by each replica: {sorted(found.by_replica.values())}"
    )
    return wrong(
        (bool(found.lost), "a digest is lost"),
        (found.most_of_one > MOST_COPIES, "more than two of one digest"),
        (found.loud > 0, "a loud copy"),
        (by.get(-1, 0) > 0, "a copy that nothing explains"),
        (statistics.mean(each) > COPIES_A_KILL, "too many copies"),
    )


def judge_leases(scene: Fleet, troubles: list[Incident]) -> list[str]:
    """A new holder of each lease of a killed or frozen process within five seconds, and digests go on."""
    late = []
    for lease in ("send", "follow", "tick"):
        waits = [new_holder_after(scene, one, lease) for one in troubles if lease in one.held]
        print(f"  {lease}: a new holder after {', '.join(f'{wait:.1f}' for wait in waits)} s")
        late += wrong((max(waits, default=0.0) > NEW_HOLDER_SECONDS, f"a late holder of {lease}"))
    silences = [(one, silence_after(scene, one)) for one in troubles if one.place is None or "send" in one.held]
    told = [f"{one.kind} {silence:.1f}{_back(one)}" for one, silence in silences if silence is not None]
    print(f"  seconds until the next digest, where one was on its way: {', '.join(told)}")
    return late


def _back(one: Incident) -> str:
    return "" if one.place is not None else f" (it was back after {one.until - one.at:.1f})"


async def judge_frozen(scene: Fleet, troubles: list[Incident]) -> list[str]:
    """What the frozen sender had begun, and what it sent once it was woken."""
    (frozen,) = [one for one in troubles if one.kind == STOOD_STILL]
    assert frozen.place is not None, "it is a process that is frozen"
    replica, epoch = scene.replicas[frozen.place], frozen.epochs["send"]
    woken = [
        one for messages in digests(scene).values() for one in messages
        if one.port == replica.telegram and frozen.until <= scene.second(one.at) < frozen.until + 10
    ]  # fmt: skip
    now, changes = dict(await scene.rows("SELECT name, epoch FROM leases"))["send"], changes_of_sender(scene, woken)
    print(
        f"  frozen sender (epoch {epoch}, now {now}): {len(frozen.claimed)} claimed once it was woken,"
        f" {len(woken)} requests that it had begun went out then; another replica sent the next digest {changes} times"
    )
    return wrong(
        (bool(frozen.claimed), "the frozen sender claimed"),
        (len(woken) > PLACES, "the frozen sender sent more than it had begun"),
        (changes >= now, "two replicas sent at a time"),
    )


def judge_answers(scene: Fleet, troubles: list[Incident], found: Answers) -> list[str]:
    killed = {one.pid: one.at for one in troubles if one.kind == KILLED}
    lost = fates(found.lost, scene.balancer.passed, killed, ANSWERING_SECONDS)
    p50, p99 = percentiles(found.seconds)
    statuses = Counter(one.status for one in scene.balancer.passed)
    print(
        f"  {found.asked} questions: {len(found.extra)} answered twice, {len(found.lost)} lost,"
        f" {sum(one.in_killed for one in lost)} of them in a killed process; {len(found.errors)} told that it cannot be"
        f" answered now; p50 {p50:.0f}, p99 {p99:.0f} ms, the slowest {max(found.seconds):.1f} s; statuses {statuses}"
    )
    for one in lost:
        if not one.in_killed:
            print(f"    lost: asked at {one.question.at:.1f}, update {one.question.update_id}, passed to {one.pids}")
    return wrong(
        (bool(found.extra), "a question is answered twice"),
        (not all(one.in_killed for one in lost), "an answer is lost outside of a killed process"),
    )


async def judge_follower(scene: Fleet, troubles: list[Incident], since: float) -> list[str]:
    last = scene.published[-1][2]
    gaps = [(*longest_gap(scene, channel, since, last), channel) for channel in CHANNELS]
    told = ", ".join(f"@{channel} {gap:.1f} s ({_cause(troubles, began)})" for gap, began, channel in gaps)
    missing = await unknown_posts(scene)
    print(
        f"  follower: polls every {POLL_SECONDS} s, the longest time without one: {told};"
        f" {len(scene.published)} posts, {len(missing)} missing"
    )
    return wrong((max(gaps)[0] > GAP_SECONDS, "the follower's gap"), (bool(missing), "a post is missing"))


def _cause(troubles: list[Incident], began: float) -> str:
    """What happened in the time without a poll that began then."""
    after = [one for one in troubles if one.at > began]
    return f"{after[0].kind}{_back(after[0])}" if after else "no trouble"


def judge_logs(scene: Fleet, folder: Path) -> list[str]:
    """What the processes complained of, by its beginning; their whole logs are left in the folder."""
    found: Counter[str] = Counter()
    for replica in scene.replicas:
        for number, bot in enumerate(replica.bots):
            lines = [line for _, line in bot.lines]
            (folder / f"replica {replica.number} {number}.log").write_text("\n".join(lines), encoding="utf-8")
            found.update(told[1][:90] for line in lines if (told := COMPLAINT.search(line)))
            found["a traceback"] += sum("Traceback" in line for line in lines)
    print(f"  the logs, in {folder}:")
    for line, times in found.most_common():
        print(f"    {times:4} × {line}")
    return wrong((found["a traceback"] > 0, "a traceback in a log"))


def wrong(*found: tuple[bool, str]) -> list[str]:
    """The names of what is so and should not be."""
    return [what for is_so, what in found if is_so]
