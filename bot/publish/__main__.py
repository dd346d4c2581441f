"""Publish what a database knows into a folder, once: ``python -m bot.publish --database FILE --dir FOLDER``.

A running bot starts this beside itself after each intake, and ``overnight publish`` does the same by hand. Nothing is
written to the database. Exit status 0, or 1 with a sentence on standard error.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.children import DATABASE
from bot.publish.job import PublishingJob, run
from bot.publish.request import PublishError
from bot.safe_text import marked
from storage.errors import StorageError
from storage.location import LocationError, location_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Publish by the arguments of a command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.publish", description="Publish the record, once.")
    parser.add_argument("--database", default=os.environ.get(DATABASE), help=f"else that of {DATABASE}")
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--base-url")
    parser.add_argument("--channels", default="kpszsu,mod_russia")
    told = parser.parse_args(arguments)
    if not told.database:
        parser.error(f"--database or {DATABASE} is needed")
    try:
        run(PublishingJob(location_of(told.database), told.dir, tuple(told.channels.split(",")), told.base_url))
    except (PublishError, StorageError, LocationError) as error:
        print(marked(str(error)), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
