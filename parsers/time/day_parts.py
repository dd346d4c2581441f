"""Parts of the day mentioned beside a window that does not include them: «вдень …, а вночі – 60»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from parsers.records import Doubt
from parsers.text.tokens import Token
from parsers.time.atoms import Atom
from parsers.time.clock import Hour
from parsers.time.days import ONE_DAY, bounds, moment
from parsers.time.lead import Lead
from parsers.time.leftovers import counts_in, counts_near
from parsers.time.repair import Edges
from parsers.vocabulary.windows import NIGHTS, PARTS_TOLD, Period

_NIGHT = range(7)
_MOST_DAYS, _THIRD = 7, 3
AN_HOUR = timedelta(hours=1)


def other_parts(lead: Lead, edges: Edges) -> Iterator[Doubt]:
    """Yield a doubt if a later part of a text counts in a part of the day entirely outside its window."""
    first = min(edge.first for edge in edges.used)
    led = _led(lead, edges)
    own = {lead.sentence(edge) for edge in edges.used}
    for period in lead.times.periods:
        hours = _hours(lead.tokens, period)
        if period.first <= first or period in edges.used or hours is None:
            continue
        if _overlaps(edges, hours) and (led is None or set(led) & set(hours)):
            continue
        near = lead.sentence(period) in own
        if (near and period.what in NIGHTS) or (not near and counts_near(lead, period)):
            words = " ".join(token.text for token in lead.tokens[period.first : period.after])
            yield Doubt("second_window", f"another part of the day is told: {words}")
            return


def counted_before(lead: Lead, edges: Edges) -> Iterator[Doubt]:
    """Yield a doubt if a sentence counts before any time is stated.

    A later «ещё один – около 8.30» is not its window.
    """
    first = min(lead.sentence(edge) for edge in edges.used)
    if any(counts_in(lead, which) for which in range(1, first)):
        yield Doubt("no_window", "the first count tells no time")


def _led(lead: Lead, edges: Edges) -> range | None:
    """Return the hours of the part of the day that states the window; None if the window has hours of its own."""
    if edges.start_hour or edges.end_hour:
        return None
    if edges.start_day < edges.end_day:
        return _NIGHT
    parts = (one for one in edges.used if isinstance(one, Atom))
    return next((hours for one in parts if (hours := _hours(lead.tokens, one))), None)


def _hours(tokens: Sequence[Token], period: Atom) -> range | None:
    """Return the hours of a part of the day; None for a period that is not one."""
    if period.what in NIGHTS:
        return _NIGHT
    if period.what is not Period.DAY:
        return None
    words = [token.text for token in tokens[period.first : period.after]]
    return next((range(*hours) for hours, stems in PARTS_TOLD if any(_is(word, stems) for word in words)), None)


def _is(word: str, stems: str) -> bool:
    return word.startswith(tuple(stems.split()))


def _overlaps(edges: Edges, hours: range) -> bool:
    """Return whether a window and a part of the day share a third of the shorter one."""
    start, end = bounds(edges)
    days = range(min(_MOST_DAYS, (end.date() - start.date()).days + 1))
    shared = sum(start <= moment(start.date() + day * ONE_DAY, Hour(hour, 0)) <= end for day in days for hour in hours)
    return shared > 0 and shared * _THIRD >= min(len(hours), (end - start) / AN_HOUR)
