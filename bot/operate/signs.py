"""The signs of a bot's health: from its memory, or from what it recorded in the database; and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.fleet.role import ReplicaRole
from bot.log import redacted
from bot.operate.health import FOLLOW, STORE, Health, Signs, follow_task, lease_of
from bot.operate.pulses import Pulse, Pulses
from storage import Store
from storage.channels.cursors import OPERATOR, Freshness
from storage.pulses import KeptPulse, keep, keep_own
from storage.views.running import RunningView

# How often a running bot records its state for commands that run beside it.
KEEP_SECONDS = 30.0
# A bot that did not do so for this long is not running.
GONE_SECONDS = 120.0


async def keep_once(store: Store, pulses: Pulses, now: datetime, role: ReplicaRole | None = None) -> None:
    """Record the state of the tasks; of several replicas each records those that it does. Raises ``StorageError``."""
    if role is None:
        await store.write(keep, [_kept(one, now) for one in pulses.all()])
    else:
        others = {*role.elsewhere, *role.free}
        own = [_kept(one, now) for one in pulses.all() if lease_of(one.task) not in others]
        await store.write(keep_own, own, now)
    pulses.beat(STORE)


def _kept(pulse: Pulse, now: datetime) -> KeptPulse:
    """Compute from its age when a task last made progress: a clock that was set since does not change that."""
    beat_at = now - timedelta(seconds=pulse.age) if pulse.beat_at else None
    error = redacted(pulse.error) if pulse.error else None
    return KeptPulse(pulse.task, beat_at, pulse.failures, pulse.restarts, error, now)


def signs_now(
    pulses: Pulses, view: RunningView | None, now: datetime, telegram_wait: float, role: ReplicaRole | None = None
) -> Signs:
    """Return the signs as the running bot knows them; ``view`` is None where the database cannot be read.

    They contain no errors, which are not shown over the network.
    """
    signs = Signs({one.task: one.age for one in pulses.all()}, telegram_wait=telegram_wait, role=role)
    return _owing(signs, view, now) if view else replace(signs, store_error="The database cannot be read.")


def signs_kept(view: RunningView, now: datetime, telegram_wait: float = 0.0) -> Signs:
    """Return the signs as the bot recorded them in the database. A channel counts as read when any program read it.

    A task has the age it had when it was recorded: a slow disk is a fault of the database, not of all tasks.
    """
    ages = ages_kept(view.pulses)
    errors = {one.task: redacted(one.error) for one in view.pulses if one.error}
    for channel in view.health.channels:
        task = follow_task(channel.channel)
        if channel.last_good_at:
            ages[task] = min(_since(channel.last_good_at, now), ages.get(task, float("inf")))
        if channel.last_error:
            errors[task] = redacted(channel.last_error)
    if (age := last_told(view, now)) is not None:
        ages[STORE] = age
    return _owing(Signs(ages, errors, telegram_wait=telegram_wait), view, now)


def ages_kept(pulses: Sequence[KeptPulse]) -> dict[str, float]:
    """Return the ages of tasks, in seconds, as of when any of them was recorded last.

    So one that is not recorded any more grows older: the replica that did it has gone, and none does it.
    """
    newest = max((one.written_at for one in pulses), default=None)
    return {one.task: _since(one.beat_at, newest) for one in pulses if one.beat_at and newest}


def last_told(view: RunningView, now: datetime) -> float | None:
    """Return how many seconds ago the bot last recorded its state; None where it never did."""
    return min((_since(one.written_at, now) for one in view.pulses), default=None)


def _owing(signs: Signs, view: RunningView, now: datetime) -> Signs:
    """Return these signs with what the database knows of channels and deliveries."""
    health = view.health
    return replace(
        signs,
        paused=frozenset(_paused(health.channels)),
        waiting=health.queue.get("pending", 0),
        oldest=None if health.waiting_since is None else _since(health.waiting_since, now),
        halted=health.halted_at is not None,
    )


def _paused(channels: Iterable[Freshness]) -> list[str]:
    """Return the channels the operator paused; a channel paused because another id has its name is a fault."""
    return [one.channel for one in channels if (one.paused_reason or "").startswith(f"{OPERATOR}:")]


def _since(moment: datetime, now: datetime) -> float:
    return max((now - moment).total_seconds(), 0.0)


def as_json(health: Health, signs: Signs) -> dict[str, Any]:
    """Return health and ages as one JSON object; ages in whole seconds, null where something never happened."""
    ages = {task: round(age) for task, age in sorted(signs.ages.items())}
    role = signs.role
    return {
        "ok": health.ok,
        "faults": list(health.faults),
        "notes": list(health.notes),
        "age_seconds": {
            "poll": {task.removeprefix(FOLLOW): age for task, age in ages.items() if task.startswith(FOLLOW)},
            **{task: age for task, age in ages.items() if not task.startswith(FOLLOW)},
        },
        "waiting": signs.waiting,
        "oldest_waiting_seconds": None if signs.oldest is None else round(signs.oldest),
        "telegram_wait_seconds": round(signs.telegram_wait),
        **({"replica": {"name": role.name, "holds": sorted(role.holds), "elsewhere": role.elsewhere}} if role else {}),
    }
