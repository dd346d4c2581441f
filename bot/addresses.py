"""Addresses to listen at, as settings name them: a host and a port."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*", re.ASCII)


def listen_at(value: str) -> tuple[str, int]:
    """The host, of an IPv6 address without its brackets, and the port. Raises ``ValueError`` with what is wrong."""
    host, _, port = value.strip().rpartition(":")
    wrong = f"{value!r} is not an address and a port"
    if not port.isascii() or not port.isdecimal() or not 0 < int(port[:9]) < 65_536:
        raise ValueError(wrong)
    try:
        if host.startswith("[") and host.endswith("]"):
            return str(IPv6Address(host[1:-1])), int(port)
        if ":" in host:
            raise ValueError(f"{wrong}; an IPv6 address stands in brackets")
        if host.rpartition(".")[2].isdecimal():
            return str(IPv4Address(host)), int(port)
    except AddressValueError as error:
        raise ValueError(wrong) from error
    if not HOST_NAME.fullmatch(host):
        raise ValueError(wrong)
    return host, int(port)
