"""``make demo`` tells what it does while somebody waits; the tools it starts are stand-ins here."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# a Python that makes environments whose own Python and program only say that they were started
PYTHON = """#!/bin/sh
[ "$1" = -c ] && exit {old}
mkdir -p "$3/bin"
printf '#!/bin/sh\\nexit 0\\n' > "$3/bin/python"
printf '#!/bin/sh\\necho "(the program: $1)"\\n' > "$3/bin/overnight"
chmod +x "$3/bin/python" "$3/bin/overnight"
"""


def make_demo(folder: Path, *, old: int = 0) -> subprocess.CompletedProcess[str]:
    python = folder / "python"
    python.write_text(PYTHON.format(old=old), encoding="utf-8")
    python.chmod(0o755)
    command = ["make", "--no-print-directory", "demo", f"VENV={folder / 'venv'}", f"PYTHON={python}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_each_step_of_the_first_start_is_told_and_the_next_start_is_at_once(tmp_path: Path) -> None:
    first = make_demo(tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    packages = sum("==" in line for line in (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines())
    assert first.stdout.splitlines() == [
        f"Setting up, once: a Python environment in {tmp_path / 'venv'} …",
        f"Installing {packages} packages into it, each checked by its hash: a minute or two, without a word …",
        "Installing overnight itself …",
        "Set up; next time this takes no time.",
        "Starting the demo: a few seconds …",
        "(the program: demo)",
    ]
    assert make_demo(tmp_path).stdout.splitlines() == ["Starting the demo: a few seconds …", "(the program: demo)"]


def test_an_old_python_is_refused_in_a_sentence(tmp_path: Path) -> None:
    told = make_demo(tmp_path, old=1)
    assert told.returncode != 0
    assert told.stdout == ""
    assert told.stderr.splitlines()[0] == "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 …"
