"""The night of a date, and the other reports of that date."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from parsers.records import Doubt, Outcome, Scope, Unreadable, Verdict
from storage import Store
from storage.readings.load import Key
from storage.views.night import NightView, night_view
from storage.views.readings import TallyView, UnreadableView
from tests.storage.builders import at, line, night, post, reading, tally

KYIV = ZoneInfo("Europe/Kyiv")
DAY = date(2026, 9, 22)


def view(store: Store) -> NightView:
    return store.read_now(night_view, ("kpszsu", "mod_russia"), DAY, KYIV)


def test_sides_are_listed_in_the_order_of_the_channels(store: Store) -> None:
    store.write_now(night, "mod_russia", 7, "2026-09-22", line(Outcome.DOWNED, 41))
    store.write_now(night, "kpszsu", 5, "2026-09-22", line(Outcome.LAUNCHED, 212, "shahed", words=(31, 34)))
    ours, theirs = view(store).sides
    assert ours.night is not None and theirs.night is not None
    assert ours.night.tally.lines == (line(Outcome.LAUNCHED, 212, "shahed", words=(31, 34)),)
    assert theirs.night.tally.lines == (line(Outcome.DOWNED, 41),)
    assert ours.night.source.key == Key("kpszsu", 5, 1)
    assert ours.night.source.posted_at == at("2026-09-22 05:30")
    assert ours.night.source.read_at == at("2026-09-22 05:31")


def test_a_side_without_a_report_is_listed_empty(store: Store) -> None:
    store.write_now(night, "kpszsu", 5, "2026-09-22")
    theirs = view(store).sides[1]
    assert (theirs.channel, theirs.night, theirs.windows, theirs.others) == ("mod_russia", None, (), ())


def test_of_two_tallies_of_a_night_the_later_counts_and_the_other_is_listed_beside(store: Store) -> None:
    store.write_now(night, "kpszsu", 5, "2026-09-22", line(Outcome.LAUNCHED, 200))
    store.write_now(night, "kpszsu", 9, "2026-09-22", line(Outcome.LAUNCHED, 212), posted="06:30")
    ours = view(store).sides[0]
    assert ours.night is not None
    assert ours.night.source.message_id == 9
    assert [beside.source.message_id for beside in ours.windows] == [5]


def test_only_the_newest_revision_is_shown_with_the_number_of_revisions(store: Store) -> None:
    window = ("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00")
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", "first", "second")
    store.write_now(reading, "kpszsu", 5, tally(*window, line(Outcome.LAUNCHED, 200)), night="2026-09-22")
    store.write_now(reading, "kpszsu", 5, tally(*window, line(Outcome.LAUNCHED, 212)), night="2026-09-22", revision=2)
    ours = view(store).sides[0]
    assert ours.night is not None
    assert [one.number for one in ours.night.tally.lines] == [212]
    assert (ours.night.source.revision, ours.night.source.revisions) == (2, 2)
    assert ours.night.source.read_at == at("2026-09-22 06:31")
    assert ours.windows == ()


def test_a_daytime_tally_ending_on_the_date_is_listed_beside_the_night(store: Store) -> None:
    store.write_now(night, "kpszsu", 5, "2026-09-22")
    store.write_now(post, "kpszsu", 8, "2026-09-22 16:00", "text")
    day = tally("kpszsu", "2026-09-22 05:00", "2026-09-22 15:30", line(Outcome.LAUNCHED, 30))
    store.write_now(reading, "kpszsu", 8, day, ends_on="2026-09-22")
    ours = view(store).sides[0]
    assert [(beside.source.message_id, beside.night) for beside in ours.windows] == [(8, None)]
    assert ours.overlapping == ()


def test_tallies_with_overlapping_windows_are_flagged(store: Store) -> None:
    store.write_now(post, "mod_russia", 3, "2026-09-21 21:00", "text")
    evening = tally("mod_russia", "2026-09-21 14:00", "2026-09-21 20:00", line(Outcome.DOWNED, 12))
    store.write_now(reading, "mod_russia", 3, evening, ends_on="2026-09-22")
    store.write_now(night, "mod_russia", 4, "2026-09-22", line(Outcome.DOWNED, 40))
    assert view(store).sides[1].overlapping == ((Key("mod_russia", 3, 1), Key("mod_russia", 4, 1)),)


def test_regional_and_refused_reports_are_listed_apart_and_never_the_night(store: Store) -> None:
    store.write_now(night, "kpszsu", 5, "2026-09-22", scope=Scope.REGIONAL)
    store.write_now(post, "kpszsu", 6, "2026-09-22 07:00", "text")
    store.write_now(reading, "kpszsu", 6, Unreadable("no_window"))
    store.write_now(post, "kpszsu", 7, "2026-09-22 21:30", "after midnight in Kyiv")
    store.write_now(reading, "kpszsu", 7, Unreadable("no_window"))
    ours = view(store).sides[0]
    assert ours.night is None
    assert ours.windows == ()
    kinds = [(type(other), other.source.message_id) for other in ours.others]
    assert kinds == [(TallyView, 5), (UnreadableView, 6)]


def test_an_interim_tally_is_shown_with_its_judged_scope(store: Store) -> None:
    doubt = Doubt("replaced", "by a later post")
    said = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 03:00")
    store.write_now(post, "kpszsu", 5, "2026-09-22 03:30", "text")
    store.write_now(reading, "kpszsu", 5, said, night="2026-09-22", judged=Verdict(Scope.INTERIM, (doubt,)))
    (other,) = view(store).sides[0].others
    assert isinstance(other, TallyView)
    assert (other.scope, other.doubts) == (Scope.INTERIM, (doubt,))
