"""Rows come in an order that is asked for: PostgreSQL has none of its own, and SQLite's is that of whichever index."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

STORAGE = Path(__file__).parents[2] / "storage"
TESTS = Path(__file__).parents[1]
# Where the engine is known: what only SQLite's file or PostgreSQL's catalogue can tell.
OF_ONE_ENGINE = ("engines/", "migrations.py", "schema.py", "verify/file.py", "verify/whole.py")
# What runs a statement: the database, and functions that are given one.
RUNNERS = frozenset({"execute", "rows_of", "_rows_of", "_rows"})

# Functions whose rows may come in any order, and why.
ANY_ORDER = {
    "accuracy/verdicts.py stored_verdicts": "a dict, looked up by its key",
    "as_of/copying.py _days": "sets of days",
    "as_of/copying.py _decided_later": "a set",
    "as_of/copying.py _of": "rows of a table, each with its key",
    "as_of/copying.py _posts": "rows of a table, each with its key",
    "as_of/copying.py known_then": "rows of tables, each with its key",
    "as_of/stated.py _decisions": "a dict, looked up by its key",
    "as_of/stated.py _posts_between": "a set",
    "as_of/vintages.py gone_since": "a dict, looked up by its key",
    "channels/cursors.py paused_by_operator": "a set",
    "chats/chat_rows.py move": "two chats, looked up by their ids",
    "outbox/flood_waits.py kept": "a dict; each wait is restored alone",
    "posts/albums.py _items_of": "sets",
    "posts/albums.py _join": "the greatest of some moments",
    "posts/albums.py heads_of": "a dict, looked up by its key",
    "posts/merging.py _published": "a dict, looked up by its key",
    "posts/page_intake.py _known": "a set",
    "posts/page_intake.py _mark_missing": "a set",
    "readings/current_figures.py changed_now": "a set, which is sorted before anything is written",
    "readings/load.py _rows": "heads, looked up by their keys; the other tables have an order",
    "readings/load.py rows_of": "the order is in its caller's statement",
    "readings/reprocess.py _standing": "a dict, looked up by its key",
    "views/corrections.py correction_view": "two packed figures, looked up by their fingerprints",
    "views/first_mentions.py regions_in_the_news": "a set",
    "views/latest.py _last_good": "a dict, looked up by its key",
    "views/night.py _keys": "a set, sorted afterwards",
    "views/night_inputs.py are_stored": "a set",
    "views/night_records.py _current": "sets, sorted afterwards",
    "views/night_records.py _texts": "a dict, looked up by its key",
    "views/outside_matches.py _numbers": "numbers that are summed, looked up by their keys",
    "views/readings.py sources_of": "put into the order of the keys",
}


def test_every_statement_with_several_rows_says_their_order_or_why_there_need_be_none() -> None:
    unordered = {where for where, sql, wants in statements() if wants == "all" and not is_ordered(sql)}
    assert unordered - ANY_ORDER.keys() == set()
    assert ANY_ORDER.keys() - unordered == set(), "these have an order now, or are gone"


def test_who_takes_the_first_of_several_rows_says_which_is_the_first() -> None:
    """``SELECT 1`` asks whether there is any."""
    taken = [(where, sql) for where, sql, wants in statements() if wants == "first" and "LIMIT 1" in outer(sql)]
    assert len(taken) >= 10
    assert [where for where, sql in taken if not is_ordered(sql) and not sql.startswith("SELECT 1 ")] == []


def test_no_test_takes_the_first_row_of_no_order() -> None:
    tests = [path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("*.py")) if path != Path(__file__)]
    nodes = [node for text in tests if "LIMIT 1" in text for node in ast.walk(ast.parse(text))]
    taken = [
        text.lstrip() for node in nodes if isinstance(node, ast.expr) and "LIMIT 1" in outer(text := text_of(node))
    ]
    assert [sql for sql in taken if not is_ordered(sql) and not sql.startswith("SELECT 1 ")] == []


def test_every_statement_was_found() -> None:
    found = list(statements())
    assert len(found) > 150
    assert [where for where, sql, _ in found if not re.match(r"[A-Z{]", sql)] == []


def is_ordered(sql: str) -> bool:
    return "ORDER BY" in outer(sql)


def outer(sql: str) -> str:
    """Return a statement without what stands in brackets."""
    while "(" in sql and (less := re.sub(r"\([^()]*\)", "", sql)) != sql:
        sql = less
    return sql


def statements() -> Iterator[tuple[str, str, str]]:
    """Yield the function of each SELECT, its text, and which rows are taken: ``first`` or ``all``."""
    for path in sorted(STORAGE.rglob("*.py")):
        name = path.relative_to(STORAGE).as_posix()
        if name.startswith(OF_ONE_ENGINE):
            continue
        module = ast.parse(path.read_text(encoding="utf-8"))
        constants = assigned(module.body)
        for function in (one for one in ast.walk(module) if isinstance(one, ast.FunctionDef)):
            nodes = list(ast.walk(function))
            firsts = {id(one.value) for one in nodes if isinstance(one, ast.Attribute) and one.attr == "fetchone"}
            known = constants | assigned(nodes)
            for call in (one for one in nodes if isinstance(one, ast.Call) and is_running(one)):
                for sql in texts(call, known):
                    if sql.lstrip().startswith(("SELECT", "WITH")):
                        yield f"{name} {function.name}", sql.lstrip(), "first" if id(call) in firsts else "all"


def assigned(nodes: list[ast.AST] | list[ast.stmt]) -> dict[str, list[str]]:
    """Return the texts of names that are given a text, or a loop's texts."""
    found: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (text := text_of(node.value)):
            found.setdefault(node.targets[0].id, []).append(text)
        if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and isinstance(node.iter, ast.Tuple):
            found.setdefault(node.target.id, []).extend(text for one in node.iter.elts if (text := text_of(one)))
    return found


def texts(call: ast.Call, known: dict[str, list[str]]) -> list[str]:
    """Return the statements that a call may run."""
    for given in call.args:
        # a text may be formatted
        argument = given.func.value if isinstance(given, ast.Call) and isinstance(given.func, ast.Attribute) else given
        if isinstance(argument, ast.Name) and argument.id in known:
            return known[argument.id]
        if text := text_of(argument):
            return [text]
    return []


def text_of(node: ast.expr) -> str:
    """Return a text; what is put into it is named ``{}``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(one) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return ""


def is_running(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in RUNNERS
