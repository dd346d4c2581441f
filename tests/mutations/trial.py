"""Tries one broken line: a copy of the tree, and the tests nearest to the line first."""

from __future__ import annotations

import ast
import compileall
import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import NoReturn

from tests.mutations.candidates import Mutation, applied

PACKAGES = ("bot", "parsers", "storage")
# Modules of others that a run of tests imports: once for all runs. What is a plugin of pytest has to come later.
HEAVY = (
    "pytest", "telegram.ext", "httpx", "aiogram", "tornado.web", "prometheus_client", "pydantic_settings",
    "selectolax.lexbor", "babel.dates", "babel.messages.pofile", "sqlite_utils", "rich.table", "matplotlib.figure",
    "matplotlib.font_manager", "PIL.Image", "ijson", "lxml.html", "bs4", "yaml", "jq",
)  # fmt: skip
PYTEST = (
    "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "--tb=no",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
# Seconds of tests, as they took unbroken: those most to the point, then all that enter the function.
NEAR_SECONDS, ALL_SECONDS = 10.0, 60.0
MOST_NAMED = 400
# How long is waited for tests, beside so many times what they took unbroken; and for the whole suite.
PATIENCE, TIMES, WHOLE_PATIENCE = 60.0, 5.0, 3600.0


def copied(root: Path, to: Path) -> None:
    """Copy what git knows, and what it would take, of a tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (root / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, to / name)


class Map:
    """Which tests enter which function, in a file of the folder; made by one run of the suite over an unbroken copy."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.file = folder / "map.json"
        self.tests: dict[str, tuple[float, set[str], bool]] = {}
        if self.made:
            read = json.loads(self.file.read_text(encoding="utf-8"))
            self.tests = {name: (seconds, set(places), passed) for name, (seconds, places, passed) in read.items()}

    @property
    def made(self) -> bool:
        """Tell whether there is a map."""
        return self.file.exists()

    def make(self) -> None:
        """Run the suite and write the map."""
        with tempfile.TemporaryDirectory() as folder:
            tree, notes = Path(folder) / "tree", Path(folder) / "notes"
            copied(self.root, tree)
            notes.mkdir()
            words = [sys.executable, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", "-p", "no:randomly"]
            env = {**os.environ, "PYTHONPATH": str(tree), "REACHED_FOLDER": str(notes)}
            subprocess.run(
                [*words, "--tb=line", "-p", "tests.mutations.reached", "tests"], cwd=tree, env=env, check=False
            )
            merged: dict[str, list[object]] = {}
            for file in notes.iterdir():
                for name, row in json.loads(file.read_text(encoding="utf-8")).items():
                    old = merged.get(name, [0.0, [], True])
                    merged[name] = [old[0] or row[0], old[1] or row[1], old[2] and row[2]]
        self.file.write_text(json.dumps(merged), encoding="utf-8")
        self.__init__(self.root, self.file.parent)  # type: ignore[misc]

    def near(self, places: set[str]) -> list[str]:
        """Return the tests that pass and enter one of these functions, the most particular first."""
        found = [(len(row[1]), row[0], name) for name, row in self.tests.items() if row[2] and row[1] & places]
        return [name for _, _, name in sorted(found)]

    def newer(self, one: Mutation) -> list[str]:
        """Return the files of tests that are newer than the map and import the module of a line."""
        module = one.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        parent, _, name = module.rpartition(".")
        words = re.compile(rf"from {re.escape(module)} import|from {re.escape(parent or module)} import .*\b{name}\b")
        made = self.file.stat().st_mtime
        files = [file for file in sorted((self.root / "tests").rglob("test_*.py")) if file.stat().st_mtime > made]
        return [str(file.relative_to(self.root)) for file in files if words.search(file.read_text(encoding="utf-8"))]

    def seconds(self, names: list[str]) -> float:
        """Return how long these tests took together, as far as the map knows them."""
        return sum(self.tests[name][0] for name in names if name in self.tests)

    def within(self, tests: list[str], seconds: float) -> list[str]:
        """Return as many of these tests as take so long together, and one at least."""
        taken: list[str] = []
        spent = 0.0
        for name in tests:
            spent += self.tests[name][0]
            if taken and (spent > seconds or len(taken) >= MOST_NAMED):
                break
            taken.append(name)
        return taken


class Copy:
    """A copy of the tree, in which one line at a time is broken."""

    def __init__(self, root: Path, folder: Path, tests: Map) -> None:
        self.root, self.tests = root, tests
        self.tree = Path(tempfile.mkdtemp(prefix="mutations-"))
        self.moment = time.time()
        sys.dont_write_bytecode = True
        for name in HEAVY:
            importlib.import_module(name)

    def __enter__(self) -> Copy:
        copied(self.root, self.tree)
        for package in PACKAGES:
            compileall.compile_dir(self.tree / package, quiet=2)
        self.trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in self.ours()}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.tree, ignore_errors=True)

    def ours(self) -> list[Path]:
        """Return the files of the three packages."""
        return [file for package in PACKAGES for file in sorted((self.tree / package).rglob("*.py"))]

    def places(self, one: Mutation) -> set[str]:
        """Return the functions a line is felt in: its own, or for a line of a module those that use its name."""
        if one.function:
            return {f"{one.path}:{one.function}"}
        used, module = set(), set()
        for path, tree in self.trees.items():
            name = path.relative_to(self.tree).as_posix()
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    uses = any(
                        one.name in {getattr(part, "id", ""), getattr(part, "attr", "")} for part in ast.walk(node)
                    )
                    used |= {f"{name}:{node.lineno}"} if one.name and uses and self.sees(tree, name, one) else set()
                    module |= {f"{name}:{node.lineno}"} if name == one.path else set()
        return used or module

    def sees(self, tree: ast.Module, path: str, one: Mutation) -> bool:
        """Tell whether a module is that of a line, or imports it or its name."""
        module = one.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = {f"{node.module}.{name.name}" for node in imports for name in node.names}
        return path == one.path or module in names or f"{module}.{one.name}" in names

    def killed_by(self, one: Mutation, whole: bool) -> str:
        """Return the first test that fails with a line broken, or nothing."""
        file = self.tree / one.path
        source, was = file.read_text(encoding="utf-8"), file.stat()
        broken = applied(one, source)
        assert broken is not None
        try:
            file.write_text(broken, encoding="utf-8")
            self.moment += 2  # a compiled file is known by its source's second and size
            os.utime(file, (self.moment, self.moment))
            near = self.tests.near(self.places(one))
            first = self.tests.within(near, NEAR_SECONDS)
            if killed := self.run([*self.tests.newer(one), *first]):
                return killed
            rest = self.tests.within(near[len(first) :], ALL_SECONDS)
            if killed := self.run(rest):
                return killed
            return self.whole() if whole else ""
        finally:
            file.write_text(source, encoding="utf-8")
            os.utime(file, (was.st_atime, was.st_mtime))

    def run(self, names: list[str]) -> str:
        """Run some tests in a child that has everything of others imported; return which failed, or nothing."""
        if not names:
            return ""
        with tempfile.TemporaryFile("w+") as out:
            child = os.fork()
            if not child:
                self.child(names, out.fileno())
            until = time.monotonic() + PATIENCE + TIMES * self.tests.seconds(names)
            while not (ended := os.waitpid(child, os.WNOHANG))[0]:
                if time.monotonic() > until:
                    os.killpg(child, signal.SIGKILL)
                    os.waitpid(child, 0)
                    return "no end within the time"
                time.sleep(0.02)
            out.seek(0)
            return self.told(os.waitstatus_to_exitcode(ended[1]), out.read())

    def child(self, names: list[str], out: int) -> NoReturn:
        """Be the process that runs tests: forget what is ours, look into the copy, never come back."""
        code = 70
        try:
            os.setsid()
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.chdir(self.tree)
            os.environ["PYTHONPATH"] = str(self.tree)
            for name in [name for name in sys.modules if name.partition(".")[0] in (*PACKAGES, "tests")]:
                del sys.modules[name]
            sys.path[:] = [str(self.tree), *(one for one in sys.path if one and Path(one) != self.root)]
            sys.argv = ["pytest"]
            code = int(importlib.import_module("pytest").main([*PYTEST, *names]))
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def whole(self) -> str:
        """Run the whole suite; return which test failed first."""
        broken = [name for name, row in self.tests.tests.items() if not row[2]]
        words = [
            sys.executable,
            "-m",
            "pytest",
            *PYTEST,
            "-n",
            "2",
            *(f"--deselect={name}" for name in broken),
            "tests",
        ]
        env = {**os.environ, "PYTHONPATH": str(self.tree), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            run = subprocess.run(
                words, cwd=self.tree, env=env, capture_output=True, text=True, timeout=WHOLE_PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return "no end of the suite within the time"
        return self.told(run.returncode, run.stdout)

    def told(self, code: int, out: str) -> str:
        """Return the first failed test of pytest's output, whatever it says if it did not come so far, or nothing."""
        if code == 0:
            return ""
        failed = re.search(r"^(?:FAILED|ERROR) (\S+)", out, re.MULTILINE)
        return failed[1] if failed else f"pytest ended with {code}: {out.strip()[-200:]}"
