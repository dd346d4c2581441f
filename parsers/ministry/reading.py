"""Turns what a ministry's post counts, and what it says of time, into a reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from parsers.account import doubts_of_words
from parsers.channels import Channel
from parsers.counting import unclear
from parsers.ministry.contents import MinistryContents
from parsers.ministry.events import Mark, Said, WalkEvent
from parsers.ministry.gathering import Account, own_account
from parsers.ministry.lines import state
from parsers.ministry.small_words import CREWED
from parsers.ministry.totals import stopped, total_differs
from parsers.ministry.unwrapped import joined
from parsers.ministry.walk import Walk
from parsers.reconcile import more_than_launched
from parsers.records import Doubt, Line, NotAReport, Post, Precision, Reading, Scope, Tally, Unreadable
from parsers.text.phone_numbers import phones
from parsers.text.tokens import Token
from parsers.text.typos import misspelt
from parsers.time.edges import ToldWindow, told, without
from parsers.time.window import Framed, frame
from parsers.vetoes import OF_THE_MINISTRY as vetoes
from parsers.vocabulary.windows import EdgeRole

NO_REPORT = "no_report"
# From 20.00 to 8.00, or half an hour less.
A_WHOLE_NIGHT = timedelta(hours=11, minutes=30)


def read_counts(post: Post, channel: Channel, tokens: Sequence[Token], format: str, scope: Scope) -> Reading:
    """Return the reading of a post with a known layout.

    Unreadable with ``unknown_region`` if no region of the list is in the tables, with ``no_date`` if the window cannot
    be dated, with ``unknown_format`` if it counts weapons but yields no line; NotAReport if it counts nothing, or
    covers weeks and months.
    """
    tokens = joined(tokens)
    times = told(tokens)
    times.taken.update(phones(post.text, tokens))
    walk = Walk(tokens, times.taken)
    events = list(walk.events())
    account = own_account(events, tokens, times.taken | walk.denied)
    stated = state(account.sentences)
    if _is_of_days(times):
        return NotAReport()
    if not stated.lines:
        return _without_lines(tokens, times, events, account, stated)
    own = [event for event in events if event.at not in account.apart]
    times, of_the_total = _own_times(times, tokens, _second_total(own, tokens), stated.lines)
    times = without(times, account.apart, account.counting[0][1] if account.counting else len(tokens))
    framed = frame(tokens, times, channel.zone, post.posted, moments=True)
    if framed.reason == "not_a_window":
        return NotAReport()
    told_so_far = tuple(_doubts(post.text, stated, account, walk, framed))
    told_so_far += tuple(_doubts_of_time(stated.lines, framed, of_the_total, scope))
    tally = Tally(
        format=format,
        scope=scope,
        claimant=channel.claimant,
        attacker=channel.attacker,
        window=framed.window,
        lines=tuple(stated.lines),
        regions=tuple(stated.regions),
        doubts=(*told_so_far, *doubts_of_words(post.text, tokens, account.left, told_so_far)),
    )
    reason = _reason(stated, framed.reason) or _veto(tokens, account, framed)
    if reason == NO_REPORT:
        return NotAReport()
    return Unreadable(reason, tally) if reason else tally


def _doubts(text: str, stated: MinistryContents, account: Account, walk: Walk, framed: Framed) -> Iterator[Doubt]:
    """Yield what does not agree or was not understood, except words without a role, which name only what is left."""
    tokens = walk.tokens
    yield from framed.doubts
    yield from stated.doubts
    yield from unclear(tokens, 0, len(tokens), walk.taken | account.apart)
    yield from misspelt(tokens)
    yield from more_than_launched(stated.lines)
    yield from _untold(text, tokens, stated, account)
    yield from _unknown_names(text, tokens, walk, stated, account)


def _doubts_of_time(
    lines: Sequence[Line], framed: Framed, of_the_total: ToldWindow | None, scope: Scope
) -> Iterator[Doubt]:
    """Yield a doubt for each total that its counts do not add up to, and for a national tally without a time.

    ``of_the_total`` is the time stated for a total alone.
    """
    of_the_night = of_the_total is not None and _is_a_whole_night(framed, of_the_total)
    yield from total_differs(lines, of_its_own_window=of_the_total is not None and not of_the_night)
    if scope is Scope.NATIONAL:
        yield from _no_time(framed)


def _without_lines(
    tokens: Sequence[Token], times: ToldWindow, events: Sequence[WalkEvent], account: Account, stated: MinistryContents
) -> Reading:
    """Return the reading of a post that yields no line.

    It is refused if it still counts weapons, or places a drone with an unknown verb.
    """
    told_of_itself = vetoes.weak(tokens, account.counting, account.apart) is not None and not times.edge(EdgeRole.START)
    placed = bool(account.left) and any(event.mark is Mark.PLACE for event in events)  # «обнаружен и подбит над …»
    counted = not told_of_itself and (placed or _looks_counted(events, stated, tokens))
    return Unreadable("unknown_format") if counted else NotAReport()


def _veto(tokens: Sequence[Token], account: Account, framed: Framed) -> str | None:
    """Return why a post that says it is something else is no tally, or None: ``look_alike``, or no report at all.

    No single word makes a post no report if it states a window and what was stopped in it: «Отличились расчеты ЗРК», «с
    начала месяца уничтожено 617», "боевая работа 24/7" under every post since autumn 2026.
    """
    if vetoes.first(tokens, account.counting):
        return "look_alike" if framed.window else NO_REPORT
    weak = vetoes.weak(tokens, account.counting, account.apart)
    if weak is None:
        return None
    if framed.window is None:
        return NO_REPORT
    return "look_alike" if weak and framed.window.precision is Precision.DAY else None


def _untold(text: str, tokens: Sequence[Token], stated: MinistryContents, account: Account) -> Iterator[Doubt]:
    """Yield what the post says and no field holds: fates, and what may be another account."""
    for words in stated.fates:
        yield Doubt("fate_untold", text[slice(*words)])
    for at in account.unsure:
        yield Doubt("other_account", text[slice(*tokens[at].words)])


def _unknown_names(
    text: str, tokens: Sequence[Token], walk: Walk, stated: MinistryContents, account: Account
) -> Iterator[Doubt]:
    """Yield the unknown names of places and weapons in the sentences that count; their known neighbours are kept."""
    places = dict.fromkeys(stated.unknown)
    named = [words for words in places if not text[words[0]].isdigit()]
    for words in named or places:
        yield Doubt("unknown_region", text[slice(*words)])
    for at in sorted(walk.nouns.unknown):
        if any(first <= at < after for first, after in account.counting):
            yield Doubt("unknown_weapon", text[slice(*tokens[at].words)])


def _is_of_days(times: ToldWindow) -> bool:
    """Return whether the post sums a week: «с 6 по 12 июня», without hours; «с 27 по 28 ноября» may be one night."""
    start, end = times.edge(EdgeRole.START), times.edge(EdgeRole.END)
    if not end or not end.day or any(edge.timed for edge in times.edges):
        return False
    return not (start and start.day and end.day.day in {start.day.day, start.day.day + 1, 1})


def _looks_counted(events: Sequence[WalkEvent], stated: MinistryContents, tokens: Sequence[Token]) -> bool:
    """Return whether a post without lines still counts weapons.

    It does too if it reports something stopped that is no aircraft.
    """
    numbered = any(isinstance(event.what, Said) and event.what.amount for event in events)
    stopped = stated.unread or bool(stated.doubts) or bool(misspelt(tokens))
    return numbered or (stopped and next(iter(CREWED.search(tokens)), None) is None)


def _no_time(framed: Framed) -> tuple[Doubt, ...]:
    """Return a doubt if no time is stated.

    A post may really state none; more often a slip hides it. A post that cannot be dated does state its time.
    """
    return () if framed.window or framed.reason == "no_date" else (Doubt("no_window", "no time is told"),)


def _reason(stated: MinistryContents, framed: str | None) -> str | None:
    """Return why the post cannot be read completely, or None.

    A post that states no time at all is a tally without a window.
    """
    if stated.unread:
        return "unknown_format"
    if stated.unknown and not stated.regions:
        return "unknown_region"
    return framed if framed == "no_date" else None


def _own_times(
    times: ToldWindow, tokens: Sequence[Token], ends: int, lines: Sequence[Line]
) -> tuple[ToldWindow, ToldWindow | None]:
    """Return the time that a post states for its counts, and that of a total over another, longer time.

    ``times`` are those of all its words, ``ends`` is the first token of a total after the counts. A total that is the
    sum of the counts before it shares their time, and may be what states it.
    """
    if ends == len(tokens):
        return times, None
    of_the_total = told(tokens, ends)
    total = next((line.number for line in lines if line.total), None)
    if total == sum(line.number or 0 for line in stopped(lines)):
        return of_the_total if of_the_total.edge(EdgeRole.START) else times, None
    return told(tokens, 0, ends), of_the_total if of_the_total.edges or of_the_total.periods else None


def _is_a_whole_night(framed: Framed, of_the_total: ToldWindow) -> bool:
    """Return whether «всего за ночь» covers the same time as the counts.

    Counts from 20.00 to 8.00 leave no more of the night.
    """
    start, end = (framed.window.start, framed.window.end) if framed.window else (None, None)
    if of_the_total.edges or not (isinstance(start, datetime) and isinstance(end, datetime)):
        return False
    return end - start >= A_WHOLE_NIGHT


def _second_total(events: Sequence[WalkEvent], tokens: Sequence[Token]) -> int:
    """Return the first token of a total after the counts, or the end of the post.

    Its window is not that of the first count.
    """
    counted = stop = 0
    for event in events:
        if event.mark is Mark.STOP:
            stop = event.at
        elif event.mark is Mark.COUNT:
            counted = counted or event.at + 1
        elif event.mark is Mark.TOTAL and counted:
            return stop if stop >= counted else event.at
    return len(tokens)
