"""Any text gives a reading: no text makes the reader raise."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import MOST_CHARACTERS, read
from parsers.json_reading import as_json
from parsers.records import NotAReport, Post, Reading, Tally, Unreadable

CORPUS = Path(__file__).parent.parent / "corpus" / "air_force"
POSTED = datetime(2026, 9, 14, 6, tzinfo=UTC)
TEXTS = [tomllib.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(CORPUS.glob("*.toml"))]
PIECES = sorted({piece for text in TEXTS for piece in text.split()})
SENTENCES = sorted({sentence for text in TEXTS for sentence in text.replace("\n", ". ").split(". ") if sentence})
OPENING = "У ніч на 14 вересня (з 18:00 13 вересня) противник атакував 90 БпЛА. Збито/подавлено 85 БпЛА "
REPEATED = [
    "(",
    "7",
    "7 ",
    "/",
    "- ",
    "\n",
    "\n- 5",
    '"',
    "та ",
    "понад ",
    "5 БпЛА, ",
    "(82 із них - реактивні) ",
    "18:00 ",
]


def reading_of(text: str) -> Reading:
    """The reading of a text, proved to be one that can be told, its words inside the text."""
    post = Post("kpszsu", None, POSTED, text)
    reading = read(post)
    assert isinstance(reading, Tally | Unreadable | NotAReport)
    for line in as_json(post, reading, 1)["lines"]:
        start, end = line["words"]
        assert 0 <= start < end <= len(text)
    return reading


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    reading_of(text)
    reading_of(f"збито {text}")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_mix_of_report_words_is_read_without_an_error(pieces: list[str]) -> None:
    reading_of(" ".join(["збито", *pieces]))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SENTENCES), max_size=8), st.sampled_from([". ", "\n", "\n\n", "; "]))
def test_any_mix_of_report_sentences_is_read_without_an_error(sentences: list[str], between: str) -> None:
    reading_of(between.join(sentences))


@settings(max_examples=60)
@given(st.sampled_from(TEXTS), st.integers(0, 1500), st.integers(0, 200))
def test_a_report_with_a_part_cut_out_is_read_without_an_error(text: str, at: int, length: int) -> None:
    reading_of(text[:at] + text[at + length :])


@pytest.mark.parametrize("piece", REPEATED)
def test_reading_time_does_not_grow_quadratically_with_the_text(piece: str) -> None:
    """Four times the text may take eight times the time: wide of the noise, and far from the sixteen of a square."""
    short, long = (OPENING + piece * (size // len(piece)) for size in (4000, 16000))
    assert quickest(lambda: reading_of(long)) < 8 * quickest(lambda: reading_of(short))


def quickest(work: Callable[[], object]) -> float:
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


def test_a_text_longer_than_any_post_is_refused() -> None:
    longest = "збито 5 БпЛА, ".ljust(MOST_CHARACTERS)
    assert read(Post("kpszsu", None, None, longest)) != Unreadable("too_long")
    assert read(Post("kpszsu", None, None, longest + " ")) == Unreadable("too_long")
