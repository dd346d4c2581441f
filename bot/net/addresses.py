"""Parsing addresses as people write them in the settings."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

# Telegram calls a webhook only on these ports.
TELEGRAMS_PORTS = (443, 80, 88, 8443)
TELEGRAMS_OWN = "api.telegram.org"
HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*", re.ASCII)


def host_and_port(value: str) -> tuple[str, int]:
    """Return the host (an IPv6 address without brackets) and the port. Raises ``ValueError`` with what is wrong."""
    host, _, port = value.strip().rpartition(":")
    wrong = f"{value!r} is not an address and a port"
    if not port.isascii() or not port.isdecimal() or not 0 < int(port[:9]) < 65_536:
        raise ValueError(wrong)
    try:
        if host.startswith("[") and host.endswith("]"):
            return str(IPv6Address(host[1:-1])), int(port)
        if ":" in host:
            raise ValueError(f"{wrong}; an IPv6 address needs brackets")
        if host.rpartition(".")[2].isdecimal():
            return str(IPv4Address(host)), int(port)
    except AddressValueError as error:
        raise ValueError(wrong) from error
    if not HOST_NAME.fullmatch(host):
        raise ValueError(wrong)
    return host, int(port)


def web_address(text: str) -> str:
    """Return an https address, or a nearby http one, without its trailing slash. Raises ``ValueError``."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # read here because a wrong one is only found when it is read
    except ValueError:
        raise ValueError(f"{text!r} is not an address") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{text!r} is not an address")
    # plain http is only for nearby machines: elsewhere a token would travel unencrypted
    if parts.scheme == "http" and not is_near(parts.hostname):
        raise ValueError(f"{text!r} is not encrypted")
    return text.rstrip("/")


def is_near(host: str) -> bool:
    """Return whether a host is this machine, in its private network, or a name without a dot (another container)."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return "." not in host


def heartbeat_address(text: str) -> str:
    """Return the address of the heartbeat. Raises ``ValueError`` without showing it: whoever has it could ping it."""
    try:
        web_address(text)
    except ValueError:
        raise ValueError("is not an https address") from None
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise ValueError("is not an https address")
    return text


def check_webhook_port(webhook_url: str, bot_api_url: str) -> None:
    """Raise ``ValueError`` where Telegram would not call that port. A self-hosted Bot API server calls any."""
    parts = urlsplit(webhook_url)
    port = parts.port or (80 if parts.scheme == "http" else 443)
    if urlsplit(bot_api_url).hostname == TELEGRAMS_OWN and port not in TELEGRAMS_PORTS:
        raise ValueError(f"{webhook_url!r} is on port {port}, and Telegram calls 443, 80, 88 and 8443 only")
