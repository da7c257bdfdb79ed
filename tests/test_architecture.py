"""docs/architecture.md names files that are there, and every package."""

import re

from tests.dvc_stages import ROOT

TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_file_it_names_is_there() -> None:
    named = re.findall(r"`([\w/.]+\.(?:py|j2|yaml|md))`", TEXT)
    assert len(named) > 30
    folders = ("", "docs", "pipeline", "pipeline/report/workbook", "tests")
    folders += ("corpora/rounds/2024-04-05-junbi-kaigo",)
    gone = [name for name in named if not any((ROOT / at / name).exists() for at in folders)]
    assert gone == []


def test_every_package_has_a_line() -> None:
    packages = {path.parent.name for path in (ROOT / "pipeline").glob("*/__init__.py")}
    rows = re.findall(r"(?m)^\| (`\w+`(?:, `\w+`)*) \|", TEXT)
    assert packages <= {name for row in rows for name in re.findall(r"\w+", row)}


def test_every_package_says_what_comes_in_what_goes_out_and_what_it_must_not_know() -> None:
    heads = {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in (ROOT / "pipeline").glob("*/__init__.py")
    }
    assert len(heads) > 20
    parts = ("\nIn: ", "\nOut: ", "\nKnows nothing of: ")
    assert [name for name, head in heads.items() if not all(part in head for part in parts)] == []
