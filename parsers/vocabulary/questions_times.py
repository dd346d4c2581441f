"""The words people use for times in questions, in English, Ukrainian and Russian: one row each, ``;`` between phrases.

Words are in lower case, ё as е, ’ for every apostrophe, and whole; ``*`` stands for any ending of a case («вчорашн*»).
"""

from __future__ import annotations

# fmt: off
# How many days before today; the night to today is the last night.
OFFSETS: tuple[tuple[int, str], ...] = (
    (0, "today; tonight; last night; latest night; overnight; this night; this morning; last 24 hours; past 24 hours; 24 hours; last day; past day; "
        "сьогодн*; сьогоднішн*; цієї ночі; ця ніч; цю ніч; минулої ночі; минула ніч; минулу ніч; минулій ночі; остання ніч; останню ніч; останньої ночі; "
        "за ніч; за добу; минула доба; минулу добу; минулої доби; остання доба; останню добу; 24 години; сьодні; "
        "сегодн*; сегодняшн*; этой ночью; этой ночи; эта ночь; эту ночь; прошлой ночью; прошлой ночи; прошлая ночь; прошлую ночь; последняя ночь; "
        "последнюю ночь; последней ночи; минувшей ночью; минувшая ночь; минувшую ночь; прошедшей ночью; прошедшая ночь; прошедшую ночь; за ночь; за сутки; "
        "последние сутки; прошедшие сутки; минувшие сутки; прошлые сутки; 24 часа; седня"),
    (1, "yesterday; night before last; вчора; вчорашн*; учора; учорашн*; вчера; вчерашн*; позаминулої ночі; позаминула ніч; позапрошлой ночью; позапрошлая ночь"),
    (2, "day before yesterday; позавчор*; позавчорашн*; позавчера; позавчерашн*"),
    (3, "позапозавчора; позапозавчера"),
    (-1, "tomorrow; завтра; завтрашн*"),
    (-2, "day after tomorrow; післязавтра; послезавтра"),
)

# Monday is 0.
WEEKDAYS: tuple[tuple[int, str], ...] = (
    (0, "mon; monday; mondays; понеділок; понеділка; понеділку; понеділком; пн; понедельник; понедельника; понедельнику; понедельником"),
    (1, "tue; tues; tuesday; вівторок; вівторка; вівторку; вівторком; вт; вторник; вторника; вторнику; вторником"),
    (2, "wed; wednesday; середа; середи; середу; середі; середою; ср; среда; среды; среду; среде; средой"),
    (3, "thu; thur; thurs; thursday; четвер; четверга; четвергу; четвергом; чт; четверг"),
    (4, "fri; friday; п’ятниця; п’ятниці; п’ятницю; п’ятницею; пятниця; пятниці; пятницю; пт; пятница; пятницы; пятницу; пятнице; пятницей"),
    (5, "sat; saturday; субота; суботи; суботу; суботі; суботою; сб; суббота; субботы; субботу; субботе; субботой"),
    (6, "sun; sunday; неділя; неділі; неділю; неділею; нд; воскресенье; воскресенья; воскресенью; воскресеньем; воскресение; вс"),
)

MONTHS: tuple[tuple[int, str], ...] = (
    (1, "jan; january; січ; січень; січня; січні; січню; січнем; янв; январь; января; январе; январю; январем"),
    (2, "feb; february; лют; лютий; лютого; лютому; лютим; фев; февраль; февраля; феврале; февралю; февралем"),
    (3, "mar; march; бер; березень; березня; березні; березню; березнем; мар; март; марта; марте; марту; мартом"),
    (4, "apr; april; кві; квіт; квітень; квітня; квітні; квітню; квітнем; апр; апрель; апреля; апреле; апрелю; апрелем"),
    (5, "may; тра; трав; травень; травня; травні; травню; травнем; май; мая; мае; маю; маем"),
    (6, "jun; june; чер; черв; червень; червня; червні; червню; червнем; июн; июнь; июня; июне; июню; июнем"),
    (7, "jul; july; лип; липень; липня; липні; липню; липнем; июл; июль; июля; июле; июлю; июлем"),
    (8, "aug; august; сер; серп; серпень; серпня; серпні; серпню; серпнем; авг; август; августа; августе; августу; августом"),
    (9, "sep; sept; september; вер; верес; вересень; вересня; вересні; вересню; вереснем; сен; сент; сентябрь; сентября; сентябре; сентябрю; сентябрем"),
    (10, "oct; october; жов; жовт; жовтень; жовтня; жовтні; жовтню; жовтнем; окт; октябрь; октября; октябре; октябрю; октябрем"),
    (11, "nov; november; лис; лист; листоп; листопад; листопада; листопаді; листопаду; листопадом; ноя; нояб; ноябрь; ноября; ноябре; ноябрю; ноябрем"),
    (12, "dec; december; гру; груд; грудень; грудня; грудні; грудню; груднем; дек; декабрь; декабря; декабре; декабрю; декабрем"),
)
# Words that mean something else as well, so that they name a time only beside a number or after a preposition.
DOUBTFUL = frozenset(
    "mar march may sat sun mon wed fall spring "
    "січ лют бер кві тра чер лип сер вер жов лис гру квіт трав черв серп верес жовт лист груд "
    "янв фев мар апр маю июн июл авг сен окт ноя дек вс ср середі середи серед среде среды лютий лютим лета осени".split()
)
# Of these the number alone makes a month: «лист» and "may" are no dates, «12 лист» and "may" alone are.
ALONE = frozenset("may march лютий ср вс середи среды".split())

# What time is counted in, and how many nights it has where it is counted back from today.
UNITS: tuple[tuple[str, int, str], ...] = (
    ("day", 1, "day; days; день; дня; дню; дні; днів; днями; дней; доба; доби; добу; діб; сутки; суток"),
    ("night", 1, "night; nights; ніч; ночі; ночей; ночами; ночь; ночи"),
    ("week", 7, "week; weeks; тиждень; тижня; тижню; тижні; тижнів; тижнем; неделя; недели; неделю; неделе; недель; неделей"),
    ("fortnight", 14, "fortnight; fortnights"),
    ("month", 30, "month; months; місяць; місяця; місяцю; місяці; місяців; місяцем; месяц; месяца; месяцу; месяце; месяцы; месяцев; месяцем"),
    ("quarter", 91, "quarter; quarters; квартал; кварталу; кварталі; кварталом; квартали; кварталів; квартала; квартале; кварталы; кварталов"),
    ("half", 182, "half a year; half year; halfyear; півроку; пів року; півріччя; півріччі; півріччям; полгода; пол года; полугодие; полугодия; полугодии; полугодию"),
    ("year", 365, "year; years; рік; року; роки; років; році; роком; год; года; году; годы; лет; годом"),
    ("weekend", 2, "weekend; weekends; вихідні; вихідних; вихідними; вікенд; выходные; выходных; выходными; уикенд"),
)
# The forms that mean one of it where no number stands before: «тиждень тому», «за місяць»; «днів тому» says nothing.
ONE_OF_UNITS = """
    day night week fortnight month quarter year день доба добу ніч тиждень тижня місяць місяця квартал рік року півроку пів півріччя half a ночь неделя неделю недели
    сутки месяц месяца год года полгода пол полугодие
"""
# The unit and how many of it back: «торік» is the whole year before this one.
WHOLES: tuple[tuple[tuple[str, int], str], ...] = (
    (("year", 1), "торік; торішн*; year before"),
    (("year", 2), "позаторік; позаторішн*; year before last"),
    (("year", 0), "цьогоріч; цьогорічн*; year to date; ytd"),
    (("week", 2), "week before last"),
    (("month", 2), "month before last"),
    (("month", 0), "month to date; mtd"),
)

# Which one beside a unit, a month, a weekday, a season: how many of them back.
WHICH: tuple[tuple[int, str], ...] = (
    (1, "last; previous; prior; минул*; прошл*; минувш*; прошедш*; попередн*; предыдущ*"),
    (0, "this; current; цей; цього; цьому; цим; цими; ця; цю; цієї; цій; ці; цих; поточн*; этот; этого; этому; этом; этим; этими; эта; эту; этой; эти; этих; текущ*; нынешн*"),
    (2, "позаминул*; позапрошл*"),
    (-1, "next; coming; наступн*; следующ*; будущ*"),
)
# The stretch that ends today, however long: «останні десять днів», «за останній місяць».
ENDING_TODAY = "past; latest; recent; останн*; последн*; крайн*"
AGO = "ago; тому; назад; тому назад; before now; earlier; back"
# Words before one time that begins a range, and between its two ends.
SINCE = "since; starting; starting from; starting with; починаючи з; починаючи із; починаючи від; начиная с; начиная со; начиная от; з моменту; с момента; with effect from"
FROM_THEN = "з; із; зі; с; со"
OF_THEN = "from; від; от; за період з; за період від; за период с; за период от; в період з; в период с; період з; период с"
BETWEEN = "between; між; поміж; между"
TO = "-; ..; ...; …; to; till; until; through; thru; up to; until the; до; по; аж до; вплоть до; и до; і до; й по; и по; →"
ON_TO = "на; into; /"
AND = "and; &; +; і; й; та; и; а також; а также; ;"
VERSUS = "vs; vs .; v; versus; against; compared to; compared with; compared; comparing; than; проти; порівняно з; порівняно із; у порівнянні з; в порівнянні з; против; по сравнению с; по сравнению со; в сравнении с"
# Before a date they say that another time is meant than the date itself.
BEYOND = "з новим роком; з різдвом; с новым годом; с рождеством; happy new year; happy christmas; merry christmas; before; after; until; till; prior; except; besides; до; після; опісля; перед; крім; окрім; після; после; кроме; раніше; раньше; пізніше; позже; around; близько; приблизно; примерно; около"
# A date of the calendar follows: «за», "in", "on".
BEFORE_A_TIME = "in; on; for; during; of; by; at; throughout; за; в; у; на; протягом; упродовж; впродовж; в течение; про; о; об; от; від; the"

SEASONS: tuple[tuple[int, str], ...] = (
    (12, "winter; зима; зими; зиму; зимі; зимою; взимку; узимку; зимы; зиме; зимой"),
    (3, "spring; весна; весни; весну; весні; весною; навесні; весны; весне; весной"),
    (6, "summer; літо; літа; літу; літі; літом; влітку; улітку; лето; лета; лету; лете; летом"),
    (9, "autumn; fall; осінь; осені; осінню; восени; осень; осени; осенью"),
)
# Month and day of the night that is meant: a New Year's night ends on the first of January.
HOLIDAYS: tuple[tuple[tuple[int, int], str], ...] = (
    ((1, 1), "new year; new year’s; new years; new year’s eve; new year’s day; new year’s night; new years eve; new year eve; "
             "новий рік; нового року; новому року; новим роком; новорічн* ніч; новорічної ночі; новорічну ніч; новорічна ніч; новорічн*; "
             "новый год; нового года; новым годом; новогодн*; новогодняя ночь; новогоднюю ночь; новогодней ночью"),
    ((1, 14), "old new year; старий новий рік; старого нового року; старый новый год; старого нового года"),
    ((12, 25), "christmas; christmas day; xmas; різдво; різдва; різдву; різдвом"),
    ((8, 24), "independence day; ukraine’s independence day; independence day of ukraine; ukrainian independence day; день незалежності; дня незалежності; "
              "день незалежності україни; дня незалежності україни; день независимости; дня независимости; день независимости украины; дня независимости украины"),
    ((2, 24), "день вторгнення; день вторжения"),
    ((5, 9), "день победы; дня победы"),
    ((6, 28), "constitution day; день конституції; дня конституції; день конституции; дня конституции"),
)
# Moves with the year, by the Julian reckoning that both sides keep.
EASTER = "easter; easter sunday; orthodox easter; великдень; великодня; великодню; великоднем; пасха; пасху; пасхи; пасхе; пасхой"
QUARTER_LETTER = "q; кв"
HALF_LETTER = "h"
HALVES = "half; половина; половину; половині; половини; половиною; половине; половины; півріччя; півріччі; півріччям; полугодие; полугодия; полугодии"
# The parts of a month: its first ten days, its second, the rest.
PARTS: tuple[tuple[int, str], ...] = (
    (0, "early; start; beginning; початок; початку; початком; початкові; начало; начала; начале; start of; beginning of; first days"),
    (1, "mid; middle; середина; середину; середині; середины; середине; middle of"),
    (2, "late; end; кінець; кінця; кінці; наприкінці; конец; конца; конце; end of"),
)
OF_YEAR = "year; рік; року; році; роком; рр; р; год; года; году; годом; г"
OF_DAY = "числа; число; числу; числом"
NOW = "now; currently; зараз; наразі; щас; сейчас; right now; at the moment; at this moment; в данный момент; прямо зараз; прямо сейчас; на даний момент; at present; дотепер; досі; present; в эту минуту; в цю хвилину; онлайн; online"

ENGLISH_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH_ORDINALS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
    seventeenth eighteenth nineteenth twentieth
"""
MORE_NUMBERS: tuple[tuple[int, str], ...] = (
    (1, "a; an"), (2, "couple; couple of; пара; пару; пари"), (100, "hundred"),
)
# In all genders and cases: «третій квартал», «у третьому кварталі», «первое полугодие».
MORE_ORDINALS: tuple[tuple[int, str], ...] = (
    (1, "перш*; перв*"),
    (2, "друг*; втор*; ii; іі; другий"),
    (3, "третій; третя; третє; третього; третьому; третьої; третю; третий; третья; третье; третьего; третьем; третьей; третью; iii; ііі"),
    (4, "четверт*; iv; іv"),
    (20, "двадцят*; двадцат*"), (30, "тридцят*; тридцат*; thirtieth"),
)
# fmt: on
