"""What may be broken: every one-line change that ought to be noticed, by reading the syntax tree of a file.

Left out: docstrings, annotations, log texts, messages of errors, ``__all__``, imports, and lines that only hold words.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

FLIPS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "in": "not in", "not in": "in"}
FLIPS |= {"is": "is not", "is not": "is"}
SYMBOLS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.In: "in",
}
SYMBOLS |= {ast.NotEq: "!=", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not"}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Of SQL: what is broken, and into what.
SQL = [
    (r"BEGIN IMMEDIATE", "BEGIN"), (r" <= ", " < "), (r" >= ", " > "), (r" < ", " <= "), (r" > ", " >= "),
    (r" AND ", " OR "), (r" DESC\b", " ASC"), (r" IS NOT NULL", " IS NULL"), (r" max\(", " min("),
    (r" DISTINCT ", " "), (r"coalesce\((\w+), (\w+)\)", r"\1"),
]  # fmt: skip
IS_SQL = re.compile(r"\b(SELECT|WHERE|UPDATE|DELETE FROM|INSERT|ORDER BY|AND|BEGIN)\b")
QUIET = re.compile(r"^(log|logger|warnings)\b")


@dataclass(frozen=True)
class Mutation:
    """One line of a file, broken: its number, the line before and after, and the ``def`` it stands in (0 for none)."""

    path: str
    line: int
    before: str
    after: str
    function: int
    name: str = ""  # of the module's constant, where the line gives one

    @property
    def key(self) -> str:
        """Return what tells this mutation from any other."""
        return f"{self.path}:{self.line}: {self.before.strip()} -> {self.after.strip()}"


class Finder(ast.NodeVisitor):
    """Collects the mutations of one file."""

    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.lines = [line.encode() for line in source.splitlines()]
        self.found: list[Mutation] = []
        self.functions = [0]
        self.name = ""

    def edit(self, line: int, start: int, end: int, new: str) -> None:
        """Note that bytes ``start`` to ``end`` of a line become ``new``."""
        old = self.lines[line - 1]
        after = old[:start] + new.encode() + old[end:]
        if after != old:
            self.found.append(
                Mutation(self.path, line, old.decode(), after.decode(), self.functions[-1], self.name),
            )

    def replace(self, node: ast.expr | ast.stmt, new: str) -> None:
        """Note that a node of one line becomes ``new``."""
        if node.lineno == node.end_lineno:
            self.edit(node.lineno, node.col_offset, node.end_col_offset or 0, new)

    def between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        """Note that the operator ``old`` between two nodes becomes ``new``, where it stands on a line of one."""
        for line in {left.end_lineno or 0, right.lineno}:
            start = (left.end_col_offset or 0) if line == left.end_lineno else 0
            end = right.col_offset if line == right.lineno else len(self.lines[line - 1])
            gap = self.lines[line - 1][start:end].decode()
            if match := re.search(rf"(?<![\w<>=!]){re.escape(old)}(?![\w<>=!])", gap.partition("#")[0]):
                at = start + len(gap[: match.start()].encode())
                return self.edit(line, at, at + len(old.encode()), new)
        return None

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Go through a function: its defaults and its body, no annotation and no decorator."""
        self.functions.append(node.lineno)
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        for part in (*node.args.defaults, *(one for one in node.args.kw_defaults if one), *body):
            self.visit(part)
        self.functions.pop()

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Go through what a class holds."""
        for part in node.body:
            self.visit(part)

    def visit_Assign(self, node: ast.Assign | ast.AugAssign) -> None:
        """Break a value; drop what is written to an attribute or an entry."""
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if len(self.functions) == 1:
            self.name = next((one.id for part in targets for one in ast.walk(part) if isinstance(one, ast.Name)), "")
        elif isinstance(node, ast.AugAssign) or isinstance(targets[0], ast.Attribute | ast.Subscript):
            self.replace(node, "pass")
        if not self.name.startswith("__"):
            self.visit(node.value)
        self.name = "" if len(self.functions) == 1 else self.name

    visit_AugAssign = visit_Assign

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Break a value, not its annotation."""
        if node.value is not None:
            if len(self.functions) == 1 and isinstance(node.target, ast.Name):
                self.name = node.target.id
            self.visit(node.value)
            self.name = "" if len(self.functions) == 1 else self.name

    def visit_Expr(self, node: ast.Expr) -> None:
        """Drop a call that stands alone."""
        if isinstance(node.value, ast.Constant) or QUIET.match(ast.unparse(node)):
            return
        if isinstance(node.value, ast.Call | ast.Await):
            self.replace(node, "pass")
        self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Drop a refusal; its words are nobody's concern here."""
        self.replace(node, "pass")

    def visit_Assert(self, node: ast.Assert) -> None:
        """An assert narrows a type for the checker."""

    def visit_Return(self, node: ast.Return) -> None:
        """Return nothing, or the other truth."""
        if node.value is None:
            return
        if not isinstance(node.value, ast.Constant) or isinstance(node.value.value, str):
            self.replace(node.value, "None")
        self.visit(node.value)

    def visit_Continue(self, node: ast.Continue) -> None:
        """Leave a loop instead of going on."""
        self.replace(node, "break")

    def visit_Break(self, node: ast.Break) -> None:
        """Go on instead of leaving a loop."""
        self.replace(node, "continue")

    def visit_If(self, node: ast.If) -> None:
        """Turn the question round, where nothing inside it can be turned; skip what only the checker reads."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node.test, ast.Name | ast.Call | ast.Attribute):
            self.replace(node.test, f"not {self.segment(node.test)}")
        self.generic_visit(node)

    def segment(self, node: ast.expr) -> str:
        """Return a node of one line as it is written."""
        return self.lines[node.lineno - 1][node.col_offset : node.end_col_offset].decode()

    def visit_Compare(self, node: ast.Compare) -> None:
        """Flip each comparison, or move its bound."""
        for left, operator, right in zip((node.left, *node.comparators), node.ops, node.comparators, strict=False):
            old = SYMBOLS[type(operator)]
            self.between(left, right, old, FLIPS[old])
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Exchange ``and`` and ``or``."""
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self.between(left, right, old, new)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Drop a ``not``."""
        if isinstance(node.op, ast.Not):
            self.edit(node.lineno, node.col_offset, node.col_offset + 4, "")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Exchange plus and minus, but of texts."""
        if isinstance(node.op, ast.Add | ast.Sub) and not any(isinstance(one, ast.JoinedStr) for one in ast.walk(node)):
            old, new = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
            self.between(node.left, node.right, old, new)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Exchange least and most, any and all; no word of a log line is touched."""
        if QUIET.match(ast.unparse(node.func)) or ast.unparse(node.func) in {"TypeVar", "ParamSpec", "cast", "NewType"}:
            return
        if isinstance(node.func, ast.Name) and node.func.id in NAMES:
            self.replace(node.func, NAMES[node.func.id])
        self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Break SQL that is put together; a position inside an f-string is not to be trusted."""
        if (node.end_lineno or 0) >= node.lineno:
            self.sql(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Move a number by a little both ways, turn a truth, break SQL."""
        value = node.value
        if isinstance(value, bool):
            self.replace(node, str(not value))
        elif isinstance(value, int):
            for by in (1, -1) if abs(value) <= 20 else (max(1, value // 10), -max(1, value // 10)):
                self.replace(node, str(value + by) if value + by >= 0 else f"({value + by})")
        elif isinstance(value, float):
            for factor in (1.25, 0.8) if value != 0.0 else ():
                self.replace(node, repr(round(value * factor, 6)))
        elif isinstance(value, str):
            self.sql(node)

    def sql(self, node: ast.Constant | ast.JoinedStr) -> None:
        """Break each line of a statement."""
        lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
        if not IS_SQL.search(" ".join(self.lines[line - 1].decode() for line in lines)):
            return
        for line in lines:
            text = self.lines[line - 1]
            start = node.col_offset if line == node.lineno else 0
            end = (node.end_col_offset or 0) if line == node.end_lineno else len(text)
            part = text[start:end].decode()
            for old, new in SQL:
                for match in re.finditer(old, part):
                    self.edit(line, start, end, part[: match.start()] + match.expand(new) + part[match.end() :])


def mutations(path: str, source: str) -> list[Mutation]:
    """Return each mutation of a file once, by line."""
    finder = Finder(path, source)
    finder.visit(ast.parse(source))
    return sorted(dict.fromkeys(finder.found), key=lambda one: (one.line, one.after))


def applied(one: Mutation, source: str) -> str | None:
    """Return a source with one line broken, or None if it does not compile or says the same as before."""
    lines = source.splitlines(keepends=True)
    broken = "".join((*lines[: one.line - 1], one.after + "\n", *lines[one.line :]))
    try:
        return broken if ast.dump(ast.parse(broken)) != ast.dump(ast.parse(source)) else None
    except SyntaxError:
        return None
