"""A request's arguments, however they were sent: query, form, multipart or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tornado.httputil import HTTPServerRequest

from bot.demo.bot_api.refusals import bad


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Arguments:
    """Values by name (text, or what a JSON body held) and files by field name."""

    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """A text, None when it was not sent."""
        value = self.values.get(name)
        if value is None or isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(self, name: str) -> int | None:
        """A whole number, None when it was not sent or is none."""
        value = self.text(name)
        try:
            return int(value) if value else None
        except ValueError:
            raise bad(f'parameter "{name}" must be a valid Integer') from None

    def flag(self, name: str) -> bool:
        """A truth value; anything but true, yes and 1 is false."""
        return (self.text(name) or "").lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """A JSON value, None when it was not sent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from None


def arguments_of(request: HTTPServerRequest) -> Arguments:
    """Parse the arguments of a request body. Raises Refused if the body is not a JSON object."""
    if request.headers.get("Content-Type", "").startswith("application/json"):
        return Arguments(_json_body(request.body))
    values = {name: parts[-1].decode("utf-8", "replace") for name, parts in request.arguments.items()}
    files = {name: Upload(parts[-1].filename, parts[-1].body) for name, parts in request.files.items()}
    return Arguments(values, files)


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise bad("can't parse JSON object")
    return values
