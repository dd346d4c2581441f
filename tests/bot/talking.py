"""A running bot in a test: the real application against the Bot API stand-in, on a database the test fills."""

from __future__ import annotations

import ast
import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import Overnight, build
from bot.chat.catalogue import parse_catalogue
from bot.chat.languages import Languages
from bot.demo.bot_api import BotApi, Chat, Message, User
from bot.locales import catalogue_files
from bot.run import running
from bot.settings import load_settings
from bot.telegram_start import COMMANDS
from bot.world import World
from storage import Store
from storage.outbox import deliveries, turns
from tests.storage.looking import file_of

HELP_LINE = re.compile(r"^/(?P<name>\w+) – .*\n", re.MULTILINE)
# A host at which nobody answers: a test that wants channel pages names its own.
NOBODY = "http://127.0.0.1:9"


@dataclass
class Moment:
    """A clock that stands still until it is set."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Talk:
    """A chat with the bot."""

    api: BotApi
    bot: Overnight
    moment: Moment
    chat: Chat
    heard: list[Message] = field(default_factory=list)

    async def ask(self, text: str, user: User | None = None, *, thread: int | None = None) -> Message:
        """Send a message and wait for the answer."""
        self.api.say(self.chat, text, user, thread=thread)
        return await self.next()

    async def next(self) -> Message:
        self.heard.append(await self.api.next_message(self.chat))
        return self.heard[-1]

    async def press(self, label: str, on: Message | None = None, user: User | None = None) -> Message:
        """Press a button of the last message and wait until the message is edited."""
        message = on or self.heard[-1]
        self.api.press(message, label, user)
        return await self.api.next_edit(self.chat)

    async def alert(self, label: str, on: Message | None = None, user: User | None = None) -> str:
        """Press a button that is answered above the message, which stays as it is."""
        answer = await self.api.press(on or self.heard[-1], label, user).answered()
        assert answer["show_alert"]
        return str(answer["text"])

    async def deliver(self) -> None:
        """Decide what is owed now and send it; the bot's own senders may be sending a part of it."""
        # what an answer showed is recorded after it was sent
        await until(lambda: not self.bot.app.update_processor.current_concurrent_updates)
        await self.bot.tick()
        await self.bot.sender.send_due()
        await until(lambda: self.bot.store.read_now(self._is_idle))

    def _is_idle(self, db: Any) -> bool:
        first = turns.next_at(db)
        return "sending" not in deliveries.counts(db) and (first is None or first > self.moment())


@cache
def house_languages() -> Languages:
    """Return English and Ukrainian alone, so that a new bundled language changes no answer."""
    return Languages({"uk": parse_catalogue("uk", catalogue_files()["uk"].read_bytes())})


@asynccontextmanager
async def talking(
    api: BotApi,
    store: Store,
    now: datetime,
    *,
    language: str | None = "en",
    chat: Chat | None = None,
    languages: Languages | None = None,
    lists_commands: bool = False,
    **settings: Any,
) -> AsyncIterator[Talk]:
    """Run a bot and yield a chat with it: a private one unless a chat is given.

    ``lists_commands`` is for tests of Telegram's menu, which then is complete; the others save its requests.

    It looks for due deliveries only when told to; each reading of its clock of seconds advances it by one.
    """
    moment = Moment(now)
    ours = {
        "database": file_of(store),
        "bot_token": api.token,
        "bot_api_url": api.base_url,
        "preview_hosts": NOBODY,
    } | settings
    bot = build(
        load_settings(env_file=None, **ours),
        store,
        World(
            now=moment,
            clock=count().__next__,
            tick_seconds=3600,
            draws_ahead=False,
            lists_commands=lists_commands,
            languages=languages or house_languages(),
        ),
    )
    async with running(bot, follows=False):
        await until(lambda: bot.pulses.pulse("tick").beat_at)
        if lists_commands:
            await until(lambda: bot.pulses.pulse(COMMANDS).beat_at)
        yield Talk(api, bot, moment, chat or api.private("Ann", language))


async def until(happened: Callable[[], object], within: float = 60.0) -> None:
    """Wait until a condition holds. Raises TimeoutError when it does not."""
    async with asyncio.timeout(within):
        while not happened():  # noqa: ASYNC110 - the database tells nobody when it changes
            await asyncio.sleep(0.002)


def transcript(question: str, answer: Message) -> str:
    """Return what a person reads: the question, the answer, the rows of buttons."""
    buttons = "\n".join("  ".join(f"[{label}]" for label in row) for row in answer.labels)
    return "\n".join(filter(None, [f"> {question}", HELP_LINE.sub(_approved, answer.text), buttons])) + "\n"


def _approved(line: re.Match[str]) -> str:
    """A line of the help; transcripts were approved without those commands that are tested by themselves."""
    return "" if has_a_test_of_its_own(line["name"]) else line[0]


def has_a_test_of_its_own(name: str) -> bool:
    """Whether ``chat/test_command_NAME.py`` asks the command; what stands in a comment asks nothing."""
    path = Path(__file__).parent / "chat" / f"test_command_{name}.py"
    nodes = ast.walk(ast.parse(path.read_text("utf-8"))) if path.exists() else ()
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(re.match(rf"/{name}\b", text) for text in texts)
