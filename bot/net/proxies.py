"""Which proxy an address is asked through: the setting's or the environment's, and none where that is ruled out.

The rules are ours because httpx's and urllib's read the process's own environment, know no setting, would send loopback
addresses through a proxy, and take no range of addresses in NO_PROXY.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
SOCKS = ("socks5", "socks5h")


class ProxyError(ValueError):
    """A proxy that cannot be used. The sentence never holds the proxy's address: a password may stand in it."""


def proxy_for(url: str, setting: str | None, environ: Mapping[str, str]) -> str | None:
    """The proxy's address for a request to ``url``; None where it goes straight.

    ``setting`` goes before the variables of ``environ``; NO_PROXY and loopback go before both. Raises ``ProxyError``.
    """
    parts = urlsplit(url)
    if _is_loopback(parts.hostname or "") or _is_exempt(parts, _variable(environ, "no_proxy")):
        return None
    if setting:
        return checked_proxy(setting)
    for name in (f"{parts.scheme}_proxy", "all_proxy"):
        if value := _variable(environ, name):
            try:
                return checked_proxy(value)
            except ProxyError as error:
                raise ProxyError(f"{name.upper()} of the environment {error}.") from None
    return None


def checked_proxy(value: str) -> str:
    """A proxy's address with its scheme, http where it names none. Raises ``ProxyError``, which says what is wrong."""
    text = value.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        usable = bool(parts.hostname) and parts.port != 0 and not any(one.isspace() for one in text)
    except ValueError:  # its port is no number, or its brackets are broken
        usable = False
    if not usable or parts.query or parts.fragment or parts.path.strip("/"):
        raise ProxyError("is not the address of a proxy")
    if parts.scheme in SOCKS and find_spec("socksio") is None:
        raise ProxyError("is a SOCKS proxy, for which the package httpx[socks] is not installed")
    if parts.scheme not in {*PORTS, *SOCKS}:
        raise ProxyError("is a proxy of a kind that overnight does not speak")
    return parts.geturl().rstrip("/")


def _variable(environ: Mapping[str, str], name: str) -> str:
    """A variable in small letters or, where that is not set, in capitals; as curl and urllib have it."""
    return (environ.get(name) or environ.get(name.upper()) or "").strip()


def _is_loopback(host: str) -> bool:
    address = _ip(host)
    if address is None:
        name = host.rstrip(".").lower()
        return name == "localhost" or name.endswith(".localhost")
    return address.is_loopback or bool(isinstance(address, IPv6Address) and _mapped_is_loopback(address))


def _mapped_is_loopback(address: IPv6Address) -> bool:
    return address.ipv4_mapped is not None and address.ipv4_mapped.is_loopback


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _is_exempt(parts: SplitResult, listed: str) -> bool:
    """Whether NO_PROXY names this host: ``*``, a name with all names below it, an address or a range, with a port."""
    port = parts.port or PORTS.get(parts.scheme)
    return any(_names(entry, parts.hostname or "", port) for entry in listed.replace(",", " ").split())


def _names(entry: str, host: str, port: int | None) -> bool:
    if entry == "*":
        return True
    address = _ip(host)
    if address is not None and _ip(entry.strip("[]")) is None and "/" in entry:
        return _in_range(address, entry)
    name, wanted = _host_and_port(entry.lower())
    if wanted is not None and wanted != port:
        return False
    if address is not None:
        return _ip(name) == address
    name, host = name.removeprefix("*").strip("."), host.rstrip(".").lower()
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _in_range(address: IPv4Address | IPv6Address, entry: str) -> bool:
    try:
        return address in ip_network(entry, strict=False)
    except ValueError:
        return False  # such as http://example.org, which stands in many a NO_PROXY and never meant anything


def _host_and_port(entry: str) -> tuple[str, int | None]:
    """``example.org:8080`` and ``[::1]:8080`` apart; a bare IPv6 address has no port."""
    if _ip(entry.strip("[]")) is not None:
        return entry.strip("[]"), None
    name, colon, port = entry.rpartition(":")
    return (name.strip("[]"), int(port)) if colon and port.isdecimal() else (entry, None)
