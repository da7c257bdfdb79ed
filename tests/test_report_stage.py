"""The stages report and overview in a folder that holds what they read, and nothing else."""

import hashlib
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.report.inputs import ReportInputs
from pipeline.report.workbook.csv_tables import STEMS
from pipeline.stages import overview, report
from pipeline.store import Store
from pipeline.tables.answers import AnswerDrafts
from pipeline.tables.assignments import Assignments
from pipeline.tables.attributes import Attributes
from pipeline.tables.base import Table
from pipeline.tables.clauses import ClauseLinks, Clauses, DraftChanges, DraftNotes
from pipeline.tables.ledger import Ledger
from pipeline.tables.natures import Natures
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.respondents import Respondents
from pipeline.tables.themes import (
    Campaigns,
    Certificates,
    Families,
    Members,
    Memberships,
    Places,
    ThemeChecks,
    ThemeRules,
    Themes,
)
from pipeline.tables.tokens import Tokens
from pipeline.tables.uptake import NextChanges, Uptake, UptakeCauses
from tests.report_example import MODEL, ROUND, example_inputs

ROOT = Path(__file__).parents[1]
OUTPUTS = (
    "figures/items.svg",
    "figures/map.svg",
    "figures/natures.svg",
    "figures/reliability.svg",
    "figures/themes.svg",
    "explore.html",
    "index.html",
    "opinions.xlsx",
    "tables/README.csv",
)
OUTPUTS += (
    "opinions_table.docx",
    *(f"summary.{kind}" for kind in ("docx", "html", "pptx")),
    *(f"tables/{stem}.csv" for stem in STEMS.values()),
    *(f"meetings/2024-04-{day}.html" for day in (10, 12, 17, 19)),
)


@pytest.fixture(scope="module")
def inputs() -> ReportInputs:
    return example_inputs()


@pytest.fixture
def folder(tmp_path: Path, inputs: ReportInputs, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "corpora/rounds" / ROUND, tmp_path / "corpora/rounds" / ROUND)
    shutil.copytree(ROOT / "corpora/codebook", tmp_path / "corpora/codebook")
    (tmp_path / "params.yaml").write_text(
        f"rounds: [{ROUND}]\nreport: {{}}\nmasking: {{}}\n", encoding="utf-8"
    )
    store = Store(tmp_path)
    store.write(AnswerDrafts, pd.DataFrame(columns=AnswerDrafts.column_names()), ROUND)
    store.write_json("models/review_items/card.json", MODEL)
    of_round: list[type[Table]] = [Opinions, Ledger, Assignments, Natures, Reasons]
    of_round += [Families, Campaigns, Themes, Members, Certificates, Memberships, Places]
    of_round += [Attributes]
    for table in of_round:
        store.write(table, getattr(inputs, table.__name__.lower()), ROUND)
    store.write(Tokens, pd.DataFrame(columns=Tokens.column_names()), ROUND)
    store.write(Respondents, inputs.respondents, ROUND)
    shutil.copy(ROOT / "corpora/respondents.csv", tmp_path / "corpora")
    store.write(ThemeRules, inputs.rules, ROUND)
    store.write(ThemeChecks, inputs.checks, ROUND)
    store.write(Clauses, inputs.clauses, ROUND)
    store.write(DraftNotes, inputs.draft_notes, ROUND)
    store.write(DraftChanges, inputs.draft_changes, ROUND)
    store.write(ClauseLinks, inputs.clause_links, ROUND)
    store.write(NextChanges, inputs.next_changes, ROUND)
    store.write(Uptake, inputs.uptake, ROUND)
    store.write(UptakeCauses, inputs.uptake_causes, ROUND)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_the_stages_write_their_outputs_and_the_same_twice(folder: Path) -> None:
    assert "30 opinions" in report.main(ROUND)
    assert "1 rounds" in overview.main()
    first = digests(folder / "reports")
    assert set(first) == {
        "index.html",
        f"metrics/report/{ROUND}.json",
        *(
            f"plots/report/{ROUND}/{name}.csv"
            for name in ("themes", "items", "natures", "bodies", "families", "map")
        ),
        "search/index.html",
        *(f"{ROUND}/{name}" for name in OUTPUTS),
    }
    report.main(ROUND)
    overview.main()
    assert digests(folder / "reports") == first


def test_the_report_names_the_hash_of_each_input(folder: Path) -> None:
    report.main(ROUND)
    page = (folder / "reports" / ROUND / "index.html").read_text(encoding="utf-8")
    assert "ファイル1" in page
    shown = {f"rounds/{ROUND}/document.txt": "ファイル1", "codebook/review_items.yaml": None}
    for name, number in shown.items():
        assert (number or f"corpora/{name}") in page
        assert hashlib.sha256((folder / "corpora" / name).read_bytes()).hexdigest() in page


def test_the_metrics_are_flat_and_equal_the_page(folder: Path) -> None:
    report.main(ROUND)
    metrics = json.loads((folder / f"reports/metrics/report/{ROUND}.json").read_text())
    assert (metrics["n_opinions"], metrics["n_singles"], metrics["n_rows"]) == (30, 4, 86)
    assert all(isinstance(value, int | float | bool) for value in metrics.values())


@pytest.mark.parametrize(
    "missing",
    ["models/review_items/card.json", f"corpora/tables/members/{ROUND}.parquet", "params.yaml"],
)
def test_a_missing_input_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(OpinionsError, match=Path(missing).name):
        report.main(ROUND)


def test_a_private_report_stands_apart_and_the_public_page_holds_nothing(folder: Path) -> None:
    (folder / "params.yaml").write_text(
        f"rounds: [{ROUND}]\nreport: {{private: true}}\n", encoding="utf-8"
    )
    report.main(ROUND)
    public = folder / "reports" / ROUND
    assert [path.name for path in public.iterdir()] == ["index.html"]
    page = (public / "index.html").read_text(encoding="utf-8")
    assert "非公開" in page
    assert "標準化" not in page
    private = folder / "reports" / f"{ROUND}-private"
    assert {path.relative_to(private).as_posix() for path in private.rglob("*.*")} == set(OUTPUTS)
