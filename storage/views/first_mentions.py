"""Which of a report's regions are news: named for the first time, or with a number higher than ever before."""

from __future__ import annotations

from datetime import date

from storage.engines.engine import Database
from storage.readings.load import Key

# With fewer dates reported before, nearly every region would be named for the first time.
ENOUGH_DATES = 30


def regions_in_the_news(db: Database, key: Key, ends_on: date) -> frozenset[str]:
    """Return the regions of a version of a post that no earlier national report of its channel names, or only with
    lower numbers.

    None of them where reports of fewer than ``ENOUGH_DATES`` earlier dates are stored. ``ends_on`` is the date on which
    the report's window ends.
    """
    values = {**key._asdict(), "ends_on": ends_on.isoformat()}
    (dates,) = db.execute(
        """SELECT COUNT(*) FROM (SELECT DISTINCT ends_on FROM current_readings
            WHERE channel = :channel AND reading = 'tally' AND COALESCE(judged_scope, scope) = 'national'
                AND ends_on < :ends_on LIMIT :enough) AS earlier""",
        {**values, "enough": ENOUGH_DATES},
    ).fetchone()
    if dates < ENOUGH_DATES:
        return frozenset()
    rows = db.execute(
        """SELECT DISTINCT own.place FROM places AS own
            WHERE own.channel = :channel AND own.message_id = :message_id AND own.revision = :revision
                AND own.role = 'region' AND NOT EXISTS (
                    SELECT 1 FROM places AS old JOIN current_readings USING (channel, message_id, revision)
                        WHERE old.place = own.place AND old.role = 'region' AND channel = :channel AND reading = 'tally'
                            AND (own.number IS NULL OR old.number IS NULL OR old.number >= own.number)
                            AND COALESCE(judged_scope, scope) = 'national' AND ends_on < :ends_on
                )""",
        values,
    ).fetchall()
    return frozenset(str(place) for (place,) in rows)
