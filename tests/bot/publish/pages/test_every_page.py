"""What holds for every page: valid HTML, links that resolve, no script, nothing from elsewhere, both languages."""

from __future__ import annotations

import json
import posixpath
import re
from itertools import pairwise
from urllib.parse import urldefrag

import html5lib
import pytest
from html5lib.html5parser import HTMLParser as StrictParser

from bot.chat.languages import words_of
from bot.publish.pages.data_links import DATA, FEEDS
from bot.publish.site import Site, night_file
from tests.bot.publish.pages.made import LANGUAGES, NOWHERE, SITE, Elements, folder, pages, pictures
from tests.bot.publish.records import every_night, seed_night

PAGES = sorted(folder())
# What a page may load or lead to beside the record: the posts, the channels, the licence.
OUTSIDE = re.compile(r"https://(t\.me/(kpszsu|mod_russia)(/\d+)?|creativecommons\.org/licenses/by/4\.0/)")
# In a tag that a browser fetches for a page.
LOADS = {"img": "src", "script": "src", "iframe": "src", "source": "srcset", "image": "href"}
FIRST_PAGE_BYTES = 100_000


def elements(path: str) -> Elements:
    return Elements(folder()[path])


def files() -> set[str]:
    """Every file that a page may lead to."""
    data = {one.path for one in DATA} | {one.path for one in FEEDS} | {night_file(one.day) for one in every_night()}
    return {*folder(), *data, *pages().assets(), *pictures(seed_night())}


@pytest.mark.parametrize("path", PAGES)
def test_a_strict_parser_takes_it(path: str) -> None:
    parser = StrictParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    parser.parse(folder()[path])
    assert len(elements(path).ids) == len(set(elements(path).ids)), "an anchor stands once"


@pytest.mark.parametrize("path", PAGES)
def test_its_links_are_relative_and_lead_somewhere(path: str) -> None:
    found = elements(path)
    ids = {one: set(elements(one).ids) for one in folder()}
    for tag in ("a", "link", "use"):
        for attributes in found.all(tag):
            if attributes.get("rel") in {"canonical", "alternate"} and attributes["href"].startswith("https://record."):
                continue
            target, anchor = urldefrag(attributes["href"])
            if target.startswith("/"):
                assert path.endswith("404.html"), "only a page that is shown under any address"
                target = target.removeprefix("/")
            elif target.startswith("https:"):
                assert OUTSIDE.fullmatch(target), target
                continue
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert target in files(), f"{path} leads to {target}"
            if anchor and tag != "use":
                assert anchor in ids[target], f"{path} leads to {target}#{anchor}"
            elif anchor:
                assert anchor in found.ids


@pytest.mark.parametrize("path", PAGES)
def test_it_needs_no_script_no_inline_style_and_nothing_from_elsewhere(path: str) -> None:
    found = elements(path)
    for tag, attributes in found.found:
        assert "style" not in attributes and not any(name.startswith("on") for name in attributes)
        assert tag not in LOADS or LOADS[tag] not in attributes, f"<{tag}> loads"
    kinds = [attributes.get("type") for attributes in found.all("script")]
    assert kinds == (["application/ld+json"] if path.endswith("index.html") else [])
    sheets = [attributes["href"] for attributes in found.all("link") if attributes["rel"] == "stylesheet"]
    assert [posixpath.basename(one) for one in sheets] == ["style.css"]
    assert "style" not in {tag for tag, _ in found.found}


@pytest.mark.parametrize("path", PAGES)
def test_it_is_in_its_language_and_leads_to_the_same_page_in_the_other(path: str) -> None:
    found = elements(path)
    code, other = ("uk", "en") if path.startswith("uk/") else ("en", "uk")
    assert found.all("html") == [{"lang": code}]
    same = path.removeprefix("uk/") if code == "uk" else f"uk/{path}"
    alternates = {one["hreflang"]: one["href"] for one in found.all("link") if "hreflang" in one}
    assert alternates == {code: SITE.address(path), other: SITE.address(same)}
    (switch,) = [one for one in found.all("a") if one.get("hreflang")]
    assert (switch["hreflang"], switch["lang"]) == (other, other)
    assert ("не перевірені" if code == "uk" else "not verified") in found.text
    assert ("Це не сигнал повітряної тривоги" if code == "uk" else "Not an air-raid warning") in found.text


@pytest.mark.parametrize("path", PAGES)
def test_it_can_be_walked_by_keyboard_and_screen_reader(path: str) -> None:
    found = elements(path)
    assert found.all("a")[0] == {"class": "skip", "href": "#content"}
    assert [one["id"] for one in found.all("main")] == ["content"]
    levels = [int(tag[1]) for tag, _ in found.found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), "headings in order"
    for attributes in found.all("svg"):
        assert attributes.get("aria-hidden") == "true" or attributes["role"] == "img", attributes
    for tag, attributes in found.found:
        for named in attributes.get("aria-labelledby", "").split():
            assert named in found.ids, (tag, named)
        if attributes.get("class") == "scroll":
            assert (attributes["role"], attributes["tabindex"]) == ("region", "0")


def test_addresses_stand_only_where_the_record_has_one() -> None:
    for path, html in folder(NOWHERE).items():
        found = Elements(html)
        properties = {one.get("property", one.get("name", "")) for one in found.all("meta")}
        assert not properties & {"og:url", "og:image", "twitter:card"}
        assert "canonical" not in {one["rel"] for one in found.all("link")}
        assert "example.org" not in html, path
    told = {one.get("property"): one.get("content") for one in elements("night/2026-10-07.html").all("meta")}
    assert told["og:url"] == "https://record.example.org/night/2026-10-07.html"
    assert told["og:image"] == "https://record.example.org/card.png", "nobody has told that night"
    for after, card in ((None, "uk/night/2025-05-20.png"), (seed_night().day, "uk/card.png")):
        html = pages().night(seed_night(), words_of("uk"), before=None, after=after)
        assert f'<meta property="og:image" content="https://record.example.org/{card}">' in html


def test_the_page_for_a_missing_one_works_under_any_address() -> None:
    assert '<link rel="stylesheet" href="/style.css">' in folder()["404.html"]
    in_a_folder = pages(Site("https://example.org/a/b/", SITE.channels, LANGUAGES, 3)).not_found(words_of("uk"))
    assert '<link rel="stylesheet" href="/a/b/style.css">' in in_a_folder
    assert '<a href="/a/b/uk/index.html">overnight</a>' in in_a_folder


def test_the_same_records_give_the_same_bytes() -> None:
    folder.cache_clear()
    before = dict(folder())
    pages.cache_clear()
    folder.cache_clear()
    assert folder() == before


def test_the_first_page_is_small_with_all_it_loads() -> None:
    assets = pages().assets()
    for code in LANGUAGES:
        first = pages().index(every_night()[::-1], words_of(code)).encode()
        assert len(first) + sum(map(len, assets.values())) <= FIRST_PAGE_BYTES


def test_the_record_describes_itself_as_a_dataset() -> None:
    (start,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', folder()["index.html"], re.DOTALL)
    told = json.loads(start)
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Dataset")
    assert told["isBasedOn"] == ["https://t.me/kpszsu", "https://t.me/mod_russia"]
    assert told["temporalCoverage"] == "2025-05-20/.."
    assert {one["contentUrl"] for one in told["distribution"]} >= {"https://record.example.org/v1/nights.csv"}
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["version"] == "1.0.0" and told["creator"]["name"] == "overnight"


def test_no_text_ends_the_description() -> None:
    site = Site("https://example.org/</script><b>", SITE.channels, LANGUAGES, 3)
    html = pages(site).index([seed_night()], words_of("en"))
    assert "</script><b>" not in html
    (start,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(start)["url"] == "https://example.org/</script><b>/index.html"


def test_a_demo_says_that_its_posts_are_made_up_and_links_none() -> None:
    site = Site(None, SITE.channels, LANGUAGES, 3, made_up_below=10**9)
    html = pages(site).night(seed_night(), words_of("en"), before=None, after=None)
    assert "Sample text made from real figures." in html
    assert "https://t.me/" not in html


def test_an_empty_record_has_its_pages() -> None:
    made, words = pages(), words_of("en")
    assert "No night is known yet." in made.index([], words)
    assert "No night is known yet." in made.trend([], words)
