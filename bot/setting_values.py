"""What a setting may be, as types: each value as it is used, or a ``ValueError`` that says what is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, PlainValidator, SecretStr, ValidationInfo

from bot.locales import language_codes
from bot.net.addresses import check_webhook_port, heartbeat_address, host_and_port, web_address
from bot.net.proxies import checked_proxy
from bot.zones import known_zone
from parsers.channels import find
from storage.location import Location, PostgresAddress, location_of

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# This goes into a header of every request: printable ASCII, and nothing that would close the brackets around it.
WEB_CONTACT = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/[!#-'*-;=?-Z_a-z~]*)?", re.ASCII)
MAIL_CONTACT = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)

NOT_IN_A_LINK = re.compile(r"""[\s\x00-\x1f\x7f"'<>\\^`{|}]""")


def _comma_list(value: object) -> object:
    """Split ``"a, b"`` into ``("a", "b")``; values that are not text are left to the field's own type."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("is empty")
    return values


def _known_channels(names: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in _some(names) if find(name) is None]
    if unknown:
        raise ValueError(f"names {', '.join(unknown)}, which overnight does not know how to read")
    return tuple(dict.fromkeys(row.name for name in names if (row := find(name))))


def _address(value: str) -> str:
    """Return an address without its trailing slash; a query is refused."""
    address = web_address(value)
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise ValueError(f"{value!r} is not an address")
    return address


def _published_address(value: str) -> str:
    """Return an address that everybody may see: without a password, and with nothing that ends a link early."""
    address = _address(value)
    if urlsplit(address).username is not None or NOT_IN_A_LINK.search(address):
        raise ValueError("is an address with a user's name, spaces, quotes or brackets in it")
    return address


def _hosts(values: tuple[str, ...]) -> tuple[str, ...]:
    hosts = tuple(_address(value) for value in _some(values))
    longer = [host for host in hosts if urlsplit(host).path]
    if longer:
        raise ValueError(f"{longer[0]!r} has a path")
    return hosts


def _zone(name: str) -> str:
    if known_zone(name) is None:
        raise ValueError(f"{name!r} is not a time zone")
    return name


def _language(code: str) -> str:
    if code not in language_codes():
        raise ValueError(f"{code!r} is not a language with a catalogue")
    return code


def _token(value: SecretStr | None) -> SecretStr | None:
    """Return the token, None if empty; what cannot be a token is refused without being shown."""
    text = value.get_secret_value().strip() if value else ""
    if text and not TOKEN.fullmatch(text):
        raise ValueError("is not a bot's token")
    return SecretStr(text) if text else None


def _listen(value: str) -> str:
    host_and_port(value)
    return value.strip()


def _reachable(value: str | None, info: ValidationInfo) -> str | None:
    """Check that the Bot API server of these settings can call the webhook's address."""
    server = info.data.get("bot_api_url")
    if value is not None and server is not None:
        check_webhook_port(value, server)
    return value


def _proxy(value: SecretStr) -> SecretStr:
    return SecretStr(checked_proxy(value.get_secret_value()))


def _heartbeat(value: SecretStr | None) -> SecretStr | None:
    """Return the heartbeat's address, None if empty. It is as good as a password, so no error shows it."""
    text = value.get_secret_value().strip() if value else ""
    return SecretStr(heartbeat_address(text)) if text else None


def _contact(value: str) -> str:
    text = value.strip()
    if not (WEB_CONTACT.fullmatch(text) or MAIL_CONTACT.fullmatch(text)):
        raise ValueError(f"{value!r} is neither an https address nor a mail address")
    return text


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _absent_if_empty(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _database(value: object) -> Location:
    """Return the file or the PostgreSQL database that is named. No error shows an address: it may hold a password."""
    if isinstance(value, Path | PostgresAddress):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise ValueError("is empty")
    return location_of(text)


def _folder_of_its_own(value: Path | None, info: ValidationInfo) -> Path | None:
    """Check that nothing that is not to be published is in the folder: not the database, not its backups."""
    for name, what in (("database", "the database"), ("backup_dir", "the backups")):
        other = info.data.get(name)
        if value is not None and isinstance(other, Path) and other.absolute().resolve().is_relative_to(value.resolve()):
            raise ValueError(f"{str(value)!r} has {what} in it")
    return value


def _public(value: str | None, info: ValidationInfo) -> str | None:
    """Check that there is a folder to serve, and that nothing else listens at the address."""
    if value is None:
        return None
    if "publish_dir" in info.data and info.data["publish_dir"] is None:
        raise ValueError("needs OVERNIGHT_PUBLISH_DIR, the folder to serve")
    taken = {"web_address": info.data.get("web_address")}
    if info.data.get("webhook_url"):
        taken["webhook_listen"] = info.data.get("webhook_listen")
    for name, other in taken.items():
        if other is not None and host_and_port(other) == host_and_port(value):
            raise ValueError(f"{value!r} is OVERNIGHT_{name.upper()} too")
    return value


_OPTIONAL = BeforeValidator(_absent_if_empty)

DatabaseLocation = Annotated[Location, PlainValidator(_database), PlainSerializer(str)]
Token = Annotated[SecretStr | None, AfterValidator(_token)]
Folder = Annotated[Path | None, _OPTIONAL]
PublishedFolder = Annotated[Path | None, _OPTIONAL, AfterValidator(_folder_of_its_own)]
ChannelNames = Annotated[tuple[str, ...], BeforeValidator(_comma_list), AfterValidator(_known_channels)]
Hosts = Annotated[tuple[str, ...], BeforeValidator(_comma_list), AfterValidator(_hosts)]
Ids = Annotated[tuple[int, ...], BeforeValidator(_comma_list)]
Address = Annotated[str, AfterValidator(_address)]
OptionalAddress = Annotated[Address | None, _OPTIONAL]
PublishedAddress = Annotated[Annotated[str, AfterValidator(_published_address)] | None, _OPTIONAL]
WebhookAddress = Annotated[OptionalAddress, AfterValidator(_reachable)]
Contact = Annotated[Annotated[str, AfterValidator(_contact)] | None, _OPTIONAL]
Proxy = Annotated[Annotated[SecretStr, AfterValidator(_proxy)] | None, _OPTIONAL]
Listening = Annotated[str, AfterValidator(_listen)]
OptionalListening = Annotated[Listening | None, _OPTIONAL]
PublicListening = Annotated[OptionalListening, AfterValidator(_public)]
Zone = Annotated[str, AfterValidator(_zone)]
LanguageCode = Annotated[str, AfterValidator(_language)]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]
LogFormat = Annotated[Literal["text", "json"], BeforeValidator(_lower)]
Heartbeat = Annotated[SecretStr | None, AfterValidator(_heartbeat)]
