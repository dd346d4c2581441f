"""Reports of Russia's Ministry of Defence: one total and, since May 2026, a flat list of regions."""

from __future__ import annotations

from datetime import date, datetime

from bot.demo.nights import Sample
from bot.demo.templates import words
from bot.demo.templates.words import by_number, listed

SAMPLE = "ℹ️ Образец текста: цифры настоящие, слова наши."
SMALL = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять"]


def post(sample: Sample) -> str:
    """The text of one report."""
    return f"{_window(sample)} {_downed(sample.downed or 0)}{_where(sample.places)}.\n\n{SAMPLE}"


def _window(sample: Sample) -> str:
    start, end = sample.start, sample.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return "В течение прошедшей ночи"
    if start.date() == end.date():
        return f"{_day_month(end)} в период с {_hour(start)} до {_hour(end)} мск"
    return f"В период с {_hour(start)} мск {_day_month(start)} до {_hour(end)} мск {_day_month(end)}"


def _hour(moment: datetime) -> str:
    return f"{moment.hour}.{moment:%M}"


def _day_month(day: date) -> str:
    return f"{day.day} {words.MONTHS_RU[day.month - 1]}"


def _downed(number: int) -> str:
    """Numbers up to ten are spelt, as the ministry spells them."""
    shown = SMALL[number] if number < len(SMALL) else str(number)
    verbs = by_number(number, "перехвачен и уничтожен", "перехвачены и уничтожены", "перехвачены и уничтожены")
    craft = by_number(
        number,
        "украинский беспилотный летательный аппарат",
        "украинских беспилотных летательных аппарата",
        "украинских беспилотных летательных аппаратов",
    )
    return f"дежурными средствами ПВО {verbs} {shown} {craft} самолетного типа"


def _where(places: tuple[str, ...]) -> str:
    oblasts = [words.OBLASTS_RU[code] for code in places if code in words.OBLASTS_RU]
    others = [words.OTHERS_RU[code] for code in places if code in words.OTHERS_RU]
    seas = [words.SEAS_RU[code] for code in places if code in words.SEAS_RU]
    land = [f"{listed(oblasts, 'и')} {'областей' if len(oblasts) > 1 else 'области'}"] if oblasts else []
    if not land and not others and not seas:
        return ""
    over = f" над территориями {', '.join(land + others)}" if land or others else ""
    if not seas:
        return over
    waters = f"над акваториями {listed(seas, 'и')} морей" if len(seas) > 1 else f"над акваторией {seas[0]} моря"
    return f"{over}, а также {waters}" if over else f" {waters}"
