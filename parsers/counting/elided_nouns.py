"""Numbers without a noun: «213 — збито вогневими засобами», «усі 14 знищено», «уламки на 8»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.group import Verbs
from parsers.counting.nouns import LOOK_AHEAD
from parsers.numbers.amounts import Amount
from parsers.text.tokens import Token
from parsers.vocabulary.outcomes import AT_A_SITE

OF = frozenset({"із", "з", "зі", "из", "с"})
_BEFORE_SITES = frozenset({"на", "за"})
_ENDS = frozenset({".", ",", ";", "!", "(", ")"})
# Between a number and its verb: «усі 14 — знищено», «збито лише 3».
_FILLING = OF | {"-", ":", '"', "усі", "всі", "ще", "лише", "також", "їх", "було", "них", "яких", "ворожі", "ворожих"}


def verb_beside(tokens: Sequence[Token], verbs: Verbs, size: Amount, end: int) -> bool:
    """Return whether a verb of outcome comes right before or right after a number."""
    for at in range(size.after, min(size.after + LOOK_AHEAD + 1, end)):
        if at in verbs.starts:
            return True
        if tokens[at].text not in _FILLING:
            break
    back = size.first
    while back > max(0, size.first - LOOK_AHEAD) and tokens[back - 1].text in _FILLING:
        back -= 1
    return back in verbs.ends and (ends_at(tokens, size.after, end) or tokens[size.after].text in OF)


def ends_at(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Return whether a clause ends before token ``at``."""
    return at >= end or tokens[at].kind == "line" or tokens[at].text in _ENDS


def is_bare_site(tokens: Sequence[Token], size: Amount, end: int) -> bool:
    """Return whether a number is of places with the noun left out: «(уламки) на 8.» (@kpszsu 67304, July 2026)."""
    before = tokens[size.first - 1].text if size.first else ""
    dashed = size.after + 1 < end and tokens[size.after].text == "-"
    told = dashed and tokens[size.after + 1].text.startswith(AT_A_SITE)
    alone = told or ends_at(tokens, size.after, end)
    return before in _BEFORE_SITES and size.number is not None and alone
