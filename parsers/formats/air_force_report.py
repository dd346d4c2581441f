"""The Air Force's report of a night or a day: what was launched at Ukraine, what became of it, where it fell.

One layout since 2022: who attacked, with what, from where; who repelled it; what was downed; hits and debris. Headline,
bullets and bracketed windows come and go; the walk over sentences reads them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.air_force.tally import reading
from parsers.channels import Channel
from parsers.records import Post, Reading, Scope
from parsers.text import Token

NAME = "air_force_report"

# Several independent signs, never one verb: who attacked, and the words of a report. Two are asked for.
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"противник|ворог|окупант|рашист|росія|російськ",
        r"атакув|атакова|атакує|атакують|завда\w* \w*\s?(?:\w* )?удар|застосув|випусти|атаки україни",
        r"збит|знищен|подавлен|знешкодж|збитт",
        r"станом на|за попередніми даними|в результаті|внаслідок|силами (?:та|і) засобами|спільними зусиллями",
        r"шахед|shahed|бпла|безпілотник|ракет|дрон|ціл",
        r"у ніч (?:на|проти|з)|в ніч на|вночі|уночі|протягом|із? \d|атака триває",
    )
)
_ENOUGH = 3


def recognises(post: Post, found: Sequence[Token]) -> bool:
    """Whether enough signs of a report stand in the post."""
    text = post.text.lower()
    return sum(bool(sign.search(text)) for sign in _SIGNS) >= _ENOUGH


def read(post: Post, channel: Channel, found: Sequence[Token]) -> Reading:
    """A national tally; a post that only announces one, praises a crew or recalls an old attack is no report."""
    return reading(post, channel, found, NAME, Scope.NATIONAL)
