"""What the operator can do, and that nobody else can do it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.chat.routing import commands as table
from bot.chat.routing.rows import Who
from bot.demo.bot_api import BotApi, Chat
from parsers.records import Unreadable
from storage import Store
from storage.channels import cursors
from storage.chats import chats
from storage.outbox import notices
from storage.pulses import KeptPulse, keep
from tests.bot.talking import Talk, talking
from tests.storage.builders import at, followed, post, reading
from tests.storage.looking import refuse_writes, rows_of

NOW = at("2026-09-22 06:12")
HELP = "I answer dates, regions and commands"
COMMANDS = [row.name for row in table.COMMANDS.values() if row.who is Who.OPERATORS]
BUTTONS = [row.name for row in table.BUTTONS.values() if row.who is Who.OPERATORS]
ARGUMENTS = {"pause": " sending", "resume": " following", "broadcast": " Maintenance at noon."}


@pytest.fixture
def operator(bot_api: BotApi) -> Chat:
    return bot_api.private("Operator")


def as_operator(bot_api: BotApi, store: Store, operator: Chat, **rest: Any) -> Any:
    return talking(bot_api, store, NOW, chat=operator, admin_ids=str(operator.id), **rest)


def kept(store: Store) -> list[Any]:
    """All that an operator's command may change."""
    tables = ("channels", "halts", "notices", "deliveries")
    return [store.read_now(rows_of, table) for table in tables]


@pytest.mark.parametrize("command", COMMANDS)
async def test_operator_commands_are_unknown_to_everybody_else(
    bot_api: BotApi, store: Store, operator: Chat, command: str
) -> None:
    stranger = bot_api.private("Stranger")
    async with as_operator(bot_api, store, operator) as talk:
        bot_api.say(stranger, f"/{command}{ARGUMENTS.get(command, '')}")
        answer = await bot_api.next_message(stranger)
        assert talk.bot.settings.admin_ids == (operator.id,)
    assert answer.text.startswith(HELP)
    assert kept(store) == [[], [], [], []]


@pytest.mark.parametrize("command", COMMANDS)
async def test_nobody_is_an_operator_unless_the_settings_say_so(bot_api: BotApi, store: Store, command: str) -> None:
    async with talking(bot_api, store, NOW) as talk:
        answer = await talk.ask(f"/{command}{ARGUMENTS.get(command, '')}")
    assert answer.text.startswith(HELP)
    assert kept(store) == [[], [], [], []]


@pytest.mark.parametrize("command", COMMANDS)
async def test_operator_commands_are_ignored_in_groups(
    bot_api: BotApi, store: Store, operator: Chat, command: str
) -> None:
    group = bot_api.supergroup("Newsroom", admin=operator.user)
    async with as_operator(bot_api, store, operator):
        bot_api.say(group, f"/{command}{ARGUMENTS.get(command, '')}", operator.user)
        bot_api.say(group, "/about", operator.user)
        answer = await bot_api.next_message(group)
    assert answer.text.startswith("What is counted")
    assert kept(store) == [[], [], [], []]


@pytest.mark.parametrize("verb", BUTTONS)
async def test_operator_buttons_do_nothing_for_anybody_else(
    bot_api: BotApi, store: Store, operator: Chat, verb: str
) -> None:
    notice = store.write_now(notices.draft, "Maintenance at noon.", NOW)
    async with talking(bot_api, store, NOW, admin_ids=str(operator.id)) as talk:
        answer = await talk.ask("/about")
        for data in (f"1:{verb}:{notice}", f"1:in:uk:{verb}:{notice}"):
            await bot_api.press(answer, data=data).answered()
    assert store.read_now(notices.confirmed) == []


async def test_health_shows_freshness_queue_and_memory(bot_api: BotApi, store: Store, operator: Chat) -> None:
    store.write_now(followed, "kpszsu", "2026-09-22 06:10")
    store.write_now(cursors.record_failure, "mod_russia", NOW, "@mod_russia: the page is cut off before its end.")
    async with as_operator(bot_api, store, operator) as talk:
        await talk.ask("/subscribe 09:30")
        assert "files published" not in (await talk.ask("/health")).text
        published = KeptPulse("publish", NOW - timedelta(minutes=7, seconds=5), 0, 0, None, NOW)
        store.write_now(keep, [published])
        answer = await talk.ask("/health")
    lines = answer.text.splitlines()
    assert lines[:2] == ["Bot health", "09:12 Kyiv"]
    assert "last read: 2 minutes ago" in lines
    assert "1 failure in a row: @mod_russia: the page is cut off before its end." in lines
    assert any(line.startswith("memory: ") for line in lines)
    assert lines[-1] == "files published: 7 minutes ago"
    assert any(line.startswith("database: ") for line in lines)


async def test_unread_lists_refusals_with_links(bot_api: BotApi, store: Store, operator: Chat) -> None:
    store.write_now(post, "kpszsu", 79455, "2026-09-22 05:31", "text")
    store.write_now(reading, "kpszsu", 79455, Unreadable("no_launched"))
    async with as_operator(bot_api, store, operator) as talk:
        answer = await talk.ask("/unread")
    assert answer.text == (
        "Refused or in doubt, the newest 500\n\n"
        "Refused\n1 · it does not say what was launched\n\n"
        "22 Sep 08:31 · kpszsu/79455 · it does not say what was launched"
    )
    assert answer.links == ["https://t.me/kpszsu/79455"]


async def test_pause_names_what_it_pauses_and_resume_ends_it(bot_api: BotApi, store: Store, operator: Chat) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        assert (await talk.ask("/pause")).text.startswith("Say which: /pause following")
        assert (await talk.ask("/pause following")).text.startswith("Paused: no channel is read")
        paused = store.read_now(cursors.freshness, "kpszsu").paused_reason
        assert paused == "operator: paused with /pause following"
        await talk.ask("/resume following")
        assert store.read_now(cursors.freshness, "kpszsu").paused_reason is None
        assert (await talk.ask("/pause sending")).text.startswith("Paused: no digest")
        assert store.read_now(notices.sending_halted_at) == NOW
        assert "sending has been paused since 09:12 Kyiv" in (await talk.ask("/health")).text
        await talk.ask("/resume sending")
        assert store.read_now(notices.sending_halted_at) is None


async def broadcast(talk: Talk, text: str = "Maintenance at <noon>.") -> Any:
    return await talk.ask(f"/broadcast {text}")


async def test_a_broadcast_is_sent_once_and_only_after_confirmation(
    bot_api: BotApi, store: Store, operator: Chat
) -> None:
    readers = [bot_api.private(name) for name in ("Ann", "Bohdan")]
    for audience in readers:
        store.write_now(chats.remember, audience.id, None, NOW)
    async with as_operator(bot_api, store, operator) as talk:
        draft = await broadcast(talk)
        assert draft.text == "This goes to 2 chats:\n\nMaintenance at <noon>."
        await talk.deliver()
        assert len(bot_api.sent) == 1
        assert (await talk.press("Send to 2 chats", draft)).text == "It is on its way; /health shows the progress."
        again = await bot_api.press(draft, data=f"1:notice:{store.read_now(notice)}").answered()
        assert again["text"] == "This notice has already been sent or is too old to send."
        await talk.deliver()
        await talk.deliver()
    assert [(one.chat and one.chat.id, one.text) for one in bot_api.sent[1:]] == [
        (readers[0].id, "Maintenance at <noon>."),
        (readers[1].id, "Maintenance at <noon>."),
    ]


def notice(db: Any) -> str:
    return str(db.execute("SELECT notice FROM notices").fetchone()[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "What should it say?"), ("x" * 3600, "That is too long for a notice: the limit is 3,500 characters.")],
)
async def test_an_empty_or_oversized_broadcast_is_refused_with_a_sentence(
    bot_api: BotApi, store: Store, operator: Chat, text: str, said: str
) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        answer = await broadcast(talk, text)
    assert answer.text.startswith(said)
    assert kept(store) == [[], [], [], []]


async def test_a_broadcast_to_nobody_says_so(bot_api: BotApi, store: Store, operator: Chat) -> None:
    async with as_operator(bot_api, store, operator) as talk:
        answer = await broadcast(talk)
    assert answer.text == "There is nobody to send it to: the bot has no chats yet."
    assert answer.labels == []
    assert kept(store) == [[], [], [], []]


async def test_an_alarm_reaches_every_operator_once_even_while_sending_is_paused(
    bot_api: BotApi, store: Store, operator: Chat
) -> None:
    second = bot_api.private("Second")
    store.write_now(notices.halt_sending, NOW)
    async with talking(bot_api, store, NOW, admin_ids=f"{operator.id},{second.id}") as talk:
        for _ in range(3):
            await talk.bot._alarmed("kpszsu", "identity: @kpszsu is pinned to id 1, the page shows 2.")
        await talk.deliver()
    assert sorted((one.chat.id if one.chat else 0, one.text) for one in bot_api.sent) == [
        (operator.id, "⚠ identity: @kpszsu is pinned to id 1, the page shows 2."),
        (second.id, "⚠ identity: @kpszsu is pinned to id 1, the page shows 2."),
    ]


async def test_an_alarm_that_cannot_be_stored_is_sent_directly_and_once(
    bot_api: BotApi, store: Store, operator: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    unreachable = 999_999
    async with talking(bot_api, store, NOW, admin_ids=f"{unreachable},{operator.id}") as talk:
        store.write_now(refuse_writes)
        for _ in range(3):
            await talk.bot._alarmed("kpszsu", "@kpszsu: the follower failed and was started again.")
    assert [(one.chat and one.chat.id, one.text) for one in bot_api.sent] == [
        (operator.id, "⚠ @kpszsu: the follower failed and was started again.")
    ]
    assert "operator 999999 could not be told" in caplog.text
