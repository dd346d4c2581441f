"""Compare inline offers and the messages sent from them with approved transcripts.

``> @bot text`` asks; each ``[title]`` with its description is an answer that may be sent, and ``(label)`` the button
above the list that leads to the bot. ``> [title]`` sends one of them, ``> [label]`` presses a button of what was sent.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Message, Query, User
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking, transcript, until

GOLDEN = Path(__file__).parent / "golden" / "inline"
APPROVED = {path.stem: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt"))}
NAME = "@overnight_demo_bot"


class Asking:
    """A person who asks inline in some chat: their last offers, and the messages sent from them."""

    def __init__(self, api: BotApi, user: User) -> None:
        self._api = api
        self._user = user
        self._query: Query | None = None
        self._sent: Message | None = None

    async def asked(self, line: str) -> str:
        """What comes of a line of a transcript."""
        if line.startswith(NAME):
            self._query = self._api.inline(line.removeprefix(NAME).strip(), self._user)
            offered = [line for one in await self._offered() for line in (f"[{one['title']}]", one["description"])]
            button = (await self._query.answered())["button"]
            offered += [f"({button['text']})"] if button else []
            return "\n".join([f"> {line}", *filter(None, offered)]) + "\n"
        label = line.strip("[]")
        chosen = [one["id"] for one in await self._offered() if one["title"] == label]
        if chosen:
            assert self._query
            self._sent = self._api.choose(self._query, chosen[0])
        else:
            await self._pressed(label)
        assert self._sent
        return transcript(line, self._sent)

    async def _offered(self) -> list[dict[str, Any]]:
        assert self._query, "asked before"
        found = (await self._query.answered())["results"]
        return list(json.loads(found)) if isinstance(found, str) else list(found)

    async def _pressed(self, label: str) -> None:
        assert self._sent, "sent before"
        sent, edits = self._sent, self._sent.edits
        self._api.press(sent, label, self._user)
        await until(lambda: sent.edits > edits)


@pytest.mark.parametrize("name", APPROVED)
async def test_inline_answers_match_the_approved_transcripts(name: str, bot_api: BotApi, store: Store) -> None:
    scene, _, language = name.rpartition(".")
    fill, now = SCENES[scene]
    store.write_now(fill)
    async with talking(bot_api, store, now):
        asking = Asking(bot_api, bot_api.user("Ann", language))
        answers = [await asking.asked(line) for line in re.findall(r"^> (.*)$", APPROVED[name], re.MULTILINE)]
    assert "\n".join(answers) == APPROVED[name]
