"""``overnight chart``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.chat.charts.process import Draw
from bot.chat.charts.sheets import Sheet
from bot.cli import main
from parsers.records import Outcome, RegionCount
from storage import Store
from tests.storage.builders import line, night

PNG = b"\x89PNG\r\n\x1a\n"
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["chart", *arguments], catch_exceptions=False)


@pytest.fixture
def nights(database: Store) -> Store:
    for back, number in enumerate((212, 90)):
        day = (YESTERDAY - timedelta(days=back)).isoformat()
        database.write_now(night, "kpszsu", 9 - back, day, line(Outcome.LAUNCHED, number, "shahed"))
    rows = (RegionCount("UA-51", None, (0, 1)),)
    database.write_now(night, "mod_russia", 5, YESTERDAY.isoformat(), line(Outcome.DOWNED, 40), regions=rows)
    return database


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    """The sheets that are drawn, without drawing them: their bytes are their titles."""
    seen: list[Sheet] = []

    async def draw(sheets: Sequence[Sheet]) -> list[bytes]:
        seen.extend(sheets)
        return [sheet["head"]["title"].encode() for sheet in sheets]

    def drawing(_fonts: Path) -> Draw:
        return draw

    monkeypatch.setattr("bot.cli.chart.drawing_in", drawing)
    return seen


def test_a_trend_is_drawn_as_a_png_in_a_new_file_here(nights: Store, tmp_path: Path) -> None:
    result = run("trend")
    name = f"overnight-trend-kpszsu-30-{YESTERDAY}.png"
    assert (result.exit_code, (tmp_path / name).read_bytes()[:8]) == (0, PNG)
    assert result.output.startswith(f"{name}: 212 drones on the night of ")
    # 1200 × 675, in the header of the PNG
    assert (tmp_path / name).read_bytes()[16:24] == b"\x00\x00\x04\xb0\x00\x00\x02\xa3"


def test_what_is_drawn_is_told_as_in_a_chat(nights: Store, drawn: list[Sheet]) -> None:
    for asked in (("trend", "90"), ("night", "yesterday"), ("region", "Odesa"), ("Одещина",), ("365",), ()):
        assert run(*asked, "-o", "x.png").exit_code == 0, asked
    assert [sheet["kind"] for sheet in drawn] == ["trend", "night", "calendar", "calendar", "trend", "trend"]
    assert drawn[1]["head"]["title"] == "Air Force: 212 drones launched; Russia's ministry: 40 shot down"
    assert drawn[2]["head"]["title"] == "Odesa: named on 1 of 1 day with a report"


def test_the_options_choose_language_theme_size_form_and_channel(nights: Store, drawn: list[Sheet]) -> None:
    chosen = ("--language", "uk", "--theme", "dark", "--size", "portrait", "--channel", "mod_russia")
    assert run("trend", *chosen, "-o", "x.svg").exit_code == 0
    head = drawn[0]["head"]
    assert (head["theme"], head["shape"], head["form"]) == ("dark", "portrait", "svg")
    assert head["title"].startswith("Заявлено про збиття 40 дронів у ніч на ")
    # there is no bot to name
    assert head["foot"][-1].endswith("Це заяви, не перевірені.")


def test_output_replaces_a_file_and_leaves_nothing_beside_it(nights: Store, drawn: list[Sheet], tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("old")
    assert run("trend", "-o", "x.png").exit_code == 0
    assert (tmp_path / "x.png").read_text().startswith("212 drones")
    assert not list(tmp_path.glob(".x.png*"))


def test_a_file_is_kept_where_none_was_named(nights: Store, drawn: list[Sheet], tmp_path: Path) -> None:
    name = f"overnight-night-{YESTERDAY}.png"
    (tmp_path / name).write_text("mine")
    result = run("night", "yesterday")
    assert (result.exit_code, (tmp_path / name).read_text()) == (1, "mine")
    assert f"{name} already exists; -o {name} replaces it." in result.output


def test_standard_output_gets_the_picture_alone(nights: Store, drawn: list[Sheet]) -> None:
    assert run("trend", "-o", "-").stdout_bytes.startswith(b"212 drones on the night of")


def test_a_picture_is_not_written_to_a_terminal(
    nights: Store, drawn: list[Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.chart.is_terminal", lambda: True)
    assert "A picture is not written to a terminal; name a file with -o, or pipe it on." in run("-o", "-").output
    assert drawn == []


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("trend", "31"), 2, "Which chart? A number of nights, a night or a region:"),
        (("region", "Atlantis"), 2, "Which chart?"),
        (("night", "31.02.2026"), 2, "There is no such date: 31.02.2026."),
        (("night", "2020-01-01"), 1, "There is nothing to draw: no report of it is known."),
        (("trend", "--language", "xx"), 2, "There is no language 'xx'; there are en, uk."),
        (("trend", "--channel", "ovva"), 2, "ovva is not followed; followed are kpszsu, mod_russia."),
        (("trend", "--channel", "a\u202eb"), 2, "a⟨U+202E⟩b is not followed; followed are kpszsu, mod_russia."),
        (("night", "yesterday", "--channel", "kpszsu"), 2, "--channel is for a trend"),
        (("trend", "-o", "x.png", "--format", "svg"), 2, "--format svg does not fit the name x.png."),
        (("trend", "-o", "missing/x.png"), 1, "missing/x.png cannot be written: No such file or directory."),
        (("trend", "--size", "square"), 2, "'square' is not one of 'portrait', 'landscape'"),
    ],
)
def test_a_chart_that_cannot_be_drawn_fails_with_one_sentence(
    nights: Store, drawn: list[Sheet], arguments: tuple[str, ...], status: int, said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert said in result.output
    assert "Traceback" not in result.output


def test_a_trend_of_an_empty_database_says_so(database: Store) -> None:
    assert "No night of kpszsu is known yet." in run("trend").output
