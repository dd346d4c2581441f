"""Checking whether Telegram still calls the webhook: in a quiet night no update comes, which proves nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest

from bot.operate.supervisor import CannotHoldUpError, ExpectedError

# How often Telegram is asked; a failure of its calls counts while it is younger than twice this.
ASK_SECONDS = 45.0


@dataclass(frozen=True, slots=True)
class Hook:
    """The address that Telegram calls, the secret it sends, and the kinds of updates it brings."""

    url: str
    secret: str
    kinds: Sequence[str]

    async def set(self, bot: Bot) -> None:
        """Set the webhook. Raises ``CannotHoldUpError`` with Telegram's words where it refuses the address."""
        try:
            await bot.set_webhook(self.url, secret_token=self.secret, allowed_updates=list(self.kinds))
        except BadRequest as error:
            raise CannotHoldUpError(f"Telegram refuses OVERNIGHT_WEBHOOK_URL: {error.message.rstrip('.')}.") from None


class WebhookError(ExpectedError):
    """Telegram does not reach us by webhook; the message says why, in Telegram's words if there are any."""


async def watch_calls(
    bot: Bot,
    url: str,
    beat: Callable[[], object],
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Ask Telegram regularly whether it reaches us at ``url``, and ``beat`` each time it does.

    Raises ``WebhookError`` where it calls another address or none (then the webhook has to be set again) or where its
    calls fail, and what the request itself raises.
    """
    began = now()
    while True:
        # earlier failures are no sign: the bot may just have been offline
        since = max(began, now() - timedelta(seconds=2 * ASK_SECONDS))
        check_calls(await bot.get_webhook_info(), url, since)
        beat()
        await sleep(ASK_SECONDS)


def check_calls(info: WebhookInfo, url: str, since: datetime) -> None:
    """Raise ``WebhookError`` if Telegram does not call ``url``, or has failed to reach us there ``since`` a moment."""
    if info.url != url:
        raise WebhookError("Telegram no longer calls this bot's webhook: another program set or deleted it.")
    failed_at = info.last_error_date
    recent = failed_at is not None and failed_at > since
    if recent and info.pending_update_count:
        why = (info.last_error_message or "no reason given").rstrip(".")
        raise WebhookError(f"Telegram cannot deliver updates to the webhook: {why}.")
