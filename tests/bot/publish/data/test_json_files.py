"""The JSON files: what they say, that they fit the schemas beside them, and what must not be in them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.publish.data.corrections import corrections_of
from bot.publish.data.corrections_file import correction_from, correction_json, corrections_json, newest_first
from bot.publish.data.json_text import json_text
from bot.publish.data.latest import latest_json
from bot.publish.data.meta import meta_json
from bot.publish.data.night import night_json
from bot.publish.data.schemas import schemas
from bot.publish.data.status import status_json
from parsers.records import Kind, Outcome
from parsers.vocabulary.weapons import WEAPONS
from storage.views.record import NightRecord
from tests.bot.publish import records
from tests.bot.publish.folder import SITE, STATUS, data_files
from tests.storage.builders import line, tally

ADDRESSED = replace(SITE, base_url="https://example.org/war/")
EXACT_108 = {"number": 108, "hedge": "exact", "is_floor": False}


def strict(schema: Any) -> Any:
    """Return a schema that refuses fields it does not name, so that none is published without a description."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(value) for name, value in schema.items()}
    return closed | ({"additionalProperties": False} if isinstance(schema.get("properties"), dict) else {})


@pytest.mark.parametrize("site", [SITE, ADDRESSED, replace(SITE, made_up_below=50000)])
def test_every_json_file_fits_the_schema_beside_it(site: Any) -> None:
    for nights in (records.every_night(), ()):
        for path, text in data_files(nights, site).items():
            schema = json.loads(text).get("$schema", "") if path.endswith(".json") else ""
            if schema and not schema.startswith("https:"):
                found = (PurePosixPath(path).parent / schema).as_posix().replace("v1/night/../", "v1/")
                errors = Draft202012Validator(strict(schemas()[found])).iter_errors(json.loads(text))
                assert [(path, one.json_path, one.message) for one in errors] == []


@pytest.mark.parametrize("path", schemas())
def test_schemas_are_schemas(path: str) -> None:
    Draft202012Validator.check_schema(schemas()[path])


def test_a_night_tells_what_is_stated_where_from_and_what_is_known_of_the_file_apart() -> None:
    night = night_json(records.seed_night(), ADDRESSED)
    assert [*night] == ["$schema", "night", "assertion", "provenance", "publication"]
    ukraine, russia = (night["assertion"][claimant] for claimant in ("ua_air_force", "ru_mod"))
    assert (ukraine["status"], ukraine["figures"]["drones_launched"]) == ("tally", EXACT_108)
    assert ukraine["figures"]["missiles_launched"] is None
    assert [one["number"] for one in ukraine["reading"]["lines"]] == [108, 35, 58]
    assert russia["reading"]["regions"][0] == {"region": "RU-BEL", "number": 3, "words": [50, 53]}
    source = night["provenance"]["ua_air_force"]
    assert source["post"]["url"] == "https://t.me/kpszsu/34690"
    (vintage,), (version,) = source["vintages"], source["versions"]
    assert (vintage["why"], vintage["known_from"], vintage["known_to"]) == ("first", "2025-05-20T06:35:00Z", None)
    assert vintage["sha256"] == version["sha256"] == records.digest(records.SEED_UA)
    about = night["publication"]
    assert (about["settled"], about["corrections"], about["licence"]["name"]) == (True, [], "CC-BY-4.0")
    assert about["links"]["self"] == "https://example.org/war/v1/night/2025-05-20.json"
    assert about["links"]["pages"]["uk"] == "https://example.org/war/uk/night/2025-05-20.html"


def test_an_edit_leaves_both_vintages_in_the_file_of_its_night() -> None:
    night = night_json(records.edited_night(), SITE)
    vintages = night["provenance"]["ua_air_force"]["vintages"]
    assert [(one["figures"]["drones_launched"]["number"], one["known_to"]) for one in vintages] == [
        (805, "2025-09-07T07:58:00Z"), (810, None)
    ]  # fmt: skip
    assert night["assertion"]["ua_air_force"]["figures"]["drones_launched"]["number"] == 810
    (correction,) = night["publication"]["corrections"]
    assert correction["text"] == {"en": "Drones: 805 → 810 launched", "uk": "Дрони: запущено 805 → 810"}


def test_what_is_held_back_or_only_partly_understood_appears_nowhere() -> None:
    files = data_files(records.every_night())
    held, partial = str(records.HELD_NUMBER), "77"
    assert not [path for path, text in files.items() if held in text]
    night = night_json(records.unreadable_night(), SITE)["assertion"]["ua_air_force"]
    assert (night["status"], night["figures"], night["reading"]) == ("unreadable", None, None)
    assert [(one["reason"], one["lines"]) for one in night["others"]] == [("no_window", [])]
    assert partial not in json.dumps(night)


def test_no_file_has_the_words_of_a_post() -> None:
    texts = "".join(data_files(records.every_night()).values())
    for text in (records.SEED_UA, records.SEED_RU, records.WITHHELD_UA, records.edited_text(810)):
        assert text[:20] not in texts


def test_the_newest_night_of_each_side_has_sentences_to_quote() -> None:
    latest = latest_json([records.not_yet_night(), records.withheld_night(), records.seed_night()], ADDRESSED)
    assert latest["night"] == "2026-10-07"
    ukraine, russia = latest["sides"]["ua_air_force"], latest["sides"]["ru_mod"]
    assert (ukraine["status"], ukraine["night"], ukraine["settled"]) == ("not_yet", "2026-09-22", False)
    assert ukraine["sentences"]["en"].startswith("Ukraine's Air Force says Russia launched at least 150 drones (46 of")
    assert ukraine["figures"]["missiles_launched"] == {"number": 2, "hedge": "at_least", "is_floor": True}
    assert (russia["night"], russia["sentences"]["uk"]) == (
        "2025-05-20", "Міноборони Росії заявляє, що збило 8 українських дронів."
    )  # fmt: skip
    assert russia["links"]["json"] == "https://example.org/war/v1/night/2025-05-20.json"
    assert latest_json([records.not_yet_night()], SITE)["sides"]["ua_air_force"] == {
        "channel": "kpszsu", "attacker": "russia", "status": "not_yet", "night": None
    }  # fmt: skip


@pytest.mark.parametrize(("weapons", "is_quoted"), [(10, True), (60, True), (600, False)])
def test_the_newest_night_stays_below_10_kilobytes_however_much_it_names(weapons: int, is_quoted: bool) -> None:
    named = [f"{row.slug}-{turn}" for turn in range(20) for row in WEAPONS][:weapons]
    of_each = [line(one, 1, slug, kind=Kind.ROCKET) for slug in named for one in (Outcome.LAUNCHED, Outcome.DOWNED)]
    lines = of_each if is_quoted else [line(Outcome.LAUNCHED, 1, *named, kind=Kind.ROCKET)]
    what = tally(records.AIR_FORCE, "2026-09-20 15:00", "2026-09-21 05:00", *lines)
    view = records.told(records.source(records.AIR_FORCE, 79268, "2026-09-21 05:30"), "2026-09-21", what)
    night = records.record("2026-09-21", records.side(records.AIR_FORCE, view), records.silent(records.MINISTRY))
    latest = latest_json([night], ADDRESSED)
    assert len(json_text(latest).encode()) <= 10_000
    assert ("en" in latest["sides"]["ua_air_force"]["sentences"]) is is_quoted


@pytest.mark.parametrize(
    ("night", "why", "stands", "changes", "is_after_settled"),
    [
        (records.edited_night(), "edited", "figures", [(805, 810)], False),
        (records.late_report_night(), "late_report", "figures", [(120, 130)], False),
        (records.reread_night(), "reread", "figures", [(98, 89)], True),
        (records.withdrawn_night(), "withdrawn", "withdrawn", [], True),
        (records.unreadable_night(), "edited", "no_figures", [(100, None)], False),
        (records.released_night(), "decided", "figures", [(None, 480)], False),
    ],
)
def test_a_change_of_what_stands_is_a_correction_with_its_reason(
    night: NightRecord, why: str, stands: str, changes: list[tuple[int, int]], is_after_settled: bool
) -> None:
    (correction,) = (correction_json(one) for one in corrections_of(night, SITE))
    assert (correction["why"], correction["was"], correction["now"]) == (
        why,
        "no_figures" if why == "decided" else "figures",
        stands,
    )
    assert [
        tuple((one[side] or {}).get("number") for side in ("old", "new")) for one in correction["changes"]
    ] == changes
    assert correction["after_settled"] is is_after_settled


def test_a_changed_period_is_a_correction_and_an_edit_of_other_words_is_none() -> None:
    (ukraine, russia) = records.edited_night().sides
    first, second = ukraine.vintages
    assert first.tally and first.tally.window
    same = records.record("2025-09-07", replace(ukraine, vintages=(first, replace(second, tally=first.tally))), russia)
    assert corrections_of(same, SITE) == []
    window = replace(first.tally.window, end=None)
    moved = replace(second, tally=replace(first.tally, window=window))
    (correction,) = corrections_of(replace(same, sides=(replace(ukraine, vintages=(first, moved)),)), SITE)
    assert (correction.changes, correction.window) == (
        (), {"old": ["2025-09-06T14:00:00Z", "2025-09-07T06:30:00Z"], "new": ["2025-09-06T14:00:00Z", None]}
    )  # fmt: skip
    assert correction.texts["en"].startswith("Period: 6 Sep 17:00 – 7 Sep 09:30 → 6 Sep 17:00 – …")


def test_corrections_stand_newest_first_and_can_be_taken_from_their_file() -> None:
    found = [one for night in records.every_night() for one in corrections_of(night, ADDRESSED)]
    file = json.loads(json_text(corrections_json(found, ADDRESSED)))
    assert [one["night"] for one in file["corrections"]] == [
        "2026-08-20", "2026-05-02", "2026-04-10", "2026-03-15", "2026-02-27", "2025-09-07"
    ]  # fmt: skip
    assert [correction_from(one) for one in file["corrections"]] == newest_first(found)
    assert len({one.id for one in found}) == len(found)


def test_status_has_times_and_no_ages() -> None:
    assert status_json(STATUS, SITE)["sources"] == {
        "ua_air_force": {
            "channel": "kpszsu",
            "url": "https://t.me/kpszsu",
            "newest_post": "2026-10-07T05:31:00Z",
            "last_change": "2026-10-07T08:02:00Z",
            "usual_times": {"from": "08:24", "to": "09:41", "zone": "Europe/Kyiv"},
        },
        "ru_mod": {
            "channel": "mod_russia",
            "url": "https://t.me/mod_russia",
            "newest_post": None,
            "last_change": None,
            "usual_times": {"from": None, "to": None, "zone": "Europe/Moscow"},
        },
    }


def test_meta_marks_where_the_counting_changed() -> None:
    meta = meta_json(SITE, None)
    assert [(one["slug"], one["since"], one["figures"]) for one in meta["regimes"]] == [
        (
            "one_figure", "2025-07-24",
            ["drones_downed", "drones_downed_or_suppressed", "drones_lost", "missiles_downed_or_suppressed"],
        ),
        ("jet_share", "2026-08-06", []),
        ("missiles_withheld", "2026-08-09", ["missiles_launched"]),
    ]  # fmt: skip
    assert meta["regimes"][2]["first_post"] == "https://t.me/kpszsu/72056"
    assert meta["settles_after_hours"] == 48
    assert "Nights alone undercount" in meta["nights_undercount"]


def test_the_same_value_is_the_same_text_and_a_change_is_a_line() -> None:
    assert json_text({"b": {"x": [1, 2]}, "a": [{"н": None}], "c": {}, "d": []}) == (
        '{\n  "b": {\n    "x": [1, 2]\n  },\n  "a": [\n    {"н": null}\n  ],\n  "c": {},\n  "d": []\n}\n'
    )
    nights = records.every_night()
    assert data_files(nights) == data_files(nights)
