"""The reader's fingerprint changes exactly when a row or a line of its code changes."""

from __future__ import annotations

import io
import subprocess
import sys
import tokenize
from itertools import groupby
from pathlib import Path

import pytest

import parsers
from parsers.fingerprint import code_of, code_within, fingerprint_of, reader_fingerprint, roots

ROOT = Path(__file__).parent.parent.parent
SOURCES = {
    "parsers": '''"""Reads."""

from parsers.rows import ROWS


def read(text: str) -> int:
    """Give the number."""
    return ROWS.get(text, 0)  # 0 where there is none
''',
    "parsers.rows": '''"""Rows."""

ROWS = {
    # seen on 3 May
    "one": 1,
    "two":
        2,
}
WORDS = (
    "a string in brackets "
    "is a part of the one before"
)
''',
}


def fingerprint(sources: dict[str, str]) -> str:
    return fingerprint_of(code_within(["parsers"], sources.get))


def edited(module: str, old: str, new: str) -> str:
    """The fingerprint of the reader with an edit in one of its modules."""
    assert old in SOURCES[module]
    return fingerprint(SOURCES | {module: SOURCES[module].replace(old, new)})


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("parsers", "  # 0 where there is none", ""),
        ("parsers", "# 0 where there is none", "# nothing, (or a bracket"),
        ("parsers.rows", "    # seen on 3 May\n", ""),
        ("parsers", '    """Give the number."""\n', ""),
        ("parsers", '"""Give the number."""', '"""Give the number:\n\n    # none, or "one" of (them.\n    """'),
        ("parsers", '"""Give the number."""', 'r"""Give the number."""  # of a text'),
        ("parsers", '"""Give the number."""', "'Give the number.'"),
        ("parsers", '"""Reads."""\n\n', "# a licence\n"),
        ("parsers.rows", "ROWS", "\n\n# all of them\n\nROWS"),
        ("parsers.rows", '"one": 1,', '"one": 1,\n\n'),
        ("parsers.rows", "}\n", '}\n"""What a number is called."""\n'),
    ],
)
def test_comments_docstrings_and_blank_lines_do_not_change_the_fingerprint(module: str, old: str, new: str) -> None:
    assert edited(module, old, new) == fingerprint(SOURCES)


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("parsers.rows", '"one": 1,', '"one": 1,\n    "three": 3,'),
        ("parsers.rows", '    "one": 1,\n', ""),
        ("parsers.rows", '"one": 1', '"one": 11'),
        ("parsers.rows", '"is a part of the one before"', '"is another"'),
        ("parsers.rows", '    "is a part of the one before"\n', ""),
        ("parsers.rows", '"one"', '"one#"'),
        ("parsers", "0)", "1)"),
        ("parsers", "    return", "return"),
        ("parsers", '"""Give the number."""', 'text = """a\n\nb"""'),
        ("parsers", "from parsers.rows import ROWS\n", "from parsers.rows import WORDS as ROWS\n"),
    ],
)
def test_a_row_or_a_line_of_code_changes_the_fingerprint(module: str, old: str, new: str) -> None:
    assert edited(module, old, new) != fingerprint(SOURCES)


def test_blank_lines_in_a_used_string_count() -> None:
    assert code_of('T = """a\n\n# b\n"""\n') != code_of('T = """a\n# b\n"""\n')


def test_a_name_alone_on_a_line_in_brackets_counts() -> None:
    assert code_of("ROWS = (\n    r\n)\n") == "ROWS = (\n    r\n)\n"


def test_renaming_a_module_changes_the_fingerprint() -> None:
    """A name cannot be left out: which of two modules a word is imported from decides what is read."""
    moved = {
        "parsers": SOURCES["parsers"].replace("parsers.rows", "parsers.table"),
        "parsers.table": SOURCES["parsers.rows"],
    }
    assert fingerprint(moved) != fingerprint(SOURCES)


def test_a_module_that_reading_does_not_import_is_not_included() -> None:
    assert fingerprint(SOURCES | {"parsers.ask": "WORDS = ()\n"}) == fingerprint(SOURCES)


@pytest.mark.parametrize(
    "imported",
    [
        "from parsers import more",
        "from parsers.more import A",
        "from parsers import (\n    rows,\n    more,\n)",
        "import parsers.more",
        "def later():\n    from parsers.more import A",
        "from parsers.more.deep import A",
    ],
)
def test_every_kind_of_import_is_included(imported: str) -> None:
    reads = SOURCES | {"parsers": f"{SOURCES['parsers']}\n{imported}\n"}
    assert fingerprint(reads | {"parsers.more": "A = 1\n"}) != fingerprint(reads | {"parsers.more": "A = 2\n"})


def test_exactly_the_modules_loaded_to_read_posts_are_included() -> None:
    script = """import parsers, sys
for channel in parsers.CHANNELS.values():
    parsers.formats.formats_of(channel.room)
print(*(name for name in sys.modules if name.split(".")[0] == "parsers"))
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(_within()) == set(ran.stdout.split())


def test_every_layout_is_included_although_nothing_imports_it() -> None:
    found = {name.replace(".", "/") + ".py" for name in _within()}
    layouts = [path.relative_to(ROOT) for path in ROOT.glob("parsers/*/layouts/*.py") if path.stem != "__init__"]
    assert layouts
    assert {str(path) for path in layouts} <= found


def test_importing_the_package_does_not_compute_the_fingerprint() -> None:
    script = "import parsers; print(parsers.fingerprint.reader_fingerprint.cache_info().currsize)"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n"


def test_questions_json_and_page_sources_are_not_included() -> None:
    assert not [
        name
        for name in _within()
        if name.startswith(("parsers.ask", "parsers.json_reading", "parsers.sources.preview_page"))
    ]


@pytest.mark.parametrize("path", sorted((ROOT / "parsers").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_code_kept_of_a_module_has_the_tokens_python_reads(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert _tokens(code_of(source)) == _tokens(source)


def test_the_standard_library_is_not_included() -> None:
    """Worked out by hand from the definition, so that every version of Python that CI runs must come to it."""
    assert fingerprint({"parsers": "A = f'{1 + 1}' # two\n"}) == "968f08c7b0023249"


def test_the_reader_carries_a_stable_fingerprint() -> None:
    assert parsers.READER.fingerprint == reader_fingerprint() == fingerprint_of(_within())
    assert len(parsers.READER.fingerprint) == 16


def _within() -> dict[str, str]:
    return code_within(roots(), _source)


def _source(name: str) -> str | None:
    path = ROOT / Path(*name.split("."))
    found = next((one for one in (path / "__init__.py", path.with_suffix(".py")) if one.is_file()), None)
    return found.read_text(encoding="utf-8") if found else None


def _tokens(source: str) -> list[list[str]]:
    """The lines of a source as Python's own tokens, without what says nothing; a string alone on a line is no more."""
    passed_over = {tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    found = [token for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type not in passed_over]
    lines = [list(line) for ends, line in groupby(found, lambda token: token.type == tokenize.NEWLINE) if not ends]
    return [[f"{line[0].start[1]}", *(token.string for token in line)] for line in lines if not _is_alone(line)]


def _is_alone(line: list[tokenize.TokenInfo]) -> bool:
    return all(token.type == tokenize.STRING for token in line)
