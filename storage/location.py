"""Where a database is: a file of SQLite's, or an address of PostgreSQL's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode

_SCHEMES = ("postgresql://", "postgres://")


class LocationError(ValueError):
    """A database cannot be there; the message says why, without any password."""


@dataclass(frozen=True, slots=True)
class PostgresAddress:
    """The address of a PostgreSQL database, as libpq takes it. Neither ``str`` nor ``repr`` tells its password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        # by the last @, for a password may have a stroke or another @ that should have been written as %2F or %40
        mine, _, place = self.url.partition("://")[2].rpartition("@")
        user = f"{re.split('[:/?#]', mine)[0]}@" if mine else ""
        place, _, query = place.partition("?")
        host = urlencode([(name, value) for name, value in parse_qsl(query) if name == "host"], safe="/")
        return f"postgresql://{user}{place}{'?' + host if host else ''}"


Location: TypeAlias = Path | PostgresAddress


def location_of(told: str | Path) -> Location:
    """Return the database that a setting or an option names.

    Raises ``LocationError`` for an address of PostgreSQL's that names no database, or of another engine.
    """
    if isinstance(told, Path):
        return told
    if told.startswith(_SCHEMES):
        return PostgresAddress(_checked(told))
    if "://" in told:
        raise LocationError("is of an engine that overnight does not know")
    return Path(told)


def _checked(url: str) -> str:
    mine, rest = re.fullmatch(r"[a-z]+://([^@/]*@)?(.*)", url, re.DOTALL).groups()  # type: ignore[union-attr]
    host, _, database = rest.partition("?")[0].partition("/")
    if "@" in host or (not mine and "@" in database):  # libpq would take a part of the password for a host, and say so
        raise LocationError("has an @ or a / in its user or password, which are written %40 and %2F")
    if not database:
        raise LocationError("names no database; it stands behind the host, as in postgresql://host/overnight")
    return url
