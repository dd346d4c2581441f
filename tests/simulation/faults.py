"""What can be planned with ``Simulation.at``: faults of Telegram, the pages, the disk, the clock, the process.

Each function gives a happening; lengths are seconds from the moment at which it happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.simulation.bad_times import Bad
from tests.simulation.troubles import How, Trouble

if TYPE_CHECKING:
    from tests.simulation.engine import Happening, Simulation

HOUR = 3600.0
# Methods whose answer tells of a message.
SENDING = ("send",)


def telegram(
    how: How,
    lasting: float,
    *,
    share: float = 1.0,
    methods: tuple[str, ...] = (),
    chat: int | None = None,
    seconds: float = 0.0,
    codes: tuple[int, ...] = (500, 502, 503, 520),
    times: int | None = None,
) -> Happening:
    """Requests to Telegram go wrong in this way; see ``Trouble``."""

    def happens(sim: Simulation) -> None:
        now = sim.clocks.seconds
        until = min(now + lasting, sim.calm_from)
        sim.telegram.troubles.add(Trouble(how, now, until, share, methods, chat, seconds, codes, times))
        sim.bad.append(Bad("telegram", now, until + seconds))

    happens.__name__ = f"{how.value} {lasting:g} s x{share:g} {'/'.join(methods)}"
    return happens


def away(lasting: float) -> Happening:
    """Telegram cannot be reached: connections are refused, and what waits for an answer is cut off."""
    return telegram(How.REFUSED, lasting)


def hang(seconds: float, lasting: float, *, accepted: bool = True, share: float = 1.0) -> Happening:
    """Telegram answers only after so many seconds, whether or not it took the message."""
    how = How.HANG_AFTER if accepted else How.HANG_BEFORE
    return telegram(how, lasting, seconds=seconds, share=share, methods=("send", "edit", "answer", "getme"))


def flood(lasting: float, chat: int | None = None) -> Happening:
    """429 until that time is over, in one chat or in all."""
    return telegram(How.FLOOD, lasting, chat=chat, methods=("send", "edit", "copy", "forward"))


def poll_answers(code: int, times: int = 1) -> Happening:
    """getUpdates is answered so many times with this status."""
    return telegram(How.STATUS_BEFORE, HOUR, methods=("getupdates",), codes=(code,), times=times)


def unparsable_update(sim: Simulation) -> None:
    """An update that the library cannot make anything of."""
    updates = sim.telegram.api.state.updates
    updates.last_id += 1
    updates.waiting.append({"update_id": updates.last_id, "message": {"message_id": "x", "chat": 5, "date": "soon"}})
    updates.wake()


def kill(down: float = 5.0) -> Happening:
    """kill -9, and so many seconds later a new start."""

    async def happens(sim: Simulation) -> None:
        await sim.program.kill()
        sim.again(min(down, max(sim.calm_from - sim.clocks.seconds, 1.0)))

    happens.__name__ = f"kill, {down:g} s down"
    return happens


def restart(down: float = 5.0) -> Happening:
    """SIGTERM, and so many seconds after the end a new start."""

    async def happens(sim: Simulation) -> None:
        await sim.program.stop()
        sim.again(down)

    happens.__name__ = f"restart, {down:g} s down"
    return happens


def locked(lasting: float = 30.0) -> Happening:
    """Another program holds the database's lock."""

    def happens(sim: Simulation) -> None:
        sim.disk.locked_until = sim.loop.time() + lasting
        sim.bad.append(Bad("store", sim.clocks.seconds, sim.clocks.seconds + lasting))

    happens.__name__ = f"locked {lasting:g} s"
    return happens


def disk_full(lasting: float = 30.0) -> Happening:
    """Nothing can be written."""

    def happens(sim: Simulation) -> None:
        sim.disk.full_until = sim.loop.time() + lasting
        sim.bad.append(Bad("store", sim.clocks.seconds, sim.clocks.seconds + lasting))

    happens.__name__ = f"disk full {lasting:g} s"
    return happens


def clock_step(seconds: float, lasting: float = 10 * 60.0) -> Happening:
    """The machine's clock is wrong by so many seconds for a while; its monotonic clock is not."""

    def happens(sim: Simulation) -> None:
        begun = sim.clocks.seconds
        sim.clocks.error = seconds
        sim.bad.append(Bad("clock", begun, begun + lasting))
        sim.loop.call_later(lasting, sim.clocks.right)

    happens.__name__ = f"clock off by {seconds:g} s for {lasting:g} s"
    return happens


def suspend(seconds: float) -> Happening:
    """The machine sleeps: true time goes on, its monotonic clock stands, its connections are broken afterwards."""

    def happens(sim: Simulation) -> None:
        begun = sim.clocks.seconds
        sim.clocks.suspended += min(seconds, max(sim.calm_from - begun, 0.0))
        sim.bad.append(Bad("down", begun, sim.clocks.seconds))

    happens.__name__ = f"suspended {seconds:g} s"
    return happens


def pages_fail(times: int) -> Happening:
    """The next pages are no pages."""

    def happens(sim: Simulation) -> None:
        sim.bad.append(Bad("pages", sim.clocks.seconds, sim.clocks.seconds + times * sim.setup.poll_seconds * 4))
        sim.channels.fail(times)

    happens.__name__ = f"{times} pages fail"
    return happens


def pages_away(lasting: float, *, hanging: bool = False) -> Happening:
    """The preview hosts refuse, or hang."""

    def happens(sim: Simulation) -> None:
        until = sim.loop.time() + lasting
        sim.bad.append(Bad("pages", sim.clocks.seconds, sim.clocks.seconds + lasting))
        if hanging:
            sim.channels.hanging_until = until
        else:
            sim.channels.down_until = until

    happens.__name__ = f"pages {'hang' if hanging else 'away'} {lasting:g} s"
    return happens
