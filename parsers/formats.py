"""The layouts of a claimant's reports: one file each in its package ``layouts``.

Each has two functions, and is found by being there.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from parsers.channels import Channel
from parsers.records import Post, Reading
from parsers.text.tokens import Token


class Format(Protocol):
    """What each layout offers. ``ORDER`` is its turn: the lower is asked earlier, the drift alarm last."""

    __name__: str
    NAME: str
    ORDER: int

    def recognises(self, post: Post, tokens: Sequence[Token]) -> bool: ...

    def read(self, post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading: ...


@cache
def formats_of(room: str) -> tuple[Format, ...]:
    """Return the layouts of a claimant's package (``air_force``) in the order in which they are asked."""
    layouts = import_module(f"parsers.{room}.layouts")
    names = [module.name for module in iter_modules(layouts.__path__)]
    formats = [cast(Format, import_module(f"{layouts.__name__}.{name}")) for name in names]
    return tuple(sorted(formats, key=lambda layout: layout.ORDER))
