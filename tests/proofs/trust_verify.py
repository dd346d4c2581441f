"""Pages of a database overwritten at random, one at a time: each is found, or held nothing. Run by ``make trust``."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from parsers import READER
from storage import open_store
from storage.verify import Report, verify
from storage.verify.report import part_of
from tests.storage.damaged_pages import PAGE, Rows, answers, overwrite, pages_of
from tests.storage.filled_database import FIRST_ALERT, filled

PAGES = 71
# Smaller wounds, which leave a page in order: so many bytes of a stored text or reading changed, one at a time.
WOUNDS = 200


def database(path: Path) -> Path:
    """Some hundreds of posts, and pages that are free because posts were deleted."""
    filled(path, alerts=600, people=300)
    with open_store(path) as store:
        store.write_now(lambda db: db.execute("DELETE FROM posts WHERE message_id >= ?", (FIRST_ALERT + 520,)).rowcount)
    return path


def kind_of(report: Report) -> str:
    if report.whole:
        return "a free page: every row reads as before"
    if not report.parts:
        return "found: the page that tells what is in the file"
    bad = [name for name, ok in report.parts.items() if not ok]
    return f"found: {', '.join(bad) if bad else 'every part can be read'}"


def test_each_overwritten_page_is_detected_or_changes_no_answer(tmp_path: Path) -> None:
    path, dice = database(tmp_path / "overnight.db"), random.Random(71)
    whole, before = path.read_bytes(), answers(path)
    assert verify(path, READER).whole
    told: Counter[str] = Counter()
    for page in dice.sample(range(pages_of(path)), PAGES):
        overwrite(path, page, dice)
        report = verify(path, READER)
        assert not report.whole or answers(path) == before, f"page {page}"
        assert told_wrong(path, before, report) == [], f"page {page}: {report.sentence}"
        told[kind_of(report)] += 1
        path.write_bytes(whole)
    print(f"\n{PAGES} of {pages_of(path)} pages overwritten at random, {sum(told.values())} accounted for:")
    for kind, count in told.most_common():
        print(f"  {count:3}  {kind}")


def told_wrong(path: Path, before: dict[str, Rows | None], report: Report) -> list[str]:
    """The tables of parts that are said to be whole and do not read as they did."""
    after = answers(path)
    return [name for name, rows in before.items() if report.parts.get(part_of(name)) and after.get(name) != rows]


def test_each_changed_byte_of_a_text_is_detected(tmp_path: Path) -> None:
    path, dice = database(tmp_path / "overnight.db"), random.Random(200)
    whole, before = path.read_bytes(), answers(path)
    found = same = 0
    for _ in range(WOUNDS):
        at = dice.randrange(PAGE, len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << dice.randrange(8))]) + whole[at + 1 :])
        report, after = verify(path, READER), answers(path)
        found, same = found + (not report.whole), same + (report.whole and after == before)
        path.write_bytes(whole)
    print(
        f"\n{WOUNDS} single bits turned: {found} found, {same} where nothing is, "
        f"{WOUNDS - found - same} in rows without a hash"
    )
