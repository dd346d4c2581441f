"""The title of a trend: its finding as a sentence."""

from __future__ import annotations

from datetime import date

from bot.chat.charts.findings import Finding, FindingKind
from bot.chat.language import Language
from bot.chat.messages.amounts import plural_of_told, told_text
from storage.views.figures import Extent


def night_title(words: Language, found: Finding, night: date, drones: str) -> str:
    """The finding of nights: ``675 drones on the night of 13–14 May, the most of these 30``; ``drones`` is the number
    of that ``night`` in words."""
    if found.found is FindingKind.NOTHING:
        return words.count(
            "No figure of this {n} night is known", "No figure of these {n} nights is known", found.total
        )
    said = words.say("{drones} on the night of {night}", drones=drones, night=words.night(night, year=False))
    if found.found is FindingKind.FEW:
        known = words.number(found.known)
        few = words.count("{known} of {n} night known", "{known} of {n} nights known", found.total, known=known)
        return f"{said}; {few}"
    if found.shared:
        most = found.found is FindingKind.MOST
        none = words.say("no night shown had more") if most else words.say("no night shown had fewer")
        return f"{said}; {none}"
    rank = _of_nights(words, found)
    return f"{said}, {rank}" if rank else said


def _of_nights(words: Language, found: Finding) -> str:
    match found.found, found.is_whole:
        case FindingKind.MOST, True:
            return words.count("the most of this {n}", "the most of these {n}", found.total)
        case FindingKind.MOST, False:
            return words.count("the most of {n} night known", "the most of the {n} nights known", found.known)
        case FindingKind.FEWEST, True:
            return words.count("the fewest of this {n}", "the fewest of these {n}", found.total)
        case FindingKind.FEWEST, False:
            return words.count("the fewest of {n} night known", "the fewest of the {n} nights known", found.known)
    return ""


def week_title(words: Language, found: Finding, last: date, drones: str) -> str:
    """The finding of weeks: ``310 drones a night in the week to 2 June, the most of these 52 weeks``; ``drones`` is the
    average of the week that ends on ``last``, in words."""
    if found.found is FindingKind.NOTHING:
        return words.count(
            "No week of this {n} has four nights known", "No week of these {n} has four nights known", found.total
        )
    said = words.say("{drones} a night in the week to {day}", drones=drones, day=words.long_day(last))
    if found.found is FindingKind.FEW:
        known = words.number(found.known)
        few = words.count("{known} of {n} week known", "{known} of {n} weeks known", found.total, known=known)
        return f"{said}; {few}"
    rank = "" if found.shared else _of_weeks(words, found)
    return f"{said}, {rank}" if rank else said


def _of_weeks(words: Language, found: Finding) -> str:
    match found.found, found.is_whole:
        case FindingKind.MOST, True:
            return words.count("the most of this {n} week", "the most of these {n} weeks", found.total)
        case FindingKind.MOST, False:
            return words.count("the most of {n} week known", "the most of the {n} weeks known", found.known)
        case FindingKind.FEWEST, True:
            return words.count("the fewest of this {n} week", "the fewest of these {n} weeks", found.total)
        case FindingKind.FEWEST, False:
            return words.count("the fewest of {n} week known", "the fewest of the {n} weeks known", found.known)
    return ""


def drones(words: Language, told: Extent, *, launched: bool) -> str:
    """``675 drones``, ``at least 50 drones``; of those brought down ``311 drones reported shot down``."""
    amount, plural = told_text(words, told), plural_of_told(told)
    if launched:
        return words.count("{amount} drone", "{amount} drones", plural, amount=amount)
    return words.count("{amount} drone reported shot down", "{amount} drones reported shot down", plural, amount=amount)
