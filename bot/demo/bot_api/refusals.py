"""How the Bot API says no."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A request turned down: the HTTP status, Telegram's own wording and its ``parameters``, if any."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad(description: str, **parameters: int) -> Refused:
    """400, for a request that cannot be carried out as asked."""
    return Refused(400, f"Bad Request: {description}", **parameters)


def forbidden(description: str) -> Refused:
    """403, for a chat that the bot may not write to."""
    return Refused(403, f"Forbidden: {description}")


def conflict(description: str) -> Refused:
    """409, for a second way of fetching updates."""
    return Refused(409, f"Conflict: {description}")


def too_many(retry_after: int) -> Refused:
    """429, with the seconds to wait."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
