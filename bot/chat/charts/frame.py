"""The title and foot of every chart: whose claim it is, and that it is not verified."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.charts.sheets import Head
from bot.chat.language import N_, Language
from parsers.channels import CHANNELS
from parsers.records import Claimant

CLAIMANTS = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force"),
    Claimant.RU_MOD: N_("Russia's Defence Ministry"),
}


def claimant_name(words: Language, channel: str) -> str:
    return words.say(CLAIMANTS[CHANNELS[channel].claimant])


def claim(words: Language, channels: Sequence[str]) -> str:
    """``Ukraine's Air Force, as posted; not verified``."""
    names = words.listed([claimant_name(words, channel) for channel in channels])
    return words.say("{names}, as posted; not verified", names=names)


def head_of(
    words: Language, theme: str, title: str, subtitle: str, *, channels: Sequence[str], notes: Sequence[str]
) -> Head:
    """Build title and foot; the claim is always the last line, after the notes."""
    return Head(theme=theme, title=title, subtitle=subtitle, foot=[*notes, claim(words, channels)])
