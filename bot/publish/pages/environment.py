"""The templates, compiled once.

Jinja2 writes the pages because it escapes whatever is put into them by itself (a post may hold any text), fails on a
name that is not there, and keeps the markup in files that can be read as HTML; string formatting would do none of it,
and a site generator would bring its own ideas of folders. It is BSD-licensed, 135 kB, and imports in 50 ms.
"""

from __future__ import annotations

from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined


def environment() -> Environment:
    """Return the environment of all pages. Templates are read as the package's data, from wherever it is installed."""
    folder = files("bot.publish.pages").joinpath("templates")
    found = {one.name: one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(".html")}
    return Environment(
        loader=DictLoader(found),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
