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
from pipeline.receiving.new_project import new_project
from tests.dvc_stages import ROOT, copy_into, stages

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
        "PYTHONDONTWRITEBYTECODE": "",  # a run is some twenty processes that import the same code
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


ONE_AFTER_ANOTHER = """\
import runpy, sys
for command in sys.argv[1:]:
    module, *arguments = command.split()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__")
"""


def run_stages(root: Path, *there: str) -> str:
    """Run all stages of a project, one after another, in one process; what they said.

    For tests of what stages compute: DVC, and the imports of each stage, take most of a run. The
    encoder, the dictionary and what the stages named ``there`` make are as they must be; other
    outputs are taken away first, as DVC does.
    """
    there = ("encoder", "lexicon", "name_sounds", *there)
    chain = [stage for stage in stages(root) if stage.name not in there]
    for out in (root / out for stage in chain for out in stage.outs):
        if out.is_dir():
            shutil.rmtree(out)
        else:
            out.unlink(missing_ok=True)
    commands = [" ".join(stage.cmd[2:]) for stage in chain]
    outcome = run_python(root, "-c", ONE_AFTER_ANOTHER, *commands)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout + outcome.stderr


def copy_project(project: Path, target: Path) -> None:
    """A copy to work in; what no run writes into, the encoder and DVC's cache, is linked."""

    def copied(source: str, goal: str) -> None:
        place = Path(source).relative_to(project).parts[:2]
        linked = place in ((".dvc", "cache"), ("models", "encoder"))
        (os.link if linked else shutil.copy2)(source, goal)

    shutil.copytree(project, target, symlinks=True, dirs_exist_ok=True, copy_function=copied)


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
        copy_project(shared, root)
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


@pytest.fixture(scope="session")
def many_opinions(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a round of some hundred opinions; its own tables are as one process makes."""
    from tests.many_opinions import project_with_many

    root = tmp_path_factory.mktemp("many")
    project_with_many(project, root)
    return root


@pytest.fixture(scope="session")
def empty_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project for one consultation as it is made; to be read, or copied."""
    root = tmp_path_factory.mktemp("empty") / "project"
    new_project(root, "題名", ROOT)
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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where slow tests alone are asked for, files that hold none are not even imported."""
    if config.option.markexpr != "slow" or collection_path.suffix != ".py":
        return None
    return "pytest.mark.slow" not in collection_path.read_text(encoding="utf-8") or None


_LONG = frozenset(
    f"test_{name}" for name in ("new_project", "names_in_git", "rounds_apart", "personal_data")
)
"""Minutes each."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the project that has run come first: of two workers, one makes it.

    The other one begins in the middle, with tests that need not wait for it. Of either the
    longest come first: at the end one of them would keep one core waiting.
    """

    def place(item: pytest.Item) -> tuple[bool, bool]:
        waits = "project" in getattr(item, "fixturenames", ())
        return not waits, item.path.stem not in _LONG

    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where ``OPINIONS_SKIP_NOTHING`` is set, as in CI, a test that skips fails.

    But for want of LibreOffice, half a gigabyte which CI does not install.
    """
    report = yield
    is_wanted = report.skipped and "LibreOffice" not in str(report.longrepr)
    if is_wanted and os.environ.get("OPINIONS_SKIP_NOTHING"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, where nothing may be: {report.longrepr}"
    return report
