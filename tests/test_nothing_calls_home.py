"""Telemetry is off in every process, whatever starts it (decision 4)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import environment_start
from pipeline import SWITCHES
from tests.dvc_stages import ROOT, stages

TOLD = f"import os; print([os.environ.get(name) for name in {list(SWITCHES)!r}])"
WISHED = str(list(SWITCHES.values()))
#: An environment in which somebody has switched everything on.
ON = dict.fromkeys(SWITCHES, "0")


def python(*arguments: str) -> str:
    outcome = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | ON,
        capture_output=True,
        text=True,
        check=True,
    )
    return outcome.stdout + outcome.stderr


def test_importing_the_package_switches_off_before_anything_is_loaded() -> None:
    # -S: without the environment's packages, so without the .pth file as well
    loaded = "import sys; assert not {'onnxruntime', 'numpy'} & set(sys.modules)"
    assert WISHED in python("-S", "-c", f"import pipeline; {loaded}; {TOLD}")


def test_a_worker_is_switched_off() -> None:
    program = (
        "import os, pipeline\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "with ProcessPoolExecutor(1, mp_context=get_context('spawn')) as pool:\n"
        f"    print([pool.submit(os.getenv, name).result() for name in {list(SWITCHES)!r}])\n"
    )
    assert WISHED in python("-c", program)


def test_who_imported_onnxruntime_first_is_told() -> None:
    program = "import sys, types; sys.modules['onnxruntime'] = types.ModuleType('onnxruntime'); "
    assert "Restart this process" in python("-S", "-c", program + "import pipeline")


def test_the_environment_switches_off_for_processes_that_know_nothing_of_us(tmp_path: Path) -> None:
    file = environment_start.place(Path(sys.executable))
    if not file.is_file():
        pytest.skip("this environment was not made by install.py")
    assert file.read_text(encoding="utf-8") == environment_start.lines()
    assert WISHED in python("-c", TOLD)


def test_dvc_asks_nobody_in_this_project() -> None:
    config = (ROOT / ".dvc" / "config").read_text(encoding="utf-8")
    assert "analytics = false" in config
    assert "check_update = false" in config


def test_every_stage_passes_through_the_package() -> None:
    assert all(stage.module.startswith("pipeline.") for stage in stages())
