"""The people: what they say and press, when they leave, and what they may expect of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from bot.demo.bot_api import BotApi
from bot.demo.bot_api.chats import ApiChat, ChatKind, User
from tests.simulation.loop import Clocks
from tests.simulation.trace import Trace

# Times of day as they are typed, and the minutes after midnight they mean; None: as soon as it can be.
TIMES: tuple[tuple[str, int | None], ...] = (
    ("03:30", 210),
    ("02:30", 150),
    ("00:15", 15),
    ("07:00", 420),
    ("08:30", 510),
    ("09:00", 540),
    ("09:00", 540),
    ("12:45", 765),
    ("23:50", 1430),
    ("asap", None),
)
ZONES = (
    "Europe/Kyiv",
    "Europe/Kyiv",
    "Europe/Kyiv",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/St_Johns",
)
# Buttons that are answered without drawing anything.
QUIET_BUTTONS = ("night", "words", "cite", "versions", "latest", "settings", "gaps", "records", "mute")
QUESTIONS = ("/latest", "/latest", "/night", "/status", "/week", "/digest", "/mydata", "/help", "yesterday")


@dataclass(eq=False)
class Person:
    """Somebody (or a group) with the chat they have with the bot. ``zone`` and ``minute`` are what they wish for."""

    chat: ApiChat
    time: str
    minute: int | None
    zone: str
    thread: int | None = None
    before: list[int] = field(default_factory=list)

    @property
    def ids(self) -> set[int]:
        """The chat's id, and those it had before it migrated."""
        return {self.chat.id, *self.before}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody did (true seconds). ``update`` is the update Telegram made of it, None where it made none."""

    at: float
    person: Person
    text: str
    update: int | None


class People:
    """Everybody there is; ``said`` holds all they did, in order."""

    def __init__(self, api: BotApi, clocks: Clocks, trace: Trace) -> None:
        self.everybody: list[Person] = []
        self.said: list[Said] = []
        self.blocked: list[tuple[float, float | None, Person]] = []
        self._api = api
        self._clocks = clocks
        self._trace = trace

    def operator(self) -> User:
        """An operator, whose chat with the bot is open."""
        user = self._api.user("Operator")
        self._api.private(user=user)
        return user

    def arrive(self, chance: random.Random) -> Person:
        """Somebody new, of a kind and with a wish that are drawn."""
        time, minute = chance.choice(TIMES)
        kind = chance.choice(["private"] * 6 + ["group", "forum", "topic"])
        thread = None
        if kind == "private":
            chat = self._api.private(language=chance.choice(["en", "en", "uk", "de"]))
        elif kind == "group":
            chat = self._api.group()
        else:
            chat = self._api.supergroup(topics=("Nights", "Chat"))
            thread = 2 if kind == "topic" else None
        person = Person(chat, time, minute, chance.choice(ZONES), thread)
        self.everybody.append(person)
        return person

    def private(self, time: str = "09:00", minute: int | None = 540, zone: str = "Europe/Kyiv") -> Person:
        """Somebody with a wish that is given."""
        person = Person(self._api.private(), time, minute, zone)
        self.everybody.append(person)
        return person

    def say(self, person: Person, text: str) -> None:
        """Somebody writes to the bot."""
        command, _, rest = text.partition(" ")
        if person.chat.kind is not ChatKind.PRIVATE and command.startswith("/"):
            command = f"{command}@{self._api.state.me.username}"
        before = self._api.state.updates.last_id
        self._api.say(person.chat, f"{command} {rest}".strip(), thread=person.thread)
        after = self._api.state.updates.last_id
        self._did(person, text, after if after > before else None)

    def subscribe(self, person: Person) -> None:
        self.say(person, f"/subscribe {person.time} {person.zone}")

    def press(self, person: Person, chance: random.Random) -> None:
        """Press one of the buttons of the last message there that has any."""
        for message in reversed(self._api.state.messages.values()):
            if message.chat is person.chat and message.buttons and not message.deleted:
                found = [data for row in message.buttons for one in row if (data := one.get("callback_data"))]
                quiet = [one for one in found if one.split(":")[1] in QUIET_BUTTONS]
                if quiet:
                    self._api.press(message, chance.choice(quiet))
                    self._did(person, "(press)", self._api.state.updates.last_id)
                return

    def block(self, person: Person, *, quietly: bool = False) -> None:
        """Leave: block the bot, or throw it out; ``quietly`` Telegram does not tell it."""
        if person.chat.bot not in ("kicked", "left"):
            self._api.block(person.chat, quietly=quietly)
            self.blocked.append((self._clocks.seconds, None, person))
            self._did(person, "(block)", None)

    def unblock(self, person: Person) -> None:
        """Come back and say so."""
        if person.chat.bot in ("kicked", "left"):
            self._api.unblock(person.chat)
            self.blocked = [
                (start, self._clocks.seconds if one is person and end is None else end, one)
                for start, end, one in self.blocked
            ]
            self._did(person, "(unblock)", None)
            self.say(person, "/start")

    def migrate(self, person: Person) -> None:
        """A group becomes a supergroup."""
        if person.chat.kind is ChatKind.GROUP and person.chat.bot == "member":
            person.before.append(person.chat.id)
            person.chat = self._api.migrate(person.chat)
            self._did(person, "(migrate)", None)

    def _did(self, person: Person, what: str, update: int | None) -> None:
        self._trace.note(f"person {person.chat.id} {what}")
        self.said.append(Said(self._clocks.seconds, person, what, update))


def ask(person: Person, chance: random.Random) -> Any:
    """Somebody asks one of the usual questions."""
    text = chance.choice(QUESTIONS)
    return lambda sim: sim.people.say(person, text)
