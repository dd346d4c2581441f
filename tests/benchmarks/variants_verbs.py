"""Variants in which another verb tells what was stopped or launched, or another bracket holds the places."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.benchmarks.variants_cases import Case
from tests.benchmarks.variants_label import Label
from tests.benchmarks.variants_numerals import agreement

# Two verbs that are one figure, and the outcomes that are as good for each.
TWO_VERBS = (
    "збито чи подавлено",
    "збито або подавлено",
    "збито та подавлено",
    "збито і подавлено",
    "збито й подавлено",
    "збито (подавлено)",
    "збито / (подавлено)",
    "збито\\подавлено",
    "збито|подавлено",
    "збито-подавлено",
    "збито, подавлено",
    "збито та/або подавлено",
    "подавлено/збито",
    "подавлено або збито",
    "збиті або подавлені",
    "знищено/подавлено",
    "знищено чи подавлено",
    "знищено або подавлено",
    "ліквідовано/подавлено",
    "перехоплено/подавлено",
    "збито/приземлено",
    "збито та локаційно втрачено",
    "збито або локаційно втрачено",
)
STOPPED = (
    "збито",
    "знищено",
    "знешкоджено",
    "ліквідовано",
    "нейтралізовано",
    "перехоплено",
    "уражено",
    "приземлено",
    "відбито",
    "зупинено",
    "зупинено на підльоті",
    "знято з неба",
    "заземлено",
    "відпрацьовано",
    "перехоплено і знищено",
    "виявлено та знищено",
    "вдалося збити",
    "підтверджено знищення",
)
# After each stands what was launched in the instrumental; «{aim}» is the country, where the post names it.
LAUNCHED = (
    "противник ударив{по Україні}",
    "ворог бив{по Україні}",
    "ворог завдав удару{по Україні}",
    "противник завдав комбінованого удару{по Україні}",
    "противник здійснив наліт{на Україну}",
    "ворог здійснив атаку{на Україну}",
    "рашисти атакували{Україну}",
    "окупанти вдарили{по Україні}",
    "росіяни атакували{Україну}",
    "російські терористи обстріляли{Україну}",
    "ворог тероризував{Україну}",
    "держава-терорист атакувала{Україну}",
    "противник намагався вразити об’єкти{України}",
    "ворог гатив{по Україні}",
    "противник знову атакував{Україну}",
)
NEUTRALISED = (
    "нейтрализован",
    "ликвидирован",
    "поражен",
    "поражён",
    "обезврежен",
    "остановлен",
    "устранен",
    "подбит",
    "сражен",
    "приземлен",
    "уничтожен в воздухе и рассеян",
    "посажен",
    "выведен из строя",
    "обнаружен и сбит",
    "снят с неба",
)
ACTIVE = (
    "дежурные силы ПВО сбили",
    "дежурные средства ПВО уничтожили",
    "дежурные средства ПВО перехватили",
    "дежурные средства ПВО нейтрализовали",
    "силы ПВО ликвидировали",
    "система ПВО отразила налет:",
    "ПВО отразила атаку,",
    "средства ПВО обезвредили",
    "войска ПВО сбили",
    "зенитчики сбили",
    "дежурные смены ПВО поразили",
    "военнослужащими войск ПВО уничтожено",
)
PLACES = (" ({n} {noun})", " ({n} лок.)", " – {n} {noun}", " (на {n} локаціях)", ": {n} {noun}", " (усього {n} {noun})")
_PLACE = {"one": "локація", "few": "локації", "many": "локацій"}
_ONE_FIGURE = re.compile(r"збито/подавлено")
_ONE_VERB = re.compile(r"(?<![\w/])(?:збито|знищено|підтверджено збиття)(?![\w/]| ?[/(])")
_LAUNCHED = re.compile(r"противник атакував( Україну)?(?=:? )")
_PASSIVE = re.compile(r"\b(?:перехвачен|уничтожен|сбит)(ы|о|а|)\b(?: и (?:перехвачен|уничтожен)\1\b)?")
_BY_DEFENCE = re.compile(rf"дежурными (?:средствами|силами) ПВО {_PASSIVE.pattern}")


def _with_outcome(label: Label, old: str, new: str) -> Label:
    """The label with one outcome for another; «знешкоджено» is a total by the contract."""
    changed = copy.deepcopy(label)
    for line in changed["lines"]:
        if line["outcome"] == old:
            line["outcome"] = new
            line["total"] = line["total"] or new == "neutralised"
    return changed


def _reworded(case: Case, pattern: re.Pattern[str], words: str) -> Case | None:
    text = pattern.sub(lambda _: words, case.text)
    return replace(case, text=text) if text != case.text else None


def _as(case: Case | None, old: str, outcomes: tuple[str, ...]) -> Case | None:
    """The case whose label may have any of the outcomes where it had ``old``."""
    if case is None or case.label is None:
        return None
    labels = [_with_outcome(case.label, old, new) for new in outcomes]
    return replace(case, label=labels[0], alts=tuple(labels[1:]))


def _two_verbs(case: Case, dice: Random) -> Case | None:
    words = dice.choice(TWO_VERBS)
    outcomes = ("downed_or_suppressed", "neutralised")
    return _as(_reworded(case, _ONE_FIGURE, words), "downed_or_suppressed", outcomes)


def _stopped(case: Case, dice: Random) -> Case | None:
    words = dice.choice(STOPPED)
    pattern, old = (_ONE_FIGURE, "downed_or_suppressed") if _ONE_FIGURE.search(case.text) else (_ONE_VERB, "downed")
    return _as(_reworded(case, pattern, words), old, ("downed", "downed_or_suppressed", "neutralised"))


def _launched(case: Case, dice: Random) -> Case | None:
    words, _, aim = dice.choice(LAUNCHED).rstrip("}").partition("{")
    found = _LAUNCHED.search(case.text)
    return _reworded(case, _LAUNCHED, f"{words} {aim}" if found and found[1] else words)


def _passive(case: Case, dice: Random) -> Case | None:
    stem, _, rest = dice.choice(NEUTRALISED).partition(" ")
    second = re.compile(r"(?<=и )(сбит|рассеян)")

    def written(found: re.Match[str]) -> str:
        return f"{stem}{found[1]}" + (f" {second.sub(lambda m: m[0] + found[1], rest)}" if rest else "")

    text = _PASSIVE.sub(written, case.text)
    return replace(case, text=text) if text != case.text else None


def _active(case: Case, dice: Random) -> Case | None:
    return _reworded(case, _BY_DEFENCE, dice.choice(ACTIVE))


def _capital(case: Case | None, old: Case) -> Case | None:
    """A sentence that began with the words begins with a capital."""
    if case is None:
        return None
    text = re.sub(r"(?:(?<=\n)|\A)([▫▪◾◽⚡️🎖 ]*)([а-яіїє])", lambda m: m[1] + m[2].upper(), case.text)
    return replace(case, text=text) if text != old.text else None


_VERBS: dict[str, tuple[Callable[[Case, Random], Case | None], ...]] = {
    "kpszsu": (_two_verbs, _stopped, _launched),
    "mod_russia": (_passive, _active),
}
_PLACES = re.compile(r",? (?:на|у) (\d+)(?:-?ти|-?х)? (?:локаціях|локації|місцях)")


def another_verb(case: Case, dice: Random) -> Case | None:
    """The post with another verb for what was stopped or launched."""
    return _capital(dice.choice(_VERBS[case.channel])(case, dice), case) if case.whole else None


def places_in_brackets(case: Case, dice: Random) -> Case | None:
    """The number of places in brackets: «(11 локацій)»."""
    form = dice.choice(PLACES)
    text = _PLACES.sub(lambda found: form.format(n=found[1], noun=_PLACE[agreement(int(found[1]))]), case.text)
    return replace(case, text=text) if text != case.text and case.whole else None


VERBS = {"another verb": another_verb, "places in brackets": places_in_brackets}
