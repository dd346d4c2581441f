"""Others' tables: every layout by rows that were made up in its shape, and what cannot be read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from parsers.outside_tables import TableError, ivaniuk, read_table, read_verdicts
from parsers.records.outside import Cause, FigureRange, OutsideField, OutsideReport, OutsideTable, TableVerdict

F = OutsideField
IVANIUK = (
    "time_start,time_end,model,launched,destroyed,not_reach_goal,num_hit_location,num_fall_fragment_location,"
    "status_data,source"
)
EODI = (
    "post,start,end,kind,launched_min,launched_max,other_min,other_max,downed_min,downed_max,hit,debris,regions,posted"
)
PLAIN = "night,claimant,field,number,source"


def read(*lines: str) -> OutsideTable:
    return read_table("mine", "\n".join(lines).encode())


def numbers(report: OutsideReport) -> dict[OutsideField, str]:
    return {field: str(figure) for field, figure in report.figures.items()}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_night_of_the_air_force_is_the_sum_of_its_rows_in_kyiv_time() -> None:
    """The regional command tells a part of the same missiles and drones again: it counts nowhere."""
    table = read(
        IVANIUK,
        "2026-07-10 18:00,2026-07-11 08:30,Shahed-136/131,140.0,120.0,3.0,9.0,2.0,,kpszsu/posts/a",
        "2026-07-11 02:00,2026-07-11 04:00,X-101/X-555,10.0,8.0,,,,,kpszsu/posts/a",
        "2026-07-11 02:00,2026-07-11 09:00,Kalibr and Iskander-K,4.0,4.0,,,,,kpszsu/posts/a",
        "2026-07-11 02:00,2026-07-11 04:00,Lancet,5.0,5.0,,,,,kpszsu/posts/a",
        "2026-07-11 02:00,2026-07-11 03:00,Kalibr,2.0,2.0,,,,,PvKPivden/posts/b",
        "2026-07-11,2026-07-11,Unknown UAV,60.0,60.0,,,,,PvKPivden/posts/b",
    )
    (report,) = table.reports
    assert (report.start, report.end) == (utc("2026-07-10 15:00"), utc("2026-07-11 05:30"))
    assert (report.channel, report.message_id, report.night) == ("kpszsu", None, date(2026, 7, 11))
    assert numbers(report) == {
        F.DRONES_LAUNCHED: "140", F.DRONES_DOWN: "120", F.DRONES_LOST: "3",
        F.MISSILES_LAUNCHED: "14", F.MISSILES_DOWN: "12", F.HIT_SITES: "9", F.DEBRIS_SITES: "2",
    }  # fmt: skip
    assert report.place == "kpszsu 2026-07-11"
    assert table.credit.slug == "ivaniuk"
    assert table.skipped == ()


def test_a_winter_window_is_two_hours_ahead_of_utc_and_a_day_report_is_its_own() -> None:
    night, day = read(
        IVANIUK,
        "2026-01-13 18:30,2026-01-14 08:00,Shahed-136/131,80,70,0,,,,kpszsu/posts/a",
        "2026-01-14 07:00,2026-01-14 17:00,Shahed-136/131,30,20,0,,,,kpszsu/posts/b",
    ).reports
    assert (night.start, night.end) == (utc("2026-01-13 16:30"), utc("2026-01-14 06:00"))
    assert (day.start, day.night, numbers(day)[F.DRONES_LAUNCHED]) == (utc("2026-01-14 05:00"), None, "30")
    assert day.place == "kpszsu 2026-01-14T05:00Z/2026-01-14T15:00Z"


def test_a_hidden_count_is_not_zero() -> None:
    (report,) = read(
        IVANIUK,
        "2026-08-18 18:00,2026-08-19 08:30,Shahed-136/131,65,56,0,,,,kpszsu/posts/a",
        "2026-08-18 18:00,2026-08-19 08:30,Iskander-M,0,0,,,,hidden,kpszsu/posts/a",
        "2026-08-18 18:00,2026-08-19 08:30,Kalibr,4,4,,,,,kpszsu/posts/a",
    ).reports
    assert numbers(report) == {F.DRONES_LAUNCHED: "65", F.DRONES_DOWN: "56", F.DRONES_LOST: "0"}


def test_a_count_that_is_not_told_leaves_its_sum_untold() -> None:
    (report,) = read(
        IVANIUK,
        "2026-07-10 18:00,2026-07-11 08:30,Kalibr,4,3,,,,,kpszsu/posts/a",
        "2026-07-10 18:00,2026-07-11 08:30,C-300,,0,,,,,kpszsu/posts/a",
    ).reports
    assert numbers(report) == {F.MISSILES_DOWN: "3"}


def test_a_model_that_two_posts_tell_of_one_window_is_not_added() -> None:
    (report,) = read(
        IVANIUK,
        "2026-07-10 18:00,2026-07-11 08:30,Shahed-136/131,140,120,,,,,kpszsu/posts/a",
        "2026-07-11 01:00,2026-07-11 02:00,Shahed-136/131,12,12,,,,,kpszsu/posts/b",
        "2026-07-11 01:00,2026-07-11 02:00,Kalibr,3,3,,,,,kpszsu/posts/b",
        "2026-07-11 03:00,2026-07-11 04:00,Kalibr,2,1,,,,,kpszsu/posts/b",
    ).reports
    assert numbers(report) == {F.MISSILES_LAUNCHED: "5", F.MISSILES_DOWN: "4"}


def test_a_row_that_stands_there_twice_leaves_the_sums_of_its_post_untold() -> None:
    """Nobody can tell whether it was copied twice, or two attacks were alike."""
    row = "2026-07-10 18:00,2026-07-11 08:30,Kalibr,4,3,,,,,kpszsu/posts/a"
    table = read(IVANIUK, row, "2026-07-11 18:00,2026-07-12 08:30,Kalibr,2,2,,,,,kpszsu/posts/b", row)
    assert [numbers(report) for report in table.reports] == [{}, {F.MISSILES_LAUNCHED: "2", F.MISSILES_DOWN: "2"}]
    assert table.skipped == ("line 4: it is line 2 once more",)


def test_a_row_is_compared_with_what_is_near_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of ten years is read in seconds: with every other report it took an hour."""
    compared = 0
    holds = ivaniuk._Span.holds

    def counted(self: ivaniuk._Span, other: ivaniuk._Span) -> bool:
        nonlocal compared
        compared += 1
        return holds(self, other)

    monkeypatch.setattr(ivaniuk._Span, "holds", counted)
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(300)]
    table = read(IVANIUK, *(f"{day} 00:30,{day} 05:00,Kalibr,4,3,,,,,kpszsu/posts/{day}" for day in days))
    assert len(table.reports) == 300
    assert compared <= 600


def test_windows_without_hours() -> None:
    """A morning hour alone ends a night; nights that follow each other stay apart, whatever post they name."""
    first, second, third, missile = read(
        IVANIUK,
        "2023-11-16,2023-11-16 08:00,Shahed-136/131,18,16,,,,,kpszsu/posts/a",
        "2023-11-17,2023-11-17 8:00,Shahed-136/131,10,9,,,,,kpszsu/posts/a",
        "2023-11-18,2023-11-18 08:00,Kalibr,2,2,,,,,kpszsu/posts/a",
        "2023-11-20,2023-11-20,X-59,1,1,,,,,kpszsu/posts/a",
    ).reports
    nights = [date(2023, 11, 16), date(2023, 11, 17), date(2023, 11, 18), None]
    assert [one.night for one in (first, second, third, missile)] == nights
    assert (second.start, second.end) == (date(2023, 11, 16), utc("2023-11-17 06:00"))
    assert numbers(second)[F.DRONES_DOWN] == "9"
    assert missile.place == "kpszsu 2023-11-20/2023-11-20"


def test_a_missile_of_a_date_belongs_to_the_report_of_its_post() -> None:
    (report,) = read(
        IVANIUK,
        "2026-05-04 08:30,2026-05-04 18:30,Shahed-136/131,88,80,,,,,kpszsu/posts/a",
        "2026-05-04,2026-05-04,Iskander-M,1,0,,,,,kpszsu/posts/a",
    ).reports
    assert numbers(report)[F.MISSILES_LAUNCHED] == "1"


def test_rows_that_cannot_be_used_are_told_by_line_and_leave_their_post_without_sums() -> None:
    table = read(
        IVANIUK,
        "2026-07-10 18:00,2026-07-11 08:30,Shahed-136/131,140,120,,9,,,kpszsu/posts/a",
        "10.07.2026,2026-07-11 08:30,Kalibr,4,4,,,,,kpszsu/posts/a",
        "2026-07-10 18:00,2026-07-11 08:30,Butterfly,1,1,,,,,kpszsu/posts/a",
        "2026-07-10 18:00,2026-07-11 08:30,Kalibr,4.5,4,,,,,kpszsu/posts/a",
        "2026-07-12 18:00,2026-07-11 08:30,Kalibr,4,4,,,,,kpszsu/posts/a",
        "not a date,at all,Kalibr,,,,,,,PvKPivden/posts/b",
    )
    assert table.skipped == (
        "line 3: the date '10.07.2026' cannot be read",
        "line 4: the model 'Butterfly' is not known",
        "line 5: '4.5' is not a whole number",
        "line 6: '2026-07-11 08:30' is before '2026-07-12 18:00'",
    )
    assert [numbers(one) for one in table.reports] == [{F.HIT_SITES: "9"}]


def test_a_transcription_of_eodi_has_ranges_and_post_numbers() -> None:
    night, vague, ministry = read(
        EODI,
        "kpszsu/79455,2026-09-21T15:00Z,2026-09-22T05:00Z,night,220,220,8,8,185,185,22,,UA-12,",
        "kpszsu/73368,2026-08-18T04:00Z,2026-08-18T15:30Z,day,0,100,0,0,70,76,,,,",
        "mod_russia/62055,,,report,,,,,26,26,,,RU-BEL,2026-03-20T05:31",
    ).reports
    assert (night.channel, night.message_id, night.night) == ("kpszsu", 79455, date(2026, 9, 22))
    assert numbers(night) == {F.ALL_DRONES_LAUNCHED: "220", F.ALL_DRONES_DOWN: "185", F.HIT_SITES: "22"}
    assert vague.figures == {F.ALL_DRONES_LAUNCHED: FigureRange(0, 100), F.ALL_DRONES_DOWN: FigureRange(70, 76)}
    assert (ministry.place, ministry.end, numbers(ministry)) == ("mod_russia/62055", None, {F.ALL_DRONES_DOWN: "26"})


def record(**more: Any) -> dict[str, Any]:
    """Return a record of EODI's in its published shape."""
    return {
        "id": "EODI-UA-2026-0001",
        "sentido": "RU_UA",
        "periodo": {
            "inicio": {"valor": "2026-09-21T15:00Z", "precision": "minuto"},
            "fin": {"valor": "2026-09-22T05:00Z", "precision": "minuto"},
        },
        "lanzados": {"total": {"min": 220, "max": 220}, "shahed_geran": "desconocido"},
        "derribados": {"min": 180, "max": 185},
        "perdidos_guerra_electronica": "desconocido",
        "localizaciones_impacto": {"min": 22, "max": 22},
        "fuentes": [
            {"id": "kpszsu-79401", "enlace": "https://t.me/kpszsu/79401"},
            {"id": "N7", "enlace": "https://t.me/kpszsu/79455"},
            {"id": "press-3", "enlace": "https://example.org/1"},
        ],
        "estado": {"actual": "confirmado"},
    } | more


def published(*records: Any) -> OutsideTable:
    return read_table("ucrania", json.dumps({"ataques": records}).encode())


def test_the_published_json_of_eodi() -> None:
    about = {"valor": "2022-10-04T15:00Z", "precision": "aproximada"}
    guessed = record(periodo={"inicio": about, "fin": about}, fuentes=[{"id": "mod_russia-501"}])
    withdrawn, ours = record(estado={"actual": "desmentido"}), record()
    first, second = published(ours, guessed, withdrawn, record(fuentes=[{"id": "press-1"}])).reports
    assert (first.place, first.night) == ("kpszsu/79455", date(2026, 9, 22))
    assert numbers(first) == {F.ALL_DRONES_LAUNCHED: "220", F.ALL_DRONES_DOWN: "180–185", F.HIT_SITES: "22"}
    assert (second.place, second.start, second.end) == ("mod_russia/501", None, None)


def test_records_of_eodi_that_cannot_be_used_are_counted() -> None:
    backwards = record(derribados={"min": 9, "max": 1})
    table = published(record(), backwards, "nothing", record(lanzados={"total": {"min": 1}}))
    assert table.skipped == (
        "record 2: 9 is more than 1",
        "record 3: is not a record",
        "record 4: lanzados.total is no range",
    )
    assert len(table.reports) == 1


def test_a_plain_table_is_by_night_or_by_the_post_its_source_names() -> None:
    table = read(
        PLAIN,
        "2026-09-22,ua_air_force,drones_launched,212,https://t.me/kpszsu/79455",
        "2026-09-22,ua_air_force,drones_down,177,https://t.me/s/kpszsu/79455?single",
        "2026-09-22,ru_mod,drones_down,hidden,a newspaper",
        "2026-09-23,ru_mod,drones_down,14,a newspaper",
        "2026-09-23,ru_mod,drones_down,15,another",
        "2026-09-23,general_staff,drones_down,15,another",
        "2026-09-23,ru_mod,tanks,15,another",
        "23.09.2026,ru_mod,drones_down,15,another",
    )
    post, night = table.reports
    assert (post.place, numbers(post)) == ("kpszsu/79455", {F.DRONES_LAUNCHED: "212", F.DRONES_DOWN: "177"})
    assert (night.place, numbers(night)) == ("mod_russia 2026-09-23", {F.DRONES_DOWN: "14"})
    assert table.credit.slug == "mine"
    assert [one.split(" ", 2)[1] for one in table.skipped] == ["6:", "7:", "8:", "9:"]
    assert table.skipped[0] == "line 6: drones_down is 15, and 14 in an earlier line"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n", "is empty"),
        ("дата,кількість\n".encode("cp1251"), "is not UTF-8 (byte 1)"),
        (b"day,number\n1,2\n", "has no header of a table we know. It needs the columns time_start, time_end, model"),
        (PLAIN.encode(), "has no report of a channel that is followed"),
        (b'{"ataques": ', "is not JSON"),
        (b'{"incidentes": []}', "is not EODI's published JSON"),
        (f'{PLAIN}\n"2026-09-22,ru_mod'.encode(), "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_one_sentence(given: bytes, said: str) -> None:
    with pytest.raises(TableError) as raised:
        read_table("mine", given)
    assert str(raised.value).startswith(said)


VERDICTS = "table,report,field,ours,theirs,verdict,why"


def test_a_file_of_verdicts() -> None:
    found = read_verdicts(f"{VERDICTS}\neodi,kpszsu/79455,hit_sites,22,9,post edited,It was 9 at first.\n".encode())
    assert found == [
        TableVerdict("eodi", "kpszsu/79455", F.HIT_SITES, "22", "9", Cause.POST_EDITED, "It was 9 at first.")
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("eodi,kpszsu/79455,hit_sites,22,9,guilty,Why.", "line 2: 'guilty' is no verdict; give one of reader, table"),
        ("eodi,kpszsu/79455,tanks,22,9,table,Why.", "line 2: 'tanks' is no field"),
        ("eodi,kpszsu/79455,hit_sites,22,9,table,", "line 2: a verdict needs"),
    ],
)
def test_a_verdict_that_is_not_understood_is_not_passed_over(line: str, said: str) -> None:
    with pytest.raises(TableError, match="^" + said):
        read_verdicts(f"{VERDICTS}\n{line}\n".encode())
    with pytest.raises(TableError, match="is no file of verdicts"):
        read_verdicts(b"table,report\na,b\n")
