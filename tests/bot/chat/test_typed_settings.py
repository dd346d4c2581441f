"""What is typed after /settings: each setting is done, and takes effect; what is not understood is told."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.deliver.mornings import EVENING, air_force, at_the_clock, ministry
from tests.bot.talking import Talk, talking, until
from tests.storage.builders import at


def ticked(talk: Talk) -> set[str]:
    """What has a tick under the settings."""
    return {label.removeprefix("✓ ") for row in talk.heard[-1].labels for label in row if label.startswith("✓ ")}


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("language uk", "Українська"),
        ("Language: Ukrainian", "Українська"),
        ("мова українська", "Українська"),
        ("язык украинский", "Українська"),
        ("length short", "Short answers"),
        ("length full", "Full"),
        ("відповіді короткі", "Short answers"),
        ("sides ukraine", "Only Ukraine's Air Force"),
        ("side Ministry", "Only Russia's Defence Ministry"),
        ("charts dark", "Dark charts"),
        ("графіки темні", "Dark charts"),
        ("picture on", "Chart with the digest"),
        ("картинка так", "Chart with the digest"),
    ],
)
async def test_a_setting_that_is_typed_is_done_and_has_a_tick(
    bot_api: BotApi, store: Store, typed: str, chosen: str
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:00")
        await talk.ask("/settings")
        assert chosen not in ticked(talk)
        await talk.ask(f"/settings {typed}")
        assert chosen in ticked(talk)


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("sound off", "Sound"),
        ("звук вимкнути", "Sound"),
        ("late off", "Message about a late side"),
        ("late side no", "Message about a late side"),
    ],
)
async def test_what_is_on_is_turned_off(bot_api: BotApi, store: Store, typed: str, gone: str) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:00")
        await talk.ask("/settings")
        assert gone in ticked(talk)
        await talk.ask(f"/settings {typed}")
        assert gone not in ticked(talk)


@pytest.mark.parametrize("label", ["Chart with the digest", "✓ Message about a late side", "✓ Sound"])
async def test_a_press_turns_a_setting_over_and_another_one_back(bot_api: BotApi, store: Store, label: str) -> None:
    other = label.removeprefix("✓ ") if label.startswith("✓ ") else f"✓ {label}"
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:00")
        message = await talk.ask("/settings")
        await talk.press(label, message)
        assert [other] in message.labels
        await talk.press(other, message)
        assert [label] in message.labels


async def test_a_press_ends_the_digest_and_moves_the_tick(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 08:00")
        message = await talk.ask("/settings")
        await talk.press("No digest", message)
        assert message.text.splitlines()[1] == "Digest: none"
        assert ["As soon as it comes", "✓ No digest"] in message.labels
        assert ["08:00", "09:00", "10:00"] in message.labels


@pytest.mark.parametrize("typed", ["sound off", "picture on", "late off", "topic here"])
async def test_how_the_digest_comes_is_not_set_in_silence_where_there_is_none(
    bot_api: BotApi, store: Store, typed: str
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        answer = await talk.ask(f"/settings {typed}")
        assert answer.text == "There is no digest here yet, so nothing was changed. /subscribe 09:00 starts one."
        await talk.ask("/subscribe 09:00")
        await talk.ask("/settings")
        assert {"Sound", "Message about a late side"} < ticked(talk)
        assert "Chart with the digest" not in ticked(talk)


async def test_the_hour_of_the_digest_is_set_and_ended_by_what_is_typed(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        assert (await talk.ask("/settings time 08:40")).text.startswith("The digest will come at 08:40 (Europe/Kyiv)")
        await talk.ask("/settings")
        assert ["08:00", "✓ 08:40", "09:00", "10:00"] in talk.heard[-1].labels
        assert (await talk.ask("/settings digest off")).text == "No more digests. /subscribe brings them back."
        await talk.ask("/settings")
        assert "No digest" in ticked(talk)


@pytest.mark.parametrize(
    "typed",
    ["lenght short", "length enormous", "zone", "language klingon", "colour red", "time", "dark", "topic", "topic x"],
)
async def test_what_is_not_understood_is_told_in_a_sentence_with_what_can_be_typed(
    bot_api: BotApi, store: Store, typed: str
) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        answer = await talk.ask(f"/settings {typed}")
    assert answer.text == (
        f"I don't understand the setting “{typed}”: type for example /settings zone Warsaw, language uk, time 08:00, "
        "length short, sides ukraine, charts dark, sound off, picture on, late off or topic here."
    )


async def test_another_zone_says_how_times_are_shown_and_what_becomes_of_the_digest(
    bot_api: BotApi, store: Store
) -> None:
    """At 18:00 UTC it is 21:00 in Kyiv and 20:00 in Warsaw."""
    async with talking(bot_api, store, EVENING) as talk:
        without = await talk.ask("/settings zone Warsaw")
        await talk.ask("/subscribe asap")
        soon = await talk.ask("/settings zone GMT+3")
        await talk.ask("/subscribe 9:30")
        at_half_past_nine = await talk.ask("/settings zone +5:30")
    assert without.text.startswith(
        "From now on times are shown by the clock of Warsaw, where it is 20:00 now.\n\nSettings"
    )
    assert soon.text.startswith(
        "From now on times are shown by the clock of UTC+03:00, where it is 21:00 now.\n"
        "Your digest still comes as soon as the reports do.\n\nSettings"
    )
    assert at_half_past_nine.text.startswith(
        "From now on times are shown by the clock of UTC+05:30, where it is 23:30 now.\n"
        "Your digest stays at 09:30, by that clock.\n\nSettings"
    )


async def test_an_offset_means_east_and_the_answer_says_what_time_it_is_there(bot_api: BotApi, store: Store) -> None:
    """GMT+3 in September is Kyiv's time: 09:00 there is 06:00 UTC."""
    async with talking(bot_api, store, EVENING) as talk:
        answer = await talk.ask("/subscribe 9:00 GMT+3")
        assert answer.text.startswith(
            "The digest will come at 09:00 (UTC+03:00, now 21:00 there), first on 22 September."
        )
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "05:59")
        assert len(bot_api.sent) == 1
        await at_the_clock(talk, "06:00")
        assert "09:00 UTC+03:00" in (await talk.next()).text


@pytest.mark.parametrize("zone", ["localtime", "Factory", "Etc/GMT+3"])
async def test_a_zone_that_is_no_place_is_refused(bot_api: BotApi, store: Store, zone: str) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        for command in (f"/subscribe 9:00 {zone}", f"/settings zone {zone}"):
            assert (await talk.ask(command)).text.startswith(f"I don't know the time zone “{zone}”. Give a big city")


async def test_a_side_alone_is_confirmed_without_a_word_of_the_other(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/settings sides ukraine")
        answer = await talk.ask("/subscribe asap")
    assert "late" not in answer.text


async def test_a_late_side_that_is_turned_off_is_told_by_the_edit_alone(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        await talk.ask("/settings late off")
        ministry(store)
        await at_the_clock(talk, "06:45")
        digest = await talk.next()
        air_force(store)
        await at_the_clock(talk, "07:10")
        await until(lambda: digest.edits)
    assert len(bot_api.sent) == 3


async def test_a_digest_without_a_sound_comes_silently(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        await talk.ask("/settings sound off")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        assert (await talk.next()).silent


@pytest.mark.parametrize("how", ["button", "typed"])
async def test_the_digest_moves_to_the_topic_it_is_asked_for_in(bot_api: BotApi, store: Store, how: str) -> None:
    chat = bot_api.supergroup("Newsroom", topics=("Nights", "Chat"))
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        await talk.ask("/subscribe 09:30", thread=2)
        shown = await talk.ask("/settings", thread=3)
        assert "Topic: 2" in shown.text
        if how == "button":
            shown = await talk.press("Digest in this topic")
        else:
            shown = await talk.ask("/settings topic here", thread=3)
        assert "Topic: 3" in shown.text
        assert "Digest in this topic" not in [label for row in shown.labels for label in row]
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        assert (await talk.next()).thread == 3


async def test_a_member_of_a_group_sees_the_settings_and_changes_none(bot_api: BotApi, store: Store) -> None:
    chat = bot_api.group("Newsroom")
    async with talking(bot_api, store, EVENING, chat=chat) as talk:
        member = bot_api.user("Bob")
        bot_api.join(chat, member)
        answer = await talk.ask("/settings length short", member)
        assert answer.text == "Only an admin of this group can set that."
        await talk.ask("/settings", member)
        assert "Usual" in ticked(talk)


@pytest.mark.parametrize(
    ("length", "folded", "has_details"), [("short", 0, False), ("usual", 1, True), ("full", 0, True)]
)
async def test_the_length_decides_whether_the_details_are_left_out_folded_or_open(
    bot_api: BotApi, store: Store, length: str, folded: int, has_details: bool
) -> None:
    air_force(store)
    async with talking(bot_api, store, at("2026-09-22 07:00")) as talk:
        await talk.ask(f"/settings length {length}")
        answer = await talk.ask("/latest")
    assert "launched 212 Shahed drones" in answer.text
    assert sum(entity["type"] == "expandable_blockquote" for entity in answer.entities) == folded
    assert ("UKRAINE'S AIR FORCE" in answer.text) is has_details
