"""The cheap look that comes first: a post that cannot count anything is put aside before it is taken apart.

Of 80,000 posts of @kpszsu 1.3 % are reports; the rest are alerts, which name weapons and tell no outcome.
"""

from __future__ import annotations

import re

# An outcome of either language, then anything that can be a count.
_OUTCOME = re.compile(
    r"збит|збил|збів|знищ|подавл|подави|знешкодж|втрачен|атакув|атакова|атакує|завдав|завдали|завдає|завдав|застосува|застосов|"
    r"випусти|запусти|влучан|не досяг|перехоп|"
    r"уничтож|перехва|сбит|сбил|подавлен|пресечен|обнаруж",
    re.IGNORECASE,
)


def may_count(text: str) -> bool:
    """Whether a post has a word of an outcome at all."""
    return _OUTCOME.search(text) is not None
