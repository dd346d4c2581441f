"""How many of a kind one report can plausibly count: a larger number is a mistake of the post or of the reader.

Each bound is well above every report at hand (posts of 2023-2026, and an outside table of the attacks since September
2022), so that an attack larger than any before goes out at once, while digits that ran together (107108) or a year
taken for a count never do. A bound applies to one window, of a day at most; a briefing over a week may count seven
times as much.
"""

from __future__ import annotations

from parsers.records import Kind

# The longest briefings are the ministry's weekly ones; one of them counted 1,177 drones.
BRIEFING_DAYS = 7

# The largest count of missiles was 115 (Kh-101, Kalibr and Kh-59 together, 26 August 2024).
MISSILES = 300

BOUNDS: dict[Kind, int] = {
    # 810 on the night to 7 September 2025; 337 claimed over Russia on the night to 11 March 2025.
    Kind.DRONE: 3000,
    # 12 at most; they are counted apart from the attack drones, and one by one.
    Kind.RECON_DRONE: 300,
    # 31 «Молнія» of one day; Banderol and Dan-T 10.
    Kind.LOITERING_MUNITION: 500,
    Kind.CRUISE_MISSILE: MISSILES,
    Kind.BALLISTIC_MISSILE: MISSILES,
    Kind.AEROBALLISTIC_MISSILE: MISSILES,
    Kind.GUIDED_AIR_MISSILE: MISSILES,
    Kind.ANTI_RADAR_MISSILE: MISSILES,
    Kind.ANTI_SHIP_MISSILE: MISSILES,
    Kind.MISSILE: MISSILES,
    # Stated for a day now and then, between 100 and 250.
    Kind.GUIDED_BOMB: 1000,
    # 29 of one window; a launcher holds forty.
    Kind.ROCKET: 500,
    # 11 of one window.
    Kind.BOAT: 200,
    # A sum over drones and missiles.
    Kind.TARGET: 4000,
}

# Places hit, or where debris fell: 54 and 44 at most.
SITES = 500
