"""dvc.yaml tells the truth about what each stage reads and writes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dvc_stages import ROOT, Stage, covered, needed_files, stages

ALL = stages()
assert ALL


@pytest.mark.parametrize("stage", ALL, ids=lambda stage: stage.name)
def test_every_import_template_and_pin_is_a_dep(stage: Stage) -> None:
    missing = sorted(f for f in needed_files(stage.module) if not covered(f, stage.deps))
    assert not missing, f"{stage.name}: add to deps in dvc.yaml: {missing}"


@pytest.mark.parametrize("stage", ALL, ids=lambda stage: stage.name)
def test_no_dep_is_named_in_vain(stage: Stage) -> None:
    needed = needed_files(stage.module)
    code = [dep for dep in stage.deps if dep.startswith("pipeline")]
    idle = [dep for dep in code if not any(covered(path, (dep,)) for path in needed)]
    assert not idle, f"{stage.name}: take off deps in dvc.yaml: {idle}"


@pytest.mark.parametrize("stage", ALL, ids=lambda stage: stage.name)
def test_a_stage_says_what_it_does_and_needs_no_shell(stage: Stage) -> None:
    assert len(stage.desc) >= 40
    assert stage.cmd[:2] == ("python", "-m")
    assert not set("|&;<>$`*") & set("".join(stage.cmd))


def test_only_evaluation_reads_gold() -> None:
    for stage in ALL:
        reads = any(covered("corpora/gold/x", (dep,)) for dep in stage.deps)
        assert reads == (stage.name == "evaluate"), stage.name
    for path in (ROOT / "pipeline").rglob("*.py"):
        if re.search(r"corpora/gold|[\"']gold[\"'] */|\bGOLD\b", path.read_text(encoding="utf-8")):
            place = path.relative_to(ROOT / "pipeline").as_posix()
            known = place.startswith("quality/") or place in (
                *("places.py", "stages/evaluate.py"),
                "receiving/new_project.py",  # makes the empty folder
            )
            assert known, place


def test_no_person_s_file_lies_inside_an_out() -> None:
    import subprocess

    if not (ROOT / ".git").exists():
        pytest.skip("no git repository around: which files are people's is not known")
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for stage in ALL:
        assert stage.outs
        for out in stage.outs:
            inside = [path for path in tracked if path.startswith(out.rstrip("/") + "/")]
            assert not inside, f"{stage.name}: DVC would delete {inside}"


def test_paths_in_dvc_yaml_exist_or_are_outs() -> None:
    outs = tuple(out for stage in ALL for out in stage.outs)
    for stage in ALL:
        assert stage.deps
        for dep in stage.deps:
            made = covered(dep, outs) or any(covered(out, (dep,)) for out in outs)
            assert made or Path(ROOT, dep).exists(), f"{stage.name}: {dep}"


@pytest.mark.parametrize("folder", ["pipeline", "pipeline/tables"])
def test_compiled_python_is_no_dep(folder: str) -> None:
    """A run writes it beside the sources, so a stage would run again because it had run."""
    compiled = f"{folder}/__pycache__/base.cpython-311.pyc"
    asked = [sys.executable, "-m", "dvc", "check-ignore", compiled]
    done = subprocess.run(asked, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.stdout.strip() == compiled
