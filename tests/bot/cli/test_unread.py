"""``overnight unread``: refusals and doubts by reason, with links."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from parsers.records import Doubt, Scope, Unreadable, Verdict
from storage import Store
from storage.channels import raw_pages
from storage.channels.raw_pages import UnreadPage
from tests.storage.builders import at, night, post, reading, tally


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["unread", *arguments], catch_exceptions=False)


def fill(store: Store) -> None:
    for number, posted in ((1, "2026-09-20 05:30"), (4, "2026-09-23 05:30")):
        store.write_now(post, "kpszsu", number, posted, "text")
        store.write_now(reading, "kpszsu", number, Unreadable("no_window"))
    store.write_now(night, "mod_russia", 2, "2026-09-21", doubts=(Doubt("headline_differs", "96 and 95"),))
    store.write_now(post, "kpszsu", 3, "2026-09-22 05:30", "text")
    said = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00")
    verdict = Verdict(Scope.NATIONAL, (Doubt("outlier", "drone launched 1080, at most 108 in the tallies around"),))
    store.write_now(reading, "kpszsu", 3, said, night="2026-09-22", judged=verdict)


def test_refusals_and_doubts_are_grouped_by_reason_with_links_newest_first(database: Store) -> None:
    fill(database)
    assert run().stdout.splitlines() == [
        "refused: no_window (2 posts)",
        "  2026-09-23 08:30  https://t.me/kpszsu/4",
        "  2026-09-20 08:30  https://t.me/kpszsu/1",
        "doubt: outlier (1 post)",
        "  2026-09-22 08:30  https://t.me/kpszsu/3  drone launched 1080, at most 108 in the tallies around",
        "doubt: headline_differs (1 post)",
        "  2026-09-21 08:30  https://t.me/mod_russia/2  96 and 95",
    ]


def test_json_prints_one_object_per_post(database: Store) -> None:
    fill(database)
    told = [json.loads(line) for line in run("--json", "--limit", "3").stdout.splitlines()]
    assert [one["link"].rsplit("/", 2)[1:] for one in told] == [["kpszsu", "4"], ["kpszsu", "3"], ["mod_russia", "2"]]
    assert told[0] == {
        "channel": "kpszsu",
        "message_id": 4,
        "revision": 1,
        "link": "https://t.me/kpszsu/4",
        "posted": "2026-09-23T05:30:00Z",
        "reason": "no_window",
        "doubts": [],
    }
    assert told[2]["doubts"] == [{"code": "headline_differs", "detail": "96 and 95"}]


def test_without_unread_reports_the_output_says_so(database: Store) -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (0, "Nothing was refused and nothing is in doubt.\n")
    assert run("--json").stdout == ""


def test_a_stored_unreadable_page_is_printed(database: Store) -> None:
    page = UnreadPage("<html>новий вигляд</html>", "layout_changed", at("2026-09-22 05:30"), 25)
    database.write_now(raw_pages.keep, "kpszsu", page)
    result = run("--page", "@kpszsu")
    assert result.stdout == "<html>новий вигляд</html>\n"
    assert result.stderr == "@kpszsu: layout_changed, fetched 2026-09-22 08:30 EEST\n"


def test_without_a_stored_page_the_output_says_so(database: Store) -> None:
    result = run("--page", "kpszsu")
    assert (result.exit_code, result.stderr) == (1, "Error: Every page of @kpszsu could be read.\n")
    assert run("--page", "nobody").exit_code == 2


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_an_invalid_limit_is_refused(database: Store, limit: str) -> None:
    assert run("--limit", limit).exit_code == 2
