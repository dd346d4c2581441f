"""Charts are drawn once, cached until the data changes, and drawn in a separate process."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.chat.charts.cache import Pictures
from bot.chat.charts.process import DrawingError, DrawingStopped, drawing_in, split
from bot.chat.charts.requests import LANDSCAPE, SVG, ChartLook, NightRequest, Picture, RegionRequest, TrendRequest
from bot.chat.charts.sheets import Sheet
from bot.chat.languages import words_of
from parsers.records import Outcome
from storage import Store
from storage.engines.engine import Database
from storage.readings.load import Key
from tests.bot.talking import house_languages, until
from tests.storage.builders import line, night, reading, tally

ENGLISH = words_of("en")
KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 9, 22, 6, tzinfo=UTC)
DAY = date(2026, 9, 22)
LAUNCHED = Outcome.LAUNCHED


class Hand:
    """A fake drawing process that draws nothing and records what it was asked for."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []

    async def __call__(self, sheets: Sequence[Sheet]) -> list[bytes]:
        await asyncio.sleep(0)
        self.sheets += sheets
        return [f"{sheet['head']['title']} {len(self.sheets)}".encode() for sheet in sheets]


class Endless:
    """A fake drawing process that starts and never finishes."""

    def __init__(self) -> None:
        self.begun, self.ended = asyncio.Event(), False

    async def __call__(self, sheets: Sequence[Sheet]) -> list[bytes]:
        self.begun.set()
        try:
            return await asyncio.Future()
        finally:
            self.ended = True


def edited(db: Database, revision: int, launched: int) -> None:
    """Edit the channel's post of the night."""
    columns = "channel, message_id, revision, text, sha256, observed_at, last_observed_at, transports"
    db.execute(f"INSERT INTO revisions ({columns}) VALUES ('kpszsu', 7, ?, '', ?, 0, 0, '')", (revision, str(revision)))
    stated = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(LAUNCHED, launched, "shahed"))
    reading(db, "kpszsu", 7, stated, night="2026-09-22", revision=revision)


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def pictures(store: Store, hand: Hand) -> Pictures:
    store.write_now(night, "kpszsu", 7, "2026-09-22", line(LAUNCHED, 212, "shahed"))
    return Pictures(store, hand, ("kpszsu", "mod_russia"), KYIV, lambda: NOW, languages=house_languages())


async def asked(pictures: Pictures, request: TrendRequest | NightRequest | RegionRequest) -> Picture:
    picture = await pictures.picture(request, ENGLISH, "light")
    assert picture is not None
    return picture


async def test_a_chart_is_drawn_once_and_then_served_from_the_cache(pictures: Pictures, hand: Hand) -> None:
    first = await asked(pictures, TrendRequest("kpszsu", 30, DAY))
    again = await asked(pictures, TrendRequest("kpszsu", 30, DAY))
    assert (first, len(hand.sheets)) == (again, 1)
    assert first.caption.splitlines()[0] == "212 drones on the night of 21–22 September; 1 of 30 nights known"


async def test_two_simultaneous_requests_share_one_drawing(pictures: Pictures, hand: Hand) -> None:
    await asyncio.gather(*(asked(pictures, NightRequest(DAY)) for _ in range(5)))
    assert len(hand.sheets) == 1


async def test_each_language_and_theme_is_cached_separately(pictures: Pictures, hand: Hand) -> None:
    await pictures.picture(NightRequest(DAY), ENGLISH, "light")
    await pictures.picture(NightRequest(DAY), ENGLISH, "dark")
    assert [sheet["head"]["theme"] for sheet in hand.sheets] == ["light", "dark"]


async def test_the_telegram_file_id_of_a_chart_is_stored_and_can_be_removed(pictures: Pictures) -> None:
    picture = await asked(pictures, NightRequest(DAY))
    assert picture.file_id is None
    await pictures.sent(picture, "AgAC")
    named = await asked(pictures, NightRequest(DAY))
    assert named.file_id == "AgAC"
    await pictures.sent(named, None)
    assert (await asked(pictures, NightRequest(DAY))).file_id is None


async def test_a_new_night_makes_the_cached_trend_stale(pictures: Pictures, hand: Hand, store: Store) -> None:
    await pictures.sent(await asked(pictures, TrendRequest("kpszsu", 30, DAY)), "AgAC")
    store.write_now(night, "kpszsu", 6, "2026-09-20", line(LAUNCHED, 80, "shahed"))
    picture = await asked(pictures, TrendRequest("kpszsu", 30, DAY))
    assert (picture.file_id, len(hand.sheets)) == (None, 2)


async def test_a_new_reading_of_a_post_makes_the_cached_chart_of_its_night_stale(
    pictures: Pictures, hand: Hand, store: Store
) -> None:
    await asked(pictures, NightRequest(DAY))
    store.write_now(lambda db: db.execute("UPDATE readings SET reader = 'another'").rowcount)
    await asked(pictures, NightRequest(DAY))
    assert len(hand.sheets) == 2


async def test_a_chart_lists_the_post_versions_it_was_drawn_from(
    pictures: Pictures, hand: Hand, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who saw it hears of an edit that came while it was drawn."""
    draw = Hand.__call__

    async def edited_meanwhile(self: Hand, sheets: Sequence[Sheet]) -> list[bytes]:
        store.write_now(edited, 2 + len(self.sheets), launched=216)
        return await draw(self, sheets)

    monkeypatch.setattr(Hand, "__call__", edited_meanwhile)
    one_night, trend = await asked(pictures, NightRequest(DAY)), await asked(pictures, TrendRequest("kpszsu", 30, DAY))
    assert [source.key for source in one_night.shows] == [Key("kpszsu", 7, 1)]
    assert [source.key for source in trend.shows] == [Key("kpszsu", 7, 2)]


async def test_a_file_is_cached_beside_the_picture_of_the_chat(pictures: Pictures, hand: Hand) -> None:
    look = ChartLook("light", LANDSCAPE, SVG)
    in_chat = await asked(pictures, NightRequest(DAY))
    first, again = [await pictures.file(NightRequest(DAY), ENGLISH, look) for _ in range(2)]
    assert first and again
    assert (first.png, len(hand.sheets)) == (again.png, 2)
    assert first.png != in_chat.png
    assert [(one["head"]["shape"], one["head"]["form"]) for one in hand.sheets] == [
        ("portrait", "png"),
        ("landscape", "svg"),
    ]


async def test_the_bots_name_is_in_the_last_line_and_a_new_name_makes_a_new_chart(
    pictures: Pictures, hand: Hand
) -> None:
    nameless = await asked(pictures, NightRequest(DAY))
    pictures.made_by = lambda: "some_bot"
    named = await asked(pictures, NightRequest(DAY))
    assert [one.caption.endswith("Made by @some_bot.") for one in (nameless, named)] == [False, True]
    assert len(hand.sheets) == 2


async def test_a_night_before_makes_the_chart_of_a_night_stale(pictures: Pictures, hand: Hand, store: Store) -> None:
    """The ministry's claim stands beside its nights before."""
    await asked(pictures, NightRequest(DAY))
    store.write_now(night, "mod_russia", 6, "2026-09-02", line(Outcome.DOWNED, 80))
    await asked(pictures, NightRequest(DAY))
    assert len(hand.sheets) == 2


async def test_without_data_there_is_no_chart(pictures: Pictures, hand: Hand) -> None:
    for request in (NightRequest(date(2026, 9, 1)), RegionRequest("UA-63", DAY)):
        assert await pictures.picture(request, ENGLISH, "light") is None
    assert hand.sheets == []


async def test_the_newest_trend_ends_with_the_newest_night(pictures: Pictures) -> None:
    assert await pictures.newest_trend("kpszsu", 90) == TrendRequest("kpszsu", 90, DAY)
    assert await pictures.newest_trend("mod_russia", 90) is None


async def test_the_usual_charts_are_drawn_in_advance_and_only_once(pictures: Pictures, hand: Hand) -> None:
    # the night and three trends, two languages, two themes
    assert [await pictures.after_intake(), await pictures.after_intake()] == [16, 0]
    await asked(pictures, TrendRequest("kpszsu", 365, DAY))
    assert len(hand.sheets) == 16


async def test_stopping_cancels_a_drawing_and_the_next_request_draws_it(
    pictures: Pictures, hand: Hand, store: Store
) -> None:
    endless = Endless()
    stopped = Pictures(store, endless, ("kpszsu", "mod_russia"), KYIV, lambda: NOW, languages=house_languages())
    waiting: list[asyncio.Task[Any]] = [asyncio.create_task(asked(stopped, NightRequest(DAY))) for _ in range(3)]
    waiting.append(asyncio.create_task(stopped.after_intake()))
    await endless.begun.wait()
    stopped.stop()
    ends = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(end) for end in ends] == [DrawingStopped] * 4
    assert endless.ended
    await asked(pictures, NightRequest(DAY))
    assert (len(hand.sheets), await pictures.after_intake()) == (1, 15)


async def test_old_charts_leave_the_cache(store: Store, hand: Hand) -> None:
    store.write_now(night, "kpszsu", 7, "2026-07-01", line(LAUNCHED, 212, "shahed"))
    old = Pictures(
        store, hand, ("kpszsu",), KYIV, lambda: datetime(2026, 7, 1, 6, tzinfo=UTC), languages=house_languages()
    )
    await asked(old, NightRequest(date(2026, 7, 1)))
    store.write_now(night, "kpszsu", 8, "2026-09-22", line(LAUNCHED, 9, "shahed"))
    await Pictures(store, hand, ("kpszsu",), KYIV, lambda: NOW, languages=house_languages()).after_intake()
    left = store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM pictures WHERE what LIKE '%07-01'").fetchone()[0])
    assert left == 0


async def test_the_drawing_process_returns_a_png_for_each_sheet(
    store: Store, tmp_path: Path, pictures: Pictures
) -> None:
    hand = Hand()
    drawn = Pictures(store, hand, ("kpszsu", "mod_russia"), KYIV, lambda: NOW, languages=house_languages())
    await drawn.picture(TrendRequest("kpszsu", 365, DAY), words_of("en"), "dark")
    await drawn.picture(NightRequest(DAY), ENGLISH, "light")
    trend, one_night = await drawing_in(tmp_path)(hand.sheets)
    assert size(trend)[0] == 1080
    assert size(one_night)[0] == 1080
    assert len(trend) < 120_000


async def test_a_sheet_that_cannot_be_drawn_raises_one_clear_error(tmp_path: Path) -> None:
    broken: list[Sheet] = [{"kind": "trend"}]  # type: ignore[list-item]  # broken indeed
    with pytest.raises(DrawingError, match="The picture could not be drawn: KeyError: 'head'"):
        await drawing_in(tmp_path)(broken)


async def test_a_drawing_that_takes_too_long_is_killed(tmp_path: Path) -> None:
    with pytest.raises(DrawingError, match="took more than"):
        await drawing_in(tmp_path, seconds_a_sheet=0.0)([])


async def test_cancelling_a_drawing_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named, program = tmp_path / "process", tmp_path / "endless"
    program.write_text(f"#!/bin/sh\necho $$ > {named}.new && mv {named}.new {named}\nexec tail -f /dev/null\n")
    program.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(program))
    drawing = asyncio.ensure_future(drawing_in(tmp_path)([]))
    await until(named.exists)
    drawing.cancel()
    await asyncio.gather(drawing, return_exceptions=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(named.read_text()), 0)


def test_the_drawing_process_writes_the_length_before_each_png() -> None:
    assert split(b"\x00\x00\x00\x02ab\x00\x00\x00\x01c") == [b"ab", b"c"]


def size(png: bytes) -> tuple[int, int]:
    """Width and height in the header of a PNG."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
