"""The profile `fleet` of compose.yaml and its balancer's file agree with the program, and with each other."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli import main
from bot.publish.serving import web
from bot.publish.serving.content_types import content_type
from bot.run import WEBHOOK_PATH
from bot.settings import PREFIX, Settings, load_settings

ROOT = Path(__file__).parents[2]
COMPOSED: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSED["services"]
REPLICAS = ["bot-1", "bot-2", "bot-3"]
FLEET = {*REPLICAS, "postgres", "balancer"}
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
CADDYFILE = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")


class HealthPage(BaseHTTPRequestHandler):
    """Answers 200 at /healthz, as a replica does, and 404 at any other path."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def environment(name: str) -> dict[str, str]:
    given: dict[str, str] = SERVICES[name].get("environment", {})
    return given


def port_of(listening: str) -> str:
    return environment("bot-1")[listening].rpartition(":")[2]


def started_with(name: str) -> set[str]:
    """A service and all that it depends on: what `up NAME` starts."""
    needed: set[str] = set(SERVICES[name].get("depends_on", ()))
    return {name}.union(*map(started_with, needed))


def test_the_bot_alone_belongs_to_no_profile_and_the_fleet_to_one() -> None:
    assert set(SERVICES) == FLEET | {"overnight", "move"}
    assert "profiles" not in SERVICES["overnight"]
    assert {name: SERVICES[name]["profiles"] for name in FLEET} == {name: ["fleet"] for name in FLEET}


def test_the_balancer_brings_the_whole_fleet_and_not_the_bot_alone() -> None:
    assert started_with("balancer") == FLEET
    assert SERVICES["bot-2"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for page in ("compose.yaml", "docs/operations.md"):
        assert "up -d balancer" in (ROOT / page).read_text(encoding="utf-8")


def test_the_move_knows_both_databases_and_is_started_by_nobody_else() -> None:
    told = SERVICES["move"]
    (name,) = told["entrypoint"][1:]
    with click.Context(main) as context:
        assert main.get_command(context, name) is not None
    assert told["profiles"] == ["move"]
    assert told["restart"] == "no"
    assert (told["environment"], told["image"]) == (environment("bot-1"), SERVICES["bot-1"]["image"])
    assert told["volumes"] == [one for one in SERVICES["overnight"]["volumes"] if one.startswith("data:")]


def test_the_replicas_are_alike_and_have_valid_settings() -> None:
    alike = [{key: value for key, value in SERVICES[name].items() if key != "build"} for name in REPLICAS]
    assert alike[0] == alike[1] == alike[2]
    given = environment("bot-1")
    assert set(given) <= SETTINGS
    load_settings(env_file=None, **{name.removeprefix(PREFIX).lower(): value for name, value in given.items()})


def test_a_replica_is_healthy_when_its_own_health_page_answers() -> None:
    kind, program, option, code = SERVICES["bot-1"]["healthcheck"]["test"]
    assert (kind, program, option) == ("CMD", "python", "-c")
    with HTTPServer(("127.0.0.1", 0), HealthPage) as page:
        threading.Thread(target=page.serve_forever, args=(0.01,), daemon=True).start()
        here = code.replace(port_of("OVERNIGHT_WEB_ADDRESS"), str(page.server_port))
        assert subprocess.run([sys.executable, "-c", here], check=False).returncode == 0
        nowhere = here.replace("/healthz", "/elsewhere")
        assert subprocess.run([sys.executable, "-c", nowhere], check=False).returncode == 1
        page.shutdown()
    ended = subprocess.run([sys.executable, "-c", here], check=False, capture_output=True)
    assert ended.returncode == 1


def test_one_image_has_what_postgresql_needs_and_is_built_once() -> None:
    assert [name for name in FLEET if "build" in SERVICES[name]] == ["bot-1"]
    assert SERVICES["bot-1"]["build"] == {"context": ".", "args": {"FLEET": "yes"}}
    assert re.search(r"^ARG FLEET=no$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert SERVICES["bot-1"]["image"] != SERVICES["overnight"]["image"]


def test_no_password_stands_in_the_file() -> None:
    assert environment("bot-1")["OVERNIGHT_DATABASE"] == "postgresql://overnight@postgres:5432/overnight"
    passwords = {
        (name, key): value
        for name in SERVICES
        for key, value in environment(name).items()
        if re.search("password|token|secret", key, re.IGNORECASE)
    }
    assert passwords == {("postgres", "POSTGRES_PASSWORD"): "${PGPASSWORD:-}"}
    assert "PGPASSWORD" in (ROOT / ".env.example").read_text(encoding="utf-8")
    assert all(SERVICES[name]["env_file"] == ".env" for name in REPLICAS)
    assert "env_file" not in SERVICES["balancer"], "it would get the token"


def test_the_database_is_of_the_name_that_the_replicas_use_and_reached_by_them_alone() -> None:
    told = environment("postgres")
    assert (told["POSTGRES_USER"], told["POSTGRES_DB"]) == ("overnight", "overnight")
    assert re.fullmatch(r"docker\.io/library/postgres:\d+-bookworm", SERVICES["postgres"]["image"])
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql/data"]
    assert SERVICES["postgres"]["networks"] == ["inside"]
    assert COMPOSED["networks"]["inside"] == {"internal": True}
    assert "inside" not in SERVICES["balancer"]["networks"]
    assert [name for name in FLEET if "ports" in SERVICES[name]] == ["balancer"]


def test_every_service_of_the_fleet_drops_what_it_does_not_need() -> None:
    kept = {name: SERVICES[name].get("cap_add", []) for name in FLEET}
    as_its_user = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"]
    nothing: list[str] = []
    assert kept == {"postgres": as_its_user, "balancer": ["NET_BIND_SERVICE"], **dict.fromkeys(REPLICAS, nothing)}
    for name in FLEET:
        told = SERVICES[name]
        assert (told["read_only"], told["cap_drop"], told["restart"]) == (True, ["ALL"], "unless-stopped"), name
        assert told["security_opt"] == ["no-new-privileges:true"]


def test_the_balancer_passes_updates_to_the_port_and_the_path_of_every_replica() -> None:
    (upstreams,) = re.findall(r"reverse_proxy (.+) \{$", CADDYFILE, re.MULTILINE)
    assert upstreams.split() == [f"{name}:{port_of('OVERNIGHT_WEBHOOK_LISTEN')}" for name in REPLICAS]
    assert f"\thandle /{WEBHOOK_PATH} {{\n" in CADDYFILE
    assert f"\t\t\thealth_uri /{WEBHOOK_PATH}\n" in CADDYFILE
    assert set(SERVICES["balancer"]["networks"]) & set(SERVICES["bot-1"]["networks"]) == {"front"}


def test_the_balancer_is_reached_at_the_webhook_s_address() -> None:
    assert "\n{$OVERNIGHT_WEBHOOK_URL} {\n" in CADDYFILE
    assert environment("balancer") == {"OVERNIGHT_WEBHOOK_URL": "${OVERNIGHT_WEBHOOK_URL:-https://localhost}"}
    assert "443:443" in SERVICES["balancer"]["ports"]
    assert "./deploy/Caddyfile:/etc/caddy/Caddyfile:ro" in SERVICES["balancer"]["volumes"]


def test_the_balancer_serves_the_folder_that_the_replicas_publish_into() -> None:
    folder = environment("bot-1")["OVERNIGHT_PUBLISH_DIR"]
    assert f"\t\troot * {folder}\n" in CADDYFILE
    assert f"public:{folder}" in SERVICES["bot-1"]["volumes"]
    assert f"public:{folder}:ro" in SERVICES["balancer"]["volumes"]
    # A new volume gets the owner of what the image has in its place.
    made = re.search(r"install -d -o overnight -g overnight -m 0755 (\S+)", (ROOT / "Dockerfile").read_text())
    assert made and made[1] == folder


def test_the_open_record_has_the_headers_that_the_bot_s_own_server_gives_it() -> None:
    for name in ("a.html", "a.svg"):
        found = content_type(name)
        assert found and found.policy and f'Content-Security-Policy "{found.policy}"' in CADDYFILE
    for name in ("a.csv", "feed.json", "a.json", "a.atom", "a.xml"):
        found = content_type(name)
        assert found and re.search(rf'Content-Type "?{re.escape(found.header)}"?$', CADDYFILE, re.MULTILINE)
    assert f'Cache-Control "{web.CACHE_CONTROL}"' in CADDYFILE
    assert f'Access-Control-Expose-Headers "{web.EXPOSED}"' in CADDYFILE


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="docker-compose is not installed")
@pytest.mark.parametrize(
    ("profiles", "services"), [([], {"overnight"}), (["--profile", "fleet"], FLEET | {"overnight"})]
)
def test_docker_compose_takes_the_file(profiles: list[str], services: set[str], tmp_path: Path) -> None:
    for name in ("compose.yaml", "deploy/Caddyfile"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    # The version of Debian 12 knows no compose.yaml by itself.
    (tmp_path / ".env").write_text("PGPASSWORD=of-the-test\nOVERNIGHT_WEBHOOK_URL=https://bot.example.org\n")
    command = ["docker-compose", "--file", "compose.yaml", *profiles, "config"]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    told = yaml.safe_load(found.stdout)["services"]
    # Debian 12's version prints the services of other profiles as well.
    enabled = {name for name, one in told.items() if one.get("profiles", ["fleet"]) == ["fleet"]}
    assert {name for name in enabled if profiles or "profiles" not in told[name]} == services
    if profiles:
        assert told["postgres"]["environment"]["POSTGRES_PASSWORD"] == "of-the-test"
        assert told["balancer"]["environment"]["OVERNIGHT_WEBHOOK_URL"] == "https://bot.example.org"
