"""A file in the folder of catalogues is a language: every command, button and message answers in it."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from bot.chat.languages import Languages, load_languages
from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Who
from bot.demo.bot_api import BotApi, Message
from parsers.records import Outcome
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_charts_sent import Hand, take
from tests.bot.chat.test_golden import APPROVED
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import at, line, night, reading, tally

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
DAY = "2026-09-22"
EVENING = at("2026-09-21 18:00")
FAILED = "Something went wrong; the error has been logged. Please try again later."
# Buttons that would end the talk in German.
ENDING = {"English", "In English"}
ENGLISH_SCENES = [name.removesuffix(".en") for name in APPROVED if name.endswith(".en")]


@pytest.fixture
def stub(tmp_path: Path) -> Languages:
    """Return English and a German catalogue that has only a header."""
    return with_german(tmp_path, "")


def with_german(folder: Path, below: str) -> Languages:
    (folder / "de.po").write_text(HEADER + below, encoding="utf-8")
    languages = load_languages(folder)
    assert (languages.codes, languages.faults) == (("en", "de"), ())
    return languages


def commands(scene: str) -> list[str]:
    """What is asked in a scene without pressing a button."""
    return [one for one in re.findall(r"^> (.*)$", APPROVED[f"{scene}.en"], re.MULTILINE) if not one.startswith("[")]


def test_the_scenes_cover_every_command_except_the_charts() -> None:
    asked = {one.split()[0].removeprefix("/") for scene in ENGLISH_SCENES for one in commands(scene)}
    operators = {name for name, row in COMMANDS.items() if row.who is Who.OPERATORS}
    assert set(COMMANDS) - asked - operators == {"trend", "chart", "post"}


@pytest.mark.parametrize("scene", ENGLISH_SCENES)
async def test_a_catalogue_without_translations_still_answers_every_command_and_button(
    scene: str, stub: Languages, bot_api: BotApi, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    fill, now = SCENES[scene]
    store.write_now(fill)
    async with talking(bot_api, store, now, language="de", languages=stub) as talk:
        take(talk, Hand())
        answers = [await talk.ask(question) for question in [*commands(scene), "/trend"]]
        told = [answer.text for answer in answers]
        for answer in answers:
            for data in buttons(answer):
                await bot_api.press(answer, data=data).answered()
        await until(lambda: not talk.bot.app.update_processor.current_concurrent_updates)
    assert FAILED not in [*told, *(message.text for message in bot_api.sent)]
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


def buttons(answer: Message) -> list[str]:
    """Return the callback data of an answer's buttons, except those that change the language."""
    shown = [one for row in answer.buttons for one in row]
    return [one["callback_data"] for one in shown if "callback_data" in one and one["text"] not in ENDING]


GERMAN = """
msgctxt "weapon"
msgid "Kalibr"
msgstr "Kalibr (Marschflugkörper)"

msgctxt "region"
msgid "Kirovohrad"
msgstr "Kirowohrad"

msgctxt "said in the language of the catalogue, of itself"
msgid "In English"
msgstr "Auf Deutsch"

msgid "Night of {night}"
msgstr "Nacht {night}"

msgid "Main direction: {places}"
msgstr "Vor allem: {places}"

msgid "Good morning. Night of {night}, {time}"
msgstr "Guten Morgen. Nacht {night}, {time}"

msgid "{amount} {names} drone"
msgid_plural "{amount} {names} drones"
msgstr[0] "{amount} {names} Drohne"
msgstr[1] "{amount} {names} Drohnen"
"""


async def test_translated_sentences_are_used_and_the_rest_is_english(
    tmp_path: Path, bot_api: BotApi, store: Store
) -> None:
    fill, now = SCENES["whole_night"]
    store.write_now(fill)
    async with talking(bot_api, store, now, language="de-AT", languages=with_german(tmp_path, GERMAN)) as talk:
        answer = await talk.ask("/latest")
    lines = answer.text.splitlines()
    assert lines[0] == "Nacht 21.–22. Sept. 2026"
    assert "Drones 212 · 177 stopped (83\N{NO-BREAK SPACE}%)" in lines
    assert "Kalibr (Marschflugkörper): 4 · 1 stopped" in lines
    assert "Vor allem: Dnipropetrovsk, Kirowohrad und Poltava regions" in lines
    assert answer.labels == [["‹ 20.–21. Sept.", "Source text"], ["Chart", "Quote", "In English"]]


async def test_a_new_language_is_offered_in_the_settings_by_its_own_name(
    tmp_path: Path, bot_api: BotApi, store: Store
) -> None:
    fill, now = SCENES["whole_night"]
    store.write_now(fill)
    async with talking(bot_api, store, now, languages=with_german(tmp_path, GERMAN)) as talk:
        assert "Language: English" in (await talk.ask("/settings")).text
        assert ["✓ English", "Deutsch"] in talk.heard[-1].labels
        assert "Language: Deutsch" in (await talk.press("Deutsch")).text
        assert (await talk.ask("/latest")).text.startswith("Nacht 21.–22. Sept. 2026")
        turned = await talk.press("In English")
        assert turned.text.startswith("Night of 21–22 September")
        assert turned.labels[-1] == ["Chart", "Quote", "Auf Deutsch"]
        assert (await talk.press("Auf Deutsch")).text.startswith("Nacht 21.–22. Sept. 2026")


async def test_a_chat_whose_language_is_gone_is_answered_in_english(
    bot_api: BotApi, store: Store, tmp_path: Path
) -> None:
    async with talking(bot_api, store, EVENING, languages=load_languages(tmp_path)) as talk:
        store.write_now(chats.remember, talk.chat.id, "de", EVENING)
        store.write_now(chats.choose_language, talk.chat.id, "de", EVENING)
        settings = await talk.ask("/settings")
        assert "Language: English" in settings.text
        assert ["✓ English"] in settings.labels
        bot_api.press(settings, data="1:in:de:records")
        assert "No night is known yet." in (await bot_api.next_edit(talk.chat)).text
    kept = store.read_now(chats.chat, talk.chat.id)
    assert kept is not None and kept.language == "de"


async def test_the_menu_is_set_for_every_language_telegram_supports(
    tmp_path: Path, bot_api: BotApi, store: Store
) -> None:
    for code in ("de", "pt_BR", "ckb"):
        (tmp_path / f"{code}.po").write_text(
            f'{HEADER}\nmsgid "last night, both sides"\nmsgstr "{"x" * 300}"\n', encoding="utf-8"
        )
    async with talking(bot_api, store, EVENING, languages=load_languages(tmp_path), lists_commands=True):
        calls = bot_api.calls("setMyCommands")
    told = {call.get("language_code", ""): json.loads(call["commands"])[0]["description"] for call in calls}
    assert told == {"": "last night, both sides", "de": "x" * 256}


async def test_digests_alerts_and_corrections_use_the_new_language(
    tmp_path: Path, bot_api: BotApi, store: Store
) -> None:
    async with talking(bot_api, store, EVENING, language="de", languages=with_german(tmp_path, GERMAN)) as talk:
        await talk.ask("/subscribe 09:30")
        await talk.ask("/watch 200")
        store.write_now(night, "kpszsu", 79455, DAY, line(Outcome.LAUNCHED, 212, "shahed"), posted="05:31")
        store.write_now(night, "mod_russia", 67001, DAY, line(Outcome.DOWNED, 91), posted="04:48")
        watched = await at_the_clock(talk, "05:32")
        digest = await at_the_clock(talk, "06:30")
        store.write_now(edited, 216)
        correction = await at_the_clock(talk, "08:05")
    assert watched.text.startswith("You are watching for this · night of 21.–22. Sept.\nDrones: 212 launched")
    assert digest.text.startswith("Guten Morgen. Nacht 21.–22. Sept., 09:30 Kyiv")
    assert "212 Shahed Drohnen" in digest.text
    assert correction.text.startswith("Correction · night of 21.–22. Sept.\n")


async def test_inline_answers_and_their_corrections_use_the_new_language(
    tmp_path: Path, bot_api: BotApi, store: Store
) -> None:
    store.write_now(night, "kpszsu", 79455, DAY, line(Outcome.LAUNCHED, 212, "shahed"), posted="05:31")
    person = bot_api.user("Gerda", "de")
    async with talking(bot_api, store, at(f"{DAY} 06:12"), languages=with_german(tmp_path, GERMAN)) as talk:
        query = bot_api.inline("22 sep", person)
        answer = await query.answered()
        offers = answer["results"] if isinstance(answer["results"], list) else json.loads(answer["results"])
        message = bot_api.choose(query, next(one["id"] for one in offers if one["id"].startswith("night:")))
        await until(lambda: store.read_now(lambda db: db.execute("SELECT 1 FROM inline_messages").fetchall()))
        assert message.text.startswith("Nacht 21.–22. Sept. 2026")
        await bot_api.press(message, "‹ 20.–21. Sept.", person).answered()
        assert message.text.startswith("Nacht 20.–21. Sept. 2026")
        await bot_api.press(message, "21.–22. Sept. ›", person).answered()
        store.write_now(edited, 216)
        talk.moment.now = at(f"{DAY} 08:05")
        await talk.deliver()
    assert message.text.startswith("Nacht 21.–22. Sept. 2026")
    assert "216 Shahed Drohnen" in message.text


async def test_an_unusable_catalogue_is_reported_at_the_start(
    tmp_path: Path, bot_api: BotApi, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "de.po").write_bytes(b"\xff")
    async with talking(bot_api, store, EVENING, language="de", languages=load_languages(tmp_path)) as talk:
        assert (await talk.ask("/latest")).text
    assert caplog.messages.count("de.po is not used: it is not UTF-8 (byte 0).") == 1


async def at_the_clock(talk: Talk, text: str) -> Message:
    """The message that is sent then."""
    talk.moment.now = at(f"{DAY} {text}")
    await talk.deliver()
    return await talk.next()


def edited(db: Any, launched: int) -> None:
    """The Air Force edits its post at 11:04 Kyiv."""
    seen = int(at(f"{DAY} 08:04").timestamp())
    columns = "channel, message_id, revision, text, sha256, observed_at, last_observed_at, transports"
    db.execute(f"INSERT INTO revisions ({columns}) VALUES ('kpszsu', 79455, 2, '', '2', ?, ?, 'preview')", (seen, seen))
    stated = tally("kpszsu", "2026-09-21 15:00", f"{DAY} 05:00", line(Outcome.LAUNCHED, launched, "shahed"))
    reading(db, "kpszsu", 79455, stated, night=DAY, revision=2)
