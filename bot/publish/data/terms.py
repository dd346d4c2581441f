"""The words that stand in the columns of tables and the fields of JSON, and what each means."""

from __future__ import annotations

from bot.chat.messages.citation import AUTHORS
from parsers.records import Attacker, Hedge, Outcome, Precision
from storage.views.record import KnownFromIs, Why

CLAIMANTS = {claimant.value: author for claimant, author in AUTHORS.items()}
ATTACKERS = {Attacker.RUSSIA.value: "weapons launched by Russia", Attacker.UKRAINE.value: "weapons launched by Ukraine"}
HEDGES = {
    Hedge.EXACT.value: "the number as stated",
    Hedge.AT_LEAST.value: "at least so many: the report says so, or leaves out a part of the number",
    Hedge.ABOUT.value: "about so many",
    Hedge.AT_MOST.value: "at most so many",
    Hedge.NOT_STATED.value: "withheld: named without a number, which is not zero",
}
OUTCOMES = {
    Outcome.LAUNCHED.value: "launched",
    Outcome.DOWNED.value: "shot down",
    Outcome.SUPPRESSED.value: "jammed",
    Outcome.DOWNED_OR_SUPPRESSED.value: "shot down or jammed, one figure",
    Outcome.LOST.value: "lost to jamming",
    Outcome.HIT.value: "weapons that hit, not places",
    Outcome.AIRBORNE.value: "still in the air",
    Outcome.LEFT.value: "flew on to another country",
    Outcome.MISSED.value: "did not reach a target",
    Outcome.NEUTRALISED.value: "shot down and lost together",
}
PRECISIONS = {
    Precision.MINUTE.value: "the report gives hours",
    Precision.DAY.value: "the report gives dates alone",
}
REGION, TARGET, DOWNED_OVER, ORIGIN = "region", "target", "downed_over", "origin"
RELATIONS = {
    TARGET: "named as attacked or as having suffered",
    DOWNED_OVER: "named for where drones were shot down",
    REGION: "listed with, or without, how many were shot down over it (Russia's Defence Ministry)",
    ORIGIN: "named as where drones were launched",
}
WHYS = {
    "first": "the first version of the first post that tells the night",
    "edited": "another version of the post",
    "withdrawn": "the channel's page leaves the post out; the figures are those it stated last",
    "reread": "the same words, read by another reader",
    "late_report": "another post tells the night since then",
    "decided": "figures that were held back were released, or dropped",
}
KNOWN_FROM = {
    KnownFromIs.PUBLISHED.value: "the post's own time; its text was never seen with an edit mark",
    KnownFromIs.EDITED.value: "the time of the edit, as Telegram told it",
    KnownFromIs.SEEN.value: "when this version, or that the post was gone, was first seen",
    KnownFromIs.REREAD.value: "when the post was read again",
}
assert set(WHYS) >= {why.value for why in Why}, "each reason is explained"
