"""Addresses as people write them in the settings."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

# Telegram calls a webhook on these ports alone.
TELEGRAMS_PORTS = (443, 80, 88, 8443)
TELEGRAMS_OWN = "api.telegram.org"
HOST_AND_PORT = re.compile(r"(?:\[(?P<six>[^\[\]]+)\]|(?P<host>[^\[\]:\s]+)):(?P<port>\d{1,5})", re.ASCII)


def host_and_port(text: str) -> tuple[str, int]:
    """``127.0.0.1:8080`` or ``[::1]:8080`` as a host and a port of 1 to 65535. Raises ``ValueError``."""
    found = HOST_AND_PORT.fullmatch(text.strip())
    if found is None or not 0 < int(found["port"]) < 65_536:
        raise ValueError(f"{text!r} is not an address and a port")
    if found["six"]:
        _check_six(found["six"], text)
    return found["six"] or found["host"], int(found["port"])


def _check_six(host: str, text: str) -> None:
    try:
        is_six = ip_address(host).version == 6
    except ValueError:
        is_six = False
    if not is_six:
        raise ValueError(f"{text!r} has something other than an IPv6 address in brackets")


def web_address(text: str) -> str:
    """An https address, or an http one that is near, without its last slash. Raises ``ValueError``."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here because a wrong one is only found when it is read
    except ValueError:
        raise ValueError(f"{text!r} is not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{text!r} is not an address")
    # plain http is for near machines only: a token would go in the open
    if parts.scheme == "http" and not is_near(parts.hostname):
        raise ValueError(f"{text!r} is not encrypted")
    return text.rstrip("/")


def is_near(host: str) -> bool:
    """This machine, its private network, or a name without a dot (another container)."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def heartbeat_address(text: str) -> str:
    """The address to tell that the bot works. Raises ``ValueError`` without showing it: who has it can tell so too."""
    try:
        web_address(text)
    except ValueError:
        raise ValueError("is not an https address") from None
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError("is not an https address")
    return text


def check_webhook_port(webhook_url: str, bot_api_url: str) -> None:
    """Raise ``ValueError`` where Telegram would not call that port. A Bot API server of one's own calls any."""
    parts = urlsplit(webhook_url)
    port = parts.port or (80 if parts.scheme == "http" else 443)
    if urlsplit(bot_api_url).hostname == TELEGRAMS_OWN and port not in TELEGRAMS_PORTS:
        raise ValueError(f"{webhook_url!r} is on port {port}, and Telegram calls 443, 80, 88 and 8443 only")
