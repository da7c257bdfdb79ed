"""Notebooks are thin, committed without outputs, and run from top to bottom."""

import json
import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.dvc_stages import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_asks_and_the_package_answers(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert any(cell["cell_type"] == "code" for cell in cells)
    for cell in cells:
        if cell["cell_type"] == "code":
            assert not cell["outputs"]
            assert cell["execution_count"] is None
            assert not re.search(r"(?m)^\s*(def|class) ", "".join(cell["source"]))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "notebooks").mkdir(exist_ok=True)
    place = shutil.copyfile(path, project / "notebooks" / path.name)
    monkeypatch.setenv("PYTHONPATH", os.fspath(project))
    notebook = nbformat.read(place, as_version=4)
    NotebookClient(
        notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": project}}
    ).execute()
    assert any(cell.get("outputs") for cell in notebook.cells)
