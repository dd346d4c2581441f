"""Choosing the proxy for an address: the setting's or the environment's, or none where that is ruled out.

The rules are ours because httpx and urllib read the process's own environment, know no setting, would send loopback
addresses through a proxy, and accept no range of addresses in NO_PROXY.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
SOCKS = ("socks5", "socks5h")


class ProxyError(ValueError):
    """A proxy that cannot be used. The message never contains the proxy's address, which may include a password."""


def proxy_for(url: str, setting: str | None, environ: Mapping[str, str]) -> str | None:
    """Return the proxy's address for a request to ``url``; None where it goes directly.

    ``setting`` wins over the variables of ``environ``; NO_PROXY and loopback win over both. Raises ``ProxyError``.
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
    """Return a proxy's address with its scheme, http by default. Raises ``ProxyError``, which says what is wrong."""
    text = value.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        usable = bool(parts.hostname) and parts.port != 0 and not any(one.isspace() for one in text)
    except ValueError:  # its port is not a number, or its brackets are wrong
        usable = False
    if not usable or parts.query or parts.fragment or parts.path.strip("/"):
        raise ProxyError("is not the address of a proxy")
    if parts.scheme in SOCKS and find_spec("socksio") is None:
        raise ProxyError("is a SOCKS proxy, for which the package httpx[socks] is not installed")
    if parts.scheme not in {*PORTS, *SOCKS}:
        raise ProxyError("is a kind of proxy that overnight does not support")
    return parts.geturl().rstrip("/")


def _variable(environ: Mapping[str, str], name: str) -> str:
    """Return a variable in lower case or, if not set, in upper case, as curl and urllib do."""
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
    """Return whether NO_PROXY names this host: ``*``, a domain with subdomains, an address or range, with a port."""
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
        return False  # such as http://example.org, which many a NO_PROXY contains and which never meant anything


def _host_and_port(entry: str) -> tuple[str, int | None]:
    """Split ``example.org:8080`` and ``[::1]:8080`` into host and port; a bare IPv6 address has no port."""
    if _ip(entry.strip("[]")) is not None:
        return entry.strip("[]"), None
    name, colon, port = entry.rpartition(":")
    return (name.strip("[]"), int(port)) if colon and port.isdecimal() else (entry, None)
