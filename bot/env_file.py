"""Checks of the settings file ``.env``: whether it is readable UTF-8, and whether others can read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bot.safe_text import marked_line

# With or without a byte order mark, which Windows editors put first and which would hide the first setting.
ENCODING = "utf-8-sig"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def env_file_fault(path: Path) -> str | None:
    """Return a sentence on why the file cannot be read; None where it can, and where there is none."""
    name = marked_line(str(path))
    try:
        written = path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return f"{name} is a folder; it should be a file of settings, such as .env.example."
    except OSError as error:
        return f"{name} cannot be read: {error.strerror}."
    try:
        text = written.decode(ENCODING)
    except UnicodeDecodeError:
        text = "\0"
    # Text in UTF-16 without its mark may pass for UTF-8 with a zero after every letter.
    return f"{name} is not UTF-8 text; save it again with that encoding." if "\0" in text else None


def env_file_warning(path: Path = Path(".env")) -> str | None:
    """Return a sentence if others on this machine may read or change the file with the token, else None."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None  # there is none, or ``env_file_fault`` says what is wrong with it
    if os.name != "posix" or not mode & OTHERS:
        return None
    name = marked_line(str(path))
    return f"{name} is open to others on this machine (mode {mode:04o}); 'chmod 600 {name}' keeps the token to you."
