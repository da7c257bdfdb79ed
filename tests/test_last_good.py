"""After a failed run the last good outputs are there, and what people wrote stays."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil
import pytest

from pipeline import damaged_outputs, last_good, running
from pipeline.damaged_outputs import drop_damaged
from pipeline.errors import OpinionsError
from pipeline.last_good import LastGood, is_complete, keep, make_ready, put_back, remember
from pipeline.locked_outputs import CACHE
from pipeline.told_to_end import ends_once
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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project after its first run."""
    root = tmp_path_factory.mktemp("made")
    dvc(root, "init", "--no-scm", "--quiet")
    (root / "dvc.yaml").write_text(STAGES)
    (root / "stage.py").write_text(STAGE)
    (root / "params.yaml").write_text("rounds: [a]\n")
    (root / "rounds").mkdir()
    (root / "rounds/a.txt").write_text("first")
    assert remember(root, ["a"]) is None  # nothing to go back to
    assert dvc(root, "repro") == 0
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of it, which is kept as good."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    keep(tmp_path)
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


@pytest.mark.parametrize(("stage", "is_result"), [("report@a", True), ("ingest@a", False)])
def test_before_the_first_report_there_is_no_earlier_result(stage: str, is_result: bool) -> None:
    last = LastGood(f"schema: '2.0'\nstages:\n  {stage}:\n    cmd: x\n".encode(), ("a",))
    assert last.has_reports == is_result
    with patch("pipeline.running.put_back", return_value=False):
        told = running._put_back(last)
    assert ("最初の実行" in told or "first run" in told) != is_result
    assert "DVC" not in told


def test_a_full_disk_has_room_for_what_is_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, lock = digests(root, OUTPUTS), (root / "dvc.lock").read_bytes()
    last = remember(root, ["a"])
    assert last is not None
    make_ready(root, last)
    (root / "rounds/a.txt").write_text("other")
    assert dvc(root, "repro", "ingest@a") == 0
    (root / "themes.txt").unlink()
    monkeypatch.setattr(last_good, "write_whole", lambda *_: pytest.fail("no room"))
    monkeypatch.setattr(last_good.subprocess, "run", lambda *_, **__: None)  # DVC finds none
    assert put_back(root, last)
    assert digests(root, OUTPUTS) == before and (root / "dvc.lock").read_bytes() == lock


@pytest.mark.parametrize("gone", ["tables/a.txt", "themes.txt", "metrics.json"])
def test_what_a_killed_run_left_missing_comes_back(root: Path, gone: str) -> None:
    before = digests(root, OUTPUTS)
    (root / gone).unlink()
    last = remember(root, ["a"])
    assert last is not None and not is_complete(root, last)
    assert put_back(root, last)
    assert digests(root, OUTPUTS) == before


def test_a_state_that_nothing_holds_any_more_is_not_good(root: Path) -> None:
    (root / "tables/a.txt").unlink()
    shutil.rmtree(root / ".dvc/cache")
    assert remember(root, ["a"]) is None


def test_a_damaged_copy_is_not_called_back(root: Path) -> None:
    last = remember(root, ["a"])
    assert last is not None
    for path in (root / ".dvc/cache/files/md5").rglob("*"):
        if path.is_file():
            path.chmod(0o644)
            path.write_text("damaged")
    (root / "themes.txt").unlink()
    assert not put_back(root, last)


def changed_in_place(path: Path) -> None:
    """A file and its copies with another first byte and the same size and time."""
    stat, content = path.stat(), path.read_bytes()
    for place in [path, *(p for p in (path.parents[1] / CACHE).rglob("*") if p.is_file())]:
        if place.read_bytes() == content:
            place.chmod(0o644)
            place.write_bytes(b"?" + content[1:])
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def linked_to_nothing(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.mark.parametrize("damage", [changed_in_place, linked_to_nothing])
def test_an_output_that_was_changed_is_made_again(root: Path, damage: Any) -> None:
    before = digests(root, OUTPUTS)
    assert drop_damaged(root, ["a"]) == []
    damage(root / "tables/a.txt")
    assert drop_damaged(root, []) == []  # the round is another's
    assert drop_damaged(root, ["a"]) in (["tables/a.txt"], [])
    assert not os.path.lexists(root / "tables/a.txt")
    assert dvc(root, "repro") == 0
    assert digests(root, OUTPUTS) == before


def test_outputs_that_lie_as_they_lay_are_not_read_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop_damaged(root, ["a"])
    read: list[Path] = []
    monkeypatch.setattr(damaged_outputs, "md5_of", read.append)
    assert drop_damaged(root, ["a"]) == []
    assert read == []


@pytest.mark.parametrize("merged", ["<<<<<<< HEAD\n{0}>>>>>>> other\n", "{0}{0}"])
def test_a_lock_that_a_merge_broke_is_a_clear_error(root: Path, merged: str) -> None:
    lock = root / "dvc.lock"
    lock.write_text(merged.format(lock.read_text()))
    with pytest.raises(OpinionsError, match="conflict markers"):
        remember(root, ["a"])


PLACES = ("corpora", "models", "reports", "dvc.lock")


def test_wrong_parameters_stop_a_run_before_it_begins(project: Path) -> None:
    before = digests(project, PLACES)
    params = project / "params.yaml"
    good = params.read_text(encoding="utf-8")
    wrong = good.replace("n_keywords: 6", "n_keywords: 999").replace(
        "near_similarity: 0.92", "near_similarity: 2"
    )
    (project / "reports/index.html").unlink()  # as a killed run leaves it
    try:
        params.write_text(wrong, encoding="utf-8")
        outcome = run_python(project, "-m", "pipeline.cli", "run")
    finally:
        params.write_text(good, encoding="utf-8")
    assert outcome.returncode == 1
    assert "themes.n_keywords" in outcome.stderr and "families.near_similarity" in outcome.stderr
    assert "were computed" not in outcome.stderr
    assert digests(project, PLACES) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGHUP")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_no_child_outlives_a_signal(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    started, real = [], subprocess.Popen
    sleeper = "import time; print(1, flush=True); time.sleep(60)"

    def popen(_command: object, **options: Any) -> subprocess.Popen[str]:
        started.append(real([sys.executable, "-c", sleeper], **options))
        return started[0]

    monkeypatch.setattr(running.subprocess, "Popen", popen)
    before = signal.getsignal(signal.SIGHUP)
    with ends_once():
        with pytest.raises(KeyboardInterrupt):
            running._call([], lambda _: os.kill(os.getpid(), getattr(signal, name)), lambda: None)
        os.kill(os.getpid(), getattr(signal, name))  # what is being put back is not stopped
    assert not psutil.pid_exists(started[0].pid) and signal.getsignal(signal.SIGHUP) == before


_OF_A_STAGE = re.compile(r"pipeline\.(?:stages|warm_start)")


def test_a_run_that_is_ended_ends_all_and_puts_the_outputs_back(project: Path) -> None:
    before = digests(project, PLACES)
    command = [sys.executable, "-m", "pipeline.cli", "run", "--force"]
    process = subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True)
    try:
        other = None
        for _ in range(600):
            family = psutil.Process(process.pid).children(recursive=True)
            if any(_OF_A_STAGE.search(" ".join(child.cmdline())) for child in family):
                other = run_python(project, "-m", "pipeline.cli", "run")
                break
            time.sleep(0.1)
    finally:
        process.terminate()
    _, told = process.communicate(timeout=600)
    assert other is not None and "at work in this project" in other.stderr
    assert "outputs of the last good run are back" in told
    assert not any(child.is_running() for child in family)
    assert digests(project, PLACES) == before


def test_a_dvc_killed_while_it_wrote_who_uses_what_stops_no_later_run(project: Path) -> None:
    before = digests(project, PLACES)
    (project / ".dvc/tmp/rwlock").write_text('{"read": {', encoding="utf-8")
    outcome = run_python(project, "-m", "pipeline.cli", "run")
    assert outcome.returncode == 0, outcome.stderr
    assert digests(project, PLACES) == before


def test_a_damaged_table_is_made_again(project: Path) -> None:
    before = digests(project, PLACES)
    table = next((project / "corpora/tables/opinions").glob("*.parquet"))
    content = table.read_bytes()
    table.unlink()
    table.write_bytes(content[:-100])
    outcome = run_python(project, "-m", "pipeline.cli", "run")
    assert outcome.returncode == 0, outcome.stderr
    assert digests(project, PLACES) == before


def test_stages_that_have_become_one_a_round_count_no_more(root: Path) -> None:
    lock = root / "dvc.lock"
    entry = "  ingest:\n    cmd: x\n    outs:\n    - {path: gone.txt, md5: '0'}\n"
    lock.write_text(lock.read_text().replace("stages:\n", f"stages:\n{entry}", 1))
    assert remember(root, ["a"]) is not None
