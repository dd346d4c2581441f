"""Weapons and the nouns they are counted by: one row each, matched by their stems, the longest first.

A weapon row: slug, family, English name, Ukrainian name, and its stems, ``;`` between phrases. A noun row: family, and
the stems of the words posts count by («балістичними ракетами»). Stems are in lower case; ``=`` at the end requires the
whole word. Latin and Cyrillic spellings are both listed, since posts, newspapers and copies mix them.
"""

from __future__ import annotations

from typing import NamedTuple

from parsers.records import Kind


class Weapon(NamedTuple):
    """One type of weapon."""

    slug: str
    kind: Kind
    en: str
    uk: str
    stems: str


# fmt: off
WEAPONS: tuple[Weapon, ...] = (
    # what Russia launches: drones
    Weapon("shahed", Kind.DRONE, "Shahed", "Shahed", "shahed; shahed-136; шахед; шахід; герань; герані"),
    Weapon("jet-drone", Kind.DRONE, "jet-powered", "реактивні", "реактивн; швидкісн реактивн; на реактивн тяз; з реактивн двигун; із реактивн двигун"),
    Weapon("gerbera", Kind.DRONE, "Gerbera", "«Гербера»", "гербер; гербар; gerbera"),
    Weapon("italmas", Kind.DRONE, "Italmas", "«Італмас»", "італмас; італмаз; italmas"),
    Weapon("parody", Kind.DRONE, "Parody decoys", "«Пародія»",
           "пароді; імітатор пароді; імітатор типу пароді; дрон-імітатор типу пароді; дронами-імітаторами типу пароді; "
           "дронів-імітаторів типу пароді; дрони-імітатори типу пароді; дронами-імітаторами пароді"),
    Weapon("decoy", Kind.DRONE, "decoys", "імітатори",
           "імітатор; дрон-імітатор; дрони-імітатори; дронів-імітаторів; дронами-імітаторами; дрона-імітатора; "
           "безпілотник-імітатор; безпілотника-імітатора; безпілотники-імітатори; безпілотників-імітаторів; "
           "безпілотниками-імітаторами; безпілотник-імітатори; бпла-імітатор; хибн ціл"),
    Weapon("other-drone", Kind.DRONE, "other drones", "інші дрони",
           "безпілотник інш тип; дрон інш тип; дрони інш тип; бпла інш тип; безпілотник невстановлен тип; "
           "дрон невстановлен тип; бпла невстановлен тип; інш безпілотник; інш дрон; інш бпла"),
    Weapon("molniya", Kind.DRONE, "Molniya", "«Молнія»", "молні"),
    Weapon("lancet", Kind.LOITERING_MUNITION, "Lancet", "«Ланцет»", "ланцет; lancet"),
    Weapon("banderol", Kind.LOITERING_MUNITION, "Banderol", "«Бандероль»",
           "бандерол; s8000; s8000 бандерол; s-8000; с8000; с8000 бандерол; banderol"),
    Weapon("dan-t", Kind.LOITERING_MUNITION, "Dan-T", "«Дань-Т»", "дань-т; дань т=; дан-т; dan-t; s8000 дань-т; с8000 дань-т"),
    # reconnaissance
    Weapon("orlan-10", Kind.RECON_DRONE, "Orlan-10", "«Орлан-10»", "орлан; orlan"),
    Weapon("supercam", Kind.RECON_DRONE, "Supercam", "Supercam", "supercam; суперкам"),
    Weapon("zala", Kind.RECON_DRONE, "ZALA", "ZALA", "zala; зала="),
    # missiles
    Weapon("iskander-m", Kind.BALLISTIC_MISSILE, "Iskander-M", "«Іскандер-М»",
           "іскандер-м; іскандер м=; іскандер; искандер-м; искандер; iskander-m"),
    Weapon("kn-23", Kind.BALLISTIC_MISSILE, "KN-23", "KN-23", "kn-23; kn23; кн-23"),
    Weapon("s-300", Kind.BALLISTIC_MISSILE, "S-300", "С-300", "с-300; с300; s-300"),
    Weapon("s-400", Kind.BALLISTIC_MISSILE, "S-400", "С-400", "с-400; с400; s-400"),
    Weapon("zircon", Kind.ANTI_SHIP_MISSILE, "Zircon", "«Циркон»", "циркон; 3м22 циркон; 3м22; zircon"),
    Weapon("oniks", Kind.ANTI_SHIP_MISSILE, "Oniks", "«Онікс»", "онікс; оникс; oniks; onyx"),
    Weapon("kinzhal", Kind.AEROBALLISTIC_MISSILE, "Kinzhal", "«Кинджал»", "кинджал; х-47м2 кинджал; х-47м2; х-47; кинжал; kinzhal"),
    Weapon("kh-101", Kind.CRUISE_MISSILE, "Kh-101", "Х-101", "х-101; х101; kh-101"),
    Weapon("kh-555", Kind.CRUISE_MISSILE, "Kh-555", "Х-555", "х-555; х555; х-55=; kh-555"),
    Weapon("kalibr", Kind.CRUISE_MISSILE, "Kalibr", "«Калібр»", "калібр; калибр; kalibr"),
    Weapon("iskander-k", Kind.CRUISE_MISSILE, "Iskander-K", "«Іскандер-К»", "іскандер-к; іскандер к=; искандер-к; iskander-k"),
    Weapon("kh-22", Kind.CRUISE_MISSILE, "Kh-22", "Х-22", "х-22; х22; kh-22"),
    Weapon("kh-32", Kind.CRUISE_MISSILE, "Kh-32", "Х-32", "х-32; х32; kh-32"),
    Weapon("kh-59", Kind.GUIDED_AIR_MISSILE, "Kh-59", "Х-59", "х-59; х59; kh-59"),
    Weapon("kh-69", Kind.GUIDED_AIR_MISSILE, "Kh-69", "Х-69", "х-69; х69; kh-69"),
    Weapon("kh-31", Kind.ANTI_RADAR_MISSILE, "Kh-31", "Х-31", "х-31=; х-31а; х31=; kh-31"),
    Weapon("kh-31p", Kind.ANTI_RADAR_MISSILE, "Kh-31P", "Х-31П", "х-31п; х31п; х-31пд; kh-31p"),
    Weapon("kh-58", Kind.ANTI_RADAR_MISSILE, "Kh-58", "Х-58", "х-58; х58; kh-58"),
    Weapon("kh-35", Kind.GUIDED_AIR_MISSILE, "Kh-35", "Х-35", "х-35; х35; kh-35"),
    Weapon("kh-29", Kind.GUIDED_AIR_MISSILE, "Kh-29", "Х-29", "х-29; х29"),
    Weapon("kh-38", Kind.GUIDED_AIR_MISSILE, "Kh-38", "Х-38", "х-38; х38"),
    Weapon("icbm", Kind.BALLISTIC_MISSILE, "ICBM", "МБР",
           "міжконтинентальн балістичн ракет; міжконтитентальн балістичн ракет; міжконтинентальн; міжконтитентальн; мбр="),
    Weapon("oreshnik", Kind.BALLISTIC_MISSILE, "Oreshnik", "«Орєшнік»", "орєшнік; орешник"),
    Weapon("kab", Kind.GUIDED_BOMB, "guided bombs", "КАБи", "каб=; каби=; кабів=; кабами="),
    # what Ukraine launches, by the ministry's names
    Weapon("neptune", Kind.ANTI_SHIP_MISSILE, "Neptune", "«Нептун»", "нептун; нептун-мд"),
    Weapon("flamingo", Kind.CRUISE_MISSILE, "Flamingo", "«Фламінго»", "фламинго; фламінго; flamingo"),
    Weapon("sapsan", Kind.BALLISTIC_MISSILE, "Sapsan", "«Сапсан»", "сапсан"),
    Weapon("peklo", Kind.CRUISE_MISSILE, "Peklo", "«Пекло»", "пекло="),
    Weapon("bars", Kind.CRUISE_MISSILE, "Bars", "«Барс»", "барс="),
    Weapon("palianytsia", Kind.CRUISE_MISSILE, "Palianytsia", "«Паляниця»", "паляниц; паляныц; паляниця"),
    Weapon("atacms", Kind.BALLISTIC_MISSILE, "ATACMS", "ATACMS", "atacms; атакмс"),
    Weapon("storm-shadow", Kind.CRUISE_MISSILE, "Storm Shadow", "Storm Shadow", "storm shadow; scalp; шторм шэдоу; шторм шедоу"),
    Weapon("grom", Kind.BALLISTIC_MISSILE, "Grom", "«Грім»", "гром="),
    Weapon("grom-2", Kind.BALLISTIC_MISSILE, "Grom-2", "«Грім-2»", "гром-2; гром 2="),
    Weapon("tochka-u", Kind.BALLISTIC_MISSILE, "Tochka-U", "«Точка-У»", "точка-у; точка у="),
    Weapon("s-200", Kind.BALLISTIC_MISSILE, "S-200", "С-200", "с-200; с200"),
    Weapon("hammer", Kind.GUIDED_BOMB, "Hammer", "Hammer", "hammer; хаммер"),
    Weapon("jdam", Kind.GUIDED_BOMB, "JDAM", "JDAM", "jdam; джидам"),
    Weapon("harm", Kind.ANTI_RADAR_MISSILE, "HARM", "HARM", "harm=; харм="),
    Weapon("himars", Kind.ROCKET, "HIMARS", "HIMARS", "himars; хаймарс"),
    Weapon("vampire", Kind.ROCKET, "Vampire", "«Вампір»", "вампир; vampire; rm-70; rм-70"),
    Weapon("uragan", Kind.ROCKET, "Uragan", "«Ураган»", "ураган"),
    Weapon("olkha", Kind.ROCKET, "Olkha", "«Вільха»", "ольха; вільха"),
    Weapon("grad", Kind.ROCKET, "Grad", "«Град»", "град="),
    Weapon("smerch", Kind.ROCKET, "Smerch", "«Смерч»", "смерч"),
    Weapon("patriot", Kind.MISSILE, "Patriot", "Patriot", "patriot; пэтриот; патриот="),
    Weapon("tu-141", Kind.DRONE, "Tu-141", "Ту-141 «Стриж»", "ту-141 стриж; ту-141; ту-143; стриж="),
    Weapon("lyutyi", Kind.DRONE, "Liutyi", "«Лютий»", "лютый=; лютого=; лютых="),
    Weapon("uncrewed-boat", Kind.BOAT, "uncrewed boats", "безекіпажні катери",
           "безэкипажн катер; безэкипажн; безекіпажн катер; морск дрон"),
    Weapon("balloon", Kind.TARGET, "balloon", "повітряна куля", "малоразмерн воздушн шар; воздушн шар"),
)

# family, the nouns posts count it by: stems, and ``ракет~`` for every form of «ракета» (but not «ракетні війська»).
NOUN_FORMS: dict[str, str] = {
    "ракет~": "ракета ракети ракету ракетою ракет ракетами ракетима ракеті ракетах ракеты ракетой ракетам",
    "дрон~": "дрон дрона дрони дронів дронами дроном дрони-камікадзе дронів-камікадзе дронами-камікадзе дроны дронов дронах",
}
NOUNS: tuple[tuple[Kind, str], ...] = (
    (Kind.DRONE, "бпла; бпл=; безпілотник; безпілотн літальн апарат; дрон~; "
                 "беспилотн летательн аппарат; беспилотник; беспилотн аппарат; беспилотн воздушн суд"),
    (Kind.RECON_DRONE, "розвідувальн бпла; розвідувальн безпілотник; розвідувальн дрон~; бпла-розвідник"),
    (Kind.LOITERING_MUNITION, "баражуюч боєприпас; баражувальн боєприпас; барражирующ боеприпас"),
    (Kind.CRUISE_MISSILE, "крилат ракет~; крылат ракет~"),
    (Kind.BALLISTIC_MISSILE, "балістичн ракет~; баллистическ ракет~; оперативно-тактическ ракет~; тактическ ракет~; отр=; "
                             "ракет~ , як заход на ціл по балістичн траєкторі; ракет~ як заход на ціл по балістичн траєкторі; "
                             "ракет~ , що заход на ціл по балістичн траєкторі; ракет~ що летять по балістичн траєкторі"),
    (Kind.AEROBALLISTIC_MISSILE, "аеробалістичн ракет~; аэробаллистическ ракет~; гіперзвуков ракет~"),
    (Kind.GUIDED_AIR_MISSILE, "керован авіаційн ракет~; авіаційн ракет~; авіаційн керован ракет~; "
                              "управляем авиационн ракет~; авиационн ракет~; авиационн управляем ракет~"),
    (Kind.ANTI_RADAR_MISSILE, "протирадіолокаційн ракет~; противорадиолокационн ракет~"),
    (Kind.ANTI_SHIP_MISSILE, "протикорабельн ракет~; противокорабельн ракет~"),
    (Kind.GUIDED_BOMB, "керован авіаційн бомб; авіаційн бомб; авіабомб; управляем авиационн бомб; авиационн бомб; "
                       "управляем авиабомб; авиабомб; планирующ бомб"),
    (Kind.ROCKET, "реактивн снаряд; снаряд реактивн систем залпов огня; снаряд рсзо; реактивн снаряд рсзо; снаряд"),
    (Kind.BOAT, "катер"),
    (Kind.MISSILE, "зенітн керован ракет~; зенітн ракет~; зенитн управляем ракет~; зенитн ракет~; ракет~"),
    (Kind.TARGET, "повітрян ціл; ціл; засоб повітрян нападу; засоб ураженн; засоб повітрян; повітрян засоб; засоб; засіб; засіб повітрян нападу; "
                  "воздушн цел; цел; средств воздушн нападени; средств поражени; "
                  "малоразмерн воздушн шар; воздушн шар; мвш=; аэростат"),
)

# Adjectives with their noun said later: «балістичної та трьох керованих авіаційних ракет» (@kpszsu 69780).
ADJECTIVES: tuple[tuple[Kind, str], ...] = (
    (Kind.CRUISE_MISSILE, "крилат; крылат"),
    (Kind.BALLISTIC_MISSILE, "балістичн; баллистическ"),
    (Kind.AEROBALLISTIC_MISSILE, "аеробалістичн; аэробаллистическ"),
    (Kind.GUIDED_AIR_MISSILE, "керован авіаційн; авіаційн; управляем авиационн"),
    (Kind.ANTI_RADAR_MISSILE, "протирадіолокаційн; противорадиолокационн"),
    (Kind.ANTI_SHIP_MISSILE, "протикорабельн; противокорабельн"),
)

# «в т.ч. реактивними», «37 із них»: the count is a share of the one before it.
SHARES = "з-поміж них; серед них; в т.ч .; у т.ч .; в т.ч; у т.ч; в тому числі; у тому числі; із них; з них; в том числе; из них; из которых; з яких; із яких; з цієї кількості; із цієї кількості; з цього числа; із цього числа; з-поміж цих; переважно=; здебільшого=; зокрема=; включаючи=; включая="

# Who shot them down, by command, in posts of 2022 and 2023: «ПвК «Центр» – 18, «Південь» – 12».
COMMANDS = "пвк=; повітрян командуван; повітряне_командування"

# What they were shot down with: never a weapon of the attack, even with a number before it.
OUR_MEANS = ("дронами-перехоплювач", "дронів-перехоплювач", "дрони-перехоплювач", "перехоплювач", "зенітн", "екіпаж", "винищувач", "авіаці", "мобільн",
             "f-16", "f16", "пілот", "льотчик", "вертол", "гелікоптер", "засобами реб", "реб", "розрахунк", "підрозділ", "перехватчик", "истребител", "экипаж", "расчет")

# A number does not look past these for what it counts.
STOPS = "на в у із з зі с из по над до від під за про при через для і та й и а але що які яких як о об також"

# The endings that distinguish one from many if no number is printed.
SINGULAR = "ою ої ий ого ому ім ом ія ию ая ую ой ый ым"
PLURAL = "ими их ами ів ых ыми ов ях ам іх"
SINGULAR_NOUNS = "ракета ракету ракетою ракетой безпілотник безпілотника безпілотником дрон дрона дроном боєприпас боєприпаса боєприпасом беспилотник катер снаряд аппарат ціль"
PLURAL_NOUNS = "ракет ракетами ракетима ракеты безпілотники безпілотників безпілотниками дрони дронів дронами боєприпаси боєприпасів боєприпасами"
# fmt: on
