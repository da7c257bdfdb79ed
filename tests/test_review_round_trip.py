"""A reviewer's decision from the table through training into the assignments, and back."""

import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from pipeline.labels import answer_sheet as names
from pipeline.places import LABELS
from pipeline.report.workbook.review_table import HEADER_ROW
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.natures import Nature, Natures
from pipeline.tables.opinions import Opinions
from tests.conftest import run_python
from tests.test_pipeline import ROUND

pytestmark = pytest.mark.slow
REVIEW = ("-m", "pipeline.cli", "review")


@pytest.fixture(scope="module")
def place(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project after a run, with a labels.csv of its own."""
    root = tmp_path_factory.mktemp("review") / "project"
    shutil.copytree(project, root, copy_function=os.link, ignore=shutil.ignore_patterns(".dvc"))
    for writable in ("corpora/codebook", "reports/metrics", "models/review_items"):
        shutil.rmtree(root / writable)
        shutil.copytree(project / writable, root / writable)
    return root


def fill(path: Path, n_rows: int) -> dict[str, str]:
    """Decide the first rows against the machine; text_key → code."""
    book = openpyxl.load_workbook(path)
    sheet = book[names.SHEET]
    at = {cell.value: cell.column for cell in sheet[HEADER_ROW + 1]}
    choices = [str(cell.value) for cell in book[names.CHOICES]["A"]]
    said: dict[str, str] = {}
    for row in range(HEADER_ROW + 2, HEADER_ROW + 2 + n_rows):
        guess = sheet.cell(row, at["機械の第一候補"]).value
        other = next(choice for choice in choices if choice != guess and choice[0].isdigit())
        sheet.cell(row, at[names.ITEM]).value = other
        sheet.cell(row, at[names.REVIEWER]).value = "佐藤"
        sheet.cell(row, at[names.NATURE]).value = Nature.OTHER.value
        said[str(sheet.cell(row, at[names.KEY]).value)] = other.split(" ")[0]
    sheet.cell(HEADER_ROW + 2 + n_rows, at[names.ITEM]).value = "9-9 知らない項目"
    book.save(path)
    return said


def test_what_a_person_decides_is_shown_learnt_and_can_be_taken_back(place: Path) -> None:
    before = (place / LABELS).read_bytes()
    exported = run_python(place, *REVIEW, "export", "--round", ROUND, "-o", "r.xlsx")
    assert exported.returncode == 0, exported.stderr
    again = run_python(place, *REVIEW, "export", "--round", ROUND, "-o", "r.xlsx")
    assert again.returncode != 0
    assert "is there already" in again.stderr

    said = fill(place / "r.xlsx", 4)
    done = run_python(place, *REVIEW, "import", "r.xlsx", "--date", "2024-06-01")
    assert done.returncode == 0, done.stderr
    assert "labels.csv: 4 added" in done.stdout
    assert f"row {HEADER_ROW + 6}: Nobody is named as the reviewer" in done.stdout
    for text in Store(place).read(Opinions, ROUND)["text"]:
        assert text[:15] not in done.stdout + done.stderr
    labels = (place / LABELS).read_bytes()
    assert labels.startswith(before)
    run_python(place, *REVIEW, "import", "r.xlsx", "--date", "2024-07-01")
    assert (place / LABELS).read_bytes() == labels

    (place / "corpora/tables/assignments" / f"{ROUND}.parquet").unlink()
    trained = run_python(place, "-m", "pipeline.stages.train")
    assert "4 labels" in trained.stderr
    found = run_python(place, "-m", "pipeline.stages.decided")
    assert "4 decided texts in, 4 of them in a round" in found.stderr
    classified = run_python(place, "-m", "pipeline.stages.classify", ROUND)
    assert "4 by people" in classified.stderr
    opinions = Store(place).read(Opinions, ROUND).set_index("opinion_id")["text_key"]
    first = Store(place).read(Assignments, ROUND).query("rank == 1").set_index("opinion_id")
    shown = {key: first.loc[identity] for identity, key in opinions.items()}
    for key, code in said.items():
        assert shown[key]["item_code"] == code
        assert shown[key]["source"] == "label"
        assert shown[key]["decided"]
    natures = Store(place).read(Natures, ROUND).query("source == 'label'")
    assert set(natures["opinion_id"].map(opinions)) == set(said)
    assert set(natures["nature"]) == {Nature.OTHER.value}
    assert (first["source"] == "label").sum() == opinions.isin(list(said)).sum()

    rest = run_python(place, *REVIEW, "export", "--round", ROUND, "-o", "rest.xlsx")
    assert f"{len(opinions) - 4} opinions to decide" in rest.stdout
    undone = run_python(place, *REVIEW, "undo")
    assert "was taken back: 4 decisions" in undone.stdout
    assert (place / LABELS).read_bytes() == before
