"""Words by which a post that looks like a report says that it is something else."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from parsers.text.phrases import Phrases
from parsers.text.tokens import Token
from parsers.vocabulary.vetoes import AIR_FORCE, MINISTRY, Heard

Table = tuple[tuple[Heard, str], ...]


_ON_DUTY = ("дежурн", "боев")


class Vetoes:
    """The vetoes of a claimant, by where in a post each applies."""

    def __init__(self, table: Table) -> None:
        self._early, self._weak, self._anywhere = (
            Phrases(
                (phrase, phrase.strip()) for heard, phrases in table if heard in which for phrase in phrases.split(";")
            )
            for which in ({Heard.EARLY}, {Heard.WEAK}, {Heard.ANYWHERE})
        )

    def first(self, tokens: Sequence[Token], counting: Iterable[tuple[int, int]]) -> str | None:
        """Return the veto that applies to a post with counting sentences at ranges ``counting``; None if none does.

        A post without a counting sentence is searched as a whole.
        """
        lead = next((after for _, after in counting), len(tokens))
        early = next((hit.row for _, hit in self._early.search(tokens, 0, lead)), None)
        return early or next((hit.row for _, hit in self._anywhere.search(tokens)), None)

    def weak(
        self, tokens: Sequence[Token], counting: Iterable[tuple[int, int]], apart: Container[int] = ()
    ) -> bool | None:
        """Return whether a weak veto is in the post's lead (True) or only after it (False); None if there is none.

        ``apart`` are tokens of other accounts: «с начала года сбито 180» says nothing about the post itself.
        """
        hits = (at for at, hit in self._weak.search(tokens) if at not in apart and not _acts(tokens, at, hit.after))
        first = next(hits, None)
        lead = next((after for _, after in counting), len(tokens))
        return None if first is None else first < lead


def _acts(tokens: Sequence[Token], at: int, behind: int) -> bool:
    """Return whether the words name who shot them down, rather than tell the story of a crew.

    «Дежурные расчеты ПВО перехватили».
    """
    of_air_defence = behind < len(tokens) and tokens[behind].text == "пво"
    return of_air_defence and at > 0 and tokens[at - 1].text.startswith(_ON_DUTY)


OF_THE_AIR_FORCE = Vetoes(AIR_FORCE)
OF_THE_MINISTRY = Vetoes(MINISTRY)
