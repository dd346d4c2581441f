"""How fast a page becomes posts, and posts become rows; lxml and Beautiful Soup beside it in the same run.

Run by ``make bench``. The page has 20 posts and the weight of a real one (about 110 KB).
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import bs4
import lxml.html

from bot.demo.channel_html import ShownPost, feed
from parsers import READER
from parsers.records import Sighting
from parsers.sources.preview_page import read_page
from storage import open_store
from storage.posts.page_intake import Seen, take_page

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
PAGES = 100
ALERT = "БпЛА на півночі Сумщини, курс на захід.\nПерейдіть в укриття!"
WEIGHT = '<svg class="bubble_icon" width="9px" height="20px"><path d="' + "M8,1 L9,1 " * 320 + '"></path></svg>'
REPORT = """⚡️ЗБИТО/ПОДАВЛЕНО {down} ВОРОЖИХ БПЛА

У ніч на {day} вересня (з 18:00 {before} вересня) противник атакував {up} ударними БпЛА типу Shahed, Гербера \
та дронами інших типів із напрямків: Курськ, Орел – рф.

За попередніми даними, станом на 08:00, протиповітряною обороною збито/подавлено {down} ворожих БпЛА."""


def page(number: int) -> str:
    """The page with posts 20 × number … + 19; a report stands on every tenth one."""
    posts = [
        ShownPost(
            20 * number + place, f"{ALERT} {20 * number + place}", NOW + timedelta(minutes=5 * (20 * number + place))
        )
        for place in range(1, 21)
    ]
    if number % 10 == 3:
        day = 2 + number // 10
        posts[7] = ShownPost(
            posts[7].message_id, REPORT.format(day=day, before=day - 1, up=90, down=70), posts[7].published_at
        )
    html = feed("kpszsu", 1223955273, posts, NOW, 20 * number)
    return html.replace('<div class="tgme_widget_message_bubble">', '<div class="tgme_widget_message_bubble">' + WEIGHT)


def by_lxml(html: str) -> list[tuple[str, str, str]]:
    found = []
    for block in lxml.html.fromstring(re.sub(r"<br\s*/?>", "\n", html)).xpath("//div[@data-post]"):
        text = block.xpath('.//div[contains(concat(" ", @class, " "), " js-message_text ")]')
        moment = block.xpath('.//a[contains(@class, "tgme_widget_message_date")]/time/@datetime')[0]
        found.append((block.get("data-post"), moment, text[0].text_content() if text else ""))
    return found


def by_soup(html: str) -> list[tuple[str, str, str]]:
    found = []
    for block in bs4.BeautifulSoup(re.sub(r"<br\s*/?>", "\n", html), "html.parser").select("div[data-post]"):
        text, moment = block.select_one(".js-message_text"), block.select_one("a.tgme_widget_message_date time")
        found.append((str(block["data-post"]), str(moment and moment["datetime"]), text.get_text() if text else ""))
    return found


def milliseconds(work: Callable[[str], object], html: str, times: int) -> float:
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work(html)
        spent.append(time.process_time() - begun)
    return 1000 * median(spent)


def main() -> None:
    html = page(3)
    rows = {
        "overnight (selectolax)": milliseconds(lambda text: read_page(text, NOW), html, 100),
        "lxml, three fields only": milliseconds(by_lxml, html, 30),
        "Beautiful Soup, three fields only": milliseconds(by_soup, html, 7),
    }
    print(f"A page of 20 posts, {len(html) / 1000:.0f} KB, CPU time:")
    for name, spent in rows.items():
        print(f"  {name:<36}{spent:8.2f} ms")
    stored()


def stored() -> None:
    """Pages to rows on one core: parsed, stored with their revisions, read, judged, the cursor moved."""
    texts = [page(number) for number in range(PAGES)]
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
        wall, begun = time.perf_counter(), time.process_time()
        for html in reversed(texts):
            read = read_page(html, NOW)
            first: Sighting = read.sightings[0]
            seen = Seen(read.sightings, first.message_id + 20, read.rendered_at, NOW)
            store.write_now(take_page, "kpszsu", seen, READER)
        cpu, wall = time.process_time() - begun, time.perf_counter() - wall
        tallies = store.read_now(
            lambda db: db.execute("SELECT COUNT(*) FROM readings WHERE reading='tally'").fetchone()
        )
    posts = 20 * PAGES
    print(f"{PAGES} pages to rows: {posts / cpu:.0f} posts a second of CPU, {posts / wall:.0f} by the clock")
    print(f"  ({tallies[0]} tallies among {posts} posts; 4,000 such pages take {cpu / PAGES * 4000:.0f} s of CPU)")


if __name__ == "__main__":
    main()
