"""The title and foot of every chart: whose claim it is, that it is not verified, and who drew it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.charts.requests import ChartLook
from bot.chat.charts.sheets import Head
from bot.chat.language import N_, Language
from parsers.channels import CHANNELS
from parsers.records import Claimant

CLAIMANTS = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force"),
    Claimant.RU_MOD: N_("Russia's Defence Ministry"),
}
# By whose reports, as the end of a measure.
BY = {
    Claimant.UA_AIR_FORCE: N_("by the Air Force's reports"),
    Claimant.RU_MOD: N_("by reports of Russia's Defence Ministry"),
}


def by_reports(words: Language, channel: str) -> str:
    return words.say(BY[CHANNELS[channel].claimant])


def claimant_name(words: Language, channel: str) -> str:
    return words.say(CLAIMANTS[CHANNELS[channel].claimant])


def source_line(words: Language, channels: Sequence[str], last: date, made_by: str) -> str:
    """``Source: Ukraine's Air Force, t.me/kpszsu, to 7 Oct 2026. Claims, not verified. Made by @bot.``"""
    names = "; ".join(f"{claimant_name(words, channel)}, t.me/{CHANNELS[channel].name}" for channel in channels)
    day = words.short_date(last)
    if len(channels) == 1:
        told = words.say("Source: {names}, to {day}.", names=names, day=day)
    else:
        told = words.say("Sources: {names}, to {day}.", names=names, day=day)
    by = [words.say("Made by {bot}.", bot=f"@{made_by}")] if made_by else []
    return " ".join([told, words.say("Claims, not verified."), *by])


def head_of(look: ChartLook, title: str, subtitle: str, foot: Sequence[str]) -> Head:
    """Build title and foot; the last line of ``foot`` is the source."""
    begun = title[:1].upper() + title[1:]
    return Head(theme=look.theme, shape=look.shape, form=look.form, title=begun, subtitle=subtitle, foot=[*foot])
