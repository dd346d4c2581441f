"""The glossary as frozen records: what a post is, and what comes of reading it.

Times are timezone-aware UTC; a window known only by its dates holds plain dates.
Every ``words`` is ``(start, end)`` in code points of the post's text as it was posted, before any cleaning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

Words = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class Forward:
    """Where a forwarded post comes from, as far as a transport tells it: nothing is known of one that hides it.

    ``name`` is what is shown of the origin, ``address`` its link without the host (``kpszsu/79455`` for a post,
    ``kpszsu`` for a channel or a person alone), ``numeric_id`` that of a channel.
    """

    name: str | None = None
    address: str | None = None
    numeric_id: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One message of a channel, in one version of its text.

    ``posted`` is None only where the text came without a time (a reading then needs a year in the text). The text has
    the marks of ``parsers.text.marks``; ``forward`` is None for what the channel wrote itself.
    """

    channel: str
    message_id: int | None
    posted: datetime | None
    text: str
    key: str | None = None
    forward: Forward | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message of a channel as one transport showed it.

    ``observed_at`` is when it looked so: the page's render time, or the time of the edit an export or an update tells.
    ``text`` is None where the message was shown without its text, empty where it has none (a photo, a service message).
    ``members`` are the ids of all items of an album, the message's own among them. ``transport`` is a slug.
    ``forward`` tells that the channel took the message over from elsewhere.
    """

    message_id: int
    published_at: datetime
    text: str | None
    observed_at: datetime
    transport: str
    edited: bool = False
    members: tuple[int, ...] = ()
    forward: Forward | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things, or the fact that it is not stated."""

    number: int | None
    hedge: Hedge
    words: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One count of a tally: how many of which weapons met which outcome.

    ``share`` marks a part of another line, ``total`` a sum over others; both are kept and neither is added.
    """

    outcome: Outcome
    kind: Kind
    weapons: tuple[str, ...]
    number: int | None
    hedge: Hedge
    words: Words
    share: bool = False
    total: bool = False
    origins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The period a tally covers; either edge may be unstated."""

    start: datetime | date | None
    end: datetime | date | None
    precision: Precision
    words: Words


@dataclass(frozen=True, slots=True)
class Headline:
    """The figure of the post's headline; several are summed, and ``what`` is then "mixed"."""

    number: int
    what: str
    words: Words


@dataclass(frozen=True, slots=True)
class RegionCount:
    """One region of the ministry's list (ISO 3166-2 or a slug); ``number`` is None where only its name is given."""

    region: str
    number: int | None
    words: Words


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a tally that does not agree, as a code and a sentence for the operator."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What one report states. Always a claim of its claimant."""

    format: str
    scope: Scope
    claimant: Claimant
    attacker: Attacker
    window: Window | None
    lines: tuple[Line, ...]
    hit_sites: Count | None = None
    debris_sites: Count | None = None
    headline: Headline | None = None
    origins: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    downed_over: tuple[str, ...] = ()
    regions: tuple[RegionCount, ...] | None = None
    doubts: tuple[Doubt, ...] = field(default=())

    @property
    def drones(self) -> int | None:
        """How many drones it tells of: the largest number of one outcome, parts and sums left out; None without one."""
        numbers: dict[Outcome, int] = {}
        for line in self.lines:
            if line.kind is Kind.DRONE and line.number is not None and not line.share and not line.total:
                numbers[line.outcome] = numbers.get(line.outcome, 0) + line.number
        return max(numbers.values(), default=None)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A report that could not be read whole; ``partial`` is what was understood and counts nowhere."""

    reason: str
    partial: Tally | None = None


@dataclass(frozen=True, slots=True)
class NotAReport:
    """A post that states no tally."""


Reading = Tally | Unreadable | NotAReport


# The nights a night is held against: those of so many days before it.
HISTORY = timedelta(days=90)
# A number that nobody is shown until the operator says so: beyond the bound of its kind, or beyond all nights known.
IMPLAUSIBLE = "implausible"
IMPLAUSIBLE_NIGHT = "implausible_night"
# Two reports of different shapes speak for one night.
NIGHT_TOLD_TWICE = "night_told_twice"


class Held(StrEnum):
    """Why a tally is shown to nobody: a number of it that no night came near, or the operator's word."""

    IMPLAUSIBLE = "implausible"
    DROPPED = "dropped"


class Decision(StrEnum):
    """What the operator said of a version of a post."""

    RELEASED = "released"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the neighbours of a tally tell about it: the scope it has beside them, and doubts.

    ``held`` is whether a number of it is too large to be shown unconfirmed; ``beside`` whether the night it would
    speak for is told by another tally, so that it stands as a window of its own.
    """

    scope: Scope
    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A tally that would speak for a night: its layout and its window, and how many drones it tells of.

    ``implausible`` is whether a number of it is beyond the bound of its kind.
    """

    night: date
    format: str
    start: datetime | date | None
    end: datetime | date | None
    drones: int | None
    implausible: bool = False
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the nights around make of a claim; ``doubts`` have the codes of this alone."""

    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    beside: bool = False


def as_they_stand(claims: Sequence[Claim], _known: Mapping[date, int]) -> list[Ruling]:
    """A ruling for each claim that leaves all of them as they are."""
    return [Ruling() for _ in claims]


@dataclass(frozen=True, slots=True)
class Nights:
    """Where a tally stands in its claimant's calendar: the night it speaks for, the day its window ends on."""

    night: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Reader:
    """All that ``storage`` needs of the reading of posts, handed to it so that it knows no words.

    ``judge`` is given a tally and the national tallies of the same channel whose windows end within the days around.
    ``rule`` is given the claims of one channel, night by night and each night's in the order of their posts, with the
    drones of the nights known before the first of them; it gives a ruling for each. ``code_fingerprint`` tells the code
    of all of these in one word, worked out when it is asked for.
    """

    version: int
    read: Callable[[Post], Reading]
    nights: Callable[[str, Tally], Nights]
    judge: Callable[[Tally, Sequence[Tally]], Verdict]
    rule: Callable[[Sequence[Claim], Mapping[date, int]], list[Ruling]] = as_they_stand
    code_fingerprint: Callable[[], str] | None = None

    @property
    def fingerprint(self) -> str:
        """What tells this reader from any other: what another one read is read again. Without code: the version."""
        return self.code_fingerprint() if self.code_fingerprint else f"version {self.version}"
