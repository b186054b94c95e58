"""The scan for lines finds every value that tomllib finds, and only those."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.places import Path, find


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    yield above
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*above, key))
    if isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*above, place))


def lines(text: str) -> dict[Path, int]:
    places = find(text)
    found = {path: places.line(path) for path in paths(tomllib.loads(text)) if path in places}
    assert set(found) == set(paths(tomllib.loads(text)))
    return found


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("# a = 1\na = 1\n", ("a",), 2),
        ("a.b.c = 1\n", ("a", "b", "c"), 1),
        ('"a.b" = 1\n', ("a.b",), 1),
        ('"\\u0061" = 1\n', ("a",), 1),
        ("'q\"' = 1\n", ('q"',), 1),
        ('a = """\n[b]\nc = 1\n"""\n[b]\nd = 2\n', ("b",), 5),
        ("a = '''\n[b]\n'''\n[b]\n", ("b",), 4),
        ('a = """x""""\nb = 1\n', ("b",), 2),
        ("a = '''x'''''\nb = 1\n", ("b",), 2),
        ('a = """x\\""" # y"""\nb = 1\n', ("b",), 2),
        ('a = "\\"#" # = \nb = 1\n', ("b",), 2),
        ("a = [\n  1, # [\n  [2,\n  3],\n]\nb = 1\n", ("a", 1, 1), 4),
        ("a = [{ b = 1 },\n{ b.c = [4] }]\n", ("a", 1, "b", "c", 0), 2),
        ("[[a]]\n[[a.b]]\n[[a]]\n[[a.b]]\n[a.b.c]\nd = 1\n", ("a", 1, "b", 0, "c", "d"), 6),
        ("[ a . b ]\nc = 2026-11-20 07:30:00 # d\nd = 1\n", ("a", "b", "c"), 2),
        ("[a.b]\n[a]\nc = 1\n", ("a",), 1),
    ],
)
def test_the_line_of_what_is_hard_to_read(text: str, path: Path, line: int) -> None:
    assert lines(text)[path] == line


def test_what_is_not_there_has_the_line_of_what_should_hold_it() -> None:
    places = find("a = 1\n[b]\nc = 1\n")
    assert places.line(("b", "x", 3)) == 2
    assert places.line(("x",)) == 1


def rendered(value: Any) -> st.SearchStrategy[str]:
    """One of the ways in which TOML writes a value."""
    if isinstance(value, str):
        quoted = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return st.sampled_from([quoted, f'""{quoted}""'])
    if isinstance(value, list):
        return st.tuples(*map(rendered, value)).flatmap(
            lambda parts: st.sampled_from([", ", ",\n # ]\n"]).map(
                lambda comma: "[" + comma.join(parts) + "]"
            )
        )
    return st.just(str(value))


SIGNS = st.text("ab]}#[{='\" \\,.ộ", max_size=6)
VALUES = st.recursive(
    st.integers(0, 99) | SIGNS, lambda inner: st.lists(inner, max_size=3), max_leaves=6
)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["pair", "table", "entry"]), VALUES), max_size=8), st.data()
)
def test_every_value_that_tomllib_reads_has_its_line(
    parts: list[tuple[str, Any]], data: st.DataObject
) -> None:
    text, written = "", {}
    for number, (kind, value) in enumerate(parts):
        text += {"pair": "", "table": f"[t{number}]\n", "entry": "[[e]]\n"}[kind]
        written[f"k{number}"] = text.count("\n") + 1
        text += f"k{number} = {data.draw(rendered(value))} # [x]\n\n"
    found = lines(text)
    for path, line in found.items():
        if path and isinstance(path[-1], str) and path[-1] in written:
            assert line == written[path[-1]]
