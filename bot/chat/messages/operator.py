"""Messages for the operator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import N_, Language
from bot.chat.message import Button, Message
from bot.chat.messages.doubts import DOUBTS, reason_text
from bot.chat.messages.static import fault
from bot.chat.names import channel_address, post_address
from bot.chat.rich_text import Block, Line, block, bold, line, link
from storage.views.health import Freshness, HealthView
from storage.views.unread import UnreadReport, UnreadView

STATES = {
    "pending": N_("waiting: {n}"),
    "sending": N_("being sent: {n}"),
    "sent": N_("sent: {n}"),
    "dead": N_("permanently refused: {n}"),
    "unknown": N_("without an answer: {n}"),
    "skipped": N_("skipped: {n}"),
    "doubtful": N_("may have arrived, will be sent again: {n}"),
    "expired": N_("given up after six hours: {n}"),
    "parked": N_("set aside, cannot be read: {n}"),
}
# What one of several replicas does, by the name of its lease.
DOES = {
    "follow": N_("reads the channels"),
    "tick": N_("decides what is due"),
    "send": N_("sends"),
    "updates": N_("takes updates"),
    "reread": N_("reads stored posts again"),
    "publish": N_("publishes the files"),
    "ping": N_("sends the heartbeat"),
    "alert": N_("tells the operators of faults"),
}
MEBIBYTE = 2**20


def health_message(
    audience: Audience, view: HealthView, now: datetime, memory: int | None, replica: str | None = None
) -> Message:
    """Build a block per channel, then the outbox, the replicas if there are any, then database and memory.

    ``replica`` is the one that answers.
    """
    words = audience.words
    blocks = [block(bold(words.say("Bot health")), audience.clock_and_city(now))]
    blocks += [_channel(audience, one, now) for one in view.channels]
    blocks.append(_queue(audience, view))
    if replica:
        blocks.append(_replicas(words, view, replica))
    blocks.append(_machine(words, view, now, memory))
    return Message(tuple(blocks))


def _channel(audience: Audience, one: Freshness, now: datetime) -> Block:
    return block(line(link(f"@{one.channel}", channel_address(one.channel))), *_followed(audience, one, now))


def _followed(audience: Audience, one: Freshness, now: datetime) -> Iterator[str]:
    words = audience.words
    if one.paused_reason:
        yield words.say("paused: {reason}", reason=one.paused_reason)
    if one.last_good_at is None:
        yield words.say("never read")
    else:
        yield words.say("last read: {time}", time=_ago(words, one.last_good_at, now))
    if one.last_post_at:
        yield words.say("newest post: {time}", time=_ago(words, one.last_post_at, now))
    if one.failures:
        yield words.count("{n} failure in a row: {error}", "{n} failures in a row: {error}", one.failures,
                          error=one.last_error)  # fmt: skip
    if one.restarts:
        yield words.count("the follower was restarted {n} time", "the follower was restarted {n} times",
                          one.restarts)  # fmt: skip


def _ago(words: Language, moment: datetime, now: datetime) -> str:
    minutes = max(int((now - moment).total_seconds() // 60), 0)
    if minutes < 120:
        return words.count("{n} minute ago", "{n} minutes ago", minutes)
    if minutes < 2880:
        return words.count("{n} hour ago", "{n} hours ago", minutes // 60)
    return words.count("{n} day ago", "{n} days ago", minutes // 1440)


def _queue(audience: Audience, view: HealthView) -> Block:
    words = audience.words
    lines = [words.say(STATES[state], n=words.number(n)) for state, n in view.queue.items() if state in STATES]
    if view.halted_at:
        lines.append(words.say("sending has been paused since {time}", time=audience.clock_and_city(view.halted_at)))
    if view.waiting_since:
        lines.append(
            words.say("the oldest has been waiting since {time}", time=audience.clock_and_city(view.waiting_since))
        )
    return block(bold(words.say("Deliveries in recent days")), *(lines or [words.say("none")]))


def _replicas(words: Language, view: HealthView, replica: str) -> Block:
    """Tell which replica does what, and which one answers."""
    lines = [
        f"{one}: {', '.join(words.say(DOES[lease]) for lease in DOES if view.holders.get(lease) == one)}"
        for one in sorted(set(view.holders.values()))
    ]
    return block(bold(words.say("Replicas")), *lines, words.say("this answer is from {replica}", replica=replica))


def _machine(words: Language, view: HealthView, now: datetime, memory: int | None) -> Block:
    lines = [words.say("database: {size} MiB", size=words.number(round(view.size / MEBIBYTE)))]
    if memory is not None:
        lines.append(words.say("memory: {size} MiB", size=words.number(round(memory / MEBIBYTE))))
    if view.published_at:
        lines.append(words.say("files published: {time}", time=_ago(words, view.published_at, now)))
    return block(*lines)


def unread_message(audience: Audience, view: UnreadView) -> Message:
    """Count each reason and doubt, then list the newest posts with links."""
    words = audience.words
    if not view.posts:
        return fault(words.say("Nothing was refused and nothing is in doubt."))
    blocks = [block(bold(words.say("Refused or in doubt, the newest 500")))]
    blocks += [_counted(words, N_("Refused"), [(reason_text(words, one), n) for one, n in view.refused])]
    blocks += [_counted(words, N_("In doubt"), [(_doubt(words, code), n) for code, n in view.doubted])]
    blocks.append(block(*(_post(audience, one) for one in view.posts)))
    return Message(tuple(one for one in blocks if one.lines))


def _counted(words: Language, title: str, counts: Sequence[tuple[str, int]]) -> Block:
    lines = [f"{words.number(n)} · {what}" for what, n in counts]
    return block(bold(words.say(title)), *lines) if lines else Block(())


def _doubt(words: Language, code: str) -> str:
    known = DOUBTS.get(code)
    return words.say(known) if known else code


def _post(audience: Audience, one: UnreadReport) -> Line:
    words = audience.words
    posted = f"{words.short_day(one.posted_at.astimezone(audience.zone).date())} {audience.clock(one.posted_at)}"
    why = reason_text(words, one.reason) if one.reason else "; ".join(_doubt(words, d.code) for d in one.doubts)
    name = f"{one.key.channel}/{one.key.message_id}"
    return line(f"{posted} · ", link(name, post_address(one.key.channel, one.key.message_id)), f" · {why}")


def pause_help(words: Language) -> Message:
    return fault(
        words.say(
            "Say which: /pause following (nothing is read) or /pause sending (nothing is delivered); /resume too."
        )
    )


def paused(words: Language, *, following: bool) -> Message:
    if following:
        return fault(
            words.say(
                "Paused: no channel is read until /resume following. Answers and deliveries continue with what is "
                "stored."
            )
        )
    return fault(
        words.say("Paused: no digests or corrections go out until /resume sending. Answers and alarms continue.")
    )


def resumed(words: Language, *, following: bool) -> Message:
    if following:
        return fault(words.say("The channels are being followed again; the bot is catching up on what it missed."))
    return fault(words.say("Deliveries go out again; digests that are too late by now are skipped."))


def broadcast_draft(words: Language, text: str, notice: str, chats: int) -> Message:
    """Show the notice as it would go out, with the button that sends it."""
    head = words.count("This goes to {n} chat:", "This goes to {n} chats:", chats)
    send = words.count("Send to {n} chat", "Send to {n} chats", chats)
    return Message((block(bold(head)), block(*text.split("\n"))), ((Button(send, data("notice", notice)),),))


def broadcast_sent(words: Language, *, done: bool) -> Message:
    if done:
        return Message((block(words.say("It is on its way; /health shows the progress.")),))
    return fault(words.say("This notice has already been sent or is too old to send."))
