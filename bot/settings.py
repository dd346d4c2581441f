"""The environment (or ``.env``) as one frozen record; ``.env.example`` is its manual."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from tempfile import gettempdir
from typing import Annotated, Any

from dotenv import dotenv_values
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.env_file import ENCODING, env_file_fault
from bot.locales import ENGLISH, language_codes
from bot.net.proxies import proxy_for
from bot.setting_values import (
    Address,
    ChannelNames,
    Contact,
    DatabaseLocation,
    Folder,
    Heartbeat,
    Hosts,
    Ids,
    LanguageCode,
    Level,
    Listening,
    LogFormat,
    OptionalListening,
    Proxy,
    PublicListening,
    PublishedAddress,
    PublishedFolder,
    Token,
    WebhookAddress,
    Zone,
)
from parsers.channels import CHANNELS

PREFIX = "OVERNIGHT_"
# The longest wait that makes sense, in seconds; nobody means more, and clocks cannot handle 1e300.
A_DAY = 86_400


class SettingsError(Exception):
    """One or more settings are wrong. ``faults`` has a sentence for each: its name, what is wrong, what is right."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["These settings are wrong:", *(f"  {fault}" for fault in faults)]))
        self.faults = faults


class Settings(BaseSettings):
    """Every setting of overnight. A field's description says which values are right."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding=ENCODING, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    bot_token: Token = Field(None, description="the token that @BotFather gave you, such as 123456789:AAE…")
    database: DatabaseLocation = Field(
        Path("overnight.db"),
        description="the path of a file, such as overnight.db, or an address such as postgresql://overnight@db/overnight",
    )
    backup_dir: Folder = Field(None, description="a folder for a backup a day, such as /srv/backups, or empty for none")
    channels: Annotated[ChannelNames, NoDecode] = Field(
        ("kpszsu", "mod_russia"), description=f"one or more of {', '.join(CHANNELS)}, with commas between"
    )
    preview_hosts: Annotated[Hosts, NoDecode] = Field(
        ("https://t.me", "https://telegram.me", "https://telegram.dog"),
        description="one or more addresses without a path, such as https://t.me, with commas between",
    )
    poll_seconds: float = Field(
        60, ge=1, le=A_DAY, allow_inf_nan=False, description=f"seconds, from 1 to {A_DAY} (a day), such as 60"
    )
    page_pause_seconds: float = Field(
        3, ge=0, le=A_DAY, allow_inf_nan=False, description=f"seconds, from 0 to {A_DAY} (a day), such as 3"
    )
    contact: Contact = Field(
        None, description="an https address or a mail address at which whoever runs this bot is reached, or empty"
    )
    proxy: Proxy = Field(
        None,
        description="the address of an http, https or socks5 proxy, such as http://127.0.0.1:3128, or empty for that "
        "of the environment",
    )
    bot_api_url: Address = Field(
        "https://api.telegram.org", description="the address of a Bot API server, such as http://127.0.0.1:8081"
    )
    webhook_url: WebhookAddress = Field(
        None, description="the https address at which Telegram reaches this machine, or empty for long polling"
    )
    webhook_listen: Listening = Field(
        "127.0.0.1:8080",
        description="the address and port to listen at for the webhook, such as 127.0.0.1:8080 or [::1]:8080",
    )
    admin_ids: Annotated[Ids, NoDecode] = Field(
        (), description="the numeric Telegram ids of the operators, with commas between"
    )
    timezone: Zone = Field("Europe/Kyiv", description="the name of a time zone, such as Europe/Kyiv")
    language: LanguageCode = Field(ENGLISH, description=f"one of {', '.join(language_codes())}")
    log_level: Level = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    log_format: LogFormat = Field("text", description="text or json")
    web_address: OptionalListening = Field(
        None, description="the address and port to tell the bot's health at, such as 127.0.0.1:9090, or empty"
    )
    heartbeat_url: Heartbeat = Field(
        None, description="the https address of a service that raises the alarm when it is not asked for, or empty"
    )
    publish_dir: PublishedFolder = Field(
        None, description="a folder of its own for the published files, such as /srv/overnight, or empty for none"
    )
    publish_url: PublishedAddress = Field(
        None, description="the https address at which people reach that folder, or empty"
    )
    public_address: PublicListening = Field(
        None, description="the address and port to serve that folder at, such as 127.0.0.1:8000, or empty"
    )

    @property
    def own_folder(self) -> Path:
        """Return the folder for what the bot keeps beside its database; one of the system's, where that is no file."""
        if isinstance(self.database, Path):
            return self.database.absolute().parent
        return Path(gettempdir())

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
