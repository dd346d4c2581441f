"""A chat whose stored time zone is unknown on this machine gets times in the default zone and a warning."""

from __future__ import annotations

import zoneinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.chat.languages import words_of
from bot.chat.zone_names import _names, find_zone
from bot.demo.bot_api import BotApi, Chat
from bot.zones import known_zone, zone_or
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import two_weeks, whole_night
from tests.bot.talking import Talk, talking
from tests.storage.builders import at

NOW = at("2026-09-22 06:12")
KYIV = ZoneInfo("Europe/Kyiv")
UNKNOWN = "does not know your time zone"
TOLD = (
    "This server does not know your time zone Europe/Foo; times are in Kyiv time. /settings zone Europe/Warsaw sets "
    "another."
)
NAMES = ["Europe/Foo", "", "../etc", "/etc/passwd", "Europe", "Europe/", ".", "a" * 5000, "a\0b", "\u202eEurope",
         "Європа/Київ", "🙂" * 99, "Europe/Kyiv\n", "tzdata.zi"]  # fmt: skip


def stored(store: Store, chat: Chat, zone: str) -> None:
    """Store a time zone as an earlier version of the system, which knew it, would have."""
    store.write_now(chats.remember, chat.id, None, NOW)
    store.write_now(chats.choose_zone, chat.id, zone, NOW)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:12]))
def test_an_unknown_zone_name_falls_back_to_the_default_zone(name: str) -> None:
    assert zone_or(name, KYIV) == (KYIV, False)
    assert known_zone(name) is None


def test_a_chosen_zone_is_used_and_without_one_the_default_zone_is() -> None:
    assert zone_or("Asia/Tokyo", KYIV) == (ZoneInfo("Asia/Tokyo"), True)
    assert zone_or(None, KYIV) == (KYIV, True)


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:12]))
async def test_every_command_is_answered_in_the_default_zone(bot_api: BotApi, store: Store, name: str) -> None:
    store.write_now(two_weeks)
    async with talking(bot_api, store, NOW) as talk:
        stored(store, talk.chat, name)
        for question in ("/latest", "/night", "/source 2026-09-22", "/settings", "/status", "/mydata", "/digest", "/x"):
            answer = await talk.ask(question)
            assert UNKNOWN in answer.text, question
            assert "went wrong" not in answer.text
            assert "\u202e" not in answer.text


async def test_the_warning_names_the_zone_the_city_and_the_command(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        stored(store, talk.chat, "Europe/Foo")
        assert (await talk.ask("/help")).text.endswith(TOLD)
        settings = (await talk.ask("/settings")).text
        assert "Time zone: Europe/Kyiv" in settings
        assert (await talk.press("Українська")).text.endswith(
            "Сервер не знає вашого часового поясу Europe/Foo; узято час міста Київ. "
            "Інший: /settings zone Europe/Warsaw."
        )


@pytest.mark.parametrize("question", ["/settings zone Europe/Warsaw", "/subscribe 08:30 Warsaw"])
async def test_the_warning_is_gone_from_the_answer_to_choosing_a_zone(
    bot_api: BotApi, store: Store, question: str
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        stored(store, talk.chat, "Europe/Foo")
        assert UNKNOWN in (await talk.ask("/subscribe 09:00")).text
        assert UNKNOWN not in (await talk.ask(question)).text
        assert UNKNOWN not in (await talk.ask("/latest")).text
        kept = store.read_now(chats.chat, talk.chat.id)
        assert kept is not None
        assert kept.zone == "Europe/Warsaw"


async def test_chats_with_a_known_zone_get_no_warning(bot_api: BotApi, store: Store) -> None:
    other = bot_api.private("Bob")
    async with talking(bot_api, store, NOW) as talk:
        stored(store, talk.chat, "Europe/Foo")
        bot_api.say(other, "/help")
        assert UNKNOWN not in (await bot_api.next_message(other)).text


async def test_inline_answers_carry_no_warning(bot_api: BotApi, store: Store) -> None:
    store.write_now(whole_night)
    async with talking(bot_api, store, NOW) as talk:
        stored(store, talk.chat, "Europe/Foo")
        query = bot_api.inline("22.09", next(iter(talk.chat.members)))
        assert UNKNOWN not in str(await query.answered())


async def test_digests_use_the_default_zone_and_other_chats_are_not_affected(bot_api: BotApi, store: Store) -> None:
    """The chat with the broken zone was due first; whoever was due after it lost the digest with it."""
    store.write_now(whole_night)
    other = bot_api.private("Bob")
    async with talking(bot_api, store, at("2026-09-21 20:00")) as talk:
        await talk.ask("/subscribe 09:10 Warsaw")
        bot_api.say(other, "/subscribe 09:11 Warsaw")
        await bot_api.next_message(other)
        stored(store, talk.chat, "Europe/Foo")
        talk.moment.now = at("2026-09-22 07:12")
        await talk.deliver()
        assert (await talk.next()).text.endswith(TOLD)
        assert UNKNOWN not in (await bot_api.next_message(other)).text
        kept = store.read_now(chats.chat, talk.chat.id)
        assert kept is not None
        assert kept.subscription is not None
        assert _due(talk) == at("2026-09-23 06:10")


def _due(talk: Talk) -> object:
    row = talk.bot.store.read_now(
        lambda db: db.execute("SELECT next_at FROM subscriptions WHERE chat_id = ?", (talk.chat.id,)).fetchone()
    )
    return None if row is None else at("1970-01-01 00:00").fromtimestamp(row[0], tz=NOW.tzinfo)


def test_a_zone_missing_from_the_name_tables_is_shown_by_its_identifier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """tzdata is renewed by the system, Babel by us."""
    known = next(path for one in zoneinfo.TZPATH if (path := Path(one) / "Europe/Kyiv").exists())
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe/New_Town").write_bytes(known.read_bytes())
    monkeypatch.setattr("bot.chat.zone_names.available_timezones", lambda: {"Europe/New_Town"})
    zoneinfo.reset_tzpath(to=[str(tmp_path), *zoneinfo.TZPATH])
    try:
        assert words_of("uk").place_of(ZoneInfo("Europe/New_Town")) == "New Town"
        _names.cache_clear()
        found = find_zone("new town", ("en", "uk"))
        assert found is not None
        assert found.key == "Europe/New_Town"
    finally:
        zoneinfo.reset_tzpath()
        _names.cache_clear()
