"""The lines of a host's record: read back as they were written, and refused in a sentence where they are none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from parsers.records import Forward, HostRevision
from parsers.sources.desktop_messages import ExportError
from parsers.sources.host_record import line_of, revision_of, sightings_of

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
ONE = HostRevision(
    channel="kpszsu",
    message_id=7,
    published_at=NOON,
    is_edited=True,
    unmarked_at=NOON + timedelta(minutes=2),
    forward=None,
    members=(),
    revision=1,
    text="Збито «шахед»\u2028 1\u0336 😀",
    sha256="0" * 64,
    observed_at=NOON + timedelta(minutes=1),
    last_observed_at=NOON + timedelta(minutes=9),
    between=(NOON + timedelta(minutes=4),),
    transports=("export", "record:preview"),
)


@pytest.mark.parametrize(
    "one",
    [
        ONE,
        replace(ONE, text=None, sha256="", unmarked_at=None),
        replace(ONE, members=(7, 8, 9), forward=Forward("Somebody", "somebody/5", 12)),
        replace(ONE, forward=Forward()),
    ],
    ids=["text", "without text", "album and forward", "hidden origin"],
)
def test_a_version_is_read_back_as_it_was_written(one: HostRevision) -> None:
    line = line_of(one)
    assert "\n" not in line
    assert revision_of(line.encode(), 1) == one


def test_a_version_was_seen_at_each_of_its_times_by_another_host() -> None:
    seen = [(int((one.observed_at - NOON).total_seconds()) // 60, one.transport) for one in sightings_of(ONE)]
    assert seen == [(1, "record:export"), (4, "record:export"), (9, "record:export"), (1, "record:preview")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"message_id": True},
        {"message_id": 2**31},
        {"message_id": "7"},
        {"revision": 0},
        {"published_at": "2026-09-01T12:00:00"},
        {"published_at": "2026-09-01T12:00:00.5Z"},
        {"observed_at": "2026-09-01T12:10:00Z"},
        {"between": ["2026-09-01T12:00:30Z"]},
        {"transports": []},
        {"transports": ["preview export"]},
        {"members": [8, 9]},
        {"sha256": "0"},
        {"text": "\ud83d"},
        {"text": "x" * 30_000},
        {"forward": {"name": "Somebody"}},
    ],
)
def test_a_line_with_a_wrong_value_is_refused(wrong: dict[str, Any]) -> None:
    line = json.dumps(json.loads(line_of(ONE)) | wrong).encode()
    with pytest.raises(ExportError, match="Line 3 of the texts is no version of a post"):
        revision_of(line, 3)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"", "no version"),
        (b"{}", "no version"),
        (b"\xff\xfe", "no version"),
        (b"[" * 100_000, "no version"),
        (b"9" * 5_000, "no version"),
        (b" " * 2_000_000, "more than 1 MB"),
    ],
    ids=["empty", "no fields", "bytes", "nested", "number", "long"],
)
def test_a_line_that_is_none_is_refused(line: bytes, said: str) -> None:
    with pytest.raises(ExportError, match=said):
        revision_of(line, 1)
