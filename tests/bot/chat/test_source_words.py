"""Source text: each sentence as posted, its numbers highlighted, their readings beside them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.chat.audience import Audience
from bot.chat.languages import words_of
from bot.chat.messages.doubts import doubt_text
from bot.chat.messages.versions import versions_message
from bot.demo.bot_api import BotApi
from parsers import READER
from parsers.records import Doubt, Sighting
from storage import Store
from storage.posts.intake import take_in
from storage.views.versions import versions_view
from tests.bot.talking import talking, until
from tests.storage.builders import at

# Written anew in the shape of the Air Force's night reports of 2026, with invented figures.
NIGHT = (
    "⚡️ ЗБИТО/ПОДАВЛЕНО 79 ВОРОЖИХ БПЛА\n\n"
    "У ніч на 22 вересня (з 18:00 21 вересня) противник атакував 84 ударними БпЛА типу Shahed, Гербера "
    "та дронами інших типів.\n\n"
    "💥 За попередніми даними, станом на 08:00, протиповітряною обороною збито/подавлено 79 ворожих БпЛА типу Shahed, "
    "Гербера та дронів інших типів."
)


def taken_in(store: Store, text: str, seen: str) -> None:
    sighting = Sighting(90001, at("2026-09-22 05:31"), text, at(seen), "preview")
    store.write_now(take_in, "kpszsu", [sighting], READER)


async def test_each_number_is_shown_beside_its_source_sentence(bot_api: BotApi, store: Store) -> None:
    taken_in(store, NIGHT, "2026-09-22 05:32")
    async with talking(bot_api, store, at("2026-09-22 06:00")) as talk:
        answer = await talk.ask("/source 22.09")
    assert answer.text == (
        "Source text\n"
        "Night of 21–22 September 2026\n\n"
        "UKRAINE'S AIR FORCE SAYS\n"
        "post 90001 · first version · 08:31 Kyiv\n"
        "read 22 September 08:32\n\n"
        "«⚡️ ЗБИТО/ПОДАВЛЕНО 79 ВОРОЖИХ БПЛА»\n"
        "→ 79: the headline: 79\n"
        "«У ніч на 22 вересня (з 18:00 21 вересня) противник атакував 84 ударними БпЛА типу Shahed, Гербера "
        "та дронами інших типів.»\n"
        "→ ніч на 22 вересня (з 18:00 21 вересня): the period\n"
        "→ 84: 84 launched · Shahed, Gerbera, other drones\n"
        "«💥 За попередніми даними, станом на 08:00, протиповітряною обороною збито/подавлено 79 ворожих БпЛА типу "
        "Shahed, Гербера та дронів інших типів.»\n"
        "→ 79: 79 shot down or jammed · Shahed, Gerbera, other drones"
    )
    assert answer.labels == [["‹ Back"]]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "the total is not the sum of its parts (stated 9, parts 8)"),
        ("uk", "загальне число не дорівнює сумі складників"),
    ],
)
def test_a_doubt_is_worded_in_one_language(language: str, said: str) -> None:
    assert doubt_text(words_of(language), Doubt("total_differs", "stated 9, parts 8")) == said


async def test_numbers_are_highlighted_in_their_sentence(bot_api: BotApi, store: Store) -> None:
    taken_in(store, NIGHT, "2026-09-22 05:32")
    async with talking(bot_api, store, at("2026-09-22 06:00")) as talk:
        answer = await talk.ask("/source 22.09")
    units = answer.text.encode("utf-16-le")
    marked = [
        units[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        for one in answer.entities
        if one["type"] == "underline"
    ]
    assert marked == ["79", "ніч на 22 вересня (з 18:00 21 вересня", "84", "79"]


async def test_both_versions_of_an_edited_post_are_shown_as_posted(bot_api: BotApi, store: Store) -> None:
    taken_in(store, NIGHT, "2026-09-22 05:32")
    async with talking(bot_api, store, at("2026-09-22 06:00")) as talk:
        await talk.ask("/latest")
        taken_in(store, NIGHT.replace("79", "81"), "2026-09-22 08:04")
        talk.moment.now = at("2026-09-22 08:05")
        await talk.deliver()
        correction = await talk.next()
        assert correction.text == (
            "Correction · night of 21–22 September\nThe Air Force edited post 90001 at 11:04 Kyiv.\n\n"
            "Drones: 79 → 81 shot down or jammed. Nothing else changed."
        )
        both = await talk.press("Both versions")
    assert both.text.startswith("Versions of kpszsu/90001\n\nversion 1 · seen 22 September 08:32")
    assert "ЗБИТО/ПОДАВЛЕНО 79 ВОРОЖИХ БПЛА" in both.text
    assert "ЗБИТО/ПОДАВЛЕНО 81 ВОРОЖИХ БПЛА" in both.text


async def test_an_older_button_does_not_quote_a_held_figure(bot_api: BotApi, store: Store) -> None:
    operator = bot_api.private("Operator")
    taken_in(store, NIGHT, "2026-09-22 05:32")
    async with talking(bot_api, store, at("2026-09-22 06:00"), admin_ids=str(operator.id)) as talk:
        await talk.ask("/latest")
        taken_in(store, NIGHT.replace("79", "81"), "2026-09-22 08:04")
        talk.moment.now = at("2026-09-22 08:05")
        await talk.deliver()
        correction = await talk.next()
        taken_in(store, NIGHT.replace("84", "107108"), "2026-09-22 09:04")
        held = await talk.press("Both versions", correction)
        assert held.text.endswith("It has a figure we could not confirm, so its words are not repeated here.")
        assert "107108" not in held.text
        assert "ЗБИТО/ПОДАВЛЕНО 81 ВОРОЖИХ БПЛА" in held.text
        bot_api.say(operator, "/drop kpszsu/90001")
        await until(lambda: any("Dropped" in one.text for one in bot_api.sent))
        again = await talk.ask("/latest")
        assert "107108" not in again.text
    dropped = versions_message(
        Audience(words_of("en"), ZoneInfo("Europe/Kyiv")),
        "kpszsu",
        90001,
        store.read_now(versions_view, "kpszsu", 90001),
    )
    assert dropped.plain.endswith("This bot's operator withholds its figures, so its words are not repeated here.")


async def test_versions_too_long_for_one_message_are_sent_whole(bot_api: BotApi, store: Store) -> None:
    long = NIGHT + "\n\n" + "Слава Україні! " * 180
    taken_in(store, long, "2026-09-22 05:32")
    async with talking(bot_api, store, at("2026-09-22 06:00")) as talk:
        await talk.ask("/latest")
        taken_in(store, long.replace("79", "81"), "2026-09-22 08:04")
        talk.moment.now = at("2026-09-22 08:05")
        await talk.deliver()
        bot_api.press(await talk.next(), "Both versions")
        first, last = await talk.next(), await talk.next()
    assert "ЗБИТО/ПОДАВЛЕНО 79 ВОРОЖИХ БПЛА" in first.text
    assert "ЗБИТО/ПОДАВЛЕНО 81 ВОРОЖИХ БПЛА" in last.text


async def test_arguments_may_stand_on_the_line_after_the_command(bot_api: BotApi, store: Store) -> None:
    taken_in(store, NIGHT, "2026-09-22 05:32")
    async with talking(bot_api, store, at("2026-10-01 06:00")) as talk:
        answer = await talk.ask("/night\n22.09")
    assert answer.text.startswith("Night of 21–22 September 2026")
