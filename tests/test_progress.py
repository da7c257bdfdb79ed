"""A run shows where it is; DVC's words stand in the log, and a failure names it and says why."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import OpinionsError
from pipeline.language import choose
from pipeline.progress import _STAGES, LOG, Progress, planned_stages, why_it_stopped
from pipeline.running import reproduce
from pipeline.yaml_files import read_yaml
from tests.dvc_stages import ROOT

PLANNED = ["encoder", "ingest@a", "report@a", "overview"]
DVCS_WORDS = ("Running stage", "dvc", "DVC", "ERROR", "Traceback", "> python")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def japanese() -> object:
    choose("ja")
    yield
    choose("en")


def fed(stream: io.StringIO, *lines: str) -> Progress:
    progress = Progress(PLANNED, stream)
    for line in lines:
        progress.read(line + "\n")
    return progress


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_it_says_stage_share_and_time_left(
    stream: type[io.StringIO], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = stream()
    progress = fed(out, "Stage 'encoder' didn't change, skipping", "Running stage 'ingest@a':")
    shown = out.getvalue()
    assert "2/4 ファイルの読み取り（a）" in shown
    assert "%" in shown and "残り" in shown
    assert out.isatty() == shown.startswith("\r")
    progress.read("Stage 'report@a' is cached - skipping run, checking out outputs\n")
    progress.read("Stage 'overview' didn't change, skipping\n")
    progress.end(good=True)
    assert "4段階のうち1段階を計算し、3段階は前のまま" in out.getvalue()
    assert progress.ran == ["ingest@a"]


def test_the_share_never_falls_and_few_lines_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = [f"ingest@{number}" for number in range(500)]
    out = Terminal()
    progress = Progress(names, out)
    for name in names:
        progress.read(f"Running stage '{name}':\n")
    shares = [int(part.split("%")[0].split()[-1]) for part in out.getvalue().split("\r")[1:]]
    assert shares == sorted(shares) and max(shares) <= 100
    quiet = io.StringIO()
    progress = Progress(names, quiet)
    for name in names:
        progress.read(f"Running stage '{name}':\n")
    assert len(quiet.getvalue().splitlines()) < 5  # five seconds lie between two


def test_every_stage_has_words() -> None:
    assert set(_STAGES) == set(read_yaml(ROOT / "dvc.yaml")["stages"])


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ([], ""),
        (["ERROR: unable to lock"], "DVCが止まった：unable to lock"),
        (
            ["Running stage 'ingest@a':", "> python x", "ingest: 回答.xlsx は開けない", "ERROR: f"],
            "「ファイルの読み取り（a）」で止まった：回答.xlsx は開けない",
        ),
        (
            ["Running stage 'themes@a':", "themes: 3 in (1.0 s)", "ERROR: x: No space left: 'y'"],
            "DVCが止まった：x: No space left: 'y'",
        ),
        (
            [
                *("Running stage 'themes@a':", "themes: 3 in (1.0 s)"),
                *("Running stage 'themes@b':", "themes: 表がない", "ERROR: f"),
            ],
            "「テーマの名付け（b）」で止まった：表がない",
        ),
        (
            ["Running stage 'train':", "Traceback (most recent call last):", "KeyError: 'x'"],
            "「検討項目の学習」の途中で予期しない誤りが起きた。",
        ),
    ],
)
def test_why_it_stopped_holds_the_stages_own_words_alone(log: list[str], told: str) -> None:
    assert why_it_stopped(log) == told


STAGES = """\
stages:
  ingest:
    matrix:
      round: ${rounds}
    cmd: python stage.py ${item.round}
    deps: [stage.py]
    outs: ["${item.round}.txt"]
"""
STAGE = """\
import pathlib, sys
if "BROKEN":
    sys.exit("ingest: 3行目が読めない")
pathlib.Path(sys.argv[1] + ".txt").write_text("made")
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    command = [sys.executable, "-m", "dvc", "init", "--no-scm", "--quiet"]
    subprocess.run(command, cwd=tmp_path, check=True)
    (tmp_path / "dvc.yaml").write_text(STAGES, encoding="utf-8")
    (tmp_path / "params.yaml").write_text("rounds: [a, b]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_that_fails_says_why_in_short_and_where_the_log_is(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert planned_stages((), ["a", "b"]) == ["ingest@a", "ingest@b"]
    (root / "stage.py").write_text(STAGE, encoding="utf-8")
    with pytest.raises(OpinionsError) as stopped:
        reproduce((), ["a", "b"])
    told = str(stopped.value)
    assert "「ファイルの読み取り（a）」で止まった：3行目が読めない" in told
    assert LOG.as_posix() in told
    shown = "".join(capfd.readouterr())
    for word in DVCS_WORDS:
        assert word not in told.replace(LOG.as_posix(), "")
        assert word not in shown
    assert "Running stage 'ingest@a'" in LOG.read_text(encoding="utf-8")
    (root / "stage.py").write_text(STAGE.replace('"BROKEN"', "False"), encoding="utf-8")
    assert reproduce((), ["a", "b"]) == 2
    assert reproduce((), ["a", "b"]) == 0
    assert "0段階を計算し、2段階は前のまま" in capfd.readouterr().err
