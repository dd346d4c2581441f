"""Which program writes the record: where its code, words or places change, everything is written anew."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

# What the files are made by; readings and verdicts are stored, and change the nights they belong to.
PACKAGES = ("bot.publish", "bot.chat", "bot.export", "parsers.vocabulary", "storage.views", "storage.as_of")
KINDS = (".py", ".po", ".html", ".css", ".svg")
# What only answers people in chats.
LEFT_OUT = ("handlers", "routing", "serving", "__pycache__")


def program_fingerprint() -> str:
    """Return the fingerprint of everything that words and draws the record."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        for name, content in sorted(_files(files(package), package)):
            digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:16]


def _files(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        if one.is_dir() and one.name not in LEFT_OUT:
            found += _files(one, f"{name}/{one.name}")
        elif one.is_file() and one.name.endswith(KINDS):
            found.append((f"{name}/{one.name}", one.read_bytes()))
    return found
