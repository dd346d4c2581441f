"""Looks into the files of a release and lets the wheel answer, installed away from the checkout: smoke.py DIST."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "parsers", "storage")
# What stands in the source beside the packages.
BESIDE = {"CHANGELOG.md", ".env.example", "LICENSE", "README.md", "pyproject.toml"}
# of one step; what is installed is fetched first
SECONDS = 900
# What is said in the demo -> what the answer holds: a night, its button for Ukrainian, a picture.
SAID = (
    (("/latest",), ("Ukraine's Air Force says Russia launched", "Russia's Defence Ministry says it shot down")),
    (("/latest", "5"), ("[5] Українською", "Ніч на ")),
    (("/trend 30",), (".png",)),
)
# The demo waits 15 s for an answer; the first picture, for which all fonts are looked through, can take longer.
TRIES = 3
NOT_WITH_US = ("OVERNIGHT_", "PYTHON", "PIP_REQUIRE")


def tracked() -> set[str]:
    """The files of the packages in the checkout."""
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*"))
    return {path.relative_to(ROOT).as_posix() for path in paths if path.is_file() and path.suffix != ".pyc"}


def check_contents(dist: Path) -> Path:
    """The wheel, if it and the source hold every file of the packages and no other."""
    (wheel,), (source,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as files:
        held = {name for name in files.namelist() if ".dist-info/" not in name}
    differ("wheel", held, tracked())
    with tarfile.open(source) as files:
        held = {name.partition("/")[2] for name in files.getnames() if files.getmember(name).isfile()}
    differ("source", {name for name in held if name.startswith(tuple(f"{one}/" for one in PACKAGES))}, tracked())
    if missing := BESIDE - held:
        sys.exit(f"the source lacks {sorted(missing)}")
    return wheel


def differ(what: str, held: set[str], wanted: set[str]) -> None:
    if held != wanted:
        sys.exit(f"the {what} lacks {sorted(wanted - held)} and holds besides {sorted(held - wanted)}")


def run(command: list[str], place: Path, tries: int = 1) -> str:
    """What a program prints, away from the checkout and without the settings of whoever calls."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(NOT_WITH_US)}
    environment["TMPDIR"] = str(place)  # pictures that the demo saves stay
    done = subprocess.run(
        command, cwd=place, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode and tries > 1:
        return run(command, place, tries - 1)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def installed(wheel: Path, place: Path) -> Path:
    """The program, in an environment of its own with the pinned packages it runs with."""
    venv.create(place / "environment", with_pip=True)
    programs = place / "environment" / "bin"
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "--require-hashes", "-r", str(ROOT / "requirements.txt")], place)
    run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], place)
    run([*pip, "check"], place)
    return programs / "overnight"


def main(dist: Path) -> None:
    wheel = check_contents(dist.resolve())
    with tempfile.TemporaryDirectory(prefix="overnight-smoke-") as name:
        place = Path(name)
        program = str(installed(wheel, place))
        print(run([program, "--version"], place).strip(), "on Python", sys.version.split()[0])
        for lines, wanted in SAID:
            said = [word for line in lines for word in ("--say", line)]
            answer = run([program, "demo", *said], place, TRIES)
            if missing := [words for words in wanted if words not in answer]:
                sys.exit(f"{lines} is answered without {missing}:\n{answer}")
            print("answered:", *lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
