"""``overnight export record``, ``import`` of one, and ``compare``: two hosts of one channel, as a person joins them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import time_machine
from click.testing import CliRunner, Result

from bot.cli import main
from parsers import READER
from parsers.records import Sighting
from storage import Store, open_store
from storage.channels.cursors import identified
from storage.posts.intake import take_in
from tests.storage.looking import file_of

POSTED = datetime(2026, 9, 22, 5, 30, tzinfo=UTC)
# Invented figures in the shape of the channel's reports.
NIGHT = """У ніч на 22 вересня (з 18:00 21 вересня) противник атакував {} ударними БпЛА типу Shahed із напрямків Курськ.
Станом на 08:00 протиповітряною обороною збито/подавлено 71 ворожий БпЛА.
Зафіксовано влучання 14 ударних БпЛА на 9 локаціях."""
THEIRS = "overnight-record-2026-09-22-2026-09-22.zip"
Change = Callable[[str], str]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """The clock of the commands, well after the posts of these tests."""
    with time_machine.travel(datetime(2026, 9, 23, 12, tzinfo=UTC), tick=False):
        yield


def seen(message_id: int, text: str | None, minutes: int, transport: str = "preview") -> Sighting:
    return Sighting(message_id, POSTED, text, POSTED + timedelta(minutes=minutes), transport)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_database: bytes) -> Path:
    """The record of another host: it saw the night first with 93 and then with 97 drones, and an alert."""
    path = tmp_path / "their.db"
    path.write_bytes(empty_database)
    path.chmod(0o600)
    with open_store(path) as store:
        told = [seen(5, NIGHT.format(93), 1), seen(5, NIGHT.format(97), 30), seen(5, NIGHT.format(97), 40)]
        store.write_now(take_in, "kpszsu", [*told, seen(6, "Загроза!", 1)], READER)
    with monkeypatch.context() as there:
        there.chdir(tmp_path)
        there.setenv("OVERNIGHT_DATABASE", str(path))
        result = run("export", "record")
    assert result.output == f"2 versions of 1 report published from 2026-09-22 to 2026-09-22: {THEIRS}\n"
    return tmp_path / THEIRS


def changed(record: Path, name: str, change: Change) -> str:
    """Write a record anew with a file of it changed; return its name."""
    with ZipFile(record) as old, ZipFile(record.with_name("changed.zip"), "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry).decode()
            new.writestr(entry, (change(text) if entry == name else text).encode(errors="surrogateescape"))
    return "changed.zip"


def line_with(**fields: Any) -> Change:
    """A change of the first line of the texts."""

    def change(text: str) -> str:
        first, *others = text.splitlines()
        return "\n".join([json.dumps(json.loads(first) | fields), *others]) + "\n"

    return change


def test_a_record_holds_the_texts_word_for_word_and_the_tallies_that_stand(record: Path) -> None:
    with ZipFile(record) as archive:
        assert archive.namelist() == ["texts.jsonl", "lines.csv", "datapackage.json"]
        lines = [json.loads(line) for line in archive.read("texts.jsonl").splitlines()]
        assert [line.split(",")[:3] for line in archive.read("lines.csv").decode().splitlines()[1:2]] == [
            ["kpszsu", "5", "2"]
        ]
        package = json.loads(archive.read("datapackage.json"))
    assert lines[1] == {
        "channel": "kpszsu",
        "message_id": 5,
        "published_at": "2026-09-22T05:30:00Z",
        "is_edited": False,
        "unmarked_at": "2026-09-22T06:10:00Z",
        "forward": None,
        "members": [],
        "revision": 2,
        "text": NIGHT.format(97),
        "sha256": lines[1]["sha256"],
        "observed_at": "2026-09-22T06:00:00Z",
        "last_observed_at": "2026-09-22T06:10:00Z",
        "between": [],
        "transports": ["preview"],
    }
    assert set(lines[0]) == {field["name"] for field in package["resources"][0]["schema"]["fields"]}
    assert package["record"]["channels"]["kpszsu"] == {"numeric_id": 1223955273, "covered": []}
    assert (package["record"]["first"], package["record"]["until"]) == ("2026-09-22T00:00:00Z", "2026-09-23T00:00:00Z")


def test_merging_tells_what_is_new_and_where_the_other_reader_read_other_figures(database: Store, record: Path) -> None:
    database.write_now(take_in, "kpszsu", [seen(5, NIGHT.format(93), 2)], READER)
    misread = changed(record, "lines.csv", lambda table: table.replace(",97,exact", ",79,exact"))
    assert run("import", misread).stdout == (
        "@kpszsu: 1 post in the record. 0 new posts, 1 edited; 1 tally, 0 unreadable.\n"
        "@mod_russia: 0 posts in the record. 0 new posts, 0 edited; 0 tallies, 0 unreadable.\n"
        "Of 1 version our reader reads other figures than that host's did, in the same text.\n"
    )
    drones = "SELECT revision, number FROM lines WHERE outcome = 'launched' ORDER BY revision"
    assert database.read_now(lambda db: db.execute(drones).fetchall()) == [(1, 93), (2, 97)]
    told = json.loads(run("import", str(record), "--json").stdout)["kpszsu"]
    refused = {"hash": 0, "future": 0, "early": 0, "published": 0}
    nothing = {"new": 0, "edited": 0, "tallies": 0, "unreadable": 0}
    assert told == {"posts": 1, **nothing, "refused": refused, "read_otherwise": 0}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "Загроза!"}, "Refused: 1 version whose text is not the one its hash is of."),
        ({"last_observed_at": "2126-01-01T00:00:00Z"}, "Refused: 1 version seen in the future."),
        (
            {"observed_at": "2026-09-22T04:00:00Z"},
            "Refused: 1 version seen before the post was published.",
        ),
        (
            {"published_at": "1990-01-01T00:00:00Z"},
            "Refused: 1 version of a post that was published at another time.",
        ),
        ({"channel": "somebody"}, "Passed over, of channels not followed here (@somebody): 1 version."),
    ],
    ids=["hash", "future", "early", "impossible", "channel"],
)
def test_a_version_that_cannot_be_right_is_refused_and_the_others_are_taken(
    database: Store, record: Path, fields: dict[str, Any], said: str
) -> None:
    result = run("import", changed(record, "texts.jsonl", line_with(**fields)))
    assert (result.exit_code, result.stdout.splitlines()[2:]) == (0, [said])
    texts = database.read_now(lambda db: db.execute("SELECT text FROM revisions").fetchall())
    assert texts == [(NIGHT.format(97),)]


def test_a_post_that_we_know_from_another_time_is_not_overwritten(database: Store, record: Path) -> None:
    earlier = seen(5, "Загроза!", 1)
    ours = Sighting(5, POSTED + timedelta(hours=3), earlier.text, POSTED + timedelta(hours=4), "preview")
    database.write_now(take_in, "kpszsu", [ours], READER)
    assert "Refused: 2 versions of a post that was published at another time." in run("import", str(record)).stdout
    assert run("compare", str(record)).exit_code == 3
    texts = database.read_now(lambda db: db.execute("SELECT text FROM revisions").fetchall())
    assert texts == [("Загроза!",)]


def bomb(record: Path) -> str:
    with ZipFile(record, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("texts.jsonl", b" " * 30_000_000)
        archive.writestr("lines.csv", b"")
        archive.writestr("datapackage.json", b'{"record": {"layout": 1}}')
    return record.name


def twice(record: Path) -> str:
    with ZipFile(record, "a") as archive:
        archive.writestr("more/texts.jsonl", b"{}")
    return record.name


def without(name: str) -> Callable[[Path], str]:
    def made(record: Path) -> str:
        with ZipFile(record) as old, ZipFile(record.with_name("less.zip"), "w") as new:
            for entry in old.namelist():
                if entry != name:
                    new.writestr(entry, old.read(entry))
        return "less.zip"

    return made


def cut(record: Path) -> str:
    record.write_bytes(record.read_bytes()[:-200])
    return record.name


def spoilt(record: Path) -> str:
    raw = bytearray(record.read_bytes())
    raw[100:300] = b"\0" * 200
    record.write_bytes(raw)
    return record.name


def of(name: str, change: Change) -> Callable[[Path], str]:
    return lambda record: changed(record, name, change)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "The record does not say what it holds"),
        (of("texts.jsonl", lambda text: " " * 30_000_000), "unpacks to far more than an export would; refused."),
        (twice, "has texts.jsonl 2 times; a host's record has it once."),
        (without("texts.jsonl"), "has tallies without the posts' texts and cannot be merged"),
        (without("lines.csv"), "has lines.csv 0 times"),
        (without("datapackage.json"), "has datapackage.json 0 times"),
        (cut, "is a zip file that was cut off."),
        (spoilt, "is a damaged or locked zip file"),
        (of("texts.jsonl", lambda text: text[:-30]), "Line 2 of the texts is no version of a post"),
        (of("texts.jsonl", line_with(members=list(range(5, 30)))), "Line 1 of the texts is no version of a post"),
        (of("texts.jsonl", line_with(text="\ud800")), "Line 1 of the texts is no version of a post"),
        (of("lines.csv", lambda text: text.replace("message_id", "id", 1)), "has a row that overnight does not write"),
        (of("lines.csv", lambda text: f"{text}\udcff\n"), "lines.csv in changed.zip is no table"),
        (of("datapackage.json", lambda text: "{}"), "The record does not say what it holds"),
        (of("datapackage.json", lambda text: text.replace('"layout": 1', '"layout": 2')), "by a newer overnight"),
        (
            of("datapackage.json", lambda text: text.replace("1223955273", "7")),
            "@kpszsu of changed.zip is another channel: its id is 7, ours is 1223955273.",
        ),
        (
            of("datapackage.json", lambda text: text.replace("kpszsu", "one").replace("mod_russia", "two")),
            "changed.zip holds none of the channels that are followed. It holds @one, @two.",
        ),
    ],
)
def test_a_file_that_is_no_sound_record_is_refused_in_one_line(
    database: Store, record: Path, make: Callable[[Path], str], said: str
) -> None:
    result = run("import", make(record))
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert said in result.stderr


def test_hosts_that_saw_the_same_texts_compare_as_equal(database: Store, record: Path) -> None:
    run("import", str(record))
    database.write_now(take_in, "kpszsu", [seen(6, "Загроза!", 1)], READER)
    before = file_of(database).read_bytes()
    result = run("compare", str(record))
    assert (result.exit_code, result.stdout) == (
        0,
        "The record has reports published from 2026-09-22 00:00 to 2026-09-23 00:00 UTC.\n"
        "@kpszsu 2026-09: 1 the same\n"
        "Both hosts saw the same texts.\n",
    )
    assert file_of(database).read_bytes() == before


def test_each_post_that_differs_is_told_with_the_versions_that_only_one_host_saw(database: Store, record: Path) -> None:
    database.write_now(
        take_in, "kpszsu",
        [seen(5, NIGHT.format(93), 1), seen(5, NIGHT.format(95), 20), seen(7, NIGHT.format(50), 3)], READER,
    )  # fmt: skip
    result = run("compare", str(record))
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (
        3,
        [
            "@kpszsu 2026-09: 1 with other texts, 1 only here",
            "https://t.me/kpszsu/5 with other texts · there version 2, seen 2026-09-22 06:00 to 2026-09-22 06:10 · "
            "here version 2, seen 2026-09-22 05:50",
            "https://t.me/kpszsu/7 only here · here version 1, seen 2026-09-22 05:33",
        ],
    )
    told = json.loads(run("compare", str(record), "--json").stdout)
    assert (told["equal"], told["months"]) == (
        False,
        [{"channel": "kpszsu", "month": "2026-09", "same": 0, "other_text": 1, "only_theirs": 0, "only_ours": 1}],
    )
    first = told["differences"][0]
    assert (first["alike"], [len(first[side]) for side in ("there", "here")]) == ("other_text", [1, 1])


def test_a_post_that_only_the_other_host_has_and_one_it_refuses_are_differences(database: Store, record: Path) -> None:
    result = run("compare", changed(record, "texts.jsonl", line_with(text="Загроза!")))
    assert (result.exit_code, result.stdout.splitlines()[1:]) == (
        3,
        [
            "@kpszsu 2026-09: 1 only there",
            "Refused: 1 version whose text is not the one its hash is of.",
            "https://t.me/kpszsu/5 only there · there version 2, seen 2026-09-22 06:00 to 2026-09-22 06:10",
        ],
    )


def test_what_cannot_be_compared_or_written_is_said_in_one_line(
    database: Store, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.write_now(take_in, "kpszsu", [seen(5, NIGHT.format(93), 1)], READER)
    database.write_now(identified, "mod_russia", 42, "identity")
    (tmp_path / "none.txt").write_text("none")
    mine = changed(record, "datapackage.json", lambda text: text.replace('"numeric_id": null', '"numeric_id": 41'))
    for arguments, said in (
        (("compare", "none.txt"), "none.txt is no record of a host; 'overnight export record' makes one."),
        (("compare", mine), "is another channel"),
        (("export", "record"), f"{THEIRS} already exists; name another file with --output."),
        (("export", "record", "--from", "2026-09-23"), "--from 2026-09-23 is after --to 2026-09-22."),
        (("export", "csv", "--all"), "--all goes with record."),
    ):
        result = run(*arguments)
        assert (result.exit_code in (1, 2), said in result.stderr, result.stdout) == (True, True, ""), result.stderr
    monkeypatch.setenv("OVERNIGHT_DATABASE", "missing.db")
    assert "There is no database at" in run("compare", str(record)).stderr


def test_a_record_of_every_post_and_of_some_days(database: Store, tmp_path: Path) -> None:
    next_day = Sighting(8, POSTED + timedelta(days=1), "Відбій", POSTED + timedelta(days=1), "preview")
    told = [seen(5, NIGHT.format(93), 1), seen(6, "Загроза!", 1), next_day]
    database.write_now(take_in, "kpszsu", told, READER)
    result = run("export", "record", "--all", "--from", "2026-09-23", "--output", "all.zip")
    assert result.output == "1 version of 1 post published from 2026-09-23 to 2026-09-23: all.zip\n"
    with ZipFile(tmp_path / "all.zip") as archive:
        assert [json.loads(line)["message_id"] for line in archive.read("texts.jsonl").splitlines()] == [8]
    assert run("compare", "all.zip").stdout.splitlines()[0] == (
        "The record has posts published from 2026-09-23 00:00 to 2026-09-23 12:00 UTC."
    )
