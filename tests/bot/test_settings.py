"""Settings: read whole or refused whole, with every fault named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from dotenv import dotenv_values
from pydantic import ValidationError

from bot.settings import PREFIX, Settings, SettingsError, load_settings
from parsers.channels import CHANNELS
from storage.location import PostgresAddress

KNOWN = ", ".join(CHANNELS)
EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456789:" + "AAEexample" * 3 + "_-exa"  # nosec: invented


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def faults_of(**overrides: object) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(env_file=None, **overrides)
    return caught.value.faults


def test_defaults_match_the_manual(tmp_path: Path) -> None:
    written = EXAMPLE.read_text(encoding="utf-8").replace("\n#OVERNIGHT_", "\nOVERNIGHT_")
    manual = tmp_path / "all.env"
    manual.write_text(written, encoding="utf-8")
    assert load_settings(env_file=manual) == load_settings(env_file=None)


def test_the_manual_has_every_setting() -> None:
    written = EXAMPLE.read_text(encoding="utf-8").replace("\n#OVERNIGHT_", "\nOVERNIGHT_").splitlines()
    named = [line.partition("=")[0] for line in written if line.startswith(PREFIX)]
    assert named == [PREFIX + name.upper() for name in Settings.model_fields]


def test_the_example_file_of_the_manual_is_valid() -> None:
    assert load_settings(env_file=EXAMPLE).bot_token is None
    assert dotenv_values(EXAMPLE) == {"OVERNIGHT_BOT_TOKEN": ""}


def test_values_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", TOKEN)
    monkeypatch.setenv("OVERNIGHT_CHANNELS", "@KPSZSU , mod_russia,kpszsu")
    monkeypatch.setenv("OVERNIGHT_PREVIEW_HOSTS", "http://127.0.0.1:9000/")
    monkeypatch.setenv("OVERNIGHT_ADMIN_IDS", "42, 43")
    monkeypatch.setenv("OVERNIGHT_LOG_LEVEL", "debug")
    settings = load_settings(env_file=None)
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.channels == ("kpszsu", "mod_russia")
    assert settings.preview_hosts == ("http://127.0.0.1:9000",)
    assert settings.admin_ids == (42, 43)
    assert settings.log_level == "DEBUG"


def test_all_faults_are_reported_at_once() -> None:
    faults = faults_of(
        channels="", timezone="Mars/Base", bot_api_url="ftp://x", preview_hosts="t.me", poll_seconds="often",
        admin_ids="me", language="fr", log_level="loud", webhook_listen="8080", page_pause_seconds="-1",
    )  # fmt: skip
    assert [fault.split()[0] for fault in faults] == [
        "OVERNIGHT_CHANNELS",
        "OVERNIGHT_PREVIEW_HOSTS",
        "OVERNIGHT_POLL_SECONDS",
        "OVERNIGHT_PAGE_PAUSE_SECONDS",
        "OVERNIGHT_BOT_API_URL",
        "OVERNIGHT_WEBHOOK_LISTEN",
        "OVERNIGHT_ADMIN_IDS",
        "OVERNIGHT_TIMEZONE",
        "OVERNIGHT_LANGUAGE",
        "OVERNIGHT_LOG_LEVEL",
    ]


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        (
            "channels",
            "",
            f"OVERNIGHT_CHANNELS is empty; right would be one or more of {KNOWN}, with commas between.",
        ),
        (
            "channels",
            "kpszsu,nobody",
            "OVERNIGHT_CHANNELS names nobody, which overnight does not know how to read; "
            f"right would be one or more of {KNOWN}, with commas between.",
        ),
        (
            "timezone",
            "Mars/Base",
            "OVERNIGHT_TIMEZONE 'Mars/Base' is not a time zone; "
            "right would be the name of a time zone, such as Europe/Kyiv.",
        ),
        (
            "preview_hosts",
            "https://t.me/s",
            "OVERNIGHT_PREVIEW_HOSTS 'https://t.me/s' has a path; "
            "right would be one or more addresses without a path, such as https://t.me, with commas between.",
        ),
        (
            "bot_api_url",
            "http://example.org",
            "OVERNIGHT_BOT_API_URL 'http://example.org' is not encrypted; "
            "right would be the address of a Bot API server, such as http://127.0.0.1:8081.",
        ),
    ],
)
def test_a_fault_says_which_values_are_accepted(name: str, value: str, fault: str) -> None:
    assert faults_of(**{name: value}) == [fault]


@pytest.mark.parametrize(
    "contact",
    ["https://t.me/my_bot", "https://bot.example.org:8443/about?of=me", "https://example.org", "a.b@example.org"],
)
def test_a_contact_is_an_https_url_or_a_mail_address(contact: str) -> None:
    assert load_settings(env_file=None, contact=f" {contact} ").contact == contact


@pytest.mark.parametrize(
    "contact",
    ["http://example.org", "example.org", "me", "me@host", "https://ex ample.org", "https://example.org/a)b",
     "https://example.org/\r\nX: y", "me@example.org\nX: y", "https://приклад.укр", "https://me:secret@example.org"],
)  # fmt: skip
def test_an_invalid_contact_or_one_that_breaks_a_header_is_refused(contact: str) -> None:
    (fault,) = faults_of(contact=contact)
    assert fault == (
        f"OVERNIGHT_CONTACT {contact!r} is neither an https address nor a mail address; right would be an https "
        "address or a mail address at which whoever runs this bot is reached, or empty."
    )


def test_the_contact_defaults_to_none() -> None:
    assert load_settings(env_file=None, contact=" ").contact is None


@pytest.mark.parametrize("url", ["https://bot.example", "https://bot.example:8443", "https://bot.example:88/bots"])
def test_a_webhook_on_a_port_telegram_supports_is_accepted(url: str) -> None:
    assert load_settings(env_file=None, webhook_url=url).webhook_url == url


def test_a_webhook_on_another_port_is_refused() -> None:
    assert faults_of(webhook_url="https://bot.example:8080") == [
        "OVERNIGHT_WEBHOOK_URL 'https://bot.example:8080' is on port 8080, and Telegram calls 443, 80, 88 and 8443 "
        "only; right would be the https address at which Telegram reaches this machine, or empty for long polling."
    ]


def test_a_private_bot_api_server_allows_any_webhook_port() -> None:
    settings = load_settings(env_file=None, webhook_url="http://bot:8080", bot_api_url="http://127.0.0.1:8081")
    assert settings.webhook_url == "http://bot:8080"


@pytest.mark.parametrize("url", ["https://bot.example:port", "https://bot.example:99999", "https://[::1", "https://"])
def test_an_invalid_url_is_a_fault(url: str) -> None:
    (fault,) = faults_of(webhook_url=url)
    assert fault.startswith(f"OVERNIGHT_WEBHOOK_URL {url!r} is not an address; right would be ")


@pytest.mark.parametrize("name", ["webhook_listen", "web_address", "public_address"])
@pytest.mark.parametrize("at", ["127.0.0.1:8080", "[::1]:8080", "[fe80::1%eth0]:8080", "localhost:1", "bot:65535"])
def test_a_host_and_port_is_a_valid_listening_address(name: str, at: str) -> None:
    assert getattr(load_settings(env_file=None, **{"publish_dir": "public", name: f" {at} "}), name) == at


@pytest.mark.parametrize("name", ["webhook_listen", "web_address", "public_address"])
@pytest.mark.parametrize(
    "at",
    ["8080", ":8080", "::1:8080", "[::1]", "[]:8080", "[a]:80", "[127.0.0.1]:80", "a:0", "a:65536", "a b:80", "a:८"],
)
def test_anything_else_is_no_valid_listening_address(name: str, at: str) -> None:
    (fault,) = faults_of(**{name: at})
    assert fault.startswith(f"OVERNIGHT_{name.upper()} {at!r} ")


def test_nothing_is_published_by_default() -> None:
    settings = load_settings(env_file=None, publish_dir=" ", publish_url="", public_address=" ")
    assert (settings.publish_dir, settings.publish_url, settings.public_address) == (None, None, None)


def test_a_public_address_needs_a_folder_to_serve() -> None:
    assert faults_of(public_address="127.0.0.1:8000") == [
        "OVERNIGHT_PUBLIC_ADDRESS needs OVERNIGHT_PUBLISH_DIR, the folder to serve; "
        "right would be the address and port to serve that folder at, such as 127.0.0.1:8000, or empty."
    ]


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ({"web_address": "127.0.0.1:8000"}, "OVERNIGHT_WEB_ADDRESS"),
        ({"webhook_listen": "127.0.0.1:8000", "webhook_url": "https://bot.example"}, "OVERNIGHT_WEBHOOK_LISTEN"),
        ({"webhook_listen": "127.0.0.1:8000"}, None),  # nobody listens there while updates are polled for
        ({"web_address": "127.0.0.1:8001"}, None),
    ],
)
def test_the_public_address_is_nobody_else_s(others: dict[str, str], named: str | None) -> None:
    public = {"publish_dir": "public", "public_address": "127.0.0.1:8000"}
    if named is None:
        assert load_settings(env_file=None, **others, **public).public_address == "127.0.0.1:8000"
        return
    (fault,) = faults_of(**others, **public)
    assert fault.startswith(f"OVERNIGHT_PUBLIC_ADDRESS '127.0.0.1:8000' is {named} too; right would be ")


@pytest.mark.parametrize(
    ("folder", "others", "what"),
    [
        (".", {}, "the database"),
        ("/var/lib/overnight/", {"database": "/var/lib/overnight/overnight.db"}, "the database"),
        ("/srv", {"backup_dir": "/srv/backups"}, "the backups"),
        ("/srv/backups", {"backup_dir": "/srv/backups"}, "the backups"),
        ("/srv/x/..", {"database": "/srv/overnight.db"}, "the database"),
        ("public", {}, None),
        ("/srv/public", {"database": "/srv/overnight.db", "backup_dir": "/srv/publicly"}, None),
    ],
)
def test_the_published_folder_holds_nothing_private(folder: str, others: dict[str, str], what: str | None) -> None:
    if what is None:
        assert load_settings(env_file=None, publish_dir=folder, **others).publish_dir == Path(folder)
        return
    (fault,) = faults_of(publish_dir=folder, **others)
    assert fault == (
        f"OVERNIGHT_PUBLISH_DIR {str(Path(folder))!r} has {what} in it; "
        "right would be a folder of its own for the published files, such as /srv/overnight, or empty for none."
    )


@pytest.mark.parametrize("url", ["http://overnight.example.org", "overnight.example.org", "https://a.example/?x=1"])
def test_an_invalid_publish_url_is_refused(url: str) -> None:
    (fault,) = faults_of(publish_url=url)
    assert fault.startswith(f"OVERNIGHT_PUBLISH_URL {url!r} is not ")


@pytest.mark.parametrize(
    "url", ["https://me:secret@a.example", "https://a.example/two words", 'https://a.example/"><b>']
)
def test_an_address_that_is_not_fit_to_be_published_is_refused_without_being_shown(url: str) -> None:
    (fault,) = faults_of(publish_url=url)
    assert fault.startswith("OVERNIGHT_PUBLISH_URL is an address with a user's name, spaces, quotes or brackets in it;")


def test_the_web_address_and_the_heartbeat_are_off_by_default() -> None:
    settings = load_settings(env_file=None, web_address=" ", heartbeat_url=" ")
    assert (settings.web_address, settings.heartbeat_url, settings.log_format) == (None, None, "text")


@pytest.mark.parametrize(
    "url", ["https://hc.example/ping/0a1b", "http://127.0.0.1:9/x?status=up", "http://kuma:3001/a"]
)
def test_a_heartbeat_url_is_https_or_local(url: str) -> None:
    settings = load_settings(env_file=None, heartbeat_url=url)
    assert settings.heartbeat_url is not None
    assert settings.heartbeat_url.get_secret_value() == url
    assert url not in f"{settings!r} {settings} {settings.model_dump()}"


@pytest.mark.parametrize("url", ["http://hc.example/secret", "ftp://hc.example/secret", "secret", "https://a/\nsecret",
                                 "https:///secret", "https://hc.example/a secret"])  # fmt: skip
def test_an_invalid_heartbeat_url_is_refused_without_showing_it(url: str) -> None:
    assert faults_of(heartbeat_url=url) == [
        "OVERNIGHT_HEARTBEAT_URL is not an https address; right would be the https address of a service that raises "
        "the alarm when it is not asked for, or empty."
    ]


def test_the_log_format_is_text_or_json() -> None:
    assert load_settings(env_file=None, log_format="JSON").log_format == "json"
    assert faults_of(log_format="xml") == ["OVERNIGHT_LOG_FORMAT cannot be used; right would be text or json."]


def test_a_misspelt_setting_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_CHANELS", "kpszsu")
    assert faults_of() == ["OVERNIGHT_CHANELS is no setting; right would be OVERNIGHT_CHANNELS."]


def test_an_invalid_token_is_refused_without_showing_it() -> None:
    (fault,) = faults_of(bot_token="secret words")
    assert fault.startswith("OVERNIGHT_BOT_TOKEN is not a bot's token")
    assert "secret words" not in fault


def test_the_token_is_never_printed() -> None:
    settings = load_settings(env_file=None, bot_token=TOKEN)
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()}"


def test_settings_are_immutable() -> None:
    with pytest.raises(ValidationError):
        load_settings(env_file=None).language = "uk"


def test_the_database_may_be_an_address_whose_password_is_never_printed() -> None:
    settings = load_settings(env_file=None, database="postgresql://overnight:hunter2@db/overnight")
    assert settings.database == PostgresAddress("postgresql://overnight:hunter2@db/overnight")
    assert "hunter2" not in f"{settings!r} {settings.database} {settings.model_dump()}"


@pytest.mark.parametrize(
    ("database", "fault"),
    [
        ("postgresql://overnight:hunter2@db", "names no database; it stands behind the host"),
        ("mysql://overnight:hunter2@db/overnight", "is of an engine that overnight does not know"),
        (" ", "is empty"),
    ],
)
def test_a_database_that_cannot_be_used_is_refused_without_its_password(database: str, fault: str) -> None:
    (told,) = faults_of(database=database)
    assert told.startswith(f"OVERNIGHT_DATABASE {fault}")
    assert "hunter2" not in told


def test_what_is_kept_beside_a_file_has_a_folder_for_an_address_too(tmp_path: Path) -> None:
    assert load_settings(env_file=None, database=tmp_path / "overnight.db").own_folder == tmp_path
    assert load_settings(env_file=None, database="postgresql:///overnight").own_folder.is_absolute()
