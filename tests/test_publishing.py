"""A round handed out is sealed: nothing changes a byte of it, and it can be opened again."""

import json
import re
import shutil
from pathlib import Path

import pytest

from pipeline.errors import OpinionsError
from pipeline.places import SEAL
from pipeline.receiving.adding import add_round
from pipeline.receiving.publishing import begin_folders, publish, reopen, restore_reports
from pipeline.receiving.removing import remove_round
from pipeline.rounds.rounds_list import listed_under, moved_between
from pipeline.rounds.seal import _md5, digests, faults_of_seals, inputs_changed
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from tests.conftest import copy_project, run_python
from tests.test_pipeline import digests as bytes_of

ROUND, LATER = "2024-04-05-junbi-kaigo", "2024-06-10-next"
SEALED = f"corpora/published/{ROUND}"


def params(root: Path, rounds: str, published: str) -> Path:
    path = root / "params.yaml"
    path.write_text(f"# why\nrounds: {rounds}\npublished: {published}  # those\n", encoding="utf-8")
    return path


def sealed(root: Path, name: str = "a") -> Path:
    """A sealed round as ``publish`` leaves it, without DVC."""
    folder = root / "corpora/published" / name
    (folder / "report").mkdir(parents=True)
    (folder / "report/index.html").write_text("報告", encoding="utf-8")
    (folder / "round.yaml").write_text("title: x\n", encoding="utf-8")
    seal = {"files": digests(folder), "published_on": "", "round": name}
    (folder / SEAL).write_text(json.dumps(seal), encoding="utf-8")
    return folder


def test_a_round_moves_between_the_lists_and_comments_stay(tmp_path: Path) -> None:
    path = params(tmp_path, "[a, b]", "[]")
    path.write_text(moved_between(path, "a", "rounds", "published"), encoding="utf-8")
    assert (listed_under(path, "rounds"), listed_under(path, "published")) == (["b"], ["a"])
    assert "# why" in path.read_text(encoding="utf-8")
    assert (Store(tmp_path).rounds(), Store(tmp_path).all_rounds()) == (["b"], ["a", "b"])
    path.write_text(moved_between(path, "a", "published", "rounds"), encoding="utf-8")
    assert Store(tmp_path).all_rounds() == ["b", "a"]


@pytest.mark.parametrize("harm", ["change", "remove", "add", "seal"])
def test_a_byte_more_less_or_other_breaks_the_seal(tmp_path: Path, harm: str) -> None:
    folder = sealed(tmp_path)
    assert faults_of_seals(tmp_path, ["a"]) == []
    page = folder / "report/index.html"
    if harm == "change":
        page.write_text("報 告", encoding="utf-8")
    elif harm == "remove":
        page.unlink()
    elif harm == "add":
        (folder / "report/more.html").write_text("x", encoding="utf-8")
    else:
        (folder / SEAL).unlink()
    (fault,) = faults_of_seals(tmp_path, ["a"])
    assert "dvc checkout" in fault


def test_the_sealed_report_is_put_where_readers_look(tmp_path: Path) -> None:
    params(tmp_path, "[]", "[a]")
    sealed(tmp_path)
    shown = tmp_path / "reports/a"
    for before in (None, "changed", "changed"):
        if before:
            (shown / "index.html").write_text(before, encoding="utf-8")
            (shown / "more.html").write_text(before, encoding="utf-8")
        restore_reports(tmp_path)
        assert digests(shown) == digests(tmp_path / "corpora/published/a/report")


def test_stages_over_all_rounds_find_their_folders_where_every_round_is_sealed(
    tmp_path: Path,
) -> None:
    shutil.copy("dvc.yaml", tmp_path)
    begin_folders(tmp_path)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_dir()}
    assert {"corpora/tables/opinions", "corpora/tables/members", "reports/metrics/report"} <= made
    assert not any(path.is_file() for path in (tmp_path / "corpora").rglob("*"))


@pytest.mark.parametrize("name", ["a", "b", "c"])
def test_what_cannot_be_sealed_or_opened_is_refused(tmp_path: Path, name: str) -> None:
    """a is sealed, b has no results, c is not there."""
    path = params(tmp_path, "[b]", "[a]")
    sealed(tmp_path)
    before = path.read_bytes(), digests(tmp_path)
    with pytest.raises(OpinionsError, match=r"published already|opinions run|can be sealed"):
        publish(name, "", tmp_path)
    if name != "a":
        with pytest.raises(OpinionsError, match="is not published"):
            reopen(name, tmp_path)
    assert (path.read_bytes(), digests(tmp_path)) == before


@pytest.mark.parametrize("changed", ["", "corpora/answers.csv", "corpora/drafts"])
def test_inputs_that_changed_since_the_seal_are_told(tmp_path: Path, changed: str) -> None:
    (tmp_path / "corpora/drafts").mkdir(parents=True)
    (tmp_path / "corpora/answers.csv").write_text("a\n", encoding="utf-8")
    (tmp_path / "corpora/drafts/案.txt").write_text("目的\n", encoding="utf-8")
    folder = sealed(tmp_path)
    (folder / "behind").mkdir()
    deps = "\n".join(
        f"    - {{path: {path}, md5: {_md5(tmp_path / path)}}}"
        for path in ("corpora/answers.csv", "corpora/drafts")
    )
    lock = f"stages:\n  replies@a:\n    deps:\n{deps}\n"
    (folder / "behind/dvc.lock").write_text(lock, encoding="utf-8")
    if changed:
        path = tmp_path / changed
        (path / "もう一つ.txt" if path.is_dir() else path).write_text("b", encoding="utf-8")
    whole = "title: x\ndraft: 案.txt\n"  # of a seal that kept no copy of its draft
    (folder / "round.yaml").write_text(whole, encoding="utf-8")
    assert inputs_changed(folder, tmp_path) == [changed] * bool(changed)


def test_the_draft_of_another_round_changes_nothing_for_a_sealed_one(tmp_path: Path) -> None:
    drafts, folder = tmp_path / "corpora/drafts", sealed(tmp_path)
    (drafts / "x").mkdir(parents=True)
    (drafts / "案.txt").write_text("目的\n", encoding="utf-8")
    kept = folder / "behind/drafts"
    kept.mkdir(parents=True)
    shutil.copy(drafts / "案.txt", kept)
    lock = f"stages:\n  drafts@a:\n    deps:\n    - {{path: corpora/drafts, md5: {_md5(drafts)}}}\n"
    (folder / "behind/dvc.lock").write_text(lock, encoding="utf-8")
    (folder / "round.yaml").write_text("title: x\ndraft: 案.txt\n", encoding="utf-8")
    (drafts / "別の回の案.txt").write_text("b", encoding="utf-8")
    assert inputs_changed(folder, tmp_path) == []
    (drafts / "案.txt").write_text("別の目的\n", encoding="utf-8")
    assert inputs_changed(folder, tmp_path) == ["corpora/drafts/案.txt"]
    (folder / "round.yaml").write_text("title: x\n", encoding="utf-8")
    assert inputs_changed(folder, tmp_path) == []


def test_a_sealed_round_is_not_added_to_nor_removed(tmp_path: Path) -> None:
    params(tmp_path, "[]", "[a]")
    sealed(tmp_path)
    file = tmp_path / "more.csv"
    file.write_text("No,意見\n1,費用を国が負担してほしい。\n", encoding="utf-8")
    with pytest.raises(OpinionsError, match="opinions reopen"):
        add_round([file], "a", root=tmp_path)
    with pytest.raises(OpinionsError, match="opinions reopen"):
        remove_round("a", tmp_path, also_in_git=True)
    assert faults_of_seals(tmp_path, ["a"]) == []


def called(root: Path, *arguments: str) -> str:
    outcome = run_python(root, "-m", "pipeline.cli", *arguments)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return outcome.stdout


@pytest.mark.slow
def test_no_later_round_or_parameter_changes_a_byte_of_what_was_handed_out(
    project: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    copy_project(project, root)
    own = f"reports/{ROUND}"
    before = bytes_of(root, (own,))
    called(root, "publish", ROUND, "--date", "2024-05-10")
    kept = bytes_of(root, (SEALED,))
    assert len(Store(root).read(Opinions, ROUND)) == 30
    text = (root / "params.yaml").read_text(encoding="utf-8")
    changed = text.replace("n_keywords: 6", "n_keywords: 7")
    assert changed != text
    (root / "params.yaml").write_text(changed, encoding="utf-8")
    rows = [
        f"{n},{body}市,{what}の費用を国が負担してほしい。\n"
        for n, (body, what) in enumerate(
            (body, what) for body in "甲乙丙" for what in ("移行", "運用", "回線")
        )
    ]
    (root / "next.csv").write_text("No,団体名,意見\n" + "".join(rows), encoding="utf-8")
    called(root, "add-round", "next.csv", "--round", LATER, "--date", "2024-06-10")
    called(root, "run")
    log = (root / ".dvc/tmp").rglob("*.log")
    assert not any(
        f"Running stage '{stage}@{ROUND}'" in path.read_text(encoding="utf-8")
        for path in log
        for stage in ("ingest", "themes", "report")
    )
    assert (bytes_of(root, (SEALED,)), bytes_of(root, (own,))) == (kept, before)
    overview = (root / "reports/index.html").read_text(encoding="utf-8")
    assert "公表済み" in overview
    page = (root / "reports/changes/index.html").read_text(encoding="utf-8")
    assert re.search(r"30 → 9", page)
    told = called(root, "reopen", ROUND)
    assert re.search("(設定|parameters) themes", told)
    assert "corpora/rounds" not in told  # its folder is as it was sealed, by DVC's own hash
    assert "cluster" not in told
    assert bytes_of(root, (SEALED,)) == kept
    called(root, "reopen", ROUND, "--yes")
    assert not (root / SEALED).exists()
    called(root, "run")
    assert (root / own / "index.html").is_file()
    assert bytes_of(root, (own,)) != before
