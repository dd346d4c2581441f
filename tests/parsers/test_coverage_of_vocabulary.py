"""Every weapon of the tables stands in a case of the corpus, or is listed here as one that is not there yet."""

from __future__ import annotations

import tomllib
from pathlib import Path

from parsers.vocabulary.weapons import WEAPONS

CORPUS = Path(__file__).parent.parent / "corpus"
# What Ukraine launches, by the ministry's names, and no case counts yet.
WITHOUT_A_CASE = {"flamingo", "grad", "grom", "lyutyi", "patriot", "smerch"}


def weapons_of_the_cases() -> set[str]:
    """The slugs that the cases expect."""
    cases = (tomllib.loads(path.read_text(encoding="utf-8")) for path in CORPUS.rglob("*.toml"))
    lines = [line for case in cases for line in case["expect"].get("lines", [])]
    return {weapon for line in lines for weapon in line.get("weapons", [])}


def test_every_weapon_has_a_corpus_case() -> None:
    assert {row.slug for row in WEAPONS} - weapons_of_the_cases() <= WITHOUT_A_CASE
