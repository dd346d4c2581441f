"""One run as a running bot starts it, and ``overnight publish``: whatever is in the way is one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from bot.cli import main as overnight
from bot.publish.__main__ import main
from bot.publish.lock import publishing_alone
from bot.publish.tasks import publish_command
from bot.settings import load_settings
from storage import Store
from tests.bot.edited_night import edited_night
from tests.storage.builders import at
from tests.storage.looking import file_of

NOW = at("2025-09-08 12:00")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_the_command_of_a_running_bot_publishes(store: Store, tmp_path: Path) -> None:
    store.write_now(edited_night)
    folder = tmp_path / "new" / "public"
    settings = load_settings(
        env_file=None, database=file_of(store), publish_dir=folder, publish_url="https://example.org/war"
    )
    _, module, name, *arguments = publish_command(settings)
    assert (module, name) == ("-m", "bot.publish")
    assert main(arguments) == 0
    assert 'href="https://example.org/war/index.html"' in (folder / "index.html").read_text()


def test_the_zone_of_the_chats_is_none_of_the_record(store: Store, tmp_path: Path) -> None:
    """At 09:40 in Kyiv it is the evening before in Los Angeles, and the report of the night is there."""
    store.write_now(edited_night)
    settings = load_settings(
        env_file=None, database=file_of(store), publish_dir=tmp_path / "public", timezone="America/Los_Angeles"
    )
    with time_machine.travel(at("2025-09-07 06:40"), tick=False):
        assert main(publish_command(settings)[3:]) == 0
    assert (tmp_path / "public/night/2025-09-07.html").exists()


@pytest.mark.parametrize("case", ["no database", "empty database", "a file", "busy", "wrong file"])
def test_what_is_in_the_way_is_one_sentence(
    case: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, database = tmp_path / "public", file_of(store)
    if case != "empty database":
        store.write_now(edited_night)
    if case == "no database":
        database = tmp_path / "none.db"
    if case == "a file":
        folder.write_text("")
    if case == "wrong file":
        database = tmp_path / "text.db"
        database.write_text("no database " * 100)
    arguments = ["--database", str(database), "--dir", str(folder)]
    if case == "busy":
        with publishing_alone(folder):
            assert main(arguments) == 1
    else:
        assert main(arguments) == 1
    out, err = capsys.readouterr()
    said = {
        "no database": "There is no database at",
        "empty database": "No night is known yet, so there is nothing to publish; nothing was changed.",
        "a file": "cannot be written: File exists.",
        "busy": "Something else is publishing into",
        "wrong file": "cannot be read",
    }[case]
    assert said in err
    assert (out, err.count("\n")) == ("", 1)


def test_the_command_tells_what_it_did(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write_now(edited_night)
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(file_of(store)))
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(overnight, ["publish", "public", "--base-url", "https://example.org/"])
    assert (told.exit_code, told.stdout.split(":")[0]) == (0, "2 nights in public")
    again = CliRunner().invoke(overnight, ["publish", "public", "--base-url", "https://example.org/"])
    assert again.stdout == "2 nights in public: 0 made anew, 0 files written, 0 removed.\n"
    wrong = CliRunner().invoke(overnight, ["publish", "public", "--base-url", "ftp://example.org/"])
    assert (wrong.exit_code, "Traceback" in wrong.stderr) == (2, False)
    assert "--base-url" in wrong.stderr
