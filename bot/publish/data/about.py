"""What every file says of the whole record: whose claims these are, under which licence, and what stays as it is."""

from __future__ import annotations

from bot.export.about import CLAIMS, SAMPLES
from bot.publish.site import Site

TITLE = "What both sides say of the air war"
# The format of everything under v1/, by semver.org: fields and columns are added, never changed or taken away.
FORMAT_VERSION = "1.0.0"
STABILITY = (
    "Under v1/ nothing is taken away, renamed or given another meaning; columns, fields, files and words in a list of "
    "words may be added, so find columns by their names. What cannot be so would be published beside it under v2/."
)
NIGHTS_UNDERCOUNT = (
    "Nights alone undercount: what is launched by day stands in reports of the day, which no row of nights.csv has. "
    "Sums over a month take the rows of windows.csv whose in_sums is true: none of them overlaps another."
)
FLOOR = (
    "A floor is not a total: where a number was withheld or hedged, every sum it is part of is at least so much. Since "
    "August 2026 the numbers of missiles are often withheld."
)
NOT_VERIFIED = "The parties' own claims, not verified; never to be added across the sides."
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": (
        "Creative Commons Attribution 4.0, for the selection and arrangement; the figures are the parties' claims, and "
        "the posts, whose words are not part of the files, are theirs"
    ),
}
TRAINING = "Telegram's terms forbid turning its content into data sets for training models."


def description(site: Site) -> str:
    """Return what the record is; of a demo first that it is made up."""
    claims = f"{CLAIMS} {TRAINING}"
    return claims if site.made_up_below is None else f"{SAMPLES} {claims}"
