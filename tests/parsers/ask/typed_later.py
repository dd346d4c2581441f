"""More questions, of Sunday 29 November 2026, written when the grammar stood (see ``test_questions``)."""

from __future__ import annotations

QUESTIONS = """
how was last night | day 2026-11-29
anything last night? | day 2026-11-29
how many shaheds did they launch last night | day 2026-11-29 weapon shahed
give me the numbers for yesterday | day 2026-11-28
numbers for november 27 | day 2026-11-27
the night of the 27th of November | day 2026-11-27
night of 26 to 27 November | day 2026-11-27
26/27 november | day 2026-11-27
Nov 26-27 night | day 2026-11-27
26 Nov | day 2026-11-26
nov. 26 | day 2026-11-26
26.11.2026 | day 2026-11-26
11/26/2026 | day 2026-11-26
saturday night | day 2026-11-28
two days ago | day 2026-11-27
5 days ago | day 2026-11-24
half a year ago | day 2026-05-29
since friday | span 2026-11-27 2026-11-29
last 10 days | span 2026-11-20 2026-11-29
the past month | span 2026-10-31 2026-11-29
last six months | span 2026-06-03 2026-11-29
november so far | span 2026-11-01 2026-11-29
so far this year | span 2026-01-01 2026-11-29
third quarter 2026 | span 2026-07-01 2026-09-30
autumn 2026 | span 2026-09-01 2026-11-29
in the summer of 2025 | span 2025-06-01 2025-08-31
august and september 2026 | span 2026-08-01 2026-08-31 versus 2026-09-01 2026-09-30
compare october with november | command compare span 2026-10-01 2026-10-31 versus 2026-11-01 2026-11-29
last week vs this week | span 2026-11-16 2026-11-22 versus 2026-11-23 2026-11-29
1 to 15 november | span 2026-11-01 2026-11-15
between 1 October and 15 October | span 2026-10-01 2026-10-15
drones shot down in october | span 2026-10-01 2026-10-31 kind drones
cruise missiles in october 2025 | span 2025-10-01 2025-10-31 kind cruise
Kherson last week | place UA-65 span 2026-11-16 2026-11-22
drone attacks on Belgorod this month | place RU-BEL span 2026-11-01 2026-11-29 kind drones
attack on Lviv 27 November | place UA-46 day 2026-11-27
was there an attack on Poltava last night | place UA-53 day 2026-11-29
did anything hit Sumy yesterday? | place UA-59 day 2026-11-28
is there a threat right now? | alert
any drones over Kyiv now | alert place UA-30 UA-32 kind drones
how many kinzhals were used in 2025 | weapon kinzhal span 2025-01-01 2025-12-31
що було минулої ночі? | day 2026-11-29
скільки шахедів прилетіло вночі | day 2026-11-29 weapon shahed
як минула ніч | day 2026-11-29
чи була атака цієї ночі | day 2026-11-29
що там вночі було | day 2026-11-29
зведення за сьогодні | day 2026-11-29
дані за 27 листопада | day 2026-11-27
27 листопада 2025-го | day 2025-11-27
ніч на 27-ме листопада | day 2026-11-27
ніч з п'ятниці на суботу | day 2026-11-28
в ніч з 26 на 27 листопада 2026 року | day 2026-11-27
26-27 листопада вночі | day 2026-11-27
у суботу вночі | day 2026-11-28
минулого четверга | day 2026-11-26
п'ятого листопада | day 2026-11-05
двадцять сьомого листопада | day 2026-11-27
десять днів тому | day 2026-11-19
пів року тому | day 2026-05-29
за три тижні | span 2026-11-09 2026-11-29
за останні три місяці | span 2026-09-01 2026-11-29
за минулий рік | span 2025-01-01 2025-12-31
за осінь | span 2026-09-01 2026-11-29
за літо 2026 | span 2026-06-01 2026-08-31
у минулому місяці | span 2026-10-01 2026-10-31
упродовж жовтня | span 2026-10-01 2026-10-31
з 1 по 15 листопада | span 2026-11-01 2026-11-15
від 1 жовтня до 15 жовтня | span 2026-10-01 2026-10-15
з вівторка по четвер | span 2026-11-24 2026-11-26
з початку листопада | span 2026-11-01 2026-11-29
порівняти жовтень з листопадом | command compare span 2026-10-01 2026-10-31 versus 2026-11-01 2026-11-29
цей тиждень і минулий | none
скільки дронів збили у жовтні | span 2026-10-01 2026-10-31 kind drones
скільки ракет випустили по Україні за рік | span 2025-11-30 2026-11-29 kind missiles
атака на Львів 27 листопада | place UA-46 day 2026-11-27
що прилетіло по Полтаві вчора | place UA-53 day 2026-11-28
чи били по Сумах цієї ночі | place UA-59 day 2026-11-29
Херсонщина за останній місяць | place UA-65 span 2026-10-31 2026-11-29
чи летить щось на Київ | alert place UA-30 UA-32
чи буде сьогодні обстріл | alert day 2026-11-29
скільки балістичних ракет було вчора | day 2026-11-28 kind ballistic
як прошла ночь | day 2026-11-29
как прошла ночь | day 2026-11-29
сколько дронов прилетело ночью | day 2026-11-29 kind drones
была ли атака этой ночью | day 2026-11-29
данные за 27 ноября | day 2026-11-27
в ночь на 27-е ноября | day 2026-11-27
26-27 ноября ночью | day 2026-11-27
в субботу ночью | day 2026-11-28
в минувший четверг | day 2026-11-26
двадцать седьмое ноября | day 2026-11-27
десять дней назад | day 2026-11-19
полгода назад | day 2026-05-29
за последние три месяца | span 2026-09-01 2026-11-29
за осень | span 2026-09-01 2026-11-29
в течение октября | span 2026-10-01 2026-10-31
со вторника по четверг | span 2026-11-24 2026-11-26
с начала ноября | span 2026-11-01 2026-11-29
сравнить октябрь с ноябрем | command compare span 2026-10-01 2026-10-31 versus 2026-11-01 2026-11-29
атака на Львов 27 ноября | place UA-46 day 2026-11-27
что прилетело по Полтаве вчера | place UA-53 day 2026-11-28
сколько беспилотников сбили над Брянской областью за неделю | place RU-BRY span 2026-11-23 2026-11-29 kind drones
летит ли что-то на Киев | alert place UA-30 UA-32
сколько баллистики выпустили в октябре | span 2026-10-01 2026-10-31 kind ballistic
Белгород и Брянск вчера | none
покажи рекорды | command records
Крым за прошлый месяц | place UA-43 UA-40 span 2026-10-01 2026-10-31
so what happened tonight | day 2026-11-29
Any news from last night? | day 2026-11-29
tell me about last night | day 2026-11-29
how bad was it last night | day 2026-11-29
how many were shot down yesterday | day 2026-11-28
number of drones launched on 14 May | day 2026-05-14 kind drones
what did Ukraine shoot down on May 14th 2025 | day 2025-05-14
the attack of 8 September 2025 | day 2025-09-08
nights of 1-7 November | span 2026-11-01 2026-11-07
week of 16 November | none
everything since Wednesday | span 2026-11-25 2026-11-29
stats for the last 90 days | span 2026-09-01 2026-11-29
total for October | span 2026-10-01 2026-10-31
monthly total october | span 2026-10-01 2026-10-31
October 2025 total drones | span 2025-10-01 2025-10-31 kind drones
January to March 2026 | span 2026-01-01 2026-03-31
from Jan 5 to Feb 10 | span 2026-01-05 2026-02-10
10/01/2026 - 10/15/2026 | span 2026-10-01 2026-10-15
Nov 1 - Nov 7 | span 2026-11-01 2026-11-07
1st half of 2025 | span 2025-01-01 2025-06-30
Q1 | span 2026-01-01 2026-03-31
4th quarter 2025 | span 2025-10-01 2025-12-31
previous month | span 2026-10-01 2026-10-31
past 24 hours | day 2026-11-29
Vinnytsia | place UA-05
Ivano-Frankivsk | place UA-26
Dnipropetrovsk region in June | place UA-12 span 2026-06-01 2026-06-30
Khmelnytskyi | place UA-68
Mykolaiv on Friday | place UA-48 day 2026-11-27
Rostov region | place RU-ROS
Krasnodar krai last night | place RU-KDA day 2026-11-29
Sea of Azov | place sea-of-azov
Tatarstan this year | place RU-TA span 2026-01-01 2026-11-29
Voronezh | place RU-VOR
Sevastopol | place UA-40 UA-43
tver | place RU-TVE
Oreshnik | weapon oreshnik
Zircon missiles in 2025 | weapon zircon span 2025-01-01 2025-12-31 kind missiles
Gerbera | weapon gerbera
my data | command mydata
delete my data | command forget
privacy | command privacy
stop | command unsubscribe
export csv | command export
menu | command help
graph | command chart
are there any sirens in Kharkiv? | alert place UA-63
will there be an attack tonight | alert day 2026-11-29
Dniproo | place UA-12 mended dnipro
Belgrod | place RU-BEL mended belgorod
Novembr 2025 | span 2025-11-01 2025-11-30 mended november
а що було вчора | day 2026-11-28
шо було вночі | day 2026-11-29
шо там сьогодні | day 2026-11-29
скільки всього збили за жовтень | span 2026-10-01 2026-10-31
скільки збито ракет 14 травня | day 2026-05-14 kind missiles
статистика за листопад | span 2026-11-01 2026-11-29
підсумки жовтня | span 2026-10-01 2026-10-31
підсумки тижня | span 2026-11-23 2026-11-29
за вчорашню ніч | day 2026-11-28
за позавчора | day 2026-11-27
за 14 травня 2025 року | day 2025-05-14
у ніч проти 14 травня | day 2026-05-14
в ніч на вчора | day 2026-11-28
з вечора 13 на 14 травня | day 2026-05-14
перша ніч листопада | none
друга половина жовтня | span 2026-10-16 2026-10-31
січень-березень 2026 | span 2026-01-01 2026-03-31
від січня до березня | span 2026-01-01 2026-03-31
останні 7 днів | span 2026-11-23 2026-11-29
сім днів | span 2026-11-23 2026-11-29
за 2 місяці | span 2026-10-01 2026-11-29
попередній місяць | span 2026-10-01 2026-10-31
минулий листопад | span 2025-11-01 2025-11-30
цього літа | span 2026-06-01 2026-08-31
Вінниця | place UA-05
Івано-Франківськ | place UA-26
на Харківщині цього місяця | place UA-63 span 2026-11-01 2026-11-29
Миколаїв у п'ятницю | place UA-48 day 2026-11-27
Дніпропетровщина за червень | place UA-12 span 2026-06-01 2026-06-30
по Одесі за тиждень | place UA-51 span 2026-11-23 2026-11-29
Татарстан цього року | place RU-TA span 2026-01-01 2026-11-29
Азовське море | place sea-of-azov
гербери | weapon gerbera
орєшнік | weapon oreshnik
кабів за вчора | weapon kab day 2026-11-28
мої дані | command mydata
меню | command help
експорт | command export
чи є загроза балістики | alert kind ballistic
де зараз шахеди | alert weapon shahed
Чернігфв | place UA-74 mended чернігів
Хмельницкий | place UA-68
Львiв | place UA-46
Киiв | place UA-30 UA-32
а что было вчера | day 2026-11-28
чё было ночью | day 2026-11-29
сколько всего сбили за октябрь | span 2026-10-01 2026-10-31
статистика за ноябрь | span 2026-11-01 2026-11-29
итоги октября | span 2026-10-01 2026-10-31
за вчерашнюю ночь | day 2026-11-28
за 14 мая 2025 года | day 2025-05-14
январь-март 2026 | span 2026-01-01 2026-03-31
последние 7 дней | span 2026-11-23 2026-11-29
за 2 месяца | span 2026-10-01 2026-11-29
этим летом | span 2026-06-01 2026-08-31
Николаев в пятницу | place UA-48 day 2026-11-27
по Одессе за неделю | place UA-51 span 2026-11-23 2026-11-29
Ростовская область вчера | place RU-ROS day 2026-11-28
Краснодарский край | place RU-KDA
над Азовским морем | place sea-of-azov
где сейчас шахеды | alert weapon shahed
экспорт | command export
меню | command help
Воронж | place RU-VOR mended воронеж
12th | day 2026-11-12
on the 12th | day 2026-11-12
12-го | day 2026-11-12
ніч на 27 | day 2026-11-27
в ночь на 5 | day 2026-11-05
з 1 по 7 числа | span 2026-11-01 2026-11-07
зима 2025-2026 | span 2025-12-01 2026-02-28
2025-10-01..2025-10-15 | span 2025-10-01 2025-10-15
окт-ноя | span 2026-10-01 2026-11-29
first week of October | span 2026-10-01 2026-10-07
last week of October | span 2026-10-25 2026-10-31
в последнюю неделю октября | span 2026-10-25 2026-10-31
перший тиждень жовтня | span 2026-10-01 2026-10-07
Герань-2 | weapon shahed
реактивні шахеди | weapon jet-drone
last day of October | none
until 5 October | none
до 5 жовтня | none
after 5 October | none
після 5 жовтня | none
перед 5 октября | none
end of last month | none
attacks at the end of last month | none
с 8 до 10 | none
5-й элемент | none
biggest attack | command records
most drones in one night | command records
найбільша атака | command records
самая большая атака | command records
is Kyiv safe today | alert place UA-30 UA-32 day 2026-11-29
was it loud in Dnipro last night | place UA-12 day 2026-11-29
чи гучно було в Дніпрі вночі | place UA-12
what is a shahed | weapon shahed
що таке шахед | weapon shahed
"""
