"""Draws the picture of the published record in ``docs/pictures`` anew: ``make pictures``. Needs Chromium.

Beside it stand the words of the page, as text: with ``--check`` nothing is drawn, and a picture whose words the page no
longer has is told, status 1. That needs no browser.
"""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from pathlib import Path

import time_machine
from bs4 import BeautifulSoup
from PIL import Image

from bot.publish.job import PublishingJob, run
from storage import open_store
from tests.docs.output import ROOT, difference, no_settings
from tests.docs.scenes import OCTOBER, as_of
from tests.proofs.web.chromium import opened_tab

PICTURE = ROOT / "docs" / "pictures" / "record.png"
WORDS = PICTURE.with_suffix(".txt")
SIZE = (900, 1180)
COLOURS = 64


def publish(folder: Path) -> Path:
    """Publish the sample nights as of the morning of 7 October 2026; return the first page."""
    with open_store(folder / "samples.db") as store:
        store.write_now(as_of(OCTOBER))
    with time_machine.travel(OCTOBER, tick=False):
        run(PublishingJob(folder / "samples.db", folder / "public", ("kpszsu", "mod_russia")))
    return folder / "public" / "index.html"


def words(page: Path) -> str:
    """What a page says, a line a text."""
    body = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").body
    assert body, "a page has one"
    return "\n".join(body.stripped_strings) + "\n"


async def picture(page: Path) -> bytes:
    async with opened_tab(page.as_uri()) as tab:
        await tab.window(*SIZE, "light")
        taken = await tab.picture()
    few, out = Image.open(io.BytesIO(taken)).quantize(COLOURS), io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main(check: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        page = publish(Path(folder))
        before, now = WORDS.read_text(encoding="utf-8") if WORDS.exists() else "", words(page)
        if check:
            print(
                difference(f"pictures/{WORDS.name}", before, now) if before != now else "the record's picture is fresh"
            )
            return int(before != now)
        PICTURE.write_bytes(asyncio.run(picture(page)))
        WORDS.write_text(now, encoding="utf-8")
        print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} KB")
    return 0


if __name__ == "__main__":
    with no_settings():
        status = main("--check" in sys.argv[1:])
    sys.exit(status)
