"""The last nights that name a weapon: its group, its share of another, its count among the downed alone."""

from __future__ import annotations

from datetime import date

from parsers.records import Kind, Outcome
from storage import Store
from storage.views.weapon import weapon_view
from tests.storage.builders import line, night

LAUNCHED, DOWN = Outcome.LAUNCHED, Outcome.DOWNED_OR_SUPPRESSED
TODAY = date(2026, 9, 22)


def test_the_newest_nights_come_first_and_a_similar_slug_is_not_taken(store: Store) -> None:
    for number, (day, slug) in enumerate([("18", "kh-101"), ("19", "kh-10"), ("20", "kh-101"), ("21", "kh-101")]):
        stated = line(LAUNCHED, 10 + number, slug, kind=Kind.CRUISE_MISSILE)
        store.write_now(night, "kpszsu", 100 + number, f"2026-09-{day}", stated)
    store.write_now(night, "kpszsu", 104, "2026-09-23", line(LAUNCHED, 99, "kh-101", kind=Kind.CRUISE_MISSILE))
    (side,) = store.read_now(weapon_view, ("kpszsu",), "kh-101", TODAY).sides
    assert [(one.day.day, one.groups[0].figures[LAUNCHED].number) for one in side.nights] == [
        (21, 13),
        (20, 12),
        (18, 10),
    ]
    assert (side.named, side.known) == (3, 4)


def test_a_share_of_a_group_is_told_as_a_share(store: Store) -> None:
    drones = [line(LAUNCHED, 130, "shahed"), line(LAUNCHED, 46, "jet-drone", share=True)]
    store.write_now(night, "kpszsu", 100, "2026-09-22", *drones)
    (side,) = store.read_now(weapon_view, ("kpszsu",), "jet-drone", TODAY).sides
    (told,) = side.nights
    assert told.groups == ()
    assert [share.figure.number for share in told.shares] == [46]


def test_a_weapon_that_only_the_downed_name_is_told_with_its_group(store: Store) -> None:
    drones = [line(LAUNCHED, 130, "shahed"), line(DOWN, 117, "gerbera")]
    store.write_now(night, "kpszsu", 100, "2026-09-22", *drones)
    (side,) = store.read_now(weapon_view, ("kpszsu",), "gerbera", TODAY).sides
    (told,) = side.nights
    assert [group.figures[DOWN].number for group in told.groups] == [117]


def test_nothing_is_told_of_a_weapon_that_no_night_names(store: Store) -> None:
    store.write_now(night, "kpszsu", 100, "2026-07-01", line(LAUNCHED, 130, "shahed"))
    (ours, theirs) = store.read_now(weapon_view, ("kpszsu", "mod_russia"), "oreshnik", TODAY).sides
    assert (ours.nights, ours.named, ours.known) == ((), 0, 0)
    assert theirs.nights == ()


def test_a_kind_is_every_weapon_of_it_and_not_a_zero(store: Store) -> None:
    kinds = [Kind.BALLISTIC_MISSILE, Kind.AEROBALLISTIC_MISSILE, Kind.CRUISE_MISSILE]
    for number, kind in enumerate(kinds):
        store.write_now(night, "kpszsu", 100 + number, f"2026-09-{18 + number}", line(LAUNCHED, 4, kind=kind))
    none = line(LAUNCHED, 0, "iskander-m", kind=Kind.BALLISTIC_MISSILE)
    store.write_now(night, "kpszsu", 104, "2026-09-21", none, line(LAUNCHED, 90, "shahed"))
    (side,) = store.read_now(weapon_view, ("kpszsu",), "ballistic", TODAY).sides
    assert [(one.day.day, [group.kind for group in one.groups]) for one in side.nights] == [
        (19, [Kind.AEROBALLISTIC_MISSILE]),
        (18, [Kind.BALLISTIC_MISSILE]),
    ]
    assert (side.named, side.known) == (2, 4)
    (all_missiles,) = store.read_now(weapon_view, ("kpszsu",), "missiles", TODAY).sides
    assert all_missiles.named == 3


def test_a_range_has_its_nights_and_names_those_that_are_too_many_to_show(store: Store) -> None:
    for day in range(1, 11):
        told = line(LAUNCHED, day, "kalibr", kind=Kind.CRUISE_MISSILE)
        store.write_now(night, "kpszsu", 100 + day, f"2026-09-{day:02}", told)
    first, last = date(2026, 9, 2), date(2026, 9, 9)
    (side,) = store.read_now(weapon_view, ("kpszsu",), "kalibr", last, first).sides
    assert [one.day.day for one in side.nights] == [9, 8, 7, 6, 5, 4, 3]
    assert side.others == (date(2026, 9, 2),)
    assert (side.named, side.known) == (8, 8)
