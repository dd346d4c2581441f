"""Questions as people type them in English on Wednesday 7 October 2026, and what they mean (see ``test_questions``)."""

from __future__ import annotations

QUESTIONS = """
today | day 2026-10-07
Tonight | day 2026-10-07
last night | day 2026-10-07
Last night? | day 2026-10-07
what happened last night | day 2026-10-07
What happened last night? | day 2026-10-07
what happened overnight | day 2026-10-07
what happened | day 2026-10-07
What happened in the air last night? | day 2026-10-07
how many drones last night | day 2026-10-07 kind drones
how many drones were shot down last night? | day 2026-10-07 kind drones
how many missiles were fired at Ukraine last night | day 2026-10-07 kind missiles
How many Shaheds were launched yesterday? | day 2026-10-06 weapon shahed
yesterday | day 2026-10-06
yesterday night | day 2026-10-06
what did Russia launch yesterday | day 2026-10-06
day before yesterday | day 2026-10-05
the day before yesterday | day 2026-10-05
the night before last | day 2026-10-06
tomorrow | day 2026-10-08
3 days ago | day 2026-10-04
three days ago | day 2026-10-04
a week ago | day 2026-09-30
two weeks ago | day 2026-09-23
a month ago | day 2026-09-07
a year ago | day 2025-10-07
10 nights ago | day 2026-09-27
twenty one days ago | day 2026-09-16
last Friday | day 2026-10-02
Monday | day 2026-10-05
on Monday | day 2026-10-05
on sat | day 2026-10-03
last wednesday | day 2026-09-30
this thursday | day 2026-10-01
friday last week | day 2026-10-02
Monday last week | day 2026-09-28
night of 6 October | day 2026-10-06
night of 5-6 October | day 2026-10-06
the night of 5–6 October 2026 | day 2026-10-06
night of October 5-6 | day 2026-10-06
the night of 30 September to 1 October | day 2026-10-01
night from Monday to Tuesday | day 2026-10-06
1 October | day 2026-10-01
October 1 | day 2026-10-01
Oct 1st | day 2026-10-01
1st of October | day 2026-10-01
the first of October | day 2026-10-01
September twenty-first | day 2026-09-21
Sep 22, 2025 | day 2025-09-22
22 Sept 2025 | day 2025-09-22
Friday, 2 October | day 2026-10-02
Monday 5 October 2026 | day 2026-10-05
may 5 | day 2026-05-05
march 8th | day 2026-03-08
8 March 2025 | day 2025-03-08
12 december | day 2025-12-12
31 Dec | day 2025-12-31
29 February | day 2024-02-29
2026-09-22 | day 2026-09-22
2026/09/22 | day 2026-09-22
22.09 | day 2026-09-22
22/09 | day 2026-09-22
22/09/2026 | day 2026-09-22
22.09.25 | day 2025-09-22
05/22/2026 | day 2026-05-22
9/30/2026 | day 2026-09-30
on 22.09.2025 | day 2025-09-22
New Year | day 2026-01-01
on New Year's Eve | day 2026-01-01
Christmas | day 2025-12-25
Christmas 2024 | day 2024-12-25
Independence Day of Ukraine | day 2026-08-24
31 february | error
31.02.2026 | error
31.04 | error
2026-13-01 | error
last week | span 2026-09-28 2026-10-04
this week | span 2026-10-05 2026-10-07
the past week | span 2026-10-01 2026-10-07
week before last | span 2026-09-21 2026-09-27
what happened last week | span 2026-09-28 2026-10-04
last month | span 2026-09-01 2026-09-30
this month | span 2026-10-01 2026-10-07
last 30 nights | span 2026-09-08 2026-10-07
last 7 days | span 2026-10-01 2026-10-07
past 90 days | span 2026-07-10 2026-10-07
the last two weeks | span 2026-09-24 2026-10-07
last three nights | span 2026-10-05 2026-10-07
30 nights | span 2026-09-08 2026-10-07
last year | span 2025-01-01 2025-12-31
this year | span 2026-01-01 2026-10-07
in 2025 | span 2025-01-01 2025-12-31
2025 | span 2025-01-01 2025-12-31
year to date | span 2026-01-01 2026-10-07
May | span 2026-05-01 2026-05-31
in May | span 2026-05-01 2026-05-31
how many missiles in May | span 2026-05-01 2026-05-31 kind missiles
how many drones in march 2025 | span 2025-03-01 2025-03-31 kind drones
August 2025 | span 2025-08-01 2025-08-31
in november | span 2025-11-01 2025-11-30
october last year | span 2025-10-01 2025-10-31
2026-05 | span 2026-05-01 2026-05-31
05/2026 | span 2026-05-01 2026-05-31
Q3 | span 2026-07-01 2026-09-30
Q3 2025 | span 2025-07-01 2025-09-30
second quarter of 2026 | span 2026-04-01 2026-06-30
last quarter | span 2026-07-01 2026-09-30
first half of 2026 | span 2026-01-01 2026-06-30
first half of September | span 2026-09-01 2026-09-15
H1 2025 | span 2025-01-01 2025-06-30
this summer | span 2026-06-01 2026-08-31
summer 2025 | span 2025-06-01 2025-08-31
last winter | span 2025-12-01 2026-02-28
last autumn | span 2025-09-01 2025-11-30
weekend | span 2026-10-03 2026-10-04
at the weekend | span 2026-10-03 2026-10-04
last weekend | span 2026-10-03 2026-10-04
early October | span 2026-10-01 2026-10-07
late September | span 2026-09-21 2026-09-30
3-5 october | span 2026-10-03 2026-10-05
October 3-5 | span 2026-10-03 2026-10-05
from 3 to 5 october | span 2026-10-03 2026-10-05
between 3 and 5 October | span 2026-10-03 2026-10-05
1 - 15 September 2025 | span 2025-09-01 2025-09-15
from 20.09 to 05.10 | span 2026-09-20 2026-10-05
20.09-05.10 | span 2026-09-20 2026-10-05
20 September – 5 October | span 2026-09-20 2026-10-05
2026-09-01 to 2026-09-15 | span 2026-09-01 2026-09-15
from 28 December to 3 January | span 2025-12-28 2026-01-03
May to July | span 2026-05-01 2026-07-31
from May to July 2025 | span 2025-05-01 2025-07-31
between May and July | span 2026-05-01 2026-07-31
from Friday to Sunday | span 2026-10-02 2026-10-04
since Monday | span 2026-10-05 2026-10-07
since 1 October | span 2026-10-01 2026-10-07
since the beginning of the year | span 2026-01-01 2026-10-07
since September | span 2026-09-01 2026-10-07
since yesterday | span 2026-10-06 2026-10-07
from 1 October till now | span 2026-10-01 2026-10-07
2025 vs 2026 | span 2025-01-01 2025-12-31 versus 2026-01-01 2026-10-07
May vs June | span 2026-05-01 2026-05-31 versus 2026-06-01 2026-06-30
may 2026 versus june 2026 | span 2026-05-01 2026-05-31 versus 2026-06-01 2026-06-30
compare May and June | command compare span 2026-05-01 2026-05-31 versus 2026-06-01 2026-06-30
compare 2026-05 2026-06 | command compare span 2026-05-01 2026-05-31 versus 2026-06-01 2026-06-30
this month compared to last month | span 2026-10-01 2026-10-07 versus 2026-09-01 2026-09-30
Odesa | place UA-51
odessa | place UA-51
Odesa region | place UA-51
Kyiv | place UA-30 UA-32
Kiev | place UA-30 UA-32
Kyiv region | place UA-32 UA-30
Kharkov | place UA-63
what about Kharkiv? | place UA-63
Charkiw | place UA-63
Lwów | place UA-46
Zaporizhzhia | place UA-23
zaporozhye | place UA-23
Dnipro | place UA-12
Crimea | place UA-43 UA-40
Moscow | place RU-MOW RU-MOS moscow-region
Moscow region | place moscow-region RU-MOW RU-MOS
Moscow oblast | place RU-MOS RU-MOW moscow-region
St Petersburg | place RU-SPE RU-LEN
Belgorod | place RU-BEL
Black Sea | place black-sea
over the Black Sea | place black-sea
drones over Moscow | place RU-MOW RU-MOS moscow-region kind drones
Odesa yesterday | place UA-51 day 2026-10-06
Odesa last night | place UA-51 day 2026-10-07
attacks on Kharkiv in September | place UA-63 span 2026-09-01 2026-09-30
what happened in Kyiv on 22 September | place UA-30 UA-32 day 2026-09-22
Kharkiv last 30 nights | place UA-63 span 2026-09-08 2026-10-07
how many drones were shot down over Crimea last week | place UA-43 UA-40 span 2026-09-28 2026-10-04 kind drones
Shahed | weapon shahed
shaheds | weapon shahed
Iskander | weapon iskander-m
Kh-101 | weapon kh-101
kh101 | weapon kh-101
kalibr | weapon kalibr
Kinzhals in August | weapon kinzhal span 2026-08-01 2026-08-31
Storm Shadow | weapon storm-shadow
flamingo | weapon flamingo
how many ballistic missiles last night | day 2026-10-07 kind ballistic
how many cruise missiles in 2025 | span 2025-01-01 2025-12-31 kind cruise
latest | command latest
/lates | command latest mended latest
help | command help
settings | command settings
records | command records
record | command records
chart | command chart
show me a chart | command chart
chart for October | command chart span 2026-10-01 2026-10-07
subscribe | command subscribe
subscribe 09:00 | command subscribe
unsubscribe | command unsubscribe
/subscribe | command subscribe
quote | command cite
source | command source
what is this | command about
who are you | command about
/month 2026-08 | command month span 2026-08-01 2026-08-31
/region Odesa | command region place UA-51
settigns | command settings mended settings
subscibe | command subscribe mended subscribe
is there an alert in Kyiv | alert place UA-30 UA-32
is there an air raid alert right now | alert
Is it safe in Odesa now? | alert place UA-51
where are the drones flying | alert kind drones
air raid? | alert
are there missiles incoming | alert kind missiles
Kharkv | place UA-63 mended kharkiv
Zaporizhia yesterday | place UA-23 day 2026-10-06
Zaporizzhia | place UA-23 mended zaporizhzhia
Septembr | span 2026-09-01 2026-09-30 mended september
yesterdy | day 2026-10-06 mended yesterday
https://t.me/kpszsu/83516 | post kpszsu 83516
"""
