"""What must hold at the end of every simulation, whatever went wrong in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.simulation.bad_times import Bad, is_calm, longest_calm
from tests.simulation.due_digests import Due, dues
from tests.simulation.outbox import Row, copied, read_otherwise, rows
from tests.simulation.telegram import Accepted

if TYPE_CHECKING:
    from tests.simulation.engine import Simulation

ENDED = {"sent", "dead", "unknown", "skipped", "expired"}
# With so many calm seconds on end within its time, a digest is sent.
CALM_ENOUGH = 45 * 60.0
RATE = 30
LOG_LINES = 60
ANSWER_SECONDS = 60.0
# So long after the end of a fault a question may still go without an answer.
AFTER_FAULT = 90.0
# What was on its way to a chat when that was found to be blocked.
IN_FLIGHT_SECONDS = 60.0
# So long after it the same alarm is of another cause.
ALARM_SECONDS = 15 * 60.0


def broken(sim: Simulation) -> list[str]:
    """A sentence for each thing that does not hold."""
    outbox = rows(sim.program.database)
    checks: tuple[Callable[[Simulation, list[Row]], Iterator[str]], ...] = (
        everything_ended,
        every_digest_is_accounted_for,
        what_is_called_sent_was_accepted,
        copies_are_two_at_most_and_the_second_silent,
        nothing_to_those_who_left,
        the_rate_is_kept,
        questions_are_answered,
        the_log_is_short_and_holds_no_token,
        the_readings_are_those_of_the_posts,
    )
    return [f"{check.__name__}: {one}" for check in checks for one in check(sim, outbox)]


def everything_ended(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    for row in outbox:
        if row.state not in ENDED:
            yield f"{row.key} is {row.state}"


def every_digest_is_accounted_for(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    """Each that was due has a row; none is called too late that could have been sent."""
    known, bad = {row.key: row for row in outbox}, sim.all_bad()
    for due in dues(sim):
        row = next((known[key] for key in sorted(due.keys) if key in known), None)
        noted = any(f"silence:{chat}:{due.day}" in known for chat in due.person.ids)
        calm = longest_calm(bad, due.start, due.end)
        if row is None and not noted and not _forgot(sim, due) and not _blocked_before_a_look(sim, due, bad):
            if longest_calm(bad, due.start, sim.seconds, {"down", "store"}) > CALM_ENOUGH:
                yield f"digest {due.person.chat.id} {due.day} due at {due.start:.0f} s left no trace"
        elif row is None:
            continue
        elif row.state in ("skipped", "expired") and row.reason != "muted" and calm > CALM_ENOUGH:
            if _had_report(sim, due):
                yield f"{row.key} is {row.state} ({row.reason}), though {calm / 60:.0f} minutes of its time were calm"
        elif row.state == "dead" and not _left(sim, due):
            yield f"{row.key} is dead ({row.reason}), though the chat takes messages"


def _had_report(sim: Simulation, due: Due) -> bool:
    """Whether a report of the night that it tells of was out early enough to be read."""
    middle = due.end - CALM_ENOUGH
    night = (_in_kyiv(sim, due.start) - timedelta(hours=6)).date()
    # those of before its beginning came out with it
    return any(0 < at < middle and _in_kyiv(sim, at).date() == night for at, _, _ in sim.channels.published)


def _in_kyiv(sim: Simulation, seconds: float) -> datetime:
    return (sim.setup.begin + timedelta(seconds=seconds)).astimezone(ZoneInfo("Europe/Kyiv")).replace(tzinfo=None)


def _forgot(sim: Simulation, due: Due) -> bool:
    """Whether its rows were deleted since, as was asked for."""
    return any(one.person is due.person and one.text == "/forget" and one.at > due.start for one in sim.people.said)


def _blocked_before_a_look(sim: Simulation, due: Due, bad: list[Bad]) -> bool:
    """Whether it was not awake between the hour and the moment at which the chat blocked it."""
    starts = [start for start, _, person in sim.people.blocked if person is due.person and start > due.start]
    return any(longest_calm(bad, due.start, start) < CALM_ENOUGH for start in starts)


def _left(sim: Simulation, due: Due) -> bool:
    return any(person is due.person for _, _, person in sim.people.blocked)


def what_is_called_sent_was_accepted(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    taken = {(one.chat, one.message_id) for one in sim.telegram.accepted}
    for row in outbox:
        chats = next((one.ids for one in sim.people.everybody if row.chat in one.ids), {row.chat})
        if row.state == "sent" and row.edits is None and not any((chat, row.message_id) in taken for chat in chats):
            yield f"{row.key} is called sent and no such message was accepted"


def copies_are_two_at_most_and_the_second_silent(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    operators = set(sim.program.settings.admin_ids)
    for (chat, _), group in _deliveries(sim).items():
        same = [group[0]]
        for one in group[1:]:
            if chat in operators and one.at - same[0].at > ALARM_SECONDS:
                same = [one]
                continue
            same.append(one)
            told = f"{one.text[:40]!r} to {chat} at {[round(each.at) for each in same]} s"
            if len(same) > 2:
                yield f"copy {len(same)} of {told}"
            elif not one.silent:
                yield f"a loud copy of {told}"


def _deliveries(sim: Simulation) -> dict[tuple[int, str], list[Accepted]]:
    """What was sent without being asked, by chat and text; a chat that migrated is one."""
    newest = {old: one.chat.id for one in sim.people.everybody for old in one.before}
    found: dict[tuple[int, str], list[Accepted]] = defaultdict(list)
    for one in sim.telegram.accepted:
        if one.answers is None:
            found[newest.get(one.chat, one.chat), one.text].append(one)
    return found


def nothing_to_those_who_left(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    for start, end, person in sim.people.blocked:
        tried = [
            one.at
            for one in sim.telegram.refusals
            if one.chat in person.ids and one.code == 403 and one.is_delivery and start < one.at < (end or sim.seconds)
        ]
        if tried and tried[-1] - tried[0] > IN_FLIGHT_SECONDS:
            yield f"{person.chat.id} blocked at {start:.0f} s, and was written to at {[round(at) for at in tried]} s"
    answers: dict[int | None, float] = {one.answers: one.at for one in sim.telegram.accepted if one.answers is not None}
    for one in sim.people.said:
        forgotten = answers.get(one.update) if one.text == "/forget" else None
        if forgotten is not None:
            until = min(
                (s.at for s in sim.people.said if s.person is one.person and s.at > one.at), default=sim.seconds
            )
            for sent in sim.telegram.accepted:
                if sent.chat in one.person.ids and sent.answers is None and forgotten < sent.begun < until:
                    yield f"{sent.chat} was forgotten at {forgotten:.0f} s and was sent something at {sent.at:.0f} s"


def the_rate_is_kept(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    """Of what nobody asked for: answers are not paced where no broadcast goes on (docs/design.md, the limiter)."""
    times = sorted(one.at for one in sim.telegram.accepted if one.answers is None)
    for first, after in zip(times, times[RATE:], strict=False):
        if after - first < 1.0:
            yield f"more than {RATE} messages in the second from {first:.1f} s on"
            return


def questions_are_answered(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    """Those asked while everything was well."""
    answers: dict[int | None, float] = {one.answers: one.at for one in sim.telegram.accepted if one.answers is not None}
    bad = sim.all_bad()
    for one in sim.people.said:
        if one.update is None or not one.text.startswith("/latest"):
            continue
        calm = is_calm(bad, one.at - AFTER_FAULT, one.at + ANSWER_SECONDS, {"telegram", "store", "down"})
        at = answers.get(one.update)
        if calm and one.at + ANSWER_SECONDS < sim.seconds and (at is None or at - one.at > ANSWER_SECONDS):
            yield f"{one.text} of {one.person.chat.id} at {one.at:.0f} s was answered at {at and round(at)}"


def the_log_is_short_and_holds_no_token(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    if (most := sim.log.most_a_minute()) > LOG_LINES:
        yield f"{most} lines in a minute; {sim.log.causes().most_common(3)}"
    token = sim.telegram.api.token
    if any(token in line for _, line in sim.log.lines):
        yield "the token stands in it"


def the_readings_are_those_of_the_posts(sim: Simulation, outbox: list[Row]) -> Iterator[str]:
    with copied(sim.program.database) as copy:
        for one in read_otherwise(copy):
            yield f"{one} is read otherwise now"
