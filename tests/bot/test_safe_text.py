"""Control characters in text from outside are shown as marks: in chat, in the log, on the terminal."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bot.chat.rich_text import Piece, as_html, as_plain, block, split, units
from bot.cli import Commands, main
from bot.cli.output import tell, tell_json
from bot.demo.bot_api import BotApi
from bot.log import FORMAT, Redacting
from bot.safe_text import marked, marked_json, marked_line
from parsers.records import Outcome
from storage import Store
from storage.channels import cursors
from tests.bot.talking import talking
from tests.storage.builders import at, followed, line, post, reading, tally
from tests.storage.looking import file_of

BIDI = [chr(one) for one in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)]
CONTROLS = ["\x1b", "\x07", "\x08", "\r", "\x9b", "\x7f", "\x00", "\u2028", "\u2029", "\ud800"]


@pytest.mark.parametrize("steering", BIDI + CONTROLS, ids=lambda one: f"U+{ord(one):04X}")
def test_control_characters_are_shown_as_visible_marks(steering: str) -> None:
    mark = f"⟨U+{ord(steering):04X}⟩"
    assert marked(f"12{steering}3") == f"12{mark}3"
    assert as_plain([block(f"12{steering}3")]) == f"12{mark}3"
    assert as_html([block(Piece(f"12{steering}3", "b"))]) == f"<b>12{mark}3</b>"
    assert json.loads(marked_json({"a": steering})) == {"a": steering}
    assert steering not in marked_json({"a": steering})


@pytest.mark.parametrize(
    "text", ["Київ\n\tі «Одеса» — 5 %", "🏳\u200d🌈 👨\u200d👩", "e\u0301", "sho\xadrt", "1\xa0234\u202f5"]
)
def test_harmless_text_stays_unchanged(text: str) -> None:
    assert marked(text) == text


def test_visible_marks_count_towards_the_message_length() -> None:
    parts = split([block("\u202e" * 60)], 100)
    assert len(parts) >= 5
    assert all(units(as_plain(part)) <= 100 for part in parts)


async def test_quoted_posts_show_control_characters_as_marks(bot_api: BotApi, store: Store) -> None:
    text = "Збито \u202e771\u202c дронів \u2067та\u2069 ще."

    def fill(db: Any) -> None:
        post(db, "kpszsu", 5, "2026-09-22 05:31", text)
        counted = line(Outcome.DOWNED, 771, "shahed", words=(7, 10))
        reading(db, "kpszsu", 5, tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", counted), night="2026-09-22")
        followed(db, "kpszsu", "2026-09-22 06:00")

    store.write_now(fill)
    async with talking(bot_api, store, at("2026-09-22 06:12")) as talk:
        answer = (await talk.ask("/source 2026-09-22")).text
    assert "⟨U+202E⟩771⟨U+202C⟩" in answer
    assert not set(answer) & set(BIDI)


def logged(message: str, *values: object, error: BaseException | None = None) -> str:
    info = (type(error), error, None) if error else None
    return Redacting(FORMAT).format(logging.LogRecord("x", logging.INFO, "", 1, message, values, info))


def test_text_from_outside_cannot_start_a_log_line() -> None:
    line = logged("title %s", "a\x1b[2J\u202eb\n2026-09-22 CRITICAL bot: forged")
    assert line.endswith("title a⟨U+001B⟩[2J⟨U+202E⟩b⟨U+000A⟩2026-09-22 CRITICAL bot: forged")
    assert len(line.splitlines()) == 1
    assert "\x1b" not in logged("failed", error=ValueError("\x1b]0;x"))


def test_the_log_contains_no_credentials() -> None:
    for address in ("http://user:hunter2@h:3128", "socks5://u:hunter2@h", "http://hunter2@h/x", "https://a:hunter2@@h"):
        assert "hunter2" not in logged("proxy %s", address)
        assert "hunter2" not in logged("failed", error=ValueError(address))
    assert logged("see https://t.me/s/kpszsu and a@b.org").endswith("see https://t.me/s/kpszsu and a@b.org")


def test_command_output_contains_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    tell("a\x1b[31mb", err=True)
    tell_json({"why": "\u202e\x9b"})
    told = capsys.readouterr()
    assert (told.err, told.out) == ("a⟨U+001B⟩[31mb\n", '{"why": "\\u202e\\u009b"}\n')


def test_command_errors_contain_no_control_characters() -> None:
    @click.command()
    def failing() -> None:
        raise click.ClickException("no page: \x1b]0;owned\x07")

    class Failing(Commands):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
            return failing

    @click.group(cls=Failing)
    def group() -> None: ...

    told = CliRunner().invoke(group, ["failing"])
    assert (told.exit_code, told.output) == (1, "Error: no page: ⟨U+001B⟩]0;owned⟨U+0007⟩\n")


def test_the_status_shows_the_answer_of_a_host_with_marks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(file_of(store)))
    monkeypatch.chdir(Path(file_of(store)).parent)
    store.write_now(cursors.pause, "kpszsu", "\x1b[8mhidden")
    told = CliRunner().invoke(main, ["status"])
    assert told.exit_code == 0
    assert "⟨U+001B⟩[8mhidden" in told.output
    assert "\x1b" not in told.output


def test_line_breaks_are_marked_in_single_line_text() -> None:
    assert marked_line("a\nb") == "a⟨U+000A⟩b"
