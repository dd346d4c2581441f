"""The words that say what became of the weapons beside them, and the nouns that are counted and are no weapons.

A cue row: outcome, on which side its weapons stand, its phrases (stems; ``=`` asks for the whole word).
"""

from __future__ import annotations

from enum import StrEnum

from parsers.records import Outcome


class Takes(StrEnum):
    """Where the weapons of a cue stand."""

    NEXT = "next"    # «атакував 108 БпЛА»
    LAST = "last"    # «ракета цілі не досягла»
    EITHER = "either"  # «знищено 14 дронів», «14 дронів знищено»: those right before it, or else those after it


class Thing(StrEnum):
    """What a number counts when it counts no weapon."""

    SITE = "site"      # places struck, places where debris fell
    OTHER = "other"    # people, hours, sorties, our own machines: no business of a tally


# fmt: off
CUES: tuple[tuple[Outcome, Takes, str], ...] = (
    (Outcome.LAUNCHED, Takes.NEXT,
     "атакував; атакувал; атакован; атакова; атакує; атакують; завда удар; завдав; завдали; завдає; застосув; застосову; випусти; випустив; "
     "запусти; запущен; виявлен; зафіксован; супроводж; противник=; використа; пуски; атаки україни; залетіл; усього=; загалом=; "
     "с применением; осуществить террористическ атак; применени; атаковал"),
    (Outcome.DOWNED_OR_SUPPRESSED, Takes.EITHER,
     "збит / подавлен; збит та подавлен; збити та подавити; збити і подавити; сбит / подавлен; збит або подавлен; збит /; / подавлен"),
    (Outcome.NEUTRALISED, Takes.EITHER,
     "знешкодж; обезвреж"),
    (Outcome.DOWNED, Takes.EITHER,
     "збит; збил; збива; збитт; знищен; знищил; знищит; перехоплен; перехопити; ліквідован; мінус=; "
     "уничтож; перехвачен; перехватил; сбит; сбил"),
    (Outcome.LOST, Takes.EITHER,
     "втрачен / подавлен; локаційно втрачен / подавлен; локаційно втрачен; локаційно-втрачен; втрачен; "
     "не досяг ціл ( локаційно втрачен; не досяг своїх ціл ( локаційно втрачен; подавлен засобами реб; "
     "подавлен реб=; втрачен після перетин; зник; зникл"),
    (Outcome.SUPPRESSED, Takes.EITHER,
     "подавлен; подавил; подавле"),
    (Outcome.HIT, Takes.NEXT,
     "влучан; влучив; влучил; уразил"),
    (Outcome.HIT, Takes.LAST,
     "влетів; влетіл"),
    (Outcome.AIRBORNE, Takes.EITHER,
     "в повітряному просторі; у повітряному просторі; в повітрі=; у повітрі=; заходять; зайшло; зайшли"),
    (Outcome.LEFT, Takes.LAST,
     "полетів; полетіл; покинув; покинул; вилетів; вилетіл; повернувся; повернулис; перетнув; перетнул; залишил; залишив"),
    (Outcome.MISSED, Takes.EITHER,
     "не досяг; не досяг ціл; не досяг своїх ціл; не досяг своєї ціл; не долеті; цілі не досяг; цілей не досяг; не достиг; впав; впала; впали; упали; упав"),
)

# What follows «падіння»: debris, whose number is of places.
DEBRIS = "падінн збит; падінн улам; падінн ; паденн улам; уламк; обломк"

# Between a count and the verb behind it: «керована авіаційна ракета Х-59 цілі не досягла», «58 — локаційно втрачені».
BETWEEN = """- " ) ворог противника цілі цілей своїх своєї свої було були протиповітряній обороні вдалось вдалося вже також усі всі
             так із них"""

# Counted nouns that are no weapons, by their stems.
THINGS: tuple[tuple[Thing, str], ...] = (
    (Thing.SITE, "локаціях=; локації=; локацію=; локацій=; локаціями=; локація=; місц"),
    (Thing.OTHER,
     "напрямк; особ; осіб; людей; людин; дітей; дит; поранен; загибл; постраждал; рятувальник; годин; хвилин; діб; добу; доби; "
     "літаковил; літак; бомбардувальник; стратегічн бомбардувальник; винищувач; борт; вертол; гелікоптер; ескадр; екіпаж; "
     "област; район; регіон; населен пункт; будин; квартир; поверх; автомоб; км=; кілометр; метр; відсот; раз=; рази=; разів=; "
     "днів; дні=; тижн; місяц; рок; грив; танк; систем; хвил= ; хвилі; "
     "человек; минут; часов; суток; област; район; самолет=; самолета=; самолетов=; самолеты=; вертолет; "
     "направлени; населенн пункт; этаж; процент; волн"),
)
# fmt: on
