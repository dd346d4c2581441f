"""The words of a language: sentences from its catalogue, numbers and dates by CLDR.

English sentences stand in the code and are the keys; every other language has a catalogue in ``locales``, compiled in
memory. A sentence is filled by ``str.format`` with names, so that a translation may reorder what it holds.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

LANGUAGES = ("en", "uk")
ENGLISH = "en"


def N_(sentence: str) -> str:
    """Marks a sentence of a table, which is said later, for the catalogues."""
    return sentence


ORDINALS = {"one": N_("{n}st"), "two": N_("{n}nd"), "few": N_("{n}rd"), "other": N_("{n}th")}


@dataclass(frozen=True)
class Language:
    """One language. ``code`` is its ISO 639-1 code."""

    code: str
    locale: Locale
    catalogue: NullTranslations

    def say(self, sentence: str, **values: object) -> str:
        """A sentence in this language, filled."""
        return self.catalogue.gettext(sentence).format(**values)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A sentence in the form the number asks for; it holds ``{n}``."""
        return self.catalogue.ngettext(one, many, number).format(n=self.number(number), **values)

    def number(self, value: float) -> str:
        return format_decimal(value, format="#,##0", locale=self.locale)

    def ordinal(self, place: int) -> str:
        """``4th``; the bare number where a language would need to know what is counted."""
        form = self.locale.ordinal_form(place) if self.code == ENGLISH else "other"
        return self.say(ORDINALS[form], n=self.number(place))

    def percent(self, share: float) -> str:
        """A share of one in whole percent."""
        return format_percent(share, format="#,##0 %", locale=self.locale)

    def change(self, share: float) -> str:
        """How much more or less, with its sign: ``+12 %``, ``−8 %``."""
        return ("+" if share > 0 else "") + self.percent(share).replace("-", "−")

    def day(self, value: date) -> str:
        """``22 September 2026``, «22 вересня 2026»."""
        return format_date(value, "d MMMM y", locale=self.locale)

    def long_day(self, value: date) -> str:
        """``22 September``, «22 вересня»."""
        return format_date(value, "d MMMM", locale=self.locale)

    def short_day(self, value: date) -> str:
        """``21 Sep``, «21 вер.»."""
        return format_date(value, "d MMM", locale=self.locale)

    def short_date(self, value: date) -> str:
        """``21 Sep 2026``, «21 вер. 2026»."""
        return format_date(value, "d MMM y", locale=self.locale)

    def weekday(self, value: date) -> str:
        return format_date(value, "EEEE", locale=self.locale)

    def month(self, value: date) -> str:
        """``September 2026``, «вересень 2026»."""
        return format_date(value, "LLLL y", locale=self.locale)

    def clock(self, value: datetime | timedelta, zone: ZoneInfo | None = None) -> str:
        """``09:12``: a moment by the clock of a zone, or the time since midnight."""
        if isinstance(value, timedelta):
            value = datetime.combine(date(2000, 1, 1), time()) + value
        return format_time(value, "HH:mm", tzinfo=zone, locale=self.locale)

    def age(self, value: timedelta) -> str:
        """``3 min``, ``2 hr``, ``12 months``: in the largest unit that fits; of two units the nearer whole."""
        length: Literal["short", "long"] = "short" if value < timedelta(days=1) else "long"
        return format_timedelta(value, granularity="minute", format=length, threshold=1, locale=self.locale)

    def place_of(self, zone: ZoneInfo) -> str:
        """The city a zone is named after: ``Kyiv``, «Київ» (which Babel 2.18 has under no name of today)."""
        if zone.key in {"Europe/Kyiv", "Europe/Kiev"}:
            return self.say("Kyiv")
        return city_of(zone.key, self.locale)

    def listed(self, names: list[str]) -> str:
        """``A, B and C``."""
        return format_list(names, locale=self.locale)


def city_of(name: str, locale: Locale) -> str:
    """The city of a zone in a language; of a zone that is younger than Babel's tables as its own name has it."""
    try:
        return str(get_timezone_location(name, locale=locale, return_city=True))
    except LookupError:
        return name.rpartition("/")[2].replace("_", " ")


@cache
def words_of(code: str) -> Language:
    """The words of a language of ``LANGUAGES``."""
    return Language(code, Locale(code), NullTranslations() if code == ENGLISH else _compiled(code))


def nearest_language(told: str | None, fallback: str) -> str:
    """The language to use for a Telegram language tag (``uk``, ``en-GB``); ``fallback`` where none of ours fits."""
    code = (told or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else fallback


def _compiled(code: str) -> GNUTranslations:
    source = files("bot.chat.locales").joinpath(f"{code}.po").read_text(encoding="utf-8")
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(source), locale=code, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
