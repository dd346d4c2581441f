"""What the headers of a request ask for: only what changed (RFC 9110, section 13), and packed or as it is (12.5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime

from tornado.httputil import HTTPHeaders

_ONE = r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"'
_TAGS = re.compile(rf"[ \t]*{_ONE}(?:[ \t]*,[ \t]*{_ONE})*[ \t]*")
_TAG = re.compile(_ONE)
_CODING = re.compile(r"([\w!#$%&'*+.^`|~-]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII | re.I)


def is_known(headers: HTTPHeaders, etag: str, modified: int) -> bool:
    """Return whether the client already has the representation with this ETag, of a file that was modified at
    ``modified`` (seconds since 1970). The time counts only for clients that name no ETag.
    """
    wanted = headers.get("If-None-Match")
    if wanted is not None:
        return wanted.strip() == "*" or etag in (tag.removeprefix("W/") for tag in _tags(wanted))
    since = _seconds(headers.get("If-Modified-Since"))
    return since is not None and modified <= since


def is_refused(headers: HTTPHeaders, etag: str, modified: int) -> bool:
    """Return whether the client wants the representation only if it is another one than this."""
    wanted = headers.get("If-Match")
    if wanted is not None:
        return wanted.strip() != "*" and etag not in _tags(wanted)
    since = _seconds(headers.get("If-Unmodified-Since"))
    return since is not None and modified > since


def takes_gzip(accepted: str | None) -> bool:
    """Return whether a client with this ``Accept-Encoding`` rather has gzip than the content as it is."""
    weights = dict(_weights(accepted or ""))
    gzip = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return gzip > 0 and gzip >= weights.get("identity", 0.0)


def _tags(listed: str) -> list[str]:
    """Return the ETags of a list; none of a list that is malformed."""
    return _TAG.findall(listed) if _TAGS.fullmatch(listed) else []


def _weights(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.split(","):
        if found := _CODING.fullmatch(part.strip()):
            yield found[1].lower(), float(found[2] or 1)


def _seconds(date: str | None) -> float | None:
    """Return a date of a header in seconds since 1970; None if there is none, or none that can be understood."""
    try:
        found = parsedate_to_datetime(date or "")
        return found.replace(tzinfo=found.tzinfo or UTC).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
