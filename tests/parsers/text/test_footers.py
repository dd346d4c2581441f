"""Which closing lines are known footers, where they begin, and which closing lines are unknown."""

from __future__ import annotations

import pytest

from parsers.text.footers import alike, footer, is_known, unknown_closing, without_footer
from parsers.text.tokens import tokens

MINISTRY = "Дежурными средствами ПВО два украинских БПЛА уничтожены над территорией Курской области."
AIR_FORCE = "За попередніми даними, станом на 09:00, збито/подавлено 61 ворожий БпЛА."

KNOWN = [
    ("mod_russia", MINISTRY, "🔹 Минобороны России"),
    ("mod_russia", MINISTRY, "🔹\u00a0Минобороны России"),
    ("mod_russia", MINISTRY, "Канал Минобороны России в MAX – боевая работа 24/7"),
    ("mod_russia", MINISTRY, "🔹 Канал Минобороны России в МАХ - боевая работа 24/7"),
    ("mod_russia", MINISTRY, "🔹 Канал Минобороны России в MAКС"),
    ("mod_russia", MINISTRY, "👉 См. часть 1"),
    ("mod_russia", MINISTRY, "Часть 1 (см. часть 2)"),
    ("mod_russia", MINISTRY, "#Оперативно 🔹 Минобороны России"),
    ("mod_russia", MINISTRY, "🔹 Минобороны России\nКанал Минобороны России в MAX – боевая работа 24/7"),
    ("mod_russia", MINISTRY, "🔹 @mod_russia"),
    ("kpszsu", AIR_FORCE, "✊ Тримаймо небо!\n🇺🇦 Разом – до перемоги!"),
    ("kpszsu", AIR_FORCE, "✊Тримаймо  небо !\n\n🇺🇦Разом - до перемоги"),
    ("kpszsu", AIR_FORCE, "Дотримуйтесь правил безпеки!\n\n✊ Тримаймо небо!"),
    ("kpszsu", AIR_FORCE, "Слава Україні! Героям слава!"),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "body", "closing"), KNOWN)
@pytest.mark.parametrize("between", ["\n\n", "\n", " "])
def test_a_known_footer_is_cut_off_from_its_beginning_to_the_end(
    channel: str, body: str, closing: str, between: str
) -> None:
    text = f"{body}{between}{closing}"
    found = footer(text, channel)
    assert found == (len(body) + len(between), len(text))
    assert without_footer(text, channel) == body
    assert is_known(closing, channel)


@pytest.mark.parametrize(("channel", "body", "closing"), KNOWN)
def test_the_tokens_before_a_footer_are_those_of_the_text_before_it(channel: str, body: str, closing: str) -> None:
    text = f"{body}\n\n{closing}"
    found = tokens(text)
    kept = without_footer(text, channel, found)
    assert [token for token in found if token.end <= len(kept)] == tokens(body)


def test_a_footer_repeated_many_times_does_not_remove_the_report() -> None:
    text = f"{AIR_FORCE}\n\n" + "Слава Україні! " * 180
    assert without_footer(text, "kpszsu").startswith(AIR_FORCE)


def test_a_post_can_consist_of_a_footer_alone() -> None:
    assert footer("✊ Тримаймо небо!", "kpszsu") == (0, len("✊ Тримаймо небо!"))


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("mod_russia", MINISTRY),
        ("mod_russia", "По данным Минобороны России"),
        ("mod_russia", f"Минобороны России\n{MINISTRY}"),
        ("mod_russia", f"{MINISTRY}\nМинобороны России сообщает"),
        ("kpszsu", "🔹 Минобороны России"),
        ("kpszsu", "Тримаймо небо разом"),
        ("kpszsu", ""),
        ("kpszsu", "\n \n"),
        ("kpszsu", "!!!"),
    ],
)
def test_the_same_words_within_the_post_are_no_footer(channel: str, text: str) -> None:
    assert footer(text, channel) is None
    assert without_footer(text, channel) == text


def test_the_footer_of_a_long_post_is_found() -> None:
    body = (MINISTRY + " ") * 80
    text = f"{body.rstrip()}\n🔹 Минобороны России"
    assert without_footer(text, "mod_russia") == body.rstrip()


@pytest.mark.parametrize(
    ("channel", "text", "closing"),
    [
        ("mod_russia", f"{MINISTRY}\n\n🔸 Мы теперь и в другом приложении\n\n🔹 Минобороны России",
         "🔸 Мы теперь и в другом приложении"),
        ("mod_russia", f"{MINISTRY}\nНаш бот обратной связи – круглосуточно, 24/7",
         "Наш бот обратной связи – круглосуточно, 24/7"),
        ("kpszsu", f"{AIR_FORCE}\n\nПідписуйтесь на нас у Threads!\n✊ Тримаймо небо!",
         "Підписуйтесь на нас у Threads!"),
    ],
)  # fmt: skip
def test_an_unknown_closing_line_is_returned(channel: str, text: str, closing: str) -> None:
    assert unknown_closing(text, channel) == closing


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("mod_russia", MINISTRY),
        ("mod_russia", f"Сводка\n{MINISTRY}"),
        ("mod_russia", f"{MINISTRY}\n🔹 Минобороны России"),
        ("mod_russia", f"{MINISTRY}\nПострадавших и разрушений нет."),
        ("mod_russia", f"{MINISTRY}\n▫️ 3 – над Белгородской"),
        ("kpszsu", f"{AIR_FORCE}\nАтака триває, у повітряному просторі декілька ворожих БпЛА."),
        ("kpszsu", f"{AIR_FORCE}\nОсновні – Сумщина та Донеччина."),
        ("kpszsu", f"{AIR_FORCE}\nІнформація уточнюється."),
        ("kpszsu", f"{AIR_FORCE}\n" + "слово " * 30),
        ("kpszsu", f"{AIR_FORCE}\n⚡️⚡️"),
        ("kpszsu", "Підписуйтесь на нас у Threads!"),
        ("kpszsu", ""),
    ],
)  # fmt: skip
def test_report_text_is_not_taken_for_a_closing_line(channel: str, text: str) -> None:
    assert unknown_closing(text, channel) is None


def test_closing_lines_are_compared_without_case_marks_and_numbers() -> None:
    assert alike("🔸 Нас уже 120 000!") == alike("Нас  уже 125 000")
    assert alike("Мы в MAX") == alike("мы в МАХ")
    assert alike("Мы в MAX") != alike("Мы в MAX и здесь")


def test_a_known_footer_with_more_words_is_not_known() -> None:
    assert not is_known("Тримаймо небо і землю", "kpszsu")
    assert not is_known("Збито 5. Тримаймо небо!", "kpszsu")
