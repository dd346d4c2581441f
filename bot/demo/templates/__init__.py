"""Posts made from the sample nights: the channels' shapes of those dates, in sentences of our own."""

from __future__ import annotations

from bot.demo.nights import Sample
from bot.demo.templates import air_force, ministry

WRITERS = {"kpszsu": air_force.post, "mod_russia": ministry.post}


def text_of(sample: Sample) -> str:
    """The text of the post that states a sample's figures."""
    return WRITERS[sample.channel](sample)
