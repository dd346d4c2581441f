"""What a host of the repository reads agrees with it: continuous integration, issue forms, hooks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ACTION = re.compile(r"[\w-]+/[\w-]+@v\d+\.\d+\.\d+")


def read_yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def test_continuous_integration_tests_every_supported_python() -> None:
    told = re.findall(r"Python :: (3\.\d+)$", "\n".join(PROJECT["project"]["classifiers"]), re.MULTILINE)
    assert told == ["3.11", "3.12", "3.13", "3.14"]
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    jobs = read_yaml(".github/workflows/ci.yml")["jobs"]
    tried = {name: job["strategy"]["matrix"]["python"] for name, job in jobs.items() if "strategy" in job}
    assert tried == {"check": told, "smoke": told}


def test_continuous_integration_has_read_only_rights_and_pinned_versions() -> None:
    workflow = read_yaml(".github/workflows/ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= 90
        uses = [step["uses"] for step in job["steps"] if "uses" in step]
        assert [one for one in uses if not ACTION.fullmatch(one)] == []
    steps = [step.get("run", "") for step in workflow["jobs"]["check"]["steps"]]
    assert ".ci/run" in steps


@pytest.mark.parametrize("form", ["a-number-is-wrong", "something-broke"])
def test_issue_forms_ask_for_the_needed_details(form: str) -> None:
    told = read_yaml(f".github/ISSUE_TEMPLATE/{form}.yml")
    assert told["name"]
    assert told["description"]
    ids = [part["id"] for part in told["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids))
    wanted = {"a-number-is-wrong": {"link", "bot_says", "post_says"}, "something-broke": {"what", "version"}}
    required = {part["id"] for part in told["body"] if part.get("validations", {}).get("required")}
    assert wanted[form] <= required


def test_commit_hooks_run_the_same_tools_as_make_check() -> None:
    (local,) = read_yaml(".pre-commit-config.yaml")["repos"]
    assert local["repo"] == "local", "the pinned tools of .venv, nothing is fetched"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for hook in local["hooks"]:
        assert hook["entry"].replace(".venv/bin", "$(BIN)") in makefile, hook["id"]
