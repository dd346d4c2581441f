"""Which reader this is, told by its code: the same until a row or a line of it becomes another.

A raised ``READER_VERSION`` says that readings *mean* something else; this says that they may *be* something else, and
nobody has to remember it. In it are the layouts of the channels' rooms and all that ``parsers`` imports to read a post,
found from the imports themselves, so that a new module is in it by itself. Questions (``ask``), the contract and the
transports' pages are not: no reading comes of them.

Comments, docstrings and blank lines are not in it. Nor is the version of Python: the code is cut into pieces here, and
neither by ``ast`` (which takes three times as long) nor by ``tokenize`` (which cuts f-strings otherwise since 3.12).
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
# Plain code up to a string, a bracket or the end of a line; an end takes the blank lines and comments with it.
_PIECES = re.compile(
    rf"""([^"'\#()\[\]{{}}\n]*) (?: ({_STRING}) ({_END})? | ([(\[{{]) | ([)\]}}]) | ({_END}) )""",
    re.DOTALL | re.VERBOSE,
)
_IMPORTS = re.compile(rf"^[ ]*(?:from|import)[ ]({ROOT}(?:\.\w+)*)(?:[ ]import[ ](\([^)]*\)|[^\n]*))?", re.MULTILINE)
_PREFIXES = ("", "r", "R", "u", "U")
_NAMES = re.compile(r"\w+")


@cache
def reader_fingerprint() -> str:
    """The fingerprint of the code that ``parsers`` reads posts with; less than 0.1 s, once.

    The modules are asked for their sources as Python asks for them to run them; nothing else is read. To be called at
    the start: later there may be other files in their place than those that run.
    """
    return fingerprint_of(code_within(roots(), _source_of))


def roots() -> list[str]:
    """The modules from which all others that read posts are imported: the core, and each channel's layouts."""
    layouts = [layout.__name__ for channel in CHANNELS.values() for layout in formats_of(channel.room)]
    return [ROOT, *sorted({name.rpartition(".")[0] for name in layouts}), *layouts]


def fingerprint_of(modules: Mapping[str, str]) -> str:
    """One word for the codes of modules by their names, whatever their order."""
    told = sha256()
    for name, code in sorted(modules.items()):
        told.update(f"{name}\0{code}\0".encode())
    return told.hexdigest()[:LENGTH]


def code_within(roots: Iterable[str], source_of: Callable[[str], str | None]) -> dict[str, str]:
    """The code of modules and of all that they import of ours, by their names, from a source for each name.

    ``source_of`` gives None for what is no module; a package is asked for before what is in it.
    """
    found: dict[str, str] = {}
    names = list(roots)
    asked = set(names)
    while names:
        name = names.pop()
        source = source_of(name)
        if source is not None:
            found[name] = code_of(source)
            fresh = _imported(found[name]) - asked
            asked |= fresh
            names += fresh
    return found


def code_of(source: str) -> str:
    """The text of a module without its comments, docstrings and blank lines.

    A string that stands alone does nothing, unless it stands in brackets: there it is a part of the one beside it.
    """
    kept: list[str] = []
    depth, begins = 0, True
    for plain, string, after, opens, closes, end in _PIECES.findall(f"{source}\n"):
        alone = begins and plain.strip() in (_PREFIXES if string else ("",))
        begins = bool(after or end)
        if not (alone and begins and (end or not depth)):
            kept += (plain.rstrip() if end else plain, string, opens, closes, "\n" if begins else "")
        depth += bool(opens) - bool(closes)
    return "".join(kept)


def _imported(code: str) -> set[str]:
    """Whatever of ours a code imports, with the packages it stands in; also names that are no modules."""
    found = set[str]()
    for module, names in _IMPORTS.findall(code):
        found |= {module, *(f"{module}.{name}" for name in _NAMES.findall(names))}
        found |= {module[: dot.start()] for dot in re.finditer(r"\.", module)}
    return found


def _source_of(name: str) -> str | None:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # a name in a module
        return None
    loader = spec.loader if spec else None
    return loader.get_source(name) if isinstance(loader, InspectLoader) else None
