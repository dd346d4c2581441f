"""The environment (or ``.env``) as one frozen record; ``.env.example`` is its manual."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.env_file import ENCODING, env_file_fault
from bot.locales import ENGLISH, language_codes
from bot.net.addresses import check_webhook_port, heartbeat_address, host_and_port, web_address
from bot.net.proxies import checked_proxy, proxy_for
from bot.zones import known_zone
from parsers.channels import CHANNELS, find

PREFIX = "OVERNIGHT_"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
# This goes into a header of every request: printable ASCII, and nothing that would close the brackets around it.
WEB_CONTACT = re.compile(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?(/[!#-'*-;=?-Z_a-z~]*)?", re.ASCII)
# The longest wait that makes sense, in seconds; nobody means more, and clocks cannot handle 1e300.
A_DAY = 86_400
MAIL_CONTACT = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


class SettingsError(Exception):
    """One or more settings are wrong. ``faults`` has a sentence for each: its name, what is wrong, what is right."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["These settings are wrong:", *(f"  {fault}" for fault in faults)]))
        self.faults = faults


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


Address = Annotated[str, AfterValidator(_address)]
Contact = Annotated[str, AfterValidator(_contact)]
Listening = Annotated[str, AfterValidator(_listen)]
Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """Every setting of overnight. A field's description says which values are right."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding=ENCODING, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: Annotated[SecretStr | None, AfterValidator(_token)] = Field(
        None, description="the token that @BotFather gave you, such as 123456789:AAE…"
    )
    database: Path = Field(Path("overnight.db"), description="the path of a file, such as overnight.db")
    backup_dir: Annotated[Path | None, BeforeValidator(_absent_if_empty)] = Field(
        None, description="a folder for a backup a day, such as /srv/backups, or empty for none"
    )
    channels: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_list), AfterValidator(_known_channels)] = (
        Field(("kpszsu", "mod_russia"), description=f"one or more of {', '.join(CHANNELS)}, with commas between")
    )
    preview_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_comma_list), AfterValidator(_hosts)] = Field(
        ("https://t.me", "https://telegram.me", "https://telegram.dog"),
        description="one or more addresses without a path, such as https://t.me, with commas between",
    )
    poll_seconds: float = Field(
        60, ge=1, le=A_DAY, allow_inf_nan=False, description=f"seconds, from 1 to {A_DAY} (a day), such as 60"
    )
    page_pause_seconds: float = Field(
        3, ge=0, le=A_DAY, allow_inf_nan=False, description=f"seconds, from 0 to {A_DAY} (a day), such as 3"
    )
    contact: Annotated[Contact | None, BeforeValidator(_absent_if_empty)] = Field(
        None, description="an https address or a mail address at which whoever runs this bot is reached, or empty"
    )
    proxy: Annotated[Annotated[SecretStr, AfterValidator(_proxy)] | None, BeforeValidator(_absent_if_empty)] = Field(
        None,
        description="the address of an http, https or socks5 proxy, such as http://127.0.0.1:3128, or empty for that "
        "of the environment",
    )
    bot_api_url: Address = Field(
        "https://api.telegram.org", description="the address of a Bot API server, such as http://127.0.0.1:8081"
    )
    webhook_url: Annotated[Address | None, BeforeValidator(_absent_if_empty), AfterValidator(_reachable)] = Field(
        None, description="the https address at which Telegram reaches this machine, or empty for long polling"
    )
    webhook_listen: Listening = Field(
        "127.0.0.1:8080",
        description="the address and port to listen at for the webhook, such as 127.0.0.1:8080 or [::1]:8080",
    )
    admin_ids: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_comma_list)] = Field(
        (), description="the numeric Telegram ids of the operators, with commas between"
    )
    timezone: Annotated[str, AfterValidator(_zone)] = Field(
        "Europe/Kyiv", description="the name of a time zone, such as Europe/Kyiv"
    )
    language: Annotated[str, AfterValidator(_language)] = Field(
        ENGLISH, description=f"one of {', '.join(language_codes())}"
    )
    log_level: Annotated[Level, BeforeValidator(_upper)] = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    log_format: Annotated[Literal["text", "json"], BeforeValidator(_lower)] = Field("text", description="text or json")
    web_address: Annotated[Listening | None, BeforeValidator(_absent_if_empty)] = Field(
        None, description="the address and port to tell the bot's health at, such as 127.0.0.1:9090, or empty"
    )
    heartbeat_url: Annotated[SecretStr | None, AfterValidator(_heartbeat)] = Field(
        None, description="the https address of a service that raises the alarm when it is not asked for, or empty"
    )

    def proxy_to(self, url: str) -> str | None:
        """Return the proxy for an address, from the settings or the environment; None for none.

        Raises ``ProxyError`` where the environment's proxy cannot be used.
        """
        return proxy_for(url, self.proxy.get_secret_value() if self.proxy else None, os.environ)


def load_settings(*, env_file: Path | None = Path(".env"), **overrides: Any) -> Settings:
    """Load the settings from the environment, then from ``env_file`` if it exists; ``overrides`` win over both.

    Raises ``SettingsError`` with all faults at once.
    """
    if env_file and (fault := env_file_fault(env_file)):
        raise SettingsError([fault])
    faults = _unknown_names(env_file)
    try:
        settings = Settings(_env_file=env_file, **overrides)  # type: ignore[call-arg]
    except ValidationError as error:
        faults += [_fault(str(one["loc"][0]), one["msg"]) for one in error.errors(include_input=False)]
    if faults:
        raise SettingsError(list(dict.fromkeys(faults)))
    return settings


def _fault(name: str, message: str) -> str:
    said = message.removeprefix("Value error, ")
    wrong = said if said != message else "cannot be used"
    return f"{PREFIX}{name.upper()} {wrong}; right would be {Settings.model_fields[name].description}."


def _unknown_names(env_file: Path | None) -> list[str]:
    """Return a sentence for each unknown name: a misspelled setting would otherwise silently be the default."""
    written = {*os.environ, *(dotenv_values(env_file, encoding=ENCODING) if env_file else ())}
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    unknown = sorted(name for name in written if name.upper().startswith(PREFIX) and name.upper() not in known)
    return [f"{name} is no setting{_nearest(name, known)}." for name in unknown]


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name.upper(), known, n=1)
    return f"; right would be {near[0]}" if near else "; .env.example lists them all"
