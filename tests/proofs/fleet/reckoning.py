"""What the proof has to show, reckoned from what Telegram and the channels' pages saw and from the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.demo.bot_api import Accepted
from tests.proofs.delivery.outcome import GREETING
from tests.proofs.fleet.incidents import KILLED, Incident
from tests.proofs.fleet.scene import Fleet

# A digest that is repeated was first taken about when what made it be repeated happened: so many seconds around it.
BEFORE, AFTER = 3.0, 2.0
# What was on its way is there within so many seconds; in a broadcast the next digest comes within so many.
IN_FLIGHT, MOST_BETWEEN = 0.3, 1.0


@dataclass(frozen=True)
class Delivered:
    """``lost`` are the chats without a digest, ``copies`` the messages beyond the first by chat."""

    owed: int
    lost: list[int]
    copies: dict[int, int]
    loud: int
    by_replica: Counter[int]
    states: dict[str, int]

    @property
    def most_of_one(self) -> int:
        return 1 + max(self.copies.values(), default=0)


def digests(scene: Fleet) -> dict[int, list[Accepted]]:
    """The digests that were taken, by chat, in order."""
    chats = {chat.id for chat in scene.chats}
    found: dict[int, list[Accepted]] = defaultdict(list)
    for one in scene.api.accepted:
        if one.chat in chats and not one.edited and one.text.startswith(GREETING):
            found[one.chat].append(one)
    return found


async def delivered(scene: Fleet) -> Delivered:
    """The outcome of the broadcasts."""
    taken = digests(scene)
    return Delivered(
        owed=len(scene.chats),
        lost=[chat.id for chat in scene.chats if chat.id not in taken],
        copies={chat: len(messages) - 1 for chat, messages in taken.items() if len(messages) > 1},
        loud=sum(not one.silent for messages in taken.values() for one in messages[1:]),
        by_replica=Counter(one.port for messages in taken.values() for one in messages),
        states=await scene.states(),
    )


def copies_by_incident(scene: Fleet, incidents: list[Incident]) -> dict[int, int]:
    """How many copies each incident, by its place in the list, made; those that none explains are of -1."""
    found: Counter[int] = Counter()
    for messages in digests(scene).values():
        for _ in messages[1:]:
            first = scene.second(messages[0].at)
            blamed = [number for number, one in enumerate(incidents) if one.at - BEFORE <= first <= _end(one)]
            found[max(blamed, default=-1)] += 1
    return dict(found)


def _end(one: Incident) -> float:
    return (one.at if one.kind == KILLED else one.until) + AFTER


def silence_after(scene: Fleet, incident: Incident) -> float | None:
    """Seconds from an incident until the next digest that was not on its way; None where none was owed by then."""
    times = sorted((scene.second(one.at), one.port) for one in in_order(scene))
    before = [at for at, _ in times if at < incident.at]
    later = [at for at, port in times if at > incident.at + IN_FLIGHT and not _is_of(scene, incident, port)]
    broadcasting = before and incident.at - before[-1] < MOST_BETWEEN
    return later[0] - incident.at if broadcasting and later else None


def _is_of(scene: Fleet, incident: Incident, port: int) -> bool:
    """Whether a port is that of the process to which the incident happened (a database has none)."""
    return incident.place is not None and scene.replicas[incident.place].telegram == port


def in_order(scene: Fleet) -> list[Accepted]:
    """All digests in the order in which they were taken."""
    return sorted((one for messages in digests(scene).values() for one in messages), key=lambda one: one.at)


def changes_of_sender(scene: Fleet, without: Sequence[Accepted]) -> int:
    """How often another replica sent the next digest, but for those ``without``: two that send at a time would take
    turns.
    """
    ports = [one.port for one in in_order(scene) if one not in without]
    return sum(before != after for before, after in pairwise(ports))


def longest_gap(scene: Fleet, channel: str, since: float, until: float) -> tuple[float, float]:
    """The longest time between two requests for a channel's newest page, in seconds, and when it began."""
    asked = [
        scene.second(one.at) for one in scene.pages.asked
        if one.before is None and one.path.strip("/").removeprefix("s/") == channel
    ]  # fmt: skip
    times = sorted([since, *(at for at in asked if since <= at <= until), until])
    gaps = [(after - before, before) for before, after in pairwise(times)]
    return max(gaps, default=(0.0, 0.0))


async def unknown_posts(scene: Fleet) -> list[tuple[str, int]]:
    """What the channels published and the database does not have."""
    kept = set(await scene.rows("SELECT channel, message_id FROM posts"))
    return [(channel, number) for channel, number, _ in scene.published if (channel, number) not in kept]
