"""Leases: of several programs on one database each piece of work is one's, until it ends or is silent for seconds.

A lease is a row with its holder, its epoch and until when it holds, in milliseconds by the database's own clock, so
that no two clocks are compared. Its epoch grows each time it gets another holder: whoever writes under it names the
epoch, and what was begun under an older one is refused (``storage.fleet.fencing``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from storage.engines.engine import Database

# A lease is taken over this long after its last renewal.
LEASE_SECONDS = 3.0
# The holder of a lease that was given back, which nobody is called.
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease as it stands: ``until`` is in milliseconds of the database's clock."""

    name: str
    holder: str
    epoch: int
    until: int


@dataclass(frozen=True, slots=True)
class LeasesNow:
    """Leases as they stand at ``now_ms`` of the database's clock."""

    now_ms: int
    leases: tuple[Lease, ...]


def take(db: Database, name: str, holder: str, now_ms: int) -> int | None:
    """Take a lease, or renew one's own, from ``now_ms`` on; return its epoch, None where it is another's.

    Its holder renews it without a new epoch, even late; another may take it only once it is over.
    """
    row = db.execute(
        """INSERT INTO leases (name, holder, epoch, until) VALUES (?, ?, 1, ?) ON CONFLICT (name) DO UPDATE SET
            epoch = CASE WHEN leases.holder = excluded.holder THEN leases.epoch ELSE leases.epoch + 1 END,
            holder = excluded.holder, until = excluded.until
            WHERE leases.holder = excluded.holder OR leases.until <= ? RETURNING epoch""",
        (name, holder, now_ms + round(LEASE_SECONDS * 1000), now_ms),
    ).fetchone()
    return int(row[0]) if row else None


def by_its_clock(db: Database) -> int:
    """Return the time by the database's own clock, in milliseconds."""
    return db.milliseconds()


def renew(
    db: Database, wanted: Collection[str], holder: str, clock: Callable[[Database], int] = by_its_clock
) -> LeasesNow:
    """Renew the holder's leases and take those that are free; return all that are wanted, as they stand then.

    A lease that is another's is only looked at, so that who waits for it disturbs nobody.
    """
    now_ms = clock(db)
    standing = {one.name: one for one in all_leases(db)}
    for name in wanted:
        now = standing.get(name)
        if now is None or now.holder == holder or now.until <= now_ms:
            epoch = take(db, name, holder, now_ms)
            if epoch is not None:
                standing[name] = Lease(name, holder, epoch, now_ms + round(LEASE_SECONDS * 1000))
    return LeasesNow(now_ms, tuple(standing[name] for name in wanted if name in standing))


def give_back(db: Database, holder: str, names: Sequence[str] | None = None) -> None:
    """Give back these leases, or all, so that another may take them at once; what ran under them may not write any
    more.
    """
    for one in all_leases(db):
        if one.holder == holder and (names is None or one.name in names):
            db.execute("UPDATE leases SET holder = ?, until = 0 WHERE name = ?", (NOBODY, one.name))


def stands(db: Database, name: str, holder: str, epoch: int) -> bool:
    """Return whether nobody else has taken a lease since this epoch of it began, even if it should be over by now."""
    row = db.execute(
        "SELECT 1 FROM leases WHERE name = ? AND holder = ? AND epoch = ?", (name, holder, epoch)
    ).fetchone()
    return row is not None


def holders(db: Database) -> dict[str, str]:
    """Return who holds each lease that is not over, by its name."""
    now_ms = db.milliseconds()
    return {one.name: one.holder for one in all_leases(db) if one.until > now_ms}


def all_leases(db: Database) -> list[Lease]:
    """Return every lease that was ever taken, by name."""
    rows = db.execute("SELECT name, holder, epoch, until FROM leases ORDER BY name").fetchall()
    return [Lease(*row) for row in rows]


def live(db: Database, now_ms: int) -> list[Lease]:
    """Return the leases that somebody holds at this moment, by name."""
    return [one for one in all_leases(db) if one.holder != NOBODY and one.until > now_ms]
