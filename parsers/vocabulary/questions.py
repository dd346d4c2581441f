"""The words people use for times in questions, in English, Ukrainian and Russian: one row each, ``;`` between phrases.

Stems are in lower case, ё as е, ’ for every apostrophe; ``=`` at the end requires the whole word.
"""

from __future__ import annotations

# fmt: off
# How many days before today; the night to today is the last night.
DAYS_AGO: tuple[tuple[int, str], ...] = (
    (0, "today=; tonight=; last night; сьогодн; цієї ночі; минулої ночі; сегодн; этой ночью; прошлой ночью"),
    (1, "yesterday; вчора; вчорашн; учора; учорашн; вчера; вчерашн"),
    (2, "day before yesterday; позавчора; позавчорашн; позавчера; позавчерашн"),
)

# Monday is 0.
WEEKDAYS: tuple[tuple[int, str], ...] = (
    (0, "mon=; monday; понеділ; пн=; понедельник"),
    (1, "tue=; tues=; tuesday; вівтор; вт=; вторник"),
    (2, "wed=; wednesday; серед=; середа=; середу=; середи=; ср=; среда=; среду=; среды="),
    (3, "thu=; thur=; thurs=; thursday; четвер; чт=; четверг"),
    (4, "fri=; friday; п’ятниц; пт=; пятниц"),
    (5, "sat=; saturday; субот; сб=; суббот"),
    (6, "sun=; sunday; неділ; нд=; воскресен; вс="),
)

MONTHS: tuple[tuple[int, str], ...] = (
    (1, "jan=; january; січ=; січень; січня; січні; янв=; январ"),
    (2, "feb=; february; лют=; лютий; лютого; лютому; фев=; феврал"),
    (3, "mar=; march; бер=; берез; мар=; март"),
    (4, "apr=; april; кві=; квіт; апр=; апрел"),
    (5, "may=; тра=; трав; май=; мая=; мае="),
    (6, "jun=; june; чер=; черв; июн"),
    (7, "jul=; july; лип; июл"),
    (8, "aug=; august; сер=; серп; авг=; август"),
    (9, "sep=; sept=; september; вер=; верес; сен=; сентябр"),
    (10, "oct=; october; жов=; жовт; окт=; октябр"),
    (11, "nov=; november; лис=; листопад; ноя=; ноябр"),
    (12, "dec=; december; гру=; груд; дек=; декабр"),
)

# Lengths in days, back from today.
SPANS: tuple[tuple[int, str], ...] = (
    (7, "week; тиж; недел"),
    (30, "month; місяц; месяц"),
    (365, "year; рік=; року=; роки=; год=; года="),
)

# The units counted back from today: "last 30 days", «90 ночей», "3 days ago", «2 дні тому».
NIGHT_WORDS = frozenset("night nights day days ніч ночі ночей день дні днів ночь ночи ночей день дня дней".split())
AGO = frozenset("ago тому назад".split())
# Words that do not say which time is meant.
FILLERS = frozenset("night of the to on at for in ніч вночі на за у в про ночь ночью о с з".split())
# What may come after the number of a year.
YEAR_WORDS = frozenset("year рік року р год года г".split())
LAST = frozenset(
    "last past this минулий минулого минулої минулу останній останні цей цього прошлый прошлую последний этот".split()
)
# What may come between two ranges that are to be compared.
BETWEEN = frozenset("and vs vs. versus with from to till until і й та з із від по до проти и с от против - → , ;".split())
PREPOSITIONS = frozenset("in over on about from the в у на над по з із зі для до про с из о об".split())
# What may come after the name of a region.
REGION_WORDS = "region; oblast; област; обл=; кра; krai; республік; республик"
# Other names that people use for places: older spellings, cases that no post has, and the capitals of regions with
# another name.
ALSO_CALLED: tuple[tuple[str, str], ...] = (
    ("UA-05", "vinnitsa; vinnytsya"),
    ("UA-07", "lutsk; луцьк; луцк; volhynia"),
    ("UA-09", "lugansk"),
    ("UA-12", "dnipro=; dnepr=; dnepropetrovsk; дніпро=; дніпра=; дніпру=; дніпром=; дніпрі=; днепр=; днепра=; днепру=; "
        "днепре=; січеславщин"),
    ("UA-18", "zhitomir; житомиром="),
    ("UA-21", "uzhhorod; uzhgorod; ужгород; zakarpattya; transcarpathia"),
    ("UA-23", "zaporizhia; zaporizhya; zaporizhzhya; zaporozhye; zaporozhia"),
    ("UA-26", "франківськ"),
    ("UA-30", "kiev=; kyiv city; kiev city; city kyiv; м київ; м . київ; міст київ"),
    ("UA-32", "kyiv oblast; kiev oblast; kiev region"),
    ("UA-35", "kropyvnytskyi; kropyvnytskyy; kirovograd; кропивницьк; кропивницк"),
    ("UA-43", "ар крим=; автономн республік крим=; occupied crimea; окупован крим"),
    ("UA-46", "lvov=; lwow="),
    ("UA-48", "миколаєвом=; mykolayiv; nikolaev; nikolayev"),
    ("UA-51", "odessa"),
    ("UA-53", "полтавою="),
    ("UA-56", "rovno=; рівним="),
    ("UA-59", "сумами="),
    ("UA-61", "ternopol; тернополем="),
    ("UA-63", "kharkov"),
    ("UA-68", "khmelnitsky; khmelnitskiy; khmelnytsky"),
    ("UA-71", "cherkassy; черкасами="),
    ("UA-74", "chernigov; черніговом="),
    ("UA-77", "chernovtsy; чернівцями="),
    ("RU-SPE", "петербурз; petersburg; st petersburg; st . petersburg"),
    ("kryvyi-rih", "кривом розі; krivoy rog"),
    ("sea-of-azov", "azov="),
)
# Words that may accompany what to watch for.
BESIDE_WATCHED = frozenset(
    "launched used named new drones drone region at least more than or "
    "запущено застосовано названо новий дронів дрони дрон регіон область щонайменше не менше більше ніж".split()
)
# What one can watch for besides a number and a region.
WATCHED: tuple[tuple[str, str], ...] = (
    ("ballistic", "ballistic; ballistics=; ballistic missile; баліст; балістичн ракет; баллист; баллистическ ракет"),
    ("record", "record; рекорд"),
)
# fmt: on
