"""Questions of Sunday 29 November 2026 by people who had not seen the grammar (see ``test_strangers``)."""

from __future__ import annotations

QUESTIONS = """
when was the last zircon attack | weapon zircon
коли востаннє били калібрами | weapon kalibr
когда в последний раз были кинжалы | weapon kinzhal
kogda byl posledniy oreshnik | weapon oreshnik
чо ночью | day 2026-11-29
shcho bulo vchora vnochi | day 2026-11-28
skolko dronov sbili vchera | day 2026-11-28
з 20-го жовтня | span 2026-10-20 2026-11-29
rocket science | none
крилатий вислів | none
балістика | kind ballistic
missiles | kind missiles
крылатые ракеты | kind cruise
дрони | none
last night | day 2026-11-29
what happened last night? | day 2026-11-29
how many drones last night | day 2026-11-29
anything over kyiv last night | place UA-30 day 2026-11-29
Yesterday | day 2026-11-28
yesterdy | day 2026-11-28
the night before last | day 2026-11-28
day before yesterday | day 2026-11-27
3 days ago | day 2026-11-26
a fortnight ago | day 2026-11-15
a month ago | day 2026-10-29
this time last year | day 2025-11-29
Nov 12 | day 2026-11-12
12th of November | day 2026-11-12
november 12th, 2025 | day 2025-11-12
12 Nov '25 | day 2025-11-12
12/11/2025 | day 2025-11-12
2026/11/12 | day 2026-11-12
12-11-2026 | day 2026-11-12
20261112 | day 2026-11-12
night of 11-12 November | day 2026-11-12
overnight 5 to 6 october | day 2026-10-06
last friday night | day 2026-11-27
wednesday | day 2026-11-25
on tues | day 2026-11-24
Dec 31 | day 2025-12-31
christmas | day 2025-12-25
independence day | day 2026-08-24
30 feb | error
31/11/2026 | error
last week | span 2026-11-16 2026-11-22
this week | span 2026-11-23 2026-11-29
past 7 days | span 2026-11-23 2026-11-29
last 30 nights | span 2026-10-31 2026-11-29
last month | span 2026-10-01 2026-10-31
this month so far | span 2026-11-01 2026-11-29
October | span 2026-10-01 2026-10-31
Oct 2025 | span 2025-10-01 2025-10-31
10/2026 | span 2026-10-01 2026-10-31
how many missiles did russia launch in may? | span 2026-05-01 2026-05-31
since the 1st of november | span 2026-11-01 2026-11-29
from monday to thursday | span 2026-11-23 2026-11-26
between 3 and 9 November | span 2026-11-03 2026-11-09
3rd - 9th nov | span 2026-11-03 2026-11-09
Nov 3–9 | span 2026-11-03 2026-11-09
28 oct to 2 nov | span 2026-10-28 2026-11-02
summer 2026 | span 2026-06-01 2026-08-31
last winter | span 2025-12-01 2026-02-28
Q1 2026 | span 2026-01-01 2026-03-31
first half of 2026 | span 2026-01-01 2026-06-30
this year | span 2026-01-01 2026-11-29
the weekend | span 2026-11-28 2026-11-29
first week of november | span 2026-11-01 2026-11-07
september vs october | span 2026-09-01 2026-09-30 versus 2026-10-01 2026-10-31
compare this week with last week | command compare span 2026-11-23 2026-11-29 versus 2026-11-16 2026-11-22
october compared to october 2025 | span 2026-10-01 2026-10-31 versus 2025-10-01 2025-10-31
Odessa | place UA-51
kharkov | place UA-63
Khrkiv | place UA-63
lviv last week | place UA-46 span 2026-11-16 2026-11-22
Belgorod 12 Nov | place RU-BEL day 2026-11-12
what about Moscow | place RU-MOW
was crimea hit yesterday | place UA-43 day 2026-11-28
St Petersburg | place RU-SPE
kinzhals | weapon kinzhal
how many kalibrs this month | weapon kalibr span 2026-11-01 2026-11-29
kh101 | weapon kh-101
iskander m | weapon iskander-m
when was the last oreshnik | weapon oreshnik
guided bombs yesterday | weapon kab day 2026-11-28
show me the biggest attack | command records
latest | command latest
/lates | command latest
Latest please | command latest
source | command source
settings | command settings
subscribe | command subscribe
chart | command chart
/nigth | command night
https://t.me/kpszsu/45678 | post kpszsu 45678
t.me/s/mod_russia/66011 | post mod_russia 66011
is it safe in kyiv right now | alert
any air raid alert now? | alert
is there a siren in odesa | alert
are drones flying now | alert
hi there | none
thank you | none
may I ask you something | none
march on | none
I need a second opinion | none
he is 24 | none
call me at 18:30 | none
version 2.10 | none
good morning | none
що було вночі? | day 2026-11-29
шо там вночі | day 2026-11-29
скільки прилетіло сьогодні вночі | day 2026-11-29
минула ніч | day 2026-11-29
вчора | day 2026-11-28
учора ввечері | day 2026-11-28
вчрора | day 2026-11-28
тиждень тому в Одесі | place UA-51 day 2026-11-22
5 днів тому | day 2026-11-24
рік тому | day 2025-11-29
у середу | day 2026-11-25
в ніч на вівторок | day 2026-11-24
ніч із четверга на пятницю | day 2026-11-27
у пятницю | day 2026-11-27
12 листопада | day 2026-11-12
дванадцяте листопада | day 2026-11-12
12го листопада | day 2026-11-12
ніч на 12-те листопада | day 2026-11-12
12.11.25 | day 2025-11-12
ніч 11/12 листопада | day 2026-11-12
на різдво | day 2025-12-25
День незалежності | day 2026-08-24
24 лютого 2022 | day 2022-02-24
32 жовтня | error
минулого тижня | span 2026-11-16 2026-11-22
цього тижня | span 2026-11-23 2026-11-29
цього місяця | span 2026-11-01 2026-11-29
з понеділка | span 2026-11-23 2026-11-29
від 1 до 10 листопада | span 2026-11-01 2026-11-10
з 1 по 10 листопада | span 2026-11-01 2026-11-10
25 жовтня — 3 листопада | span 2026-10-25 2026-11-03
1.11-10.11 | span 2026-11-01 2026-11-10
літо | span 2026-06-01 2026-08-31
взимку | span 2025-12-01 2026-02-28
осінь 2025 | span 2025-09-01 2025-11-30
перша половина жовтня | span 2026-10-01 2026-10-15
скільки шахедів збили за жовтень | weapon shahed span 2026-10-01 2026-10-31
торік | span 2025-01-01 2025-12-31
жовтень порівняно з вереснем | span 2026-10-01 2026-10-31 versus 2026-09-01 2026-09-30
порівняй вересень і жовтень | command compare span 2026-09-01 2026-09-30 versus 2026-10-01 2026-10-31
Харків | place UA-63
Харьків вчора | place UA-63 day 2026-11-28
Івано-франківськ | place UA-26
камянське | place UA-12
Запоріжжя за тиждень | place UA-23 span 2026-11-23 2026-11-29
що по Сумах | place UA-59
чи була атака на Львів минулого тижня | place UA-46 span 2026-11-16 2026-11-22
бєлгород | place RU-BEL
азовське море | place sea-of-azov
москва 12 листопада | place RU-MOW day 2026-11-12
кинджали | weapon kinzhal
скільки кинджалів за вересень | weapon kinzhal span 2026-09-01 2026-09-30
х101 вчора | weapon kh-101 day 2026-11-28
цирконів скільки було у жовтні? | weapon zircon span 2026-10-01 2026-10-31
графік | command chart
підписатись | command subscribe
налаштування | command settings
рекорди | command records
допомога | command help
найбільша атака | command records
/ніч | command night
/довідка | command help
тривога є? | alert
чи є зараз тривога в Києві | alert
коли відбій | alert
шо летить | alert
летить щось на Одесу? | alert
привіт | none
дякую! | none
слава україні | none
мартини | none
середина | none
у мене 2 коти | none
что было ночью | day 2026-11-29
что прилетело этой ночью | day 2026-11-29
прошлой ночью | day 2026-11-29
сводка за вчера | day 2026-11-28
сколько беспилотников сбили сегодня | day 2026-11-29
вчераа | day 2026-11-28
три дня назад | day 2026-11-26
неделю назад | day 2026-11-22
месяц назад | day 2026-10-29
в понедельник | day 2026-11-23
ночь с пятницы на субботу | day 2026-11-28
12 ноября | day 2026-11-12
12-го ноября 2025 года | day 2025-11-12
12 нояб. | day 2026-11-12
двадцать первое октября | day 2026-10-21
в ночь с 30 на 31 октября | day 2026-10-31
12 11 2026 | day 2026-11-12
9 мая | day 2026-05-09
на пасху | day 2026-04-12
в новогоднюю ночь | day 2026-01-01
на прошлой неделе | span 2026-11-16 2026-11-22
за последние сутки | day 2026-11-29
за прошлый месяц | span 2026-10-01 2026-10-31
с начала года | span 2026-01-01 2026-11-29
с начала ноября | span 2026-11-01 2026-11-29
с 3 по 9 ноября | span 2026-11-03 2026-11-09
с 25.10 по 03.11 | span 2026-10-25 2026-11-03
3-9 ноября 2025 | span 2025-11-03 2025-11-09
летом | span 2026-06-01 2026-08-31
первый квартал 2026 | span 2026-01-01 2026-03-31
за выходные | span 2026-11-28 2026-11-29
в прошлом году | span 2025-01-01 2025-12-31
август против сентября | span 2026-08-01 2026-08-31 versus 2026-09-01 2026-09-30
сравни октябрь и ноябрь | command compare span 2026-10-01 2026-10-31 versus 2026-11-01 2026-11-29
Питер | place RU-SPE
что в Ростове | place RU-ROS
ростовская обл вчера | place RU-ROS day 2026-11-28
брянск за неделю | place RU-BRY span 2026-11-23 2026-11-29
подмосковье | place RU-MOS
Крым за октябрь | place UA-43 span 2026-10-01 2026-10-31
Николаев | place UA-48
Орел вчера | place RU-ORL day 2026-11-28
татарстан с начала года | place RU-TA span 2026-01-01 2026-11-29
сколько сбили над Москвой 7 октября | place RU-MOW day 2026-10-07
калибры | weapon kalibr
сколько гераней за ноябрь | weapon shahed span 2026-11-01 2026-11-29
искандеры вчера | weapon iskander-m day 2026-11-28
рекорд | command records
помощь | command help
настройки | command settings
источник | command source
есть ли сейчас тревога | alert
тревога в харькове? | alert
что сейчас летит | alert
безопасно сейчас в одессе? | alert
привет, как дела | none
спасибо | none
мартышка | none
среди нас | none
июньский жук | none
vchora | day 2026-11-28
scho bulo vnochi | day 2026-11-29
skilky shahediv zbyly vchora | weapon shahed day 2026-11-28
chto bylo segodnya nochyu | day 2026-11-29
Одеса yesterday | place UA-51 day 2026-11-28
kyiv вчора | place UA-30 day 2026-11-28
latest пліз | command latest
12 november в харкові | place UA-63 day 2026-11-12
shaheds over Sumy in october | place UA-59 weapon shahed span 2026-10-01 2026-10-31
z 5 do 10 zhovtnya | span 2026-10-05 2026-10-10
nich na 5 zhovtnia | day 2026-10-05
v noch na 5 sentyabrya | day 2026-09-05
may I be in Odesa | none
словянка | none
this time last week | day 2026-11-22
у цей день торік | day 2025-11-29
12 листопада 25 | day 2025-11-12
overnight on 5 oct | day 2026-10-05
вночі | day 2026-11-29
що вночі робиш | none
the last samurai | none
ya zhyvu v odesi | none
пасха 2025 | day 2025-04-20
п"ятниця | day 2026-11-27
"""
