"""The classifier of review items against simpler methods: ``make bench-items`` writes the table.

All methods see the same rows, folds, vectors and words. Everything that the classifier chooses, it
chooses inside the training folds, with one set of parameters for all cases. Differences are paired:
over folds, 95 % of bootstrap samples of rows; over draws, Student's interval of their mean. The
form of the classifier was chosen on half of ``policy_proposals`` (rows whose text hashes to an even
byte), with folds and draws other than those reported here.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student_t
from threadpoolctl import threadpool_limits

from benchmarks.review_item_rivals import RIVALS
from pipeline.errors import OpinionsError
from pipeline.quality.review_item_folds import class_names, out_of_fold_probabilities
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import tables_of
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.features import Texts
from pipeline.review_items.measures import item_measures
from pipeline.review_items.model import ClassifyParams
from pipeline.review_items.training_set import stratified_folds, texts_of_tables
from pipeline.store import Store

Labels = NDArray[np.intp]
Floats = NDArray[np.float64]
OURS = "this pipeline"
_FOLDS = 5
_N_LABELS = 20
_N_DRAWS = 10
_SAMPLES = 1000
_LEVEL = 0.95


@dataclass(frozen=True)
class Case:
    """Encoded texts with one class each.

    ``names`` are the classes' names as texts, in the order of ``classes``; ``gold`` holds
    positions there, (n_texts,).
    """

    texts: Texts
    gold: Labels
    classes: tuple[str, ...]
    names: Texts


def read_case(name: str, store: Store) -> Case:
    """Read and encode a case of the shared data: ``policy_proposals`` or ``sib200_ja``.

    Raises:
        OpinionsError: the shared data is not there.
    """
    if name == "policy_proposals":
        frame = pd.read_csv(shared_file("policy_proposals/proposals.csv"), dtype=str)
        texts, gold = frame["title"], frame["topic"]
    else:
        parts = [
            pd.read_csv(shared_file(f"sib200_ja/{part}.tsv"), sep="\t", dtype=str)
            for part in ("train", "dev", "test")
        ]
        frame = pd.concat(parts, ignore_index=True)
        texts, gold = frame["text"], frame["category"]
    tables = tables_of(texts, store)
    encoded = texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
    labels = gold[tables.opinions.index].tolist()
    classes = tuple(sorted(set(labels)))
    names = class_names(labels, store)
    if names is None:
        raise OpinionsError(f"{name}: a class has a name without letters.")
    column = {label: number for number, label in enumerate(classes)}
    return Case(encoded, np.array([column[label] for label in labels]), classes, names)


def macro_f1(gold: Labels, found: Labels, n_classes: int) -> float:
    """Mean F1 over classes that occur, from counts (fast enough for a bootstrap)."""
    counts = np.bincount(gold * n_classes + found, minlength=n_classes**2)
    table = counts.reshape(n_classes, n_classes)
    size = table.sum(axis=0) + table.sum(axis=1)
    return float((2 * np.diag(table)[size > 0] / size[size > 0]).mean())


def paired_bootstrap(
    gold: Labels, ours: Labels, other: Labels, n_classes: int
) -> tuple[float, float]:
    """95 % interval of ours minus other in macro-F1 over bootstrap samples of rows."""
    random = np.random.default_rng(0)
    differences = []
    for _ in range(_SAMPLES):
        rows = random.integers(0, len(gold), len(gold))
        differences.append(
            macro_f1(gold[rows], ours[rows], n_classes)
            - macro_f1(gold[rows], other[rows], n_classes)
        )
    low, high = np.quantile(differences, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2])
    return float(low), float(high)


def paired_draws(ours: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """Student's 95 % interval of the mean difference over draws."""
    differences = np.subtract(ours, other)
    half = student_t.ppf((1 + _LEVEL) / 2, len(differences) - 1) * differences.std(ddof=1)
    half /= np.sqrt(len(differences))
    return float(differences.mean() - half), float(differences.mean() + half)


def by_folds(case: Case, params: TrainParams) -> list[dict[str, object]]:
    """One line per method: macro-F1 over all rows, each classified by a model without its fold."""
    labels = [case.classes[number] for number in case.gold]
    n_classes = len(case.classes)
    chances, decided = out_of_fold_probabilities(
        case.texts, labels, _FOLDS, params, ClassifyParams(), case.names
    )
    ours = chances.argmax(axis=1)
    measures = item_measures(chances, case.gold[:, None] == np.arange(n_classes))
    right = (ours == case.gold)[decided]
    lines: list[dict[str, object]] = [
        {
            "method": OURS,
            "macro-F1": macro_f1(case.gold, ours, n_classes),
            "top-1": measures["top1"],
            "top-3": measures["top3"],
            "ECE": measures["ece"],
            "coverage at 90 %": float(decided.mean()),
            "accuracy there": float(right.mean()) if len(right) else float("nan"),
        }
    ]
    fold_of = stratified_folds(case.texts.normalized, [(label,) for label in labels], _FOLDS)
    for name, rival in RIVALS.items():
        found = np.zeros(len(labels), dtype=np.intp)
        for fold in range(_FOLDS):
            inside, outside = np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)
            found[outside] = rival(
                case.texts.take(inside), case.gold[inside], case.names, case.texts.take(outside)
            )
        low, high = paired_bootstrap(case.gold, ours, found, n_classes)
        lines.append(
            {
                "method": name,
                "macro-F1": macro_f1(case.gold, found, n_classes),
                "top-1": float((found == case.gold).mean()),
                "ours − it": f"{low:+.3f} to {high:+.3f}",
            }
        )
    return lines


def by_draws(case: Case, params: TrainParams) -> list[dict[str, object]]:
    """One line per method: mean macro-F1 on all other rows after a few labels per class."""
    n_classes = len(case.classes)
    scores: dict[str, list[float]] = {}
    for draw in range(_N_DRAWS):
        random = np.random.default_rng(draw)
        chosen = [
            random.choice(np.flatnonzero(case.gold == number), _N_LABELS, replace=False)
            for number in range(n_classes)
        ]
        inside = np.sort(np.concatenate(chosen))
        outside = np.setdiff1d(np.arange(len(case.gold)), inside)
        learnt, rest = case.texts.take(inside), case.texts.take(outside)
        gold = case.gold[outside]
        model = train(
            learnt,
            [(case.classes[number],) for number in case.gold[inside]],
            case.classes,
            params,
            definitions=case.names,
            definition_items=case.classes,
            single_label=True,
        )
        ours = model.probabilities(rest).argmax(axis=1)
        scores.setdefault(OURS, []).append(macro_f1(gold, ours, n_classes))
        for name, rival in RIVALS.items():
            found = rival(learnt, case.gold[inside], case.names, rest)
            scores.setdefault(name, []).append(macro_f1(gold, found, n_classes))
    lines = []
    for name, values in scores.items():
        line: dict[str, object] = {
            "method": name,
            "macro-F1": float(np.mean(values)),
            "lowest draw": min(values),
            "highest draw": max(values),
        }
        if name != OURS:
            low, high = paired_draws(scores[OURS], values)
            line["ours − it"] = f"{low:+.3f} to {high:+.3f}"
        lines.append(line)
    return lines


def main(report: Path = Path("docs/benchmarks/items.md")) -> None:
    """Run all cases and write the table."""
    store = Store()
    params = store.parameters("train", TrainParams)
    text = ["# Review items against simpler methods", "", "Written by `make bench-items`.", ""]
    text += [line for line in (main.__globals__["__doc__"] or "").splitlines()[2:] if line]
    with threadpool_limits(1):
        proposals = read_case("policy_proposals", store)
        topics = read_case("sib200_ja", store)
        runs: tuple[tuple[str, Callable[[], list[dict[str, object]]]], ...] = (
            (
                "sib200_ja, text → category, 5 folds (target .88)",
                lambda: by_folds(topics, params),
            ),
            (
                f"policy_proposals, {_N_LABELS} labels per class, {_N_DRAWS} draws (target .60)",
                lambda: by_draws(proposals, params),
            ),
            (
                "policy_proposals, title → topic, 5 folds (target .69)",
                lambda: by_folds(proposals, params),
            ),
        )
        for title, run in runs:
            frame = pd.DataFrame(run())
            print(title, frame.to_string(float_format="{:.3f}".format), sep="\n", file=sys.stderr)
            text += ["", f"## {title}", "", _markdown(frame)]
    store.write_text(str(report), "\n".join(text) + "\n")


def _markdown(frame: pd.DataFrame) -> str:
    def cell(value: object) -> str:
        if isinstance(value, float):
            return "" if np.isnan(value) else f"{value:.3f}"
        return str(value)

    rows = [[cell(value) for value in row] for row in frame.itertuples(index=False)]
    table = [list(frame.columns), ["---"] * frame.shape[1], *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in table)
