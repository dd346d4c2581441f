"""The closed lists of the glossary: who says so, what became of which weapons, how firmly a number is stated."""

from __future__ import annotations

from enum import StrEnum


class Claimant(StrEnum):
    """Who says so."""

    UA_AIR_FORCE = "ua_air_force"
    RU_MOD = "ru_mod"


class Attacker(StrEnum):
    """Whose weapons are counted."""

    RUSSIA = "russia"
    UKRAINE = "ukraine"


class Outcome(StrEnum):
    """What became of the weapons of a line."""

    LAUNCHED = "launched"
    DOWNED = "downed"
    SUPPRESSED = "suppressed"
    DOWNED_OR_SUPPRESSED = "downed_or_suppressed"
    LOST = "lost"
    HIT = "hit"
    AIRBORNE = "airborne"
    LEFT = "left"
    MISSED = "missed"
    NEUTRALISED = "neutralised"


class Kind(StrEnum):
    """The family of a weapon."""

    DRONE = "drone"
    RECON_DRONE = "recon_drone"
    LOITERING_MUNITION = "loitering_munition"
    CRUISE_MISSILE = "cruise_missile"
    BALLISTIC_MISSILE = "ballistic_missile"
    AEROBALLISTIC_MISSILE = "aeroballistic_missile"
    GUIDED_AIR_MISSILE = "guided_air_missile"
    ANTI_RADAR_MISSILE = "anti_radar_missile"
    ANTI_SHIP_MISSILE = "anti_ship_missile"
    GUIDED_BOMB = "guided_bomb"
    ROCKET = "rocket"
    BOAT = "boat"
    MISSILE = "missile"
    TARGET = "target"


class Hedge(StrEnum):
    """How firmly a number is stated."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"
    AT_MOST = "at_most"
    NOT_STATED = "not_stated"


class Scope(StrEnum):
    """What a tally speaks for; only national ones count in totals."""

    NATIONAL = "national"
    REGIONAL = "regional"
    INTERIM = "interim"
    CORRECTION = "correction"
    DAILY = "daily"


class Precision(StrEnum):
    """How closely a window's edges are known."""

    MINUTE = "minute"
    DAY = "day"
