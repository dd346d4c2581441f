"""The health of one of several replicas: what another does is no fault of it, and what nobody does is one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.fleet.role import ReplicaRole, told
from bot.operate.health import Signs, health_of, patience_with, tasks_of
from bot.operate.heartbeat import Beating, open_heartbeat
from bot.operate.pulses import Pulses
from bot.operate.signs import as_json, keep_once, signs_kept
from storage import Store
from storage.fleet import leases
from storage.pulses import KeptPulse, keep_own, kept
from storage.views.running import running_view
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
TASKS = tasks_of(("kpszsu",))
PATIENCE = patience_with(60)
A = ReplicaRole("a", ("tick", "alert"), {"send": "b", "follow": "c"}, ("publish",))
FRESH = {"updates": 5.0, "tick": 5.0, "store": 5.0}


def faults(signs: Signs, tasks: Sequence[str] = TASKS) -> tuple[str, ...]:
    return health_of(signs, tasks, PATIENCE).faults


def test_tasks_of_other_replicas_are_no_faults() -> None:
    assert faults(Signs(FRESH, role=A)) == ()
    assert faults(Signs(FRESH)) == ("The sender did not begin.", "@kpszsu was not read yet.")


def test_tasks_of_its_own_and_of_nobody_are_judged() -> None:
    assert faults(Signs(FRESH | {"tick": 200.0}, role=A)) == ("The look at what is due made no progress for 3 min.",)
    said = faults(Signs(FRESH | {"publish": 4000.0}, role=A), (*TASKS, "publish"))
    assert said == ("Nothing was published for 66 min.",)


def test_the_notes_say_which_replica_does_what() -> None:
    assert health_of(Signs(FRESH, role=A), TASKS, PATIENCE).notes == (
        "This is replica a; it does: alert, tick.",
        "Replica b does: send.",
        "Replica c does: follow.",
    )
    waiting = ReplicaRole("d", (), {"send": "b", "tick": "b"})
    assert waiting.sentences() == [
        "This is replica d; it waits to take over from others.",
        "Replica b does: send, tick.",
    ]


def test_the_json_tells_the_role_only_where_there_are_replicas() -> None:
    signs = Signs(FRESH, role=A)
    assert as_json(health_of(signs, TASKS, PATIENCE), signs)["replica"] == {
        "name": "a",
        "holds": ["alert", "tick"],
        "elsewhere": {"send": "b", "follow": "c"},
    }
    alone = Signs(FRESH)
    assert "replica" not in as_json(health_of(alone, TASKS, PATIENCE), alone)


def pulses_at(ages: dict[str, float]) -> Pulses:
    """Pulses of tasks that made progress so many seconds ago."""
    clock = [0.0]
    pulses = Pulses(lambda: NOW, lambda: clock[0])
    for task, age in ages.items():
        clock[0] = 1000 - age
        pulses.beat(task)
    clock[0] = 1000
    return pulses


async def test_each_replica_records_its_own_tasks_beside_those_of_others(store: Store) -> None:
    b = ReplicaRole("b", ("send",), {"tick": "a", "follow": "c"})
    await keep_once(store, pulses_at({"sender": 7, "tick": 900, "updates": 3}), NOW, b)
    await keep_once(store, pulses_at({"tick": 9, "sender": 900, "publish": 50, "updates": 2}), NOW, A)
    found = {one.task: one.beat_at for one in store.read_now(kept)}
    assert found == {
        "sender": NOW - timedelta(seconds=7),
        "tick": NOW - timedelta(seconds=9),
        "updates": NOW - timedelta(seconds=2),
    }


def test_what_no_replica_has_recorded_for_a_day_is_deleted(store: Store) -> None:
    old = KeptPulse("follow @gone", NOW, 0, 0, None, NOW)
    store.write_now(keep_own, [old], NOW)
    new = KeptPulse("sender", NOW, 0, 0, None, NOW + timedelta(days=1, seconds=1))
    store.write_now(keep_own, [new], NOW + timedelta(days=1))
    assert [one.task for one in store.read_now(kept)] == ["follow @gone", "sender"]
    store.write_now(keep_own, [new], NOW + timedelta(days=1, seconds=1))
    assert [one.task for one in store.read_now(kept)] == ["sender"]


def test_a_task_that_is_not_recorded_any_more_grows_older(store: Store) -> None:
    """The replica that sent has gone, and none took over: the others go on recording what they do."""
    store.write_now(keep_own, [KeptPulse("sender", NOW, 0, 0, None, NOW)], NOW)
    later = NOW + timedelta(minutes=6)
    store.write_now(keep_own, [KeptPulse("tick", later, 0, 0, None, later)], later)
    signs = signs_kept(store.read_now(running_view, (), later), later)
    assert (signs.ages["sender"], signs.ages["tick"]) == (360.0, 0.0)
    assert faults(signs, ("sender", "tick")) == ("The sender made no progress for 6 min.",)


def test_a_task_that_another_replica_did_is_as_old_as_since_it_came_here() -> None:
    clock = [1000.0]
    pulses = Pulses(lambda: NOW, lambda: clock[0])
    pulses.expect("sender")
    pulses.failed("sender", "an odd answer")
    clock[0] = 90_000.0
    pulses.elsewhere("sender")
    clock[0] += 12
    pulse = pulses.pulse("sender")
    assert (pulse.age, pulse.quiet, pulse.failures, pulse.error) == (12.0, 12.0, 0, None)


@pytest.mark.parametrize(("sender_age", "arrives"), [(100, True), (301, False)])
async def test_the_heartbeat_counts_what_other_replicas_have_recorded(
    store: Store, sender_age: float, arrives: bool, caplog: pytest.LogCaptureFixture
) -> None:
    b = ReplicaRole("b", ("send", "follow"), {"ping": "a"})
    await keep_once(store, pulses_at({"sender": sender_age, "follow @kpszsu": 9}), NOW, b)
    pinging = ReplicaRole("a", ("ping",), {"send": "b", "follow": "b"})
    beating = Beating(store, pulses_at({"sender": 9000}), ("kpszsu",), PATIENCE, lambda: NOW, lambda: pinging)
    async with open_heartbeat("http://127.0.0.1:9/ping", beating) as heart:
        await heart.beat_once()
    said = "the heartbeat did not arrive at 127.0.0.1: ConnectError" if arrives else "no heartbeat: sender made no"
    assert caplog.messages[0].startswith(said)


def test_the_database_tells_who_holds_what_now(store: Store) -> None:
    now_ms = store.read_now(leases.by_its_clock)
    for lease, holder, since in (("send", "a", now_ms), ("tick", "a", now_ms), ("follow", "b", now_ms - 60_000)):
        store.write_now(leases.take, lease, holder, since)
    view = store.read_now(running_view, (), NOW)
    assert view.health.holders == {"send": "a", "tick": "a"}
    assert told(view.health.holders) == ["Replica a does: send, tick."]
