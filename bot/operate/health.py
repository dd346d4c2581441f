"""Whether a running bot works, judged only by ages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.fleet import names
from bot.fleet.role import ReplicaRole
from bot.settings import Settings
from storage.pulses import PUBLISH

SENDER, UPDATES, TICK, STORE, PUBLIC_SERVER = "sender", "updates", "tick", "store", "public server"
FOLLOW = "follow @"
# The tasks that one of several replicas does, by the lease it has for them.
_LEASES = {SENDER: names.SEND, TICK: names.TICK, UPDATES: names.UPDATES, PUBLISH: names.PUBLISH}

# The names of tasks for people.
NAMES = {
    SENDER: "the sender",
    UPDATES: "the receiver of updates",
    TICK: "the look at what is due",
    STORE: "the database",
    PUBLIC_SERVER: "the public server",
}


@dataclass(frozen=True, slots=True)
class AgeLimits:
    """How many seconds a task may make no progress before it counts as dead.

    ``queue`` is how long the oldest delivery may wait for its turn, ``halt`` how long Telegram may make us wait.
    """

    poll: float
    updates: float = 120.0
    sender: float = 300.0
    tick: float = 180.0
    store: float = 120.0
    # one run may begin ten minutes after the one before, and take ten itself
    publish: float = 1800.0
    public_server: float = 120.0
    # a digest to 100,000 chats takes an hour
    queue: float = 7200.0
    halt: float = 600.0

    def of(self, task: str) -> float | None:
        """Return the limit of a task; None for one that is not judged by its age: pictures, reprocessing."""
        if task.startswith(FOLLOW):
            return self.poll
        known: dict[str, float] = {
            SENDER: self.sender,
            UPDATES: self.updates,
            TICK: self.tick,
            STORE: self.store,
            PUBLISH: self.publish,
            PUBLIC_SERVER: self.public_server,
        }
        return known.get(task)


def patience_with(poll_seconds: float) -> AgeLimits:
    """Return the limits for the settings: a channel may fail two polls in a row, plus two minutes for slow pages."""
    return AgeLimits(poll=3 * poll_seconds + 120)


def lease_of(task: str) -> str | None:
    """Return the lease under which a task is done where there are replicas; None for one that each does."""
    return names.FOLLOW if task.startswith(FOLLOW) else _LEASES.get(task)


def follow_task(channel: str) -> str:
    """Return the name of the task that follows a channel."""
    return FOLLOW + channel


def tasks_of(channels: Sequence[str]) -> tuple[str, ...]:
    """Return the tasks that a running bot must have."""
    return (SENDER, UPDATES, TICK, STORE, *map(follow_task, channels))


def chosen_tasks(settings: Settings) -> tuple[str, ...]:
    """Return the tasks that a bot has with these settings only."""
    asked = ((PUBLISH, settings.publish_dir), (PUBLIC_SERVER, settings.public_address))
    return tuple(task for task, where in asked if where is not None)


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a bot at one moment. All ages and waits are in seconds.

    ``ages`` are since each task last made progress (absent: it never did), ``errors`` what it failed with since.
    ``paused`` are channels that the operator paused. ``waiting`` counts the deliveries to be sent, ``oldest`` is the
    age of the oldest that is due. ``halted`` means that the operator stopped sending, ``telegram_wait`` is how long
    Telegram accepts no message. ``store_error`` is why the database could not be read. ``role`` is what this one of
    several replicas does.
    """

    ages: Mapping[str, float]
    errors: Mapping[str, str] = field(default_factory=dict)
    paused: frozenset[str] = frozenset()
    waiting: int = 0
    oldest: float | None = None
    halted: bool = False
    telegram_wait: float = 0.0
    store_error: str | None = None
    role: ReplicaRole | None = None

    def elsewhere(self, task: str) -> bool:
        """Return whether a task is another replica's."""
        return self.role is not None and lease_of(task) in self.role.elsewhere


@dataclass(frozen=True, slots=True)
class Health:
    """``faults`` are sentences on what is wrong; ``notes`` are worth knowing but no faults."""

    faults: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Return whether everything works."""
        return not self.faults


def health_of(signs: Signs, tasks: Sequence[str], patience: AgeLimits) -> Health:
    """Judge whether the tasks make progress, the database takes writes, and Telegram accepts deliveries."""
    faults = [signs.store_error] if signs.store_error else []
    faults += [fault for task in tasks if (fault := _task_fault(task, signs, patience))]
    notes = [f"@{channel} is paused by the operator." for channel in sorted(signs.paused)]
    notes += signs.role.sentences() if signs.role else ()
    for wrong, sentence in (*_queue(signs, patience), *_halt(signs, patience)):
        (faults if wrong else notes).append(sentence)
    return Health(tuple(faults), tuple(notes))


def _task_fault(task: str, signs: Signs, patience: AgeLimits) -> str | None:
    limit, age = patience.of(task), signs.ages.get(task)
    if signs.elsewhere(task):
        return None
    if limit is None or task.removeprefix(FOLLOW) in signs.paused or (age is not None and age <= limit):
        return None
    why = signs.errors.get(task)
    if task == PUBLISH and age is None and why is None:
        return None  # the first run goes on
    return _late(task, age) + (f": {why.rstrip('.')}." if why else ".")


def _late(task: str, age: float | None) -> str:
    if task.startswith(FOLLOW):
        channel = "@" + task.removeprefix(FOLLOW)
        return f"{channel} was not read for {length(age)}" if age is not None else f"{channel} was not read yet"
    if task == STORE:
        return f"The database took no write for {length(age)}" if age is not None else "The database took no write yet"
    if task == PUBLISH:
        return f"Nothing was published for {length(age)}" if age is not None else "Nothing was published yet"
    name = NAMES.get(task, task).capitalize()
    return f"{name} made no progress for {length(age)}" if age is not None else f"{name} did not begin"


def _queue(signs: Signs, patience: AgeLimits) -> list[tuple[bool, str]]:
    """Return a sentence on the deliveries that wait, and whether it is a fault."""
    if not signs.waiting:
        return []
    count = "1 delivery waits" if signs.waiting == 1 else f"{signs.waiting} deliveries wait"
    oldest = f", the oldest for {length(signs.oldest)}" if signs.oldest is not None else ""
    too_old = signs.oldest is not None and signs.oldest > patience.queue and not signs.halted
    return [(too_old, f"{count} to be sent{oldest}.")]


def _halt(signs: Signs, patience: AgeLimits) -> list[tuple[bool, str]]:
    found = [(False, "Sending is stopped by the operator.")] if signs.halted else []
    if signs.telegram_wait > 0:
        wait = f"Telegram asks us to wait another {length(signs.telegram_wait)} before we send."
        found.append((signs.telegram_wait > patience.halt, wait))
    return found


def length(seconds: float) -> str:
    """Return a length of time for people, in at most two units: ``45 s``, ``6 min``, ``3 h 5 min``, ``2 d 4 h``."""
    whole = max(int(seconds), 0)
    if whole < 120:
        return f"{whole} s"
    if whole < 7200:
        return f"{whole // 60} min"
    hours, minutes = divmod(whole // 60, 60)
    if hours < 48:
        return f"{hours} h {minutes} min"
    return f"{hours // 24} d {hours % 24} h"
