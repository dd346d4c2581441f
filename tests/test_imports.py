"""Which package may import which."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bot", "parsers", "storage")

# module prefix -> prefixes of ours it may import; the longest matching prefix decides
ARROWS: dict[str, tuple[str, ...]] = {
    "bot": (),  # the package alone: each module of it has a row
    "parsers": ("parsers",),
    "parsers.records": ("parsers.records",),
    "parsers.time.plausible": (),
    "parsers.vocabulary": ("parsers.records", "parsers.vocabulary"),
    "parsers.formats": ("parsers",),
    "storage": ("storage", "parsers.records"),
    "bot.net.addresses": (),
    "bot.clock": ("parsers.time.plausible",),
    "bot.env_file": ("bot.safe_text",),
    "bot.log": ("bot.safe_text",),
    "bot.net.servers": ("bot.net.addresses",),
    "bot.setting_values": (
        "parsers.channels",
        "bot.net.addresses",
        "bot.locales",
        "bot.net.proxies",
        "bot.zones",
        "storage.location",
    ),
    "bot.settings": (
        "parsers.channels",
        "storage.location",
        "bot.env_file",
        "bot.locales",
        "bot.net.proxies",
        "bot.setting_values",
    ),
    "bot.locales": (),
    "bot.digest_schedule": (),
    "bot.children": (),
    "bot.net": (),
    "bot.net.proxies": (),
    "bot.past": ("parsers", "storage"),
    "bot.safe_text": (),
    "bot.tasks": (),
    "bot.zones": (),
    # for the command line and for what is published
    "bot.accuracy_json": ("parsers.channels", "parsers.json_reading", "parsers.records", "storage.views"),
    "bot.actions": ("parsers", "storage", "bot.own_chat_actions", "bot.digest_schedule", "bot.zones"),
    "bot.own_chat_actions": ("storage", "bot.digest_schedule", "bot.operator_actions", "bot.zones"),
    "bot.operator_actions": ("parsers", "storage", "bot.clock"),
    "bot.fleet": ("bot.fleet", "bot.log", "bot.tasks", "storage"),
    "bot.follow": ("parsers", "storage", "bot.follow", "bot.settings", "bot.clock"),
    # It tells the operator how far the history is, in one message that it edits.
    "bot.follow.history": (
        "storage",
        "bot.follow",
        "bot.chat.context",
        "bot.chat.message",
        "bot.chat.sending",
        "bot.tasks",
    ),
    "bot.chat": (
        "bot.chat",
        "bot.actions",
        "bot.export",
        "bot.locales",
        "bot.log",
        "bot.digest_schedule",
        "bot.past",
        "bot.safe_text",
        "bot.tasks",
        "bot.zones",
        "parsers.ask",
        "parsers.records",
        "parsers.channels",
        "parsers.vocabulary",
        "storage.views",
    ),
    # Pictures are kept between two questions, so they are written as well as read.
    "bot.chat.charts": (
        "bot.chat",
        "bot.children",
        "bot.clock",
        "bot.locales",
        "parsers.ask",
        "parsers.channels",
        "parsers.records",
        "storage.database",
        "storage.chart_cache",
        "storage.views",
    ),
    "bot.receive": ("bot.receive", "bot.fleet.once", "bot.net.servers", "bot.log", "bot.operate"),
    "bot.deliver": (
        "bot.deliver",
        "bot.chat",
        "bot.log",
        "bot.digest_schedule",
        "bot.zones",
        "bot.operate.alerts",
        "bot.receive.requests",
        "storage",
        "parsers.records",
    ),
    "bot.export": ("bot.export", "parsers.json_reading", "parsers.records", "storage.database", "storage.views"),
    # What is published is made of views alone, in the words of the answers; the server knows addresses.
    "bot.publish": (
        "bot.publish",
        "bot.accuracy_json",
        "bot.export",
        "bot.locales",
        "bot.chat.language",
        "bot.chat.languages",
        "bot.chat.messages",
        "parsers.channels",
        "parsers.json_reading",
        "parsers.records",
        "storage.errors",
        "storage.readings.load",
        "storage.views",
    ),
    # What several hosts saw: the table of an export is part of a record, and a record is read as an export is.
    "bot.hosts": ("bot.hosts", "bot.export", "bot.follow.archives", "parsers", "storage"),
    # Pages say and draw what the answers do; a post's words keep the marks that the core gave them.
    "bot.publish.pages": (
        "bot.publish",
        "bot.locales",
        "bot.safe_text",
        "bot.chat.audience",
        "bot.chat.language",
        "bot.chat.languages",
        "bot.chat.messages",
        "bot.chat.names",
        "bot.chat.rich_text",
        "bot.chat.charts.findings",
        "bot.chat.charts.frame",
        "bot.chat.charts.scale",
        "bot.chat.charts.titles",
        "parsers.channels",
        "parsers.records",
        "parsers.text.marks",
        "storage.readings.load",
        "storage.views",
    ),
    "bot.operate": (
        "bot.operate",
        "bot.fleet",
        "bot.settings",
        "storage",
        "parsers",
        "bot.net.addresses",
        "bot.net.servers",
        "bot.log",
    ),
    # One run, from a database to a folder.
    "bot.publish.job": (
        "bot.publish",
        "bot.chat.languages",
        "bot.clock",
        "parsers",
        "storage.location",
        "storage.read_only",
    ),
    "bot.publish.__main__": (
        "bot.children",
        "bot.publish.job",
        "bot.publish.request",
        "bot.safe_text",
        "storage.errors",
        "storage.location",
    ),
    "bot.publish.tasks": (
        "bot.publish.serving",
        "bot.children",
        "bot.net.servers",
        "bot.operate.health",
        "bot.operate.pulses",
        "bot.operate.supervisor",
        "bot.settings",
        "storage.location",
        "storage.pulses",
    ),
    "bot.publish.serving": ("bot.publish.serving", "bot.children", "bot.net.servers", "bot.operate.supervisor"),
    "bot.follow.reprocess": ("storage", "parsers.records", "bot.clock"),
    "bot.demo": ("bot.demo", "parsers.records", "parsers.vocabulary"),
    "bot.app": OURS,
    "bot.telegram_application": ("bot.deliver.rate_limiter", "bot.receive", "bot.settings", "bot.world"),
    "bot.world": ("bot.chat.languages", "bot.clock"),
    "bot.upkeep": ("bot.clock", "bot.fleet.role", "bot.deliver", "bot.operate", "bot.settings", "bot.tasks", "storage"),
    "bot.profile_setup": ("bot.chat", "bot.locales"),
    "bot.long_tasks": OURS,
    "bot.run": OURS,
    "bot.services": OURS,
    "bot.telegram_start": ("bot.app", "bot.receive.requests"),
    "bot.cli": OURS,
    "bot.__main__": ("bot.cli",),
}
# outside packages that only these may import
ALONE: dict[str, tuple[str, ...]] = {
    "selectolax": ("parsers.sources.preview_page", "parsers.sources"),
    "ijson": ("parsers.sources.desktop_export",),
    "sqlite_utils": ("storage",),
    "sqlite3": ("storage",),
    "psycopg": ("storage.engines.postgres",),
    "telegram": ("bot",),
    "babel": ("bot.chat",),
    "jinja2": ("bot.publish.pages",),
    "pydantic_settings": ("bot.settings",),
    "prometheus_client": ("bot.operate",),
}


@cache
def modules() -> list[str]:
    """Every module of ours by its dotted name."""
    paths = (path for package in OURS for path in (ROOT / package).rglob("*.py"))
    return sorted(".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)


def path_of(module: str) -> Path:
    return ROOT / Path(*module.split(".")).with_suffix(".py")


@cache
def imports(module: str) -> set[str]:
    """Return the dotted names a module imports; ``from a import b`` counts as ``a.b`` if that is a module of ours."""
    path = path_of(module)
    known = {name.removesuffix(".__init__") for name in modules()}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} uses a relative import"
            source = node.module or ""
            found |= {f"{source}.{a.name}" if f"{source}.{a.name}" in known else source for a in node.names}
    return found


def under(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def row_of(name: str) -> str | None:
    """Return the row for a module, by the longest prefix; the row of ``bot`` is for the package alone."""
    fitting = (prefix for prefix in ARROWS if name == prefix or (prefix != "bot" and under(name, (prefix,))))
    return max(fitting, key=len, default=None)


@pytest.mark.parametrize("module", modules())
def test_imports_follow_the_allowed_directions(module: str) -> None:
    name = module.removesuffix(".__init__")
    rule = row_of(name)
    assert rule, f"{module} has no row in ARROWS"
    for imported in imports(module):
        if imported.split(".")[0] in OURS:
            assert under(imported, (*ARROWS[rule], name)), f"{module} may not import {imported}"
        owners = ALONE.get(imported.split(".")[0])
        assert owners is None or under(name, owners), f"only {owners} may import {imported}, not {module}"


@pytest.mark.parametrize("module", [name for name in modules() if ".layouts." in name and "__init__" not in name])
def test_layouts_do_not_import_each_other(module: str) -> None:
    siblings = {name for name in imports(module) if ".layouts" in name}
    assert not siblings


def test_nothing_imports_a_layout() -> None:
    """A layout is found by the folder it is in."""
    knowing = {name for name in modules() if any(".layouts" in imported for imported in imports(name))}
    assert not knowing


def test_a_bot_module_missing_from_the_table_is_reported() -> None:
    assert row_of("bot.newcomer") is None
    assert row_of("bot.follow.newcomer") == "bot.follow"


def test_each_public_class_name_is_defined_once() -> None:
    """One name, one meaning, so that a reader who searches for it finds it."""
    defined: dict[str, list[str]] = {}
    for module in modules():
        for node in ast.parse(path_of(module).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                defined.setdefault(node.name, []).append(module)
    assert {name: where for name, where in defined.items() if len(where) > 1} == {}
