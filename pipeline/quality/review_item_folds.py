"""The classifier on any texts: measured by folds on a labelled CSV, or applied as it stands."""

import json
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.model_file import read_model
from pipeline.places import REVIEW_ITEM_MODEL
from pipeline.quality.theme_agreement import tables_of
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.codebook import NONE
from pipeline.review_items.features import Texts
from pipeline.review_items.measures import item_measures
from pipeline.review_items.model import ClassifyParams
from pipeline.review_items.training_set import stratified_folds, texts_of_tables
from pipeline.store import Store, read_text

Floats = NDArray[np.float64]


def evaluate_items(
    frame: pd.DataFrame, text_column: str, gold_column: str, folds: int = 5
) -> dict[str, float | None]:
    """Learn a class per text and measure on texts not learnt from, with the project's parameters.

    Everything that is chosen (settings, calibration, the rule by which the machine decides) is
    chosen inside the training folds.

    Args:
        frame: one gold class per row. Rows without text or class, and rows of classes with fewer
            members than folds, are left out.
        text_column: the texts.
        gold_column: the classes, any strings.
        folds: number of folds, at least 2.

    Returns:
        ``n_rows, n_left_out, n_classes, top1, top3, macro_f1, ece`` (15 bins of equal mass of the
        top probability), ``coverage_at_90`` (share of rows decided where 90 % accuracy is
        promised), ``accuracy_at_that_coverage`` (None where nothing was decided) and ``seconds``.

    Raises:
        OpinionsError: too few folds, or fewer than two classes are left.
    """
    if folds < 2:
        raise OpinionsError(
            says(
                f"--folds は2以上にする（{folds}）。", f"--folds is {folds}; it must be at least 2."
            )
        )
    start = time.perf_counter()
    store = Store()
    gold = frame[gold_column].str.strip()
    members = Counter(gold[frame[text_column].str.strip() != ""])
    large = [name for name in sorted(members) if name and members[name] >= folds]
    if len(large) < 2:
        raise OpinionsError(
            says(
                f"列「{gold_column}」に、{folds}行以上ある分類が{len(large)}しかない（2以上要る）。"
                "--folds を減らすか、行を増やす。",
                f"Column '{gold_column}' has {len(large)} classes with at least {folds} rows; at "
                "least 2 are needed. Take fewer folds or more rows.",
            )
        )
    tables = tables_of(frame.loc[gold.isin(large), text_column], store)
    texts = texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
    labels = gold[tables.opinions.index].tolist()
    result = cross_validate(
        texts,
        labels,
        folds,
        store.parameters("train", TrainParams),
        ClassifyParams(),
        class_names(labels, store),
    )
    return {
        "n_rows": len(texts),
        "n_left_out": len(frame) - len(texts),
        "n_classes": len(large),
        **result,
        "seconds": time.perf_counter() - start,
    }


def cross_validate(
    texts: Texts,
    labels: list[str],
    folds: int,
    params: TrainParams,
    rule: ClassifyParams,
    names: Texts | None = None,
) -> dict[str, float | None]:
    """Measures of evaluate_items for texts that are already encoded, one label each."""
    classes = sorted(set(labels))
    probabilities, decided = out_of_fold_probabilities(texts, labels, folds, params, rule, names)
    truth = np.array([[label == name for name in classes] for label in labels])
    measures = item_measures(probabilities, truth)
    right = truth[np.arange(len(truth)), probabilities.argmax(axis=1)]
    return {
        **{name: measures[name] for name in ("top1", "top3", "macro_f1", "ece")},
        "coverage_at_90": float(decided.mean()),
        "accuracy_at_that_coverage": float(right[decided].mean()) if decided.any() else None,
    }


def out_of_fold_probabilities(
    texts: Texts,
    labels: list[str],
    folds: int,
    params: TrainParams,
    rule: ClassifyParams,
    names: Texts | None = None,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Probabilities (n_texts, n_classes; classes sorted) and decisions (n_texts,), out of fold.

    Args:
        texts: encoded texts.
        labels: one class each.
        folds: number of folds.
        params: how to learn.
        rule: when to decide.
        names: the sorted classes' names as texts; they stand for the items' definitions.
    """
    classes = sorted(set(labels))
    items = [(label,) for label in labels]
    fold_of = stratified_folds(texts.normalized, items, folds)
    probabilities = np.zeros((len(labels), len(classes)))
    decided = np.zeros(len(labels), dtype=np.bool_)
    for fold in range(folds):
        inside, outside = np.flatnonzero(fold_of != fold), np.flatnonzero(fold_of == fold)
        if not len(outside):
            continue
        model = train(
            texts.take(inside),
            [items[row] for row in inside],
            classes,
            params,
            definitions=names,
            definition_items=classes if names is not None else (),
            single_label=True,
        )
        probabilities[outside] = model.probabilities(texts.take(outside))
        decided[outside] = model.decide(probabilities[outside], rule)
    return probabilities, decided


def class_names(labels: list[str], store: Store) -> Texts | None:
    """The names of the classes, sorted, as texts: all the definition that such a file has.

    None where a name holds no character that can be read.
    """
    names = sorted(set(labels))
    tables = tables_of(pd.Series(names), store)
    if len(tables.opinions) < len(names):
        return None
    return texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)


def classify_texts(frame: pd.DataFrame, text_column: str) -> pd.DataFrame:
    """Apply the trained classifier to any texts.

    Args:
        frame: one text per row.
        text_column: the texts. A row without text belongs to no item.

    Returns:
        ``row`` (first data row is 1), ``item_code`` (every leaf and ``none``), ``probability``
        (0–1) and ``decided``, by row and falling probability.

    Raises:
        OpinionsError: the classifier or what it needs is not built yet.
    """
    store = Store()
    folder = store.root / REVIEW_ITEM_MODEL
    model = read_model(folder)
    facts = json.loads(read_text(Path(folder, "card.json")))
    rule = store.parameters("classify", ClassifyParams)
    probabilities = np.tile([float(code == NONE) for code in model.classes], (len(frame), 1))
    decided = np.zeros(len(frame), dtype=np.bool_)
    positions = pd.Series(np.arange(len(frame)), index=frame.index)
    tables = tables_of(frame[text_column], store)
    if len(tables.opinions):
        texts = texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
        rows = positions[tables.opinions.index].to_numpy()
        probabilities[rows] = model.probabilities(texts)
        if facts["n_labels"] >= rule.least_labels:
            decided[rows] = model.decide(probabilities[rows], rule)
    order = np.argsort(-probabilities, axis=1, kind="stable")
    n_classes = len(model.classes)
    return pd.DataFrame(
        {
            "row": np.repeat(np.arange(1, len(frame) + 1), n_classes),
            "item_code": np.asarray(model.classes, dtype=object)[order].ravel(),
            "probability": np.take_along_axis(probabilities, order, axis=1).ravel(),
            "decided": np.repeat(decided, n_classes),
        }
    )
