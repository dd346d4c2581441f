"""The page of what the record is, how its figures are read, which files there are and how to cite them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.chat.language import Language
from bot.chat.messages.regimes import regime_sentence
from bot.chat.names import channel_address
from bot.publish.data.about import LICENCE
from bot.publish.pages.data_links import DATA
from bot.publish.pages.said import NAMES
from bot.publish.site import Site
from parsers.channels import CHANNELS
from storage.views.regimes import REGIMES


@dataclass(frozen=True, slots=True)
class ChannelLink:
    """A channel: who speaks there, its public name and its address."""

    claimant: str
    name: str
    address: str


def about_values(words: Language, site: Site) -> dict[str, Any]:
    """Return what the template of the page needs."""
    rows = [CHANNELS[channel] for channel in site.channels]
    return {
        "sources": [ChannelLink(words.say(NAMES[row.claimant]), row.name, channel_address(row.name)) for row in rows],
        "regimes": [regime_sentence(words, one) for one in REGIMES if one.channel in site.channels],
        "data": DATA,
        "licence": LICENCE,
        "address": site.address("index.html"),
        "reader_version": site.reader_version,
    }
