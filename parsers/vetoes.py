"""Whether a post that looks like a report says of itself that it is something else."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from parsers.text.phrases import Phrases
from parsers.text.tokens import Token
from parsers.vocabulary.vetoes import AIR_FORCE, MINISTRY, Heard

Table = tuple[tuple[Heard, str], ...]


_ON_DUTY = ("дежурн", "боев")


class Vetoes:
    """The vetoes of a claimant, found where each is heard."""

    def __init__(self, table: Table) -> None:
        self._early, self._weak, self._anywhere = (
            Phrases(
                (phrase, phrase.strip()) for heard, phrases in table if heard in which for phrase in phrases.split(";")
            )
            for which in ({Heard.EARLY}, {Heard.WEAK}, {Heard.ANYWHERE})
        )

    def first(self, tokens: Sequence[Token], counting: Iterable[tuple[int, int]]) -> str | None:
        """The veto that speaks in a post whose counting sentences are the ranges ``counting``; None where none does.

        A post without a counting sentence is heard whole.
        """
        lead = next((after for _, after in counting), len(tokens))
        early = next((hit.row for _, hit in self._early.search(tokens, 0, lead)), None)
        return early or next((hit.row for _, hit in self._anywhere.search(tokens)), None)

    def weak(
        self, tokens: Sequence[Token], counting: Iterable[tuple[int, int]], apart: Container[int] = ()
    ) -> bool | None:
        """Whether a weak veto stands in the post's lead (True) or only behind it (False); None where none does.

        ``apart`` are tokens of other accounts: «с начала года сбито 180» says nothing of the post itself.
        """
        hits = (at for at, hit in self._weak.search(tokens) if at not in apart and not _acts(tokens, at, hit.after))
        first = next(hits, None)
        lead = next((after for _, after in counting), len(tokens))
        return None if first is None else first < lead


def _acts(tokens: Sequence[Token], at: int, behind: int) -> bool:
    """«Дежурные расчеты ПВО перехватили»: who shot them down, and no story of a crew."""
    of_air_defence = behind < len(tokens) and tokens[behind].text == "пво"
    return of_air_defence and at > 0 and tokens[at - 1].text.startswith(_ON_DUTY)


OF_THE_AIR_FORCE = Vetoes(AIR_FORCE)
OF_THE_MINISTRY = Vetoes(MINISTRY)
