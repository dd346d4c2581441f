"""``/accuracy``: a few lines a table, no per cent of few, the newest differences with both figures and the link."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.chat.audience import Audience
from bot.chat.languages import words_of
from bot.chat.message import Message
from bot.chat.messages.accuracy import accuracy_message
from bot.demo.bot_api import BotApi
from parsers.records import Outcome
from parsers.records.outside import Cause, Credit, FigureRange, OutsideField, OutsideReport, OutsideTable, TableVerdict
from storage import Store
from storage.accuracy.outside_figures import replace_table
from storage.accuracy.verdicts import replace_verdicts
from storage.engines.engine import Database
from storage.views.accuracy import accuracy_view
from tests.bot.talking import talking
from tests.storage import builders
from tests.storage.builders import at, line

F = OutsideField
NOW = datetime(2026, 10, 7, 6, tzinfo=UTC)
CREDIT = Credit("eodi", "Observatory", "Somebody", "CC BY 4.0", "https://example.org")


def fill(db: Database) -> None:
    """Forty nights of 1,100 drones each; a table that has the last four otherwise, and the last night's hours."""
    reports = []
    for n in range(40):
        day = date.fromordinal(date(2026, 8, 20).toordinal() + n).isoformat()
        builders.night(db, "kpszsu", 1000 + n, day, line(Outcome.LAUNCHED, 1100), line(Outcome.DOWNED, 70))
        theirs = {F.DRONES_LAUNCHED: FigureRange(*((1100, 1100) if n < 36 else (1000 + n, 1000 + n)))}
        theirs |= {F.DRONES_DOWN: FigureRange(60, 80)} if n == 3 else {}
        reports.append(OutsideReport("kpszsu", 1000 + n, figures=theirs))
    reports[3] = OutsideReport("kpszsu", 1003, at("2026-08-22 15:00"), at("2026-08-23 06:30"), None, reports[3].figures)
    replace_table(db, OutsideTable(CREDIT, tuple(reports)), NOW)
    verdict = TableVerdict("eodi", "kpszsu/1039", F.DRONES_LAUNCHED, "1100", "1039", Cause.TABLE, "A misprint.")
    replace_verdicts(db, [verdict])


def said(store: Store, language: str) -> Message:
    audience = Audience(words_of(language), ZoneInfo("Europe/Kyiv"))
    return accuracy_message(audience, store.read_now(accuracy_view))


def test_a_table_in_a_few_lines(store: Store) -> None:
    store.write_now(fill)
    message = said(store, "en")
    assert message.plain.splitlines() == [
        "Our figures beside others' tables",
        "",
        "Observatory · Somebody · CC BY 4.0",
        "40 reports in common",
        "times of the attack: 0 of 1 agree",
        "drones launched: 36 of 40 agree (90%)",
        "drones shot down: within 1 of 1 range given",
        "",
        "The newest that differ:",
        "28 Sep 2026 · drones launched: 1,100 by us, 1,039 in the table (the table's mistake) · post 1039",
        "27 Sep 2026 · drones launched: 1,100 by us, 1,038 in the table (not looked into yet) · post 1038",
        "26 Sep 2026 · drones launched: 1,100 by us, 1,037 in the table (not looked into yet) · post 1037",
        "and 2 more",
        "",
        "Agreement means that we both read the posts alike, not that what the posts say is true.",
    ]
    assert [one.message_id for one in message.shows] == [1039, 1038, 1037]
    pieces = [piece for block in message.blocks for one in block.lines for piece in one]
    assert {piece.link for piece in pieces if piece.text == "post 1039"} == {"https://t.me/kpszsu/1039"}
    ukrainian = said(store, "uk").plain
    assert "запущено дронів: збігаються 36 з 40 (90%)" in ukrainian.replace("\xa0", " ")
    assert "28 вер. 2026 · запущено дронів: у нас 1 100, у таблиці 1 039 (помилка в таблиці)" in ukrainian.replace(
        "\xa0", " "
    )


def test_a_window_is_told_in_the_reader_s_time(store: Store) -> None:
    def one_night(db: Database) -> None:
        builders.night(db, "kpszsu", 7, "2026-09-22", line(Outcome.LAUNCHED, 90))
        report = OutsideReport("kpszsu", 7, at("2026-09-21 15:00"), at("2026-09-22 06:30"))
        replace_table(db, OutsideTable(CREDIT, (report,)), NOW)

    store.write_now(one_night)
    assert (
        "times of the attack: 21 Sep 18:00 – 22 Sep 08:00 Kyiv by us, 21 Sep 18:00 – 22 Sep 09:30 Kyiv in the table"
    ) in said(store, "en").plain


async def test_without_a_table_the_bot_says_where_there_are_some(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, NOW) as talk:
        empty = (await talk.ask("/accuracy")).text
        store.write_now(fill)
        full = (await talk.ask("/accuracy")).text
    assert "Massive Missile Attacks on Ukraine · Petro Ivaniuk" in empty
    assert "European Observatory of Drone Incidents · QuantuSync" in empty
    assert empty.endswith("The bot does not fetch them by itself.")
    assert "36 of 40 agree" in full
