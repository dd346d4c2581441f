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


def pinned() -> dict[str, str]:
    """The packages of requirements.txt that are installed on that machine, with their versions."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line.rstrip(" \\")) for line in lines if line and not line.startswith((" ", "#"))]
    here = [one for one in wanted if one.marker is None or one.marker.evaluate(MACHINE)]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in here}


def listed() -> dict[str, str]:
    """The packages of the page, with their versions."""
    page = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| [^|]+ \| <https?://[^>]+> \|$", page, re.MULTILINE))


def test_the_licences_page_names_every_runtime_dependency() -> None:
    assert len(listed()) > 20
    assert listed() == pinned(), "docs/licences.md is stale: make sbom, with Python 3.11"


def test_only_the_telegram_library_is_lgpl_and_the_page_explains_its_use() -> None:
    page = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\S+) \| \S+ \| [^|]*GPL", page, re.MULTILINE) == ["python-telegram-bot"]
    assert "python-telegram-bot is under the LGPL: it is used as a dependency" in page
