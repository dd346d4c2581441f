"""Reports of Ukraine's Air Force: the night of spring 2025 (with *lost*), the night and the day of 2026."""

from __future__ import annotations

from datetime import date, datetime

from bot.demo.nights import Sample, SampleGroup
from bot.demo.templates import words
from bot.demo.templates.words import by_number, listed

RULE = "➖" * 10
DEFENDERS = "Напад відбивали зенітники, авіація, мобільні вогневі групи та фахівці РЕБ."
SAMPLE = "ℹ️ Зразок тексту: цифри справжні, слова наші."
# «збито/подавлено» has been one figure since late July 2025
ONE_FIGURE_FROM = date(2025, 7, 26)
# bullets without a total since August 2026, when numbers of missiles began to be withheld; after a total before
BARE_BULLETS_FROM = date(2026, 8, 1)


def post(sample: Sample) -> str:
    """The text of one report, night or day."""
    if not sample.is_night:
        parts = [_day(sample), _aim(sample), _downed_by_day(sample), _sites(sample), _airborne(sample)]
    elif sample.posted.date() < ONE_FIGURE_FROM:
        parts = [_headline(sample, "ЗБИТО"), _attack(sample), DEFENDERS, *_downed_2025(sample), _airborne(sample)]
    else:
        parts = [_headline(sample, "ЗБИТО/ПОДАВЛЕНО"), _attack(sample), _aim(sample), DEFENDERS]
        parts += [_downed(sample), _sites(sample), _airborne(sample)]
    return "\n\n".join(part for part in [*parts, SAMPLE] if part)


# the headline and the attack


def _headline(sample: Sample, verb: str) -> str:
    drones = sample.downed or 0
    missiles = sum(group.downed or 0 for group in sample.missiles)
    if missiles:
        all_down = drones + missiles
        what = by_number(all_down, "ЦІЛЬ", "ЦІЛІ", "ЦІЛЕЙ")
        return f"⚡️ {verb} {all_down} {what} ПРОТИВНИКА\n{RULE}"
    what = by_number(drones, "ВОРОЖИЙ", "ВОРОЖІ", "ВОРОЖИХ")
    return f"⚡️ {verb} {drones} {what} БПЛА\n{RULE}"


def _attack(sample: Sample) -> str:
    lead = f"{_window(sample)} противник атакував"
    groups = [_launched(group) for group in sample.launches]
    if len(groups) < 2:
        return f"{lead} {', а також '.join([*groups, _drones(sample)])}{_directions(sample)}."
    if sample.posted.date() >= BARE_BULLETS_FROM:
        bullets = "\n".join(f"- {item};" for item in groups)
        return f"{lead}:\n\n{bullets}\n- {_drones(sample)}{_directions(sample)}."
    total = (sample.launched or 0) + sum(group.launched or 0 for group in sample.launches)
    items = [_launched(group, accusative=True) for group in sample.launches]
    bullets = "\n".join(f"- {item};" for item in items)
    targets = by_number(total, "повітряну ціль", "повітряні цілі", "повітряних цілей")
    seen = f"Усього виявлено {total} {targets}:"
    drones = f"- {_drones(sample, accusative=True)}{_directions(sample)}."
    return f"{_window(sample)} противник завдав комбінованого удару. {seen}\n\n{bullets}\n{drones}"


def _window(sample: Sample) -> str:
    start, end = sample.start, sample.end
    assert isinstance(start, datetime) and isinstance(end, datetime), "the Air Force states its hours"
    if start.date() == end.date():
        return f"Протягом ночі (з {_hour(start, sample)} {_day_month(end)})"
    return f"У ніч на {_day_month(end)} (з {_hour(start, sample)} {_day_month(start)})"


def _hour(moment: datetime, sample: Sample) -> str:
    return f"{moment:%H.%M}" if sample.posted.date() < ONE_FIGURE_FROM else f"{moment:%H:%M}"


def _day_month(day: date) -> str:
    return f"{day.day} {words.MONTHS_UK[day.month - 1]}"


def _drones(sample: Sample, *, accusative: bool = False) -> str:
    number = sample.launched or 0
    if accusative:
        attack = by_number(number, "ударний", "ударні", "ударних")
    else:
        attack = by_number(number, "ударним", "ударними", "ударними")
    return f"{number} {attack} БпЛА типу {_types(sample, accusative=accusative)}"


def _types(sample: Sample, *, accusative: bool = False) -> str:
    jets = _jets(sample, "jets")
    if sample.posted.date() < ONE_FIGURE_FROM:
        return "Shahed та безпілотниками-імітаторами різних типів"
    decoys = "дронів-імітаторів" if accusative else "дронами-імітаторами"
    others = [_missile(words.MISSILES[one.weapons], "ими ракетами") for one in sample.missiles if one.among_drones]
    return f"{', '.join([f'Shahed{jets}', 'Гербера', *others])} та {decoys} типу «Пародія»"


def _jets(sample: Sample, name: str) -> str:
    """«(76 із них - реактивні)», of the field of this name; nothing where no number was stated."""
    number: int | None = getattr(sample, name)
    return "" if number is None else f" ({words.HEDGES_UK[sample.hedge(name)]}{number} із них - реактивні)"


def _directions(sample: Sample) -> str:
    """«із напрямків: …»; nothing where no place was named."""
    russia = [name for slug, name in words.LAUNCHED_IN_RUSSIA.items() if slug in sample.origins]
    crimea = [name for slug, name in words.LAUNCHED_IN_CRIMEA.items() if slug in sample.origins]
    elsewhere = [name for slug, name in words.LAUNCHED_ELSEWHERE.items() if slug in sample.origins]
    parts = [f"{', '.join(russia)} – рф"] if russia else []
    parts += elsewhere + ([f"{', '.join(crimea)} – ТОТ АР Крим"] if crimea else [])
    return f" із напрямків: {', '.join(parts)}" if parts else ""


def _launched(group: SampleGroup, *, accusative: bool = False) -> str:
    missile = words.MISSILES[group.weapons]
    number = group.launched
    if number == 1:
        counted = _missile(missile, "у ракету" if accusative else "ою ракетою")
    elif accusative and number is not None:
        counted = f"{number} {_missile(missile, by_number(number, 'у ракету', 'і ракети', 'их ракет'))}"
    else:
        counted = f"{'' if number is None else f'{number} '}{_missile(missile, 'ими ракетами')}"
    if not group.origins:
        return counted
    if accusative:
        return f"{counted} (район пуску – {listed([_named(slug) for slug in group.origins], 'та')})"
    return f"{counted} із {_places(group.origins)}"


def _missile(missile: words.Missile, ending: str) -> str:
    """The adjectives with the ending's beginning, the noun, the names: («балістичн», «ими ракетами»)."""
    end, noun = (words.MUNITIONS[ending] if missile.munition else ending).split(" ")
    adjectives = " ".join(f"{word}{end}" for word in missile.adjective.split())
    return f"{adjectives} {noun} {missile.names}".strip()


def _places(origins: tuple[str, ...]) -> str:
    oblasts = [words.OBLASTS_UK[slug] for slug in origins if slug in words.OBLASTS_UK]
    elsewhere = [words.ELSEWHERE_UK[slug] for slug in origins if slug in words.ELSEWHERE_UK]
    return listed(([f"{listed(oblasts, 'та')} обл. рф"] if oblasts else []) + elsewhere, "та")


def _named(slug: str) -> str:
    """A launch place in the nominative."""
    if slug in words.OBLASTS_UK:
        return f"{words.OBLASTS_UK[slug].removesuffix('ої')}а обл. рф"
    return words.ELSEWHERE_UK[slug].replace("акваторії", "акваторія")


def _aim(sample: Sample) -> str:
    if not sample.places:
        return ""
    names = [words.REGIONS_UK[code] for code in sample.places]
    lead = "Основний напрямок удару" if len(names) == 1 else "Основні напрямки удару"
    return f"❗️{lead} - {', '.join(names)}."


# what became of it


def _downed_2025(sample: Sample) -> list[str]:
    end = sample.end
    assert isinstance(end, datetime)
    shot = f"{sample.downed} {by_number(sample.downed or 0, 'ударного', 'ударних', 'ударних')} БпЛА"
    parts = [f"Станом на {end:%H.%M} підтверджено збиття {shot} типу Shahed (безпілотників інших типів)."]
    if sample.lost is not None:
        forms = ("ворожий безпілотник-імітатор", "ворожі безпілотники-імітатори", "ворожих безпілотників-імітаторів")
        lost = by_number(sample.lost, "локаційно втрачений", "локаційно втрачені", "локаційно втрачені")
        parts.append(f"{sample.lost} {by_number(sample.lost, *forms)} – {lost} (без негативних наслідків).")
    if sample.places:
        names = listed([words.REGIONS_UK[code] for code in sample.places], "та")
        parts.append(f"Внаслідок ворожої атаки постраждали {names}.")
    return parts


def _downed(sample: Sample) -> str:
    end = sample.end
    assert isinstance(end, datetime)
    lead = f"💥 За попередніми даними, станом на {end:%H:%M}, протиповітряною обороною збито/подавлено"
    groups = [group for group in sample.missiles if group.downed is not None]
    if not groups:
        return f"{lead} {_downed_drones(sample)}."
    total = (sample.downed or 0) + sum(group.downed or 0 for group in groups)
    items = [*(_downed_group(group) for group in groups), _downed_drones(sample)]
    bullets = ";\n".join(f"- {item}" for item in items)
    return f"{lead} {total} {by_number(total, 'ціль', 'цілі', 'цілей')}:\n\n{bullets}."


def _downed_group(group: SampleGroup) -> str:
    number = group.downed or 0
    ending = by_number(number, "у ракету", "і ракети", "их ракет")
    return f"{number} {_missile(words.MISSILES[group.weapons], ending)}"


def _downed_drones(sample: Sample) -> str:
    number = sample.downed or 0
    enemy = by_number(number, "ворожий", "ворожі", "ворожих")
    return f"{number} {enemy} БпЛА типу Shahed{_jets(sample, 'jets_downed')}, Гербера та дронів інших типів"


def _sites(sample: Sample) -> str:
    hits, debris = sample.hit_sites, sample.debris_sites
    if hits is None and debris is None:
        return ""
    if hits == 0 and debris == 0:
        return "Влучань не зафіксовано. Падіння збитих (уламки) не зафіксовано."
    fell = f"падіння збитих (уламки) на {_sites_count(debris)}" if debris is not None else ""
    if hits is None:
        return f"Зафіксовано {fell}."
    struck = f"Зафіксовано влучання засобів повітряного нападу противника на {_sites_count(hits)}"
    return f"{struck}, а також {fell}." if fell else f"{struck}."


def _sites_count(number: int) -> str:
    return f"{number} {by_number(number, 'локації', 'локаціях', 'локаціях')}"


def _airborne(sample: Sample) -> str:
    number = sample.airborne
    if number is None:
        return ""
    hedge = words.HEDGES_UK[sample.hedge("airborne")]
    enemy = "ворожих" if hedge else by_number(number, "ворожий", "ворожі", "ворожих")
    return f"Атака триває, в повітряному просторі {hedge}{number} {enemy} БпЛА."


# the day


def _day(sample: Sample) -> str:
    start, end = sample.start, sample.end
    assert isinstance(start, datetime) and isinstance(end, datetime)
    groups = [_launched(group) for group in sample.launches]
    period = f"Протягом дня {_day_month(end)} (із {start.hour}.{start:%M} до {end.hour}.{end:%M})"
    attack = f"❗️ {period} противник атакував Україну {', а також '.join([*groups, _drones(sample)])}"
    return f"{attack}{_directions(sample)}."


def _downed_by_day(sample: Sample) -> str:
    number = sample.downed or 0
    shot = by_number(number, "ударний", "ударні", "ударних")
    groups = [_downed_group(group) for group in sample.missiles if group.downed is not None]
    downed = ", ".join([*groups, f"{number} {shot} БпЛА{_jets(sample, 'jets_downed')}"])
    return f"За попередніми даними, протягом вказаного періоду збито/подавлено {downed}."
