"""The folder as it may be found: with links, another's files and modes, within folders that are lacking, full."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot.publish.folder import RecordFolder, make_root, written_file
from bot.publish.job import PublishingJob, run
from bot.publish.request import PublishError
from storage import Store
from tests.bot.edited_night import edited_night
from tests.bot.publish.publishing import contents, published
from tests.storage.builders import at
from tests.storage.looking import file_of

NOW = at("2025-09-07 12:00")
PAGE = "night/2025-09-07.html"


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    store.write_now(edited_night)
    published(store, tmp_path / "public", NOW)
    return tmp_path / "public"


def mode(path: Path) -> int:
    return path.lstat().st_mode & 0o7777


def test_a_link_in_place_of_a_file_is_replaced_and_what_it_points_to_stays(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    before, elsewhere = contents(folder), tmp_path / "elsewhere.html"
    (folder / PAGE).rename(elsewhere)
    (folder / PAGE).symlink_to(elsewhere)
    content = elsewhere.read_bytes()
    published(store, folder, NOW)
    assert not (folder / PAGE).is_symlink()
    assert contents(folder) == before
    assert elsewhere.read_bytes() == content


def test_nothing_is_written_behind_a_link_in_place_of_a_folder(store: Store, folder: Path, tmp_path: Path) -> None:
    elsewhere = (folder / "night").rename(tmp_path / "elsewhere")
    (folder / "night").symlink_to(elsewhere)
    (elsewhere / Path(PAGE).name).unlink()
    with pytest.raises(PublishError, match=r"public/night cannot be written: it is a link, not a folder\.$"):
        published(store, folder, NOW)
    assert not (elsewhere / Path(PAGE).name).exists()


def test_a_file_that_somebody_closed_is_opened_again(store: Store, folder: Path) -> None:
    (folder / PAGE).chmod(0o600)
    published(store, folder, NOW)
    assert mode(folder / PAGE) == 0o644


def test_files_of_others_stay(store: Store, folder: Path) -> None:
    others = [folder / name for name in ("robots.txt", "notes.unfinished", "night/mine.html")]
    for one in others:
        one.write_text("mine")
    published(store, folder, NOW)
    assert [one.read_text() for one in others] == ["mine"] * 3


def test_a_folder_that_is_there_keeps_its_group_and_what_is_made_above_it_can_be_entered(tmp_path: Path) -> None:
    shared, deep = tmp_path / "shared", tmp_path / "one" / "two"
    shared.mkdir()
    shared.chmod(0o3770)
    umask = os.umask(0o077)
    try:
        make_root(shared)
        make_root(deep)
    finally:
        os.umask(umask)
    assert [mode(path) for path in (shared, deep, deep.parent)] == [0o3775, 0o755, 0o755]


@pytest.mark.parametrize("content", [b"", b"figures"])
def test_what_the_system_refuses_is_told_of_the_folder(
    store: Store, folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk has no name of a file to tell; one that is in the way has."""
    (folder / PAGE).unlink()

    def full(self: RecordFolder, path: Path, made: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path) if content else None)

    monkeypatch.setattr(RecordFolder, "_replace", full)
    told = folder / PAGE if content else folder
    with pytest.raises(PublishError, match=rf"^{told} cannot be written: No space left on device\.$"):
        published(store, folder, NOW)


def test_a_file_is_held_only_as_it_was_written(tmp_path: Path) -> None:
    folder = RecordFolder(tmp_path)
    file = folder.write("one.csv", b"1\n")
    assert folder.holds("one.csv", file)
    assert not folder.holds("one.csv", written_file(b"12\n"))
    assert not folder.holds("two.csv", file)


def test_the_database_is_never_beside_what_is_published(store: Store) -> None:
    job = PublishingJob(file_of(store), file_of(store).parent, ("kpszsu",))
    with pytest.raises(PublishError, match=r"has the database in it; publish into a folder of its own\.$"):
        run(job)
    assert not (file_of(store).parent / ".record").exists()
