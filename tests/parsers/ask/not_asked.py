"""What people type that asks nothing of the bot: small talk, numbers, prices, names, and words that look like dates."""

from __future__ import annotations

SMALL_TALK = """
hello
hi there
how are you
thank you
ok
lol
may I ask you something
may i come in
we march on
sat down
the sun is shining
sun
mon ami
wed
mar
second
one second please
I was born in october
my brother lives in Odesa
met a friend yesterday
my birthday is 22 september
come to my place on friday
good morning
nice
what do you think
how old are you
what time is it
buy milk
I love you
polish
turkey
summer dress
fall down
spring roll
привіт
дякую
як справи
добрий ранок
слава Україні
героям слава
ти хто такий розумний
я живу в Одесі
вчора ходив у кіно
куплю диван
кінь
бпла
маяк
лист
сер
лис
лип
мартини
мартін
мартен
травма
трава
червоний
листоноша
серпантин
січ
липа
лютня
люто
квітка
грудка
березовий гай
неділько
середовище
середній
суботник
п’ять
сто
другий
перший
ніч яка місячна
тиждень моди
рік народження
де мій кінь
спасибо
как дела
доброе утро
я тебя люблю
куплю гараж
вчера был в кино
март-н
маятник
майка
маечка
майор
апрельский
декабристы
августин
средство
средний
вторичный
четвертый
субботник
второй
кот
лето красное
скажи что-нибудь умное
я був учора на морі
what's the weather in Odesa
яка погода в Одесі
погода в Харкові
скільки коштує квиток до Одеси
как проехать в Харьков
how to get to Kharkiv
вчора було весело
see you on monday
in 2 weeks
через два дні
через неделю
мені 25 років
мне 12 лет
з новим роком
с новым годом
happy new year
сумма 12.10
червоні
завтрак
травняк
frida
Match
sundae
планета нептун
гердань
may I be in Odesa
drone attacks on Odesa yesterday ruined grandma's dinner
скільки коштує шахед
сколько стоит шахед
how many people died yesterday
скільки загинуло вчора
average per night in October
в середньому за ніч у жовтні
до завтра
народився 5 жовтня 1990
вулиця 8 березня
улица 9 мая
coming on 12.10 at 5
погода на завтра в Киеве
"""

NUMBERS = """
22
108
500
0
0.5
100.50
12.75
3.14
$12.10
12.10 грн
12.10₴
12.10 $
12.5%
5%
24/7
9/11
1/2
50/50
12.10.10.5
192.168.0.1
1.2.3
v2.3
version 2.3
python 3.11
iOS 17.1
+380501234567
+38 050 123 45 67
050-123-45-67
380-67-123-45-67
8 800 555 35 35
10:30
10:30-11:45
12:00 завтраклік
1 000 000
1,000
12,10
№ 12
#5
5 кг
10 км
30 drones
40 ракет
300 спартанцев
2 + 2
5-10
3-5
1984
3000
2077
99 нарядів
100500
1e10
0x10
A4
F-16
B-52
"""


def lines(table: str) -> list[str]:
    """Return the texts of a table."""
    return [line for line in table.strip().splitlines() if line.strip()]
