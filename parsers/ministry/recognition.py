"""How a post of the ministry is recognised: as a report, a digest, or a layout that nobody has seen yet."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.ministry.gathering import own_account
from parsers.ministry.lines import state
from parsers.ministry.small_words import DUTY, SORT
from parsers.ministry.unwrapped import joined
from parsers.ministry.walk import Walk
from parsers.records import Kind, Outcome
from parsers.text.tokens import Token, flat
from parsers.time.edges import told
from parsers.vetoes import OF_THE_MINISTRY as vetoes
from parsers.vocabulary.ministry import ACTIVELY, AIR_DEFENCE, COUNTED, DRONES, ENDED, SHOOTERS, STOPPED, Sort
from parsers.vocabulary.windows import NIGHTS, EdgeRole


def has(tokens: Sequence[Token], *rows: Sequence[str]) -> bool:
    """Return whether the folded text has a stem of each row, anywhere: a cheap check before the walk."""
    text = flat(tokens)
    return all(any(stem in text for stem in row) for row in rows)


def is_report(tokens: Sequence[Token]) -> bool:
    """Return whether a post is about air defence on duty, and not a digest."""
    if not has(tokens, COUNTED, (*STOPPED, *ACTIVELY), SHOOTERS) or is_digest(tokens):
        return False
    return next(iter(DUTY.search(joined(tokens))), None) is not None


def counts_what_was_stopped(tokens: Sequence[Token]) -> bool:
    """Return whether a post of no known layout may still be a report: the sign of a new layout.

    It counts weapons in a night or in hours and says, in any words, that they were stopped; or it places drones that
    were stopped; or it places drones in a night with an unknown word for what became of them.
    """
    if not has(tokens, COUNTED) or is_digest(tokens) or vetoes.weak(tokens, ()) is not None:
        return False
    tokens = joined(tokens)
    times = told(tokens)
    events = list(Walk(tokens, times.taken).events())
    counts = [event.what for event in events if isinstance(event.what, Said) and event.what.amount and event.what.kind]
    in_time = any(edge.timed for edge in times.edges) or bool(times.edge(EdgeRole.NIGHT)) or bool(times.period(*NIGHTS))
    if counts and in_time and has(tokens, ENDED):
        return True
    if not any(said.kind is Kind.DRONE for said in counts) or not any(event.mark is Mark.PLACE for event in events):
        return False
    account = own_account(events, tokens, times.taken)
    stopped = has(tokens, STOPPED) and bool(state(account.sentences).regions)
    return stopped or (bool(account.left) and times.edge(EdgeRole.NIGHT, EdgeRole.START) is not None)


def digests_stopped_drones(tokens: Sequence[Token]) -> bool:
    """Return whether a digest or a statement about one sector counts drones that air defence stopped."""
    if not has(tokens, DRONES, STOPPED, AIR_DEFENCE) or not is_digest(tokens):
        return False
    if vetoes.weak(tokens, ()) is not None and next(iter(DUTY.search(joined(tokens))), None) is None:
        return False
    account = own_account(_events(tokens), joined(tokens), set())
    stopped = (line for line in state(account.sentences).lines if line.outcome is not Outcome.LAUNCHED)
    return any(line.kind is Kind.DRONE and line.number is not None for line in stopped)


def _events(tokens: Sequence[Token]) -> list[WalkEvent]:
    tokens = joined(tokens)
    return list(Walk(tokens, told(tokens).taken).events())


def says_it_is(tokens: Sequence[Token], sort: Sort) -> bool:
    """Return whether the tokens contain a phrase of a sort."""
    return any(hit.row is sort for _, hit in SORT.search(tokens))


def is_digest(tokens: Sequence[Token]) -> bool:
    """Return whether a post calls itself a digest before it has counted anything.

    Below a report, the words are a link.
    """
    if not says_it_is(tokens, Sort.DIGEST):
        return False
    tokens = joined(tokens)
    hits = [at for at, hit in SORT.search(tokens) if hit.row is Sort.DIGEST]
    times = told(tokens)
    account = own_account(list(Walk(tokens, times.taken).events()), tokens, times.taken)
    return not account.counting or min(hits, default=0) < account.counting[0][1]
