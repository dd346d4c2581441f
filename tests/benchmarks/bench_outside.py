"""Our readings of a folder of posts beside others' tables, as Markdown for ``docs/accuracy.md``: ``make accuracy``.

The posts are imported into a database of their own, as any export is; a post without a number gets one that no channel
has. Excerpts, of which the reader refuses most for want of a window, are compared apart: what was understood of them,
as the night that ends on their date.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.accuracy_text import accuracy_text
from parsers import READER, read
from parsers.channels import CHANNELS
from parsers.outside_tables import read_table, read_verdicts
from parsers.records import Post, Precision, Sighting, Tally, Unreadable, Window
from parsers.records.outside import OutsideTable, TableVerdict
from parsers.time.night import nights_of
from storage import Store, open_store
from storage.accuracy.outside_figures import replace_table
from storage.accuracy.verdicts import replace_verdicts
from storage.posts.intake import take_in
from storage.readings import tallies
from storage.views.accuracy import AccuracyView, accuracy_view
from tests.benchmarks.variants_cases import moment, rows

POSTS = ("ua-dev", "ru-dev", "ru-mass")
VERDICTS = Path("docs/accuracy/verdicts.csv")
# Above every number of a real post: for posts whose number is not known.
NO_NUMBER = 1_000_000_000
PORTION = 200
NOON = time(12)


def posts(folder: Path) -> list[Post]:
    """Return the posts of the folder that have a time, each once, in the order of their times."""
    found: dict[str, Post] = {}
    for name in POSTS:
        for row in rows(folder / f"{name}.posts.jsonl"):
            posted = moment(row["posted"])
            if posted:
                post = Post(row["channel"], row["message_id"], posted, row["text"], row["key"])
                found.setdefault(row["key"], post)
    ordered = sorted(found.values(), key=lambda post: (str(post.posted), str(post.key)))
    return [replace(post, message_id=post.message_id or NO_NUMBER + n) for n, post in enumerate(ordered)]


def import_posts(store: Store, found: Sequence[Post]) -> None:
    """Store the posts as sightings, as an import does."""
    sightings: defaultdict[str, list[Sighting]] = defaultdict(list)
    for post in found:
        assert post.message_id is not None
        assert post.posted is not None
        sightings[post.channel].append(Sighting(post.message_id, post.posted, post.text, post.posted, "export"))
    for channel, some in sightings.items():
        for start in range(0, len(some), PORTION):
            store.write_now(take_in, channel, some[start : start + PORTION], READER)


def understood(found: Iterable[Post]) -> Iterator[tuple[Post, Tally]]:
    """Yield what was understood of refused excerpts, those of one date as one, with the night that ends on it."""
    by_date: dict[tuple[str, date, bool], tuple[Post, Tally]] = {}
    for post in found:
        reading = read(post)
        if not isinstance(reading, Unreadable) or reading.partial is None or post.posted is None:
            continue
        tally, place = reading.partial, (post.channel, post.posted.date(), post.posted.time() < NOON)
        if place in by_date:
            earlier = by_date[place][1]
            tally = replace(earlier, lines=earlier.lines + tally.lines, window=earlier.window or tally.window)
        by_date[place] = (post, tally)
    yield from ((post, replace(tally, window=tally.window or _night(post))) for post, tally in by_date.values())


def _night(post: Post) -> Window | None:
    """Return the night to a post's date; None of a post of the afternoon."""
    assert post.posted is not None
    day = post.posted.astimezone(CHANNELS[post.channel].zone).date()
    return Window(day - timedelta(days=1), day, Precision.DAY, (0, 0)) if post.posted.time() < NOON else None


def save_understood(store: Store, found: Iterable[tuple[Post, Tally]]) -> None:
    """Save readings of excerpts as if each had told its window."""
    for post, tally in found:
        assert post.message_id is not None
        key = (post.channel, post.message_id, 1)
        nights = nights_of(post.channel, tally)
        store.write_now(
            tallies.save, *key, tally, reader_version=READER.version, reader=None, nights=nights, judged=None
        )


def compared(folder: Path, found: Sequence[Post], tables: Sequence[OutsideTable], judged: list[TableVerdict],
             *, excerpts: bool) -> AccuracyView:  # fmt: skip
    """Return the comparison of the posts, or of the refused excerpts among them, in a new database in the folder."""
    with open_store(folder / f"{'excerpts' if excerpts else 'posts'}.db") as store:
        import_posts(store, [post for post in found if not excerpts or isinstance(read(post), Unreadable)])
        if excerpts:
            save_understood(store, understood(found))
        for table in tables:
            store.write_now(replace_table, table, datetime.now(UTC))
        store.write_now(replace_verdicts, judged)
        view = store.read_now(accuracy_view)
    return AccuracyView(tuple(one for one in view.tables if one.totals))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of posts, one JSON object a line")
    parser.add_argument("--outside", type=Path, required=True, help="a folder of others' tables")
    parser.add_argument("--verdicts", type=Path, default=VERDICTS)
    asked = parser.parse_args()
    found = posts(asked.corpus)
    files = sorted(path for path in asked.outside.iterdir() if path.suffix in {".csv", ".json"})
    tables = [read_table(path.stem, path.read_bytes()) for path in files]
    judged = read_verdicts(asked.verdicts.read_bytes())
    with TemporaryDirectory(prefix="overnight-") as name:
        print(text(compared(Path(name), found, tables, judged, excerpts=False)))
        print("\n## Excerpts\n")
        print(text(compared(Path(name), found, tables, judged, excerpts=True)))


def text(view: AccuracyView) -> str:
    """Return the comparison without the links of posts whose number is not known."""
    return re.sub(
        rf"\[([^\]]+)\]\(https://t\.me/\w+/{NO_NUMBER // 10**8}\d{{8,}}\)", r"\1", "\n".join(accuracy_text(view))
    )


if __name__ == "__main__":
    main()
