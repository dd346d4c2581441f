"""A language: sentences from its catalogue, numbers and dates by CLDR.

English sentences are in the code and serve as keys; every other language has a catalogue in ``locales``, and what is
missing there is said in English. Sentences are filled by ``str.format`` with named fields, so that a translation may
reorder them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_percent

from bot.chat.catalogue import Catalogue
from bot.chat.formats import city_of, clock, day_by, decimal
from bot.locales import ENGLISH
from storage.views.days import shifted

# The languages whose names of weapons and places are in the rows of the tables, and whose dates and percentages follow
# the house style; any other takes the first from its catalogue and the second from CLDR.
HOUSE_LANGUAGES = (ENGLISH, "uk")


def N_(sentence: str) -> str:
    """Mark a sentence in a table for the catalogues; it is translated later."""
    return sentence


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark both forms of a sentence in a table that counts, as ``N_`` marks one; ``Language.count`` takes them."""
    return one, many


# «і» before a word that begins with the same sound is hard to say.
IN_A_ROW = re.compile(r" і (?=[іїй])", re.IGNORECASE)
ENGLISH_LOCALE, BRITISH = Locale(ENGLISH), Locale(ENGLISH, "GB")
ORDINALS = {"one": N_("{n}st"), "two": N_("{n}nd"), "few": N_("{n}rd"), "other": N_("{n}th")}
# The forms that English lacks: сьома, восьма; сорокова.
UKRAINIAN_ORDINALS = {"seventh": "{n}-ма", "fortieth": "{n}-ва"}


class Choice(NamedTuple):
    """A language to choose: its code, its own name on a button («Українська»), and ``answer`` on the button that turns
    an answer into it («Українською»).
    """

    code: str
    button: str
    answer: str


@dataclass(frozen=True)
class Language:
    """One language. ``code`` is as CLDR has it (``uk``, ``pt_BR``); ``choices`` are all languages, this one too."""

    code: str
    locale: Locale
    catalogue: Catalogue
    choices: tuple[Choice, ...]

    def say(self, sentence: str, **values: object) -> str:
        """Return a sentence in this language, filled in."""
        return _ended_once((self.catalogue.text(sentence) or sentence).format(**values))

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """Return a sentence in the plural form of the number; ``{n}`` is filled in."""
        form = self.catalogue.form(one, many, number) or (one if number == 1 else many)
        return _ended_once(form.format(n=self.number(number), **values))

    def named(self, context: str, english: str) -> str:
        """Return a name in this language, by its msgctxt and its English name; nothing is filled in."""
        return self.catalogue.text(english, context) or english

    @property
    def own_name(self) -> str:
        """What this language calls itself: ``English``, «українська»."""
        return own_name(self.locale)

    def number(self, value: float) -> str:
        return decimal(value, self.code)

    def ordinal(self, place: int) -> str:
        """Return the place of a night in a row: ``4th``, «4-та»."""
        form = _ukrainian_ordinal(place) if self.code == "uk" else self.locale.ordinal_form(place)
        english = ORDINALS[ENGLISH_LOCALE.ordinal_form(place)]
        said = UKRAINIAN_ORDINALS.get(form) or self.catalogue.text(ORDINALS.get(form, ORDINALS["other"]))
        return (said or self.catalogue.text(ORDINALS["other"]) or english).format(n=self.number(place))

    def percent(self, share: float) -> str:
        """Format a share of 1 in whole percent: ``90%``."""
        return format_percent(share, locale=self.locale)

    def change(self, share: float) -> str:
        """Format a change with its sign: ``+12%``, ``−8%``."""
        return ("+" if share > 0 else "") + self.percent(share).replace("-", "−")

    def day(self, value: date) -> str:
        """``22 September 2026``, «22 вересня 2026 р.»."""
        return self._date(value, "d MMMM y" if self.code == ENGLISH else "long")

    def night(self, ends_on: date, *, year: bool = True) -> str:
        """Name the night that ends on a date, as it stands after "night of": ``21–22 September 2026``.

        Ukrainian names it by the day on which it ends: «ніч на 22 вересня 2026 р.».
        """
        if self.code == "uk":
            return self.day(ends_on) if year else self.long_day(ends_on)
        begins_on = shifted(ends_on, -1)
        if self.code != ENGLISH:
            return format_interval(begins_on, ends_on, "yMMMd" if year else "MMMd", locale=self.locale)
        last = self.day(ends_on) if year else self.long_day(ends_on)
        if begins_on.month == ends_on.month:
            return f"{begins_on.day}–{last}"
        first = self.day(begins_on) if year and begins_on.year != ends_on.year else self.long_day(begins_on)
        return f"{first} – {last}"

    def short_night(self, ends_on: date) -> str:
        """The same for a button: ``21–22 Sep``, «22 вер.»."""
        if self.code == "uk":
            return self.short_day(ends_on)
        begins_on = shifted(ends_on, -1)
        if self.code != ENGLISH:
            return format_interval(begins_on, ends_on, "MMMd", locale=self.locale)
        first = str(begins_on.day) if begins_on.month == ends_on.month else self.short_day(begins_on)
        return f"{first}–{self.short_day(ends_on)}"

    def long_day(self, value: date) -> str:
        """``22 September``, «22 вересня»."""
        return self._date(value, "d MMMM", "MMMMd")

    def short_day(self, value: date) -> str:
        """``21 Sep``, «21 вер.»."""
        return self._date(value, "d MMM", "MMMd")

    def short_date(self, value: date) -> str:
        """``21 Sep 2026``, «21 вер. 2026»."""
        return self._date(value, "d MMM y", "yMMMd")

    def weekday(self, value: date) -> str:
        return self._date(value, "EEEE")

    def month(self, value: date) -> str:
        """``September 2026``, «вересень 2026»."""
        return self._date(value, "LLLL y", "yMMMM")

    def clock(self, value: datetime | timedelta, zone: ZoneInfo | None = None) -> str:
        """Format ``09:12``: a moment in a zone, or the time since midnight."""
        if isinstance(value, timedelta):
            value = datetime.combine(date(2000, 1, 1), time()) + value
        if zone:
            value = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(zone)
        return clock(value.hour, value.minute, self.code)

    def age(self, value: timedelta) -> str:
        """Format ``3 min``, ``2 hr``, ``12 months``: in the largest unit that fits, rounded."""
        length: Literal["short", "long"] = "short" if value < timedelta(days=1) else "long"
        return format_timedelta(value, granularity="minute", format=length, threshold=1, locale=self.locale)

    def length(self, value: timedelta) -> str:
        """Format ``1 hour``, ``4 hours 30 minutes``: how long something lasts, to the minute."""
        hours, minutes = divmod(value, timedelta(hours=1))
        parts = [timedelta(hours=hours), minutes]
        return " ".join(
            format_timedelta(part, granularity="minute", threshold=1, format="long", locale=self.locale)
            for part in parts
            if part
        )

    def place_of(self, zone: ZoneInfo) -> str:
        """The city a zone is named after: ``Kyiv``, «Київ» (which Babel 2.18 has under no name of today).

        For a zone named after none its own name: ``UTC+05:30``, ``CET``.
        """
        if "/" not in zone.key:
            return zone.key
        if zone.key in {"Europe/Kyiv", "Europe/Kiev"}:
            return self.say("Kyiv")
        return city_of(zone.key, self.locale)

    def listed(self, names: list[str]) -> str:
        """``A, B and C``: in English as the British write it, like its dates."""
        listed = format_list(names, locale=BRITISH if self.code == ENGLISH else self.locale)
        return IN_A_ROW.sub(" та ", listed) if self.code == "uk" else listed

    @property
    def _is_of_the_house(self) -> bool:
        return self.code in HOUSE_LANGUAGES

    def _date(self, value: date, pattern: str, skeleton: str | None = None) -> str:
        """Format by the pattern in the house's languages, by CLDR's skeleton in others."""
        if skeleton is None or self._is_of_the_house:
            return day_by(value, pattern, self.code)
        return format_skeleton(skeleton, datetime.combine(value, time()), locale=self.locale)


def _ended_once(text: str) -> str:
    """Return a sentence that ends in «р.» without a second full stop."""
    return text.replace("р..", "р.")


def _ukrainian_ordinal(place: int) -> str:
    """Return the form of an ordinal that agrees with «ніч»; CLDR gives the masculine one («3-й») alone."""
    if 10 < place % 100 < 20:
        return "other"
    if place % 100 == 40:
        return "fortieth"
    return {1: "one", 2: "two", 3: "few", 7: "seventh", 8: "seventh"}.get(place % 10, "other")


def own_name(locale: Locale) -> str:
    """Return a language's own name; its English name or its code if CLDR does not know it."""
    return locale.get_display_name(locale) or locale.english_name or str(locale)
