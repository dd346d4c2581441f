"""Draw the pictures of ``docs/pictures`` from the sample nights: ``python -m tests.docs.sample_charts [folder]``.

The nights go the whole way: written as posts, read by the reader, kept, seen as views, drawn.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.chat.charts.cache import Pictures
from bot.chat.charts.process import drawing_in
from bot.chat.charts.requests import NightRequest, PictureRequest, RegionRequest, TrendRequest
from bot.chat.languages import our_languages, words_of
from bot.demo.nights import sample_nights
from bot.demo.templates import text_of
from parsers import READER
from parsers.records import Sighting
from storage import Store, open_store
from storage.posts.intake import take_in
from tests.storage.looking import file_of

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
BOT = "overnight_demo_bot"
NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
SHOWN: tuple[tuple[str, PictureRequest, str, str], ...] = (
    ("trend.png", TrendRequest("kpszsu", 30, date(2026, 6, 7)), "en", "light"),
    ("night.png", NightRequest(date(2026, 10, 7)), "en", "dark"),
    ("calendar-uk.png", RegionRequest("UA-51", date(2026, 10, 7)), "uk", "light"),
)


def fill(store: Store) -> None:
    """The sample nights as posts, read and kept."""
    for sample in sample_nights():
        seen = Sighting(sample.number, sample.posted, text_of(sample), sample.posted, "preview")
        store.write_now(take_in, sample.channel, [seen], READER)


async def draw(store: Store, folder: Path) -> None:
    house = ZoneInfo("Europe/Kyiv")
    pictures = Pictures(
        store,
        drawing_in(file_of(store).parent),
        ("kpszsu", "mod_russia"),
        house,
        lambda: NOW,
        languages=our_languages(),
    )
    pictures.made_by = lambda: BOT
    for name, request, language, theme in SHOWN:
        picture = await pictures.picture(request, words_of(language), theme)
        assert picture is not None
        (folder / name).write_bytes(picture.png)
        print(f"{name}: {len(picture.png):,} bytes\n{picture.caption}\n")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, open_store(Path(place) / "samples.db") as store:
        fill(store)
        asyncio.run(draw(store, folder))


if __name__ == "__main__":
    main()
