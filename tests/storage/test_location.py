"""Where a database is, as a setting says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.location import LocationError, PostgresAddress, location_of

SECRET = "hunter2"


@pytest.mark.parametrize("told", ["overnight.db", "/srv/overnight.db", "data/2026:11.db"])
def test_a_path_is_a_file(told: str) -> None:
    assert location_of(told) == Path(told)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql://bot:{SECRET}@db.example:5432/overnight", "postgresql://bot@db.example:5432/overnight"),
        (f"postgres://bot:{SECRET}@db.example/overnight", "postgresql://bot@db.example/overnight"),
        ("postgresql:///overnight?host=/run/postgresql", "postgresql:///overnight?host=/run/postgresql"),
        (f"postgresql://db/overnight?user=bot&password={SECRET}", "postgresql://db/overnight"),
        (f"postgresql://bot:{SECRET}@a:1,b:2/overnight?sslmode=require", "postgresql://bot@a:1,b:2/overnight"),
        (f"postgresql://bot:p%40{SECRET}@db/overnight", "postgresql://bot@db/overnight"),
        (f"postgresql://bot:{SECRET}#@db/overnight", "postgresql://bot@db/overnight"),
    ],
)
def test_an_address_never_shows_its_password(url: str, shown: str) -> None:
    address = location_of(url)
    assert isinstance(address, PostgresAddress)
    assert str(address) == shown
    assert SECRET not in repr(address)
    assert address.url == url


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://bot:{SECRET}@db",
        f"postgresql://bot:{SECRET}@db/",
        f"mysql://bot:{SECRET}@db/overnight",
        f"postgresql://bot:{SECRET}/x@db/overnight",
        f"postgresql://bot:p@{SECRET}@db/overnight",
        f"postgresql://bot:p/@{SECRET}?@db/overnight",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(LocationError) as refused:
        location_of(url)
    assert SECRET not in str(refused.value)
    assert SECRET not in str(PostgresAddress(url))


def test_an_at_in_an_option_is_no_password() -> None:
    assert location_of(url := "postgresql://db/overnight?user=bot@db") == PostgresAddress(url)
