"""``overnight accuracy``: tables are read in, compared and printed; what cannot be read is told in one sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from parsers.records import Outcome
from storage import Store
from tests.storage import builders
from tests.storage.builders import line

EODI = "post,start,end,launched_min,launched_max,downed_min,downed_max,hit,debris"
VERDICTS = "table,report,field,ours,theirs,verdict,why"


@pytest.fixture
def kept(database: Store) -> Store:
    lines = line(Outcome.LAUNCHED, 212), line(Outcome.DOWNED_OR_SUPPRESSED, 177)
    database.write_now(builders.night, "kpszsu", 79455, "2026-09-22", *lines)
    return database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["accuracy", *arguments], catch_exceptions=False)


def write(name: str, *lines: str) -> str:
    Path(name).write_text("\n".join(lines), "utf-8")
    return name


def eodi() -> str:
    return write(
        "eodi.csv",
        EODI,
        "kpszsu/79455,2026-09-21T15:00Z,2026-09-22T05:00Z,212,212,5,5,,",
        "kpszsu/79456,yesterday,,1,1,,,,",
    )


def test_without_a_table_it_says_where_they_are_to_be_had_and_that_nothing_is_fetched(kept: Store) -> None:
    said = run().stdout
    assert said.count("\n") == 1
    for part in ("Nothing is fetched", "kaggle.com/datasets/piterfm/massive-missile-attacks-on-ukraine",
                 "github.com/QuantuSync/droneobservatory", "night, claimant, field, number, source"):  # fmt: skip
        assert part in said
    assert json.loads(run("--json").stdout)["tables"] == []


def test_a_table_is_read_in_compared_and_kept_with_its_verdicts(kept: Store) -> None:
    verdict = "eodi,kpszsu/79455,drones_and_loitering_munitions_down,177,5,table,Those of one region."
    found = run("--table", eodi(), "--verdicts", write("verdicts.csv", VERDICTS, verdict))
    assert found.stderr == "eodi.csv: line 3: the date 'yesterday' cannot be read\n"
    lines = found.stdout.splitlines()
    assert "By QuantuSync, CC BY 4.0: https://github.com/QuantuSync/droneobservatory. " in lines[2]
    assert "Its reports: 1; of these we have too: 1. Rows that could not be used: 1." in lines
    assert "| 2026-09 | Air Force | 1 of 1 | 1 of 1 | 0 of 1 |" in lines
    assert (
        "| 2026-09-22, [kpszsu/79455](https://t.me/kpszsu/79455) | drones and loitering munitions down | 177 | 5 "
        "| table | Those of one region. |"
    ) in lines
    assert run().stdout == found.stdout


def test_the_json_has_both_figures_the_link_and_the_verdict(kept: Store) -> None:
    (table,) = json.loads(run("--table", eodi(), "--json").stdout)["tables"]
    assert (table["table"], table["licence"], table["reports"], table["reports_of_ours"]) == ("eodi", "CC BY 4.0", 1, 1)
    assert table["months"][1] == {
        "month": "2026-09",
        "claimant": "ua_air_force",
        "field": "drones_and_loitering_munitions_launched",
        "agreed": 1,
        "compared": 1,
        "per_cent": None,
        "ranges": {"within": 0, "told": 0},
    }
    (one,) = table["disagreements"]
    assert one == {
        "ends_on": "2026-09-22",
        "claimant": "ua_air_force",
        "report": "kpszsu/79455",
        "field": "drones_and_loitering_munitions_down",
        "ours": {"text": "177", "low": 177, "high": 177},
        "theirs": {"text": "5", "low": 5, "high": 5},
        "post": {
            "channel": "kpszsu",
            "message_id": 79455,
            "url": "https://t.me/kpszsu/79455",
            "revision": 1,
        },
        "verdict": "open",
        "why": None,
    }


def test_a_bad_file_is_one_sentence_and_nothing_is_read_in(kept: Store) -> None:
    wrong = write("wrong.csv", "day,drones", "2026-09-22,212")
    found = run("--table", eodi(), "--table", wrong)
    assert found.exit_code == 1
    assert found.stderr.startswith("Error: wrong.csv has no header of a table we know. It needs the columns")
    assert found.stderr.count("\n") == 1
    assert run("--table", "nowhere.csv").stderr == "Error: nowhere.csv cannot be read: No such file or directory.\n"
    bad = write("verdicts.csv", VERDICTS, "eodi,kpszsu/1,hit_sites,1,2,guilty,Why.")
    assert run("--verdicts", bad).stderr.startswith("Error: verdicts.csv line 2: 'guilty' is no verdict")
    useless = write("useless.csv", EODI, "nobody/1,,,1,1,,,,")
    assert "has no report of a channel that is followed (line 2: 'nobody/1'" in run("--table", useless).stderr
    assert run().stdout.startswith("No table has been read in")


def test_many_bad_rows_are_told_by_their_number(kept: Store) -> None:
    rows = [f"kpszsu/{n},yesterday,,1,1,,,," for n in range(1, 9)]
    told = run("--table", write("eodi.csv", EODI, "kpszsu/79455,,,212,212,,,,", *rows)).stderr.splitlines()
    assert told[0] == "eodi.csv: line 3: the date 'yesterday' cannot be read"
    assert told[5:] == ["eodi.csv: 3 more rows could not be used"]


def test_a_pipe_that_does_not_end_is_refused(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.accuracy.MOST_BYTES", 1024**2)
    found = run("--table", "/dev/zero")
    assert (found.exit_code, found.stderr) == (1, "Error: /dev/zero is larger than 1 MB.\n")
