"""The first contact with Telegram: every failure is retried, except a refused token."""

from __future__ import annotations

import logging
from itertools import chain, repeat

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.app import Overnight, StartError
from bot.receive.requests import wait_of

log = logging.getLogger(__name__)

# Seconds between two tries to reach Telegram at the start.
FIRST_RESTS = (2.0, 5.0, 15.0, 30.0)
LAST_REST = 60.0
# The name of the task that sends the lists of commands.
COMMANDS = "commands"
# A single refusal of the token may be an error of Telegram's.
TOKEN_TRIES = 2


async def reach_telegram(overnight: Overnight) -> None:
    """Make the first request to Telegram until it is answered. Raises ``StartError`` for a wrong token."""
    app, url, refusals = overnight.app, overnight.settings.bot_api_url, 0
    for seconds in chain(FIRST_RESTS, repeat(LAST_REST)):
        rest = seconds
        try:
            await app.initialize()
            return
        except InvalidToken:
            refusals += 1
            if refusals == TOKEN_TRIES:
                # Not chained: the cause's own text contains the token.
                raise StartError(
                    f"{url} refused OVERNIGHT_BOT_TOKEN; @BotFather in Telegram gives you a valid one."
                ) from None
            rest = 1.0
        except RetryAfter as error:
            rest = wait_of(error).total_seconds()
            log.warning("%s asks us to wait %.0f s", url, rest)
        except Exception as error:  # malformed answers too, which make the library fail
            log.warning(
                "%s cannot be reached (%s); trying again in %.0f s", url, str(error) or type(error).__name__, rest
            )
        await overnight.world.sleep(rest)


async def list_commands(overnight: Overnight) -> None:
    """Send Telegram the lists of commands, retrying until it takes them: a dozen requests that no answer waits for."""
    for seconds in chain(FIRST_RESTS, repeat(LAST_REST)):
        try:
            await overnight.menu.tell(overnight.app.bot)
        except TelegramError as error:
            log.warning("Telegram could not be told the commands yet: %s", error)
        else:
            overnight.pulses.beat(COMMANDS)
            return
        overnight.pulses.waits(COMMANDS)
        await overnight.world.sleep(seconds)
