"""The tests that are for SQLite alone, because they are about its file."""

from __future__ import annotations

REASONS = {
    "tests/storage/file/": "SQLite's file: its log, locks and modes, damage to it, backup and restore",
    "tests/storage/outbox/test_claims.py::test_a_durable_write_is_in_the_database_file_itself": (
        "the file without its log"
    ),
    "tests/storage/outbox/test_claims.py::test_outbox_queries_use_an_index": "as SQLite tells how it plans",
    "tests/storage/readings/test_current_figures.py::test_outdated_chats_are_found_with_an_index": (
        "as SQLite tells how it plans"
    ),
    "tests/bot/cli/file/": "damage, modes, backup, restore and copies of a file; pg_dump does that",
    "tests/bot/operate/test_daily_backup.py": "copies of a file; pg_dump does that",
}


def reason(test: str) -> str:
    """Why a test, by its name in pytest, is for one engine only; '' where it is for both."""
    return next((why for place, why in REASONS.items() if test.startswith(place)), "")
