"""``overnight read``: one reading a line, in the input's order, whatever the input is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

# Invented figures in the shape of the channel's reports.
NIGHT = """У ніч на 22 вересня (з 18:00 21 вересня) противник атакував 93 ударними БпЛА типу Shahed із напрямків Курськ.
Станом на 08:00 протиповітряною обороною збито/подавлено 71 ворожий БпЛА."""
POST = {"key": "a", "channel": "kpszsu", "message_id": 5, "posted": "2026-09-22T05:30:00Z", "text": NIGHT}


def run(given: str | bytes, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["read", *arguments], input=given, catch_exceptions=False)


def lines(*posts: object) -> str:
    return "".join(f"{json.dumps(post)}\n" for post in posts)


def readings(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_post_given_as_text_uses_the_channel_and_time_of_the_options() -> None:
    result = run(NIGHT, "--channel", "@KPSZSU", "--posted", "2026-09-22T05:30:00Z")
    assert result.exit_code == 0
    (told,) = readings(result)
    assert (told["reading"], told["channel"]) == ("tally", "kpszsu")
    assert (told["window"]["start"], told["window"]["end"]) == ("2026-09-21T15:00:00Z", "2026-09-22T05:00:00Z")
    assert [(line["outcome"], line["number"]) for line in told["lines"]] == [
        ("launched", 93),
        ("downed_or_suppressed", 71),
    ]
    start, end = told["lines"][0]["words"]
    assert NIGHT[start:end] == "93"


def test_readings_keep_the_order_and_the_keys_of_the_input_lines() -> None:
    result = run(lines(POST, POST | {"key": "b", "text": "Відбій."}, POST | {"key": "c"}), "--jsonl")
    assert [(told["key"], told["reading"]) for told in readings(result)] == [
        ("a", "tally"),
        ("b", "not_a_report"),
        ("c", "tally"),
    ]


def test_a_bad_line_gets_an_error_in_its_place_and_the_others_are_read() -> None:
    given = lines(POST) + "{not json\n" + lines(POST | {"channel": "nobody"}, {"key": "d"}, [], POST)
    result = run(given, "--jsonl")
    assert result.exit_code == 1
    told = readings(result)
    assert ["error" in one for one in told] == [False, True, True, True, True, False]
    assert told[2] == {"key": "a", "error": "unknown channel 'nobody'"}
    assert told[3] == {"key": "d", "error": "no text"}


def test_a_window_without_a_year_cannot_be_dated_without_a_posting_time() -> None:
    (told,) = readings(run(lines(POST | {"posted": None}), "--jsonl"))
    assert (told["reading"], told["reason"]) == ("unreadable", "no_date")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [("--channel", "nobody", "not a channel this reader knows"), ("--posted", "yesterday", "is not a time such as")],
)
def test_an_unusable_option_is_refused_in_one_sentence(option: str, value: str, sentence: str) -> None:
    result = run(NIGHT, option, value)
    assert result.exit_code == 2
    assert sentence in result.stderr.replace("\n", " ")


def test_bytes_that_are_not_utf8_are_told_in_one_sentence() -> None:
    result = run("Збито 5".encode("windows-1251"), "--channel", "kpszsu")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: Standard input is not UTF-8 (byte 1 is 0xC7); 'iconv -f WINDOWS-1251 -t UTF-8' may help.\n"
    )


def test_a_line_that_is_not_utf8_gets_an_error_in_its_place() -> None:
    result = run(lines(POST).encode() + b'{"key": "\xff"}\n' + lines(POST).encode(), "--jsonl")
    assert result.exit_code == 1
    assert [one.get("error") for one in readings(result)] == [None, "not UTF-8 (byte 10 is 0xFF)", None]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    (told,) = readings(run(b"\xef\xbb\xbf" + lines(POST).encode(), "--jsonl"))
    assert (told["key"], told["reading"]) == ("a", "tally")
