"""How far our figures agree with others' tables, in words that answers and pages share."""

from __future__ import annotations

from datetime import datetime

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from parsers.records.outside import Cause, OutsideField
from storage.views.accuracy import Agreement, Disagreement

FIELDS = {
    OutsideField.WINDOW: N_("times of the attack"),
    OutsideField.DRONES_LAUNCHED: N_("drones launched"),
    OutsideField.DRONES_DOWN: N_("drones shot down"),
    OutsideField.DRONES_LOST: N_("drones lost to jamming"),
    OutsideField.ALL_DRONES_LAUNCHED: N_("drones and loitering munitions launched"),
    OutsideField.ALL_DRONES_DOWN: N_("drones and loitering munitions shot down"),
    OutsideField.MISSILES_LAUNCHED: N_("missiles launched"),
    OutsideField.MISSILES_DOWN: N_("missiles shot down"),
    OutsideField.HIT_SITES: N_("places hit"),
    OutsideField.DEBRIS_SITES: N_("places with debris"),
}
CAUSES = {
    Cause.READER: N_("our mistake"),
    Cause.TABLE: N_("the table's mistake"),
    Cause.DEFINITION: N_("they count something else"),
    Cause.POST_EDITED: N_("the post was edited"),
    Cause.OPEN: N_("not looked into yet"),
}


def agreement_text(words: Language, one: Agreement) -> str:
    """``drones launched: 44 of 45 agree (97%)``; no per cent where few are compared, ranges apart."""
    told = []
    if one.compared:
        told = [
            words.say(
                "{agreed} of {compared} agree", agreed=words.number(one.agreed), compared=words.number(one.compared)
            )
        ]
    if one.per_cent is not None:
        told[0] += f" ({words.percent(int(one.per_cent) / 100)})"
    if one.ranges:
        told.append(
            words.count(
                "within {within} of {n} range given", "within {within} of {n} ranges given", one.ranges,
                within=words.number(one.within),
            )
        )  # fmt: skip
    return words.say("{field}: {figures}", field=words.say(FIELDS[one.field]), figures=" · ".join(told))


def difference_text(audience: Audience, one: Disagreement) -> str:
    """``places hit: 22 by us, 9 in the table (the table's mistake)``."""
    words = audience.words
    return words.say(
        "{field}: {ours} by us, {theirs} in the table ({cause})",
        field=words.say(FIELDS[one.field]),
        ours=figure_text(audience, one.field, one.ours),
        theirs=figure_text(audience, one.field, one.theirs),
        cause=words.say(CAUSES[one.cause]),
    )


def figure_text(audience: Audience, field: OutsideField, told: str) -> str:
    """``1,024``, ``5–9``, or a window in the reader's time: ``18 Aug 18:00 – 19 Aug 08:30 Kyiv``."""
    words = audience.words
    if field is not OutsideField.WINDOW:
        return "–".join(words.number(int(part)) for part in told.split("–"))
    start, end = (datetime.fromisoformat(edge).astimezone(audience.zone) for edge in told.split("/"))
    first, last = (
        f"{words.short_day(start)} {audience.clock(start)}",
        f"{words.short_day(end)} {audience.clock_and_city(end)}",
    )
    return f"{first} – {last}"
