"""A figure's number is told with its hedge, never alone: who needs it bare, to draw or to compare it, is named here.

``bot.chat.messages.amounts`` words figures and means; what else in the bot takes ``.number`` of anything (but to see
whether there is one) stands in the table below, with the reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
SAYING = ("chat", "cli", "publish/pages")
WORDED_IN = "bot.chat.messages.amounts"
DRAWN, COMPARED, PRINTED = "a height", "compared within its bounds", "one number as its post prints it, no sum"
BARE = {
    "bot.chat.charts.bars.height_of": DRAWN,
    "bot.chat.charts.findings.spot": COMPARED,
    "bot.chat.charts.findings.spot_of_mean": COMPARED,
    "bot.chat.charts.findings.finding": COMPARED,
    "bot.chat.watch_matching._reached": COMPARED,
    "bot.chat.watch_matching._new_record": COMPARED,
    "bot.chat.watch_matching._ballistic": "a zero names none",
    "bot.chat.charts.region._named": PRINTED,
    "bot.chat.messages.places.counted_names": PRINTED,
    "bot.chat.messages.read_as._line_text": PRINTED,
    "bot.chat.messages.region.mention_text": PRINTED,
    "bot.chat.messages.sites._hits": PRINTED,
    "bot.chat.messages.sites._amount": PRINTED,
    "bot.chat.messages.sites._region": PRINTED,
    "bot.publish.pages.columns.height": DRAWN,
    "bot.publish.pages.figures._number": DRAWN,
    "bot.publish.pages.figures._row": "whether there is a bar",
    "bot.publish.pages.months._column": DRAWN,
    "bot.publish.pages.night_charts._number": DRAWN,
    "bot.publish.pages.night_charts._average": DRAWN,
    "bot.publish.pages.night_parts._gone": "the number of a post",
    "bot.cli.answers_json._side_json": PRINTED,
    "bot.cli.answers_json.figure_json": "beside its hedge and its bounds",
    "bot.cli.demo_scene._post": "the number of a post",
    "bot.cli.differences._tally_facts": PRINTED,
    "bot.cli.differences._number": PRINTED,
}


def bare_numbers(tree: ast.AST) -> Iterator[str]:
    """Yield the function around each ``.number`` that is taken, unless only to see whether there is one."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute) or node.attr != "number" or not isinstance(node.ctx, ast.Load):
            continue
        above = parents[node]
        if (isinstance(above, ast.Call) and above.func is node) or _is_whether(above):
            continue
        while above in parents and not isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef):
            above = parents[above]
        yield getattr(above, "name", "")


def _is_whether(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and all(
        isinstance(one, ast.Constant) and one.value is None for one in node.comparators
    )


def test_no_number_is_told_without_its_hedge() -> None:
    found = set()
    for path in (path for folder in SAYING for path in (ROOT / "bot" / folder).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if module != WORDED_IN:
            found |= {f"{module}.{name}" for name in bare_numbers(ast.parse(path.read_text(encoding="utf-8")))}
    assert found - BARE.keys() == set(), "word it with bot.chat.messages.amounts"
    assert BARE.keys() - found == set(), "no longer needed"


def test_a_bare_number_is_found() -> None:
    code = """
def said(words, figure, one):
    if figure.number is None:
        return words.number(3)
    return f"{figure.number} drones"
def total(figures):
    return sum(one.number or 0 for one in figures)
"""
    assert [*bare_numbers(ast.parse(code))] == ["said", "total"]
