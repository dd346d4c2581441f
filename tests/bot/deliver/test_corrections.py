"""Every chat that was shown a figure is told once when it changes, whatever the cause."""

from __future__ import annotations

import pytest

from bot.actions import Decision
from bot.deliver.message_codec import unpacked
from bot.demo.bot_api import BotApi
from bot.follow.reprocess import bring_up_to_date
from parsers.judge import judge
from parsers.records import Doubt, Outcome, Post, Reader, Reading, Scope, Sighting, Verdict
from parsers.time.night import nights_of
from storage import Store
from storage.outbox import notices
from storage.posts.intake import take_in
from storage.posts.page_intake import Seen, take_page
from storage.readings import judging
from storage.readings.load import Key
from tests.bot.deliver.correction_scenes import (
    FIRST,
    NOW,
    NUMBER,
    POSTED,
    TITLE,
    asked,
    no_rest,
    reader_that,
    seen,
    take,
    told,
)
from tests.bot.talking import talking
from tests.storage.builders import at, line, tally


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "The Air Force edited post 79455 at 11:04 Kyiv.\n\n"
            "We could not read its new text, so the figures you were shown may no longer be right.",
        ),
        (
            "uk",
            "Повітряні сили змінили допис 79455, 11:04 (Київ).\n\n"
            "Новий текст прочитати не вдалося, тож числа, які ви бачили, можуть бути вже неправильними.",
        ),
    ],
)
async def test_an_edit_that_makes_a_post_unreadable_is_announced_with_both_versions(
    bot_api: BotApi, store: Store, language: str, said: str
) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW, language=language) as talk:
        await asked(talk)
        take(store, seen("no words we know", at("2026-09-22 08:04")))
        (correction,) = await told(talk)
        assert correction.text == f"{TITLE[language]}\n{said}"
        both = await talk.press({"en": "Both versions", "uk": "Обидві версії"}[language], correction)
    assert "launched 84" in both.text and "no words we know" in both.text


async def test_figures_that_return_later_are_compared_with_those_shown(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        take(store, seen("no words we know", at("2026-09-22 08:04")))
        assert len(await told(talk, "08:05")) == 1
        take(store, seen("launched 86", at("2026-09-22 08:10")))
        (correction,) = await told(talk, "08:11")
        assert "Drones: 84 → 86 launched. Nothing else changed." in correction.text
        take(store, seen("still no words we know", at("2026-09-22 08:20")))
        assert len(await told(talk, "08:21")) == 1
        take(store, seen("launched 86 again", at("2026-09-22 08:30")))
        (again,) = await told(talk, "08:31")
    assert again.text == f"{TITLE['en']}\nThe figures you were shown from post 79455 are valid again."


async def test_a_change_reverted_before_delivery_is_not_announced(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        take(store, seen("launched 89", at("2026-09-22 08:04")), seen("launched 84", at("2026-09-22 08:05")))
        assert await told(talk, "08:06") == []


def page(store: Store, when: str, *sightings: Sighting) -> None:
    store.write_now(take_page, "kpszsu", Seen(list(sightings), None, at(when), at(when)), FIRST)


def others(when: str) -> list[Sighting]:
    """The posts around the report, which every page shows."""
    return [seen("alert", at(when), number, POSTED) for number in (NUMBER - 1, NUMBER + 1)]


async def test_a_post_missing_for_ten_minutes_is_announced_as_gone_and_again_when_it_returns(
    bot_api: BotApi, store: Store
) -> None:
    page(store, "2026-09-22 05:31", *others("2026-09-22 05:31"), seen("launched 84", at("2026-09-22 05:31")))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        page(store, "2026-09-22 07:00", *others("2026-09-22 07:00"))
        page(store, "2026-09-22 07:09", *others("2026-09-22 07:09"))
        assert await told(talk, "07:09") == []
        page(store, "2026-09-22 07:10", *others("2026-09-22 07:10"))
        (gone,) = await told(talk, "07:10")
        await asked(talk)
        assert await told(talk, "07:15") == []
        page(store, "2026-09-22 07:20", *others("2026-09-22 07:20"), seen("launched 84", at("2026-09-22 07:20")))
        (back,) = await told(talk, "07:21")
    assert gone.text == (
        f"{TITLE['en']}\nPost 79455 has been missing from the channel's page since 10:00 Kyiv.\n\n"
        "The figures you were shown may no longer be right."
    )
    assert back.text == f"{TITLE['en']}\nThe figures you were shown from post 79455 are valid again."


async def test_a_post_that_pages_leave_out_for_nine_minutes_is_not_told_as_gone(bot_api: BotApi, store: Store) -> None:
    page(store, "2026-09-22 05:31", *others("2026-09-22 05:31"), seen("launched 84", at("2026-09-22 05:31")))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        for clock in ("07:41", "07:50"):
            page(store, f"2026-09-22 {clock}", *others(f"2026-09-22 {clock}"))
        assert await told(talk, "07:52") == []


async def test_a_stale_page_copy_neither_withdraws_a_post_nor_hides_a_withdrawal(bot_api: BotApi, store: Store) -> None:
    page(store, "2026-09-22 05:31", *others("2026-09-22 05:31"), seen("launched 84", at("2026-09-22 05:31")))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        for minute in (0, 15, 30):
            page(store, f"2026-09-22 07:{minute:02}", *others(f"2026-09-22 07:{minute:02}"))
            shown = at(f"2026-09-22 07:{minute + 1:02}")
            page(store, f"{shown:%Y-%m-%d %H:%M}", *others("2026-09-22 07:01"), seen("launched 84", shown))
        assert await told(talk, "07:40") == []
        for clock in ("07:41", "07:51"):
            page(store, f"2026-09-22 {clock}", *others(f"2026-09-22 {clock}"))
        (gone,) = await told(talk, "07:52")
    assert "since 10:41 Kyiv" in gone.text


async def test_a_correction_to_a_held_figure_does_not_show_the_new_figure(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    held = Verdict(Scope.NATIONAL, (Doubt("implausible", "made up"),), held=True)
    doubting = Reader(2, reader_that(2, {"launched 84": 84084}).read, nights_of, lambda *_: held)
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await bring_up_to_date(store, doubting, no_rest)
        (correction,) = await told(talk)
    assert correction.text == (
        f"{TITLE['en']}\nPost 79455 has a figure we could not confirm.\n\n"
        "The figures you were shown may no longer be right."
    )
    assert correction.labels == []


async def test_dropping_and_releasing_a_report_are_both_announced(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        key = Key("kpszsu", NUMBER, 1)
        store.write_now(judging.decide, key, Decision.DROPPED, FIRST, NOW)
        (dropped,) = await told(talk, "07:00")
        store.write_now(judging.decide, key, Decision.RELEASED, FIRST, NOW)
        (released,) = await told(talk, "07:10")
    assert dropped.text == (
        f"{TITLE['en']}\nThe figures from post 79455 are no longer shown: the bot's operator has withheld them.\n\n"
        "The figures you were shown may no longer be right."
    )
    assert released.text == f"{TITLE['en']}\nThe figures you were shown from post 79455 are valid again."


async def test_an_edit_that_changes_only_the_period_is_announced(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))

    def later(post: Post) -> Reading:
        return tally("kpszsu", "2026-09-21 16:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, 84, "shahed"))

    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        edit = [seen("launched 84, from 19:00", at("2026-09-22 08:04"))]
        store.write_now(take_in, "kpszsu", edit, Reader(1, later, nights_of, judge))
        (correction,) = await told(talk)
    assert correction.text.endswith(
        "Period: 21 Sep 18:00 – 22 Sep 08:00 → 21 Sep 19:00 – 22 Sep 08:00. Nothing else changed."
    )


async def test_a_late_correction_followed_by_a_newer_one_causes_no_third(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        store.write_now(notices.halt_sending, NOW)
        take(store, seen("launched 86", at("2026-09-22 08:04")))
        assert await told(talk, "08:05") == []
        take(store, seen("launched 89", at("2026-09-22 08:10")))
        assert await told(talk, "08:11") == []
        # a look between the two must not find that the chat was shown the older figure just now
        owed = store.read_now(lambda db: db.execute("SELECT body FROM bodies ORDER BY body").fetchall())
        assert [unpacked(body).shows for (body,) in owed] == [[], []]
        store.write_now(notices.resume_sending)
        first, second = await told(talk, "08:20")
    assert "84 → 86" in first.text
    assert "86 → 89" in second.text
