"""docs/licences.md names every installed package, and a stale page fails a test."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
# The machine of which the page tells.
MACHINE = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.11.7",
    "python_version": "3.11",
    "sys_platform": "linux",
}


def pinned(name: str) -> dict[str, str]:
    """The packages of a file of requirements that are installed on that machine, with their versions."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line.rstrip(" \\")) for line in lines if line and not line.startswith((" ", "#"))]
    here = [one for one in wanted if one.marker is None or one.marker.evaluate(MACHINE)]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in here}


def parts() -> tuple[str, str]:
    """What the page says of the program alone, and of what the extra ``fleet`` adds."""
    alone, _, fleet = (ROOT / "docs/licences.md").read_text(encoding="utf-8").partition("\n## With a database")
    return alone, fleet


def listed(part: str) -> dict[str, str]:
    """The packages of a part of the page, with their versions."""
    return dict(re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| [^|]+ \| <https?://[^>]+> \|$", part, re.MULTILINE))


def lgpl(part: str) -> list[str]:
    return re.findall(r"^\| (\S+) \| \S+ \| [^|]*GPL", part, re.MULTILINE)


def test_the_licences_page_names_every_runtime_dependency() -> None:
    alone, fleet = map(listed, parts())
    assert len(alone) > 20
    assert alone == pinned("requirements.txt"), "docs/licences.md is stale: make sbom, with Python 3.11"
    assert alone | fleet == pinned("requirements-fleet.txt")
    assert not alone.keys() & fleet.keys()


def test_only_the_telegram_library_is_lgpl_and_the_page_explains_its_use() -> None:
    alone, _ = parts()
    assert lgpl(alone) == ["python-telegram-bot"]
    assert "python-telegram-bot is under the LGPL: it is used as a dependency" in alone


def test_what_postgresql_needs_is_lgpl_and_the_page_explains_that_too() -> None:
    _, fleet = parts()
    assert lgpl(fleet) == ["psycopg", "psycopg-binary", "psycopg-pool"]
    assert "They are under the\nLGPL, and for them the same holds." in fleet
