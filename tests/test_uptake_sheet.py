"""What people decide on the sheet 反映状況: out to the workbook, in again, taken back."""

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.codebook.uptake_file import read_uptake
from pipeline.commands.review import import_, undo
from pipeline.labels import uptake_sheet as names
from pipeline.labels.answer_sheet import COMMON_REVIEWER
from pipeline.places import LABELS, UPTAKE
from pipeline.report.workbook.review_table import render
from pipeline.report.workbook.uptake_sheet import uptake_facts
from pipeline.review_items.codebook import Codebook
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.uptake import NextChanges, Uptake
from tests.dvc_stages import ROOT
from tests.test_theme_sheets import example

pytestmark = pytest.mark.usefixtures("in_japanese")

ROUND = "r"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A round of ten opinions, of which the machine thinks that the first was taken up."""
    shutil.copytree(ROOT / "corpora/codebook", tmp_path / "corpora/codebook")
    (tmp_path / "params.yaml").write_text(f"rounds: [{ROUND}]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    opinions = example().opinions
    n = len(opinions)
    opinions = opinions.assign(round=ROUND, number=range(1, n + 1), file="a.xlsx", begin=0, end=5)
    store = Store(tmp_path)
    store.write(Opinions, opinions.reindex(columns=Opinions.column_names()), ROUND)
    found = pd.DataFrame({"opinion_id": opinions["opinion_id"], "proposal": "unknown"})
    found = found.assign(score=0.0, certainty=0.0, order=None, asked="", why="", decision=None)
    found = found.assign(note="")
    found.loc[0, ["proposal", "score", "certainty", "order"]] = ["taken_up", 0.4, 0.75, 1]
    store.write(Uptake, found.astype({"order": "Int64"}), ROUND)
    change = (1, "modified", False, "a", "b", "", "国が補助する。", "", "国が全額を負担する。")
    store.write(NextChanges, pd.DataFrame([change], columns=NextChanges.column_names()), ROUND)
    return tmp_path


def filled(cells: dict[int, str], name: str = "r.xlsx") -> Path:
    """The workbook as somebody sends it back; row of the sheet → decision."""
    facts = uptake_facts(Store(), ROUND)
    codebook = Codebook((), ())
    Path(name).write_bytes(render((), codebook, "題", "2024-05-10", None, (), facts))
    book = openpyxl.load_workbook(name)
    sheet = book[names.SHEET]
    titles = [cell.value for cell in sheet[3]]
    entry = titles.index(names.DECISION) + 1
    assert sheet.cell(2, entry - 1).value == COMMON_REVIEWER
    sheet.cell(2, entry).value = "審査担当"
    for row, decision in cells.items():
        sheet.cell(row, entry).value = decision
    assert sheet.cell(4, titles.index(names.PROPOSAL) + 1).value == "反映"
    assert sheet.cell(4, titles.index(names.AFTER) + 1).value == "国が全額を負担する。"
    book.save(name)
    return Path(name)


def take(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    import_([path], date="2024-06-01")
    return capsys.readouterr().out


def test_a_decision_goes_into_the_file_and_is_taken_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = (folder / LABELS).read_bytes()
    told = take(filled({4: "一部反映", 5: "対象外", 6: "採用"}), capsys)
    assert "新しい判断 2件" in told
    assert "6行目: 「採用」は選べない" in told
    words = read_uptake(folder)
    assert [word.decision for word in words] == ["partly", "out_of_scope"]
    assert all("審査担当" in word.note and "2024-06-01" in word.note for word in words)
    assert "新しい判断 0件、取り込み済み 2件" in take(filled({4: "一部反映", 5: "対象外"}), capsys)
    take(filled({4: "反映"}, "again.xlsx"), capsys)
    assert [word.decision for word in read_uptake(folder)][-1] == "taken_up"
    last = (folder / UPTAKE).read_text(encoding="utf-8").rsplit("[", 1)[1].split("]")[0]
    undo(last)
    assert [word.decision for word in read_uptake(folder)] == ["partly", "out_of_scope"]
    undo()
    assert "反映状況2件" in capsys.readouterr().out
    assert read_uptake(folder) == ()
    assert (folder / LABELS).read_bytes() == labels


def test_a_round_without_a_version_that_followed_has_no_sheet(folder: Path) -> None:
    store = Store(folder)
    store.write(Uptake, pd.DataFrame(columns=Uptake.column_names()), ROUND)
    assert uptake_facts(store, ROUND) == ()
    content = render((), Codebook((), ()), "題", "2024-05-10")
    Path("none.xlsx").write_bytes(content)
    assert names.SHEET not in openpyxl.load_workbook("none.xlsx").sheetnames
