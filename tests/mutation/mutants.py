"""One change at a time to a module's syntax tree: an operator, a constant, a statement."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
SIGN = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.And: "and",
    ast.Or: "or", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.BitAnd: "&", ast.BitOr: "|",
}  # fmt: skip
Change = Callable[[], None]


class Mutant(NamedTuple):
    """One changed module."""

    module: str
    line: int
    what: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module.replace('.', '/')}.py:{self.line}: {self.what}"


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module, each with a tree of its own."""
    places = len(list(_nodes(ast.parse(source))))
    for place in range(places):
        for n in range(len(_changes_at(ast.parse(source), place)[1])):
            tree = ast.parse(source)
            node, changes = _changes_at(tree, place)
            what, change = changes[n]
            change()
            yield Mutant(module, getattr(node, "lineno", 0), what, ast.fix_missing_locations(tree))


def _changes_at(tree: ast.Module, place: int) -> tuple[ast.AST, list[tuple[str, Change]]]:
    node = list(_nodes(tree))[place]
    return node, list(_changes(node))


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that does something: no docstring, no annotation, no assert."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            told = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not told and not isinstance(child, ast.Assert):
                yield from _nodes(child)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            yield from _swapped(op, node.ops, i)
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        yield from _swapped(node.op, vars(node), "op")
    elif isinstance(node, ast.Constant):
        yield from _another(node)
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield f"not {ast.unparse(node.test)}", _put(node, "test", _not(node.test))
    elif isinstance(node, ast.Return) and node.value and ast.unparse(node) != "return None":
        yield f"return None, not {ast.unparse(node.value)}", _put(node, "value", None)
    elif isinstance(node, ast.Dict):
        for i, key in enumerate(node.keys):
            yield f"without {ast.unparse(key) if key else '**'}", _drop(node, i)
    for name in ("body", "orelse"):
        yield from _removed(getattr(node, name, None))


def _swapped(op: ast.AST, home: Any, at: Any) -> Iterator[tuple[str, Change]]:
    if other := OTHER.get(type(op)):
        yield f"{SIGN[other]} for {SIGN[type(op)]}", lambda: home.__setitem__(at, other())


def _another(node: ast.Constant) -> Iterator[tuple[str, Change]]:
    was: Any = node.value
    now: Any = None
    if isinstance(was, bool):
        now = not was
    elif isinstance(was, int):
        now = was + 1
    elif isinstance(was, str) and was:
        now = f"{was}~"
    if now is not None:
        yield f"{now!r} for {was!r}", _put(node, "value", now)


def _removed(body: Any) -> Iterator[tuple[str, Change]]:
    for i, step in enumerate(body if isinstance(body, list) else []):
        called = isinstance(step, ast.Expr) and isinstance(step.value, ast.Call)
        if called or isinstance(step, ast.Raise | ast.AugAssign):
            text = ast.unparse(step).partition("\n")[0]
            yield f"without {text}", lambda i=i: body.__setitem__(i, ast.Pass())  # type: ignore[misc]


def _not(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(op=ast.Not(), operand=test)


def _put(node: ast.AST, name: str, value: Any) -> Change:
    return lambda: setattr(node, name, value)


def _drop(node: ast.Dict, i: int) -> Change:
    def change() -> None:
        del node.keys[i], node.values[i]

    return change
