"""The figures of each night as they stood at any time, one value for each time that a figure changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from parsers.records import HISTORY, Reader, Tally
from storage.as_of.replay import Replay, Told
from storage.as_of.stated import stated_between
from storage.engines.engine import Database
from storage.views.record import KnownFromIs, Vintage, Why
from storage.views.shown_figures import WITHDRAWN

# A post is judged beside those that end a day earlier or later, and they beside theirs.
AROUND = timedelta(days=2)


def vintages_between(db: Database, channel: str, first: date, last: date, reader: Reader) -> dict[date, list[Vintage]]:
    """Return what stood for each night of a channel from first to last, oldest first; a night never told is left out.

    A vintage begins where a figure changes: another number, hedge, weapon, period, or whether there are figures at all.
    """
    replay = Replay(reader)
    replay.take_all(stated_between(db, channel, first - HISTORY - AROUND, last + AROUND, reader))
    gone = gone_since(db, channel)
    nights = {night: _vintages(told) for night, told in replay.told.items() if first <= night <= last}
    return {night: [*_withdrawn(found, gone)] for night, found in sorted(nights.items()) if found}


def stated_figures(tally: Tally | None) -> object:
    """Return the figures of a tally, to compare two: what it states without where its words stand."""
    if tally is None:
        return None
    window = tally.window
    return (
        window and (window.start, window.end),
        tuple((one.outcome, one.kind, one.weapons, one.number, one.hedge, one.share, one.total) for one in tally.lines),
        *((one and (one.number, one.hedge)) for one in (tally.hit_sites, tally.debris_sites)),
        tuple((one.region, one.number) for one in tally.regions or ()),
    )


def _vintages(told: Sequence[Told]) -> list[Vintage]:
    found: list[Vintage] = []
    for one in told:
        tally = one.by.tally if one.by else None
        if stated_figures(found[-1].tally if found else None) == stated_figures(tally):
            continue
        if found:
            found[-1] = replace(found[-1], known_to=_moment(one.since))
        found.append(_vintage(one, tally, is_first=not found))
    return found


def _vintage(told: Told, tally: Tally | None, *, is_first: bool) -> Vintage:
    cause, by = told.cause, told.by or told.cause
    is_late = cause.why is Why.FIRST and not (is_first and cause is by)
    decided = told.since != cause.since
    return Vintage(
        why=Why.DECIDED if decided else Why.LATE_REPORT if is_late else cause.why,
        known_from=_moment(told.since),
        known_from_is=KnownFromIs.SEEN if decided else cause.since_is,
        known_to=None,
        key=by.key,
        sha256=by.sha256,
        reader_version=by.reader_version,
        tally=tally,
    )


def gone_since(db: Database, channel: str) -> dict[int, int]:
    """Return since when pages leave out the posts that are withdrawn now."""
    rows = db.execute(
        """SELECT message_id, missed_since FROM current_figures JOIN posts USING (channel, message_id)
            WHERE channel = ? AND figures = ? AND missed_since IS NOT NULL""",
        (channel, WITHDRAWN),
    ).fetchall()
    return dict(rows)


def _withdrawn(found: Iterable[Vintage], gone: Mapping[int, int]) -> Iterator[Vintage]:
    """Yield the vintages with one more for each whose post was withdrawn while it stood."""
    for one in found:
        since = gone.get(one.key.message_id) if one.tally else None
        at = max(_moment(since), one.known_from) if since is not None else None
        if at is None or (one.known_to and one.known_to <= at):
            yield one
        else:
            yield replace(one, known_to=at)
            yield replace(one, why=Why.WITHDRAWN, known_from=at, known_from_is=KnownFromIs.SEEN)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
