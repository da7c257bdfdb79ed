"""Rounds of no and of two opinions through the whole chain: a defined small answer each."""

import shutil
from pathlib import Path

import pytest

from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Members
from tests.conftest import copy_project, run_python, run_stages

ANSWERS = [
    "移行の期限を延ばしてほしい。",
    "運用経費が今の二倍になり、財政の負担が続かない。",
    "専門の人材を国が派遣してほしい。",
]
pytestmark = pytest.mark.slow


def called(root: Path, *arguments: str) -> None:
    outcome = run_python(root, "-m", "pipeline.cli", *arguments)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.fixture(scope="module", params=[0, 2], ids=lambda n: f"{n} opinions")
def small(
    request: pytest.FixtureRequest, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int]:
    n = int(request.param)
    root = tmp_path_factory.mktemp("small") / "project"
    copy_project(project, root)
    answers = [*ANSWERS[:n], "特になし"]
    rows = "".join(f"{number},{text}\n" for number, text in enumerate(answers, 1))
    (root / "answers.csv").write_text(f"No,意見\n{rows}", encoding="utf-8")
    params = root / "params.yaml"
    names = "  - 2024-04-05-junbi-kaigo\n"
    assert names in params.read_text(encoding="utf-8")
    called(root, "add-round", "answers.csv", "--round", "2024-05-small")
    text = params.read_text(encoding="utf-8").replace(names, "")
    params.write_text(text, encoding="utf-8")
    head = root / "corpora/rounds/2024-05-small/round.yaml"
    head.write_text(head.read_text(encoding="utf-8") + "draft: 案.docx\n", encoding="utf-8")
    for folder in ("tables", "private"):  # tables of a round not listed are an error
        shutil.rmtree(root / "corpora" / folder)
    called(root, "check")
    run_stages(root, "train")  # on the codebook, which is the project's
    return root, n


def test_a_small_round_has_a_report_and_every_opinion_its_place(small: tuple[Path, int]) -> None:
    root, n = small
    store, name = Store(root), "2024-05-small"
    opinions, members = store.read(Opinions, name), store.read(Members, name)
    ledger = store.read(Ledger, name)
    assert len(opinions) == len(members) == n
    rows = ledger[ledger["level"] == "row"]
    assert rows["state"].tolist().count("no_opinion") == 1
    assert ledger["level"].tolist().count("draft") == 1  # named in round.yaml, and not there
    assert store.read(Assignments, name)["opinion_id"].nunique() == n
    page = (root / "reports" / name / "index.html").read_text(encoding="utf-8")
    for text in ANSWERS[:n]:
        assert text in page
    assert (root / "reports" / name / "opinions.xlsx").stat().st_size > 0
    assert "未較正" in page
