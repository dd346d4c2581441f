"""Only one bot per database, and files readable by their owner only."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import StorageError, open_store
from storage.engines.files import mode_for_others
from storage.engines.locking import lock_file, only_instance
from storage.errors import InUseError

HOLDS = """
import sys
from pathlib import Path
from storage.engines.locking import only_instance
with only_instance(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=["umask 000", "umask 022", "umask 777"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_second_instance_fails_at_once_and_names_the_database(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with only_instance(path), pytest.raises(InUseError, match=r"Another overnight runs on .*overnight\.db "):  # noqa: SIM117
        with only_instance(path):
            pass


def test_the_lock_is_released_at_the_end(tmp_path: Path) -> None:
    for _ in range(2):
        with only_instance(tmp_path / "overnight.db"):
            pass


def test_the_lock_holds_under_another_name_of_the_database(tmp_path: Path) -> None:
    open_store(tmp_path / "overnight.db").close()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "linked.db").symlink_to(tmp_path / "overnight.db")
    with only_instance(tmp_path / "overnight.db"), pytest.raises(InUseError):  # noqa: SIM117
        with only_instance(tmp_path / "other" / "linked.db"):
            pass


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(InUseError), only_instance(path):
            pass
        holder.kill()
        holder.wait()
    assert lock_file(path).exists()
    with only_instance(path):
        pass


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file or directory"), only_instance(tmp_path / "no" / "a.db"):
        pass


@pytest.mark.usefixtures("umask")
def test_the_database_and_its_side_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with only_instance(path), open_store(path) as store:
        store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", ("kpszsu",)))
        beside = {one.name: oct(mode(one)) for one in tmp_path.iterdir()}
    names = ("overnight.db", "overnight.db-wal", "overnight.db-shm", "overnight.db-lock")
    assert beside == dict.fromkeys(names, "0o600")


def test_a_database_readable_by_others_is_reported_and_left_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    open_store(path).close()
    assert mode_for_others(path) is None
    path.chmod(0o640)
    open_store(path).close()
    assert mode_for_others(path) == "640"
