"""A stage that is forked sees what it would see after ``python -m``."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from pipeline import quick_dvc
from pipeline.warm_start import WarmStart, stage_arguments

linux = pytest.mark.skipif(sys.platform != "linux", reason="stages are forked on Linux alone")

_TELLS = """
import json, os, signal, sys
from multiprocessing import get_context
from pathlib import Path

def squared(n):
    return n * n

if __name__ == "__main__":
    told = {
        "arguments": sys.argv[1:],
        "variables": {name: os.environ.get(name) for name in ("ONE", "TWO")},
        "folder": os.getcwd(),
        "stops": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
        "input": sys.stdin.read(),
        "main": sys.modules["__main__"].__spec__.name,
        "workers": get_context("spawn").Pool(1).map(squared, [3]),
        "open": len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0,
    }
    Path("told.json").write_text(json.dumps(told, ensure_ascii=False))
"""
_ENDS = """
import os, signal, sys
how = sys.argv[1]
if how == "killed":
    os.kill(os.getpid(), signal.SIGKILL)
if how == "interrupted":
    os.kill(os.getpid(), signal.SIGINT)
if how == "error":
    raise ValueError("said")
sys.exit({"good": None, "words": "said", "three": 3}[how])
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("意見 照会")
    (folder / "tells.py").write_text(_TELLS, encoding="utf-8")
    (folder / "ends.py").write_text(_ENDS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def warm(folder: Path) -> Iterator[WarmStart]:
    before, hears = os.environ.get("ONE"), signal.getsignal(signal.SIGINT)
    os.environ["ONE"] = "of the server"
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run behind a job
    yield WarmStart(str(folder))
    signal.signal(signal.SIGINT, hears)
    os.environ.pop("ONE") if before is None else os.environ.update(ONE=before)


@linux
def test_a_stage_sees_what_it_would_see(folder: Path, warm: WarmStart) -> None:
    environment = {**os.environ, "TWO": "二"}
    environment.pop("ONE")
    told = []
    for number in range(2):  # the second is no child of the first
        assert warm.run(["tells", f"令和{number}年度"], environment) == 0
        told.append(json.loads((folder / "told.json").read_text()))
    subprocess.run(
        [sys.executable, "-m", "tells", "令和1年度"],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=True,
    )
    by_hand = json.loads((folder / "told.json").read_text())
    for of_one in (told[0], told[1], by_hand):
        of_one.pop("open")
    assert told[1] == by_hand
    assert told[0]["arguments"] == ["令和0年度"]
    assert by_hand["variables"] == {"ONE": None, "TWO": "二"}
    assert by_hand["stops"]


@linux
@pytest.mark.parametrize(
    ("how", "code"),
    [("good", 0), ("three", 3), ("words", 1), ("error", 1), ("killed", -9), ("interrupted", -2)],
)
def test_exit_codes(warm: WarmStart, how: str, code: int) -> None:
    assert warm.run(["ends", how], os.environ) == code
    assert warm.run(["ends", "good"], os.environ) == 0  # the next one starts all the same


@linux
def test_a_server_that_was_killed_is_no_success(folder: Path) -> None:
    warm = WarmStart(str(folder))
    assert warm.run(["ends", "good"], os.environ) == 0
    warm._server.send_signal(signal.SIGKILL)
    warm._server.wait()
    assert warm.run(["ends", "good"], os.environ) != 0


@linux
def test_what_ends_a_run_ends_the_server(folder: Path) -> None:
    code = (
        "import os; from pipeline.warm_start import WarmStart;"
        f"w = WarmStart({str(folder)!r}); print(w._server.pid); w.run(['ends', 'good'], os.environ)"
    )
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    pid = int(said.stdout.split()[0])
    server = psutil.Process(pid) if psutil.pid_exists(pid) else None
    assert server is None or server.wait(timeout=10) is None or not psutil.pid_exists(pid)


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ("python -m pipeline.stages.themes 2024-04", ["pipeline.stages.themes", "2024-04"]),
        ("python -m pipeline.stages.encoder", ["pipeline.stages.encoder"]),
        ("python -m pipeline.stages.themes 'a b'", ["pipeline.stages.themes", "a b"]),
        ("python -m pipeline.cli check", None),
        ("python -m pipeline.stages.themes a > log", None),
        ("nice python -m pipeline.stages.themes a", None),
        ("exit 1", None),
    ],
)
def test_only_stages_are_forked(command: str, arguments: list[str] | None) -> None:
    assert stage_arguments(command) == arguments


@linux
def test_dvc_still_starts_other_commands(tmp_path: Path) -> None:
    """A project of another kind: its commands are given to the shell, and fail as they do."""
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "dvc.yaml").write_text(
        "stages:\n  good:\n    cmd: echo 1 > out && echo shell\n    outs: [out]\n"
        "  bad:\n    cmd: exit 7\n    deps: [out]\n",
        encoding="utf-8",
    )
    run = [sys.executable, "-m", quick_dvc.__name__]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    told = [
        subprocess.run(
            [*run, *words],
            check=False,
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        for words in (["init", "-q"], ["repro"])
    ]
    assert told[0].returncode == 0, told[0].stderr
    assert "shell" in told[1].stdout
    assert "exited with 7" in told[1].stderr
    assert told[1].returncode != 0
