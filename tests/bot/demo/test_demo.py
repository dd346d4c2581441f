"""The demo as a whole: the command as a separate process, and a night that arrives while someone watches."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli.demo import demo_command
from bot.cli.demo_scene import Scene, forwardable, opened_scene, running_application
from bot.cli.demo_talk import Script
from bot.demo.clock import Clock
from bot.demo.terminal import TerminalChat
from bot.demo.words import ENGLISH, UKRAINIAN, WORDS

# from ten to six in Kyiv on 7 October 2026 on: an hour and a half in a second
HURRIED = ((datetime(2026, 10, 7, 2, 50, tzinfo=UTC), 5000.0),)


class Held:
    """Seconds that pass as slowly as the demo's own, until they are let go."""

    def __init__(self) -> None:
        self._speed = 1 / HURRIED[0][1]
        self._since, self._before = time.monotonic(), 0.0

    def __call__(self) -> float:
        return self._before + (time.monotonic() - self._since) * self._speed

    def let_go(self) -> None:
        self._before, self._since, self._speed = self(), time.monotonic(), 1.0


def demo(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "demo", *arguments]
    return subprocess.run(
        command, input=typed, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


def test_the_demo_answers_the_night_of_20_may_2025_with_figures_of_both_sides() -> None:
    done = demo("--say", "/night 2025-05-20")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("> /night 2025-05-20\nNight of 19–20 May 2025\n")
    assert "Russia launched 108 drones; 35 were shot down and 58 were lost to jamming." in done.stdout
    assert "The attack affected Sumy, Zhytomyr, Donetsk and Dnipropetrovsk regions.\n" in done.stdout
    assert "says it shot down 8 Ukrainian drones.\n" in done.stdout
    assert "Sample text made from real figures." in done.stdout
    assert "https://" not in done.stdout.split("[1]")[0], "the numbers of these posts are made up"


def test_a_typed_conversation_ends_with_quit() -> None:
    done = demo(typed="/latest\n1\n/quit\nnever said\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "sample text made from real figures" in done.stdout.splitlines()[0]
    assert "never said" not in done.stdout


def test_demo_help_shows_an_example() -> None:
    shown = CliRunner().invoke(demo_command, ["--help"])
    assert 'overnight demo --say /latest --say "/night 2025-05-20"' in shown.output


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
async def scene(tmp_path: Path, held: Held) -> AsyncIterator[Scene]:
    """Both stand-ins, while time passes slowly."""
    async with opened_scene(tmp_path, Clock(held, asyncio.sleep, HURRIED)) as opened:
        yield opened


async def test_an_unanswered_line_ends_the_script_with_an_error(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match=r"no answer to '/latest' came within 0\.01 s\."):
        await Script(scene, tmp_path, lambda chat_id: ENGLISH, patience=0.01).run(["/latest"])


async def test_a_number_presses_the_button_of_the_last_answer(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_application(scene) as words:
        await Script(scene, tmp_path, words).run(["/night 2026-10-05", "1"])
    assert "> 1\n(edited) Night of 3–4 October 2026\n" in capsys.readouterr().out


async def test_choosing_ukrainian_in_the_chat_changes_what_the_demo_says(scene: Scene, tmp_path: Path) -> None:
    ann, told = scene.api.private("Ann"), list[str]()
    async with running_application(scene) as words:
        chat = TerminalChat(scene.api, ann, told.append, tmp_path, words=lambda: words(ann.id))
        chat.enter("forward kpszsu/1")
        scene.api.say(ann, "/settings")
        settings = await scene.api.next_message(ann)
        await scene.api.press(settings, "Українська").answered()
        await scene.api.next_edit(ann)
        chat.enter("forward kpszsu/1")
    assert told[0] == "There is no post kpszsu/1 to forward."
    assert told[1].startswith("Settings\n")
    assert told[2].startswith("(змінено) Налаштування\n")
    assert "Зразок тексту зі справжніми числами." in told[2], "the line below is in the new language, too"
    assert told[3] == "Допису kpszsu/1, щоб переслати, немає."


def test_the_demo_says_everything_in_both_languages() -> None:
    assert WORDS == {"en": ENGLISH, "uk": UKRAINIAN}
    assert ENGLISH.page.keys() == UKRAINIAN.page.keys()
    for field in fields(ENGLISH):
        ours, theirs = getattr(ENGLISH, field.name), getattr(UKRAINIAN, field.name)
        assert ours != theirs
        if isinstance(ours, str):
            assert places(ours) == places(theirs), field.name


def places(sentence: str) -> set[str]:
    """What is filled in."""
    return set(re.findall(r"{[a-z]+", sentence))


def test_pictures_are_kept_where_a_folder_is_named_and_only_named_without_one(tmp_path: Path) -> None:
    named = demo("--say", "/export csv 2026-10-01 2026-10-06")
    assert re.search(r"^\[overnight.*\.zip, \d+ kB: --files FOLDER would keep it\]$", named.stdout, re.MULTILINE)
    kept = demo("--say", "/export csv 2026-10-01 2026-10-06", "--files", str(tmp_path / "new" / "folder"))
    (path,) = (tmp_path / "new" / "folder").iterdir()
    assert f"[saved: {path}]" in kept.stdout.splitlines()
    assert path.read_bytes().startswith(b"PK")


async def test_a_report_that_comes_in_completes_the_morning_digest(scene: Scene, held: Held) -> None:
    ann = scene.api.private("Ann")
    async with running_application(scene):
        scene.api.say(ann, "/subscribe asap")
        assert "as soon as the reports do" in (await scene.api.next_message(ann)).text
        held.let_go()
        digest = await scene.api.next_message(ann, within=20)
        if "launched 130 drones" not in digest.text:
            assert "it shot down 311 Ukrainian drones" in digest.text
            await scene.api.next_edit(ann, within=20)
        assert "launched 130 drones (46 of them jet-powered), 48 cruise missiles" in digest.text
        assert "it shot down 311 Ukrainian drones" in digest.text


async def test_a_published_post_can_be_forwarded_and_a_future_one_cannot(scene: Scene) -> None:
    found = forwardable(scene, "kpszsu/83263")
    assert found is not None
    text, origin = found
    assert text.startswith("⚡️ ЗБИТО/ПОДАВЛЕНО 114 ВОРОЖИХ БПЛА")
    assert (origin["chat"]["id"], origin["message_id"], origin["type"]) == (-1001223955273, 83263, "channel")
    assert [forwardable(scene, name) for name in ("kpszsu/83516", "kpszsu/x", "other/1", "")] == [None] * 4


async def test_a_channel_can_be_picked_for_the_digest_and_nothing_is_a_dead_end(
    scene: Scene, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running_application(scene) as words:
        await Script(scene, tmp_path, words).run(["/post", "1", "1", "3", "2", "2", "/post", "2"])
    said = capsys.readouterr().out
    assert "[1] Choose a channel\n[2] Choose a group\n[3] Cancel\n" in said
    assert "> 1\nChosen: Night News\n" in said
    assert "Done: the digest will appear there every morning at 09:00 (Kyiv time)" in said
