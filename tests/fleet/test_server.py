"""The throw-away PostgreSQL: started, told its address, ended with whoever started it."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import psycopg
import pytest

from tests.fleet import server as servers
from tests.fleet.server import LONGEST_SOCKET, NoPostgres, Server, made_folder, programs, running

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "tests.fleet.server"]
TELLS = 'printf "%s\\n" "$FLEET_SERVER"'


def there_is_none() -> str:
    try:
        programs()
    except NoPostgres as error:
        return str(error)
    return ""


needs_postgres = pytest.mark.skipif(bool(there_is_none()), reason=there_is_none())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(tcp=True, durable=True) as one:
        yield one


def settings(address: str, *names: str) -> list[str]:
    with psycopg.connect(address) as connection:
        rows = [connection.execute("SELECT current_setting(%s)", [name]).fetchone() for name in names]
    return [str(row[0]) for row in rows if row is not None]


def runs(pid: int) -> bool:
    """Whether a process is there and is more than an entry that nobody has asked for."""
    line = Path(f"/proc/{pid}/cmdline")
    return line.exists() and line.read_bytes() != b""


@needs_postgres
def test_the_server_answers_at_its_address_with_its_password_alone(server: Server) -> None:
    assert settings(server.address(), "server_encoding", "fsync", "listen_addresses") == ["UTF8", "on", "127.0.0.1"]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.address().replace(server.password, "wrong"))
    assert server.password not in repr(server)


@needs_postgres
def test_text_is_compared_as_in_a_language_where_a_statement_does_not_say_otherwise(server: Server) -> None:
    """Else a statement that forgot COLLATE "C" would be right here and wrong where the bot runs."""
    with psycopg.connect(server.address()) as connection:
        assert connection.execute("""SELECT 'a' < 'B', 'a' COLLATE "C" < 'B'""").fetchone() == (True, False)


@needs_postgres
def test_a_killed_server_can_be_started_again_with_what_was_committed(server: Server) -> None:
    with psycopg.connect(server.address()) as connection:
        connection.execute("CREATE TABLE kept (n INT)")
    first = server.pid()
    server.kill()
    with pytest.raises(psycopg.OperationalError), psycopg.connect(server.address()) as connection:
        connection.execute("SELECT 1")
    assert not runs(first)
    server.start()
    with psycopg.connect(server.address()) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


@needs_postgres
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=lambda number: str(number.name))
def test_the_server_ends_with_the_command_that_started_it_however_that_ends(number: signal.Signals) -> None:
    with subprocess.Popen(
        [*COMMAND, "sh", "-c", f"{TELLS}; exec cat 2>/dev/null"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as started:  # fmt: skip
        assert started.stdout is not None and started.stderr is not None
        folder = Path(unquote(started.stdout.readline().strip().partition("host=")[2]))
        first = Server(folder, folder, 0, "").pid()
        assert runs(first)
        started.send_signal(number)
        # What guards the server holds this open until it has removed it.
        assert started.stderr.read() == ""
    assert not folder.exists()
    assert not runs(first)


@needs_postgres
def test_the_command_is_told_a_server_that_writes_nothing_in_vain_and_its_status_is_that_of_the_whole() -> None:
    asks = "import os, psycopg; print(*psycopg.connect(os.environ['FLEET_SERVER']).execute('SHOW fsync'))"
    command = [*COMMAND, sys.executable, "-c", f"{asks}; exit(7)"]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE)
    assert (done.stdout, done.returncode) == (b"('off',)\n", 7)


def test_a_machine_without_postgresql_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(servers, "DEBIAN", tmp_path)
    with pytest.raises(NoPostgres, match="there is no PostgreSQL here"), running():
        pass


def test_the_newest_of_debian_s_is_taken_and_one_on_path_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("9.6/bin", "15/bin", "17/bin", "own"):
        (tmp_path / name).mkdir(parents=True)
        for program in ("pg_ctl", "initdb", "postgres"):
            (tmp_path / name / program).touch(mode=0o755)
    (tmp_path / "17/bin/initdb").unlink()
    monkeypatch.setattr(servers, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "")
    assert programs() == tmp_path / "15/bin"
    monkeypatch.setenv("PATH", str(tmp_path / "own"))
    assert programs() == tmp_path / "own"


def test_a_folder_that_is_too_deep_for_a_socket_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * LONGEST_SOCKET)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    with pytest.raises(NoPostgres, match="too long for a socket"):
        made_folder(durable=True)
    assert list(deep.iterdir()) == []
