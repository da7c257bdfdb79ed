"""No test can pass because a loop had nothing to go over."""

import ast
from pathlib import Path

import pytest

TESTS = [
    (path.name, function)
    for path in sorted(Path(__file__).parent.glob("test_*.py"))
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
]


def never_empty(iterated: ast.expr) -> bool:
    """Whether it is a literal, a constant of the module, or counts or pairs such."""
    if isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name):
        if iterated.func.id == "range":
            return all(isinstance(limit, ast.Constant) for limit in iterated.args[:2])
        return iterated.func.id in ("zip", "enumerate") and any(map(never_empty, iterated.args))
    named = isinstance(iterated, ast.Name) and iterated.id.isupper()
    return named or (isinstance(iterated, ast.Tuple | ast.List) and bool(iterated.elts))


def checks(node: ast.AST) -> bool:
    """Whether a check below the node is reached, whatever is looped over."""
    if isinstance(node, ast.Assert) or (
        isinstance(node, ast.With) and "raises" in ast.unparse(node.items[0])
    ):
        return True
    if isinstance(node, ast.Call) and "assert" in ast.unparse(node.func):
        return True
    if isinstance(node, ast.For) and not never_empty(node.iter):
        return False
    return any(map(checks, ast.iter_child_nodes(node)))


@pytest.mark.parametrize(
    "function", [test for _, test in TESTS], ids=[f"{file}:{test.name}" for file, test in TESTS]
)
def test_a_test_checks_something_outside_loops_that_may_be_empty(function: ast.FunctionDef) -> None:
    drawn = any("given" in ast.unparse(decorator) for decorator in function.decorator_list)
    assert drawn or checks(function)
