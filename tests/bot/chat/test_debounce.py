"""Every kind of button ever sent still works after an upgrade, and a double press acts once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copy

import pytest

from bot.chat.charts.sheets import Sheet
from bot.chat.routing.commands import BUTTONS
from bot.chat.routing.debounce import REMEMBERED, SECONDS, Debounce
from bot.demo.bot_api import BotApi
from storage import open_store
from storage.engines.engine import Database
from tests.bot.chat.scenes import SCENES
from tests.bot.demo.test_clients import picture as png
from tests.bot.talking import talking
from tests.storage.looking import contents

FILL, NOW = SCENES["two_weeks"]
OTHERS_WORDS = ("pictures", "pulses")
NOT_UNDERSTOOD = "This button no longer works; ask again with /latest."

# Callback data of buttons that were sent. A line is never changed or removed: the messages are still in chats.
DATA = (
    "1:latest",
    "1:latest:full",
    "1:night:2026-09-22",
    "1:words:2026-09-22",
    "1:cite:2026-09-22",
    "1:accuracy",
    "1:versions:kpszsu:79022",
    "1:trend:30",
    "1:trend:90:dark:mod_russia",
    "1:picture:night:2026-09-22",
    "1:picture:region:UA-51",
    "1:month:2026-08",
    "1:span:2026-09-09:2026-09-15",
    "1:compare:20260901:20260907:20260908:20260914",
    "1:records",
    "1:region:UA-51",
    "1:gaps",
    "1:gaps:2026-06-25:2026-09-22",
    "1:settings",
    "1:at:0900",
    "1:at:asap",
    "1:speak:uk",
    "1:silent:on",
    "1:late:off",
    "1:with:on",
    "1:topic",
    "1:unsubscribe",
    "1:mute:2026-09-22",
    "1:notice:00000000",
    "1:history:stop",
    "1:release:kpszsu/79022",
    "1:drop:kpszsu/79022:000000000000",
    "1:undecide:kpszsu/79022",
    "1:watch",
    "1:watch:ballistic",
    "1:unwatch:ballistic",
    "1:unwatch:region:UA-51",
    "1:theme:dark",
    "1:length:short",
    "1:sides:ukraine",
    "1:export:csv",
    "1:export:json:2026-09-01:2026-09-22",
    "1:own:all",
    "1:own:pick",
    "1:own:new:-1001000000001",
    "1:own:new:-1001000000001:uk:0900:1:short",
    "1:own:card:-1001000000001",
    "1:own:set:-1001000000001:hour:asap",
    "1:own:pause:-1001000000001",
    "1:own:resume:-1001000000001",
    "1:own:again:-1001000000001",
    "1:own:end:-1001000000001",
    "1:in:uk:night:2026-09-22",
    "1:in:uk:trend:30",
    "1:weapon:shahed",
    "1:region:UA-51:2026-09-09:2026-09-22",
    "1:help",
    "1:file:svg:night:2026-09-22",
)


class Hand:
    """A fake drawing process that returns white images."""

    async def __call__(self, sheets: Sequence[Sheet]) -> list[bytes]:
        return [png(30, 20) for _ in sheets]


def kept(db: Database) -> list[str]:
    """Return every stored row except file ids of pictures."""
    return contents(db, OTHERS_WORDS)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two weeks, filled once: each press starts from a copy."""
    path = tmp_path_factory.mktemp("filled") / "overnight.db"
    with open_store(path) as store:
        store.write_now(FILL)
    return path


async def pressed(filled: Path, path: Path, data: str, times: int) -> tuple[str, list[str], list[str], list[str]]:
    """The last word over the message, what the chat then holds, what was sent, and what is kept."""
    copy(filled, path)
    with open_store(path) as store:
        async with BotApi() as api:
            chat = api.private("Owner")
            async with talking(api, store, NOW, chat=chat, admin_ids=str(chat.id)) as talk:
                talk.bot.services.pictures._draw = Hand()
                await talk.ask("/subscribe 08:00")
                on = await talk.ask("/help")
                queries = [api.press(on, data=data) for _ in range(times)]
                answers = [str((await query.answered())["text"]) for query in queries]
            said = max(answers)
            return said, [on.text, *map(str, on.labels)], [one.text for one in api.sent], store.read_now(kept)


@pytest.mark.parametrize("data", DATA)
async def test_every_kind_of_button_still_works_and_a_double_press_acts_once(
    filled: Path, tmp_path: Path, data: str
) -> None:
    once = await pressed(filled, tmp_path / "once.db", data, 1)
    twice = await pressed(filled, tmp_path / "twice.db", data, 2)
    assert once[0] != NOT_UNDERSTOOD
    assert once == twice


def test_every_callback_verb_has_a_case() -> None:
    assert {data.split(":")[1] for data in DATA} == {*BUTTONS, "in"}


async def test_the_same_button_is_debounced_while_another_acts_at_once() -> None:
    seconds = iter((0.0, SECONDS - 0.1, SECONDS - 0.1, SECONDS, SECONDS + 0.1))
    presses = Debounce(lambda: next(seconds))
    assert not await presses.again(1, 2, "1:trend:30")
    assert await presses.again(1, 2, "1:trend:30")
    assert not await presses.again(1, 2, "1:trend:90")
    assert not await presses.again(1, 2, "1:trend:30")
    assert not await presses.again(1, 3, "1:trend:30")


async def test_the_oldest_presses_are_forgotten() -> None:
    presses = Debounce(lambda: 0.0)
    for message in range(REMEMBERED + 1):
        assert not await presses.again(1, message, "1:trend:30")
    assert not await presses.again(1, 0, "1:trend:30")
    assert await presses.again(1, REMEMBERED, "1:trend:30")


async def test_a_press_that_is_new_here_may_have_reached_another_replica() -> None:
    asked: list[tuple[int, str, float]] = []

    async def is_first(chat_id: int, button: str, within: float) -> bool:
        asked.append((chat_id, button, within))
        return chat_id == 1

    presses = Debounce(lambda: 0.0, is_first)
    assert not await presses.again(1, 5, "1:trend:30")
    assert await presses.again(1, 5, "1:trend:30")
    assert await presses.again(2, 5, "1:trend:30")
    assert asked == [(1, "5 1:trend:30", 3.0), (2, "5 1:trend:30", 3.0)]
