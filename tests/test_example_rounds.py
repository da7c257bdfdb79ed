"""The example rounds: their files are those that the script makes, and all of them are read."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import ingest
from pipeline.receiving.examples import prepare_example
from pipeline.store import Store
from pipeline.tables.answers import AnswerDrafts
from pipeline.tables.opinions import Opinions
from pipeline.tables.uptake import Uptake
from tests import example_rounds as made
from tests.conftest import run_python


def contents(file: bytes) -> dict[str, bytes]:
    """The parts of a package; other files as they are. (How zlib packs differs by platform.)"""
    if not file.startswith(b"PK"):
        return {"": file}
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_files_are_those_that_the_script_makes() -> None:
    for name, files in made.every_file().items():
        folder = made.FOLDER / name
        assert {path.name for path in folder.iterdir()} == set(files)
        for file, content in files.items():
            assert contents((folder / file).read_bytes()) == contents(content), file
    size = sum(path.stat().st_size for path in made.FOLDER.rglob("*") if path.is_file())
    assert size < 300_000


def test_both_rounds_are_read_in_a_copy(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(made.FOLDER, project / made.FOLDER)
    shutil.copy("params.yaml", project)
    (project / "corpora/tables/opinions").mkdir(parents=True)
    (project / "corpora/tables/opinions/secret.parquet").write_bytes(b"x")
    (project / "corpora/published/secret/tables").mkdir(parents=True)
    (project / "corpora/published/.gitkeep").touch()
    copy = tmp_path / "copy"
    prepare_example(copy, project)
    assert not (copy / "corpora/tables").exists()
    assert [path.name for path in (copy / "corpora/published").iterdir()] == [".gitkeep"]
    assert "  - rei-yoshiki" in (copy / "params.yaml").read_text(encoding="utf-8")
    answers = (copy / "corpora/answers.csv").read_text(encoding="utf-8")
    assert answers.count("\n") == 1 + len(made.ANSWERS)
    assert "全額を国が措置することに改めます" in answers
    listed = ingest(copy / "corpora/rounds/rei-ichiran")
    rows = listed.ledger[listed.ledger["level"] == "row"]
    answers = rows[rows["column"] == "F"]
    assert answers["state"].value_counts().to_dict() == {
        "opinions": 51,
        "reference": 4,
        "no_opinion": 3,
        "needs_person": 2,  # a hidden row among them
    }
    assert len(listed.opinions) == 60 == rows["n_opinions"].sum()
    assert listed.opinions["respondent"].nunique() == 55
    forms = ingest(copy / "corpora/rounds/rei-yoshiki")
    files = forms.ledger[forms.ledger["level"] == "file"]
    assert len(files) == 13
    assert files["state"].value_counts().to_dict() == {
        "opinions": 10,
        "no_opinion": 1,
        "superseded": 1,
        "needs_person": 1,
    }
    texts = forms.opinions.set_index("respondent")["text"]
    assert texts["乙県E町"] == "支援の期間を五年としてほしい。"
    assert texts["甲県D市"] == "期限の延長は三年が必要である。"
    assert "回線の二重化に要する費用" in texts["丙県L村"].iloc[0]
    with pytest.raises(OpinionsError, match="exists already"):
        prepare_example(copy, project)
    with pytest.raises(OpinionsError, match="inside the project"):
        prepare_example(project / "x", project)


@pytest.mark.slow
def test_the_example_makes_reports_that_add_up(project: Path, tmp_path: Path) -> None:
    shutil.copytree(made.FOLDER, project / made.FOLDER, dirs_exist_ok=True)
    copy = tmp_path / "copy"
    outcome = run_python(project, "-m", "pipeline.cli", "example", "--in", str(copy))
    assert outcome.returncode == 0, outcome.stderr
    assert "opinions publish rei-ichiran" in outcome.stdout
    assert "opinions reopen rei-ichiran --yes" in outcome.stdout
    for name, n_files, n_rows, n_holding, n_opinions, n_waiting in (
        ("rei-ichiran", 1, 71, 55, 60, 2),  # a hidden row and its opinion wait
        ("rei-yoshiki", 13, 105, 37, 39, 2),  # 別紙のとおり, and which of D市's files counts
    ):
        place = copy / f"reports/metrics/report/{name}.json"
        counts = json.loads(place.read_text(encoding="utf-8"))
        told = [counts[key] for key in ("n_files", "n_rows", "n_rows_with_opinions", "n_opinions")]
        assert told == [n_files, n_rows, n_holding, n_opinions]
        assert counts["n_in_themes"] + counts["n_singles"] == n_opinions
        assert counts["n_unreadable"] == n_waiting  # each a person's task, named once
        page = (copy / f"reports/{name}/index.html").read_text(encoding="utf-8")
        assert f"人の確認を待つものが{n_waiting}件ある" in page
    shown = {
        "rei-ichiran/draft.html": ("二分の一を国が補助する", "意見"),
        "rei-ichiran/uptake.html": ("全額", "一部反映", "機械の案"),
        "rei-yoshiki/draft_changes.html": ("<ins>", "<del>", "形式のみ", "全額"),
    }
    for page, words in shown.items():
        text = (copy / "reports" / page).read_text(encoding="utf-8")
        assert [word for word in words if word not in text] == [], page
    uptake = Store(copy).read(Uptake, "rei-ichiran").set_index("opinion_id")
    opinions = Store(copy).read(Opinions, "rei-ichiran").set_index("opinion_id")["text"]
    paid = uptake.loc[opinions.index[opinions.str.contains("全額を措置すべき")], "proposal"]
    assert set(paid) == {"partly"}, "二分の一 became 全額, as these asked"
    bought = uptake.loc[opinions.index[opinions.str.contains("共同調達の枠組み")], "proposal"]
    assert not set(bought) & {"taken_up", "partly"}, "ができるように is said by everybody"
    offered = Store(copy).read(AnswerDrafts, "rei-yoshiki")
    assert offered["answer"].str.contains("全額を国が措置することに改めます").any()
    changes = (copy / "reports/changes/index.html").read_text(encoding="utf-8")
    assert "（一覧） → 【例】共通の情報基盤に関する意見照会（様式）" in changes
    assert "→ 39" in changes
    assert sorted(path.name for path in (copy / "corpora/tables/opinions").iterdir()) == [
        "rei-ichiran.parquet",
        "rei-yoshiki.parquet",
    ]
