"""The ministry's posts as a row of events: counts, places, cues, and the marks that part them.

One walk over the tokens; what belongs to what is decided in ``parsers.ministry``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from parsers.counting import NOUN, SHARE, THING, WEAPON
from parsers.numbers import Amount, amount
from parsers.phrases import Found, Phrases, fits
from parsers.places import REGIONS
from parsers.records import Hedge, Kind, Outcome, Words
from parsers.sentences import SHORTENED
from parsers.tables.ministry import (
    AGENTS,
    ALL,
    ATTEMPTS,
    BARE_NEXT,
    NO_OUTCOME,
    NO_REGIONS,
    NOT_COUNTED,
    NOT_VAGUE,
    OBLIQUE,
    ONE,
    PARTIAL,
    REGION_ENDINGS,
    REGION_NOUNS,
    SEVERAL,
    STANDS,
    TOTALS,
    UNDECLINED,
    Stands,
)
from parsers.tables.outcomes import CUES, Thing
from parsers.tables.weapons import Weapon
from parsers.text import Token


class Mark(StrEnum):
    """What an event is."""

    COUNT = "count"
    PLACE = "place"
    NEAR = "near"
    UNKNOWN = "unknown"
    CUE = "cue"
    AGENT = "agent"
    SHARE = "share"
    TOTAL = "total"
    ALL = "all"
    COMMA = "comma"
    COLON = "colon"
    STOP = "stop"
    SPARE = "spare"


@dataclass(slots=True)
class Said:
    """One count as it is said, before it is known what it belongs to.

    ``each`` marks «по 2»; ``plural`` is None where the words do not tell one weapon from several.
    """

    at: int
    words: Words
    amount: Amount | None = None
    kind: Kind | None = None
    weapons: list[Weapon] = field(default_factory=list)
    each: bool = False
    plural: bool | None = None
    bracketed: bool = False
    part: bool = False
    all: bool = False
    over: bool = False

    def number(self, one: bool) -> tuple[int | None, Hedge]:
        """The number and its hedge; without a numeral, one where the words or the verb (``one``) say so."""
        if self.amount:
            return self.amount.number, self.amount.hedge
        single = one if self.plural is None else not self.plural
        return (1, Hedge.EXACT) if single else (None, Hedge.NOT_STATED)


class Event(NamedTuple):
    """What begins at token ``at``; ``what`` is the count, the place's code, or the cue's outcome."""

    mark: Mark
    at: int
    what: Said | str | Outcome | None = None
    words: Words = (0, 0)


def _phrases(row: object, words: str) -> list[tuple[str, object]]:
    return [(phrase, row) for phrase in map(str.strip, words.split(";")) if phrase]


_OUTCOMES = {Outcome.LAUNCHED, Outcome.DOWNED, Outcome.SUPPRESSED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.NEUTRALISED}
_CUE: Phrases[object] = Phrases(
    [
        *(pair for outcome, _, words in CUES if outcome in _OUTCOMES for pair in _phrases(outcome, words)),
        *_phrases(Outcome.LAUNCHED, ATTEMPTS),
        *_phrases(None, NO_OUTCOME),
    ]
)
_MARKS: Phrases[object] = Phrases(
    [*_phrases(Mark.TOTAL, TOTALS), *_phrases(Mark.ALL, ALL), *_phrases(Mark.AGENT, AGENTS)]
)
_STANDS: Phrases[object] = Phrases(pair for row, words in STANDS for pair in _phrases(row, words))
_NOT_COUNTED: Phrases[object] = Phrases(_phrases(True, NOT_COUNTED))
_PARTIAL: Phrases[object] = Phrases(_phrases(True, PARTIAL))
_REACH = 8
_INSIDE = frozenset({'"', "-"})
_JOINS = frozenset({"и", "а"})
# A verb tells what became of a weapon; «обломки сбитого БПЛА» and «уничтожение» tell of nothing counted.
_VERBS = ("н", "на", "но", "ны", "т", "та", "то", "ты", "л", "ла", "ло", "ли")
_BULLETS = frozenset("•▫◽")


class Walk:
    """The walk itself; ``taken`` are tokens that hours and dates took up."""

    def __init__(self, found: Sequence[Token], taken: set[int]) -> None:
        self.found, self.taken = found, taken
        self.stands: Stands | None = None
        self.deep = False
        self.last: Said | None = None

    def events(self) -> Iterator[Event]:
        """Every event from left to right."""
        at = 0
        while at < len(self.found):
            event, after = self._step(at)
            if event:
                yield event
            at = after

    def _step(self, at: int) -> tuple[Event | None, int]:
        token = self.found[at]
        if at in self.taken:
            return None, at + 1
        if token.kind in {"mark", "line"}:
            return self._mark(at), at + 1
        counted = self._count(at)
        if counted:
            return counted
        if token.text in _JOINS:
            return Event(Mark.COMMA, at), at + 1
        share = SHARE.match(self.found, at)
        if share:
            partial = _PARTIAL.match(self.found, at)
            return Event(Mark.SHARE, at, "partial" if partial else None), share.after
        return self._cue(at) or self._place(at) or (None, at + 1)

    def _mark(self, at: int) -> Event | None:
        """Commas, colons, full stops and line breaks; brackets."""
        text = self.found[at].text
        if text in "()":
            self.deep = text == "("
            return None
        if self._is_stop(at):
            self.stands, self.last = None, None
            return Event(Mark.STOP, at)
        if text in {":", ";"} or text in _BULLETS:
            return Event(Mark.COLON, at)
        return Event(Mark.COMMA, at) if text == "," else None

    def _is_stop(self, at: int) -> bool:
        """Whether a sentence ends here; «мск. пресечена» and a line broken in mid-sentence do not."""
        token = self.found[at]
        before = self.found[at - 1] if at else None
        later = self.found[at + 1] if at + 1 < len(self.found) else None
        if later is None:
            return True
        if token.kind == "line":
            return not self._is_broken(at, before, later)
        if token.text not in {".", "!", "?"}:
            return False
        begins = later.capital or (later.kind != "word" and later.text != token.text)
        return begins and not (before is not None and before.text in SHORTENED and not later.capital)

    def _is_broken(self, at: int, before: Token | None, later: Token) -> bool:
        """A line that goes on below: in a small letter, after a dash, «над территорией / Брянской области»."""
        if (later.kind == "word" and not later.capital) or later.text == "-":
            return True
        unfinished = before is not None and (before.kind != "mark" or before.text in {",", "-"})
        return unfinished and (not later.capital or self._leads(at))

    def _leads(self, at: int) -> bool:
        """Whether a broken line goes on with a name: «над территорией / Брянской области»."""
        return REGIONS.match(self.found, at + 1) is not None or _STANDS.match(self.found, at - 1) is not None

    def _cue(self, at: int) -> tuple[Event | None, int] | None:
        cue = _CUE.match(self.found, at)
        if cue and (cue.row is Outcome.LAUNCHED or self.found[at].text.endswith(_VERBS)):
            outcome = cue.row if isinstance(cue.row, Outcome) else None
            if outcome is not Outcome.LAUNCHED and self.stands is Stands.TOWARDS:
                self.stands = None
            if outcome is Outcome.LAUNCHED:
                self.stands = Stands.TOWARDS
            return Event(Mark.CUE, at, outcome), cue.after
        mark = _MARKS.match(self.found, at)
        if mark is None:
            return None
        if mark.row is Mark.AGENT:
            self.stands = None
        return Event(Mark(str(mark.row)), at), mark.after

    def _place(self, at: int) -> tuple[Event | None, int] | None:
        """A region with how it stands to what is counted; the words that say how; a region that is not known."""
        region = REGIONS.match(self.found, at)
        if region:
            words = (self.found[at].start, self.found[region.after - 1].end)
            mark = {Stands.TOWARDS: None, Stands.NEAR: Mark.NEAR}.get(self.stands or Stands.OVER, Mark.PLACE)
            return (Event(mark, at, region.row.code, words) if mark else None), region.after
        stands = _STANDS.match(self.found, at)
        if stands:
            self._turn(stands, at)
            return None, stands.after
        if self.stands is Stands.OVER and self._is_unknown_region(at):
            return Event(Mark.UNKNOWN, at, None, self.found[at].words), at + 1
        return None

    def _turn(self, stands: Found[object], at: int) -> None:
        """«По объектам на территории» stays an attack on, until «над» or a verb says otherwise."""
        word = self.found[at].text
        if self.stands is Stands.TOWARDS and word != "над":
            return
        if self.stands is Stands.NEAR and word != "над" and stands.row is Stands.OVER and word != "территорией":
            return
        self.stands = Stands(str(stands.row))
        if self.last and self.stands is Stands.OVER and word not in {"в", "во", "на"}:
            self.last.over = True

    def _is_unknown_region(self, at: int) -> bool:
        token = self.found[at]
        if not token.capital or not token.text.endswith(REGION_ENDINGS):
            return False
        for i in range(at + 1, min(at + _REACH // 2, len(self.found))):
            word = self.found[i].text
            if any(fits(stem, word) for stem in NO_REGIONS):
                return False
            if any(fits(stem, word) for stem in REGION_NOUNS):
                return True
        return True

    def _count(self, at: int) -> tuple[Event | None, int] | None:
        """A number and what it counts, or a weapon without a number."""
        each = self.found[at].text == "по"
        if self.found[at].text in NOT_VAGUE:
            return None
        size = amount(self.found, at + each) if at + each < len(self.found) else None
        if size and not any(i in self.taken for i in range(size.first, size.after)):
            return self._numbered(at, size, each)
        named = None if each else self._named(at)
        return (
            self._open(Said(at, named.words, None, named.kind, named.weapons, plural=named.plural), named.after)
            if named
            else None
        )

    def _numbered(self, at: int, size: Amount, each: bool) -> tuple[Event | None, int]:
        said = Said(at, size.words, size, each=each, bracketed=self.deep)
        after = size.after
        share = SHARE.match(self.found, after) if after < len(self.found) else None
        if share:
            said.part = True
            return self._open(said, share.after)
        if after < len(self.found) and self.found[after].text == "из":
            after += 1
        for start in range(after, min(after + _REACH, len(self.found))):
            if start in self.taken:
                break
            named = self._named(start)
            if named:
                said.kind, said.weapons = named.kind, named.weapons
                return self._open(said, named.after)
            thing = THING.match(self.found, start) or _NOT_COUNTED.match(self.found, start)
            if thing and thing.row is not Thing.SITE:
                return None, start
            if self._ends_a_count(start):
                break
        if self._is_bare(size.after):
            return self._open(said, size.after)
        return Event(Mark.SPARE, at, None, size.words), size.after

    def _open(self, said: Said, after: int) -> tuple[Event, int]:
        self.last = said
        if self.stands is Stands.NEAR or (self.stands is Stands.TOWARDS and said.amount):
            self.stands = self.stands if self.stands is Stands.TOWARDS else None
        return Event(Mark.COUNT, said.at, said, said.words), after

    def _ends_a_count(self, at: int) -> bool:
        token = self.found[at]
        if token.kind != "word" and token.text not in _INSIDE:
            return True
        return _CUE.match(self.found, at) is not None or token.text in {"над", "и", "а", "в", "на"}

    def _is_bare(self, at: int) -> bool:
        """A number whose noun was said before: what comes next leaves no room for another noun."""
        if at >= len(self.found):
            return True
        token = self.found[at]
        return token.kind == "line" or token.text in BARE_NEXT or _CUE.match(self.found, at) is not None

    def _named(self, at: int) -> _Named | None:
        """The noun and the weapon names that begin at ``at``: «ракета ТРК «Точка-У»», «снарядов HIMARS и «Ольха»»."""
        noun, name = NOUN.match(self.found, at), WEAPON.match(self.found, at)
        if noun is None and name is None:
            return None
        if noun is None or (name and name.after > noun.after):
            noun = None
        elif name and name.row.kind is Kind.DRONE and name.after <= noun.after:
            name = None  # «реактивных снарядов» are no jets
        after = noun.after if noun else name.after if name else at
        weapons = [name.row] if name else []
        later, more = self._types(after)
        weapons += [weapon for weapon in later if weapon not in weapons]
        kind = _kind(noun.row if noun else None, weapons)
        return _Named(
            kind,
            weapons,
            max(after, more),
            (self.found[at].start, self.found[after - 1].end),
            self._plural(at, after) if noun else None,
        )

    def _types(self, at: int) -> tuple[list[Weapon], int]:
        """Weapon names within a few words of their noun, and those that go on the list."""
        weapons: list[Weapon] = []
        after = at
        for start in range(at, len(self.found)):
            if start > after + _REACH or start in self.taken or start < after:
                if start >= after:
                    break
                continue
            name = WEAPON.match(self.found, start)
            if name and not NOUN.match(self.found, start):
                weapons.append(name.row)
                after = name.after
            elif self.found[start].text in {"и", ","} and weapons and self._names_next(start + 1):
                continue
            elif self._ends_a_count(start) or amount(self.found, start):
                break
        return weapons, after

    def _names_next(self, at: int) -> bool:
        while at < len(self.found) and self.found[at].text in _INSIDE:
            at += 1
        return at < len(self.found) and WEAPON.match(self.found, at) is not None and NOUN.match(self.found, at) is None

    def _plural(self, at: int, after: int) -> bool | None:
        """One weapon or several: «аппарат», «украинские БПЛА», «БПЛА уничтожен»; None where it is neither.

        Only a noun in the nominative is a count without a numeral; «налета беспилотников» counts nothing.
        """
        key, before = self.found[after - 1].text, self.found[at - 1].text if at else ""
        if key in ONE or key in SEVERAL:
            return key in SEVERAL
        if key not in UNDECLINED or before.endswith(OBLIQUE):
            return None
        if before.endswith(("ий", "ый", "ой")):
            return False
        return before.endswith(("ие", "ые")) or self._verb_near(after, at).endswith("ы")

    def _verb_near(self, after: int, at: int) -> str:
        """The verb that stands next after a noun, or else before it."""
        for i in (*range(after, min(after + _REACH, len(self.found))), *range(at - 1, max(at - _REACH, -1), -1)):
            if _CUE.match(self.found, i):
                return self.found[i].text
        return ""


class _Named(NamedTuple):
    kind: Kind | None
    weapons: list[Weapon]
    after: int
    words: Words
    plural: bool | None


def _kind(noun: Kind | None, weapons: Sequence[Weapon]) -> Kind | None:
    """The post's own word where it says more than «ракета»; else the kind of the first weapon named."""
    if noun is not None and noun is not Kind.MISSILE:
        return noun
    return weapons[0].kind if weapons else noun
