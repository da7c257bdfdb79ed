"""docs/tables.md, from the classes in pipeline/tables: ``python -m tests.table_dictionary``."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from typing import Any

from pipeline.tables.assignments import Assignments
from pipeline.tables.base import Table
from pipeline.tables.opinions import Opinions
from tests.dvc_stages import ROOT

PLACE = ROOT / "docs" / "tables.md"
TYPES = {"str": "text", "int": "integer", "float": "number", "bool": "yes or no"}
TYPES |= {"pd.Int64Dtype": "integer", "np.int32": "integer", "object": "vector"}
HEAD = """\
# Tables

Made from the classes in `pipeline/tables` by `python -m tests.table_dictionary`; a test holds the
two equal. Files are Parquet; `<round>` is a folder of `corpora/rounds`. A column that may be empty
says so; every other holds a value in each row. Offsets count characters, from 0.
"""


def tables() -> list[type[Table]]:
    """The classes, in the order of their files and lines."""
    found = []
    for path in sorted((ROOT / "pipeline" / "tables").glob("*.py")):
        module = importlib.import_module(f"pipeline.tables.{path.stem}")
        found += [
            kind
            for kind in vars(module).values()
            if inspect.isclass(kind)
            and issubclass(kind, Table)
            and kind is not Table
            and kind.__module__ == module.__name__
        ]
    return found


def comments(table: type[Table]) -> Iterator[tuple[str, str, str]]:
    """Name, type and comment of each column: behind its line, or in the line before."""
    for base in table.__bases__:
        if issubclass(base, Table) and base is not Table:
            yield from comments(base)
    source = textwrap.dedent(inspect.getsource(table))
    lines = source.splitlines()
    (definition,) = ast.parse(source).body
    assert isinstance(definition, ast.ClassDef)
    for node in definition.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.annotation, ast.Subscript):
            behind = lines[(node.end_lineno or 0) - 1][node.end_col_offset or 0 :].strip()
            before = lines[node.lineno - 2].strip()
            told = behind or (before if before.startswith("#") else "")
            yield ast.unparse(node.target), ast.unparse(node.annotation.slice), told.lstrip("# ")


def limits(column: Any) -> str:
    """What the checks of a column allow, and whether it may be empty."""
    told = []
    for check in column.checks:
        values = check.statistics or {}
        match check.name:
            case "isin":
                told.append("one of " + ", ".join(str(value) for value in values["allowed_values"]))
            case "greater_than_or_equal_to":
                told.append(f"≥ {values['min_value']}")
            case "less_than_or_equal_to":
                told.append(f"≤ {values['max_value']}")
            case "greater_than":
                told.append(f"> {values['min_value']}")
            case "str_length":
                told.append(f"{values['min_value']} to {values['max_value']} characters")
            case "str_matches":
                told.append(f"`{values['pattern']}`")
    return "; ".join([*told, *(["each once"] if column.unique else []), *_empty(column)])


def _empty(column: Any) -> list[str]:
    return ["may be empty"] if column.nullable else []


def page() -> str:
    """The whole dictionary, in Markdown."""
    shared = [comment for table in (Opinions, Assignments) for comment in comments(table)]
    known = {name: told for name, _, told in reversed(shared)}
    parts = [HEAD]
    for table in tables():
        grain = inspect.cleandoc(table.__doc__ or "")
        columns = table.to_schema().columns
        place = f"{table.folder()}/<round>.parquet"
        parts.append(f"\n## {table.__name__}\n\n`{place}`\n\n{grain}\n")
        parts.append("\n| column | holds | allowed | meaning |\n|---|---|---|---|\n")
        for name, kind, told in comments(table):
            cells = (f"`{name}`", TYPES[kind], limits(columns[name]), told or known.get(name, ""))
            parts.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n")
    return "".join(parts)


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8", newline="\n")
