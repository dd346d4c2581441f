"""Changes by a newer reader are announced once rereading is complete: a single one alone, more in one summary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from bot.demo.bot_api import BotApi
from bot.follow.reprocess import bring_up_to_date
from parsers.judge import judge
from parsers.records import Kind, Outcome, Post, Reader, Reading, Tally, Verdict
from parsers.time.night import nights_of
from storage import Store
from storage.chats import chats
from storage.outbox import deliveries, notices
from storage.posts.intake import take_in
from storage.readings import reprocess
from tests.bot.deliver.correction_scenes import (
    FIRST,
    NOW,
    TITLE,
    asked,
    night_of,
    no_rest,
    reader_that,
    seen,
    take,
    told,
)
from tests.bot.talking import talking, until
from tests.storage.builders import at, line


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "We read post 79455 again.\n\nDrones: 84 → 89 launched. We had read 84; it says 89. Our mistake."),
        (
            "uk",
            "Ми перечитали допис 79455.\n\nДрони: запущено 84 → 89. Ми прочитали 84, а там 89. Це наша помилка.",
        ),
    ],
)
async def test_a_number_changed_by_a_new_reader_is_announced_once(
    bot_api: BotApi, store: Store, language: str, said: str
) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW, language=language) as talk:
        await asked(talk)
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        (correction,) = await told(talk)
    assert correction.text == f"{TITLE[language]}\n{said}"
    assert correction.silent


async def test_a_new_reader_with_the_same_figures_announces_nothing(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await bring_up_to_date(store, reader_that(2), no_rest)
        assert await told(talk) == []


async def test_changes_by_a_new_reader_are_announced_only_when_rereading_is_complete(
    bot_api: BotApi, store: Store
) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)

        async def look(_: float) -> None:
            assert await told(talk, "08:00") == []

        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), look)
        assert len(await told(talk)) == 1


DAYS = [date(2026, 8, 3) + timedelta(days=step) for step in range(50)]


def fifty(store: Store) -> None:
    """Fifty nights with 1 to 50 drones, the last one that to 21 September."""
    take(store, *(
        seen(f"launched {100 + n}", moment, 79000 + n, moment)
        for n, day in enumerate(DAYS, start=1) for moment in [at(f"{day} 05:30")]
    ))  # fmt: skip


def one_more_each(post: Post) -> Reading:
    read = FIRST.read(post)
    assert isinstance(read, Tally) and read.lines[0].number is not None and post.posted
    return night_of(post.posted.date(), line(Outcome.LAUNCHED, read.lines[0].number + 1000, "shahed"))


PLUS_1000 = Reader(2, one_more_each, nights_of, lambda one, _: Verdict(one.scope))


async def test_rereading_that_changes_fifty_posts_sends_one_summary(bot_api: BotApi, store: Store) -> None:
    fifty(store)
    async with talking(bot_api, store, NOW) as talk:
        for day in DAYS:
            await talk.ask(f"/night {day}")
        await until(lambda: len(store.read_now(chats.shown_to, talk.chat.id)) == 50)
        await bring_up_to_date(store, PLUS_1000, no_rest)
        (summary,) = await told(talk)
    lines = summary.text.splitlines()
    assert lines[0] == "We read our reports again, more accurately: these figures you were shown have changed."
    assert lines[2:5] == [
        "21 Sep, post 79050: Drones: 150 → 1,150 launched",
        "20 Sep, post 79049: Drones: 149 → 1,149 launched",
        "19 Sep, post 79048: Drones: 148 → 1,148 launched",
    ]
    assert lines[7:] == ["and 45 more posts", "", "Our mistake."]
    assert summary.labels == [["21 Sep", "20 Sep", "19 Sep", "18 Sep", "17 Sep"], ["September 2026", "August 2026"]]
    assert summary.silent


async def test_a_summary_is_sent_after_more_urgent_deliveries(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        store.write_now(notices.halt_sending, NOW)
        await talk.bot.tick()
        rank = store.read_now(lambda db: db.execute("SELECT kind, rank FROM deliveries").fetchall())
    assert rank == [("correction", 3)]


@pytest.mark.parametrize("posts", [1, 2])
async def test_a_kill_between_finding_and_queueing_a_correction_loses_nothing(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch, posts: int
) -> None:
    def killed(*_: object) -> int:
        raise ZeroDivisionError

    moment = at("2026-09-21 05:30")
    take(store, seen("launched 84"), *[seen("launched 70", moment, 79001, moment)][: posts - 1])
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await talk.ask("/night 21.09")
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89, "launched 70": 71}), no_rest)
        with monkeypatch.context() as patch:
            patch.setattr(deliveries, "enqueue", killed)
            assert await told(talk, "08:00") == []
        (correction,) = await told(talk, "08:05")
    assert "84 → 89" in correction.text
    assert ("70 → 71" in correction.text) == (posts == 2)


async def test_an_inline_answer_reread_before_it_was_chosen_is_corrected_at_once(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        query = bot_api.inline("22 sep")
        offered = (await query.answered())["results"][0]["id"]
        await bring_up_to_date(store, reader_that(2, {"launched 84": 89}), no_rest)
        talk.bot.services.kept.forget()  # as the application does after it
        message = bot_api.choose(query, offered)
        await until(lambda: message.edits)
    assert "launched 89 Shahed drones" in message.text


async def test_changes_of_a_rereading_killed_at_its_end_are_announced_after_the_restart(
    bot_api: BotApi, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise ZeroDivisionError

    take(store, seen("launched 84"))
    better = reader_that(2, {"launched 84": 89})
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
            patch.setattr(reprocess, "ended", killed)
            await bring_up_to_date(store, better, no_rest)
        assert await told(talk, "08:00") == []
        await bring_up_to_date(store, better, no_rest)
        assert len(await told(talk, "08:05")) == 1


async def test_a_reread_figure_after_a_harmless_edit_is_worded_as_our_mistake(bot_api: BotApi, store: Store) -> None:
    take(store, seen("launched 84"))
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        take(store, seen("launched 84 again", at("2026-09-22 07:00")))
        assert await told(talk, "08:00") == []
        better = reader_that(2, {"launched 84": 89, "launched 84 again": 89})
        await bring_up_to_date(store, better, no_rest)
        (correction,) = await told(talk, "08:05")
    assert correction.text.endswith("Drones: 84 → 89 launched. We had read 84; it says 89. Our mistake.")


async def test_a_new_reader_that_only_renames_weapons_announces_nothing(bot_api: BotApi, store: Store) -> None:
    def named(weapon: str) -> Callable[[Post], Reading]:
        missiles = line(Outcome.DOWNED, 5, weapon, kind=Kind.CRUISE_MISSILE)
        return lambda _: night_of(date(2026, 9, 22), missiles)

    first = Reader(1, named("kh101"), nights_of, judge)
    store.write_now(take_in, "kpszsu", [seen("launched 84")], first)
    async with talking(bot_api, store, NOW) as talk:
        await asked(talk)
        await bring_up_to_date(store, Reader(2, named("kalibr"), nights_of, judge), no_rest)
        assert await told(talk) == []
