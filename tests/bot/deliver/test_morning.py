"""A morning with a late Air Force: who is told what and when, and that nobody is left with half of it."""

from __future__ import annotations

from tests.docs.morning import CHANNEL, NAMES, WISHES, Told, play, table

AIR_FORCE, MINISTRY = "kpszsu", "mod_russia"
BOTH = (AIR_FORCE, MINISTRY)
DIGEST, COMPLETED = "a digest", "its digest is completed by an edit"
REPLY = "a message that answers its digest"

EXPECTED = [
    Told("07:25", "the ministry", "reports", (MINISTRY,)),
    Told("07:25", "asap, only the ministry", DIGEST, (MINISTRY,)),
    # the hour, and a quarter of an hour for the side that is late
    Told("08:15", "at 08:00", DIGEST, (MINISTRY,)),
    Told("08:15", "at 08:00, only the Air Force", "a note", ()),
    Told("09:15", "a channel, at 09:00", DIGEST, (MINISTRY,)),
    Told("09:35", "the Air Force", "reports", (AIR_FORCE,)),
    Told("09:35", "asap", DIGEST, BOTH),
    Told("09:35", "asap, only the Air Force", DIGEST, (AIR_FORCE,)),
    Told("09:35", "at 08:00", COMPLETED, BOTH),
    Told("09:35", "at 08:00", REPLY, (AIR_FORCE,)),
    Told("09:35", "at 08:00, only the Air Force", DIGEST, (AIR_FORCE,)),
    Told("09:35", "a channel, at 09:00", COMPLETED, BOTH),
    Told("09:35", "a channel, at 09:00", REPLY, (AIR_FORCE,)),
    Told("10:00", "at 10:00", DIGEST, BOTH),
]


async def test_a_morning_tells_everybody_once_and_leaves_nobody_with_half() -> None:
    morning = await play()
    assert morning.told == EXPECTED
    for who in (*WISHES, CHANNEL):
        wanted = BOTH if "only" not in who else (AIR_FORCE,) if "Air Force" in who else (MINISTRY,)
        # what a reader's digest says at the end, after all edits
        digest = next(one for one in morning.heard[who] if "130" in one.text or "311" in one.text)
        assert ("130" in digest.text, "311" in digest.text) == (AIR_FORCE in wanted, MINISTRY in wanted), who


def test_a_table_has_a_row_for_each_thing_told() -> None:
    assert table([Told("07:25", "the ministry", "reports", (MINISTRY,)), Told("08:15", "Ann", "a note", ())]) == (
        "Kyiv   who           what     with the figures of\n"
        "07:25  the ministry  reports\n"
        "08:15  Ann           a note   nobody yet"
    )
    assert set(NAMES) == set(BOTH)
