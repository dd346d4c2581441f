"""Every sample post is read back to the figures it was made from: templates and reader agree."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest

import parsers
from bot.demo.nights import Sample, sample_nights
from bot.demo.templates import text_of
from parsers.records import Hedge, Outcome, Post, Scope, Tally

SAMPLES = sample_nights()
AIR_FORCE = [sample for sample in SAMPLES if sample.channel == "kpszsu"]
MINISTRY = [sample for sample in SAMPLES if sample.channel == "mod_russia"]
DOWNED = (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED)


def name(sample: Sample) -> str:
    return f"{sample.channel}/{sample.number}"


@cache
def read(sample: Sample) -> Tally:
    reading = parsers.read(Post(sample.channel, sample.number, sample.posted, text_of(sample)))
    assert isinstance(reading, Tally), reading
    return reading


def counts(tally: Tally, *outcomes: Outcome, share: bool = False) -> list[int | None]:
    """The numbers of the lines with one of the outcomes, without totals, missiles first, in the post's order."""
    return [line.number for line in tally.lines if line.outcome in outcomes and line.share is share and not line.total]


def stated(*numbers: int | None) -> list[int]:
    """The numbers that a post states."""
    return [number for number in numbers if number is not None]


def moment(value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_the_window_of_a_sample_is_read_back(sample: Sample) -> None:
    tally = read(sample)
    assert (tally.scope, tally.doubts) == (Scope.NATIONAL, ())
    assert tally.window is not None
    assert (tally.window.start, tally.window.end) == (moment(sample.start), moment(sample.end))


@pytest.mark.parametrize("sample", AIR_FORCE, ids=name)
def test_launched_and_downed_counts_are_read_back(sample: Sample) -> None:
    tally = read(sample)
    launched = [*(group.launched for group in sample.launches), sample.launched]
    downed = [*(group.downed for group in sample.missiles if group.downed is not None), sample.downed]
    assert counts(tally, Outcome.LAUNCHED) == launched
    assert counts(tally, *DOWNED) == downed
    assert counts(tally, Outcome.LOST) == stated(sample.lost)
    assert counts(tally, Outcome.AIRBORNE) == stated(sample.airborne)


@pytest.mark.parametrize("sample", AIR_FORCE, ids=name)
def test_jets_are_read_back_as_a_share(sample: Sample) -> None:
    tally = read(sample)
    assert counts(tally, Outcome.LAUNCHED, share=True) == stated(sample.jets)
    assert counts(tally, *DOWNED, share=True) == stated(sample.jets_downed)


@pytest.mark.parametrize("sample", [sample for sample in AIR_FORCE if sample.hedges], ids=name)
def test_hedges_are_read_back(sample: Sample) -> None:
    hedges = {("jets" if line.share else line.outcome.value, line.hedge) for line in read(sample).lines}
    assert {one for one in hedges if one[1] in (Hedge.AT_LEAST, Hedge.ABOUT, Hedge.AT_MOST)} == set(sample.hedges)


@pytest.mark.parametrize("sample", AIR_FORCE, ids=name)
def test_places_and_sites_are_read_back(sample: Sample) -> None:
    tally = read(sample)
    assert (tally.hit_sites and tally.hit_sites.number) == sample.hit_sites
    assert set(tally.origins) >= set(sample.origins)
    assert set(tally.targets) == set(sample.places)


@pytest.mark.parametrize("sample", AIR_FORCE, ids=name)
def test_debris_is_read_back(sample: Sample) -> None:
    tally = read(sample)
    assert (tally.debris_sites and tally.debris_sites.number) == sample.debris_sites


@pytest.mark.parametrize("sample", AIR_FORCE, ids=name)
def test_weapons_are_read_back(sample: Sample) -> None:
    tally = read(sample)
    missiles = [line for line in tally.lines if line.outcome is Outcome.LAUNCHED and not line.share and not line.total]
    for group, line in zip(sample.launches, missiles, strict=False):
        assert group.weapons in (line.weapons, (line.kind.value,))


@pytest.mark.parametrize("sample", MINISTRY, ids=name)
def test_the_ministry_number_and_regions_are_read_back(sample: Sample) -> None:
    tally = read(sample)
    assert counts(tally, Outcome.DOWNED) == [sample.downed]
    assert {row.region for row in tally.regions or ()} == set(sample.places)
