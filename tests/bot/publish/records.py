"""Records of nights as the files and the pages of the open record take them: invented words, figures as noted.

``seed_night`` is that of 20 May 2025. The others are named after what is peculiar to them: ``withheld_night``,
``edited_night`` (805, then 810 drones, 7 September 2025), ``withdrawn_night``, ``reread_night``, ``late_report_night``,
``held_night``, ``released_night``, ``unreadable_night``, ``gap_night``, ``not_yet_night``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from parsers.channels import CHANNELS
from parsers.records import (
    Count,
    Doubt,
    Hedge,
    Held,
    Kind,
    Outcome,
    RegionCount,
    Scope,
    Tally,
    Unreadable,
    Words,
)
from storage.readings.load import Key
from storage.views.readings import HeldView, Report, Source, TallyView, UnreadableView
from storage.views.record import (
    KnownFromIs,
    NightRecord,
    NightStatus,
    RecordedVersion,
    RecordSide,
    Vintage,
    Why,
)
from tests.storage.builders import at, line, tally

AIR_FORCE, MINISTRY = "kpszsu", "mod_russia"
READER = 3


def where(text: str, number: str, after: str = "") -> Words:
    """Return where a number stands in a text, behind the first ``after`` in it."""
    start = text.index(number, text.index(after))
    return start, start + len(number)


def source(
    channel: str, message_id: int, posted: str, *, revision: int = 1, revisions: int = 1, seen: str = ""
) -> Source:
    """A version of a post, first seen when it was posted unless ``seen`` says when."""
    return Source(channel, message_id, revision, revisions, at(posted), at(seen or posted), f"figures-{revision}")


def told(
    post: Source,
    day: str,
    what: Tally,
    *,
    scope: Scope = Scope.NATIONAL,
    doubts: tuple[Doubt, ...] = (),
    night: bool = True,
) -> TallyView:
    """The reading of a version as a tally: of the night of ``day``, or of another window that ends on it."""
    ends_on = date.fromisoformat(day)
    return TallyView(post, what, scope, what.doubts + doubts, ends_on if night else None, ends_on, READER)


def version(
    report: Report,
    text: str | None,
    *,
    known_from: datetime | None = None,
    known_from_is: KnownFromIs = KnownFromIs.PUBLISHED,
    seen_to: datetime | None = None,
) -> RecordedVersion:
    """The version of a post that a report was read from; without ``seen_to`` the page still shows it."""
    post = report.source
    return RecordedVersion(
        key=post.key,
        posted_at=post.posted_at,
        text=text,
        sha256=digest(text),
        seen_from=post.read_at,
        seen_to=seen_to,
        known_from=known_from or post.posted_at,
        known_from_is=known_from_is,
        report=report,
        is_held=isinstance(report, HeldView),
    )


def digest(text: str | None) -> str:
    return hashlib.sha256((text or "").encode()).hexdigest()


def vintage(
    view: TallyView,
    text: str | None,
    why: Why = Why.FIRST,
    *,
    known_from: datetime | None = None,
    known_from_is: KnownFromIs = KnownFromIs.PUBLISHED,
    reader_version: int = READER,
) -> Vintage:
    """What stood since a moment; ``known_to`` is None until ``side`` puts the vintages one behind the other."""
    return Vintage(
        why,
        known_from or view.source.posted_at,
        known_from_is,
        None,
        view.source.key,
        digest(text),
        reader_version,
        view.tally,
    )


def side(
    channel: str,
    night: TallyView | None = None,
    *,
    status: NightStatus = NightStatus.TALLY,
    windows: tuple[TallyView, ...] = (),
    others: tuple[Report, ...] = (),
    overlapping: tuple[tuple[Key, Key], ...] = (),
    vintages: Sequence[Vintage] = (),
    versions: tuple[RecordedVersion, ...] = (),
    gone_since: datetime | None = None,
    starts_unseen: bool = False,
) -> RecordSide:
    """What a channel says of a night. Without ``vintages`` its figures stand since the post was published."""
    row = CHANNELS[channel]
    if night and not vintages:
        vintages = (vintage(night, ""),)
        versions = versions or (version(night, ""),)
    follow = [replace(one, known_to=next_.known_from) for one, next_ in pairwise(vintages)]
    return RecordSide(
        channel, row.claimant, row.attacker, status, night, windows, others, overlapping,
        (*follow, *vintages[-1:]), versions, gone_since, starts_unseen,
    )  # fmt: skip


def silent(channel: str, status: NightStatus = NightStatus.NO_REPORT) -> RecordSide:
    """A side without a report."""
    return side(channel, status=status)


def record(day: str, *sides: RecordSide, settled: bool = True) -> NightRecord:
    return NightRecord(date.fromisoformat(day), settled, sides)


SEED_UA = "Вночі на Україну летіли 108 дронів. Збито 35 з них, ще 58 зникли з радарів. Пошкодження в чотирьох областях."
SEED_RU = "За ночь над регионами сбиты восемь беспилотников: три в Белгородской, пять в Брянской области."


def seed_night() -> NightRecord:
    """108 launched, 35 downed, 58 lost, in Sumy, Kharkiv, Chernihiv and Dnipropetrovsk regions; Russia says eight."""
    ukraine = told(
        source(AIR_FORCE, 34690, "2025-05-20 06:35"),
        "2025-05-20",
        tally(
            AIR_FORCE, "2025-05-19 16:00", "2025-05-20 06:00",
            line(Outcome.LAUNCHED, 108, "shahed", "decoy", words=where(SEED_UA, "108")),
            line(Outcome.DOWNED, 35, "shahed", "other-drone", words=where(SEED_UA, "35")),
            line(Outcome.LOST, 58, "decoy", words=where(SEED_UA, "58")),
            origins=("kursk", "oryol"), targets=("UA-59", "UA-63", "UA-74", "UA-12"),
        ),
    )  # fmt: skip
    russia = told(
        source(MINISTRY, 52801, "2025-05-20 04:25"),
        "2025-05-20",
        tally(
            MINISTRY, "2025-05-19 19:00", "2025-05-20 04:00",
            line(Outcome.DOWNED, 8, words=where(SEED_RU, "восемь")),
            regions=(
                RegionCount("RU-BEL", 3, where(SEED_RU, "три")),
                RegionCount("RU-BRY", 5, where(SEED_RU, "пять")),
            ),
        ),
    )  # fmt: skip
    return record("2025-05-20", both(ukraine, SEED_UA), both(russia, SEED_RU))


def both(night: TallyView, text: str) -> RecordSide:
    """A side whose only version of one post tells the night."""
    return side(night.source.channel, night, vintages=(vintage(night, text),), versions=(version(night, text),))


WITHHELD_UA = (
    "Вночі ворог запустив балістику з півдня, дві крилаті ракети та понад 150 дронів, із них 46 реактивних. "
    "Збито або подавлено 130 дронів та обидві крилаті ракети. Влучання в 17 місцях, уламки впали у 4."
)
WITHHELD_WINDOW = "Удень збито ще 12 дронів."


def withheld_night() -> NightRecord:
    """Ballistic missiles without a number beside two cruise missiles; over 150 drones; a day report; provisional."""
    text, cruise, ballistic = WITHHELD_UA, Kind.CRUISE_MISSILE, Kind.BALLISTIC_MISSILE
    night = told(
        source(AIR_FORCE, 79455, "2026-09-22 05:31"),
        "2026-09-22",
        tally(
            AIR_FORCE, "2026-09-21 15:00", "2026-09-22 05:00",
            line(Outcome.LAUNCHED, None, "iskander-m", "kn-23", kind=ballistic, words=where(text, "балістику")),
            line(Outcome.LAUNCHED, 2, "kalibr", kind=cruise, words=where(text, "дві")),
            line(Outcome.LAUNCHED, 150, "shahed", "gerbera", hedge=Hedge.AT_LEAST, words=where(text, "150")),
            line(Outcome.LAUNCHED, 46, "jet-drone", share=True, words=where(text, "46")),
            line(Outcome.DOWNED_OR_SUPPRESSED, 130, words=where(text, "130")),
            line(Outcome.DOWNED_OR_SUPPRESSED, 2, "kalibr", kind=cruise, words=where(text, "обидві")),
            hit_sites=Count(17, Hedge.EXACT, where(text, "17")),
            debris_sites=Count(4, Hedge.EXACT, where(text, "4", "впали")),
        ),
        doubts=(Doubt("headline_differs", "headline 152, items 153"),),
    )  # fmt: skip
    day = told(
        source(AIR_FORCE, 79512, "2026-09-22 15:40"),
        "2026-09-22",
        tally(
            AIR_FORCE, "2026-09-22 04:00", "2026-09-22 15:00",
            line(Outcome.DOWNED_OR_SUPPRESSED, 12, words=where(WITHHELD_WINDOW, "12")),
        ),
        night=False,
    )  # fmt: skip
    ukraine = side(
        AIR_FORCE, night, windows=(day,), overlapping=((night.source.key, day.source.key),),
        vintages=(vintage(night, text),), versions=(version(night, text),),
    )  # fmt: skip
    return record("2026-09-22", ukraine, silent(MINISTRY, NightStatus.NOT_YET), settled=False)


def edited_text(drones: int) -> str:
    return f"За ніч ворог застосував {drones} дронів і 13 ракет. Збито або подавлено 747 дронів та 4 ракети."


def _edited_tally(drones: int) -> Tally:
    text = edited_text(drones)
    cruise, ballistic = Kind.CRUISE_MISSILE, Kind.BALLISTIC_MISSILE
    return tally(
        AIR_FORCE, "2025-09-06 14:00", "2025-09-07 06:30",
        line(Outcome.LAUNCHED, drones, "shahed", "decoy", words=where(text, str(drones))),
        line(Outcome.LAUNCHED, 9, "iskander-k", kind=cruise, words=where(text, "13")),
        line(Outcome.LAUNCHED, 4, "iskander-m", "kn-23", kind=ballistic, words=where(text, "13")),
        line(Outcome.DOWNED_OR_SUPPRESSED, 747, words=where(text, "747")),
        line(Outcome.DOWNED_OR_SUPPRESSED, 4, "iskander-k", kind=cruise, words=where(text, "4", "та ")),
    )  # fmt: skip


def edited_night() -> NightRecord:
    """The post said 805 drones until it was edited at 07:58 UTC, and 810 since; Russia reports nothing."""
    posted, edit = "2025-09-07 07:04", "2025-09-07 07:58"
    first = told(source(AIR_FORCE, 43113, posted, revisions=2), "2025-09-07", _edited_tally(805))
    now = told(
        source(AIR_FORCE, 43113, posted, revision=2, revisions=2, seen="2025-09-07 08:01"),
        "2025-09-07",
        _edited_tally(810),
    )
    edited = KnownFromIs.EDITED
    ukraine = side(
        AIR_FORCE,
        now,
        vintages=(
            vintage(first, edited_text(805)),
            vintage(now, edited_text(810), Why.EDITED, known_from=at(edit), known_from_is=edited),
        ),
        versions=(
            version(first, edited_text(805), seen_to=at("2025-09-07 07:55")),
            version(now, edited_text(810), known_from=at(edit), known_from_is=edited),
        ),
    )
    return record("2025-09-07", ukraine, silent(MINISTRY))


def plain_text(drones: int) -> str:
    return f"За ніч ворог запустив {drones} дронів."


def plain_night(day: str, message_id: int, drones: int = 100, *, posted: str = "05:30") -> TallyView:
    """A night of one line of the Air Force's."""
    begins = date.fromordinal(date.fromisoformat(day).toordinal() - 1)
    what = tally(
        AIR_FORCE, f"{begins} 15:00", f"{day} 05:00",
        line(Outcome.LAUNCHED, drones, "shahed", words=where(plain_text(drones), str(drones))),
    )  # fmt: skip
    return told(source(AIR_FORCE, message_id, f"{day} {posted}"), day, what)


def withdrawn_night() -> NightRecord:
    """The channel's page leaves the post out since 3 March 2026, 09:00 UTC: after the night was settled."""
    night, gone = plain_night("2026-02-27", 61200, 115), at("2026-03-03 09:00")
    text = plain_text(115)
    vintages = (
        vintage(night, text),
        vintage(night, text, Why.WITHDRAWN, known_from=gone, known_from_is=KnownFromIs.SEEN),
    )
    ukraine = side(AIR_FORCE, night, vintages=vintages, versions=(version(night, text),), gone_since=gone)
    return record("2026-02-27", ukraine, silent(MINISTRY))


def reread_night() -> NightRecord:
    """Reader 2 read 98 drones where the post says 89; reader 3 reads it right since 1 June 2026."""
    night, text = plain_night("2026-05-02", 66001, 89), plain_text(89)
    misread = plain_night("2026-05-02", 66001, 98)
    again = vintage(night, text, Why.REREAD, known_from=at("2026-06-01 12:00"), known_from_is=KnownFromIs.REREAD)
    vintages = (vintage(misread, text, reader_version=2), again)
    ukraine = side(AIR_FORCE, night, vintages=vintages, versions=(version(night, text),))
    return record("2026-05-02", ukraine, silent(MINISTRY))


def late_report_night() -> NightRecord:
    """A second post tells the night since 08:10 UTC: 130 drones in place of 120."""
    early, late = plain_night("2026-04-10", 64000, 120), plain_night("2026-04-10", 64003, 130, posted="08:10")
    ukraine = side(
        AIR_FORCE,
        late,
        vintages=(vintage(early, plain_text(120)), vintage(late, plain_text(130), Why.LATE_REPORT)),
        versions=(version(early, plain_text(120)), version(late, plain_text(130))),
    )
    return record("2026-04-10", ukraine, silent(MINISTRY))


HELD_NUMBER = 98765


def held_night() -> NightRecord:
    """A report that is held back: its number, 98765, and its words must appear nowhere."""
    post, day = source(AIR_FORCE, 70001, "2026-07-04 05:30"), date(2026, 7, 4)
    held = HeldView(post, Held.IMPLAUSIBLE, day, day, READER)
    versions = (version(held, plain_text(HELD_NUMBER)),)
    ukraine = side(AIR_FORCE, status=NightStatus.UNREADABLE, others=(held,), versions=versions)
    return record("2026-07-04", ukraine, silent(MINISTRY))


def unreadable_night() -> NightRecord:
    """A report told 100 drones until its edit could not be read whole: what was understood, 77, counts nowhere."""
    first, text = plain_night("2026-03-15", 62500), plain_text(100)
    post = replace(first.source, revision=2, revisions=2, read_at=at("2026-03-15 06:20"))
    partial = plain_night("2026-03-15", 62500, 77).tally
    refused = UnreadableView(post, Unreadable("no_window", partial), READER)
    edit = Vintage(
        Why.EDITED, at("2026-03-15 06:18"), KnownFromIs.EDITED, None, post.key, digest("…"), READER, None
    )  # fmt: skip
    ukraine = side(
        AIR_FORCE,
        status=NightStatus.UNREADABLE,
        others=(refused,),
        vintages=(vintage(first, text), edit),
        versions=(version(first, text), version(refused, "…", known_from=edit.known_from)),
    )
    return record("2026-03-15", ukraine, silent(MINISTRY))


def released_night() -> NightRecord:
    """A report was held back until the operator released its figures, at 08:00 UTC."""
    night, text = plain_night("2026-08-20", 73000, 480), plain_text(480)
    held = replace(vintage(night, text), tally=None)
    released = vintage(night, text, Why.DECIDED, known_from=at("2026-08-20 08:00"), known_from_is=KnownFromIs.SEEN)
    ukraine = side(AIR_FORCE, night, vintages=(held, released), versions=(version(night, text),))
    return record("2026-08-20", ukraine, silent(MINISTRY))


def gap_night() -> NightRecord:
    """Posts of the night are missing on one side; the other was followed and reported none."""
    return record("2026-01-11", silent(AIR_FORCE, NightStatus.GAP), silent(MINISTRY))


def not_yet_night() -> NightRecord:
    """Nobody has reported yet."""
    sides = (silent(channel, NightStatus.NOT_YET) for channel in (AIR_FORCE, MINISTRY))
    return record("2026-10-07", *sides, settled=False)


def every_night() -> tuple[NightRecord, ...]:
    """All of the above, oldest first."""
    made = (
        seed_night(), withheld_night(), edited_night(), withdrawn_night(), reread_night(), late_report_night(),
        held_night(), released_night(), unreadable_night(), gap_night(), not_yet_night(),
    )  # fmt: skip
    return tuple(sorted(made, key=lambda one: one.day))
