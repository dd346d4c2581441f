"""The record as schema.org/Dataset, for those who search for data sets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from bot.chat.language import Language
from bot.chat.names import channel_address
from bot.publish.data.about import FORMAT_VERSION, LICENCE, TITLE, description
from bot.publish.pages.data_links import DATA
from bot.publish.pages.frame import INDEX, in_language, tag_of
from bot.publish.site import Site
from storage.views.record import NightRecord

MEDIA_TYPES = {"CSV": "text/csv", "JSON": "application/json", "Data Package 2.0": "application/json"}


def dataset(words: Language, site: Site, newest: Sequence[NightRecord]) -> Markup:
    """Return the description as JSON that is safe inside a ``script`` element; it is English, as the data are."""
    text = json.dumps(dict(_described(words, site, newest)), ensure_ascii=False, indent=1)
    # They stand inside strings alone, where JSON lets them be written so; no text can end the element.
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(f"\n{text}\n")  # nosec B704: escaped above


def _described(words: Language, site: Site, newest: Sequence[NightRecord]) -> Iterator[tuple[str, Any]]:
    yield "@context", "https://schema.org"
    yield "@type", "Dataset"
    yield "name", TITLE
    yield "description", description(site)
    yield "version", FORMAT_VERSION
    yield "license", LICENCE["path"]
    yield "isAccessibleForFree", True
    yield "creator", {"@type": "Organization", "name": "overnight", **_address(site, INDEX)}
    yield "inLanguage", tag_of(words.code)
    yield "keywords", ["Ukraine", "Russia", "drones", "missiles", "air defence"]
    yield "isBasedOn", [channel_address(channel) for channel in site.channels]
    yield "spatialCoverage", ["Ukraine", "Russia"]
    if newest:
        # It is open at the end: the record goes on.
        yield "temporalCoverage", f"{newest[-1].day}/.."
        yield "dateModified", max(_changes(newest), default=newest[0].day.isoformat())
    yield from _address(site, in_language(INDEX, words.code)).items()
    yield "distribution", [
        {"@type": "DataDownload", "name": one.path, "encodingFormat": MEDIA_TYPES[one.form],
         "contentUrl": site.address(one.path)}
        for one in DATA
    ]  # fmt: skip


def _changes(newest: Sequence[NightRecord]) -> Iterator[str]:
    return (
        one.known_from.date().isoformat() for record in newest for side in record.sides for one in side.vintages
    )  # fmt: skip


def _address(site: Site, path: str) -> dict[str, str]:
    return {"url": site.address(path)} if site.base_url else {}
