"""A copy of the project in which the whole pipeline has run once; no skips where none may be."""

import os
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from pipeline.language import choose
from pipeline.progress import LOG
from pipeline.readers.reading_processes import processes_kept
from tests.dvc_stages import ROOT, copy_into

choose("en")  # tests of messages ask for one language; tests/test_language.py for both

# No test may depend on how busy the machine is.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

NO_NETWORK = ROOT / "tests" / "no_network"
COPIED = (
    "pipeline",
    "corpora/rounds",
    "corpora/codebook",
    "corpora/drafts",
    "corpora/published",
    "corpora/gold",
    "corpora/answers.csv",
    "corpora/theme_links.csv",
    "corpora/uptake.csv",
    "corpora/respondents.csv",
    "models",
    "reports/metrics",
    "notebooks",
    "params.yaml",
    "dvc.yaml",
    "dvc.lock",
    "requirements.lock",
    "pyproject.toml",
    ".dvc/config",
    ".dvcignore",
)


def offline(root: Path) -> dict[str, str]:
    """Environment of a child process that works in root, where any connection fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {
        "PYTHONPATH": f"{NO_NETWORK}{os.pathsep}{root}",
        "PATH": path,
        "HF_HUB_OFFLINE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run_python(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in root with the network off."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=offline(root),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after ``opinions run``, with the network off and no git around.

    Encoder and dictionary come from the DVC cache that ``opinions prepare`` filled. Of parallel
    workers one runs it; the others copy its folder before any test works there.
    """
    root = tmp_path_factory.mktemp("project")
    shared = tmp_path_factory.getbasetemp().parent / "run-once"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return _run_once(root)
    log = shared.with_suffix(".log")  # written last
    with FileLock(shared.with_suffix(".lock")):
        if not log.is_file():
            _run_once(shared)
        shutil.copytree(shared, root, symlinks=True, dirs_exist_ok=True)
        shutil.copy(log, root.with_suffix(".log"))
    return root


def _run_once(root: Path) -> Path:
    copy_into(ROOT, tuple(path for path in COPIED if (ROOT / path).exists()), root)
    cache = ROOT / ".dvc" / "cache"
    if cache.is_dir():
        shutil.copytree(cache, root / ".dvc" / "cache", copy_function=os.link)
    outcome = run_python(root, "-m", "pipeline.cli", "run")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    log = (root / LOG).read_text(encoding="utf-8")
    root.with_suffix(".log").write_text(outcome.stdout + outcome.stderr + log, encoding="utf-8")
    return root


@pytest.fixture(scope="session", autouse=True)
def readers_are_kept() -> Generator[None]:
    """Hundreds of tests read files: in the same processes, which cost a second each to start."""
    with processes_kept():
        yield


@pytest.fixture
def in_japanese() -> Generator[None]:
    """Messages of this test are in Japanese."""
    choose("ja")
    yield
    choose("en")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where ``OPINIONS_SKIP_NOTHING`` is set, as in CI, a test that skips fails."""
    report = yield
    if report.skipped and os.environ.get("OPINIONS_SKIP_NOTHING"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, where nothing may be: {report.longrepr}"
    return report
