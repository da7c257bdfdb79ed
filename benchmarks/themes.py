"""Themes against rivals on real gold groupings: ``make bench-themes`` writes the table.

Intervals are of subsamples of gold groups without replacement (a bootstrap would make copies agree
with themselves); differences are taken in pairs. Rows are split into halves by the gold group's
name: parameters were tuned on half 0.
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from benchmarks.theme_rivals import RIVALS, Labels
from pipeline.clustering.cluster_table import cluster_opinions
from pipeline.clustering.two_levels import ClusterParams
from pipeline.errors import OpinionsError
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.quality.grouping_agreement import agreement, singles_apart
from pipeline.quality.shared_data import shared_data
from pipeline.quality.theme_agreement import Tables, families_of, tables_of
from pipeline.store import Store, read_text
from pipeline.tables.base import as_matrix
from pipeline.tables.ledger import State

_DRAWS = 100
_SHARE = 0.8  # of gold groups in a subsample
_NOTES = (
    "Written by `make bench-themes` (`opinions bench themes`). Rows are from the shared data and",
    "the embedded round; a single is a group of its own, for every method.",
    "",
    "* *own number*: the method chooses how many groups there are. *gold k*: it is told.",
    "* Half 0 or 1 of the gold groups by the hash of their name: parameters were tuned on half 0.",
    "* *ours − it*: 5 % to 95 % over 100 subsamples of 80 % of the gold groups, drawn without",
    "  replacement, the same for both. A rival is better where both ends are below 0.",
    "* *E5 alone* stands in for the second encoder too, so that its weight stays the same.",
)
OURS = "this pipeline, own number"


@dataclass(frozen=True)
class Case:
    """A gold grouping: rows without gold take part in the grouping and are not scored."""

    name: str
    level: str
    texts: "pd.Series[str]"
    gold: "pd.Series[str]"


def cases(data: Path) -> list[Case]:
    """The gold groupings of the shared data, and the embedded round.

    Raises:
        OpinionsError: the folder is not there.
    """
    if not data.is_dir():
        raise OpinionsError(f"{data} is not there. Set OPINION_DATA to the folder of real texts.")
    comments = pd.read_csv(data / "env_plan_comments/comments.csv", dtype=str)
    groups = pd.read_csv(data / "env_plan_comments/same_point.csv", dtype=str)
    same = comments.merge(groups, on=["plan", "id"])
    every = comments.merge(groups, on=["plan", "id"], how="left").fillna({"group": ""})
    parts = [
        pd.read_csv(path, sep="\t", dtype=str)
        for path in (data / "sib200_ja" / f"{part}.tsv" for part in ("train", "dev", "test"))
    ]
    topics = pd.concat(parts, ignore_index=True)
    titles = pd.read_csv(data / "policy_proposals/proposals.csv", dtype=str)
    handout = Path("corpora/rounds/2024-04-05-junbi-kaigo/document.txt")
    entries = [
        entry
        for entry in read_document(read_text(handout), handout.name, DocumentParams())
        if entry.state is State.OPINIONS
    ]
    opinions = pd.DataFrame([(e.text[e.text_begin :], e.heading) for e in entries])
    return [
        Case("env_plan same_point (167)", "fine", same["comment"], same["group"]),
        Case("env_plan all 482, scored 167", "fine", every["comment"], every["group"]),
        Case("sib200_ja (1,004)", "coarse", topics["text"], topics["category"]),
        Case("policy_proposals (5,454)", "coarse", titles["title"], titles["topic"]),
        Case("embedded round (30)", "coarse", opinions[0], opinions[1]),
    ]


def halves(gold: "pd.Series[str]") -> "pd.Series[int]":
    """0 or 1 for each row, the same for all rows of a gold group."""
    return gold.map(lambda group: hashlib.sha256(group.encode()).digest()[0] % 2)


def variants(params: ClusterParams) -> dict[str, ClusterParams]:
    """Ours, and what is left of it when a view is taken away."""

    def without(**weights: float) -> ClusterParams:
        views = params.representation.model_copy(update=weights)
        return params.model_copy(update={"representation": views})

    return {
        OURS: params,
        "… without words": without(tokens_weight=0.0),
        "… without characters": without(characters_weight=0.0),
        "… dense views alone": without(tokens_weight=0.0, characters_weight=0.0),
    }


def groupings(case: Case, tables: Tables, store: Store) -> dict[str, Labels]:
    """Labels (n_rows,) of every method on a case."""
    families = families_of(tables, store)
    found: dict[str, Labels] = {}
    ours = variants(store.parameters("cluster", ClusterParams))
    for name, params in ours.items():
        clusters, _ = cluster_opinions(
            tables.opinions, tables.tokens, tables.embeddings, families, params
        )
        found[name] = clusters[case.level].to_numpy(dtype=np.int64)
    single_view = tables.embeddings.assign(vector_universal=tables.embeddings["vector"])
    clusters, _ = cluster_opinions(
        tables.opinions, tables.tokens, single_view, families, ours["… dense views alone"]
    )
    found["… E5 alone"] = clusters[case.level].to_numpy(dtype=np.int64)
    vectors = as_matrix(tables.embeddings["vector"])
    n_groups = case.gold[case.gold != ""].nunique()
    for name, rival in RIVALS.items():
        found[name] = rival(vectors, tables.opinions["text_normalized"].tolist(), n_groups)
    return found


def drawn_scores(gold: "pd.Series[str]", labels: Labels) -> NDArray[np.float64]:
    """AMI and ARI over subsamples of gold groups, (n_draws, 2); the same draws for all labels."""
    names = np.array(sorted(gold.unique()))
    n = max(2, round(_SHARE * len(names)))
    codes = gold.to_numpy()
    apart = singles_apart(labels)
    scores = []
    for draw in range(_DRAWS):
        rows = np.isin(codes, np.random.default_rng(draw).choice(names, n, replace=False))
        pair = (codes[rows], apart[rows])
        scores.append((adjusted_mutual_info_score(*pair), adjusted_rand_score(*pair)))
    return np.array(scores)


def rows_of(case: Case, found: dict[str, Labels]) -> list[dict[str, object]]:
    """One line of the table per method."""
    scored = (case.gold != "").to_numpy()
    gold = case.gold[scored]
    half = halves(gold).to_numpy()
    ours = drawn_scores(gold, found[OURS][scored])
    lines = []
    for name, labels in found.items():
        own = labels[scored]
        whole = agreement(gold.tolist(), own)
        test = agreement(gold[half == 1].tolist(), own[half == 1])
        line: dict[str, object] = {
            "case": case.name,
            "method": name,
            "groups": len(np.unique(own[own >= 0])),
            "singles": int((own < 0).sum()),
            "AMI": whole["ami"],
            "ARI": whole["ari"],
            "B³ F1": whole["b_cubed_f1"],
            "AMI half 0": agreement(gold[half == 0].tolist(), own[half == 0])["ami"],
            "AMI half 1": test["ami"],
            "ARI half 1": test["ari"],
        }
        low, high = np.quantile(ours - drawn_scores(gold, own), [0.05, 0.95], axis=0)
        for place, measure in enumerate(("AMI", "ARI")):
            line[f"ours − it, {measure}"] = f"{low[place]:+.3f} to {high[place]:+.3f}"
        lines.append(line)
    return lines


def main(report: Path = Path("docs/benchmarks/themes.md")) -> None:
    """Run all cases; the table is written after each of them."""
    store = Store()
    text = ["# Themes against rivals", "", *_NOTES]
    for case in cases(shared_data()):
        tables = tables_of(case.texts, store)
        frame = pd.DataFrame(rows_of(case, groupings(case, tables, store)))
        print(frame.to_string(float_format="{:.3f}".format), file=sys.stderr)
        text += ["", f"## {case.name}", "", _markdown(frame.drop(columns="case"))]
        store.write_text(str(report), "\n".join(text) + "\n")


def _markdown(frame: pd.DataFrame) -> str:
    cells = [
        [f"{v:.3f}" if isinstance(v, float) else str(v) for v in row]
        for row in frame.itertuples(index=False)
    ]
    table = [list(frame.columns), ["---"] * frame.shape[1], *cells]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)


if __name__ == "__main__":
    main()
