"""What stood for a night, and since when: one row a vintage, the newest first, each with what changed and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from markupsafe import Markup

from bot.chat.audience import Audience
from bot.chat.language import N_
from bot.chat.messages.changes import changes_text
from bot.publish.pages.figures import headline
from bot.publish.pages.lines import moment_html
from bot.publish.site import short_hash
from storage.readings.load import Key
from storage.views.record import KnownFromIs, RecordSide, Vintage, Why
from storage.views.settling import settles_at
from storage.views.shown_figures import figures_of

WHY = {
    Why.FIRST: N_("published"),
    Why.EDITED: N_("the post was edited"),
    Why.WITHDRAWN: N_("the post went missing from the channel's page; these are the figures it stated last"),
    Why.REREAD: N_("the same words, read by another version of our reader"),
    Why.LATE_REPORT: N_("another post tells the night since then"),
    Why.DECIDED: N_("figures that were held back were released, or withheld, by whoever runs this record"),
}
KNOWN = {
    KnownFromIs.PUBLISHED: N_("when it was posted"),
    KnownFromIs.EDITED: N_("when Telegram says it was edited"),
    KnownFromIs.SEEN: N_("when we first saw it"),
    KnownFromIs.REREAD: N_("when we read it again"),
}


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What stood since a moment: why, what changed against the row before, the post and the version."""

    since: Markup
    known: str
    why: str
    changes: str
    figures: str
    post: str
    anchor: str
    is_correction: bool


def history_rows(audience: Audience, side: RecordSide, day: date) -> tuple[HistoryRow, ...]:
    """Return the rows of a side, the newest first."""
    return tuple(reversed([*_rows(audience, side, settles_at(day))]))


def corrected(side: RecordSide, day: date) -> tuple[Vintage, ...]:
    """Return what changed the figures, or whether they stand, after the night was settled, oldest first."""
    return tuple(one for before, one in pairwise(side.vintages) if _corrects(before, one, settles_at(day)))


def _rows(audience: Audience, side: RecordSide, settles: datetime) -> Iterator[HistoryRow]:
    words, before = audience.words, None
    for one in side.vintages:
        yield HistoryRow(
            since=moment_html(audience, one.known_from),
            known=words.say(KNOWN[one.known_from_is]),
            why=words.say(WHY[one.why]),
            changes=_changes(audience, before, one),
            figures=headline(words, one.key, one.tally) if one.tally else "",
            post=words.say("post {number}, version {version}", number=one.key.message_id, version=one.key.revision),
            anchor=anchor(one.key),
            is_correction=before is not None and _corrects(before, one, settles),
        )
        before = one


def _corrects(before: Vintage, one: Vintage, settles: datetime) -> bool:
    """Return whether a vintage is a correction: it came after the night was settled, and not only the words changed."""
    if one.known_from < settles:
        return False
    if before.tally is None or one.tally is None:
        return before.tally is not one.tally
    is_gone = (before.why is Why.WITHDRAWN, one.why is Why.WITHDRAWN)
    return is_gone[0] is not is_gone[1] or figures_of(before.tally) != figures_of(one.tally)


def _changes(audience: Audience, before: Vintage | None, one: Vintage) -> str:
    words = audience.words
    if one.tally is None:
        return words.say("No figures stood.") if before is None else words.say("No figures stand since then.")
    if before is None:
        return ""
    if before.tally is None:
        return words.say("Its figures stand since then.")
    return changes_text(words, figures_of(before.tally), figures_of(one.tally)) or words.say("No figure changed.")


def anchor(key: Key) -> str:
    """Return the anchor of one version of a post on the page of its night, by its number: for links within the page."""
    return f"{key.channel}-{key.message_id}-r{key.revision}"


def permanent_anchor(key: Key, sha256: str) -> str:
    """Return the anchor that stays that of these words, whichever versions before them are found later; it is that of
    the number where the words were not shown.
    """
    return f"{key.channel}-{key.message_id}-{short_hash(sha256)}" if sha256 else anchor(key)
