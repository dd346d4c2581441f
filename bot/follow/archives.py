"""Zip files from outside: opened only as far as they are harmless, and what is wrong with one said in a sentence."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from parsers.sources.desktop_messages import ExportError

MAX_BYTES = 8 * 1024**3
MAX_RATIO = 100
MAX_DIRECTORY = 16 * 1024 * 1024
BEGINNING, END_OF_DIRECTORY = b"PK\x03\x04", b"PK\x05\x06"


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Raise ``ExportError`` with a sentence for whatever fails while a file, a folder or a zip is read."""
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise ExportError(f"{path} is a damaged or locked zip file ({error}).") from error


def open_zip(path: Path) -> zipfile.ZipFile:
    """Return a zip, opened. Raises ``ExportError`` where its list of files would fill the memory."""
    if _directory_size(path) > MAX_DIRECTORY:
        raise ExportError(f"{path} lists too many files; no export does.")
    return zipfile.ZipFile(path)


def check_whole(path: Path) -> None:
    """Raise ``ExportError`` where a file that is no zip begins as one does: its list of files is at the end."""
    with path.open("rb") as file:
        if file.read(len(BEGINNING)) == BEGINNING:
            raise ExportError(f"{path} is a zip file that was cut off.")


def base_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a file in a zip without its folders."""
    return entry.filename.rsplit("/", 1)[-1]


def open_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path, most: int = MAX_BYTES) -> BinaryIO:
    """Return a file of the zip at ``path``, opened. Raises ``ExportError`` where it unpacks to more than ``most``."""
    if entry.file_size > most or entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise ExportError(f"{entry.filename} in {path} unpacks to far more than an export would; refused.")
    return cast(BinaryIO, archive.open(entry))


def _directory_size(path: Path) -> int:
    """Return the size of the zip's list of files from its end record, before the list is read into memory."""
    with path.open("rb") as file:
        file.seek(-min(path.stat().st_size, 65_557), 2)
        tail = file.read()
    place = tail.rfind(END_OF_DIRECTORY)
    return int(struct.unpack_from("<I", tail, place + 12)[0]) if 0 <= place <= len(tail) - 16 else MAX_DIRECTORY + 1
