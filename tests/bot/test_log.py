"""The log: its two formats, no token in either, and at most one warning per cause and minute."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot.log import MOST_CAUSES, JsonLines, LogThrottle, Redacting, set_up_log

TOKEN = "123456789:" + "AAEexample" * 3 + "_-exa"  # nosec: invented
log = logging.getLogger("bot.test")


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    trace = (type(error), error, error.__traceback__) if error else None
    made = logging.LogRecord("bot.deliver", logging.WARNING, __file__, 1, message, args, trace)
    made.created = 1790000000.25
    return made


def raised(words: str) -> BaseException:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_a_record_is_one_json_object_on_one_line() -> None:
    line = JsonLines().format(record("не надіслано %s\n%d", "«ні»", 3))
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "2026-09-21T14:13:20.250+00:00",
        "level": "WARNING",
        "logger": "bot.deliver",
        "message": "не надіслано «ні»\n3",
    }


def test_a_traceback_has_its_own_field() -> None:
    line = JsonLines().format(record("failed", error=raised("odd answer")))
    assert "\n" not in line
    trace = json.loads(line)["traceback"]
    assert trace.startswith("Traceback (most recent call last):\n")
    assert trace.endswith("ValueError: odd answer")


@pytest.mark.parametrize("formatter", [JsonLines(), Redacting("%(message)s")])
def test_the_token_appears_in_no_field(formatter: logging.Formatter) -> None:
    address = f"https://api.telegram.org/bot{TOKEN}/getMe"
    line = formatter.format(record("asked %s", address, error=raised(address)))
    assert TOKEN not in line
    assert "https://api.telegram.org/bot<token>/getMe" in line


def test_a_lone_surrogate_does_not_break_the_line() -> None:
    JsonLines().format(record("odd \ud83d")).encode("ascii")


@pytest.fixture
def root() -> Iterator[None]:
    """The root logger as it was, after the test."""
    before = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:], logging.root.level = before


@pytest.mark.usefixtures("root")
def test_the_log_goes_to_stderr_in_the_configured_format(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_log("INFO", "json")
    logging.getLogger("bot.run").info("running")
    logging.getLogger("tornado.general").info("Malformed HTTP message")
    set_up_log("INFO")
    logging.getLogger("bot.run").info("still running")
    written = capsys.readouterr()
    first, second = written.err.splitlines()
    assert json.loads(first)["message"] == "running"
    assert second.endswith(" INFO bot.run: still running")
    assert not written.out


class Warned:
    """A warning throttle whose clock the test sets."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.seconds = 0.0
        self.throttle = LogThrottle(lambda: self.seconds)
        self._caplog = caplog

    def at(self, seconds: float, cause: str, *args: object) -> None:
        self.seconds = seconds
        self.throttle.warn(log, cause, "%s failed", *(args or (cause,)))

    @property
    def lines(self) -> list[str]:
        return [record.getMessage() for record in self._caplog.records]


@pytest.fixture
def warned(caplog: pytest.LogCaptureFixture) -> Warned:
    return Warned(caplog)


def test_a_repeated_warning_is_logged_once_a_minute_with_its_count(warned: Warned) -> None:
    for seconds in (0, 1, 2, 59.9, 60, 61):
        warned.at(seconds, "network")
    warned.at(200, "network")
    assert warned.lines == [
        "network failed",
        "network failed (and 3 more like this since the last line)",
        "network failed (and 1 more like this since the last line)",
    ]


def test_different_warnings_do_not_suppress_each_other(warned: Warned) -> None:
    warned.at(0, "network")
    warned.at(1, "disk")
    warned.at(2, "disk")
    assert warned.lines == ["network failed", "disk failed"]


def test_an_hour_of_one_warning_is_sixty_lines(warned: Warned) -> None:
    for tenth in range(36_000):
        warned.at(tenth / 10, "network")
    assert len(warned.lines) == 60


def test_the_number_of_remembered_warnings_is_bounded(warned: Warned) -> None:
    for number in range(3 * MOST_CAUSES):
        warned.at(0, f"chat {number}")
    warned.at(1, f"chat {3 * MOST_CAUSES - 1}")
    assert len(warned.lines) == 3 * MOST_CAUSES
    assert len(warned.throttle._causes) == MOST_CAUSES


def test_warn_returns_whether_the_warning_was_logged(warned: Warned) -> None:
    assert warned.throttle.warn(log, "disk", "full") is True
    assert warned.throttle.warn(log, "disk", "full") is False
