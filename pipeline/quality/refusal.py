"""Does the classifier refuse what belongs to no item, and what does it know before any label?"""

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from pipeline.codebook.review_items_file import read_items
from pipeline.model_file import read_model
from pipeline.places import GOLD, REVIEW_ITEM_MODEL
from pipeline.quality.gold_labels import read_gold, within_accepted
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import tables_of
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.codebook import NONE
from pipeline.review_items.features import Texts
from pipeline.review_items.training_set import definition_phrases, texts_of_tables
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.tokens import Tokens

ROUND = "2024-04-05-junbi-kaigo"
TOPICS = ("行政改革", "デジタル民主主義")
_N_FOREIGN = 100
_SAMPLES = 2000

Floats = NDArray[np.float64]


def evaluate_refusal() -> dict[str, object]:
    """AUROC of the round's real opinions against titles near the domain that no item takes.

    The titles are the first 100 of two topics of ``policy_proposals`` by the hash of their words.
    The score is 1 - P(none); that of the most probable item stands beside it.

    Returns:
        ``n_opinions, n_titles``, ``auroc`` with a 95 % bootstrap interval, ``auroc_top_item``, and
        the shares whose most probable class is ``none``.

    Raises:
        OpinionsError: shared data, classifier or tables are not there.
    """
    store = Store()
    path = shared_file("policy_proposals/proposals.csv")
    frame = read_columns(path, "topic", "title")
    titles = frame.loc[frame["topic"].isin(TOPICS), "title"].drop_duplicates()
    chosen = sorted(titles, key=lambda title: hashlib.sha256(title.encode()).digest())[:_N_FOREIGN]
    model = read_model(store.root / REVIEW_ITEM_MODEL)
    tables = tables_of(pd.Series(chosen), store)
    foreign = model.probabilities(
        texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
    )
    _, texts = _round_texts(store)
    own = model.probabilities(texts)
    none = model.classes.index(NONE)
    low, high = _bootstrap(1 - own[:, none], 1 - foreign[:, none])
    return {
        "n_opinions": len(own),
        "n_titles": len(foreign),
        "auroc": _auroc(1 - own[:, none], 1 - foreign[:, none]),
        "auroc_interval": [round(low, 3), round(high, 3)],
        "auroc_top_item": _auroc(_top_item(own, none), _top_item(foreign, none)),
        "opinions_refused": float((own.argmax(axis=1) == none).mean()),
        "titles_refused": float((foreign.argmax(axis=1) == none).mean()),
    }


def evaluate_cold_start() -> dict[str, object]:
    """The round's test labels against a classifier that has read the definitions alone.

    Returns:
        As ``within_accepted``, and ``n_phrases`` it has learnt from.
    """
    store = Store()
    codebook = read_items(store.root)
    phrases, codes = definition_phrases(codebook)
    tables = tables_of(pd.Series(phrases), store)
    model = train(
        texts_of_tables(tables.opinions, tables.tokens, tables.embeddings),
        [(codes[row],) for row in tables.opinions.index],
        codebook.classes,
        store.parameters("train", TrainParams),
    )
    keys, texts = _round_texts(store)
    order = np.argsort(-model.probabilities(texts), axis=1, kind="stable")
    ranked = {
        key: [model.classes[column] for column in row] for key, row in zip(keys, order, strict=True)
    }
    gold = read_gold(store.root / GOLD / f"{ROUND}.csv")
    found = within_accepted([ranked[key] for key in gold], list(gold.values()))
    return {"n_phrases": len(phrases), **found}


def _round_texts(store: Store) -> tuple[Sequence[str], Texts]:
    """Text keys and texts of the embedded round."""
    opinions = store.read(Opinions, ROUND)
    return opinions["text_key"].tolist(), texts_of_tables(
        opinions, store.read(Tokens, ROUND), store.read(Embeddings, ROUND)
    )


def _top_item(probabilities: Floats, none: int) -> Floats:
    return np.asarray(np.delete(probabilities, none, axis=1).max(axis=1))


def _auroc(own: Floats, foreign: Floats) -> float:
    truth = np.r_[np.ones(len(own)), np.zeros(len(foreign))]
    return float(roc_auc_score(truth, np.r_[own, foreign]))


def _bootstrap(own: Floats, foreign: Floats) -> tuple[float, float]:
    random = np.random.default_rng(0)
    values = [
        _auroc(random.choice(own, len(own)), random.choice(foreign, len(foreign)))
        for _ in range(_SAMPLES)
    ]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
