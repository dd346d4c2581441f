"""A throw-away PostgreSQL: started in a temporary folder, ended and removed with whoever started it.

``python -m tests.fleet.server COMMAND …`` runs a command with the server's address in FLEET_SERVER.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import quote

import click

# Where a run of tests is told the server's address.
VARIABLE = "FLEET_SERVER"
DEBIAN = Path("/usr/lib/postgresql")
NONE = "there is no PostgreSQL here: neither pg_ctl and initdb on PATH nor one in /usr/lib/postgresql"
# Who runs it where we are root, which PostgreSQL refuses.
OTHERS = ("postgres", "nobody", "daemon")
SUPERUSER = "overnight"
# The longest path of a socket (sun_path) on Linux, without the zero that ends it.
LONGEST_SOCKET = 107
SETTINGS = {
    "max_connections": "300",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
}
# Nothing of a test has to outlive the machine, and nothing of it grows.
VOLATILE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "128MB",
}
# A folder in memory, taken where so many bytes are free: databases are made by copying some 300 files each.
MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
# It ends the server when whoever started it has gone, however that came about: then its input ends.
GUARD = 'cat >/dev/null; "$1" -D "$2" -m immediate -s stop 2>/dev/null; rm -rf "$3"'


class NoPostgres(Exception):
    """There is no PostgreSQL that can be started here; its text says why."""


def programs() -> Path:
    """The folder of pg_ctl and initdb: those on PATH, else those of Debian's newest; NoPostgres where there is none."""
    on_path = shutil.which("pg_ctl")
    debian = sorted(DEBIAN.glob("[0-9]*"), key=lambda one: float(one.name), reverse=True)
    for folder in ([Path(on_path).resolve().parent] if on_path else []) + [one / "bin" for one in debian]:
        if all(os.access(folder / name, os.X_OK) for name in ("pg_ctl", "initdb", "postgres")):
            return folder
    raise NoPostgres(NONE)


def user() -> pwd.struct_passwd | None:
    """Who is to run it in our place; None where we may ourselves."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    for name in OTHERS:
        if name in names:
            return names[name]
    raise NoPostgres(f"PostgreSQL refuses to run as root, and there is none of the users {', '.join(OTHERS)} here")


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """One server in its folder. ``port`` is a TCP port of 127.0.0.1, or 0 where it listens on its socket alone."""

    folder: Path
    programs: Path
    port: int
    password: str = field(repr=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def address(self, database: str = "postgres") -> str:
        """The address of a database of it."""
        if self.port:
            return f"postgresql://{SUPERUSER}:{self.password}@127.0.0.1:{self.port}/{quote(database)}"
        return f"postgresql://{SUPERUSER}@/{quote(database)}?host={quote(str(self.folder), safe='')}"

    def run(self, *command: str | Path) -> None:
        """Run a program of it as its user; NoPostgres with the program's words where it fails."""
        done = subprocess.run(
            [self.programs / command[0], *command[1:]],
            **as_user(), cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            log = self.folder / "log"
            told = log.read_text(encoding="utf-8") if log.exists() else ""
            raise NoPostgres(f"{command[0]} failed: {done.stderr.strip() or done.stdout.strip()}\n{told}".rstrip())

    def start(self) -> None:
        """Start it, and return when it answers; also after ``kill``."""
        self.run("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-t", "60", "-s", "start")

    def pid(self) -> int:
        """The id of its first process."""
        return int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])

    def kill(self) -> None:
        """End its first process as a failing machine would; the others follow it."""
        os.kill(self.pid(), signal.SIGKILL)
        # In a container whose first process reaps nobody the id stays taken, and would be held for a running server.
        (self.data / "postmaster.pid").unlink()


def as_user() -> dict[str, Any]:
    """How subprocess is told to run something as the server's user."""
    other = user()
    return {} if other is None else {"user": other.pw_uid, "group": other.pw_gid, "extra_groups": []}


def initialise(server: Server, settings: Mapping[str, str]) -> None:
    """Make the data folder. Text is compared as in a language, so that a statement that needs ``C`` has to say so."""
    secret = server.folder / "password"
    secret.write_text(server.password, encoding="utf-8")
    version = re.search(r" (\d+)", subprocess.check_output([server.programs / "initdb", "--version"], text=True))
    language = ["--locale-provider=icu", "--icu-locale=und"] if version and int(version[1]) >= 15 else []
    server.run(
        "initdb", "-D", server.data, "-U", SUPERUSER, "--encoding=UTF8", "--locale=C", *language,
        "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}", "--no-sync",
    )  # fmt: skip
    secret.unlink()
    with (server.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())


def made_folder(*, durable: bool) -> Path:
    """A new folder for one server, of its user alone; in memory where there is room and it has not to last."""
    in_memory = not durable and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM
    folder = Path(tempfile.mkdtemp(prefix="overnight-pg-", dir=MEMORY if in_memory else None))
    if len(str(folder / ".s.PGSQL.5432")) > LONGEST_SOCKET:
        folder.rmdir()
        raise NoPostgres(f"the path of the folder for temporary files is too long for a socket: {folder.parent}")
    if other := user():
        os.chown(folder, other.pw_uid, other.pw_gid)
    return folder


@contextmanager
def running(*, tcp: bool = False, durable: bool = False) -> Iterator[Server]:
    """A server of one's own, started; it is ended and removed behind the block, and when this process is killed.

    It listens on a socket in its folder; ``tcp``: on a port of the loopback address instead. ``durable``: what is
    committed outlives a kill of the machine, as where a bot runs. NoPostgres where it cannot be started.
    """
    found = programs()
    server = Server(made_folder(durable=durable), found, free_port() if tcp else 0, secrets.token_hex(16))
    listens = {"listen_addresses": "127.0.0.1", "port": str(server.port), "unix_socket_directories": ""}
    alone = {"listen_addresses": "", "unix_socket_directories": str(server.folder)}
    guard = subprocess.Popen(
        ["sh", "-c", GUARD, "sh", server.programs / "pg_ctl", server.data, server.folder],
        **as_user(), cwd="/", stdin=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        initialise(server, SETTINGS | ({} if durable else VOLATILE) | (listens if tcp else alone))
        server.start()
        yield server
    finally:
        guard.communicate()
        shutil.rmtree(server.folder, ignore_errors=True)


def ended(number: int, _frame: FrameType | None) -> NoReturn:
    """Leave every block, so that what was started is ended too."""
    raise SystemExit(128 + number)


def left_to_the_command(_number: int, _frame: FrameType | None) -> None:
    """Ctrl-C goes to the command as well, which has a word to say before it ends."""


@click.command(context_settings={"allow_interspersed_args": False})
@click.option("--tcp", is_flag=True, help="Listen on a port of 127.0.0.1 instead of on a socket.")
@click.option("--durable", is_flag=True, help="Keep what is committed whatever happens, as where a bot runs.")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def main(tcp: bool, durable: bool, command: tuple[str, ...]) -> None:
    """Run COMMAND beside a throw-away PostgreSQL, whose address stands in FLEET_SERVER."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, ended)
    try:
        with running(tcp=tcp, durable=durable) as server:
            signal.signal(signal.SIGINT, left_to_the_command)
            sys.exit(subprocess.call(command, env=os.environ | {VARIABLE: server.address()}))
    except NoPostgres as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
