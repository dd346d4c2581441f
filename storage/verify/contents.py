"""Check the contents: compare texts with their hashes, and readings with a fresh reading of the same texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from parsers.records import Reader, Reading
from storage.engines.engine import Database
from storage.posts.forwards import COLUMNS, forward_of_row
from storage.posts.timeline import fingerprint
from storage.readings.load import Key, StoredReading, load_all
from storage.readings.readings import nights_of
from storage.readings.reprocess import BEFORE_ALL, Text, read_again
from storage.verify.report import Check

PORTION = 1000
MOST_PLACES = 20


@dataclass(slots=True)
class Contents:
    """The result of checking the texts and readings of a database."""

    versions: int = 0
    wrong_texts: list[Key] = field(default_factory=list)
    as_today: int = 0
    by_others: int = 0
    wrong_readings: list[Key] = field(default_factory=list)

    @property
    def damaged(self) -> set[str]:
        """Return the tables that are damaged."""
        return {"revisions" for _ in self.wrong_texts} | {"readings" for _ in self.wrong_readings}

    def checks(self, *, with_readings: bool) -> list[Check]:
        texts = f"{self.versions:,} text versions match their hashes."
        if self.wrong_texts:
            texts = f"Of {self.versions:,} text versions {len(self.wrong_texts):,} do not match their hashes."
        told = [Check("texts", not self.wrong_texts, texts, _named(self.wrong_texts))]
        if with_readings:
            told.append(Check("readings", not self.wrong_readings, self._of_readings(), _named(self.wrong_readings)))
        return told

    def _of_readings(self) -> str:
        wrong = len(self.wrong_readings)
        told = f"{self.as_today:,} readings are what the current reader makes of the texts"
        if wrong:
            told = f"{wrong:,} readings are not what the current reader makes of the texts, {self.as_today:,} are"
        return told + (f"; {self.by_others:,} are by another reader or not made yet." if self.by_others else ".")


def look_through(db: Database, reader: Reader, *, with_readings: bool) -> Contents:
    """Compare every version of every text with its hash, and this reader's readings with a fresh reading."""
    found = Contents()
    after = BEFORE_ALL
    while True:
        with db.one_moment():
            stored = list(_texts(db, after))
            kept = _kept(db, [one.key for one in stored]) if with_readings else {}
        if not stored:
            return found
        after = stored[-1].key
        found.versions += len(stored)
        wrong = [one.key for one in stored if fingerprint(one.text) != one.sha256]
        found.wrong_texts += wrong
        if with_readings:
            _hold_readings(found, reader, [one for one in stored if one.key not in wrong], kept)


def check_bodies(db: Database) -> Check:
    """Check that the text of every stored message matches its hash."""
    wrong, count, after = list[str](), 0, ""
    while rows := db.execute(
        "SELECT sha256, body FROM bodies WHERE sha256 > ? ORDER BY sha256 LIMIT ?", (after, PORTION)
    ).fetchall():
        count, after = count + len(rows), rows[-1][0]
        wrong += [digest for digest, body in rows if sha256(str(body).encode(errors="replace")).hexdigest() != digest]
    told = f"{count:,} messages match their hashes."
    if wrong:
        told = f"Of {count:,} messages {len(wrong):,} do not match their hashes."
    return Check("messages", not wrong, told, tuple(wrong[:MOST_PLACES]))


def _texts(db: Database, after: Key) -> Iterator[Text]:
    rows = db.execute(
        f"""SELECT channel, message_id, revision, COALESCE(published_at, 0), text, sha256, {COLUMNS}
            FROM revisions LEFT JOIN posts USING (channel, message_id)
            WHERE (channel, message_id, revision) > (?, ?, ?) ORDER BY channel, message_id, revision LIMIT ?""",  # nosec B608
        (*after, PORTION),
    ).fetchall()
    for row in rows:
        yield Text(Key(*row[:3]), datetime.fromtimestamp(row[3], UTC), row[4], row[5], forward_of_row(row[6:]))


def _kept(db: Database, keys: Sequence[Key]) -> dict[Key, StoredReading | None]:
    """Return the stored reading of each revision; None where the rows do not make a valid reading."""
    try:
        return dict(load_all(db, keys))
    except (ValueError, TypeError, KeyError):
        return {key: found for key in keys for found in _kept_alone(db, key)}


def _kept_alone(db: Database, key: Key) -> list[StoredReading | None]:
    try:
        return list(load_all(db, [key]).values())
    except (ValueError, TypeError, KeyError):
        return [None]


def _hold_readings(
    found: Contents, reader: Reader, stored: Sequence[Text], kept: dict[Key, StoredReading | None]
) -> None:
    unreadable = {key for key, standing in kept.items() if standing is None}
    ours = {key: one for key, one in kept.items() if one is not None and one.reader == reader.fingerprint}
    texts = [one for one in stored if one.key in ours]
    for one, fresh in zip(texts, read_again(reader, texts), strict=True):
        if _is_as(ours[one.key], fresh, reader):
            found.as_today += 1
        else:
            unreadable.add(one.key)
    found.wrong_readings += sorted(unreadable)
    found.by_others += sum(one.key not in ours and one.key not in unreadable for one in stored)


def _is_as(standing: StoredReading, fresh: Reading, reader: Reader) -> bool:
    ends_on = nights_of(reader, standing.key.channel, fresh).ends_on
    return (standing.reading, standing.nights.ends_on) == (fresh, ends_on)


def _named(keys: Sequence[Key]) -> tuple[str, ...]:
    return tuple(f"{key.channel}/{key.message_id} version {key.revision}" for key in keys[:MOST_PLACES])
