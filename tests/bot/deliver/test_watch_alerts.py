"""Watch alerts, from the report that triggers them to the message in a chat."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Unpack

import pytest

from bot.demo.bot_api import BotApi
from parsers.records import Hedge, Kind, Line, Outcome, RegionCount
from storage import Store
from tests.bot.deliver.mornings import DAY, EVENING, at_the_clock
from tests.bot.talking import talking
from tests.storage.builders import TallyMore, at, line, night, post, reading, tally

LAUNCHED = Outcome.LAUNCHED
BALLISTIC = line(LAUNCHED, None, "iskander-m", "kn-23", kind=Kind.BALLISTIC_MISSILE)


def air_force(store: Store, *lines: Line, **more: Unpack[TallyMore]) -> None:
    store.write_now(night, "kpszsu", 79455, DAY, *lines, posted="05:31", **more)


def edited(store: Store, *lines: Line) -> None:
    """The Air Force's post in a second version, seen at 08:03 UTC."""
    seen = int(at(f"{DAY} 08:03").timestamp())
    store.write_now(
        lambda db: db.execute(
            """INSERT INTO revisions (channel, message_id, revision, text, sha256, observed_at, last_observed_at,
                transports) VALUES ('kpszsu', 79455, 2, '', '2', ?, ?, 'preview')""",
            (seen, seen),
        )
    )
    changed = tally("kpszsu", "2026-09-21 15:00", f"{DAY} 05:00", *lines)
    store.write_now(reading, "kpszsu", 79455, changed, night=DAY, revision=2)


def ministry(store: Store, *regions: str) -> None:
    named = tuple(RegionCount(code, None, (0, 0)) for code in regions)
    store.write_now(
        night, "mod_russia", 67001, DAY, line(Outcome.DOWNED, 91), posted="04:48", regions=named
    )  # fmt: skip


async def test_a_reached_number_sends_an_alert_with_its_post(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        air_force(store, line(LAUNCHED, 512, "shahed"), BALLISTIC)
        await at_the_clock(talk, "05:32")
        told = await talk.next()
    assert told.text == (
        "You are watching for this · night of 21–22 September\n"
        "Drones: 512 launched (your threshold is 500)\n"
        "\n"
        "post 79455 · 08:31\n"
        "Each side's own claim, not verified."
    )
    assert told.labels == [["Full answer", "Watches"]]


async def test_a_number_below_the_threshold_sends_no_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        air_force(store, line(LAUNCHED, 600, "shahed", hedge=Hedge.AT_MOST), line(Outcome.DOWNED, 700, "shahed"))
        await at_the_clock(talk, "05:32")
    assert len(bot_api.sent) == 1


async def test_a_hedged_number_counts_as_printed_and_keeps_its_hedge(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING, language="uk") as talk:
        await talk.ask("/watch 500")
        air_force(store, line(LAUNCHED, 500, "shahed", hedge=Hedge.AT_LEAST))
        await at_the_clock(talk, "05:32")
        told = await talk.next()
    assert "Дрони: запущено щонайменше 500 (ваш поріг – 500)" in told.text


async def test_ballistic_missiles_without_a_number_send_an_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch ballistic")
        air_force(store, line(LAUNCHED, 90, "shahed"), BALLISTIC)
        await at_the_clock(talk, "05:32")
        told = await talk.next()
    assert "Iskander-M / KN-23: used, number not given" in told.text


async def test_a_region_watch_fires_for_reports_of_either_side(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch Belgorod region")
        await talk.ask("/watch Odesa")
        ministry(store, "RU-BEL", "RU-BRY")
        await at_the_clock(talk, "04:50")
        assert "Belgorod: drones shot down over it" in (await talk.next()).text
        air_force(store, line(LAUNCHED, 90, "shahed"), targets=("UA-51",))
        await at_the_clock(talk, "05:32")
        told = await talk.next()
    assert "Odesa" in told.text
    assert "named as attacked" in told.text
    assert "Belgorod" not in told.text


async def test_watches_that_fire_together_share_one_message(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        for wish in ("500", "ballistic", "Odesa"):
            await talk.ask(f"/watch {wish}")
        air_force(store, line(LAUNCHED, 512, "shahed"), BALLISTIC, targets=("UA-51",))
        await at_the_clock(talk, "05:32")
        told = await talk.next()
    assert len(told.text.splitlines()) == 7
    assert len(bot_api.sent) == 4


async def test_neither_another_check_nor_a_correction_repeats_an_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
        await talk.next()
        await at_the_clock(talk, "05:40")
        assert len(bot_api.sent) == 2
        edited(store, line(LAUNCHED, 530, "shahed"))
        await at_the_clock(talk, "08:04")
        correction = await talk.next()
    assert correction.text.startswith("Correction")
    assert len(bot_api.sent) == 3


async def test_a_correction_that_reaches_the_number_sends_the_first_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        air_force(store, line(LAUNCHED, 480, "shahed"))
        await at_the_clock(talk, "05:32")
        assert len(bot_api.sent) == 1
        edited(store, line(LAUNCHED, 510, "shahed"))
        await at_the_clock(talk, "08:04")
        assert "Drones: 510 launched" in (await talk.next()).text


def history(store: Store, nights: int) -> None:
    """Store this many nights of 100 to 109 drones before the night of 21–22 September."""
    for step in range(1, nights + 1):
        day = date.fromisoformat(DAY) - timedelta(days=step)
        store.write_now(night, "kpszsu", 1000 + step, day.isoformat(), line(LAUNCHED, 100 + step % 10, "shahed"))


async def test_a_record_alert_names_the_record_it_breaks(bot_api: BotApi, store: Store) -> None:
    history(store, 40)
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch record")
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
        told = await talk.next()
    assert (
        "A record, drones launched at Ukraine: 512. The most before was 109 on 14 August 2026, among the nights "
        "known since 13 August 2026."
    ) in told.text


async def test_a_number_that_is_reached_without_its_hedged_part_is_told(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        air_force(store, line(LAUNCHED, 510, "shahed"), line(LAUNCHED, 40, "decoy", hedge=Hedge.AT_MOST))
        await at_the_clock(talk, "05:32")
        assert "Drones: 510 to 550 launched" in (await talk.next()).text


@pytest.mark.parametrize(
    ("number", "hedge", "most"), [(110, Hedge.AT_LEAST, "at least 110"), (60, Hedge.ABOUT, "109"), (None, None, "109")]
)
async def test_the_largest_number_is_no_record_where_one_before_may_have_been_larger(
    bot_api: BotApi, store: Store, number: int | None, hedge: Hedge | None, most: str
) -> None:
    history(store, 40)
    store.write_now(night, "kpszsu", 900, "2026-08-12", line(LAUNCHED, number, "shahed", hedge=hedge))
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch record")
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
        told = (await talk.next()).text
    assert f"The largest number given yet of drones launched at Ukraine: 512. The most before was {most} on " in told
    assert "A record" not in told


async def test_a_number_equal_to_the_largest_is_no_record(bot_api: BotApi, store: Store) -> None:
    history(store, 40)
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch record")
        air_force(store, line(LAUNCHED, 109, "shahed"))
        await at_the_clock(talk, "05:32")
    assert len(bot_api.sent) == 1


async def test_the_largest_of_only_a_few_nights_is_no_record(bot_api: BotApi, store: Store) -> None:
    history(store, 29)
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch record")
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
    assert len(bot_api.sent) == 1


async def test_setting_a_watch_sends_no_alert_for_known_reports(bot_api: BotApi, store: Store) -> None:
    air_force(store, line(LAUNCHED, 512, "shahed"), BALLISTIC)
    async with talking(bot_api, store, at(f"{DAY} 06:00")) as talk:
        await talk.ask("/watch 500")
        await talk.ask("/watch Belgorod region")
        ministry(store, "RU-BEL")
        await at_the_clock(talk, "06:01")
    assert len(bot_api.sent) == 2


async def test_backfilled_old_nights_send_no_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        store.write_now(night, "kpszsu", 70000, "2026-09-10", line(LAUNCHED, 900, "shahed"))
        await at_the_clock(talk, "05:32")
    assert len(bot_api.sent) == 1


async def test_a_muted_chat_gets_no_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        await talk.ask("/watch 500")
        talk.moment.now = at(f"{DAY} 05:00")
        digest = await talk.ask("/digest")
        assert (await talk.alert("Mute today", digest)).startswith("Nothing more today")
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
    assert len(bot_api.sent) == 3


async def test_a_watch_set_in_a_topic_alerts_there(bot_api: BotApi, store: Store) -> None:
    forum = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"), admin=bot_api.user("Owner"))
    async with talking(bot_api, store, EVENING, chat=forum) as talk:
        await talk.ask("/watch 500", bot_api.user("Guest"), thread=3)
        assert talk.heard[-1].text == "Only an admin of this group can set that."
        bot_api.say(forum, "/watch 500", anonymous=True, thread=3)
        await talk.next()
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
        assert (await talk.next()).thread == 3


async def test_a_report_of_another_period_sends_no_alert(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch 500")
        store.write_now(post, "kpszsu", 5, f"{DAY} 16:00")
        day = tally("kpszsu", f"{DAY} 06:00", f"{DAY} 15:00", line(LAUNCHED, 900, "shahed"))
        store.write_now(reading, "kpszsu", 5, day, ends_on=DAY)
        await at_the_clock(talk, "16:01")
    assert len(bot_api.sent) == 1


async def test_thirty_nights_are_enough_for_a_record(bot_api: BotApi, store: Store) -> None:
    history(store, 30)
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/watch record")
        air_force(store, line(LAUNCHED, 512, "shahed"))
        await at_the_clock(talk, "05:32")
        assert "A record, drones launched at Ukraine: 512." in (await talk.next()).text
