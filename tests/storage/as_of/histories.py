"""Random histories of a channel as a live host sees them, and what it answers after each thing that happens.

The host of the test is the witness: it reads every post the moment it appears, so what it answers then is what was
known then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from parsers.judge import judge
from parsers.records import Decision, NotAReport, Outcome, Post, Reader, Reading, Sighting, Unreadable
from parsers.time.night import nights_of, rule
from storage import Store
from storage.as_of.vintages import stated_figures
from storage.engines.engine import Database
from storage.posts.intake import take_in
from storage.readings import reprocess
from storage.readings.judging import decide
from storage.readings.load import Key
from storage.views.readings import tallies_shown
from storage.views.series import night_keys
from tests.storage.builders import at, line, tally

CHANNEL = "kpszsu"
START = at("2026-09-01 06:00")
NIGHTS = 24


def reader(version: int) -> Reader:
    """Reads ``start > end = number``; version 2 takes 7 for 70, and cannot read 9."""

    def read(post: Post) -> Reading:
        if "=" not in post.text:
            return NotAReport()
        window, number = post.text.split(" = ")
        if number == "?" or (version == 2 and number == "9"):
            return Unreadable("no_launched")
        start, end = window.split(" > ")
        launched = 70 if version == 2 and number == "7" else int(number)
        return tally(post.channel, start, end, line(Outcome.LAUNCHED, launched, "shahed"))

    return Reader(version=version, read=read, nights=nights_of, judge=judge, rule=rule)


READERS = {1: reader(1), 2: reader(2)}


@dataclass(frozen=True)
class Step:
    """One thing that happens ``minutes`` after the one before: a post, an edit, a re-read, a decision."""

    what: str
    minutes: int
    message_id: int = 0
    text: str = ""
    decision: Decision | None = None


def report(night: int, start: int, end: int, number: str) -> str:
    """The text of a report of the night that ends on a day of September, or of a window near it."""
    midnight = at("2026-09-01 00:00") + timedelta(days=night)
    first, last = midnight - timedelta(hours=start), midnight + timedelta(hours=end)
    return f"{first:%Y-%m-%d %H:%M} > {last:%Y-%m-%d %H:%M} = {number}"


# A few numbers, so that edits restore figures, readers differ, and one night is beyond all others.
NUMBERS = st.sampled_from(["5", "7", "9", "20", "60", "400", "?"])
REPORTS = st.builds(
    report, st.integers(0, NIGHTS - 1), st.sampled_from([9, 9, 9, 8, -4]), st.sampled_from([4, 5, 5, 6, 13]), NUMBERS
)
TEXTS = st.one_of(REPORTS, REPORTS, REPORTS, st.just("nothing of the kind"))


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """A stretch of quiet nights, so that there is a history to compare with, then anything."""
    quiet = [Step("post", 1440, n + 1, report(n, 9, 5, "20")) for n in range(draw(st.sampled_from([0, 3, 16])))]
    posts, steps = len(quiet), list[Step]()
    for _ in range(draw(st.integers(1, 9))):
        what = draw(st.sampled_from(["post", "post", "post", "edit", "edit", "edit", "reread", "decide"]))
        minutes = draw(st.integers(1, 2000))
        if what == "post" or posts == 0:
            posts += 1
            steps.append(Step("post", minutes, posts, draw(TEXTS)))
        elif what == "reread":
            steps.append(Step("reread", minutes))
        else:
            number = draw(st.integers(max(1, posts - 4), posts))
            decision = draw(st.sampled_from(list(Decision))) if what == "decide" else None
            steps.append(Step(what, minutes, number, draw(TEXTS), decision))
    return quiet + steps


@dataclass(frozen=True)
class Answer:
    """What the host told at a moment of every night: figures, or None."""

    at: datetime
    nights: dict[date, object]


def figures_of_nights(db: Database) -> dict[date, object]:
    """The figures that each night is told with; nights that are not told are left out."""
    keys = night_keys(db, CHANNEL, START.date() - timedelta(days=2), START.date() + timedelta(days=NIGHTS + 2))
    views = tallies_shown(db, list(keys.values()))
    return {view.night: stated_figures(view.tally) for view in views if view.night}


def happen(store: Store, steps: Sequence[Step]) -> Iterator[tuple[datetime, int]]:
    """Let a history happen on a host; yield after every step the time, and which version of the reader it has."""
    now, version, published = START, 1, dict[int, datetime]()
    for step in steps:
        now += timedelta(minutes=step.minutes)
        if step.what in ("post", "edit"):
            published.setdefault(step.message_id, now)
            sighting = Sighting(
                step.message_id, published[step.message_id], step.text, now, "preview", edited=step.what == "edit"
            )
            store.write_now(take_in, CHANNEL, [sighting], READERS[version])
        elif step.what == "reread":
            version = 3 - version
            stored = store.read_now(reprocess.texts, 1000)
            made = reprocess.read_again(READERS[version], stored)
            store.write_now(reprocess.keep, READERS[version], stored, made, now)
        elif current := store.read_now(newest, step.message_id):
            store.write_now(decide, current, step.decision, READERS[version], now)
        yield now, version


def lived(store: Store, steps: Sequence[Step]) -> list[Answer]:
    """Let a history happen on a host; return its answers after every step."""
    return [Answer(now, store.read_now(figures_of_nights)) for now, _ in happen(store, steps)]


def newest(db: Database, message_id: int) -> Key | None:
    """The newest version of a post, if nothing was decided about its words yet and it states figures."""
    row = db.execute(
        """SELECT message_id, revision, sha256 FROM revisions JOIN readings USING (channel, message_id, revision)
            WHERE message_id = ? AND format IS NOT NULL ORDER BY revision DESC LIMIT 1""",
        (message_id,),
    ).fetchone()
    if row is None or db.execute("SELECT 1 FROM decisions WHERE sha256 = ?", (row[2],)).fetchone():
        return None
    return Key(CHANNEL, row[0], row[1])
