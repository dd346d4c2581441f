"""What each side says of a night, in the sentence of the answers; where it says nothing, which silence it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.night_parts import NO_REPORT, not_counted_lines
from bot.chat.messages.sentences import side_sentence
from bot.chat.messages.tally import source_line
from bot.chat.rich_text import Line, line
from bot.publish.pages.lines import line_html, plain
from parsers.records import Claimant
from storage.views.record import NightRecord, NightStatus, RecordSide

NAMES = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force"),
    Claimant.RU_MOD: N_("Russia's Defence Ministry"),
}
SILENT = {
    NightStatus.NO_REPORT: NO_REPORT,
    NightStatus.NOT_YET: {
        Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force has not reported yet."),
        Claimant.RU_MOD: N_("Russia's Defence Ministry has not reported yet."),
    },
    NightStatus.GAP: {
        Claimant.UA_AIR_FORCE: N_(
            "We lack posts of Ukraine's Air Force from this time, so we do not know whether it reported this night."
        ),
        Claimant.RU_MOD: N_(
            "We lack posts of Russia's Defence Ministry from this time, so we do not know whether it reported this "
            "night."
        ),
    },
    NightStatus.UNREADABLE: {
        Claimant.UA_AIR_FORCE: N_("The report by Ukraine's Air Force gives no figures that we could read whole."),
        Claimant.RU_MOD: N_("The report by Russia's Defence Ministry gives no figures that we could read whole."),
    },
    NightStatus.TALLY: NO_REPORT,
}


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A side's sentence, as plain ``text`` and as HTML.

    ``is_claim`` is whether it states figures, ``source`` the post and the version they are in.
    """

    channel: str
    claimant: Claimant
    name: str
    text: str
    html: Markup
    is_claim: bool
    source: Markup


def said_of(audience: Audience, record: NightRecord) -> tuple[SaidPart, ...]:
    """Return what every side says of a night, in the order of the channels."""
    return tuple(_said(audience, side) for side in record.sides)


def _said(audience: Audience, side: RecordSide) -> SaidPart:
    words = audience.words
    name = words.say(NAMES[side.claimant])
    if side.night is None:
        silence = silence_lines(audience, side)
        html, text = Markup(" ").join(map(line_html, silence)), " ".join(map(plain, silence))
        return SaidPart(side.channel, side.claimant, name, text, html, False, Markup())
    text = side_sentence(words, side.night)
    source = line_html(source_line(audience, side.night.source))
    return SaidPart(side.channel, side.claimant, name, text, escape(text), True, source)


def silence_lines(audience: Audience, side: RecordSide) -> list[Line]:
    """Say why a side has no figures of the night: its report is held back or unread, or which silence it is."""
    told = [one for other in side.others for one in not_counted_lines(audience, other)]
    return told or [line(audience.words.say(SILENT[side.status][side.claimant]))]


def described(words: Language, said: Iterable[SaidPart]) -> str:
    """Return the sentences of a night as plain text, for whoever shows a link to its page."""
    return " ".join([*(one.text for one in said), words.say("Claims of the parties, not verified.")])
