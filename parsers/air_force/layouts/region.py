"""Reports of one regional command, posted in the national channel: never a national tally."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.air_force.tally import reading
from parsers.channels import Channel
from parsers.counting import COMMAND
from parsers.counting.brackets import gives_a_number
from parsers.records import Post, Reading, Scope
from parsers.text.sentences import first_sentence_end
from parsers.text.tokens import Token

NAME = "air_force_region"
ORDER = 2


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether a regional command speaks: «Повітряне командування «Південь»: …» (October to December 2022).

    A national report breaks its sum down by command («ПвК «Центр» – 18»), or thanks one further on.
    """
    named = [hit.after for _, hit in COMMAND.search(tokens)]
    end = first_sentence_end(tokens) if named else 0
    named = [after for after in named if after <= end]
    return bool(named) and not any(gives_a_number(tokens, after, len(tokens)) for after in named)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return a tally for that command's part of the country."""
    return reading(post, channel, tokens, NAME, Scope.REGIONAL)
