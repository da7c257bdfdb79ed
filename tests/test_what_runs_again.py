"""What a change of a person's file or a parameter makes DVC run again, and what it leaves alone."""

import contextlib
import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.places import (
    FORM_WORDS,
    LABELS,
    LEXICON,
    REVIEW_ITEMS,
    THEME_LINKS,
    THEME_REGISTER,
    THEME_RULES,
)
from pipeline.yaml_files import dumped, editable, set_list
from tests.dvc_stages import ROOT, Stage, covered, stages

ROUNDS = FIRST, LATER = ("2024-05-first", "2024-09-later")
ITEM_TEMPLATE = "pipeline/report/html/templates/item.html.j2"


def each(*names: str) -> set[str]:
    return {f"{name}@{round_name}" for name in names for round_name in ROUNDS}


#: What changes (a file, or a section of params.yaml), and the stages that read it. What stands
#: below them runs only if their outputs came out otherwise.
READ_BY = {
    ITEM_TEMPLATE: {*each("report"), "changes", "overview"},
    "themes": each("themes", "report"),
    THEME_RULES: each("themes", "report"),
    THEME_REGISTER: each("themes", "report"),
    LABELS: {"train", "decided", *each("classify", "report")},
    REVIEW_ITEMS: {"train", "decided", "changes", *each("classify", "report")},
    FORM_WORDS: each("ingest", "report"),
    f"{LEXICON}/terms.csv": {"lexicon", "train", *each("tokenize", "themes", "report")},
    THEME_LINKS: {"changes"},
    "projection": each("projection", "report"),
    "execution": set(),
    f"corpora/rounds/{LATER}/received/a.csv": {
        f"ingest@{LATER}",
        f"report@{LATER}",
        "changes",
        "overview",
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Settings of two rounds, and no more."""
    place = tmp_path_factory.mktemp("runs again") / "案件"
    (place / ".dvc/tmp").mkdir(parents=True)
    for name in (".dvc/config", "dvc.yaml", "params.yaml"):
        shutil.copyfile(ROOT / name, place / name)
    set_rounds(place, *ROUNDS)
    return place


def set_rounds(place: Path, *rounds: str) -> None:
    content = editable(place / "params.yaml")
    set_list(content, "rounds", list(rounds))
    (place / "params.yaml").write_text(dumped(content), encoding="utf-8")


def reads(stage: Stage, changed: str) -> bool:
    return covered(changed, stage.deps) or changed in stage.params


@pytest.mark.parametrize("changed", READ_BY)
def test_only_the_stages_that_read_it_run_again(changed: str, project: Path) -> None:
    found = {stage.name for stage in stages(project) if reads(stage, changed)}
    assert found == READ_BY[changed]


def test_a_later_round_leaves_the_stages_of_the_others_alone(project: Path) -> None:
    of_first = [stage for stage in stages(project) if stage.name.endswith(f"@{FIRST}")]
    tables = {out for stage in stages(project) if stage.name.endswith(LATER) for out in stage.outs}
    touched = {
        stage.name.partition("@")[0]
        for stage in of_first
        for dep in stage.deps
        if covered(dep, tuple(tables))
        or any(covered(table, (dep,)) for table in tables)
        or "rounds" in stage.params
    }
    assert touched == set()


def below(name: str, every: list[Stage]) -> set[str]:
    """The stages below one, as far as its outputs reach."""
    outs = {stage.name: stage.outs for stage in every}
    found, new = set(), {name}
    while new:
        found |= new
        new = {
            stage.name
            for stage in every
            for maker in new
            if any(
                covered(out, stage.deps) or covered(dep, outs[maker])
                for out in outs[maker]
                for dep in stage.deps
            )
        } - found
    return found - {name}


@pytest.mark.parametrize("changed", ["themes", "train"])
def test_names_and_items_never_reach_what_is_slow(changed: str) -> None:
    every = stages()
    reached = {
        name.partition("@")[0]
        for stage in every
        if stage.name.partition("@")[0] == changed
        for name in below(stage.name, every)
    }
    slow = {"ingest", "tokenize", "embed", "families", "campaigns", "cluster", "projection"}
    assert reached & slow == set()


@contextlib.contextmanager
def changed_for_now(project: Path, name: str) -> Iterator[None]:
    """Another file, or another value of one parameter in a section of params.yaml."""
    path = project / (name if "/" in name else "params.yaml")
    before = path.read_bytes()
    if "/" in name:
        path.write_bytes(before + b"another")
    else:
        content = editable(path)
        key, value = next((k, v) for k, v in content[name].items() if isinstance(v, int))
        content[name][key] = value + 1
        path.write_text(dumped(content), encoding="utf-8")
    yield
    path.write_bytes(before)


@pytest.mark.slow
def test_dvc_says_the_same(project: Path) -> None:
    from dvc.repo import Repo

    every = stages(project)
    outs = {out for stage in every for out in stage.outs}
    changed = [name for name in READ_BY if "/" in name]
    for dep in sorted({*(dep for stage in every for dep in stage.deps), *changed, *outs}):
        holds = any(covered(other, (dep,)) and other != dep for other in (*changed, *outs))
        path = project / dep
        if not holds and not path.exists():
            path = path if path.suffix else path / "file"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dep, encoding="utf-8")
    before = Path.cwd()
    os.chdir(project)
    logging.getLogger("dvc").setLevel(logging.ERROR)
    try:
        with Repo(str(project), uninitialized=True) as repo:
            repo.commit(force=True)
            assert repo.status() == {}
            for name in (ITEM_TEMPLATE, LABELS, THEME_RULES, THEME_REGISTER, "themes"):
                with changed_for_now(project, name):
                    assert set(repo.status()) == READ_BY[name], name
            assert repo.status() == {}
    finally:
        os.chdir(before)
