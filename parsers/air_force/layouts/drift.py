"""The drift alarm: weapons counted and reported stopped, in a layout that no other format of the channel knows."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.counting import NOUN, WEAPON
from parsers.outcomes import cues
from parsers.records import Outcome, Post, Reading, Scope, Tally, Unreadable
from parsers.text.tokens import Token
from parsers.time.edges import ToldWindow, told
from parsers.vetoes import OF_THE_AIR_FORCE
from parsers.vocabulary.windows import EdgeRole, Period

NAME = "air_force_unknown"
ORDER = 9
_STOPPED = frozenset(
    {Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.SUPPRESSED, Outcome.LOST, Outcome.NEUTRALISED}
)
_REACH = 3
_A_LIST = 3
_TWO = 2


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether weapons are counted twice and stopped, or three bullets count them without a verb."""
    times = told(tokens)
    if not _tells_a_window(times) and (times.period(Period.LONG, Period.ONCE) or OF_THE_AIR_FORCE.first(tokens, ())):
        return False
    counts = [at for at in range(len(tokens)) if at not in times.taken and _counts_weapons(tokens, at)]
    if any(cue.outcome in _STOPPED for cue in cues(tokens, 0, len(tokens))):
        return len(counts) >= _TWO
    return sum(at > 0 and tokens[at - 1].text == "-" for at in counts) >= _A_LIST


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Refuse the post, so that the operator sees it."""
    return Unreadable("unknown_format", Tally(NAME, Scope.NATIONAL, channel.claimant, channel.attacker, None, ()))


def _tells_a_window(times: ToldWindow) -> bool:
    """Return whether the post states hours as edges.

    A post with a window, counts and outcomes is never put aside because of one word.
    """
    return any(edge.hour and edge.role in {EdgeRole.START, EdgeRole.AS_OF} for edge in times.edges)


def _counts_weapons(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number is within a few words of a weapon: «12 ракет», «Х-101 – 12»."""
    if tokens[at].kind != "number":
        return False
    near = range(max(0, at - _REACH), min(at + _REACH + 1, len(tokens)))
    return any(WEAPON.match(tokens, i) or NOUN.match(tokens, i) for i in near if i != at)
