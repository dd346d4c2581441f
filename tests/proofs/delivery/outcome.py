"""The outcome of a broadcast, from what Telegram accepted and from the bot's own records."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass

from bot.demo.bot_api import Accepted, Chat
from tests.proofs.delivery.proof import Proof

GREETING = "Good morning"


@dataclass(frozen=True)
class Outcome:
    """``copies`` are the messages beyond the first; ``lost`` the chats that got none and are in no state that says so.

    ``unknown`` counts the digests that the bot gave up as unknown, ``arrived`` those of them that had been taken.
    """

    owed: int
    sent: int
    copies: int
    most_of_one: int
    loud_copies: int
    lost: int
    states: dict[str, int]

    def __str__(self) -> str:
        return (
            f"{self.sent} of {self.owed} arrived, {self.copies} copies (at most {self.most_of_one} of one,"
            f" {self.loud_copies} loud), lost {self.lost}; states {self.states}"
        )


def digests(proof: Proof) -> dict[int, list[Accepted]]:
    """The digests that were taken, by chat, in order."""
    chats = {chat.id for chat in proof.chats}
    found = defaultdict(list)
    for one in proof.api.accepted:
        if one.chat in chats and not one.edited and one.text.startswith(GREETING):
            found[one.chat].append(one)
    return found


def outcome(proof: Proof) -> Outcome:
    taken = digests(proof)
    counts = Counter({chat: len(messages) for chat, messages in taken.items()})
    states = proof.states()
    told_of = sum(states.get(state, 0) for state in ("unknown", "expired", "skipped", "dead", "parked"))
    missing = len(proof.chats) - len(counts)
    return Outcome(
        owed=len(proof.chats),
        sent=len(counts),
        copies=sum(counts.values()) - len(counts),
        most_of_one=max(counts.values(), default=0),
        loud_copies=sum(not one.silent for messages in taken.values() for one in messages[1:]),
        lost=max(missing - told_of, 0),
        states=states,
    )


async def answer_seconds(proof: Proof, chat: Chat, text: str = "/latest", within: float = 60.0) -> float:
    """Seconds from a question to its answer at Telegram; infinity where none came."""
    begin = len(proof.api.accepted)
    proof.api.say(chat, text)
    return await proof.until(lambda: any(one.chat == chat.id for one in list(proof.api.state.accepted)[begin:]), within)


def percentiles(values: list[float]) -> tuple[float, float]:
    """The median and the 99th of a hundred, in milliseconds."""
    ordered = sorted(values)
    return statistics.median(ordered) * 1000, ordered[min(int(len(ordered) * 0.99), len(ordered) - 1)] * 1000
