"""The files as they are served: read, hashed and packed once a version, the newest asked for kept in memory."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from pathlib import Path

from bot.publish.serving.content_types import ContentType, content_type
from bot.publish.serving.folder import FileVersion, Name, read, version_of

log = logging.getLogger(__name__)

MEBIBYTE = 2**20
# A larger file is not served: it has to be in memory, as it is and packed. The record has none a tenth as large.
LARGEST_FILE = 32 * MEBIBYTE
# What is kept in memory, at most.
KEPT_BYTES = 40 * MEBIBYTE
ETAG_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of a file, as they are or packed, and their strong ETag: equal bytes, equal ETag."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class ServedFile:
    """One version of a file. ``packed`` is None where gzip does not make it smaller; ``modified`` is in seconds since
    1970, ``last_modified`` the same as a header has it.
    """

    version: FileVersion
    type: ContentType
    modified: int
    last_modified: str
    plain: Representation
    packed: Representation | None

    @property
    def size(self) -> int:
        """Return how many bytes of memory its representations take."""
        return len(self.plain.body) + (len(self.packed.body) if self.packed else 0)


class ServedFiles:
    """The files of the folder ``root``. Each request looks whether the file is still the one that is kept."""

    def __init__(self, root: Path, *, kept_bytes: int = KEPT_BYTES, largest: int = LARGEST_FILE) -> None:
        self._root = root
        self._kept_bytes = kept_bytes
        self._largest = largest
        self._kept: OrderedDict[Name, ServedFile] = OrderedDict()
        self._loading: dict[Name, asyncio.Future[ServedFile | None]] = {}
        # one at a time: what many ask for at once is limited in memory too
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="loading")

    @property
    def size(self) -> int:
        """Return how many bytes are kept."""
        return sum(one.size for one in self._kept.values())

    async def find(self, name: Name) -> ServedFile | None:
        """Return a file as it is now; None if there is none that is served. Raises ``OSError`` of a faulty disk."""
        version = version_of(self._root, name) if content_type(name[-1]) else None
        kept = self._kept.get(name)
        if version is None:
            self._kept.pop(name, None)
            return None
        if kept is not None and kept.version == version:
            self._kept.move_to_end(name)
            return kept
        return await self._load(name)

    def close(self) -> None:
        """End the thread that reads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _load(self, name: Name) -> ServedFile | None:
        """Read a file, once for all who ask for it meanwhile."""
        loading = self._loading.get(name)
        if loading is None:
            loading = asyncio.get_running_loop().run_in_executor(self._pool, load_file, self._root, name, self._largest)
            self._loading[name] = loading
            loading.add_done_callback(partial(self._loaded, name))
        return await asyncio.shield(loading)

    def _loaded(self, name: Name, loading: asyncio.Future[ServedFile | None]) -> None:
        del self._loading[name]
        if loading.cancelled() or loading.exception() or (file := loading.result()) is None:
            return
        self._kept.pop(name, None)
        self._kept[name] = file
        while self.size > self._kept_bytes:
            self._kept.popitem(last=False)


def load_file(root: Path, name: Name, largest: int) -> ServedFile | None:
    """Read, hash and pack a file; None if there is none that is served. Raises ``OSError`` of a faulty disk."""
    known = content_type(name[-1])
    version = version_of(root, name) if known else None
    if known is None or version is None:
        return None
    if version.size > largest:
        log.error("%s is too large to be served: %d bytes", "/".join(name), version.size)
        return None
    found = read(root, name)
    if found is None:
        return None
    version, content = found
    packed = gzip.compress(content, compresslevel=6, mtime=0) if known.packs else content
    # a date that is still to come would be refused by caches
    modified = min(version.modified_ns // 10**9, int(time.time()))
    return ServedFile(
        *(version, known, modified, formatdate(modified, usegmt=True), _represented(content)),
        packed=_represented(packed) if len(packed) < len(content) else None,
    )


def _represented(body: bytes) -> Representation:
    return Representation(body, f'"{hashlib.sha256(body).hexdigest()[:ETAG_LETTERS]}"')
