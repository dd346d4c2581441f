"""Why a side has nothing newer: not posted yet, unreachable, not understood, or paused by the operator."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.chat.audience import Audience
from bot.chat.language import N_, Language
from bot.chat.messages.doubts import reason_text
from bot.chat.rich_text import Block, block, line
from parsers.channels import CHANNELS
from parsers.records import Claimant
from storage.views.latest import LastPost, LatestSide, Silence
from storage.views.posting_hours import PostingHoursView

# With fewer nights a usual time means nothing.
ENOUGH_NIGHTS = 10
# A channel that posted nothing for so long is said to be reachable, lest that be doubted.
QUIET = timedelta(days=1)
# Longer raw posts are cut so that the answer fits one message.
RAW_LIMIT = 1500


NOT_POSTED = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force has not reported yet ({time})."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry has not reported yet ({time})."),
}
NEVER_READ = {
    Claimant.UA_AIR_FORCE: N_("We have no data from Ukraine's Air Force yet."),
    Claimant.RU_MOD: N_("We have no data from Russia's Defence Ministry yet."),
}
UNREACHABLE = {
    Claimant.UA_AIR_FORCE: N_("We cannot reach the channel of Ukraine's Air Force; last read {time}."),
    Claimant.RU_MOD: N_("We cannot reach the channel of Russia's Defence Ministry; last read {time}."),
}
NEVER_REACHED = {
    Claimant.UA_AIR_FORCE: N_("We cannot reach the channel of Ukraine's Air Force; it has never been read."),
    Claimant.RU_MOD: N_("We cannot reach the channel of Russia's Defence Ministry; it has never been read."),
}
PAUSED = {
    Claimant.UA_AIR_FORCE: N_("The bot's operator paused the channel of Ukraine's Air Force; last read {time}."),
    Claimant.RU_MOD: N_("The bot's operator paused the channel of Russia's Defence Ministry; last read {time}."),
}
PAUSED_UNREAD = {
    Claimant.UA_AIR_FORCE: N_("The bot's operator paused the channel of Ukraine's Air Force; it has never been read."),
    Claimant.RU_MOD: N_("The bot's operator paused the channel of Russia's Defence Ministry; it has never been read."),
}
NOT_UNDERSTOOD = {
    Claimant.UA_AIR_FORCE: N_("Ukraine's Air Force posted a report that we could not read; its text is below."),
    Claimant.RU_MOD: N_("Russia's Defence Ministry posted a report that we could not read; its text is below."),
}


def silence_text(
    audience: Audience, side: LatestSide, posting: PostingHoursView | None, now: datetime, *, is_over: bool
) -> str:
    """Return the sentences that say why a side is silent and when its reports usually come; "" if it is not.

    Until the night ``is_over`` nobody expects its report. One that is held back has its own sentence.
    """
    words, claimant = audience.words, CHANNELS[side.channel].claimant
    match side.silence:
        case Silence.NOT_POSTED:
            return " ".join(_not_posted(audience, side, posting, now, is_over=is_over))
        case Silence.UNREACHABLE:
            return _last_read(audience, side, now, UNREACHABLE[claimant], NEVER_REACHED[claimant])
        case Silence.PAUSED:
            return _last_read(audience, side, now, PAUSED[claimant], PAUSED_UNREAD[claimant])
        case Silence.NOT_UNDERSTOOD:
            return words.say(NOT_UNDERSTOOD[claimant])
        case Silence.NOT_CONFIRMED | None:
            return ""


def _not_posted(
    audience: Audience, side: LatestSide, posting: PostingHoursView | None, now: datetime, *, is_over: bool
) -> Iterator[str]:
    words, claimant = audience.words, CHANNELS[side.channel].claimant
    if side.night is None and side.last_good_at is None:
        yield words.say(NEVER_READ[claimant])
        return
    yield words.say(NOT_POSTED[claimant], time=audience.clock_and_city(now))
    if not is_over:
        return
    if side.last_good_at and side.last_post and now - side.last_post.at > QUIET:
        yield answers_text(words, side.last_post, now)
    if posting:
        yield from usual_time(words, posting)


def _last_read(audience: Audience, side: LatestSide, now: datetime, since: str, never: str) -> str:
    """Say that a channel is not read, and since when."""
    if side.last_good_at is None:
        return audience.words.say(never)
    return audience.words.say(since, time=when(audience, side.last_good_at, now))


def answers_text(words: Language, last: LastPost, now: datetime) -> str:
    """Say that the channel can be read and how old its newest post is."""
    values = {"age": words.age(max(now - last.at, timedelta()))}
    if last.is_report:
        return words.say("The channel is reachable; its newest post is {age} old.", **values)
    return words.say("The channel is reachable; its newest post is {age} old and is not a report.", **values)


def usual_time(words: Language, posting: PostingHoursView) -> Iterator[str]:
    """``Half of the last 90 came by 08:24, all but four by 10:50.``"""
    if posting.nights < ENOUGH_NIGHTS or posting.median is None or posting.late is None:
        return
    half_by, late = words.clock(posting.median), words.clock(posting.late)
    if half_by == late and not posting.later:
        yield words.say("Its last {n} reports all came by {time}.", n=words.number(posting.nights), time=late)
        return
    half = words.say("Half of its last {n} reports came by {time}", n=words.number(posting.nights), time=half_by)
    if posting.later:
        rest = words.say("all but {n} by {time}", n=words.number(posting.later), time=late)
    else:
        rest = words.say("all by {time}", time=late)
    yield f"{half}, {rest}."


def when(audience: Audience, moment: datetime, now: datetime) -> str:
    """Format ``08:02 Kyiv``, with the day if it is not today."""
    day, time = moment.astimezone(audience.zone).date(), audience.clock_and_city(moment)
    return time if day == now.astimezone(audience.zone).date() else f"{audience.words.long_day(day)}, {time}"


def raw_block(audience: Audience, side: LatestSide, text: str | None) -> Block | None:
    """Build the post that could not be read: its text, folded, with its link."""
    report = side.not_understood
    if side.silence is not Silence.NOT_UNDERSTOOD or report is None:
        return None
    words = audience.words
    head = line(
        audience.post(report.source),
        words.say(" could not be read ({reason}):", reason=reason_text(words, report.reading.reason)),
    )
    if text is None:
        return block(head, words.say("The page showed it without its text."))
    cut = text if len(text) <= RAW_LIMIT else text[:RAW_LIMIT] + "…"
    return Block((head, *block(cut).lines), quoted=True)
