"""After a failed run the last good outputs are there, and what people wrote stays."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.last_good import put_back, remember
from tests.conftest import run_python
from tests.test_pipeline import digests

pytestmark = pytest.mark.slow
STAGES = """\
stages:
  ingest:
    matrix:
      round: ${rounds}
    cmd: python stage.py rounds/${item.round}.txt tables/${item.round}.txt
    deps: ["rounds/${item.round}.txt"]
    outs: ["tables/${item.round}.txt"]
  themes:
    cmd: python stage.py tables themes.txt metrics.json
    deps: [tables]
    outs: [themes.txt]
    metrics:
      - metrics.json:
          cache: false
"""
STAGE = """\
import pathlib, sys
source, *outs = sys.argv[1:]
source = pathlib.Path(source)
files = sorted(source.iterdir()) if source.is_dir() else [source]
text = " ".join(file.read_text() for file in files)
for out in outs:
    pathlib.Path(out).parent.mkdir(exist_ok=True)
    pathlib.Path(out).write_text(text.upper())
sys.exit("BROKEN" in text)
"""


def dvc(root: Path, *arguments: str) -> int:
    command = [sys.executable, "-m", "dvc", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, check=False).returncode


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project after a good run."""
    dvc(tmp_path, "init", "--no-scm", "--quiet")
    (tmp_path / "dvc.yaml").write_text(STAGES)
    (tmp_path / "stage.py").write_text(STAGE)
    (tmp_path / "params.yaml").write_text("rounds: [a]\n")
    (tmp_path / "rounds").mkdir()
    (tmp_path / "rounds/a.txt").write_text("first")
    assert remember(tmp_path, ["a"]) is None  # nothing to go back to
    assert dvc(tmp_path, "repro") == 0
    return tmp_path


OUTPUTS = ("tables", "themes.txt", "metrics.json", "dvc.lock")


def test_outputs_are_put_back_and_what_people_wrote_stays(root: Path) -> None:
    before = digests(root, OUTPUTS)
    last = remember(root, ["a"])
    assert last is not None
    (root / "rounds/a.txt").write_text("broken")  # the first stage works, the second does not
    assert dvc(root, "repro") != 0
    assert digests(root, OUTPUTS) != before
    assert put_back(root, last)
    assert digests(root, OUTPUTS) == before
    assert (root / "rounds/a.txt").read_text() == "broken"
    (root / "rounds/a.txt").write_text("second")
    assert dvc(root, "repro") == 0
    assert (root / "themes.txt").read_text() == "SECOND"


def test_a_new_round_that_breaks_leaves_nothing_behind(root: Path) -> None:
    before = digests(root, OUTPUTS)
    (root / "params.yaml").write_text("rounds: [a, b]\n")
    (root / "rounds/b.txt").write_text("broken")
    last = remember(root, ["a", "b"])
    assert last is not None
    assert dvc(root, "repro") != 0
    assert put_back(root, last)
    assert digests(root, OUTPUTS) == before


def test_a_state_with_a_missing_output_is_not_good(root: Path) -> None:
    (root / "tables/a.txt").unlink()
    assert remember(root, ["a"]) is None


def test_opinions_run_puts_the_outputs_back(project: Path) -> None:
    places = ("corpora", "models", "reports", "dvc.lock")
    before = digests(project, places)
    params = project / "params.yaml"
    good = params.read_text(encoding="utf-8")
    wrong = good.replace("n_keywords: 6", "n_keywords: 999").replace(
        "near_similarity: 0.92", "near_similarity: 0.91"
    )
    try:
        params.write_text(wrong, encoding="utf-8")
        outcome = run_python(project, "-m", "pipeline.cli", "run")
    finally:
        params.write_text(good, encoding="utf-8")
    assert outcome.returncode == 1
    assert "themes.n_keywords" in outcome.stderr
    assert "outputs of the last good run are back" in outcome.stderr
    assert digests(project, places) == before
