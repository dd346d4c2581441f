"""The small words of the ministry's posts: how a place relates to a count, what was attempted, who shot.

A phrase is made of word stems; ``=`` requires the whole word, ``;`` separates phrases.
"""

from __future__ import annotations

from enum import StrEnum


class PlaceRole(StrEnum):
    """How the places after a word relate to what was counted."""

    OVER = "over"  # «над территорией», «в акватории»: where it was shot down
    TOWARDS = "towards"  # «по объектам на территории», «летевших на Москву»: where it was going
    NEAR = "near"  # «у побережья», «вблизи»: helps to find the place, but is not one


class Sort(StrEnum):
    """What a post is, if one phrase shows it."""

    BRIEFING = "briefing"  # a day's or a week's sum of the whole front
    DIGEST = "digest"  # repeats earlier reports, or covers one sector of the front


# fmt: off
STANDS: tuple[tuple[PlaceRole, str], ...] = (
    (PlaceRole.OVER, "над=; территори; акватори; воздушн пространств; в=; во=; на="),
    (PlaceRole.TOWARDS, "до москв; до столиц; до петербург; к=; ко=; в направлении; в сторону; по=; летевш; летящ; летел; летели; следовавш; двигавш; направлявш; объект; атаку; атаковал"),
    (PlaceRole.NEAR, "вблизи=; у=; около=; недалеко=; неподалеку=; побереж; близ=; район аэродром"),
)

# «Пресечена попытка … атаку тремя БПЛА»: a number after these counts weapons that were sent.
ATTEMPTS = "попытк; попыток; атака=; атаки=; атаку=; атакой=; атак=; удар=; удара=; атаковал; атакован; применено=; применены=; обнаружен; выявлен"
# «Два катера повреждены» is not an outcome of a tally.
NO_OUTCOME = "поврежден; повредил"
# Who shot: these end an attempt, and what is counted next was stopped.
AGENTS = "пво=; рэб=; противовоздушн; дежурн; средствами; силами="
# «Две попытки», «в три волны»: numbers that count no weapon.
NOT_COUNTED = "попыт; атаки=; атак=; террористическ атак; волн; налет"
# «Переоборудованной для поражения наземных целей» does not count targets.
NO_TARGETS = "наземных наземной морских".split()
# «В северо-западной части акватории» is not an amount.
NOT_VAGUE = "части часть частью".split()
TOTALS = "всего=; итого=; в общей сложности; общее количество"
# Before places of earlier counts: «Районы перехвата – Липецкая, Тамбовская области».
WHERE = "перехват=; район= перехват; районы= перехват; места= перехват; где сбит; места= поражен; атака отражена; атаки отражены; налет отражен; над территориями :; над территорией :"
# «11 и 7 – над А и Б соответственно»: each count has its own place.
RESPECTIVELY = "соответственно="
ALL = "все=; оба=; обе=; весь="

# «Два из которых», «в том числе»: the parts need not add up to the whole.
# Crewed aircraft are not weapons of a tally.
AIRCRAFT = "вертолет; самолет=; самолета=; самолетов=; истребител; штурмовик"
BOTH = "оба обе обоих обеих".split()
PARTIAL = "в том числе; в т.ч"

# Nouns that are in the nominative: of one weapon, and of several.
ONE = "аппарат беспилотник ракета снаряд катер бомба дрон шар отр аэростат".split()
UNDECLINED = "бпла мвш".split()
OBLIQUE = ("ого", "ому", "ым", "ых", "их", "ими", "ыми")
SEVERAL = "аппараты беспилотники ракеты снаряды катера бомбы дроны шары аэростаты".split()

# After a number whose noun was said before: «20 – над», «пять перехвачены», «один сбит», «5 из них», «по 2 в».
BARE_NEXT = "- над в во на из , ; . ( ) и а были был было еще летели летевших следовали двигались направлялись территорией территориями акваторией акваториями аппарат аппарата аппаратов ед единиц единицы шт штук".split()

# Words that end a count: «7 – территорией Брянской области», without «над», does not count «областей».
ENDS_A_COUNT = "над и а в на территорией территориями акваторией акваториями".split()

# The endings of an unknown region: «над территорией Энской области», «над Энским краем».
REGION_ENDINGS = ("ской", "цкой", "ского", "цкого", "ским", "цким", "скою")
REGION_NOUNS = "област кра= края= краем= крае= краю= округ республик мор= моря= морем= морей=".split()
# «Донецкой Народной Республики», «Автономной Республики Крым».
NO_NAMES = "народн автономн".split()
# Words after which a region's name means something smaller: «над Курской АЭС», «Пермского района».
NOT_THE_REGION = "аэс= район водохранилищ".split()
# Words after a similar name that is not a region: «Истринского района», «Черноморского флота».
NO_REGIONS = "район городск муниципальн флот федераци направлени мост залив пролив полуостров аэродром косы= косой= набережн водохранилищ озер аэс=".split()

SORTS: tuple[tuple[Sort, str], ...] = (
    (Sort.DIGEST,
     "главное за день; итогидня; итоги дня; группировк"),
    (Sort.BRIEFING,
     "сводка министерств; за сутки; за прошедшие сутки; за минувшие сутки; за истекш сутки; в течени суток; в течени прошедш суток; за прошедший день"),
)

# Who reports: without one of these a post is not a tally of the ministry.
ON_DUTY = (
    "дежурн; работа= пво; боев расчет пво; пво сбил; пво уничтож; пво отраз; истребительн авиаци; средств пво; средств противовоздушн обороны; силами пво; средств рэб; средств радиоэлектронн; комплекс рэб; "
    "систем противовоздушн обороны; систем пво; пресечен; сорван попытк; предпринят; черноморск флот; морск авиаци; украинск беспилотн; украинск бпла"
)

# The gate: a post without a word of each row is not a report.
COUNTED = ("бпла", "беспилот", "дрон", "ракет", "снаряд", "катер", "бомб", "воздушн", "аэростат")
DRONES = COUNTED[:3]
STOPPED = ("уничтож", "перехва", "сбит", "сбил", "подавл", "пресеч", "сорван", "дежурн", "сработал", "нейтрализ", "ликвид", "отраж", "отраз", "поражен",
           "обезвре", "потопл")
# Those that say what became of a weapon, not that somebody was on duty or under attack.
ENDED = ("уничтож", "перехва", "сбит", "сбил", "подавл", "нейтрализ", "ликвид", "обезвре", "потопл")
# Air defence as the one who acts, with any verb after it: «средства ПВО обезвредили».
ACTIVELY = ("средства пво", "силы пво", "пво отраз", "пво обезвр", "расчеты пво")
AIR_DEFENCE = ("пво", "противовоздушн")
SHOOTERS = ("пво", "истребительной авиаци", "пресеч", "сорван", "рэб", "противовоздушн", "флот", "радиоэлектронн",
            "украинских беспилот", "украинский беспилот", "украинских бпла", "украинский бпла", "предпринята")
# fmt: on
