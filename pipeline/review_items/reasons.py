"""Why an opinion was assigned as it was: the terms and the labelled texts that carried it.

The scores of the classifier are sums, so each term and each text learnt from has a share in them: a
text's is what passes through the kernel on vectors; the part linear in the vectors is nobody's in
particular and is not told. A share is taken against the mean of all items: what adds the same to
every item is no reason.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from threadpoolctl import threadpool_limits

from pipeline.params import Parameters
from pipeline.review_items.features import Texts
from pipeline.review_items.model import BLOCK, ItemModel, gaussian

Floats = NDArray[np.float64]

COLUMNS = ("opinion_id", "item_code", "kind", "order", "text", "weight")
_SHORTEST_TERM = 2
_HIRAGANA = re.compile("[ぁ-ん]")
_DIGITS = 6


class ReasonParams(Parameters):
    """How many reasons are kept of each kind."""

    n_terms: int = Field(default=4, ge=0, le=20)
    n_examples: int = Field(default=2, ge=0, le=10)


def reasons(
    opinion_ids: Sequence[str],
    texts: Texts,
    model: ItemModel,
    probabilities: Floats,
    params: ReasonParams,
) -> pd.DataFrame:
    """The table ``Reasons``: for the most probable item of each opinion.

    Args:
        opinion_ids: (n_texts,).
        texts: what the classifier read.
        model: the classifier.
        probabilities: of the model for these texts, (n_texts, n_classes).
        params: how many of each kind.

    Returns:
        Rows by opinion and kind; an opinion of which nothing speaks for its item has none.
    """
    columns: dict[str, list[object]] = {name: [] for name in COLUMNS}
    first = probabilities.argmax(axis=1)
    for begin in range(0, len(texts), BLOCK):
        rows = range(begin, min(begin + BLOCK, len(texts)))
        block = texts.take(rows)
        codes = first[rows.start : rows.stop]
        for kind, found in (
            ("term", _terms(block, codes, model, params.n_terms)),
            ("example", _examples(block, codes, model, params.n_examples)),
        ):
            for row, number, text, weight in found:
                columns["opinion_id"].append(opinion_ids[begin + row])
                columns["item_code"].append(model.classes[codes[row]])
                columns["kind"].append(kind)
                columns["order"].append(number)
                columns["text"].append(text)
                columns["weight"].append(weight)
    return pd.DataFrame(columns, columns=list(COLUMNS)).astype({"order": int, "weight": float})


Found = Iterator[tuple[int, int, str, float]]
"""(position in the block, order from 1, text, weight)."""


def _terms(block: Texts, codes: NDArray[np.intp], model: ItemModel, most: int) -> Found:
    lexical = model.features.lexical_part(block)
    beyond = _beyond_the_mean(model.lexical_coefficients)
    n_characters = len(model.features.characters.terms)
    names = (*model.features.characters.terms, *model.features.words.terms)
    for row, code in enumerate(codes):
        inside = slice(lexical.indptr[row], lexical.indptr[row + 1])
        weights = lexical.data[inside] * beyond[lexical.indices[inside], code]
        chosen: list[tuple[str, float]] = []
        for position in np.argsort(-weights, kind="stable"):
            if weights[position] <= 0 or len(chosen) == most:
                break
            column = int(lexical.indices[inside][position])
            name = names[column]
            # An n-gram with hiragana is the end of a word or none: 「ではな」.
            readable = column >= n_characters or not _HIRAGANA.search(name)
            # 費用 says all that 費, 用 and 用負 would say again.
            overlaps = any(_share_letters(name, other) for other, _ in chosen)
            if len(name) >= _SHORTEST_TERM and readable and not overlaps:
                chosen.append((name, float(weights[position])))
        for number, (name, weight) in enumerate(chosen, start=1):
            if round(weight, _DIGITS) > 0:
                yield row, number, name, round(weight, _DIGITS)


def _examples(block: Texts, codes: NDArray[np.intp], model: ItemModel, most: int) -> Found:
    features = model.features
    with threadpool_limits(1):
        likeness = gaussian(
            features.dense_part(block), model.anchors, features.dense_share, model.sharpness
        )
    beyond = _beyond_the_mean(model.anchor_coefficients)
    weights = np.round(likeness * beyond[:, codes].T, _DIGITS)
    for row in range(len(codes)):
        nearest = np.argsort(-weights[row], kind="stable")[:most]
        for number, anchor in enumerate(nearest, start=1):
            if weights[row, anchor] > 0:
                yield row, number, model.learnt[anchor], float(weights[row, anchor])


def _beyond_the_mean(coefficients: NDArray[np.float32]) -> Floats:
    """What each adds to an item beyond what it adds to all, (n_features, n_classes)."""
    return np.asarray(coefficients - coefficients.mean(axis=1, keepdims=True), dtype=np.float64)


def _share_letters(one: str, other: str) -> bool:
    """Whether two terms are cut from the same word.

    >>> _share_letters("運用経費", "費用"), _share_letters("経費", "人材")
    (True, False)
    """
    return bool(set(one) & set(other))
