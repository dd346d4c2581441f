"""The commands that bring posts in, as a person runs them."""

from __future__ import annotations

import asyncio
import json
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.demo import channel_page as faults
from bot.demo.channel_page import ChannelPages
from parsers.channels import CHANNELS
from storage import open_store
from storage.channels import cursors
from storage.channels.gaps import open_gap

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
IDS = {"kpszsu": 1223955273, "mod_russia": 777000777}


@pytest.fixture
def pages() -> Iterator[ChannelPages]:
    """Both channels on a host of their own, served from another thread."""
    made = ChannelPages(lambda: NOON)
    for name, numeric_id in IDS.items():
        made.add_channel(name, numeric_id)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(made.start(), loop).result()
    yield made
    asyncio.run_coroutine_threadsafe(made.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def database(tmp_path: Path, pages: ChannelPages, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database the commands of a test write to; the settings point them to the stand-in."""
    path = tmp_path / "overnight.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(path))
    monkeypatch.setenv("OVERNIGHT_PREVIEW_HOSTS", pages.host)
    monkeypatch.setenv("OVERNIGHT_PAGE_PAUSE_SECONDS", "0")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def told(*arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def fill(pages: ChannelPages, channel: str, count: int, first: int = 1) -> None:
    for number in range(first, first + count):
        pages.add_post(channel, number, f"alert {number}", NOON - timedelta(hours=1000 - number))


def posts(database: Path) -> list[tuple[str, int]]:
    with open_store(database) as store:
        return store.read_now(lambda db: db.execute("SELECT channel, message_id FROM posts ORDER BY 1, 2").fetchall())


def test_a_pass_reports_its_new_posts_and_a_second_pass_finds_none(database: Path, pages: ChannelPages) -> None:
    fill(pages, "kpszsu", 30)
    fill(pages, "mod_russia", 3)
    nothing = {"new": 0, "edited": 0, "tallies": 0, "unreadable": 0, "gaps": 0}
    assert told("follow", "--once") == {
        "kpszsu": nothing | {"pages": 2, "new": 30},
        "mod_russia": nothing | {"pages": 1, "new": 3},
    }
    assert told("follow", "--once") == {name: nothing | {"pages": 1} for name in IDS}
    assert len(posts(database)) == 33


def test_people_are_told_in_sentences_what_was_read(database: Path, pages: ChannelPages, tmp_path: Path) -> None:
    fill(pages, "kpszsu", 30)
    fill(pages, "mod_russia", 1)
    assert run("follow", "--once").stdout == (
        "@kpszsu: 2 pages read. 30 new posts, 0 edited; 0 tallies, 0 unreadable. No gap.\n"
        "@mod_russia: 1 page read. 1 new post, 0 edited; 0 tallies, 0 unreadable. No gap.\n"
    )
    assert run("backfill", "kpszsu", "--pause", "0").stdout == (
        "@kpszsu: 0 pages read, back to post 1. 0 new posts, 0 edited; 0 tallies, 0 unreadable.\n"
    )
    (tmp_path / "result.json").write_bytes(export(*range(29, 33)))
    assert run("import", str(tmp_path)).stdout == (
        "@kpszsu: 4 posts in the export. 2 new posts, 0 edited; 0 tallies, 0 unreadable.\n"
    )
    pages.fail(faults.are_you_human(), channel="kpszsu")
    failed = run("follow", "--once").stdout.splitlines()[0]
    assert failed.startswith("@kpszsu: 0 pages read.") and "It could not be read to the end: " in failed


def test_json_goes_with_one_pass_only(database: Path) -> None:
    result = run("follow", "--json")
    assert (result.exit_code, "--json goes with --once." in result.stderr) == (2, True)


def test_a_channel_that_cannot_be_read_is_reported_and_sets_the_exit_status(
    database: Path, pages: ChannelPages
) -> None:
    fill(pages, "mod_russia", 3)
    pages.fail(faults.are_you_human(), channel="kpszsu")
    result = run("follow", "--once", "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert "it may be refusing us" in said["kpszsu"]["error"]
    assert said["mod_russia"]["new"] == 3


def test_a_paused_channel_is_reported_and_not_read(database: Path, pages: ChannelPages) -> None:
    fill(pages, "mod_russia", 3)
    with open_store(database) as store:
        store.write_now(cursors.pause, "kpszsu", "operator: for maintenance")
    sentence = "@kpszsu is paused by the operator and not read; /resume ends that."
    result = run("follow", "--once", "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["kpszsu"]["error"], said["mod_russia"]["new"]) == (1, sentence, 3)
    result = run("backfill", "kpszsu")
    assert (result.exit_code, sentence in result.stderr) == (1, True)
    assert {one.path for one in pages.asked} == {"/s/mod_russia"}


def test_an_unreachable_host_is_reported_in_a_sentence(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_PREVIEW_HOSTS", "http://127.0.0.1:9")
    result = run("follow", "--once", "--json")
    assert result.exit_code == 4, "neither side can be reached"
    assert json.loads(result.stdout)["kpszsu"]["error"] == "none of 127.0.0.1:9 can be reached."
    assert "Traceback" not in result.output


def test_a_backfill_walks_to_the_first_post_and_resumes_where_it_stopped(database: Path, pages: ChannelPages) -> None:
    fill(pages, "kpszsu", 205)
    first = told("backfill", "kpszsu", "--pages", "3", "--pause", "0")["kpszsu"]
    assert (first["pages"], first["new"], first["floor"]) == (3, 60, 126)
    second = told("backfill", "@KPSZSU", "--until", "100")["kpszsu"]
    assert (second["pages"], second["floor"]) == (2, 86)
    assert told("backfill", "kpszsu")["kpszsu"] == {
        "pages": 5,
        "new": 85,
        "edited": 0,
        "tallies": 0,
        "unreadable": 0,
        "floor": 1,
    }
    assert len(posts(database)) == 205


def test_a_backfill_stops_at_the_given_day(database: Path, pages: ChannelPages) -> None:
    fill(pages, "kpszsu", 205)
    day = (NOON - timedelta(hours=900)).date()
    assert told("backfill", "kpszsu", "--until", day.isoformat())["kpszsu"]["floor"] in range(65, 100)


def test_a_backfill_ends_when_the_page_shows_nothing_older(
    database: Path, pages: ChannelPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(seconds: float) -> None:
        return None

    monkeypatch.setattr("bot.cli.follow.asyncio.sleep", at_once)
    fill(pages, "kpszsu", 30, first=5)
    result = run("backfill", "kpszsu", "--json")
    assert (result.exit_code, json.loads(result.stdout)["kpszsu"]["floor"]) == (0, 5)
    assert "nothing older than post 5 is shown" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backfill", "nobody"], f"'nobody' is not one of {', '.join(CHANNELS)}."),
        (["backfill", "kpszsu", "--until", "soon"], "'soon' is neither a date"),
        (["backfill", "kpszsu", "--until", "2026-02-31"], "neither a date"),
        (["backfill", "kpszsu", "--pages", "0"], "0 is not in the range"),
        (["import", "missing.json"], "'missing.json' does not exist"),
    ],
)
def test_a_bad_argument_is_reported_in_one_line(database: Path, arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_gaps_are_listed(database: Path) -> None:
    assert run("gaps").exit_code == 1
    with open_store(database) as store:
        store.write_now(open_gap, "kpszsu", 10, 29, NOON)
    assert run("gaps").stdout == "@kpszsu 10-29, since 2026-09-01 12:00 UTC, tried 0 times\n"


def export(*numbers: int, numeric_id: int = IDS["kpszsu"], text: str = "alert") -> bytes:
    messages = [
        {
            "id": number,
            "type": "message",
            "date_unixtime": str(int((NOON - timedelta(hours=1000 - number)).timestamp())),
            "text": f"{text} {number}",
            "text_entities": [{"type": "plain", "text": f"{text} {number}"}],
        }
        for number in numbers
    ]
    chat = {"name": "A channel", "type": "public_channel", "id": numeric_id, "messages": messages}
    return json.dumps(chat, indent=1).encode()


def test_importing_known_posts_adds_nothing_and_importing_a_gap_fills_it(
    database: Path, pages: ChannelPages, tmp_path: Path
) -> None:
    fill(pages, "kpszsu", 20)
    fill(pages, "mod_russia", 1)
    told("follow", "--once")
    with open_store(database) as store:
        store.write_now(open_gap, "kpszsu", 21, 24, NOON)
    (tmp_path / "result.json").write_bytes(export(*range(15, 31)))
    counted = {"edited": 0, "tallies": 0, "unreadable": 0, "without_text": 0}
    assert told("import", str(tmp_path)) == {"kpszsu": counted | {"posts": 16, "new": 10}}
    assert told("import", str(tmp_path / "result.json")) == {"kpszsu": counted | {"posts": 16, "new": 0}}
    assert run("gaps").stdout == "No gaps.\n"


def test_posts_that_an_export_lists_without_content_are_counted_and_stay_gaps(database: Path, tmp_path: Path) -> None:
    with open_store(database) as store:
        store.write_now(open_gap, "kpszsu", 5, 20, NOON)
    chat = json.loads(export(*range(1, 31)))
    for number in (9, 15, 16):
        chat["messages"][number - 1] = {"id": number, "type": "unsupported"}
    (tmp_path / "result.json").write_text(json.dumps(chat))
    said = told("import", str(tmp_path))["kpszsu"]
    assert (said["posts"], said["without_text"]) == (27, 3)
    assert [line.split(",")[0] for line in run("gaps").stdout.splitlines()] == ["@kpszsu 15-16", "@kpszsu 9-9"]


def test_posts_between_two_exports_stay_a_gap(database: Path, tmp_path: Path) -> None:
    with open_store(database) as store:
        store.write_now(open_gap, "kpszsu", 8, 52, NOON)
    for folder, numbers in (("one", range(1, 11)), ("two", range(50, 61))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "result.json").write_bytes(export(*numbers))
    assert told("import", str(tmp_path))["kpszsu"]["posts"] == 21
    assert run("gaps").stdout.startswith("@kpszsu 11-49,")


def test_a_zipped_export_is_imported(database: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ChatExport_2026-09-01/result.json", export(*range(1, 5)))
        archive.writestr("ChatExport_2026-09-01/photos/a.jpg", b"x")
    assert told("import", str(tmp_path / "export.zip"))["kpszsu"]["new"] == 4


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("result.json", b'{"id": 1223955273, "messages": [' + b" " * 30_000_000)


def without_json(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("messages.html", b"x")


def broken(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("result.json", export(*range(1, 400)))
    raw = bytearray(path.read_bytes())
    raw[600:700] = b"\0" * 100
    path.write_bytes(raw)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "unpacks to far more"),
        (without_json, "There is no result.json in"),
        (broken, "damaged or locked zip"),
        (
            lambda path: path.write_bytes(export(1, numeric_id=5)),
            "none of the channels that are followed. It holds A ch",
        ),
        (lambda path: path.write_bytes(b"%PDF"), "cut off or is no JSON"),
        (Path.mkdir, "There is no result.json in"),
    ],
    ids=["bomb", "no json", "broken", "another channel", "no export", "empty folder"],
)
def test_a_file_that_is_not_an_export_is_refused_in_one_line(
    database: Path, tmp_path: Path, make: Any, said: str
) -> None:
    path = tmp_path / "given"
    make(path)
    result = run("import", str(path))
    assert result.exit_code == 1
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_hint_about_unknown_channel_ids_appears_only_for_a_readable_export(database: Path, tmp_path: Path) -> None:
    hint = "The id of @mod_russia is not known yet"
    path = tmp_path / "result.json"
    path.write_bytes(export(1, numeric_id=IDS["mod_russia"]))
    assert hint in run("import", str(path)).stderr
    path.write_bytes(b"%PDF")
    assert run("import", str(path)).stderr == (
        "Error: The file is cut off or is no JSON as Telegram Desktop exports it.\n"
    )


def test_an_import_restores_the_original_text_of_a_post_first_seen_edited(
    database: Path, pages: ChannelPages, tmp_path: Path
) -> None:
    fill(pages, "kpszsu", 3)
    fill(pages, "mod_russia", 1)
    pages.edit_post("kpszsu", 2, "edited by hand")
    told("follow", "--once")
    (tmp_path / "result.json").write_bytes(export(1, 2, 3))
    assert told("import", str(tmp_path))["kpszsu"]["edited"] == 1
    with open_store(database) as store:
        rows = store.read_now(
            lambda db: db.execute("SELECT text FROM revisions WHERE message_id = 2 ORDER BY revision").fetchall()
        )
    assert rows == [("alert 2",), ("edited by hand",)]
