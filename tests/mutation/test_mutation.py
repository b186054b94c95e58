"""Numbers, line and states, changed in one place after the other: nearly every change is noticed.

Minutes on one machine and an hour on another, so `make soak` only.
"""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.mutation.mutants import mutants
from tests.mutation.runner import HOUSE, MODULES

# Of a hundred so many may live; docs/reliability.md says which do, and why.
MOST_ALIVE = 10
SAMPLE = """\
def last(line, n):
    "The n-th, or none."
    if line and n >= 1:
        tell(n + 1)
        return line[-1]
    return None
"""


def test_a_mutant_is_the_module_with_one_change() -> None:
    made = list(mutants("sample", SAMPLE))
    assert [(each.line, each.what) for each in made] == [
        (3, "not line and n >= 1"), (3, "without tell(n + 1)"), (3, "or for and"), (3, "> for >="),
        (3, "2 for 1"), (4, "- for +"), (4, "2 for 1"), (5, "return None, not line[-1]"),
        (5, "2 for 1"),
    ]  # fmt: skip
    plain = ast.dump(ast.parse(SAMPLE))
    assert plain not in {ast.dump(each.tree) for each in made}


@pytest.mark.soak
@pytest.mark.timeout(4 * 3600)
@pytest.mark.parametrize("module", MODULES)
def test_hardly_a_change_goes_unnoticed(module: str) -> None:
    # A process of its own: here the core is imported, and a mutant would come too late.
    program = [sys.executable, "-m", "tests.mutation.runner", module]
    told = subprocess.run(program, cwd=HOUSE, check=True, capture_output=True, text=True)
    alive, many, *which = told.stdout.splitlines()
    print(f"{module}: {alive} of {many} alive", *which, sep="\n  ")
    assert 100 * int(alive) < MOST_ALIVE * int(many)
