"""The note that no side has posted yet, sent at the hour of the digest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.digest import Digest, DigestSide
from bot.chat.messages.held import held_line
from bot.chat.messages.staleness import answers_text, usual_time
from bot.chat.rich_text import block, bold
from parsers.channels import CHANNELS
from parsers.records import Claimant
from storage.views.latest import Silence
from storage.views.posting_hours import PostingHoursView

NONE_YET = {
    Claimant.UA_AIR_FORCE: N_("No Air Force report yet."),
    Claimant.RU_MOD: N_("No report from Russia's Defence Ministry yet."),
}
SILENCES = {
    Silence.NOT_POSTED: N_("The channel has never been read."),
    Silence.UNREACHABLE: N_("The channel cannot be reached."),
    Silence.PAUSED: N_("The bot's operator paused reading this channel."),
    Silence.NOT_UNDERSTOOD: N_("A report was posted, but it could not be read."),
    Silence.NOT_CONFIRMED: N_("A report was posted, with a figure we could not confirm."),
}


def none_yet_message(audience: Audience, digest: Digest, usual: Mapping[str, PostingHoursView]) -> Message:
    """Say for each side why it is silent and when its reports usually come, and that the digest will be sent."""
    words = audience.words
    title = words.say("No report for the night of {night} yet", night=words.night(digest.night, year=False))
    blocks = [block(bold(title), audience.clock_and_city(digest.at))]
    for side in digest.sides:
        if side.held:
            blocks.append(block(*(held_line(audience, one) for one in side.held)))
            continue
        lines = [words.say(NONE_YET[CHANNELS[side.channel].claimant])]
        lines.append(_silence(words, side, digest.at))
        blocks.append(block(*lines, *usual_time(words, usual[side.channel])))
    blocks.append(block(words.say("I will send it when it comes.")))
    return Message(tuple(blocks), ((Button(words.say("Last known night"), data("latest")),),))


def _silence(words: Language, side: DigestSide, now: datetime) -> str:
    silence = side.silence or Silence.NOT_POSTED
    if silence is Silence.NOT_POSTED and side.last_post:
        return answers_text(words, side.last_post, now)
    return words.say(SILENCES[silence])
