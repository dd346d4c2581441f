"""Which languages there are files for: the catalogues by the code each is named after."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

PACKAGE = "bot.chat.locales"
SUFFIX = ".po"
# The language of the code, which needs no file.
ENGLISH = "en"


def catalogue_files(folder: Traversable | None = None) -> dict[str, Traversable]:
    """The files of a folder (None: the one that comes with us) by their code: ``uk`` for ``uk.po``. Raises OSError."""
    found = (folder or files(PACKAGE)).iterdir()
    return {one.name.removesuffix(SUFFIX): one for one in found if one.name.endswith(SUFFIX) and one.is_file()}


def language_codes(folder: Traversable | None = None) -> tuple[str, ...]:
    """English, and the codes of the files, sorted."""
    return (ENGLISH, *sorted(catalogue_files(folder).keys() - {ENGLISH}))
