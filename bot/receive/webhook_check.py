"""Whether Telegram still calls the webhook. In a quiet night no update comes, and that says nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest

from bot.operate.supervisor import CannotHoldUpError, ExpectedError

# How often Telegram is asked; a failure of its calls counts while it is younger than two of these.
ASK_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Hook:
    """The address that Telegram calls, the secret it says there, and the kinds of updates that it brings."""

    url: str
    secret: str
    kinds: Sequence[str]

    async def set(self, bot: Bot) -> None:
        """Tell Telegram. Raises ``CannotHoldUpError`` with its words where it will not call that address."""
        try:
            await bot.set_webhook(self.url, secret_token=self.secret, allowed_updates=list(self.kinds))
        except BadRequest as error:
            raise CannotHoldUpError(f"Telegram refuses OVERNIGHT_WEBHOOK_URL: {error.message.rstrip('.')}.") from None


class WebhookError(ExpectedError):
    """Telegram does not reach us by webhook; the message says why, in Telegram's words where it has some."""


async def watch_calls(
    bot: Bot,
    url: str,
    beat: Callable[[], object],
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Ask Telegram over and over whether it reaches us at ``url``, and ``beat`` each time it does.

    Raises ``WebhookError`` where it calls another address or none (then the webhook is to be set again), or where its
    calls fail; and what the request itself raises.
    """
    began = now()
    while True:
        # what failed before is no sign: the bot may just have been away
        since = max(began, now() - timedelta(seconds=2 * ASK_SECONDS))
        check_calls(await bot.get_webhook_info(), url, since)
        beat()
        await sleep(ASK_SECONDS)


def check_calls(info: WebhookInfo, url: str, since: datetime) -> None:
    """Raise ``WebhookError`` where Telegram says that it does not reach us at ``url``, or failed to ``since`` then."""
    if info.url != url:
        raise WebhookError("Telegram no longer calls this bot's webhook: another program set or deleted it.")
    failed_at = info.last_error_date
    recent = failed_at is not None and failed_at > since
    if recent and info.pending_update_count:
        why = (info.last_error_message or "no reason given").rstrip(".")
        raise WebhookError(f"Telegram cannot deliver updates to the webhook: {why}.")
