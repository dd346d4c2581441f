"""The languages with a catalogue, by the code its file is named after."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE = "bot.chat.locales"
SUFFIX = ".po"
# The language of the source code, which needs no file.
ENGLISH = "en"


def catalogue_files(folder: Traversable | None = None) -> dict[str, Traversable]:
    """Return the catalogues of a folder (None: the packaged one) by code: ``uk`` for ``uk.po``. Raises OSError."""
    found = (folder or files(PACKAGE)).iterdir()
    return {one.name.removesuffix(SUFFIX): one for one in found if one.name.endswith(SUFFIX) and one.is_file()}


def language_codes(folder: Traversable | None = None) -> tuple[str, ...]:
    """Return English, then the codes of the catalogues, sorted."""
    return (ENGLISH, *sorted(catalogue_files(folder).keys() - {ENGLISH}))
