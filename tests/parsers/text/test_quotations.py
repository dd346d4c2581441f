"""Forwards, struck text and quotations in whole posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from parsers import read
from parsers.records import Doubt, Forward, NotAReport, Outcome, Post, Reading, Tally, Unreadable
from parsers.text.marks import quoted, struck_out
from parsers.text.quotations import read_own_words

WHEN = "У ніч на 22 вересня (з 18:00 21 вересня) противник атакував "
LAUNCHED = "{number} ударними БпЛА типу Shahed, Гербера та дронами інших типів."
DOWNED = (
    "За попередніми даними, станом на 08:00, протиповітряною обороною збито/подавлено {number} ворожих БпЛА типу "
    "Shahed, Гербера та дронів інших типів."
)
POSTED = datetime(2026, 9, 22, 5, 31, tzinfo=UTC)
RUSSIAN_DAY = datetime(2026, 5, 14, 5, 20, tzinfo=UTC)
RUSSIAN = (
    "В период с 20.00 мск 13 мая до 8.00 мск 14 мая дежурными средствами ПВО перехвачены и уничтожены "
    "{head} украинских беспилотных летательных аппаратов самолетного типа"
)


def night(launched: str = "108", downed: str = "97") -> str:
    return f"{WHEN}{LAUNCHED.format(number=launched)}\n{DOWNED.format(number=downed)}"


def post(text: str, forward: Forward | None = None) -> Post:
    return Post("kpszsu", 79455, POSTED, text, forward=forward)


def figures(reading: Reading) -> dict[Outcome, int | None]:
    assert isinstance(reading, Tally), reading
    return {line.outcome: line.number for line in reading.lines}


BOTH = {Outcome.LAUNCHED: 108, Outcome.DOWNED_OR_SUPPRESSED: 97}


def test_the_plain_report_of_the_night_is_read() -> None:
    assert figures(read(post(night()))) == BOTH


@pytest.mark.parametrize(
    "forward",
    [
        Forward("Генеральний штаб", "GeneralStaffZSU/1"),
        Forward("Повітряні Сили", "kpszsu/79000", 1223955273),
        Forward(),
    ],
    ids=["of another", "of its own", "hidden"],
)
def test_a_forward_is_no_report(forward: Forward) -> None:
    assert read(post(night(), forward)) == NotAReport()


def test_a_forward_of_the_ministry_is_no_report() -> None:
    own = Post("mod_russia", 1, RUSSIAN_DAY, RUSSIAN.format(head="31") + ".")
    assert isinstance(read(own), Tally)
    assert read(replace(own, forward=Forward("Somebody"))) == NotAReport()


@pytest.mark.parametrize(
    "launched",
    [
        f"{struck_out('107')} 108",
        f"{struck_out('107')}108",
        f"108 {struck_out('107')}",
        f"10{struck_out('7')}8",
        f"{struck_out('понад')} 108",
        f"108 {struck_out('ракетами і')}",
    ],
)
def test_after_a_struck_out_figure_the_new_one_is_read(launched: str) -> None:
    text = night(launched)
    reading = read(post(text))
    assert figures(reading) == BOTH
    assert isinstance(reading, Tally)
    assert not reading.doubts
    words = [text[slice(*line.words)] for line in reading.lines]
    assert words == ["10" + struck_out("7") + "8" if launched.startswith("107̶8") else "108", "97"]


def test_a_struck_out_line_counts_nothing() -> None:
    text = night().replace("\n", "\n" + struck_out(DOWNED.format(number="95")) + "\n")
    assert figures(read(post(text))) == BOTH


def test_a_struck_out_window_is_ignored() -> None:
    moved = struck_out("У ніч на 21 вересня (з 18:00 20 вересня)") + " " + night()
    reading = read(post(moved))
    assert isinstance(reading, Tally)
    assert reading.window
    assert reading.window.end == datetime(2026, 9, 22, 5, 0, tzinfo=UTC)


def test_a_report_struck_out_completely_is_no_report() -> None:
    assert read(post(struck_out(night()))) == NotAReport()


def test_a_struck_out_number_of_the_ministry_is_not_read() -> None:
    head = f"{struck_out('32')} 31"
    reading = read(Post("mod_russia", 1, RUSSIAN_DAY, RUSSIAN.format(head=head) + "."))
    assert figures(reading) == {Outcome.DOWNED: 31}


@pytest.mark.parametrize(
    "words", ["Тримаємо небо разом!", "Дякуємо кожному, хто боронить небо."], ids=["a call", "thanks"]
)
def test_a_quotation_without_counts_changes_nothing(words: str) -> None:
    assert read(post(f"{night()}\n{quoted(words)}")) == read(post(night()))


@pytest.mark.parametrize("place", ["{quote}\n{own}", "{own}\n{quote}"], ids=["above", "below"])
def test_a_quoted_report_beside_the_own_one_is_not_counted_and_raises_a_doubt(place: str) -> None:
    quote = quoted(night("90", "70").replace("22 вересня", "21 вересня").replace("з 18:00 21", "з 18:00 20"))
    text = place.format(quote=quote, own=night())
    reading = read(post(text))
    assert figures(reading) == BOTH
    assert isinstance(reading, Tally)
    assert [doubt.code for doubt in reading.doubts] == ["quoted"]
    assert [text[slice(*line.words)] for line in reading.lines] == ["108", "97"]


def test_a_count_in_a_quotation_is_left_out_with_a_doubt() -> None:
    """An own line in a quotation, as a channel may write it one day: what is left is read, and there is a doubt."""
    text = f"{night()}\n{quoted('Також збито 4 крилаті ракети Калібр.')}"
    reading = read(post(text))
    assert figures(reading) == BOTH
    assert isinstance(reading, Tally)
    assert Doubt("quoted", "a quotation with words of a report was not counted") in reading.doubts


@pytest.mark.parametrize(
    "text",
    [quoted(night()), f"Зведення за ніч\n{quoted(night())}", f"{WHEN}\n{quoted(night()[len(WHEN) :])}"],
    ids=["all of it", "under a title", "all but its beginning"],
)
def test_a_post_whose_only_report_is_quoted_is_refused(text: str) -> None:
    reading = read(post(text))
    assert isinstance(reading, Unreadable)
    assert reading.partial is None or figures(reading.partial) == BOTH


def test_a_quoted_report_is_refused_with_the_reason_quoted() -> None:
    reading = read(post(quoted(night())))
    assert isinstance(reading, Unreadable)
    assert reading.reason == "quoted"


def test_a_quotation_that_is_a_report_only_by_itself_is_refused() -> None:
    """A reader may need a report to begin with its own first words, which others stand before here."""

    def by_first_words(one: Post) -> Reading:
        return read(one) if one.text.split()[:2] == ["У", "ніч"] else NotAReport()

    reading = read_own_words(post(f"Нагадаємо:\n{quoted(night())}"), by_first_words)
    assert isinstance(reading, Unreadable)
    assert reading.partial
    assert figures(reading.partial) == BOTH


def test_a_quotation_that_is_no_report_is_no_report() -> None:
    assert read(post(f"Слава Україні!\n{quoted('Героям слава!')}")) == NotAReport()
