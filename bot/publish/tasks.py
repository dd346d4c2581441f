"""The long tasks of the open record: publishing it whenever more is known, and serving its folder."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.children import DATABASE, OWN_GROUP, bare_environment, end, yield_to_the_bot
from bot.net.servers import bound
from bot.operate.health import PUBLIC_SERVER
from bot.operate.pulses import Pulses
from bot.operate.supervisor import ExpectedError, LongTask
from bot.publish.serving.process import serve_folder
from bot.publish.serving.web import SETTING
from bot.settings import Settings
from storage.location import PostgresAddress
from storage.pulses import PUBLISH

log = logging.getLogger(__name__)

# The serving process tells every ten seconds that it is alive.
FROZEN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class PublishingPace:
    """In seconds: ``most`` between two runs, since time alone changes what is known of a night (it becomes settled);
    ``rest`` after each, since a walk through history brings a page every three; and how long one may take.
    """

    most: float = 600.0
    rest: float = 5.0
    limit: float = 600.0


class Publishing:
    """Publishes with ``command``, in a process of its own and never in two, whenever it is asked to, and regularly."""

    def __init__(
        self,
        command: Sequence[str],
        pulses: Pulses,
        pace: PublishingPace | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        self.command = tuple(command)
        self._environment = bare_environment() | dict(secrets or {})
        self._pulses = pulses
        self.pace = pace or PublishingPace()
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Have everything published that is known by now: by the next run, or by one more after that which goes on."""
        self._asked.set()

    async def forever(self) -> None:
        """Publish until cancelled. Raises ``ExpectedError`` where a run fails."""
        while True:
            self._asked.clear()
            await self._run()
            self._pulses.beat(PUBLISH)
            await asyncio.sleep(self.pace.rest)
            with suppress(TimeoutError):
                async with asyncio.timeout(self.pace.most - self.pace.rest):
                    await self._asked.wait()

    async def _run(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *self.command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=self._environment, process_group=OWN_GROUP
        )
        yield_to_the_bot(process)
        try:
            async with asyncio.timeout(self.pace.limit):
                _, said = await process.communicate()
        except TimeoutError as error:
            raise ExpectedError(f"it took more than {self.pace.limit:g} s") from error
        finally:
            await end(process)
        lines = said.decode(errors="replace").strip().splitlines()
        for line in lines:
            log.warning("publishing: %s", line)
        if process.returncode:
            raise ExpectedError(lines[-1] if lines else f"it ended with status {process.returncode}")


def publish_command(settings: Settings) -> list[str]:
    """Return the command that publishes with these settings."""
    command = [sys.executable, "-m", "bot.publish"]
    if isinstance(settings.database, Path):
        command += ["--database", str(settings.database)]
    command += ["--dir", str(settings.publish_dir), "--channels", ",".join(settings.channels)]
    return [*command, "--base-url", settings.publish_url] if settings.publish_url else command


def database_secret(settings: Settings) -> dict[str, str]:
    """Return the variables that tell the command where the database is, if that is an address.

    It may hold a password, which an argument would show to everybody on the machine; or the password, a certificate and
    the like stand in libpq's own variables (PGPASSWORD, PGPASSFILE, PGSSLROOTCERT …).
    """
    if not isinstance(settings.database, PostgresAddress):
        return {}
    of_libpq = {name: value for name, value in os.environ.items() if name.startswith("PG")}
    return of_libpq | {DATABASE: settings.database.url}


@contextmanager
def published_tasks(settings: Settings, publishing: Publishing, pulses: Pulses) -> Iterator[list[LongTask]]:
    """Yield the long tasks that the settings ask for; where they name an address to serve at, it is bound first.

    Raises ``ListenError`` with a sentence where that is impossible. Neither task ever ends the bot.
    """
    folder = settings.publish_dir
    tasks = [LongTask(PUBLISH, publishing.forever, gives_up=False)] if folder else []
    if folder is None or settings.public_address is None:
        yield tasks
        return
    with closing(bound(SETTING, settings.public_address)) as listener:

        async def serve() -> None:
            await serve_folder(listener, folder, lambda: pulses.beat(PUBLIC_SERVER))

        yield [*tasks, LongTask(PUBLIC_SERVER, serve, frozen_after=FROZEN_SECONDS, gives_up=False)]
