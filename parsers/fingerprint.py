"""Identifies the reader by its code: the fingerprint changes only when a table row or a line of code does.

Raising ``READER_VERSION`` says that readings *mean* something else; this says that they may *be* something else, and
nobody has to remember it. It covers the layouts of the channels and everything that ``parsers`` imports to read a post,
found from the imports themselves, so that a new module is included automatically. Questions (``ask``), the contract and
the pages of the transports are not included: they produce no reading.

Comments, docstrings and blank lines are left out. So is the version of Python: the code is split here, neither by
``ast`` (which takes three times as long) nor by ``tokenize`` (which splits f-strings differently since 3.12).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.abc import InspectLoader
from importlib.util import find_spec

from parsers.channels import CHANNELS
from parsers.formats import formats_of

ROOT = "parsers"
LENGTH = 16

_STRING = r'"{3}(?:[^\\]|\\.)*?"{3}' r"|'{3}(?:[^\\]|\\.)*?'{3}" r'|"(?:[^"\\\n]|\\.)*"' r"|'(?:[^'\\\n]|\\.)*'"
_END = r"[ \t]*(?:\#[^\n]*)?\n(?:[ \t]*(?:\#[^\n]*)?\n)*"
# Plain code up to a string, a bracket or the end of a line; an end includes the blank lines and comments after it.
_PIECES = re.compile(
    rf"""([^"'\#()\[\]{{}}\n]*) (?: ({_STRING}) ({_END})? | ([(\[{{]) | ([)\]}}]) | ({_END}) )""",
    re.DOTALL | re.VERBOSE,
)
_IMPORTS = re.compile(rf"^[ ]*(?:from|import)[ ]({ROOT}(?:\.\w+)*)(?:[ ]import[ ](\([^)]*\)|[^\n]*))?", re.MULTILINE)
_PREFIXES = ("", "r", "R", "u", "U")
_NAMES = re.compile(r"\w+")


@cache
def reader_fingerprint() -> str:
    """Return the fingerprint of the code that ``parsers`` reads posts with; takes less than 0.1 s, once.

    Modules give their sources the way Python asks for them; nothing else is read. Call it at the start: later the files
    on disk may no longer be the ones that run.
    """
    return fingerprint_of(code_within(roots(), _source_of))


def roots() -> list[str]:
    """Return the modules that import all others that read posts: the core, and each channel's layouts."""
    layouts = [layout.__name__ for channel in CHANNELS.values() for layout in formats_of(channel.room)]
    return [ROOT, *sorted({name.rpartition(".")[0] for name in layouts}), *layouts]


def fingerprint_of(modules: Mapping[str, str]) -> str:
    """Return one fingerprint for the code of modules by name, independent of their order."""
    digest = sha256()
    for name, code in sorted(modules.items()):
        digest.update(f"{name}\0{code}\0".encode())
    return digest.hexdigest()[:LENGTH]


def code_within(roots: Iterable[str], source_of: Callable[[str], str | None]) -> dict[str, str]:
    """Return the code, by module name, of ``roots`` and every module of ours that they import.

    ``source_of`` returns a module's source, or None for a name that is not a module; a package is asked for before its
    contents.
    """
    code: dict[str, str] = {}
    pending = list(roots)
    seen = set(pending)
    while pending:
        name = pending.pop()
        source = source_of(name)
        if source is not None:
            code[name] = code_of(source)
            new = _imported(code[name]) - seen
            seen |= new
            pending += new
    return code


def code_of(source: str) -> str:
    """Return the text of a module without comments, docstrings and blank lines.

    A string alone on its line does nothing, unless it is inside brackets: there it is part of its neighbour.
    """
    code: list[str] = []
    open_brackets, at_line_start = 0, True
    for plain, string, after, opens, closes, end in _PIECES.findall(f"{source}\n"):
        alone = at_line_start and plain.strip() in (_PREFIXES if string else ("",))
        at_line_start = bool(after or end)
        if not (alone and at_line_start and (end or not open_brackets)):
            code += (plain.rstrip() if end else plain, string, opens, closes, "\n" if at_line_start else "")
        open_brackets += bool(opens) - bool(closes)
    return "".join(code)


def _imported(code: str) -> set[str]:
    """Return our modules that code imports, with their parent packages; may include names that are not modules."""
    modules = set[str]()
    for module, names in _IMPORTS.findall(code):
        modules |= {module, *(f"{module}.{name}" for name in _NAMES.findall(names))}
        modules |= {module[: dot.start()] for dot in re.finditer(r"\.", module)}
    return modules


def _source_of(name: str) -> str | None:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # a name in a module
        return None
    loader = spec.loader if spec else None
    return loader.get_source(name) if isinstance(loader, InspectLoader) else None
