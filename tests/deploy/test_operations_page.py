"""Every command in docs/operations.md is valid, and every setting and file it names exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from bot.cli import main
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
# How the program is called on that page: by the functions it defines, or in a container of its own.
CALL = re.compile(r"^(?:overnight|drill|docker compose run --rm overnight|fleet run --rm(?= move)) +(?P<words>[^#]*)")
# Commands of sentences, where the page leaves out the file: `overnight import`, `… restore …`.
LEFT_OUT = re.compile(r"`(?:docker compose run --rm )?overnight (?P<words>[a-z][^`]*)`")


def typed() -> list[str]:
    """What follows the program's name, on every line of the page's blocks that calls it."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    found = (CALL.match(line) for block in blocks for line in block.splitlines())
    return sorted({one["words"].strip() for one in found if one})


def refusal(words: list[str]) -> str | None:
    """What the program says against these words; None where it takes them. Files need not be there."""
    try:
        with main.make_context("overnight", list(words)) as context:
            name, command, rest = main.resolve_command(context, words)
            assert command is not None
            command.make_context(name, rest, parent=context).close()
    except click.BadParameter as error:
        return None if "does not exist" in error.format_message() else error.format_message()
    except click.UsageError as error:
        return error.format_message()
    return None


def test_the_operations_page_contains_commands() -> None:
    assert {words.partition(" ")[0] for words in typed()} >= {"backfill", "backup", "health", "restore", "verify"}


@pytest.mark.parametrize("words", typed())
def test_every_command_of_the_page_is_valid(words: str) -> None:
    assert refusal(shlex.split(words)) is None


@pytest.mark.parametrize(
    "words", ["bakup FILE", "backup", "backup FILE --kep 3", "backup FILE --keep many", "latest it"]
)
def test_the_check_finds_an_invalid_command(words: str) -> None:
    assert refusal(shlex.split(words)) is not None


def test_every_command_in_running_text_exists() -> None:
    named = {one["words"].split()[0] for one in LEFT_OUT.finditer(PAGE)}
    assert {name for name in named if main.get_command(click.Context(main), name) is None} == set()


def test_every_setting_of_the_page_exists() -> None:
    assert set(re.findall(PREFIX + r"[A-Z]+(?:_[A-Z]+)*", PAGE)) <= SETTINGS


def test_every_file_of_the_page_exists() -> None:
    files = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert [name for name in files if "://" not in name and not (ROOT / "docs" / name).exists()] == []
