"""Replies to somebody who changes a subscription."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.actions import Sides, Subscription
from bot.chat.audience import Audience
from bot.chat.keyboards import data
from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.messages.static import fault, repeated
from bot.chat.rich_text import Piece, block, bold


def minute_text(words: Language, minute: int | None) -> str:
    """Format ``09:30``, or "as soon as the reports come"."""
    return words.say("as soon as the reports come") if minute is None else words.clock(timedelta(minutes=minute))


def subscribed(
    audience: Audience, minute: int | None, first: datetime, now: datetime, *, named: bool = False, moved: bool = False
) -> Message:
    """Confirm a subscription and say when the first digest comes.

    ``named`` is whether a zone was given, so that its present time tells whether it is the one that was meant;
    ``moved`` whether the times that are shown change by it.
    """
    words, day = audience.words, audience.words.long_day(first.astimezone(audience.zone).date())
    time, zone, clock = minute_text(words, minute), audience.zone.key, audience.clock(now)
    if minute is None:
        done = words.say("The digest will come as soon as the reports do, starting on {day}.", day=day)
    elif named:
        done = words.say(
            "The digest will come at {time} ({zone}, now {clock} there), first on {day}.",
            time=time, zone=zone, clock=clock, day=day,
        )  # fmt: skip
    else:
        done = words.say("The digest will come at {time} ({zone}), first on {day}.", time=time, zone=zone, day=day)
    lines: list[Piece | str] = [bold(done), *_one_side_late(audience, minute)]
    if moved:
        lines.append(
            words.say("From now on times are shown by the clock of {city}.", city=words.place_of(audience.zone))
        )
    buttons = ((Button(words.say("Settings"), data("settings")),),)
    return Message((block(*lines), block(words.say("/unsubscribe stops it."))), buttons)


def _one_side_late(audience: Audience, minute: int | None) -> Iterator[str]:
    """Say what becomes of the digest of both sides while one of them is late."""
    if audience.sides is not Sides.BOTH:
        return
    if minute is None:
        yield audience.words.say(
            "It comes with the Air Force's report. If that one is late, it comes with the ministry's alone at the hour "
            "by which the Air Force has nearly always reported, and is completed later."
        )
    else:
        yield audience.words.say(
            "If one side is late, the digest waits a little, then goes out with the other alone and is updated later."
        )


def zone_chosen(audience: Audience, now: datetime, digest: Subscription | None) -> Iterator[str]:
    """Say what another zone changes: the times that are shown from now on, and the hour of the digest."""
    words, city = audience.words, audience.words.place_of(audience.zone)
    yield words.say(
        "From now on times are shown by the clock of {city}, where it is {clock} now.",
        city=city, clock=audience.clock(now),
    )  # fmt: skip
    if digest and digest.at_minute is None:
        yield words.say("Your digest still comes as soon as the reports do.")
    elif digest:
        yield words.say("Your digest stays at {time}, by that clock.", time=minute_text(words, digest.at_minute))


def unsubscribed(words: Language, *, was: bool) -> Message:
    if was:
        return fault(words.say("No more digests. /subscribe brings them back."))
    return fault(words.say("You have no digest to stop. /subscribe 09:00 starts one."))


def no_digest_yet(words: Language) -> Message:
    """To somebody who sets how the digest comes where there is none: nothing was changed."""
    return fault(words.say("There is no digest here yet, so nothing was changed. /subscribe 09:00 starts one."))


def forgotten_meanwhile(words: Language) -> Message:
    """To somebody whose chat was forgotten while the digest was being set."""
    return fault(words.say("This chat was forgotten meanwhile, so no digest was set. /subscribe sets one again."))


def bad_time(words: Language, text: str) -> Message:
    said = repeated(text)
    return fault(
        words.say("“{text}” is not a time of day. Give it like this: /subscribe 09:30, or /subscribe asap.", text=said)
    )


def bad_zone(words: Language, text: str) -> Message:
    return fault(
        words.say(
            "I don't know the time zone “{text}”. Give a big city, or hours from UTC: /subscribe 09:30 Warsaw, "
            "/subscribe 09:30 UTC+3.",
            text=repeated(text),
        )
    )


def admins_only(words: Language) -> Message:
    return fault(words.say("Only an admin of this group can set that."))
