"""Each answer, digest and chart reads the database once, so that it shows one snapshot."""

from __future__ import annotations

import ast
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.chat.charts.cache import Pictures
from bot.chat.charts.sheets import Sheet
from bot.chat.context import Fetching, Request, Services
from bot.chat.handlers import inline
from bot.chat.message import Message
from bot.chat.routing.commands import BUTTONS, COMMANDS
from bot.services import make_services
from bot.settings import load_settings
from bot.world import World
from parsers.records import Outcome
from storage import Store
from storage.chats import chats
from tests.bot.chat.scenes import SCENES
from tests.storage.builders import line, night
from tests.storage.looking import file_of

ROOT = Path(__file__).parent.parent.parent
LOOPS = (ast.For, ast.AsyncFor)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
READS = {"read", "read_now"}

# What asks more than once (one read within a loop counts twice), and why no answer is torn by it.
SEVERAL = {
    "bot.operator_actions.new_closings": (2, "each channel's closing lines are a message of their own"),
    "bot.cli.imports.import_command": (2, "the ids of channels, before the import; an id never changes"),
    "bot.cli.held._settled": (2, "how a post stands before a decision and after it"),
    "bot.cli.reprocess._portions": (2, "each portion is kept before the next is asked for; the number is for the bar"),
    "bot.deliver.inline_corrections.inline_round": (2, "whether sending is halted, then whom an edit concerns"),
    "bot.deliver.followups.completions_round": (3, "each night's digests are messages of their own"),
    "bot.deliver.corrections.corrections_round": (
        3,
        "each post's; what is known meanwhile is told no more",
    ),
    "bot.deliver.corrections._tell": (2, "each correction is a message of its own"),
    "bot.deliver.corrections._tell_summaries": (
        4,
        "what a chat learnt of meanwhile is left out",
    ),
    "bot.deliver.inline_corrections._correct": (2, "what changed once more is corrected in the next round"),
    "bot.deliver.digests.mornings_round": (3, "each group's digest is a message of its own"),
    "bot.deliver.held_alerts.waiting_round": (2, "what waits, then whom it was told; each is a message of its own"),
    "bot.follow.backfill._stand": (2, "how far a walk is; the walk alone moves that"),
    "bot.follow.reprocess.bring_up_to_date": (2, "each portion is kept before the next is asked for"),
    "bot.follow.service._ids": (2, "the ids of channels; an id never changes"),
}
# The same of commands and buttons.
SEVERAL_ANSWERED = {
    "trend": "the newest night, then the picture that ends with it, then that once more in its turn",
    "chart": "as a trend is",
    "picture": "looked at once more in its turn to be drawn; that look is drawn",
    "file": "looked at once more in its turn to be drawn; that look is drawn",
    "export": "which dates there are, then the tallies in portions: a file is of as many moments",
}


def is_read(node: ast.AST) -> bool:
    """Whether this is ``store.read`` (of whatever store)."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr in READS
        and ast.unparse(node.value).split(".")[-1].lstrip("_") == "store"
    )


def reads(node: ast.AST, times: int = 1) -> int:
    """How many reads a function has; one within a loop counts twice, but not one that a loop asks for its portion."""
    found = times if is_read(node) else 0
    if isinstance(node, ast.While):
        return found + reads(node.test, times) + sum(reads(one, 2) for one in node.body)
    if isinstance(node, LOOPS):
        return found + reads(node.iter, times) + sum(reads(one, 2) for one in node.body)
    if isinstance(node, COMPREHENSIONS):
        first = node.generators[0].iter
        return reads(first, times) + sum(reads(one, 2) for one in ast.iter_child_nodes(node)) - reads(first, 2)
    return found + sum(reads(one, times) for one in ast.iter_child_nodes(node))


def functions() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module}.{node.name}", node


def test_no_function_reads_the_database_twice() -> None:
    found = {name: reads(function) for name, function in functions()}
    assert {name: times for name, times in found.items() if times > 1} == {
        name: one[0] for name, one in SEVERAL.items()
    }


NOW = SCENES["whole_night"][1]
OPERATOR = 7
COMMAND_TEXTS = {"night": "2026-09-22", "region": "Kharkiv", "compare": "2026-09-21 2026-09-22", "export": "csv"}
BUTTON_TEXTS = COMMAND_TEXTS | {
    "words": "2026-09-22",
    "versions": "kpszsu 79455",
    "picture": "night 2026-09-22",
    "file": "png night 2026-09-22",
    "span": "2026-09-16 2026-09-22",
    "month": "2026-09",
    "gaps": "2026-09-01 2026-09-22",
}


class NoHistory:
    state = Fetching(False, 3.0)

    def begin(self, chat_id: int, word: Callable[[Fetching], Awaitable[Message]]) -> bool:
        return False

    async def stop(self) -> None: ...


async def no_origin(_: object) -> None: ...


async def drawn(sheets: Sequence[Sheet]) -> list[bytes]:
    return [b"a picture" for _ in sheets]


@pytest.fixture
def services(store: Store) -> Services:
    store.write_now(SCENES["whole_night"][0])
    # older posts were not asked for: the operator is offered them
    store.write_now(lambda db: db.execute("INSERT INTO cursors VALUES ('kpszsu', 79455, 1000, 0, NULL)").rowcount)
    settings = load_settings(env_file=None, database=file_of(store), admin_ids=[OPERATOR])
    made = make_services(settings, store, World(now=lambda: NOW), no_origin, NoHistory())
    pictures = Pictures(store, drawn, made.channels, made.house, lambda: NOW, languages=made.languages)
    return replace(made, pictures=pictures)


async def willing() -> bool:
    return True


def request(services: Services, text: str) -> Request:
    return Request(OPERATOR, None, OPERATOR, True, text, "en", services.audience("en"), willing)


async def test_every_command_and_button_reads_the_database_once(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Store.read
    several: dict[str, tuple[str, ...]] = {}
    names: list[str] = []

    async def counted(store: Store, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # who asks is asked beforehand, and changes no number
        names.extend([] if fn is chats.chat else [fn.__name__])
        return await read(store, fn, *args, **kwargs)

    monkeypatch.setattr(Store, "read", counted)
    for rows, texts in ((COMMANDS, COMMAND_TEXTS), (BUTTONS, BUTTON_TEXTS)):
        for verb, row in rows.items():
            names.clear()
            services.kept.forget()
            assert (await row.handler(services, request(services, texts.get(verb, "")))).blocks
            several |= {verb: tuple(names)} if len(names) > 1 else {}
    assert several.keys() == SEVERAL_ANSWERED.keys(), several


async def test_a_cached_inline_offer_of_the_newest_night_still_shows_that_night(
    services: Services, store: Store
) -> None:
    """An answer that is kept for a minute may be of the night before the one that has just come."""
    assert (await inline.offers(services, request(services, "")))[0].asks == "latest:2026-09-22"
    moved = replace(services, actions=replace(services.actions, now=lambda: NOW.replace(day=23)))
    await inline.offers(moved, request(moved, ""))
    store.write_now(night, "kpszsu", 79900, "2026-09-23", line(Outcome.LAUNCHED, 55, "shahed"))
    first = (await inline.offers(moved, request(moved, "")))[0]
    assert first.asks == "latest:2026-09-22"
    assert "55 launched" not in first.message.plain
