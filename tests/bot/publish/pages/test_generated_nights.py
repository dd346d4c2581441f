"""Pages of nights that no channel ever reported: every hedge, weapon and outcome, words of markup, odd histories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import html5lib
import pytest
from html5lib.html5parser import HTMLParser as StrictParser

from bot.chat.languages import words_of
from parsers.channels import CHANNELS
from storage.readings.load import Key
from storage.views.record import KnownFromIs, NightRecord, NightStatus, RecordedVersion, RecordSide, Vintage, Why
from tests.bot.publish.pages.made import LANGUAGES, Elements, pages, rows_of
from tests.proofs.generated import tallies
from tests.proofs.generated.letters import text

SEEDS = 24
SILENT = tuple(status for status in NightStatus if status is not NightStatus.TALLY)


def side_of(dice: Random, channel: str, near: date) -> RecordSide:
    """A side with up to four versions and five vintages, told, refused or held back."""
    row, written = CHANNELS[channel], text(dice)
    night = tallies.maybe(dice, replace(tallies.tally_view(dice, channel, near, written), night=near))
    number = night.source.message_id if night else 77
    versions = [version_of(dice, Key(channel, number, place), near) for place in range(1, dice.choice((2, 2, 3, 5)))]
    vintages = [vintage_of(dice, Key(channel, number, 1), near, later) for later in range(dice.choice((0, 1, 2, 5)))]
    other = tallies.night_side(dice, channel, near)
    return RecordSide(
        channel, row.claimant, row.attacker, NightStatus.TALLY if night else dice.choice(SILENT), night, other.windows,
        other.others, other.overlapping, tuple(vintages), tuple(versions),
        tallies.maybe(dice, tallies.moment(dice, near), 0.2), dice.random() < 0.2,
    )  # fmt: skip


def vintage_of(dice: Random, key: Key, near: date, later: int) -> Vintage:
    since, known = tallies.moment(dice, near) + timedelta(days=later), dice.choice([*KnownFromIs])
    tally = tallies.maybe(dice, tallies.tally(dice, key.channel, near))
    return Vintage(dice.choice([*Why]), since, known, None, key, "cd" * 32, 3, tally)


def version_of(dice: Random, key: Key, near: date) -> RecordedVersion:
    written, seen = text(dice), tallies.moment(dice, near)
    views = (
        tallies.tally_view(dice, key.channel, near, written),
        tallies.refused(dice, key.channel, near),
        tallies.held(dice, key.channel, near),
    )
    return RecordedVersion(
        key, seen, tallies.maybe(dice, written), "ab" * 32, seen, tallies.maybe(dice, seen), seen,
        dice.choice([*KnownFromIs]), tallies.maybe(dice, dice.choice(views)), dice.random() < 0.1,
    )  # fmt: skip


def checked(html: str) -> Elements:
    StrictParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False).parse(html)
    found = Elements(html)
    assert len(found.ids) == len(set(found.ids))
    assert not {tag for tag, _ in found.found} & {"img", "iframe", "style"}
    return found


@pytest.mark.parametrize("seed", range(SEEDS))
def test_any_night_makes_valid_pages(seed: int) -> None:
    dice = Random(seed)
    near, words = tallies.day(dice), words_of(dice.choice(LANGUAGES))
    night = NightRecord(near, dice.random() < 0.5, tuple(side_of(dice, channel, near) for channel in CHANNELS))
    assert checked(pages().night(night, words, before=near, after=None)).all("script") == []
    row = [replace(night, day=near - timedelta(days=back)) for back in range(3)]
    checked(pages().index(row, words))
    checked(pages().trend(rows_of(row), words))
    assert pages().card(night, words).startswith(b"\x89PNG")
