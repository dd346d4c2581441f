"""Counts in a sentence: a walk over its words that gathers number, hedge, noun and weapon names into groups.

What became of the weapons of a group is not decided here (see ``parsers.outcomes``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.numbers import Amount, amount
from parsers.phrases import Found, Phrases
from parsers.records import Hedge, Kind, Outcome, Words
from parsers.tables.outcomes import THINGS, Thing
from parsers.tables.weapons import (
    ADJECTIVES,
    NOUN_FORMS,
    NOUNS,
    PLURAL,
    PLURAL_NOUNS,
    SHARES,
    SINGULAR,
    SINGULAR_NOUNS,
    WEAPONS,
    Weapon,
)
from parsers.text import Token


def _spelled(phrases: str) -> list[str]:
    """The phrases of a row, ``ракет~`` written out in every form."""
    whole = [phrase.strip() for phrase in phrases.split(";")]
    for mark, forms in NOUN_FORMS.items():
        whole = [made for one in whole for made in (_each_form(one, mark, forms) if mark in one else [one])]
    return whole


def _each_form(phrase: str, mark: str, forms: str) -> list[str]:
    return [phrase.replace(mark, f"{form}=") for form in forms.split()]


WEAPON: Phrases[Weapon] = Phrases((stem, row) for row in WEAPONS for stem in row.stems.split(";"))
NOUN: Phrases[Kind] = Phrases((stem, kind) for kind, stems in NOUNS for stem in _spelled(stems))
ADJECTIVE: Phrases[Kind] = Phrases((stem, kind) for kind, stems in ADJECTIVES for stem in stems.split(";"))
THING: Phrases[Thing] = Phrases((stem, thing) for thing, stems in THINGS for stem in stems.split(";"))
SHARE: Phrases[bool] = Phrases((stem, True) for stem in SHARES.split(";"))

_SINGULAR, _PLURAL = tuple(SINGULAR.split()), tuple(PLURAL.split())
_ONE, _MANY = frozenset(SINGULAR_NOUNS.split()), frozenset(PLURAL_NOUNS.split())
_JOINS = frozenset({",", "та", "і", "й", "и", "/", "або", "или"})
_INSIDE = frozenset({'"', "-", "типу", "типа", "типів"})
_STOPS = frozenset(
    {
        "на",
        "в",
        "у",
        "із",
        "з",
        "зі",
        "с",
        "из",
        "по",
        "над",
        "до",
        "від",
        "під",
        "за",
        "про",
        "при",
        "через",
        "для",
        "і",
        "та",
        "й",
        "и",
        "а",
        "але",
        "що",
        "які",
        "яких",
        "як",
        "о",
        "об",
    }
)
_FLYING = {Kind.DRONE, Kind.LOITERING_MUNITION}
_LOOK_AHEAD = 4


@dataclass(slots=True)
class Group:
    """One count as found: tokens ``[first, after)``, the amount, the post's own noun, the weapons named."""

    first: int
    after: int
    amount: Amount | None = None
    noun: Kind | None = None
    weapons: list[Weapon] = field(default_factory=list)
    singular: bool = False
    share: bool = False
    half_said: bool = False
    outcome: Outcome | None = None
    total: bool = False

    @property
    def kind(self) -> Kind | None:
        """The weapons' own kind where they are of one; else the post's word; else the first one's."""
        kinds = {weapon.kind for weapon in self.weapons}
        if len(kinds) == 1:
            return kinds.pop()
        return self.noun or (self.weapons[0].kind if self.weapons else None)

    def number(self) -> tuple[int | None, Hedge]:
        """The number and its hedge; a singular without a numeral is one."""
        if self.amount:
            return self.amount.number, self.amount.hedge
        return (1, Hedge.EXACT) if self.singular else (None, Hedge.NOT_STATED)

    def words(self, found: Sequence[Token]) -> Words:
        """Where the number stands, or the weapon where none does."""
        return self.amount.words if self.amount else (found[self.first].start, found[self.after - 1].end)


@dataclass(slots=True)
class Counted:
    """All counts of a range of tokens, the numbers that count places, and those nothing took up."""

    groups: list[Group] = field(default_factory=list)
    sites: list[tuple[Amount, int]] = field(default_factory=list)
    spare: list[Amount] = field(default_factory=list)


class Counter:
    """The walk itself; ``taken`` are tokens that dates and hours took up."""

    def __init__(self, found: Sequence[Token], taken: set[int]) -> None:
        self.found, self.taken = found, taken

    def count(self, first: int, after: int, verbs: set[int] | None = None) -> Counted:
        """The counts of tokens ``[first, after)``; ``verbs`` are tokens that hold no noun («цілі не досягла»)."""
        self.end, self.result, self.loose = after, Counted(), False
        at = first
        while at < after:
            at = at + 1 if at in self.taken or (verbs and at in verbs) else self._step(at)
        _share_the_noun(self.found, self.result.groups)
        return self.result

    def _step(self, at: int) -> int:
        """Read what begins at ``at`` and return where to go on."""
        text = self.found[at].text
        if text == "(":
            return self._bracket(at)
        after = self._share(at) or self._amount(at) or self._unnumbered(at)
        if after:
            return after
        self.loose = self.loose or (text not in _JOINS and text not in _INSIDE)
        return at + 1

    def _bracket(self, at: int) -> int:
        """A bracket holds a part of the count before it, or nothing that is counted: launch places, «(уламки)»."""
        after = self._share(at + 1) or self._bare_share(at + 1)
        if after:
            return after + 1 if after < self.end and self.found[after].text == ")" else after
        close = next((i for i in range(at, self.end) if self.found[i].text == ")"), None)
        if close is None:
            return at + 1
        for i in range(at + 1, close):
            inside = None if i in self.taken else amount(self.found, i)
            if inside and inside.number is not None and not self._counts_other(inside.after):
                self.result.spare.append(inside)
        return close + 1

    def _share(self, at: int) -> int | None:
        """«(82 із них - реактивні)», «в т.ч. реактивними», «понад 50 із них – "Шахеди"»."""
        if at >= self.end or at in self.taken:
            return None
        size = amount(self.found, at)
        mark = SHARE.match(self.found, size.after) if size and size.after < self.end else None
        if mark is None:
            size, mark = None, SHARE.match(self.found, at)
            if mark is None or mark.after >= self.end:
                return None
            size = amount(self.found, mark.after)
            return self._add_share(at, size, size.after if size else mark.after)
        return self._add_share(at, size, mark.after)

    def _bare_share(self, at: int) -> int | None:
        """In a bracket only: «(більшість - реактивні)», «(близько третини - реактивні)»."""
        size = amount(self.found, at) if at < self.end and at not in self.taken else None
        if size is None:
            return None
        after = size.after
        while (
            after < self.end and self.found[after].kind == "word" and self.found[after].text[:5] in {"полов", "трети"}
        ):
            after += 1
        return self._add_share(at, size, after) if after < self.end and self.found[after].text == "-" else None

    def _add_share(self, at: int, size: Amount | None, after: int) -> int | None:
        """Put down a part of the count before it, if it says of what."""
        named = self._names(after)
        if named is None:
            return None
        weapons, kind, end = named
        whole = self._last_whole()
        noun = kind or (whole.kind if whole else None)
        self.result.groups.append(
            Group(at, end, size, noun, weapons, share=True, outcome=whole.outcome if whole else None)
        )
        return end

    def _names(self, at: int) -> tuple[list[Weapon], Kind | None, int] | None:
        """Weapons or a noun within a few words of ``at``."""
        for start in range(at, min(at + _LOOK_AHEAD, self.end)):
            weapon, noun = (
                WEAPON.match(self.found, start),
                NOUN.match(self.found, start) or ADJECTIVE.match(self.found, start),
            )
            if weapon:
                weapons, after = self._list(start)
                return weapons, None, after
            if noun:
                return [], noun.row, noun.after
            if self.found[start].text in ")(.;" or start in self.taken:
                return None
        return None

    def _amount(self, at: int) -> int | None:
        """A number, and what it counts."""
        size = amount(self.found, at)
        if size is None or size.after > self.end:
            return None
        if any(i in self.taken for i in range(size.after - 1, size.after)):
            return None
        whole = self._of_whole(size)
        if whole:
            return whole
        thing = THING.match(self.found, size.after) if size.after < self.end else None
        if thing and not NOUN.match(self.found, size.after):
            if thing.row is Thing.SITE:
                self.result.sites.append((size, at))
            return thing.after
        if self._is_bare_site(at, size):
            self.result.sites.append((size, at))
            return size.after
        return self._counted(at, size, size.after) or self._bare(at, size)

    def _of_whole(self, size: Amount) -> int | None:
        """«26 із 38 ударних БпЛА»: the part is downed, the whole was launched."""
        if size.after >= self.end or self.found[size.after].text not in {"із", "з", "из", "с"}:
            return None
        whole = amount(self.found, size.after + 1) if size.after + 1 < self.end else None
        if whole is None or size.number is None or whole.number is None or size.after + 1 in self.taken:
            return None
        before = len(self.result.groups)
        after = self._counted(size.after + 1, whole, whole.after) or self._bare(size.after + 1, whole)
        made = self.result.groups[before:]
        if not made:
            return None
        made[0].outcome = Outcome.LAUNCHED
        part = Group(size.first, size.after, size, made[0].noun, list(made[0].weapons))
        self.result.groups.insert(before, part)
        return after

    def _counts_other(self, at: int) -> bool:
        return at < self.end and THING.match(self.found, at) is not None

    def _is_bare_site(self, at: int, size: Amount) -> bool:
        """«падіння збитих (уламки) на 8.», the noun left out (@kpszsu 67304, July 2026)."""
        before = self.found[size.first - 1].text if size.first else ""
        later = self.found[size.after] if size.after < len(self.found) else None
        ends = later is None or later.kind in {"line"} or later.text in {".", ",", ";", "!"}
        return before == "на" and ends and size.number is not None

    def _counted(self, at: int, size: Amount, after: int) -> int | None:
        """The noun and the weapons of a number, adjectives between them passed over."""
        for start in range(after, min(after + _LOOK_AHEAD, self.end)):
            if start in self.taken:
                return None
            made = self._group_at(start)
            if made:
                made.first, made.amount = at, size
                self._open(made)
                return made.after
            if self.found[start].kind not in {"word"} and self.found[start].text not in _INSIDE:
                return None
            if self.found[start].text in _STOPS:
                return None
        return None

    def _bare(self, at: int, size: Amount) -> int | None:
        """A number whose noun was said before: «213 — збито вогневими засобами», «усі 14 знищено»."""
        later = self.found[size.after].text if size.after < self.end else ""
        if size.number is not None:
            group = Group(at, size.after, size)
            if later == "-" or later.startswith(("збит", "знищ", "локаційн", "втрач", "подавл", "не")):
                self.result.groups.append(group)
            else:
                self.result.spare.append(size)
        return size.after

    def _unnumbered(self, at: int) -> int | None:
        """A noun or a weapon without a number: it carries on the list before it, or is a count of its own."""
        made = self._group_at(at)
        if made is None:
            return None
        last = self._last_whole()
        if last and self._carries_on(last, made):
            last.weapons += [weapon for weapon in made.weapons if weapon not in last.weapons]
            last.noun = last.noun or made.noun
            last.after, last.half_said = made.after, last.half_said and made.half_said
            return made.after
        self._open(made)
        return made.after

    def _last_whole(self) -> Group | None:
        return next((group for group in reversed(self.result.groups) if not group.share), None)

    def _open(self, group: Group) -> None:
        self.result.groups.append(group)
        self.loose = False

    def _carries_on(self, last: Group, made: Group) -> bool:
        """Whether ``made`` belongs to the count before it (contract/READING, "What belongs to a count")."""
        if self.loose:
            return False
        if last.half_said and made.noun is Kind.MISSILE:
            return True
        if Kind.DRONE in {last.kind, last.noun}:
            return made.kind in _FLYING and (made.kind is Kind.DRONE or bool(made.weapons))
        return made.noun is None and bool(made.weapons) and not any(weapon.kind in _FLYING for weapon in made.weapons)

    def _group_at(self, at: int) -> Group | None:
        """The noun phrase and the weapon names that begin at ``at``, without a number.

        A name may hold a noun («безпілотників інших типів», «дронами-імітаторами»): the longer of the two is meant.
        """
        noun, half_said = NOUN.match(self.found, at), False
        name = WEAPON.match(self.found, at)
        if name and (noun is None or name.after >= noun.after):
            weapons, end = self._list(at)
            return Group(at, end, weapons=weapons, singular=self._says_one(at, name.after))
        if noun is None:
            noun, half_said = self._adjective(at)
        if noun is None:
            return None
        weapons, end = self._list(self._past_filling(noun.after))
        group = Group(at, end if weapons else noun.after, noun=noun.row, weapons=weapons)
        group.half_said = half_said and not weapons
        group.singular = self._is_singular(at, noun.after)
        return group

    def _says_one(self, first: int, after: int) -> bool:
        """Whether a name ends in a noun in the singular: «міжконтинентальну балістичну ракету»."""
        return self.found[after - 1].text in _ONE

    def _adjective(self, at: int) -> tuple[Found[Kind] | None, bool]:
        """An adjective whose noun comes later or stands behind a slash: «крилатими/авіаційними ракетами»."""
        hit = ADJECTIVE.match(self.found, at)
        if hit is None:
            return None, False
        if hit.after < self.end and self.found[hit.after].text == "/":
            later = NOUN.match(self.found, hit.after + 1)
            if later:
                return Found(hit.row, later.after), False
        return hit, True

    def _past_filling(self, at: int) -> int:
        """Past what may stand between a noun and the names of its types: «ракетами морського базування "Калібр"»."""
        for start in range(at, min(at + _LOOK_AHEAD, self.end)):
            if start in self.taken or WEAPON.match(self.found, start):
                return start
            text = self.found[start].text
            if self.found[start].kind != "word" and text not in {'"', ":"}:
                return at
            if text in _STOPS or text in {"також"}:
                return at
        return at

    def _list(self, at: int) -> tuple[list[Weapon], int]:
        """Weapon names from ``at`` on, with «/», quotes and commas between them, and the token after the last."""
        weapons: list[Weapon] = []
        after = at
        while at < self.end:
            hit = None if at in self.taken else WEAPON.match(self.found, at)
            if hit:
                weapons += [] if hit.row in weapons else [hit.row]
                at = after = hit.after
                at = after = self._numbered_sibling(weapons, at)
            elif self._leads_to_a_name(bool(weapons), at):
                at += 1
            else:
                break
        while weapons and after < self.end and self.found[after].text == '"':
            after += 1
        return weapons, after

    def _leads_to_a_name(self, begun: bool, at: int) -> bool:
        """Quotes, slashes and «типу» that stand before or between names."""
        text = self.found[at].text
        return (
            self._name_within(at + 1) if begun and text in {'"', "/"} else not begun and text in {'"', "типу", "типа"}
        )

    def _name_within(self, at: int) -> bool:
        """Whether a weapon's name follows at once, quotes and slashes aside."""
        while at < self.end and self.found[at].text in {'"', "/"}:
            at += 1
        return at < self.end and at not in self.taken and WEAPON.match(self.found, at) is not None

    def _numbered_sibling(self, weapons: list[Weapon], at: int) -> int:
        """«Х-59/69» names two missiles; «Shahed-136/131» one."""
        while at + 1 < self.end and self.found[at].text == "/" and self.found[at + 1].kind == "number":
            prefix = self.found[at - 1].text.split("-")[0]
            sibling = self.found[at + 1]._replace(kind="word", text=f"{prefix}-{self.found[at + 1].text}")
            hit = WEAPON.match([sibling], 0)
            if hit and hit.row not in weapons:
                weapons.append(hit.row)
            at += 2
        return at

    def _is_singular(self, first: int, after: int) -> bool:
        """One or many, by the endings of a noun phrase without a number; many where they do not tell.

        Also the adjective before it: «Ворожий ударний БпЛА влетів».
        """
        words = [self.found[i].text for i in range(first, after) if self.found[i].kind == "word"]
        if not words or words[0].startswith("засоб"):
            return False
        if words[-1] in _MANY:
            return False
        if words[-1] in _ONE:
            return True
        adjectives = words
        back = first - 1
        while back >= 0 and self.found[back].kind == "word" and self.found[back].text.endswith(_SINGULAR + _PLURAL):
            adjectives.append(self.found[back].text)
            back -= 1
        return any(word.endswith(_SINGULAR) for word in adjectives) and not any(
            word.endswith(_PLURAL) for word in adjectives
        )


def _share_the_noun(found: Sequence[Token], groups: list[Group]) -> None:
    """«Балістичної та трьох керованих авіаційних ракет»: a noun said last belongs to the adjectives before it, too.

    Types listed behind such a chain («балістичними, протикорабельними ракетами: Іскандер-М, Онікс») go to their kind.
    """
    whole = [group for group in groups if not group.share]
    listing = whole[-1] if whole else None
    for group, later in zip(reversed(whole[:-1]), reversed(whole[1:]), strict=True):
        adjacent = all(found[i].text in _JOINS for i in range(group.after, later.first))
        if listing is None or not (group.half_said and not later.half_said and adjacent and later.noun not in _FLYING):
            listing = group
            continue
        group.half_said = False
        if group.amount is None and listing.amount is None:
            group.weapons = [weapon for weapon in listing.weapons if weapon.kind is group.noun]
            listing.weapons = [weapon for weapon in listing.weapons if weapon.kind is not group.noun]
