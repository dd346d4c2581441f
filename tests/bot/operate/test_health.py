"""Health is judged from ages: dead tasks, overdue deliveries, and conditions that are no fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.operate.health import AgeLimits, Signs, chosen_tasks, health_of, length, patience_with, tasks_of
from bot.settings import load_settings

TASKS = tasks_of(["kpszsu", "mod_russia"])
PATIENCE = patience_with(60)
WELL = Signs(
    ages={
        "sender": 299,
        "updates": 119,
        "tick": 179,
        "store": 31,
        "follow @kpszsu": 300,
        "follow @mod_russia": 12,
        "pictures": 90_000,
        "re-read": 1e9,
    }
)


def aged(**ages: float) -> Signs:
    return replace(WELL, ages={**WELL.ages, **ages})


def faults(signs: Signs, patience: AgeLimits = PATIENCE) -> tuple[str, ...]:
    return health_of(signs, TASKS, patience).faults


def test_health_is_good_while_every_task_progresses_in_time() -> None:
    health = health_of(WELL, TASKS, PATIENCE)
    assert health.ok
    assert (health.faults, health.notes) == ((), ())


@pytest.mark.parametrize(
    ("task", "age", "said"),
    [
        ("sender", 301, "The sender made no progress for 5 min."),
        ("updates", 121, "The receiver of updates made no progress for 2 min."),
        ("tick", 181, "The look at what is due made no progress for 3 min."),
        ("store", 121, "The database took no write for 2 min."),
        ("follow @kpszsu", 301, "@kpszsu was not read for 5 min."),
        ("follow @mod_russia", 11_100, "@mod_russia was not read for 3 h 5 min."),
    ],
)
def test_a_stalled_task_is_a_fault(task: str, age: float, said: str) -> None:
    assert faults(aged(**{task: age})) == (said,)


@pytest.mark.parametrize(
    ("task", "said"),
    [
        ("sender", "The sender did not begin."),
        ("store", "The database took no write yet."),
        ("follow @kpszsu", "@kpszsu was not read yet."),
    ],
)
def test_a_task_that_never_progressed_is_a_fault(task: str, said: str) -> None:
    ages = {name: age for name, age in WELL.ages.items() if name != task}
    assert faults(replace(WELL, ages=ages)) == (said,)


def test_the_fault_of_a_dead_task_includes_its_error() -> None:
    signs = replace(aged(sender=400), errors={"sender": "overnight.db cannot be used: disk is full.", "tick": "old"})
    assert faults(signs) == ("The sender made no progress for 6 min: overnight.db cannot be used: disk is full.",)


def test_a_long_poll_interval_extends_the_time_allowed() -> None:
    assert not faults(aged(**{"follow @kpszsu": 2819}), patience_with(900))
    assert faults(aged(**{"follow @kpszsu": 2821}), patience_with(900)) == ("@kpszsu was not read for 47 min.",)


def test_a_paused_channel_is_no_fault() -> None:
    health = health_of(replace(aged(**{"follow @kpszsu": 9e5}), paused=frozenset({"kpszsu"})), TASKS, PATIENCE)
    assert health.ok
    assert health.notes == ("@kpszsu is paused by the operator.",)


def test_queued_deliveries_are_shown_and_become_a_fault_after_too_long() -> None:
    health = health_of(replace(WELL, waiting=1, oldest=7200), TASKS, PATIENCE)
    assert health.ok
    assert health.notes == ("1 delivery waits to be sent, the oldest for 2 h 0 min.",)
    assert faults(replace(WELL, waiting=3, oldest=7201)) == ("3 deliveries wait to be sent, the oldest for 2 h 0 min.",)
    assert not faults(replace(WELL, waiting=3))


def test_deliveries_queued_while_sending_is_paused_are_no_fault() -> None:
    health = health_of(replace(WELL, waiting=3, oldest=90_000, halted=True), TASKS, PATIENCE)
    assert health.ok
    assert health.notes == (
        "3 deliveries wait to be sent, the oldest for 25 h 0 min.",
        "Sending is stopped by the operator.",
    )


def test_a_long_flood_wait_is_a_fault_and_a_short_one_is_not() -> None:
    health = health_of(replace(WELL, telegram_wait=30), TASKS, PATIENCE)
    assert health.notes == ("Telegram asks us to wait another 30 s before we send.",)
    wait = "Telegram asks us to wait another 12 h 10 min before we send."
    assert faults(replace(WELL, telegram_wait=43_838)) == (wait,)


def test_an_unreadable_database_is_listed_first() -> None:
    signs = replace(aged(sender=400), store_error="The database cannot be read.")
    assert faults(signs) == ("The database cannot be read.", "The sender made no progress for 6 min.")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-1, "0 s"), (119.9, "119 s"), (120, "2 min"), (7199, "119 min"), (7200, "2 h 0 min"), (187_200, "2 d 4 h")],
)
def test_a_duration_is_worded_in_two_units_at_most(seconds: float, said: str) -> None:
    assert length(seconds) == said


def test_publishing_and_serving_are_judged_where_they_were_asked_for() -> None:
    nothing = load_settings(env_file=None)
    files = load_settings(env_file=None, publish_dir="public")
    server = load_settings(env_file=None, publish_dir="public", public_address="127.0.0.1:8000")
    assert [chosen_tasks(one) for one in (nothing, files, server)] == [
        (),
        ("publish",),
        ("publish", "public server"),
    ]


@pytest.mark.parametrize(
    ("ages", "errors", "said"),
    [
        ({"publish": 1800, "public server": 120}, {}, ()),
        ({"publish": 1801, "public server": 1}, {}, ("Nothing was published for 30 min.",)),
        ({"publish": 1, "public server": 121}, {}, ("The public server made no progress for 2 min.",)),
        ({"public server": 1}, {}, ()),  # the first run goes on
        ({"public server": 1}, {"publish": "The disk is full."}, ("Nothing was published yet: The disk is full.",)),
        ({"publish": 1}, {}, ("The public server did not begin.",)),
    ],
)
def test_publishing_is_healthy_while_it_is_recent(
    ages: dict[str, float], errors: dict[str, str], said: tuple[str, ...]
) -> None:
    assert health_of(Signs(ages, errors), ("publish", "public server"), PATIENCE).faults == said
