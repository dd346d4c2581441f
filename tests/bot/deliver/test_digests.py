"""The morning's digest, from what is owed to what arrives in a chat."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import BotApi
from parsers.records import Outcome
from storage import Store
from storage.chats import with_digest
from storage.engines.engine import Database
from storage.outbox import deliveries
from tests.bot.deliver.mornings import DAY, EVENING, air_force, at_the_clock, ministry, subscribed
from tests.bot.talking import talking
from tests.storage.builders import at, followed, line, post, reading, tally


async def test_a_digest_arrives_once_a_day_at_the_chosen_time(bot_api: BotApi, store: Store) -> None:
    async with subscribed(bot_api, store) as talk:
        await at_the_clock(talk, "06:29")
        assert len(bot_api.sent) == 1
        await at_the_clock(talk, "06:30")
        await at_the_clock(talk, "06:31")
        digest = await talk.next()
    assert len(bot_api.sent) == 2
    assert digest.text.startswith("Good morning. Night of 21–22 September, 09:30 Kyiv")
    assert "launched 212 Shahed drones" in digest.text
    assert "it shot down 91 Ukrainian drones" in digest.text


async def test_a_digest_uses_the_time_zone_and_language_of_the_chat(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING, language="uk") as talk:
        await talk.ask("/subscribe 09:30 Warsaw")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        assert len(bot_api.sent) == 1
        await at_the_clock(talk, "07:30")
        assert (await talk.next()).text.startswith("Доброго ранку. Ніч на 22 вересня, 09:30 (Варшава)")


async def test_a_digest_waits_for_a_late_side_then_is_sent_and_completed_later(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        air_force(store)
        store.write_now(followed, "mod_russia", f"{DAY} 06:39")
        await at_the_clock(talk, "06:40")
        assert len(bot_api.sent) == 1
        await at_the_clock(talk, "06:45")
        digest = await talk.next()
        assert "Russia's Defence Ministry has not reported yet." in digest.text
        assert "This message will be updated when the other side reports." in digest.text
        ministry(store, posted="07:10")
        await at_the_clock(talk, "07:12")
        await at_the_clock(talk, "07:13")
    assert digest.edits == 1
    assert "it shot down 91 Ukrainian drones" in digest.text
    assert "will be updated" not in digest.text
    assert digest.text.startswith("Good morning. Night of 21–22 September, 09:45 Kyiv")
    assert len(bot_api.sent) == 2


async def test_before_six_in_kyiv_the_night_is_said_not_to_be_over_and_the_last_one_is_told(
    bot_api: BotApi, store: Store
) -> None:
    air_force(store)
    async with talking(bot_api, store, at("2026-09-23 00:30")) as talk:
        early = await talk.ask("/digest")
        talk.moment.now = at("2026-09-23 03:00")
        morning = await talk.ask("/digest")
    assert "The night of 22–23 September is not over yet. This is the night of 21–22 September." in early.text
    assert "launched 212 Shahed drones" in early.text
    assert "not over" not in morning.text
    assert "launched 212 Shahed drones" not in morning.text


async def test_a_one_sided_digest_does_not_wait_for_the_other_side(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        await talk.ask("/settings")
        await talk.press("Only Ukraine's Air Force")
        air_force(store)
        await at_the_clock(talk, "06:30")
        digest = await talk.next()
        assert "launched 212 Shahed drones" in digest.text
        assert "Defence Ministry" not in digest.text
        ministry(store, posted="07:10")
        await at_the_clock(talk, "07:12")
    assert digest.edits == 0


async def test_a_short_digest_is_completed_in_the_short_form(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        await talk.ask("/settings")
        await talk.press("Short answers")
        air_force(store)
        await at_the_clock(talk, "06:45")
        digest = await talk.next()
        assert "Corrections since yesterday" not in digest.text
        ministry(store, posted="07:10")
        await at_the_clock(talk, "07:12")
    assert "it shot down 91 Ukrainian drones" in digest.text
    assert "Corrections since yesterday" not in digest.text


async def test_without_any_report_one_note_is_sent_and_the_digest_follows(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        store.write_now(post, "kpszsu", 79454, f"{DAY} 06:42", "Відбій загрози.")
        store.write_now(followed, "kpszsu", f"{DAY} 06:44")
        await at_the_clock(talk, "06:45")
        await at_the_clock(talk, "07:00")
        note = await talk.next()
        assert note.text.startswith("No report for the night of 21–22 September yet\n09:45 Kyiv")
        assert "The channel is reachable; its newest post is 3 min old and is not a report." in note.text
        assert note.text.endswith("I will send it when it comes.")
        assert len(bot_api.sent) == 2
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "08:00")
        assert (await talk.next()).text.startswith("Good morning")


async def test_an_asap_digest_is_sent_when_both_sides_have_reported(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe asap")
        ministry(store)
        await at_the_clock(talk, "04:49")
        assert len(bot_api.sent) == 1
        air_force(store)
        await at_the_clock(talk, "05:32")
        assert "launched 212 Shahed drones" in (await talk.next()).text


async def test_an_asap_subscription_starts_today_while_a_report_is_due(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, at(f"{DAY} 04:30")) as talk:
        assert "starting on 22 September" in (await talk.ask("/subscribe asap")).text
        await talk.ask("/settings zone Warsaw")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "05:32")
        await at_the_clock(talk, "05:33")
        assert "launched 212 Shahed drones" in (await talk.next()).text
    assert len(bot_api.sent) == 3


async def test_an_asap_subscription_starts_tomorrow_when_both_reports_are_out(bot_api: BotApi, store: Store) -> None:
    air_force(store)
    ministry(store)
    async with talking(bot_api, store, at(f"{DAY} 07:00")) as talk:
        assert "starting on 23 September" in (await talk.ask("/subscribe asap")).text
        await talk.deliver()
    assert len(bot_api.sent) == 1


async def test_switching_to_asap_after_todays_digest_sends_no_second_one(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 08:00")
        ministry(store)
        await at_the_clock(talk, "05:16")
        await talk.next()
        await talk.ask("/subscribe asap")
        await at_the_clock(talk, "05:30")
    assert len(bot_api.sent) == 3


async def test_no_digest_is_sent_on_a_muted_day(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, at(f"{DAY} 00:30")) as talk:
        await talk.ask("/subscribe 09:30")
        store.write_now(with_digest.mute, talk.chat.id, at(f"{DAY} 09:30").date())
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        assert len(bot_api.sent) == 1
        assert store.read_now(deliveries.counts) == {"skipped": 1}


async def test_mydata_lists_deliveries_until_the_chat_is_forgotten(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:00")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:00")
        await talk.next()
        kept = await talk.ask("/mydata")
        await talk.ask("/forget")
        left = await talk.ask("/mydata")
    assert "Sent by the bot on its own, stored for a week: digest (22 Sep)" in kept.text
    assert left.text == "Nothing is stored about this chat."


async def test_muting_without_a_digest_says_there_is_none(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, at("2026-09-22 06:30")) as talk:
        await talk.ask("/digest")
        said = await talk.alert("Mute today")
    assert said == "You have no digest to stop. /subscribe 09:00 starts one."


async def test_a_correction_reaches_the_chats_that_were_shown_the_old_number(bot_api: BotApi, store: Store) -> None:
    air_force(store)
    async with talking(bot_api, store, at(f"{DAY} 06:00")) as talk:
        await talk.ask("/latest")
        stranger = bot_api.private("Bob")
        edited(store, launched=216)
        await at_the_clock(talk, "08:05")
        await at_the_clock(talk, "08:06")
        correction = await talk.next()
        assert correction.text == (
            "Correction · night of 21–22 September\nThe Air Force edited post 79455 at 11:04 Kyiv.\n\n"
            "Drones: 212 → 216 launched. Nothing else changed."
        )
        assert correction.silent
        both = await talk.press("Both versions")
        assert "version 1" in both.text
        assert "version 2" in both.text
    assert [message.chat for message in bot_api.sent if message.chat is stranger] == []
    assert len(bot_api.sent) == 2


async def test_an_edit_that_changes_no_number_sends_no_correction(bot_api: BotApi, store: Store) -> None:
    air_force(store)
    async with talking(bot_api, store, at(f"{DAY} 06:00")) as talk:
        await talk.ask("/latest")
        edited(store, launched=212)
        await at_the_clock(talk, "08:05")
        assert len(bot_api.sent) == 1


async def test_a_chat_that_already_saw_the_new_number_gets_no_correction(bot_api: BotApi, store: Store) -> None:
    air_force(store)
    async with talking(bot_api, store, at(f"{DAY} 06:00")) as talk:
        await talk.ask("/latest")
        edited(store, launched=216)
        talk.moment.now = at(f"{DAY} 08:04")
        assert "launched 216 Shahed drones" in (await talk.ask("/latest")).text
        await at_the_clock(talk, "08:05")
        assert len(bot_api.sent) == 2


def edited(store: Store, launched: int) -> None:
    """The Air Force's post is edited at 11:04 Kyiv."""
    seen = int(at(f"{DAY} 08:04").timestamp())

    def second_version(db: Database) -> None:
        db.execute(
            """INSERT INTO revisions
                (channel, message_id, revision, text, sha256, observed_at, last_observed_at, transports)
                VALUES ('kpszsu', 79455, 2, 'new words', '2', ?, ?, 'preview')""",
            (seen, seen),
        )
        reading(
            db, "kpszsu", 79455,
            tally("kpszsu", "2026-09-21 15:00", f"{DAY} 05:00", line(Outcome.LAUNCHED, launched, "shahed")),
            night=DAY, revision=2,
        )  # fmt: skip

    store.write_now(second_version)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9 am in Warsaw", "09:00"),
        ("9:00 Kyiv time", "09:00"),
        ("о 9 ранку за Києвом", "09:00"),
        ("10:30, Одеса", "10:30"),
        ("якнайшвидше", "as soon as"),
    ],
)
async def test_a_time_is_understood_as_people_write_it(bot_api: BotApi, store: Store, typed: str, said: str) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        assert said in (await talk.ask(f"/subscribe {typed}")).text
        assert (await talk.ask("/subscribe off")).text.startswith("No more digests.")
        assert (await talk.ask("/subscribe Warsaw 9")).text.startswith("“Warsaw” is not a time of day.")
