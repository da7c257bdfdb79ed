"""A round of some hundred opinions in several kinds of files, and a draft encoder for it."""

import contextlib
import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from safetensors.numpy import save_file

from pipeline import family_parts
from pipeline.clustering import two_levels
from pipeline.encoders.static_encoder import FOLDERS, TABLE, TOKENIZER
from pipeline.encoders.static_vectors import _write_tokenizer
from pipeline.ingest import round_mask, round_tables
from pipeline.near_duplicates import near_pairs
from pipeline.places import ENCODER, FINDS
from pipeline.receiving.adding import add_round
from pipeline.stages import classify, cluster, decided, drafts, embed, families, ingest, tokenize
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from tests.dvc_stages import copy_into
from tests.intake_inputs import form, word
from tests.test_pipeline import ROUND

LAW = "2024-06-law"
N_LISTED = 540
"""With the others, more than two blocks of the classifier."""
MADE = ("corpora/tables", "corpora/private", "reports/metrics")


def project_with_many(project: Path, target: Path) -> None:
    """What the stages need, and round ``LAW`` in its files and tables, made in one process.

    Args:
        project: in which the pipeline has run.
        target: the folder to work in, empty.
    """
    copy_into(project, ("corpora", "models", "requirements.lock", "params.yaml"), target)
    there = Store(target)
    texts = there.read(Opinions, ROUND)["text"].tolist()
    vectors = there.read(Embeddings, ROUND)
    widths = {column: len(vectors[column].iloc[0]) for column in FOLDERS}
    _draft_encoder(target / ENCODER, texts, widths)
    for made in ("tables", "private"):
        shutil.rmtree(target / "corpora" / made)
    received = target / "received"
    for name, content in files_of(texts).items():
        (received / name).parent.mkdir(parents=True, exist_ok=True)
        (received / name).write_bytes(content)
    with at_work(target, "none", 10_000):
        add_round([received], LAW, "法", "2024-06-01")
        drafts.main(LAW)
        run_all()


def without_tables(project: Path, target: Path) -> None:
    """A copy of what ``project_with_many`` made, as before the stages ran."""
    copy_into(project, ("corpora", "models", "requirements.lock", "params.yaml"), target)
    for made in ("tables", "private"):
        shutil.rmtree(target / "corpora" / made)
    tables = ("clauses", "draft_notes", "draft_changes", "next_changes")  # what ``drafts`` makes
    copy_into(project, tuple(f"corpora/tables/{name}" for name in tables), target)


@contextlib.contextmanager
def at_work(project: Path, scheduler: str, rows: int) -> Iterator[None]:
    """In this block stages work in that project, by parts so small that there are some."""
    params = project / "params.yaml"
    head = params.read_text(encoding="utf-8").split("\nexecution:")[0]
    head = head.replace("most_rows: 3000", "most_rows: 100")
    execution = f"\nexecution: {{scheduler: '{scheduler}', rows_per_partition: {rows}}}\n"
    params.write_text(head + execution, encoding="utf-8")
    before = Path.cwd()
    os.chdir(project)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(near_pairs, "BLOCK", 30)
            patch.setattr(family_parts, "_TEXTS_IN_A_BLOCK", rows)
            patch.setattr(family_parts, "_WORTH_SPREADING", 2)
            patch.setattr(two_levels, "PART", 70)
            patch.setattr(round_tables, "_FILES_AT_ONCE", 2)
            patch.setattr(round_mask, "_WORTH_PROCESSES", 200)  # not for the few with known names
            patch.setattr(embed, "_TEXTS_IN_A_PART", rows)
            yield
    finally:
        os.chdir(before)


SPREAD = (ingest, tokenize, embed, families, cluster, classify)
"""The stages that can be spread."""


def run_all() -> None:
    """Run the stages that can be spread, and what they need; in ``at_work``."""
    for stage in SPREAD:
        run_one(stage)


def run_one(stage: ModuleType) -> None:
    """Run one of them, and what it needs."""
    if stage is ingest:
        shutil.rmtree(FINDS, ignore_errors=True)  # else they are not looked for again
    if stage is classify:
        decided.main()
    stage.main(LAW)


def files_of(texts: list[str]) -> dict[str, bytes]:
    """A list (CSV), forms (xlsx) and letters (docx); some opinions are said twice."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["団体名", "担当者氏名", "御意見"])
    for n in range(N_LISTED):
        text = texts[n % len(texts)]
        cut = text[: max(len(text) - n // 60 * 3, 12)].replace("\n", "")
        writer.writerow([f"{'甲乙丙丁'[n % 4]}市", "山田 太郎" if n % 7 == 0 else "", cut])
    found = {"一覧.csv": lines.getvalue().encode("cp932", "replace")}
    for n, body in enumerate(["戊町", "己町", "庚村"]):
        found[f"様式_{body}.xlsx"] = form(body, texts[n])
        asked = [f"団体名：{body}", "意見", f"・{texts[n + 3]}", f"・{texts[n + 4]}"]
        found[f"意見_{body}.docx"] = word(asked)
    return found


def _draft_encoder(folder: Path, texts: list[str], widths: dict[str, int]) -> None:
    """One that knows single characters and as many dimensions as the classifier wants."""
    draw = np.random.default_rng(0)
    words = dict.fromkeys(sorted({*"".join(texts)} - {*" \n\u3000"}), -5.0)
    shutil.rmtree(folder)
    for column, place in FOLDERS.items():
        (folder / place).mkdir(parents=True)
        table = draw.standard_normal((len(words) + 1, widths[column])).astype(np.float32)
        save_file({"embedding.weight": table}, folder / place / TABLE)
        _write_tokenizer(folder / place / TOKENIZER, words)
