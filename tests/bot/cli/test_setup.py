"""``overnight setup``: what differs at Telegram is set, once, and what only @BotFather can do is told."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from bot.chat.language import HOUSE_LANGUAGES
from bot.chat.languages import words_of
from bot.chat.messages.profile import description, short_description
from bot.cli import main
from bot.demo.bot_api import BotApi, Failure
from bot.demo.bot_api.limits import DESCRIPTION, SHORT_DESCRIPTION
from bot.demo.bot_api.methods import METHODS

CHANGES = ("setMyShortDescription", "setMyDescription", "setMyProfilePhoto", "setMyCommands", "setMyName")


@contextmanager
def served() -> Iterator[BotApi]:
    """The stand-in in a loop of its own, since the command has its own too."""
    api, ready, loop = BotApi(), threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        async with api:
            ready.set()
            await done.wait()

    done = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    assert ready.wait(60)
    try:
        yield api
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()
        loop.close()


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BotApi]:
    monkeypatch.chdir(tmp_path)
    with served() as running:
        monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", running.token)
        monkeypatch.setenv("OVERNIGHT_BOT_API_URL", running.base_url)
        yield running


def setup(*options: str) -> Result:
    return CliRunner().invoke(main, ["setup", *options], catch_exceptions=False)


def changes(api: BotApi) -> int:
    return sum(len(api.calls(method)) for method in CHANGES)


BOTFATHER = [
    "Inline mode: on.",
    "Guest mode: on.",
    "Inline feedback: Telegram does not tell whether it is on. /setinlinefeedback at @BotFather, 100%, so that what "
    "was sent inline can be corrected.",
]
PARTS = [
    "Short description (en)", "Description (en)", "Short description (uk)", "Description (uk)", "Profile picture",
    "Commands in private chats (en)", "Commands in private chats (uk)", "Commands in groups (en)",
    "Commands in groups (uk)", "Commands in groups' admins (en)", "Commands in groups' admins (uk)",
]  # fmt: skip


def test_everything_is_set_once_and_a_second_run_changes_nothing(api: BotApi) -> None:
    first = setup()
    assert first.exit_code == 0
    assert first.output.splitlines() == ["@overnight_demo_bot", *(f"{part}: set." for part in PARTS), *BOTFATHER]
    assert api.state.profile["short_description", "", ""]["short_description"] == (
        "What both sides say happened in the air last night, every number with the post it comes from."
    )
    assert api.state.profile["description", "", "uk"]["description"].startswith("Щоранку Повітряні сили України")
    made = changes(api)
    second = setup()
    so = [f"{part}: already so." for part in PARTS]
    so[4] = "Profile picture: there is one; --picture replaces it with ours."
    assert second.output.splitlines() == ["@overnight_demo_bot", *so, *BOTFATHER]
    assert changes(api) == made == len(PARTS)
    assert api.calls("setMyName") == []


def test_what_is_off_at_botfather_is_told(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    off = {"supports_inline_queries": False, "supports_guest_queries": False}
    monkeypatch.setitem(METHODS, "getme", lambda state, _: state.me.json() | off)
    inline, guest, _ = setup("--dry-run").output.splitlines()[-3:]
    assert inline == "Inline mode: off. @BotFather: /setinline, so that @overnight_demo_bot answers in any chat."
    assert guest.startswith("Guest mode: off. @BotFather: its bot settings, so that @overnight_demo_bot can be asked")


def test_only_what_differs_is_set(api: BotApi) -> None:
    setup()
    api.state.profile["description", "", "uk"] = {"description": "Щось інше"}
    lines = setup().output.splitlines()
    assert [line for line in lines if line.endswith(": set.")] == ["Description (uk): set."]


def test_a_dry_run_changes_nothing(api: BotApi) -> None:
    lines = setup("--dry-run").output.splitlines()
    assert lines == ["@overnight_demo_bot", *(f"{part}: would be set." for part in PARTS), *BOTFATHER]
    assert changes(api) == 0


def test_a_picture_that_is_there_is_replaced_only_when_asked(api: BotApi) -> None:
    setup()
    assert "Profile picture: would be set." in setup("--dry-run", "--picture").output
    assert "Profile picture: set." in setup("--picture").output
    assert len(api.calls("setMyProfilePhoto")) == 2
    (kept,) = [
        file for file in api.state.files.values() if file.file_id == api.state.profile["photo", "", ""]["file_id"]
    ]
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (640, 640))
        assert len(picture.getcolors(2**20) or ()) > 4, "it is not one colour"


@pytest.mark.parametrize("code", HOUSE_LANGUAGES)
def test_the_texts_fit(code: str) -> None:
    words = words_of(code)
    assert len(short_description(words)) <= SHORT_DESCRIPTION
    assert len(description(words)) <= DESCRIPTION


def test_a_wrong_token_is_one_sentence(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", api.token[:-1] + "x")
    refused = setup()
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"Error: {api.base_url} refused OVERNIGHT_BOT_TOKEN; @BotFather in Telegram gives you a valid one.\n"
    )


def test_without_a_token_it_says_where_one_is_got(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OVERNIGHT_BOT_TOKEN")
    assert setup().stderr == "Error: OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.\n"


def test_no_network_is_one_sentence(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_BOT_API_URL", "http://127.0.0.1:9")
    refused = setup()
    assert refused.exit_code == 1
    (line,) = refused.stderr.splitlines()
    assert line.startswith("Error: http://127.0.0.1:9 cannot be reached: ")
    assert api.token not in line


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"code": 429, "description": "Too Many Requests: retry after 5", "retry_after": 5},
         "asks us to wait 5 s; run it again then."),
        ({"code": 400, "description": "Bad Request: BOT_INVALID"}, "refused: Bot_invalid"),
        ({"failure": Failure.GARBAGE}, "cannot be reached: "),
    ],
    ids=str,
)  # fmt: skip
def test_a_refusal_in_the_middle_ends_with_one_sentence_and_the_next_run_goes_on(
    api: BotApi, fault: dict[str, object], said: str
) -> None:
    api.fault("setMyDescription", **fault)  # type: ignore[arg-type]
    refused = setup()
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"Error: {api.base_url} {said}")
    again = setup().output.splitlines()
    assert again[1] == "Short description (en): already so."
    assert setup().output.count("set.") == 0
