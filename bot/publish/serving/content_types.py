"""The types of files that are served; a file of another type is not."""

from __future__ import annotations

from dataclasses import dataclass

_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A picture that is opened by itself may have styles within, and nothing else.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True, slots=True)
class ContentType:
    """``header`` is the value of ``Content-Type``, ``packs`` whether gzip makes such a file smaller.

    ``policy`` is its Content-Security-Policy, None for what a browser does not show as a document of its own.
    """

    header: str
    packs: bool = True
    policy: str | None = None


_BY_ENDING = {
    "html": ContentType("text/html; charset=utf-8", policy=_PAGE_POLICY),
    "css": ContentType("text/css; charset=utf-8"),
    "txt": ContentType("text/plain; charset=utf-8"),
    "csv": ContentType("text/csv; charset=utf-8"),
    "json": ContentType("application/json; charset=utf-8"),
    "atom": ContentType("application/atom+xml"),
    "xml": ContentType("application/xml"),
    "svg": ContentType("image/svg+xml", policy=_PICTURE_POLICY),
    "png": ContentType("image/png", packs=False),
    "ico": ContentType("image/x-icon", packs=False),
}
_BY_NAME = {"feed.json": ContentType("application/feed+json")}


def content_type(name: str) -> ContentType | None:
    """Return the type of a file by its name; None if such files are not served."""
    return _BY_NAME.get(name) or _BY_ENDING.get(name.rpartition(".")[2])
