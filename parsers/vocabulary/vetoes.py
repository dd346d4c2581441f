"""Words by which a post that looks like a report may be something else.

If a window, counts and outcomes are stated, a veto never makes the post no report: it is refused with its reason, for a
person to look at. Each row says where in a post it applies. Phrases are stems as in ``vocabulary.outcomes``.
"""

from __future__ import annotations

from enum import StrEnum


class Heard(StrEnum):
    """Where in a post a veto applies."""

    EARLY = "early"  # up to the end of the first sentence that counts: «фейк», «навчання»
    WEAK = "weak"  # without a window the post is not of a night: «расчет», «губернатор», «с начала года»
    ANYWHERE = "anywhere"  # «це не відповідає дійсності» reverses everything before it


# fmt: off
AIR_FORCE: tuple[tuple[Heard, str], ...] = (
    (Heard.EARLY,
     "фейк; дезінформ; неправдив; ворожих пабліках; ворожі пабліки; втрати противника; втрати ворога; генеральн штаб; генштаб; умовн противник; умовн ворог; навчань=; навчання=; навчаннях=; "
     "жарт; уявіть; гіпотез; симуляц; сценарі; архів; цитата="),
    (Heard.ANYWHERE,
     "це фейк; є фейк; ця інформація фейк; це неправд; не відповідає дійсності; не відповідають дійсності; є неправд; це дезінформ; є дезінформ; спростову; "
     "умовн противник; умовн ворог; під час навчань; у ході навчань; в ході навчань; це жарт"),
)
MINISTRY: tuple[tuple[Heard, str], ...] = (
    (Heard.EARLY,
     "фейк; дезинформ; учений=; учения=; учениях=; условн противник"),
    (Heard.WEAK,
     "губернатор; мэр=; росавиаци; по словам; расчет; награжд; вручен; вручил; медал; орден=; ордена=; ордену=; боевая работа; служу россии; на заседании; брифинг; "
     "с начала проведения; с начала специальн; с начала боев; с начала сво=; с начала год; с начала месяц; с начала операци; с начала конфликта; за время специальн; "
     "за время проведения; за весь период; за неделю; за прошедшую неделю; за минувшую неделю; за истекш недел; в течени недели; итоги недели; тезисы брифинг; за месяц; "
     "ежедневно; главное за недел"),
    (Heard.ANYWHERE,
     "это фейк; не соответствует действительности; не соответствуют действительности; условн противник; в ходе учений; опроверг"),
)
# fmt: on
