"""Seconds and memory to classify many opinions whose vectors are known."""

import resource
import sys
import time

import numpy as np

from pipeline.model_file import read_model
from pipeline.places import REVIEW_ITEM_MODEL
from pipeline.review_items.features import Matrix, Texts
from pipeline.review_items.reasons import ReasonParams, reasons
from pipeline.store import Store

_SEED = 0


def measure(n_opinions: int = 100_000) -> dict[str, float]:
    """Probabilities for made-up opinions: pieces of the codebook's examples, two by two.

    Args:
        n_opinions: at least 1.

    Returns:
        ``seconds`` of the probabilities, ``seconds_reasons`` of the terms and examples on top of
        that, each by the clock and ``…_of_processor`` (of a shared machine only this one means
        anything), and ``peak_megabytes`` of this process after each.

    Raises:
        ModelError: the classifier is not built yet.
    """
    store = Store()
    model = read_model(store.root / REVIEW_ITEM_MODEL)
    random = np.random.default_rng(_SEED)
    pairs = random.integers(0, len(model.learnt), (n_opinions, 2))
    words = model.features.words.terms
    chosen = random.integers(0, len(words), (n_opinions, 8))
    universal = model.features.universal_mean
    texts = Texts(
        [model.learnt[one] + model.learnt[other] for one, other in pairs],
        [[words[number] for number in row] for row in chosen],
        _unit(random, n_opinions, len(model.features.dense_mean)),
        None if universal is None else _unit(random, n_opinions, len(universal)),
    )
    start, begun = time.perf_counter(), time.process_time()
    probabilities = model.probabilities(texts)
    seconds, processor = time.perf_counter() - start, time.process_time() - begun
    megabytes = _peak_megabytes()
    start, begun = time.perf_counter(), time.process_time()
    ids = [str(number) for number in range(n_opinions)]
    reasons(ids, texts, model, probabilities, store.parameters("reasons", ReasonParams))
    return {
        "n_opinions": n_opinions,
        "seconds": round(seconds, 1),
        "seconds_of_processor": round(processor, 1),
        "peak_megabytes": megabytes,
        "seconds_reasons": round(time.perf_counter() - start, 1),
        "seconds_reasons_of_processor": round(time.process_time() - begun, 1),
        "peak_megabytes_reasons": _peak_megabytes(),
    }


def _unit(random: np.random.Generator, n_rows: int, width: int) -> Matrix:
    matrix = random.standard_normal((n_rows, width), dtype=np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix


def _peak_megabytes() -> float:
    per_unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_unit)
