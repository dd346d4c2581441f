"""The unit, the image and the compose file agree with the program, as far as that can be read off them."""

from __future__ import annotations

import configparser
import json
import re
import shlex
import signal
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import click
import yaml

from bot.cli import main
from bot.cli.interrupts import SIGNALS
from bot.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).parents[2]
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
# Where `make install` puts the program, and where the image does.
PROGRAM = "/opt/overnight/bin/overnight"


class MultiDict(dict[str, Any]):
    """Keeps every value of a key that stands more than once, as systemd does."""

    def __setitem__(self, key: str, value: Any) -> None:
        if isinstance(value, list) and key in self:
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


def unit() -> dict[str, dict[str, str]]:
    """The sections of the unit; values of a key that stands twice are lines of one."""
    parser = configparser.RawConfigParser(strict=False, dict_type=MultiDict, empty_lines_in_values=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as configparser's own pages do it
    parser.read(ROOT / "deploy/overnight.service")
    return {name: dict(parser[name]) for name in parser.sections()}


def image() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile's last stage, continued lines joined: (instruction, its arguments)."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    last = max(number for number, line in enumerate(lines) if line.startswith("FROM "))
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines[last:])]


def said(instruction: str) -> str:
    """The arguments of an instruction that stands once in the last stage."""
    (found,) = [rest for word, rest in image() if word == instruction]
    return found


def service() -> dict[str, Any]:
    """The bot alone, of compose.yaml; its fleet is tested in test_fleet_services.py."""
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return dict(composed["services"]["overnight"])


def command_of(words: list[str]) -> click.Command:
    """The command that ``words`` (without the program) call."""
    with click.Context(main) as context:
        found = main.get_command(context, words[0])
    assert found is not None, words
    return found


def test_the_unit_starts_the_bot_from_the_install_location() -> None:
    program, *words = shlex.split(unit()["Service"]["ExecStart"])
    assert program == PROGRAM
    assert command_of(words).name == "run"
    assert "PREFIX ?= /opt/overnight\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_unit_lets_the_bot_write_only_to_its_own_folder_and_to_that_of_published_files() -> None:
    told = unit()["Service"]
    assert told["ProtectSystem"] == "strict"
    assert told["WorkingDirectory"] == f"/var/lib/{told['StateDirectory']}"
    assert told["ReadWritePaths"] == "-/srv/overnight"
    assert "OVERNIGHT_PUBLISH_DIR=/srv/overnight\n" in (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert load_settings(env_file=None).database == Path("overnight.db")


def test_the_unit_restarts_the_bot_without_giving_up() -> None:
    assert unit()["Service"]["Restart"] == "on-failure"
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"


def test_the_unit_drops_every_privilege() -> None:
    told = unit()["Service"]
    assert told["User"] == "overnight"
    assert told["NoNewPrivileges"] == told["PrivateTmp"] == told["RestrictNamespaces"] == "yes"
    assert told["CapabilityBoundingSet"] == told["AmbientCapabilities"] == ""
    assert told["SystemCallFilter"].splitlines() == ["@system-service", "~@privileged @resources", "setpriority"]


def test_the_image_runs_the_bot_with_a_health_check() -> None:
    assert json.loads(said("ENTRYPOINT")) == ["overnight"]
    assert command_of(json.loads(said("CMD"))).name == "run"
    program, *words = json.loads(said("HEALTHCHECK").partition("CMD ")[2])
    assert program == "overnight"
    assert command_of(words).name == "health"
    assert PurePosixPath(PROGRAM).parent.as_posix() in said("ENV")


def test_the_image_stops_with_a_signal_the_bot_handles() -> None:
    assert getattr(signal, said("STOPSIGNAL")) in SIGNALS


def test_the_image_keeps_its_database_in_the_volume_and_is_not_root() -> None:
    given = dict(word.split("=", 1) for word in shlex.split(said("ENV")))
    assert {name for name in given if name.startswith(PREFIX)} <= SETTINGS
    assert Path(given["OVERNIGHT_DATABASE"]).parent == Path(said("VOLUME")) == Path(said("WORKDIR"))
    assert said("USER") == "10001:10001"


def test_the_image_has_a_supported_python() -> None:
    (version,) = re.findall(r"python:3\.(\d+)-slim", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert int(version) >= 11


def test_the_dockerignore_lets_in_everything_that_is_installed() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {"deploy/install", "pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    needed |= set(re.findall(r"requirements[\w-]*\.txt", (ROOT / "deploy/install").read_text(encoding="utf-8")))
    needed |= {one.rstrip("*") for one in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert needed <= let_in
    assert not {".env", "tests", ".git"} & let_in


def test_compose_passes_valid_settings() -> None:
    given = service()["environment"]
    assert set(given) <= SETTINGS
    load_settings(env_file=None, **{name.removeprefix(PREFIX).lower(): value for name, value in given.items()})


def test_compose_publishes_ports_only_on_loopback() -> None:
    inside = service()["environment"]["OVERNIGHT_WEB_ADDRESS"].rpartition(":")[2]
    assert service()["ports"] == [f"127.0.0.1:{inside}:{inside}"]


def test_the_commented_lines_of_compose_are_valid_settings_too() -> None:
    """They publish files within the volume, and every port in them is bound on loopback alone."""
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    given = dict(re.findall(r'^      # (?:[^"]*: )?(OVERNIGHT_\w+): "([^"]*)"$', text, re.MULTILINE))
    assert set(given) == {"OVERNIGHT_WEBHOOK_LISTEN", "OVERNIGHT_PUBLISH_DIR", "OVERNIGHT_PUBLIC_ADDRESS"}
    settings = load_settings(
        env_file=None, database=Path("/data/overnight.db"), backup_dir=Path("/data/backups"),
        **{name.removeprefix(PREFIX).lower(): value for name, value in given.items()},
    )  # fmt: skip
    assert str(settings.publish_dir).startswith(said("VOLUME") + "/")
    ports = {value.rpartition(":")[2] for name, value in given.items() if name != "OVERNIGHT_PUBLISH_DIR"}
    assert set(re.findall(r'^      # - "127\.0\.0\.1:(\d+):\1"$', text, re.MULTILINE)) == ports


def test_compose_drops_every_privilege_and_keeps_the_data() -> None:
    told = service()
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true"]
    assert told["restart"] == "unless-stopped"
    assert [one.partition(":")[0] for one in told["tmpfs"]] == ["/tmp"]
    assert [one.partition(":")[2] for one in told["volumes"]] == [said("VOLUME")]
