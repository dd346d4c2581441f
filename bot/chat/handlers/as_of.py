"""``/night 7.09 as of 7.09 09:00``: the same handlers answer, from the database as it was known at that moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.chat.answer_cache import AnswerCache
from bot.chat.context import Request, Services
from bot.chat.keyboards import data
from bot.chat.message import Button, Message
from bot.chat.messages.as_of import as_known, no_moment, not_come
from parsers import ask
from parsers.ask import AsOf

END_OF_DAY = time(23, 59, 59)


async def answer_as_known(
    services: Services, request: Request, asked: AsOf, answer: Callable[[Services, Request], Awaitable[Message]]
) -> Message:
    """Answer what is asked as ``answer`` would have answered it at the moment. Raises ``NoSuchDayError``."""
    day = ask.day(asked.text, services.today) if asked.text else None
    moment = moment_of(asked, day, request.audience.zone, services.now)
    if moment is None:
        return no_moment(request.audience.words)
    if moment > services.now:
        return not_come(request.audience, moment)
    async with services.past.at(moment) as store:
        actions = replace(services.actions, store=store, now=lambda: moment)
        message = await answer(
            replace(services, actions=actions, kept=AnswerCache()), replace(request, text=asked.text)
        )
    now = Button(request.audience.words.say("As it stands now"), data=data("night", day))
    # What is shown is not taken for current: nothing of it will be corrected.
    return replace(
        message,
        blocks=(as_known(request.audience, moment), *message.blocks),
        buttons=((now,),) if day else (),
        shows=(),
    )


def moment_of(asked: AsOf, day: date | None, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the moment that was named, on the clock of ``zone``; of today without an hour it is ``now``. None where it
    is none. ``day`` is the night that is asked about, whose date an hour alone is of.
    """
    if asked.moment:
        return asked.moment
    named = asked.day or (day if asked.at else None)
    if named is None:
        return None
    moment = datetime.combine(named, asked.at or END_OF_DAY, zone)
    return now if asked.at is None and now < moment and named == now.astimezone(zone).date() else moment
