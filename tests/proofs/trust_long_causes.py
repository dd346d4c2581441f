"""What lasts longer than a minute, and clocks that are wrong, in virtual time during one morning's broadcast of 300.

Run by ``make trust``. Times are seconds after the hour at which the digests are due.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.simulation import faults
from tests.simulation.engine import Happening
from tests.simulation.scenario import Report, scenario

CHATS = 300
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
# A late side is waited for a quarter of an hour, and 300 messages take ten seconds.
USUAL = 15 * MINUTE + 15
# Fresh messages flow again so soon after a cause ended, and what was in doubt ends so soon.
FLOWING, DOUBTS = MINUTE, 15 * MINUTE


@dataclass(frozen=True, slots=True)
class Cause:
    """``faults`` with the minute of each; ``ends`` is the second at which the last is over (None: before the hour)."""

    faults: tuple[tuple[float, Happening], ...]
    ends: float = 0.0
    hours: float = 8.0
    lost_hour: bool = False
    """it lasts past the six hours for which a digest is owed"""


def broken(at: float, fault: Happening, lasting: float, **rest: Any) -> Cause:
    """A cause that begins so many minutes after the hour and lasts so many seconds."""
    return Cause(((at, fault),), at * MINUTE + lasting, **rest)


CAUSES = {
    "hang of 90 s": broken(15.05, faults.hang(90, 90), 90),
    "hang of 600 s": broken(15.05, faults.hang(600, 600), 600),
    "hang of 600 s before acceptance": broken(15.05, faults.hang(600, 600, accepted=False), 600),
    "429 of 20 s": broken(15.05, faults.flood(20), 20),
    "429 of 12 h with a restart inside": Cause(
        ((15.05, faults.flood(12 * HOUR)), (60.0, faults.restart())), 15.05 * MINUTE + 12 * HOUR, 14.0, lost_hour=True
    ),
    "429 of 4 h with a restart inside": Cause(
        ((15.05, faults.flood(4 * HOUR)), (60.0, faults.restart())), 15.05 * MINUTE + 4 * HOUR
    ),
    "Telegram away for 1 h": broken(15.05, faults.away(HOUR), HOUR),
    "Telegram away for 20 h": broken(15.05, faults.away(20 * HOUR), 20 * HOUR, hours=22.0, lost_hour=True),
    "401 once on getUpdates": broken(15.05, faults.poll_answers(401), 0),
    "404 once on getUpdates": broken(15.05, faults.poll_answers(404), 0),
    "an update that cannot be read": broken(15.05, faults.unparsable_update, 0),
    "kill": broken(15.05, faults.kill(), 5),
    "clock back 4 min": broken(-5.0, faults.clock_step(-4 * MINUTE, DAY), 5 * MINUTE + 4 * MINUTE),
    "clock back 1 h": broken(-5.0, faults.clock_step(-HOUR, DAY), HOUR),
    "clock back a day": broken(15.5, faults.clock_step(-DAY, 2 * DAY), 0),
    # by the true clock they go out an hour before their hour
    "clock forward 1 h": broken(-5.0, faults.clock_step(HOUR, DAY), 0, lost_hour=True),
    "clock a year ahead for one tick": broken(-30.0, faults.clock_step(365 * DAY, 20.0), 0),
    "clock a year ahead for one tick in the broadcast": broken(15.05, faults.clock_step(365 * DAY, 20.0), 0),
    "asleep for 3 h over the hour": broken(-60.0, faults.suspend(3 * HOUR), 3 * HOUR),
    "asleep for 8 h, past the six": broken(-60.0, faults.suspend(8 * HOUR), 8 * HOUR, hours=9.0, lost_hour=True),
    "away for 3 h over the hour": broken(-60.0, faults.restart(3 * HOUR), 3 * HOUR),
    "away for a day": broken(-60.0, faults.restart(DAY), DAY, hours=30.0, lost_hour=True),
}


@pytest.mark.parametrize("name", CAUSES)
def test_a_broadcast_survives_each_long_fault(name: str) -> None:
    cause = CAUSES[name]
    report = scenario(CHATS, cause.faults, hours=cause.hours)
    print(f"\n{name}: {dict(report.states)}, {report.copies} copies ({report.loud_copies} loud), lost {report.lost}")
    print(f"  last {report.last_sent:.0f} s after the hour, {report.most_log_lines} log lines a minute; {report.told}")
    judge(cause, report)


def judge(cause: Cause, report: Report) -> None:
    ended = {"sent", "unknown", "expired", "skipped"}
    assert set(report.states) <= ended
    assert (report.most_copies <= 2, report.loud_copies) == (True, 0)
    assert report.most_log_lines <= 60
    assert not report.ended_by_itself
    if not cause.lost_hour:
        assert report.lost == 0
        assert report.states["sent"] + report.states["unknown"] >= CHATS
        # a side that is late is waited for from when the other one was read: after a return, so much longer
        late_side = USUAL if cause.faults[0][0] < 0 else 10
        assert report.last_sent <= max(USUAL, cause.ends + late_side + FLOWING + (DOUBTS if report.copies else 0))
