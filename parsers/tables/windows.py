"""How posts tell time: months, and the words that say what a date or an hour is the edge of.

A phrase is made of word stems; ``=`` asks for the whole word. ``parsers.times`` walks these rows.
"""

from __future__ import annotations

from enum import StrEnum

# fmt: off
# number of the month, its stems in Ukrainian, its stems in Russian
MONTHS: tuple[tuple[int, str, str], ...] = (
    (1, "січн січень", "январ"), (2, "лют", "феврал"), (3, "березн березень", "март"),
    (4, "квітн квітень", "апрел"), (5, "травн травень", "мая= май="), (6, "червн червень", "июн"),
    (7, "липн липень", "июл"), (8, "серпн серпень", "август"), (9, "вересн вересень", "сентябр"),
    (10, "жовтн жовтень", "октябр"), (11, "листопад", "ноябр"), (12, "грудн грудень", "декабр"),
)


class Role(StrEnum):
    """What the date or hour after a word is."""

    NIGHT = "night"          # the night that ends on this date
    NIGHT_FROM = "night_from"  # «в ніч з 28 лютого на 1 березня»: the first of its two dates
    START = "start"
    END = "end"
    AS_OF = "as_of"          # «станом на»: the end, where no other is stated
    AT = "at"                # one moment
    ASIDE = "aside"          # belongs to something else: «після 18.30», «рік тому»
    CLOCK = "clock"          # whose clock: belongs to the hour before it and opens nothing


# role, its phrases. A word that is in no row opens nothing: a date after it stands for itself.
ROLES: tuple[tuple[Role, str], ...] = (
    (Role.NIGHT,
     "ніч на=; ніч проти=; ночь на="),
    (Role.NIGHT_FROM,
     "ніч з=; ніч із=; ночь с="),
    (Role.START,
     "з=; із=; зі=; від=; починаючи з=; розпочал; с=; со=; от=; начиная с="),
    (Role.END,
     "по=; до=; тривал; тривала до="),
    (Role.AS_OF,
     "станом на=; по состоянию на="),
    (Role.AT,
     "близько=; о=; об=; около=; в=; примерно в="),
    (Role.ASIDE,
     "після=; после=; за даними на=; указ"),
    (Role.CLOCK,
     "по московск времен; московск времен; по мск=; за київськ час; по київськ час; київськ час"),
)


class Period(StrEnum):
    """A stretch of time told in words."""

    NIGHT = "night"              # «вночі 11 червня», «в течение ночи 14 ноября»: the night of the date beside it
    LAST_NIGHT = "last_night"    # «в течение прошедшей ночи», «цієї ночі»: the night before the post
    DAY = "day"                  # «протягом дня», «увечері»: of the date beside it
    TODAY = "today"              # «сьогодні», «поточної доби»: the date of the post
    PAST_DAY = "past_day"        # «за сутки»: the day to the post
    NEW_YEAR = "new_year"        # «у новорічну ніч 2024 року»
    SUM = "sum"                  # «за умовну добу»: hours of a sum beside the report's own
    LONG = "long"                # weeks, months, since the war began: no tally of a night
    ONCE = "once"                # «рік тому»: a memory


PERIODS: tuple[tuple[Period, str], ...] = (
    (Period.NIGHT,
     "вночі=; уночі=; в течени ночи=; протягом ночі=; ночью=; нічної атаки"),
    (Period.LAST_NIGHT,
     "в ночное время=; ночные часы; прошедш ноч; минувш ноч; минулої ночі; цієї ночі; сегодня ночью; "
     "этой ночью; сегодняшн ноч; сьогодні вночі; за ночь=; за ніч="),
    (Period.DAY,
     "протягом дня; протягом денної пори; денної пори; впродовж дня; удень=; вдень=; днем=; "
     "увечері=; ввечері=; вечером=; вечернее время; уранці=; вранці=; зранку=; утром=; "
     "утренние часы; вечерние часы; дневные часы; сегодняшн утр; сегодняшн веч; на початку доби; дневное время; в течени дня"),
    (Period.TODAY,
     "сьогодні=; сегодня=; поточної доби; текущих суток"),
    (Period.PAST_DAY,
     "за сутки=; за прошедшие сутки; за минувшие сутки; за минулу добу; за добу="),
    (Period.NEW_YEAR,
     "новорічн ніч; новогодн ноч"),
    (Period.SUM,
     "за умовну добу; умовну добу"),
    (Period.LONG,
     "за тиждень; за минулий тиждень; минулого тижня; протягом тижн; упродовж тижн; впродовж тижн; цього тижн; останн тиждень; тижнев; "
     "протягом місяц; упродовж місяц; впродовж місяц; останн місяц; щомісяц; за квартал; за півроку; півріччя; з 1= січн; із 1= січн; "
     "від 1= січн; за січень; за лютий; за березень; за квітень; за травень; за червень; за липень; за серпень; за вересень; "
     "за жовтень; за листопад=; за грудень; за неделю; за прошедшую неделю; "
     "за місяць; за минулий місяць; минулого місяця; цього місяця; за месяц; з початку; "
     "с начала; від початку; за весь; за рік; за год="),
    (Period.ONCE,
     "рік тому; роки тому; років тому; тиждень тому; год назад; місяць тому; цього дня рік; роковин; річниц"),
)

# The months as dates have them, to tell «14 вресня» from other words.
MONTH_NAMES = """
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
""".split()

# Words that may stand between an hour and its date without ending the edge they belong to.
FILLERS = """
    мск вечора ранку ночі ночи утра вечера дня години годину годин час часа часов часу времени
    року рік года году г р т.г т.р текущего поточного
    понеділок вівторок середу четвер п’ятницю суботу неділю
    понедельник вторник среду четверг пятницу субботу воскресенье
    о об в во около близько примерно і и та , ( ) .
""".split()

# What may stand between an hour and its date in figures: «с 21.00 мск. 6.05».
BEHIND_AN_HOUR = "мск вечора ранку ночі ночи утра вечера дня годину годин час часа часов часу ( ) .".split()

HOURS = "годин час".split()
MINUTES = "хвилин минут".split()
MIDNIGHT = "опівноч полуноч полночь".split()
NOON = "полудн полдень опівдн".split()
# fmt: on
