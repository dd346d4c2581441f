"""getUpdates and the webhook."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.bot_api import limits
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State
from bot.demo.bot_api.updates import Webhook
from bot.demo.bot_api.webhook import check_address

SECRET = re.compile(r"[A-Za-z0-9_\-]{1,256}")


async def get_updates(state: State, arguments: Arguments) -> list[Json]:
    _allow(state, arguments)
    return await state.updates.fetch(
        arguments.integer("offset") or 0,
        arguments.integer("limit") or limits.UPDATES,
        arguments.integer("timeout") or 0,
    )


def set_webhook(state: State, arguments: Arguments) -> bool:
    url = arguments.text("url") or ""
    if not url:
        return delete_webhook(state, arguments)
    check_address(url)
    secret = arguments.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    _allow(state, arguments)
    _drop(state, arguments)
    state.updates.webhook = Webhook(url, secret, arguments.integer("max_connections") or 40)
    state.updates.wake()
    return True


def delete_webhook(state: State, arguments: Arguments) -> bool:
    _drop(state, arguments)
    state.updates.webhook = Webhook()
    return True


def get_webhook_info(state: State, arguments: Arguments) -> Json:
    hook = state.updates.webhook
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.waiting),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.last_error:
        info |= {"last_error_date": hook.last_error[0], "last_error_message": hook.last_error[1]}
    return info | ({"allowed_updates": state.updates.allowed} if state.updates.allowed else {})


def _allow(state: State, arguments: Arguments) -> None:
    """Set the kinds of update asked for; they stay until changed, an empty list means the default."""
    kinds: Any = arguments.json("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise bad("can't parse allowed updates JSON object")
    state.updates.allowed = [str(kind) for kind in kinds] or None


def _drop(state: State, arguments: Arguments) -> None:
    if arguments.flag("drop_pending_updates"):
        state.updates.waiting.clear()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
