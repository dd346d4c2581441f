"""Merging the record of another host: its texts take their places among ours, and our reader reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.hosts.archive import HostRecord, opened_record
from bot.hosts.checks import PUBLISHED, check_channels, portions, refusal_of
from bot.hosts.figures import Figures, differing, their_figures
from parsers.records import HostHead, HostRevision, Reader
from parsers.sources.desktop_messages import NotFollowedError
from parsers.sources.host_record import sightings_of
from storage import Store
from storage.channels.gaps import shrink
from storage.posts.intake import Intake
from storage.posts.merging import merge
from storage.readings.load import Key
from storage.views.host_record import reports_of


@dataclass(slots=True)
class MergedChannel:
    """What a record had of one channel, and what of it was new; ``refused`` counts versions by why they were refused.

    ``read_otherwise`` counts versions that the other host's reader read as other figures than ours reads.
    """

    posts: int = 0
    taken: Intake = field(default_factory=Intake)
    refused: Counter[str] = field(default_factory=Counter)
    read_otherwise: int = 0
    lowest: int = 0
    highest: int = 0
    unseen: set[int] = field(default_factory=set)

    def add(self, revisions: Sequence[HostRevision], refused: Mapping[int, str], taken: Intake) -> None:
        """Add a portion; ``refused`` has the places of the versions that were refused in it."""
        ids = {one.message_id for one in revisions}
        self.posts += len(ids)
        self.taken += taken
        self.refused.update(refused.values())
        self.unseen |= {revisions[place].message_id for place in refused}
        self.lowest = min(self.lowest or min(ids), *ids)
        self.highest = max(self.highest, *ids, *(member for one in revisions for member in one.members))


@dataclass(frozen=True, slots=True)
class MergedRecord:
    """What a record brought each followed channel; ``passed_over`` counts the versions of others by their channels."""

    channels: Mapping[str, MergedChannel]
    passed_over: Counter[str]


def merge_record(
    path: Path,
    followed: Mapping[str, int | None],
    store: Store,
    reader: Reader,
    now: Callable[[], datetime],
    *,
    progress: Callable[[int], None],
) -> MergedRecord:
    """Merge the record at ``path``: revisions are added, in the order of time, and none is overwritten.

    ``followed`` are channels with their numeric ids, where known. What the host read in the texts is compared, never
    taken. ``progress`` is called with how many posts were read so far. Each portion is a transaction, so an interrupted
    merge can simply be repeated, and repeating it changes nothing. Raises ``ExportError`` with a sentence.
    """
    with opened_record(path) as record:
        check_channels(record.head, followed, path)
        if not followed.keys() & record.head.channels.keys():
            names = ", ".join(f"@{name}" for name in list(record.head.channels)[:3])
            raise NotFollowedError(f"{path} holds none of the channels that are followed. It holds {names}.")
        done = _merged(record, list(followed), store, reader, now=now(), progress=progress)
        for channel, one in done.channels.items():
            _cover(store, channel, one, record.head, now())
    return done


def _merged(
    record: HostRecord,
    followed: Sequence[str],
    store: Store,
    reader: Reader,
    *,
    now: datetime,
    progress: Callable[[int], None],
) -> MergedRecord:
    theirs = their_figures(record.table())
    done = MergedRecord({name: MergedChannel() for name in followed if name in record.head.channels}, Counter())
    for channel, revisions in portions(record.revisions(), list(done.channels), done.passed_over):
        refused = {place: why for place, one in enumerate(revisions) if (why := refusal_of(one, now))}
        sound = [one for place, one in enumerate(revisions) if place not in refused]
        seen = [sighting for one in sound for sighting in sightings_of(one)]
        unmarked = {one.message_id: one.unmarked_at for one in sound if one.unmarked_at}
        taken, others = store.write_now(merge, channel, seen, unmarked, reader)
        refused |= {place: PUBLISHED for place, one in enumerate(revisions) if one.message_id in others}
        done.channels[channel].add(revisions, refused, taken)
        done.channels[channel].read_otherwise += _read_otherwise(record.head, channel, sound, theirs, store)
        progress(sum(one.posts for one in done.channels.values()))
    return done


def _read_otherwise(
    head: HostHead, channel: str, revisions: Sequence[HostRevision], theirs: Mapping[Key, Figures], store: Store
) -> int:
    told = [one for one in revisions if Key(channel, one.message_id, one.revision) in theirs]
    if not told:
        return 0
    ours = store.read_now(reports_of, channel, [(one.message_id, one.sha256) for one in told])
    return differing(told, theirs, ours, head)


def _cover(store: Store, channel: str, one: MergedChannel, head: HostHead, now: datetime) -> None:
    """Take out of our gaps what the host read whole, as far as the record has it. Reports alone cover nothing."""
    for first, last in head.channels[channel].covered if one.posts else ():
        lowest, highest = max(first, one.lowest), min(last, one.highest)
        if lowest <= highest:
            store.write_now(shrink, channel, lowest, highest, now, unseen=one.unseen)
