"""The scenes of the docs: the sample nights as they stood at some moment, and what goes wrong with them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import parsers
from bot.demo.nights import Sample, sample_nights
from bot.demo.templates import text_of
from bot.hosts.write import head_for, write_record
from parsers.channels import CHANNELS
from parsers.records import Sighting
from storage import open_store
from storage.engines.engine import Database
from storage.posts.intake import take_in
from storage.views.host_record import holdings
from tests.bot.talking import Talk
from tests.storage.builders import at, followed

Fill = Callable[[Database], None]


@dataclass(frozen=True)
class Scene:
    """What is in the database at ``now``, what may happen later, by name, and whether the bot's operator asks.

    ``elsewhere`` is what another host saw, whose record is at hand.
    """

    now: datetime
    fill: Fill
    events: dict[str, Callable[[Talk], None]] = field(default_factory=dict)
    operated: bool = False
    elsewhere: Fill | None = None

    def furnish(self, folder: Path) -> None:
        """Put the database and an export of the Air Force's channel into a folder, where there is anything."""
        if self.fill is nothing:
            return
        with open_store(folder / "overnight.db") as store:
            store.write_now(self.fill)
        (folder / "ChatExport").mkdir()
        (folder / "ChatExport" / "result.json").write_text(json.dumps(export(self.now)), encoding="utf-8")
        post = next(text_of(one) for one in sample_nights() if one.number == 83263)
        (folder / "post.txt").write_text(post, encoding="utf-8")
        if self.elsewhere:
            write_elsewhere(folder / "other-host.zip", self.elsewhere, self.now)


def nothing(db: Database) -> None:
    """Nothing followed yet."""


def as_of(now: datetime, *, ministry_read: datetime | None = None, text: Callable[[Sample], str] = text_of) -> Fill:
    """Every sample night posted by ``now``, through the reader; both channels were just read, where not said."""

    def fill(db: Database) -> None:
        for channel in CHANNELS:
            seen = (ministry_read or now) if channel == "mod_russia" else now
            take_in(db, channel, [sighting(one, text(one)) for one in posted(channel, seen)], parsers.READER)
            followed(db, channel, f"{seen - timedelta(minutes=1):%Y-%m-%d %H:%M}")

    return fill


def posted(channel: str, by: datetime) -> list[Sample]:
    return [one for one in sample_nights() if one.channel == channel and one.posted <= by]


def sighting(one: Sample, text: str, seen: datetime | None = None) -> Sighting:
    return Sighting(one.number, one.posted, text, seen or one.posted, "preview", edited=seen is not None)


def edit(talk: Talk) -> None:
    """Half past ten in Kyiv: the Air Force writes four more drones and two more downed into its report."""
    talk.moment.now = at("2025-05-20 07:30")
    night = next(one for one in posted("kpszsu", talk.moment.now) if one.launched == 108)
    anew = replace(night, launched=112, downed=37)
    talk.bot.store.write_now(
        take_in, "kpszsu", [sighting(night, text_of(anew), talk.moment.now)], parsers.READER
    )  # fmt: skip


def edited_there(db: Database) -> None:
    """The other host saw an edit of the report of 6 October 2026; it was not running in the night to 5 October."""
    for channel in CHANNELS:
        missed = {date(2026, 10, 5)}
        seen = [sighting(one, text_of(one)) for one in posted(channel, OCTOBER) if one.posted.date() not in missed]
        take_in(db, channel, seen, parsers.READER)
    night = next(one for one in posted("kpszsu", OCTOBER) if one.number == 83263)
    anew = sighting(night, text_of(replace(night, downed=117)), at("2026-10-06 07:10"))
    take_in(db, "kpszsu", [anew], parsers.READER)


def write_elsewhere(path: Path, fill: Fill, now: datetime) -> None:
    """Write the record of another host."""
    with TemporaryDirectory() as place, open_store(Path(place) / "overnight.db") as store, path.open("wb") as out:
        store.write_now(fill)
        known = store.read_now(holdings, tuple(CHANNELS), False)
        assert known
        write_record(store, head_for(known, date(2026, 10, 1), None, False, now), out)


def without_the_attack(one: Sample) -> str:
    """The report of 21 May 2026 in a shape that tells neither when nor what was launched."""
    return (
        "Збито/подавлено 109 ворожих БпЛА, ще 2 в повітрі.\nВлучання на 5 локаціях."
        if one.launched == 116
        else text_of(one)
    )


def export(now: datetime) -> dict[str, object]:
    """What Telegram Desktop writes of the Air Force's channel."""
    messages = [
        {
            "id": one.number,
            "type": "message",
            "date": f"{one.posted:%Y-%m-%dT%H:%M:%S}",
            "date_unixtime": str(int(one.posted.timestamp())),
            "text": text_of(one),
            "text_entities": [{"type": "plain", "text": text_of(one)}],
        }
        for one in posted("kpszsu", now)
    ]
    numeric_id = CHANNELS["kpszsu"].numeric_id
    return {"name": "Air Force", "type": "public_channel", "id": numeric_id, "messages": messages}


MAY_2025, MAY_2026, OCTOBER = at("2025-05-20 07:00"), at("2026-05-21 06:30"), at("2026-10-07 09:02")

SCENES: dict[str, Scene] = {
    "samples": Scene(OCTOBER, as_of(OCTOBER)),
    "day": Scene(at("2026-05-13 17:00"), as_of(at("2026-05-13 17:00"))),
    "edited": Scene(MAY_2025, as_of(MAY_2025), {"the Air Force edits its post": edit}),
    "unread": Scene(MAY_2026, as_of(MAY_2026, text=without_the_attack), operated=True),
    "unreachable": Scene(at("2026-10-06 04:30"), as_of(at("2026-10-06 04:30"), ministry_read=at("2026-10-05 21:10"))),
    "two_hosts": Scene(OCTOBER, as_of(OCTOBER), elsewhere=edited_there),
    "empty": Scene(OCTOBER, nothing),
}
