"""The released package agrees with the code: its dependencies and its files."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "parsers", "storage")
# Needed, but imported by nobody of ours: what for stands beside them in pyproject.toml.
NOT_IMPORTED = {"tzdata", "sniffio", "font-manrope"}
# Imported by storage/engines alone, and only where the database is on PostgreSQL.
FLEET = {"psycopg", "psycopg-pool"}


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def imported(package: str) -> set[str]:
    """The top-level modules that a package of ours imports from outside, anywhere in its files."""
    found: set[str] = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
    return found - sys.stdlib_module_names - set(PACKAGES)


def test_declared_dependencies_match_the_imports() -> None:
    of_module = packages_distributions()
    modules = set().union(*map(imported, PACKAGES))
    used = {canonicalize_name(name) for module in modules for name in of_module[module]}
    declared = {canonicalize_name(Requirement(line).name) for line in project()["project"]["dependencies"]}
    assert declared == (used - FLEET) | NOT_IMPORTED
    assert not used & NOT_IMPORTED


def pinned(name: str) -> set[str]:
    """The packages of a file of requirements, with their versions."""
    return set(re.findall(r"^[a-z0-9-]+==[^ ]+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_the_extra_fleet_adds_the_packages_for_postgresql_and_nothing_else() -> None:
    (wanted,) = project()["project"]["optional-dependencies"]["fleet"]
    assert wanted == "psycopg[binary,pool]>=3.2,<4"
    assert wanted in project()["project"]["optional-dependencies"]["dev"]
    alone, fleet = pinned("requirements.txt"), pinned("requirements-fleet.txt")
    assert alone < fleet
    assert {one.partition("==")[0] for one in fleet - alone} == FLEET | {"psycopg-binary"}
    assert fleet - alone < pinned("requirements-dev.txt")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_beside_the_code_goes_into_the_wheel(package: str) -> None:
    data = project()["tool"]["setuptools"]["package-data"]
    patterns = [*data["*"], *data.get(package, [])]
    files = {path for path in (ROOT / package).rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    taken = {pattern: set((ROOT / package).glob(pattern)) & files for pattern in patterns}
    assert set().union(*taken.values()) == files
    assert [pattern for pattern in patterns if not taken[pattern]] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_a_py_typed_marker(package: str) -> None:
    assert (ROOT / package / "py.typed").read_text(encoding="utf-8") == ""
    assert "Typing :: Typed" in project()["project"]["classifiers"]


def test_the_source_distribution_contains_the_operator_s_documents() -> None:
    included = re.findall(r"^include (.+)$", (ROOT / "MANIFEST.in").read_text(encoding="utf-8"), re.MULTILINE)
    names = " ".join(included).split()
    assert {"CHANGELOG.md", ".env.example"} <= set(names)
    assert [name for name in names if not (ROOT / name).is_file()] == []
