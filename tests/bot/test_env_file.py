"""The file of settings: how it may be written, and who may read it."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.env_file import env_file_fault, env_file_warning
from bot.net.addresses import host_and_port
from bot.settings import SettingsError, load_settings

WRITTEN = "OVERNIGHT_LANGUAGE=uk\n# коментар\nOVERNIGHT_POLL_SECONDS=77\n"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("OVERNIGHT_LANGUAGE", "OVERNIGHT_POLL_SECONDS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / ".env"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["without a mark", "with a mark"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_utf_8_file_is_read_with_any_byte_order_mark_and_line_ends(path: Path, mark: bytes, ends: str) -> None:
    path.write_bytes(mark + WRITTEN.replace("\n", ends).encode())
    settings = load_settings(env_file=path)
    assert (settings.language, settings.poll_seconds) == ("uk", 77)


def test_an_unknown_setting_after_a_byte_order_mark_is_reported(path: Path) -> None:
    path.write_bytes(codecs.BOM_UTF8 + b"OVERNIGHT_LANGAUGE=uk\n")
    with pytest.raises(SettingsError, match="OVERNIGHT_LANGAUGE is no setting"):
        load_settings(env_file=path)


@pytest.mark.parametrize(
    "written",
    [WRITTEN.encode(one) for one in ("utf-16", "utf-16-le", "utf-16-be", "cp1251", "utf-32", "koi8-u")]
    + [bytes(range(256)), b"\x00", b"OVERNIGHT_LANGUAGE=uk\x00\n", b"OVERNIGHT_LANGUAGE=uk".ljust(30, b"\xff")],
)
def test_a_file_that_is_not_utf_8_is_refused_in_one_sentence(path: Path, written: bytes) -> None:
    path.write_bytes(written)
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file=path)
    assert caught.value.faults == [f"{path} is not UTF-8 text; save it again with that encoding."]


def test_a_folder_or_an_unreadable_file_is_refused_in_one_sentence(path: Path) -> None:
    path.mkdir()
    assert env_file_fault(path) == f"{path} is a folder; it should be a file of settings, such as .env.example."
    path.rmdir()
    path.symlink_to(path.name)
    assert env_file_fault(path) == f"{path} cannot be read: Too many levels of symbolic links."
    path.unlink()
    assert env_file_fault(path) is None


def test_a_command_fails_with_the_sentence_about_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    path.write_bytes(WRITTEN.encode("utf-16"))
    told = CliRunner().invoke(main, ["latest"])
    assert told.exit_code == 1
    assert told.output.splitlines()[-1].strip() == ".env is not UTF-8 text; save it again with that encoding."


@pytest.mark.parametrize(
    ("mode", "told"), [(0o600, False), (0o400, False), (0o644, True), (0o640, True), (0o606, True), (0o620, True)]
)
def test_a_file_readable_by_others_causes_a_warning(path: Path, mode: int, told: bool) -> None:
    path.write_text(WRITTEN, encoding="utf-8")
    path.chmod(mode)
    sentence = f"{path} is open to others on this machine (mode {mode:04o}); 'chmod 600 {path}' keeps the token to you."
    assert env_file_warning(path) == (sentence if told else None)


def test_without_a_file_there_is_no_warning(path: Path) -> None:
    assert env_file_warning(path) is None


@pytest.mark.parametrize(
    ("written", "host", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("[::1]:8080", "::1", 8080),
        ("[::]:80", "::", 80),
        ("[0:0::1]:1", "::1", 1),
        ("localhost:65535", "localhost", 65535),
        ("bot-1.internal:8443", "bot-1.internal", 8443),
        (" 0.0.0.0:9000 ", "0.0.0.0", 9000),
    ],
)
def test_a_listening_address_becomes_host_and_port(written: str, host: str, port: int) -> None:
    assert host_and_port(written) == (host, port)
    assert load_settings(env_file=None, webhook_listen=written).webhook_listen == written.strip()


@pytest.mark.parametrize(
    "written",
    ["::1:8080", "[::1]", "[::1:8080", "::1]:8080", "[zz]:1", "[]:1", ":8080", "8080", "h:0", "h:65536", "h:٣", "h:-1",
     "h:1e3", "h:" + "9" * 5000, "300.1.1.1:80", "1.2.3:80", "a b:80", "http://h:80", "-h:80", "*:80",
     "[127.0.0.1]:80"],
    ids=lambda one: one[:12],
)  # fmt: skip
def test_an_invalid_listening_address_is_refused_in_one_sentence(written: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file=None, webhook_listen=written)
    (fault,) = caught.value.faults
    assert fault.startswith(f"OVERNIGHT_WEBHOOK_LISTEN {written!r} is not an address and a port")


@pytest.mark.parametrize("name", ["poll_seconds", "page_pause_seconds"])
@pytest.mark.parametrize("value", ["1e300", "nan", "inf", "-inf", "86401", "1e5", "9" * 400, "-1", "NaN", "Infinity"])
def test_a_number_out_of_range_is_refused_in_one_sentence(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file=None, **{name: value})
    (fault,) = caught.value.faults
    assert fault.startswith(f"OVERNIGHT_{name.upper()} cannot be used; right would be seconds, from ")


def test_a_day_is_the_longest_interval() -> None:
    settings = load_settings(env_file=None, poll_seconds="86400", page_pause_seconds="8.64e4")
    assert (settings.poll_seconds, settings.page_pause_seconds) == (86400, 86400)
